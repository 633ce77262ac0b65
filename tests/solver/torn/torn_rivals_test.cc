// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/torn_rivals.h"

#include <gtest/gtest.h>

#include "solver/torn/candidates.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// An answer that makes one join.
Assembly answer_with_join(const TornPicture& made, int a, int b) {
  Assembly answer{.kind = Kind::kTorn, .rotation = Rotation::kFree};
  for (const Piece& piece : made.puzzle.pieces) answer.pieces.push_back({.id = piece.id});
  for (const int piece : {a, b}) {
    answer.pieces[piece].placed = true;
    answer.pieces[piece].group = 0;
  }
  answer.matches = {{.piece_a = a, .piece_b = b, .a_from_b = matrix_of(true_pose(made, a, b)), .log_odds = 9}};
  return answer;
}

TEST(TornRivals, AreTheStrongestCandidatesWithOtherPartners) {
  const TornPicture made = tear(sample_picture({300, 280}, 1), {.pieces = {3, 3}, .seed = 1});
  const Scraps scraps = scraps_of(made);
  std::vector<JoinCandidate> joins = find_candidates(scraps, {});
  Assembly answer = answer_with_join(made, 4, 5);
  add_torn_rivals(scraps, joins, 1.0, answer);
  const std::vector<Rival>& rivals = answer.matches[0].rivals;
  ASSERT_FALSE(rivals.empty());
  for (const Rival& rival : rivals) {
    const int own = rival.is_of_a ? 4 : 5;
    EXPECT_TRUE(rival.piece != 4 && rival.piece != 5);
    const auto is_it = [&](const JoinCandidate& join) {
      return std::minmax(own, rival.piece) == std::minmax(join.a, join.b) &&
             std::abs(9 - rival.behind - join.log_odds) < 1e-9;
    };
    const auto found = std::find_if(joins.begin(), joins.end(), is_it);
    ASSERT_NE(found, joins.end());
    const Pose own_from_rival = own < rival.piece ? found->a_from_b : inverse(found->a_from_b);
    EXPECT_LT(difference(pose_of(*rival.own_from_rival), own_from_rival, {0, 0}).distance, 1e-6);
  }
  const auto strongest =
      std::max_element(rivals.begin(), rivals.end(), [](auto& p, auto& q) { return p.behind > q.behind; });
  std::erase_if(joins,
                [&](const JoinCandidate& join) { return join.a == strongest->piece || join.b == strongest->piece; });
  answer.matches[0].rivals.clear();
  add_torn_rivals(scraps, joins, 1.0, answer);
  for (const Rival& rival : answer.matches[0].rivals) EXPECT_GE(rival.behind, strongest->behind);
}

TEST(TornRivals, SuggestionsHaveNone) {
  const TornPicture made = tear(sample_picture({300, 280}, 1), {.pieces = {3, 3}, .seed = 1});
  const Scraps scraps = scraps_of(made);
  Assembly answer = answer_with_join(made, 4, 5);
  answer.pieces[5].placed = false;
  add_torn_rivals(scraps, find_candidates(scraps, {}), 1.0, answer);
  EXPECT_TRUE(answer.matches[0].rivals.empty());
}

}  // namespace
}  // namespace solve_puzzle
