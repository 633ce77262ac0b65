// SPDX-License-Identifier: Apache-2.0
// How good an answer is: the field's measures, strict and fair, and whether what looked sure was right.
#pragma once

#include "puzzles/assembly.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Shares are in [0, 1]. The *_fair ones count the exchange of pixel-identical tiles as right.
struct Accuracy {
  int num_pieces = 0;
  int num_placed = 0;
  int num_wrong_placed = 0;  ///< placed, but not in their true cell relative to the best-fitting frame of their group
  double direct = 0, neighbour = 0, largest_component = 0;
  bool perfect = false;
  double direct_fair = 0, neighbour_fair = 0, largest_component_fair = 0;
  bool perfect_fair = false;
  double precision = 0,
         recall = 0;  ///< of accepted joins against the true adjacencies; precision is 1 when there is none
  double precision_fair = 0;
  int num_accepted = 0;
  int num_groups = 0;                       ///< groups with more than 5 % of the pieces
  int num_pictures = 0;                     ///< groups of the truth
  double worst_picture_neighbour_fair = 0;  ///< the smallest share of a picture's own adjacencies that the answer makes
};

/// Judges `answer` against `truth` (matched by piece id). `puzzle` gives the pixels for the fair measures; with a null
/// pointer, fair equals strict. Adjacencies are those that exist among the pieces given.
/// Throws: Error when the answer names a piece that the truth does not know, or kinds differ.
Accuracy judge(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle);

}  // namespace solve_puzzle
