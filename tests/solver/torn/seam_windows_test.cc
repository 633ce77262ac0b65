// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_windows.h"

#include <gmock/gmock.h>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

constexpr int kDepth = 3;

/// All pairs with a long seam at the truth, and one join that touches nowhere.
struct Made {
  Made() {
    for (int a = 0; a < scraps.size(); ++a) {
      for (int b = a + 1; b < scraps.size(); ++b) {
        const Pose pose = true_pose(torn, a, b);
        if (judge_contact(scraps, a, b, pose).length > 40) joins.push_back({a, b, pose});
      }
    }
    joins.push_back({0, 1, make_pose(0, 5000, 0)});
  }
  TornPicture torn = tear(sample_picture({330, 300}, 3), {.pieces = {3, 3}, .seed = 2});
  Scraps scraps = scraps_of(torn);
  std::vector<JoinCandidate> joins;
};

const Made& made() {
  static const Made result;
  return result;
}

TEST(SeamWindows, ShowBothFragmentsOfATrueSeamAlike) {
  const SeamWindows windows = seam_windows(made().scraps, made().joins, kDepth);
  double across = 0, elsewhere = 0;
  int count = 0;
  const auto colour = [&](std::size_t side, int x) {  // green of the outermost line
    return windows.bands.colour[(side * 3 + 1) * kDepth * kSeamWindow + static_cast<std::size_t>(x)];
  };
  for (int side = 0; side < windows.num_sides(); ++side) {
    const int e = windows.lists.row_begin[side];
    if (e == windows.lists.row_begin[side + 1]) continue;
    const int facing = windows.lists.partner[e];
    for (int x = 0; x < kSeamWindow; ++x, ++count) {
      const float own = colour(side, x);
      across += std::abs(own - colour(facing, kSeamWindow - 1 - x));  // clockwise around the partner: the other way
      elsewhere += std::abs(own - colour(side, kSeamWindow - 1 - x));
    }
  }
  ASSERT_GT(count, 500);
  EXPECT_LT(across, 0.5 * elsewhere);
  EXPECT_LT(across / count, 12);
}

TEST(SeamWindows, AreSidesThatFaceEachOther) {
  for (const bool with_next : {false, true}) {
    const SeamWindows windows = seam_windows(made().scraps, made().joins, kDepth, with_next);
    const MatchLists& lists = windows.lists;
    ASSERT_EQ(windows.bands.num_sides(), windows.num_sides());
    EXPECT_EQ(windows.bands.num_pieces() * 4, windows.num_sides());
    for (int side = 0; side < windows.num_sides(); ++side) {
      for (int e = lists.row_begin[side]; e < lists.row_begin[side + 1]; ++e) {
        EXPECT_EQ(lists.partner[lists.mate[e]], side);
        EXPECT_EQ(lists.mate[lists.mate[e]], e);
        EXPECT_EQ(windows.join[lists.partner[e]], windows.join[side]);
      }
    }
  }
}

TEST(SeamWindows, NumberAboutAsManyAsFitAlongTheSeam) {
  const SeamWindows windows = seam_windows(made().scraps, made().joins, kDepth);
  for (std::size_t j = 0; j + 1 < made().joins.size(); ++j) {
    const JoinCandidate& join = made().joins[j];
    const double length = judge_contact(made().scraps, join.a, join.b, join.a_from_b).length;
    EXPECT_NEAR(windows.num_windows[j], length / kSeamWindow, 1.6) << length;
  }
  EXPECT_EQ(windows.num_windows.back(), 0);
}

TEST(SeamWindows, NextWindowsAreAskedOnlyWhereTheSeamHasSeveral) {
  const SeamWindows plain = seam_windows(made().scraps, made().joins, kDepth);
  const SeamWindows with_next = seam_windows(made().scraps, made().joins, kDepth, true);
  int num_more = 0;
  for (const int count : plain.num_windows) num_more += count > 1 ? 2 * count : 0;
  EXPECT_EQ(with_next.lists.num_entries(), plain.lists.num_entries() + num_more);
  EXPECT_EQ(with_next.bands.colour, plain.bands.colour);
}

TEST(SeamWindows, TouchAtTheTruthAndSayHowFarApartElsewhere) {
  const SeamWindows close = seam_windows(made().scraps, made().joins, kDepth);
  std::vector<JoinCandidate> apart = made().joins;
  for (JoinCandidate& join : apart) {
    const cv::Point2d away =
        join.a_from_b * made().scraps.fragments[join.b].centre - made().scraps.fragments[join.a].centre;
    join.a_from_b = turn_around({0, 0}, 0, away * (1.5 / cv::norm(away))) * join.a_from_b;
  }
  const auto mean = [](const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += value;
    return sum / static_cast<double>(std::max<std::size_t>(1, values.size()));
  };
  EXPECT_GT(mean(close.bands.touch), 0.5);
  EXPECT_GT(mean(seam_windows(made().scraps, apart, kDepth).bands.gap), mean(close.bands.gap) + 0.4);
}

TEST(SeamWindows, ThreadsDoNotChangeThem) {
  const auto on_threads = [](int threads) {
    const ThreadLimit limit(threads);
    return seam_windows(made().scraps, made().joins, kDepth, true);
  };
  const SeamWindows one = on_threads(1), four = on_threads(4);
  EXPECT_EQ(one.bands.colour, four.bands.colour);
  EXPECT_EQ(one.bands.gap, four.bands.gap);
  EXPECT_EQ(one.lists.partner, four.lists.partner);
}

TEST(SeamWindows, OfNoJoinsAreNone) {
  const SeamWindows none = seam_windows(made().scraps, {}, kDepth);
  EXPECT_EQ(none.num_sides(), 0);
  EXPECT_EQ(none.lists.num_entries(), 0);
}

}  // namespace
}  // namespace solve_puzzle
