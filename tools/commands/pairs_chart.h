// SPDX-License-Identifier: Apache-2.0
// A bar chart of a bench of pairs. No file access.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "tools/commands/pairs_row.h"

namespace solve_puzzle {

/// Draws fair top-1 of every row's last step (with loops where it has them), dataset by dataset and wear by wear, with
/// its deviation over files: CV_8UC3.
cv::Mat draw_pairs_chart(const std::vector<PairsRow>& rows);

}  // namespace solve_puzzle
