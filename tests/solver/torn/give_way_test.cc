// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/give_way.h"

#include <gtest/gtest.h>

#include "puzzles/parallel.h"
#include "solver/torn/join_odds.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// A picture in nine pieces. Seven are laid around the two others, 3 and 4, and drift a little from seam to seam: the
/// ends of that chain, 0 and 6, lie some pixels off.
class OpenRing : public testing::Test {
 protected:
  Layout bent() const {
    constexpr double kTurn = 0.008;  // of every piece against the one before
    const cv::Point2d pivot(160, 75);
    std::vector<TornPlace> places(made_.canvas_from_piece.size());
    const std::vector<int> chain = {6, 7, 8, 5, 2, 1, 0};
    for (std::size_t k = 0; k < chain.size(); ++k) {
      const Pose turned = turn_around(pivot, kTurn * static_cast<double>(k), {0, 0});
      places[chain[k]] = {0, turned * made_.canvas_from_piece[chain[k]]};
    }
    for (const int piece : {3, 4}) places[piece] = {1, made_.canvas_from_piece[piece]};
    return {judge_, places};
  }

  JoinCandidate true_join(int a, int b) const { return {a, b, true_pose(made_, a, b), 3}; }

  TornPicture made_ = tear(sample_picture(cv::Size(165, 150), 3), {.pieces = {3, 3}, .seed = 2});
  Scraps scraps_ = scraps_of(made_);
  ContactJudge judge_{scraps_};
};

TEST_F(OpenRing, IsClosedWhenAllGiveWay) {
  Layout layout = bent();
  ASSERT_NE(layout.group_of(3), layout.group_of(6));
  const auto rigid = layout.plan(true_join(3, 6));
  const GiveWayOptions options;
  ASSERT_TRUE(!rigid || rigid->gain < options.least_gain) << "they fit as they are: this tests nothing";
  join_giving_way(scraps_, judge_, {true_join(3, 6)}, options, layout);
  for (int piece = 1; piece < layout.num_pieces(); ++piece) {
    ASSERT_EQ(layout.group_of(piece), layout.group_of(0));
    const Pose zero_from_piece = inverse(layout.pose(0)) * layout.pose(piece);
    const PoseDifference off = difference(zero_from_piece, true_pose(made_, 0, piece), scraps_.fragments[piece].centre);
    EXPECT_LT(off.distance, 1) << piece;
    EXPECT_LT(off.angle, 0.01) << piece;
  }
}

TEST_F(OpenRing, NothingIsKeptThatLiesOnOtherPieces) {
  Layout layout = bent();
  const double before = layout.score();
  JoinCandidate wrong = true_join(3, 6);
  wrong.a_from_b = turn_around(scraps_.fragments[3].centre, 0, {30, 12}) * wrong.a_from_b;
  join_giving_way(scraps_, judge_, {wrong}, {}, layout);
  EXPECT_NE(layout.group_of(3), layout.group_of(6));
  EXPECT_EQ(layout.score(), before);
}

TEST_F(OpenRing, StoppedStaysAsItWas) {
  Layout layout = bent();
  join_giving_way(scraps_, judge_, {true_join(3, 6)}, {.should_stop = [] { return true; }}, layout);
  EXPECT_NE(layout.group_of(3), layout.group_of(6));
}

TEST_F(OpenRing, ThreadsDoNotChangeTheAnswer) {
  const auto closed = [&](int threads) {
    const ThreadLimit limit(threads);
    Layout layout = bent();
    join_giving_way(scraps_, judge_, {true_join(3, 6), true_join(0, 3), true_join(4, 7)}, {}, layout);
    return layout;
  };
  const Layout one = closed(1), four = closed(4);
  ASSERT_EQ(one.group_of(3), one.group_of(6)) << "nothing was joined: this tests nothing";
  for (int piece = 0; piece < one.num_pieces(); ++piece) EXPECT_EQ(one.pose(piece).x, four.pose(piece).x);
}

}  // namespace
}  // namespace solve_puzzle
