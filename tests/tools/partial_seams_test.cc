// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/partial_seams.h"

#include <gmock/gmock.h>

#include <numeric>

#include "puzzles/sample.h"
#include "tools/commands/training_sets.h"

namespace solve_puzzle {
namespace {

class PartialSeamsOf : public testing::Test {
 protected:
  const TrainingSet whole_ = labelled_lists(cut({sample_picture({112, 84}, 1)}, {}), 3).set;
  const PartialSeams seams_ = partial_seams(whole_, 7);

  // The colours of one position along a side.
  std::vector<float> colours(const PuzzleBands& bands, int side, std::size_t x) const {
    std::vector<float> result;
    for (int row = 0; row < 3 * bands.depth; ++row) {
      result.push_back(bands.colour[static_cast<std::size_t>((side * 3 * bands.depth + row) * bands.max_length) + x]);
    }
    return result;
  }
};

TEST_F(PartialSeamsOf, StretchesAreAThirdAtLeastAndOfOnePiece) {
  for (const std::vector<std::uint8_t>& stretch : seams_.stretch) {
    const int size = std::accumulate(stretch.begin(), stretch.end(), 0);
    EXPECT_GE(size, 28 / 3);
    int changes = 0;
    for (std::size_t i = 1; i < stretch.size(); ++i) changes += stretch[i] != stretch[i - 1] ? 1 : 0;
    EXPECT_LE(changes, 2);
  }
}

TEST_F(PartialSeamsOf, ComposedSidesKeepTheirStretchAndOwnSidesStay) {
  const PuzzleBands& bands = seams_.set.bands;
  for (int side = 0; side < seams_.num_own(); ++side) {
    for (std::size_t x = 0; x < 28; ++x) {
      EXPECT_EQ(colours(bands, side, x), colours(whole_.bands, side, x));
      if (seams_.stretch[static_cast<std::size_t>(side)][x] == 0) continue;
      EXPECT_EQ(colours(bands, seams_.composed(side), x), colours(whole_.bands, side, x));
    }
  }
}

TEST_F(PartialSeamsOf, EveryPairHasItsMateAndTheTruthIsWhereItWas) {
  const MatchLists& lists = seams_.set.lists;
  ASSERT_EQ(lists.num_sides(), 2 * whole_.lists.num_sides());
  for (int side = 0; side < lists.num_sides(); ++side) {
    for (int e = lists.row_begin[static_cast<std::size_t>(side)];
         e < lists.row_begin[static_cast<std::size_t>(side) + 1]; ++e) {
      const auto mate = static_cast<std::size_t>(lists.mate[static_cast<std::size_t>(e)]);
      EXPECT_EQ(lists.mate[mate], e);
      EXPECT_EQ(lists.partner[mate], side);
    }
  }
  for (std::size_t side = 0; side < whole_.target.size(); ++side) {
    if (whole_.target[side] < 0) continue;
    const auto entry = static_cast<std::size_t>(whole_.target[side]);
    EXPECT_EQ(lists.partner[entry], seams_.composed(whole_.lists.partner[entry]));
  }
}

TEST_F(PartialSeamsOf, SameSeedSameSeams) {
  EXPECT_EQ(partial_seams(whole_, 7).set.bands.colour, seams_.set.bands.colour);
  EXPECT_NE(partial_seams(whole_, 8).set.bands.colour, seams_.set.bands.colour);
}

TEST(StretchIou, IsTheSharedPartOfTheCoveredOne) {
  EXPECT_EQ(stretch_iou({1, 1, 0, 0}, {0, 1, 1, 0}), 1.0 / 3);
  EXPECT_EQ(stretch_iou({1, 1}, {1, 1}), 1);
  EXPECT_EQ(stretch_iou({0, 0}, {0, 1}), 0);
  EXPECT_EQ(stretch_iou({0, 0}, {0, 0}), 1);
}

}  // namespace
}  // namespace solve_puzzle
