// SPDX-License-Identifier: Apache-2.0
// How good an answer is: the field's measures, strict and fair, and whether what looked sure was right.
#pragma once

#include "puzzles/assembly.h"
#include "puzzles/calibration.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Shares are in [0, 1]; of nothing (no adjacency, no accepted join) the share is 1. The *_fair ones count the exchange
/// of pixel-identical tiles as right, and turning a tile that looks the same turned.
///
/// Direct counts absolute cells: a complete single picture is compared from the top-left corner of its group, so that
/// one stray piece beside it shifts all; only with several pictures or missing pieces, where no corner says which cell
/// is which, the shift is free and the best counts. Only the group that holds most of a picture counts for it. With
/// quarter turns in the answer or the truth, the best of the four turns of a group counts.
///
/// Neighbour counts true adjacencies that the answer makes: both pieces in one group, the right sides facing. The fair
/// one compares what the two tiles of a join show (modulo a turn of the pair where pieces may turn); a pair that the
/// truth shows n times counts n times at most.
struct Accuracy {
  int num_pieces = 0;
  int num_placed = 0;
  int num_wrong_placed = 0;  ///< placed, but not in their true cell relative to the best-fitting frame of their group
  double direct = 0, neighbour = 0;
  double largest_component = 0;  ///< pieces connected by true adjacencies that the answer makes
  bool perfect = false;          ///< all direct, and every picture in a group of its own
  double direct_fair = 0, neighbour_fair = 0;
  double largest_component_fair = 0;  ///< connected cells that show what the truth shows, under one shift and turn
  bool perfect_fair = false;
  double precision = 0;  ///< share of the accepted joins that are true adjacencies
  double recall = 0;     ///< share of the true adjacencies that are accepted joins
  double precision_fair = 0;
  int num_accepted = 0;                     ///< accepted joins, each pair of sides once
  int num_groups = 0;                       ///< groups with more than 5 % of the pieces
  int num_pictures = 0;                     ///< groups of the truth
  double worst_picture_neighbour_fair = 0;  ///< the smallest share of a picture's own adjacencies that the answer makes
  Calibration calibration;  ///< of all joins that the answer lists, accepted or not; fair; pinned ones apart

  // Torn pieces only: of the pieces that are right, how far from their places. Units: pixels, degrees.
  int num_right = 0;
  double rms_pixels = 0, max_pixels = 0;
  double rms_degrees = 0, max_degrees = 0;
};

/// Judges `answer` against `truth` (matched by piece id; a piece that the answer does not list counts as not placed).
/// `puzzle` gives the pixels for the fair measures; with a null pointer, fair equals strict. Adjacencies are those that
/// exist among the pieces given.
/// Throws: Error when the answer or the puzzle names a piece that the truth does not know or names one twice, kinds
/// differ, two square pieces stand in one cell, or a match names a piece or side that does not exist.
///
/// Cost: O(N log N), and one pass over the pixels of `puzzle`.
Accuracy judge(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle);

}  // namespace solve_puzzle
