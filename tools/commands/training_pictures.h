// SPDX-License-Identifier: Apache-2.0
// Parts of photos that training puzzles are made from: random windows, mirrored, recoloured, worn. No cutting.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "puzzles/random.h"
#include "tools/commands/training_photos.h"

namespace solve_puzzle {

struct WindowOptions {
  int piece_size = 28;   ///< pixels each way that a piece will have
  int num_pieces = 430;  ///< about so many fit into all pictures together
};

/// Gives one picture, or several where one photo is too small for the wanted number of pieces.
/// Throws: Error when none of many tries gives a photo that can be read and cut.
std::vector<cv::Mat> training_pictures(const TrainingPhotos& photos, bool is_held_out, const WindowOptions& options,
                                       Random& random);

}  // namespace solve_puzzle
