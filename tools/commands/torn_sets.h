// SPDX-License-Identifier: Apache-2.0
// Torn photos to learn from: windows along true seams, and along the false ones that a solver would consider.
#pragma once

#include "attention/training.h"
#include "puzzles/random.h"
#include "tools/commands/training_photos.h"

namespace solve_puzzle {

/// How the photos of one set are torn and worn.
struct TornSetOptions {
  std::string tear = "rough";
  int erode = 0;
  int erode_uneven = 0;
  double fade = 0;
  int depth = 6;  ///< of the bands
  int num_pieces = 20;
};

TornSetOptions draw_torn_set_options(int depth, Random& random);

/// Makes set number `item`. Every side has one candidate partner: right, or wrong and then without a target; of the
/// wrong seams about twice as many as of the right ones are kept. Same photos, options, seed and item: same set.
/// Throws: Error when none of many tries gives a photo that can be read and torn.
TrainingSet make_torn_set(const TrainingPhotos& photos, bool is_held_out, const TornSetOptions& options,
                          std::uint64_t seed, std::uint64_t item);

}  // namespace solve_puzzle
