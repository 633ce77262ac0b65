// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/refine_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "solver/torn/join_odds.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// Is sure of the seams between pieces that follow each other along a way through the picture, and doubts all others.
class DoubtfulJudge : public PairJudge {
 public:
  DoubtfulJudge(const PairJudge& judge, const std::vector<int>& way) : judge_(judge) {
    for (std::size_t k = 0; k < way.size(); ++k) {
      at_.resize(std::max(at_.size(), static_cast<std::size_t>(way[k]) + 1));
      at_[static_cast<std::size_t>(way[k])] = static_cast<int>(k);
    }
  }

  const std::vector<PieceSize>& sizes() const override { return judge_.sizes(); }
  Verdict judge(int a, int b, const Pose& a_from_b) const override {
    Verdict verdict = judge_.judge(a, b, a_from_b);
    verdict.evidence = std::abs(at_[a] - at_[b]) == 1 ? 5 : -0.5;
    return verdict;
  }
  Pose settle(const std::vector<PosedPair>& pairs, const Pose& pose, int num_rounds) const override {
    return judge_.settle(pairs, pose, num_rounds);
  }

 private:
  const PairJudge& judge_;
  std::vector<int> at_;
};

TEST(RefineLayout, SeamsInDoubtKeepAChainFromBending) {
  const TornPicture made = tear(sample_picture(cv::Size(220, 200), 3), {.pieces = {4, 4}, .seed = 2});
  const Scraps scraps = scraps_of(made);
  const ContactJudge contacts(scraps);
  const std::vector<int> way = {0, 1, 2, 3, 7, 6, 5, 4, 8, 9, 10, 11, 15, 14, 13, 12};
  const DoubtfulJudge judge(contacts, way);
  std::vector<TornPlace> places(way.size());
  for (std::size_t k = 0; k < way.size(); ++k) {
    constexpr double kTurn = 0.002;  // of every piece against the one before
    const Pose turned = turn_around({0, 100}, kTurn * static_cast<double>(k), {0, 0});
    places[static_cast<std::size_t>(way[k])] = {0, turned * made.canvas_from_piece[static_cast<std::size_t>(way[k])]};
  }
  Layout layout(judge, places);
  refine_layout(scraps, layout);
  for (int piece = 1; piece < layout.num_pieces(); ++piece) {
    const Pose zero_from_piece = inverse(layout.pose(0)) * layout.pose(piece);
    const PoseDifference off = difference(zero_from_piece, true_pose(made, 0, piece), scraps.fragments[piece].centre);
    EXPECT_LT(off.distance, 1) << piece;
    EXPECT_LT(off.angle, 0.012) << piece;
  }
}

}  // namespace
}  // namespace solve_puzzle
