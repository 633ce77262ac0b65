// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/torn_sets.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/tools/run_program.h"
#include "tools/commands/list_accuracy.h"

namespace solve_puzzle {
namespace {

class TornSets : public testing::Test {
 protected:
  TornSets() {
    for (int i = 1; i <= 2; ++i) write_sample(folder_ / (std::to_string(i) + ".png"), 340, 300, i);
  }
  TrainingSet set(std::uint64_t seed, const TornSetOptions& options = {.num_pieces = 8}) const {
    return make_torn_set(TrainingPhotos({folder_.path()}), false, options, seed, 0);
  }
  TemporaryFolder folder_;
};

TEST_F(TornSets, SameSeedGivesTheSameSet) {
  const TrainingSet a = set(1), b = set(1);
  EXPECT_EQ(a.bands.colour, b.bands.colour);
  EXPECT_EQ(a.target, b.target);
  EXPECT_NE(set(2).bands.colour, a.bands.colour);
}

TEST_F(TornSets, AskEverySideOfOneCandidateThatIsRightOrWrong) {
  const TrainingSet made = set(1);
  int num_right = 0, num_wrong = 0;
  ASSERT_EQ(static_cast<int>(made.target.size()), made.lists.num_sides());
  for (int side = 0; side < made.lists.num_sides(); ++side) {
    const int first = made.lists.row_begin[side];
    const int count = made.lists.row_begin[side + 1] - first;
    const int target = made.target[side];
    EXPECT_EQ(count, target == TrainingSet::kSkip ? 0 : 1);
    if (target >= 0) {
      EXPECT_EQ(target, first);
    }
    num_right += target >= 0;
    num_wrong += target == TrainingSet::kNoPartner;
  }
  EXPECT_GT(num_right, 20);
  EXPECT_GT(num_wrong, num_right / 2);
}

TEST_F(TornSets, CanBeWornAndFadedInEveryWay) {
  Random random(5);
  std::set<std::string> tears;
  for (int i = 0; i < 60; ++i) tears.insert(draw_torn_set_options(6, random).tear);
  EXPECT_EQ(tears.size(), 3U);
  for (const std::string& tear : tears) {
    const TornSetOptions options{.tear = tear, .erode = 2, .erode_uneven = 3, .fade = 0.1, .num_pieces = 6};
    EXPECT_GT(set(3, options).lists.num_entries(), 10) << tear;
  }
}

TEST_F(TornSets, VerdictsAreRightOnEitherSideOfZero) {
  const TrainingSet made = set(1);
  std::vector<float> scores(static_cast<std::size_t>(made.lists.num_entries()), -1.0F);
  EXPECT_DOUBLE_EQ(verdict_accuracy(made, scores), 0.5);
  for (const int target : made.target) {
    if (target >= 0) scores[static_cast<std::size_t>(target)] = 1.0F;
  }
  EXPECT_DOUBLE_EQ(verdict_accuracy(made, scores), 1.0);
}

}  // namespace
}  // namespace solve_puzzle
