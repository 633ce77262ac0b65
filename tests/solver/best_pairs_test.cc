// SPDX-License-Identifier: Apache-2.0
#include "solver/best_pairs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "puzzles/parallel.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

using testing::ElementsAreArray;

void expect_same(const BestPairs& a, const BestPairs& b) {
  EXPECT_EQ(a.num_candidates, b.num_candidates);
  EXPECT_THAT(a.partner, ElementsAreArray(b.partner));
  EXPECT_THAT(a.dissimilarity, ElementsAreArray(b.dissimilarity));
}

/// Sorts every allowed partner: no running best, no tiles.
BestPairs sorted_out(const Sides& sides, Rotation rotation, const Compatibility& compatibility, int k) {
  BestPairs result{.num_candidates = k};
  for (int a = 0; a < sides.num_sides(); ++a) {
    std::vector<std::pair<float, int>> row;
    for (int b = 0; b < sides.num_sides(); ++b) {
      if (may_face(sides, rotation, a, b)) row.emplace_back(static_cast<float>(compatibility.of(a, b)), b);
    }
    std::sort(row.begin(), row.end());
    row.resize(static_cast<std::size_t>(k), {std::numeric_limits<float>::infinity(), -1});
    for (const auto& [value, b] : row) {
      result.partner.push_back(b);
      result.dissimilarity.push_back(value);
    }
  }
  return result;
}

struct Setting {
  int num_pieces;
  cv::Size size;
  Rotation rotation;
  int k;
  std::string measure = "mgc";
};

const std::vector<Setting> kSettings = {{0, {8, 8}, Rotation::kNone, 5},
                                        {1, {8, 8}, Rotation::kNone, 5},
                                        {1, {8, 8}, Rotation::kQuarter, 5},
                                        {2, {8, 8}, Rotation::kNone, 1},
                                        {2, {8, 8}, Rotation::kQuarter, 40},
                                        {3, {8, 8}, Rotation::kQuarter, 3},
                                        {13, {7, 7}, Rotation::kNone, 40},
                                        {67, {5, 5}, Rotation::kNone, 6},
                                        {131, {4, 4}, Rotation::kQuarter, 9},
                                        {61, {4, 9}, Rotation::kNone, 7},
                                        {61, {9, 4}, Rotation::kQuarter, 7},
                                        {61, {1, 1}, Rotation::kNone, 4},
                                        {61, {6, 6}, Rotation::kQuarter, 5, "lab-ssd"},
                                        {61, {6, 6}, Rotation::kNone, 5, "prediction"},
                                        {31, {6, 4}, Rotation::kQuarter, 5, "prediction"}};

TEST(BestPairs, TopKEqualsBruteForce) {
  for (const Setting& s : kSettings) {
    SCOPED_TRACE(testing::Message() << s.num_pieces << " pieces " << s.size << " K " << s.k << " " << s.measure);
    const Sides sides(random_puzzle(s.num_pieces, s.size, s.rotation));
    const auto compatibility = make_compatibility(s.measure, sides);
    const BestPairs oracle = sorted_out(sides, s.rotation, *compatibility, s.k);
    expect_same(best_pairs(sides, s.rotation, *compatibility, s.k), oracle);
    expect_same(best_pairs_brute_force(sides, s.rotation, *compatibility, s.k), oracle);
  }
}

TEST(BestPairs, TopKEqualsBruteForceOnALandscape) {
  for (const std::string rotation : {"none", "quarter"}) {
    const Puzzle puzzle = sample_puzzle({11, 7}, {.piece_size = "14", .rotation = rotation}).puzzle;
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    expect_same(best_pairs(sides, puzzle.rotation, *mgc, 10), sorted_out(sides, puzzle.rotation, *mgc, 10));
  }
}

TEST(BestPairs, EqualPiecesAreListedByTheirNumbers) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    const Sides sides(flat_puzzle(90, {6, 6}, {40, 80, 120}, rotation));
    const auto mgc = mahalanobis_gradient(sides);
    expect_same(best_pairs(sides, rotation, *mgc, 5), sorted_out(sides, rotation, *mgc, 5));
  }
}

TEST(BestPairs, TiesMayBeBrokenButNoWorsePartnerIsListed) {
  const Sides sides(random_puzzle(300, {2, 2}, Rotation::kQuarter, CV_8UC3, 2));
  const auto mgc = mahalanobis_gradient(sides);
  const BestPairs oracle = sorted_out(sides, Rotation::kQuarter, *mgc, 6);
  const BestPairs found = best_pairs(sides, Rotation::kQuarter, *mgc, 6);
  EXPECT_THAT(found.dissimilarity, testing::Pointwise(testing::FloatNear(0.05F), oracle.dissimilarity));
  for (std::size_t e = 0; e < found.partner.size(); ++e) {
    EXPECT_EQ(found.dissimilarity[e], static_cast<float>(mgc->of(static_cast<int>(e) / 6, found.partner[e])));
  }
}

TEST(BestPairs, ThreadsDoNotChangeTheAnswer) {
  for (const Rotation rotation : {Rotation::kNone, Rotation::kQuarter}) {
    const Sides sides(random_puzzle(290, {3, 3}, rotation, CV_8UC3, 3));
    for (const std::string measure : {"mgc", "prediction"}) {
      const auto compatibility = make_compatibility(measure, sides);
      const ThreadLimit one(1);
      const BestPairs alone = best_pairs(sides, rotation, *compatibility, 7);
      for (const int threads : {2, 4}) {
        const ThreadLimit limit(threads);
        expect_same(best_pairs(sides, rotation, *compatibility, 7), alone);
      }
    }
  }
}

TEST(BestPairs, ShufflingPiecesShufflesTheTable) {
  constexpr int kNumPieces = 45;
  const Puzzle puzzle = random_puzzle(kNumPieces, {6, 6}, Rotation::kQuarter);
  std::vector<int> old_of(kNumPieces);
  std::iota(old_of.begin(), old_of.end(), 0);
  Random random(8);
  random.shuffle(old_of);
  Puzzle shuffled = puzzle;
  for (int i = 0; i < kNumPieces; ++i) shuffled.pieces[i] = puzzle.pieces[old_of[i]];
  const auto table = [](const Puzzle& p) {
    const Sides sides(p);
    return best_pairs(sides, p.rotation, *mahalanobis_gradient(sides), 6);
  };
  const BestPairs before = table(puzzle);
  const BestPairs after = table(shuffled);
  for (int side = 0; side < 4 * kNumPieces; ++side) {
    const int old_side = old_of[piece_of(side)] * 4 + (side & 3);
    for (int i = 0; i < 6; ++i) {
      const int partner = after.partner[side * 6 + i];
      EXPECT_EQ(old_of[piece_of(partner)] * 4 + (partner & 3), before.partner[old_side * 6 + i]);
      EXPECT_EQ(after.dissimilarity[side * 6 + i], before.dissimilarity[old_side * 6 + i]);
    }
  }
}

TEST(BestPairs, OnlySidesThatMayFaceEachOtherDo) {
  const Sides sides(random_puzzle(2, {4, 6}));
  EXPECT_TRUE(may_face(sides, Rotation::kNone, kTop, 4 + kBottom));
  EXPECT_FALSE(may_face(sides, Rotation::kNone, kTop, 4 + kTop));
  EXPECT_TRUE(may_face(sides, Rotation::kQuarter, kTop, 4 + kTop));
  EXPECT_FALSE(may_face(sides, Rotation::kQuarter, kTop, 4 + kLeft)) << "sides of 4 and 6 pixels";
  EXPECT_FALSE(may_face(sides, Rotation::kQuarter, kTop, kBottom)) << "one piece";
}

}  // namespace
}  // namespace solve_puzzle
