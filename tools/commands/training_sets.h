// SPDX-License-Identifier: Apache-2.0
// Puzzles to learn from: photos cut and damaged at random, and listed as the solver would list them. No learning here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "attention/training.h"
#include "puzzles/cut.h"
#include "solver/shortlist.h"
#include "tools/commands/training_photos.h"

namespace solve_puzzle {

/// What is common to the sets of one step: their sides have one length.
struct SetOptions {
  int piece_size = 28;
  int erode = 0;
  std::string rotation = "none";
  int depth = 6;             ///< of the bands
  bool is_augmented = true;  ///< random crop, scale, mirror, colours, JPEG, blur, noise, drift
  int num_pieces = 430;      ///< about so many; two photos share a bag where one is too small
};

/// Draws the options of the sets of one step. Source: the damage model of the class comment in training_sets.cc.
SetOptions draw_set_options(int depth, Random& random);

/// Makes set number `item`. Same photos, options, seed and item: same set.
/// Throws: Error when none of many tries gives a photo that can be read and cut.
TrainingSet make_set(const TrainingPhotos& photos, bool is_held_out, const SetOptions& options, std::uint64_t seed,
                     std::uint64_t item);

/// The lists of a cut puzzle as the solver makes them, and the same with the truth beside them.
struct LabelledLists {
  Shortlist list;
  TrainingSet set;
};

LabelledLists labelled_lists(const CutPuzzle& made, int depth);

}  // namespace solve_puzzle
