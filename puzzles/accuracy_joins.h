// SPDX-License-Identifier: Apache-2.0
// Counts of joins: which true adjacencies an answer makes, and whether its accepted matches are true. No cells of their
// own.
#pragma once

#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/boards.h"
#include "puzzles/calibration.h"

namespace solve_puzzle {

/// Fair counts compare what the two tiles of a join show, modulo a turn of the pair where pieces may turn; a pair that
/// the truth shows n times counts at most n times.
struct JoinCount {
  int num_true = 0;
  int made = 0;
  int made_fair = 0;
  std::vector<int> picture_true;  ///< by picture
  std::vector<int> picture_made_fair;
  int largest_component = 0;  ///< placed pieces connected by true joins that the answer makes
};

/// Cost: O(N log N), times the number of pictures for the shares of single pictures.
JoinCount count_joins(const Boards& boards);

/// Two matches of the same two sides count once.
struct AcceptedCount {
  int num_accepted = 0;
  int right = 0;
  int right_fair = 0;
};

/// Throws: Error when a match names a piece or side that does not exist.
AcceptedCount count_accepted(const Boards& boards, const std::vector<Match>& matches);

/// Compares the probabilities of all matches, accepted or not, with whether they are right (fair); pinned ones apart.
/// Two matches of the same two sides count once. Throws: as above.
Calibration calibrate_joins(const Boards& boards, const std::vector<Match>& matches);

}  // namespace solve_puzzle
