// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/propose.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/solver/torn/propose_brute_force.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

struct Pair {
  Scraps scraps;
  std::vector<Windows> windows;  ///< of two fragments side by side

  explicit Pair(std::uint64_t seed)
      : scraps(scraps_of(tear(sample_picture({200, 130}, seed), {.pieces = {2, 1}, .seed = seed}))) {
    for (int i = 0; i < scraps.size(); ++i) windows.emplace_back(scraps.fragments[i], scraps.outlines[i]);
  }
};

/// Scores of all windows of one size, straight from the definition.
using Scores = std::vector<std::vector<double>>;

Scores scores_by_brute_force(const Pair& pair, int size) {
  const Windows& a = pair.windows[0];
  const Windows& b = pair.windows[1];
  Scores scores(static_cast<std::size_t>(a.size()), std::vector<double>(static_cast<std::size_t>(b.size())));
  for (int i = 0; i < a.size(); ++i) {
    for (int j = 0; j < b.size(); ++j) {
      scores[i][j] = window_score_by_brute_force(a, b, pair.scraps, size, i, j);
    }
  }
  return scores;
}

/// Gives by how much the best window within two of one beats it.
double beaten_by(const Scores& scores, int i, int j) {
  const int num_rows = static_cast<int>(scores.size()), num_columns = static_cast<int>(scores[0].size());
  double best = -std::numeric_limits<double>::max();
  for (int di = -2; di <= 2; ++di) {
    for (int dj = -2; dj <= 2; ++dj) {
      best = std::max(best, scores[(i + di + num_rows) % num_rows][(j + dj + num_columns) % num_columns]);
    }
  }
  return best - scores[i][j];
}

/// Sums in single precision that go on from window to window, and a quick logarithm.
double tolerance(double score) { return 0.1 + 0.002 * score; }

TEST(TornPropose, TheBestIsThatOfBruteForce) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Pair pair(seed);
    const double best = best_score_by_brute_force(pair.windows[0], pair.windows[1], pair.scraps);
    const std::vector<Proposal> fast = propose(pair.windows[0], pair.windows[1], pair.scraps, {});
    ASSERT_FALSE(fast.empty());
    EXPECT_NEAR(fast.front().score, best, tolerance(best)) << seed;
  }
}

TEST(TornPropose, EveryProposalIsAPeakOfBruteForce) {
  const Pair pair(1);
  std::vector<Scores> tables;
  for (int size = 0; size < Windows::kNumSizes; ++size) tables.push_back(scores_by_brute_force(pair, size));
  for (const Proposal& proposal : propose(pair.windows[0], pair.windows[1], pair.scraps, {.most = 24})) {
    double nearest = std::numeric_limits<double>::max();
    for (const Scores& scores : tables) {
      for (int i = 0; i < static_cast<int>(scores.size()); ++i) {
        for (int j = 0; j < static_cast<int>(scores[0].size()); ++j) {
          const double off = std::abs(scores[i][j] - proposal.score);
          if (off < nearest && beaten_by(scores, i, j) < tolerance(proposal.score)) nearest = off;
        }
      }
    }
    EXPECT_LT(nearest, tolerance(proposal.score));
  }
}

/// Peaks of brute force that no other window comes near, better than the worst proposal, are all proposed: themselves
/// or a better motion of the same kind.
TEST(TornPropose, NoClearPeakIsMissed) {
  const Pair pair(2);
  const Windows& a = pair.windows[0];
  const Windows& b = pair.windows[1];
  const std::vector<Proposal> fast = propose(a, b, pair.scraps, {.most = 40});
  ASSERT_EQ(fast.size(), 40U);
  for (int size = 0; size < Windows::kNumSizes; ++size) {
    const Scores scores = scores_by_brute_force(pair, size);
    for (int i = 0; i < a.size(); ++i) {
      for (int j = 2; j + 2 < b.size(); ++j) {
        const double score = scores[i][j];
        if (score < fast.back().score + 2 * tolerance(score) || beaten_by(scores, i, j) > 0) continue;
        const cv::Point2d contact = cv::Point2d(a.sizes[size].mean_x[i], a.sizes[size].mean_y[i]) + a.centre;
        const cv::Point2d of_b = cv::Point2d(b.sizes[size].mean_x[j], b.sizes[size].mean_y[j]) + b.centre;
        const bool is_there = std::any_of(fast.begin(), fast.end(), [&](const Proposal& proposal) {
          const cv::Point2d off = proposal.a_from_b * of_b - contact;
          return proposal.score > score - tolerance(score) && std::hypot(off.x, off.y) < 4 * pair.scraps.step;
        });
        EXPECT_TRUE(is_there) << "window of " << 2 * Windows::kReach[size] + 1 << " at " << i << ", " << j;
      }
    }
  }
}

}  // namespace
}  // namespace solve_puzzle
