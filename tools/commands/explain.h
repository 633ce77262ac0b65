// SPDX-License-Identifier: Apache-2.0
// A picture of how a network sees a seam: the pieces, where it looks, where it thinks they touched. No network, no file
// access.
#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "attention/seam_network.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// A seam that a network has looked at. Sides are numbered piece * 4 + Side.
struct ExplainedSeam {
  int side_a = 0;
  int side_b = 0;
  SeamLook look;          ///< along side a, clockwise; log_odds: the mean of both sides' views
  std::string attention;  ///< such as crf
};

/// Draws piece a on the left and piece b on the right of their seam, enlarged, and along it the attention, the
/// probability of touching and the most likely stretch, as far as the network gives them: CV_8UC3.
cv::Mat draw_explanation(const Puzzle& puzzle, const ExplainedSeam& seam);

}  // namespace solve_puzzle
