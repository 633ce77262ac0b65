// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_looks.h"

#include <gtest/gtest.h>

#include <numeric>

#include "solver/torn/contact.h"
#include "solver/torn/seam_windows.h"
#include "tests/solver/torn/likeness_network.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// The true answer to a torn picture with one join, made or suggested.
Assembly answer_with_join(const TornPicture& made, int a, int b, bool is_made) {
  Assembly answer{.kind = Kind::kTorn, .rotation = Rotation::kFree};
  for (const Piece& piece : made.puzzle.pieces) answer.pieces.push_back({.id = piece.id});
  for (const int piece : {a, b}) {
    answer.pieces[piece].placed = is_made;
    answer.pieces[piece].group = 0;
  }
  answer.matches = {{.piece_a = a, .piece_b = b, .a_from_b = matrix_of(true_pose(made, a, b))}};
  return answer;
}

TEST(TornLooks, RunAlongTheWholeSeam) {
  const TornPicture made = tear(sample_picture({300, 280}, 1), {.pieces = {3, 3}, .seed = 1});
  const Scraps scraps = scraps_of(made);
  Assembly answer = answer_with_join(made, 4, 5, true);
  add_torn_looks(scraps, LikenessNetwork(), {}, answer);
  const Match& match = answer.matches[0];
  int length = 0;
  for (const auto& [first, last] : touching_stretches(scraps, 4, 5, true_pose(made, 4, 5))) length += last - first;
  EXPECT_EQ(match.attention.size() % kSeamWindow, 0U);
  EXPECT_NEAR(static_cast<double>(match.attention.size()), length, kSeamWindow);
  EXPECT_NEAR(std::accumulate(match.attention.begin(), match.attention.end(), 0.0), 1, 1e-5);
  // The network of the tests takes the first half of every window for stitched.
  ASSERT_EQ(match.stretch.size(), match.attention.size() / kSeamWindow);
  EXPECT_EQ(match.stretch[0], std::pair(0, kSeamWindow / 2));
}

TEST(TornLooks, ASuggestionIsNotLookedAt) {
  const TornPicture made = tear(sample_picture({300, 280}, 1), {.pieces = {3, 3}, .seed = 1});
  Assembly answer = answer_with_join(made, 4, 5, false);
  add_torn_looks(scraps_of(made), LikenessNetwork(), {}, answer);
  EXPECT_TRUE(answer.matches[0].attention.empty());
}

}  // namespace
}  // namespace solve_puzzle
