// SPDX-License-Identifier: Apache-2.0
// Tears pictures into fragments with known truth. Where tears run: puzzles/tear.h; the way in: cut() in puzzles/cut.h.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/cut.h"

namespace solve_puzzle {

/// Tears every picture into options.pieces fragments, wears their rims, turns them, and loses some. A fragment's mask
/// holds the pixels of which at least half belong to it; colours are read from the picture by one cubic interpolation
/// (by none with rotation none or quarter), outside of the mask all is black. Fragments that wear to less than 16
/// pixels are lost too.
/// The truth: one group per picture, its canvas the picture itself, poses exact; `matches` lists all pairs of fragments
/// that shared a tear, `seam` one stretch from 0 to its length in pixels, before wear.
/// Throws: as cut(), also when wear leaves no fragment.
CutPuzzle cut_torn(const std::vector<cv::Mat>& pictures, const CutOptions& options);

}  // namespace solve_puzzle
