// SPDX-License-Identifier: Apache-2.0
// Which pixels of a picture are the fragment, once it is known which are background. One fragment a picture.
#pragma once

#include <opencv2/core.hpp>

namespace solve_puzzle {

/// Gives the mask of the fragment where the background was told by its colour. What has the background's colour but
/// lies inside is a hole only when it is a patch of its own: specks of pale content are filled.
/// Shapes: CV_8UC1, 255 = yes, both. All zero where everything is background.
cv::Mat fragment_mask(const cv::Mat& is_background);

}  // namespace solve_puzzle
