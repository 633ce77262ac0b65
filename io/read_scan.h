// SPDX-License-Identifier: Apache-2.0
// One picture of many fragments into pieces: found, cut out, numbered. One fragment a picture: io/read_torn.h.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "io/background_option.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct ScannedFragments {
  std::vector<Piece> pieces;    ///< f001, f002 ... in reading order; one fragment alone keeps the picture's name
  std::vector<cv::Rect> boxes;  ///< of the pieces' pictures in the scan
  std::vector<char> is_odd;     ///< 1: a warning speaks of it
};

/// Finds the fragments on a sheet. `scan` comes with the mask of its alpha channel, or none where it is opaque; its
/// background is a plain sheet, perhaps under uneven light and with soft shadows, or what `option` says. Specks of less
/// than a hundredth of the median area are no fragments.
/// Adds to `warnings` fragments that the border cuts, that are far smaller or larger than the others, and that look
/// like two that touch.
/// Throws: Error when there is no fragment, no plain background, or a mask of another size.
ScannedFragments find_scanned_fragments(const Piece& scan, const BackgroundOption& option, std::int64_t max_pixels,
                                        std::vector<std::string>& warnings);

/// Draws a scan with the outlines and numbers of what was found, odd ones in red: CV_8UC3, at most 2,400 pixels wide
/// and high.
cv::Mat contact_sheet(const cv::Mat& scan, const ScannedFragments& fragments);

}  // namespace solve_puzzle
