// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_sets.h"

#include <gmock/gmock.h>

#include <set>

#include "puzzles/error.h"
#include "puzzles/sample.h"
#include "puzzles/true_sides.h"
#include "tests/puzzles/testing.h"
#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr int kDepth = 3;

/// A picture twice side by side: every tile has a copy.
CutPuzzle twice(const std::string& rotation) {
  const cv::Mat picture = sample_picture({4 * 16, 4 * 16}, 2);
  cv::Mat both;
  cv::hconcat(picture, picture, both);
  return cut({both}, {.piece_size = "16", .rotation = rotation, .seed = 3});
}

CutPuzzle landscape() {
  return cut({sample_picture({9 * 16, 7 * 16}, 2)},
             {.piece_size = "16", .rotation = "quarter", .missing = 0.1, .seed = 3});
}

TEST(LabelledLists, TheTargetIsTheTruePartner) {
  const CutPuzzle made = landscape();
  const TrainingSet set = labelled_lists(made, kDepth).set;
  const std::vector<int> partners = true_partners(made.truth);
  ASSERT_EQ(set.target.size(), partners.size());
  int num_found = 0;
  int num_true = 0;
  for (std::size_t side = 0; side < partners.size(); ++side) {
    const std::int32_t target = set.target[side];
    EXPECT_EQ(target == TrainingSet::kNoPartner, partners[side] < 0);
    num_true += partners[side] >= 0 ? 1 : 0;
    if (target < 0) continue;
    ++num_found;
    EXPECT_GE(target, set.lists.row_begin[side]);
    EXPECT_LT(target, set.lists.row_begin[side + 1]);
    EXPECT_EQ(set.lists.partner[static_cast<std::size_t>(target)], partners[side]);
  }
  EXPECT_GT(num_found, 0.9 * num_true);
}

TEST(LabelledLists, OnlyPartnersOnNoListAreSkipped) {
  const CutPuzzle made = landscape();
  const LabelledLists found = labelled_lists(made, kDepth);
  const std::vector<int> partners = true_partners(made.truth);
  for (std::size_t side = 0; side < partners.size(); ++side) {
    if (partners[side] < 0) continue;
    EXPECT_EQ(found.set.target[side] == TrainingSet::kSkip,
              found.list.graph.find(static_cast<int>(side), partners[side]) < 0);
  }
}

TEST(LabelledLists, CopiesShowThePixelsOfThePartnerAndAreNotThePartner) {
  for (const char* rotation : {"none", "quarter"}) {
    const CutPuzzle made = twice(rotation);
    const TrainingSet set = labelled_lists(made, kDepth).set;
    const std::vector<int> partners = true_partners(made.truth);
    // A tile as it looks with that side up.
    const auto seen = [&](int side) {
      return turned(made.puzzle.pieces[static_cast<std::size_t>(side / 4)].pixels, side % 4);
    };
    int num_copies = 0;
    for (std::size_t side = 0; side < partners.size(); ++side) {
      for (int e = set.lists.row_begin[side]; e < set.lists.row_begin[side + 1]; ++e) {
        const int other = set.lists.partner[static_cast<std::size_t>(e)];
        const bool is_copy =
            partners[side] >= 0 && other != partners[side] && equal_pixels(seen(other), seen(partners[side]));
        EXPECT_EQ(set.is_copy[static_cast<std::size_t>(e)] != 0, is_copy);
        num_copies += is_copy ? 1 : 0;
      }
    }
    EXPECT_GT(num_copies, 50);
  }
}

TEST(LabelledLists, AreTheSolversListsWithBandsOfTheWantedDepth) {
  const LabelledLists found = labelled_lists(landscape(), kDepth);
  EXPECT_EQ(found.set.lists.partner, found.list.graph.partner);
  EXPECT_EQ(found.set.lists.mate, found.list.graph.mate);
  EXPECT_EQ(found.set.bands.depth, kDepth);
  EXPECT_EQ(found.set.bands.num_sides(), found.set.lists.num_sides());
}

class MadeSets : public testing::Test {
 protected:
  MadeSets() {
    for (int i = 1; i <= 3; ++i) write_sample(folder_ / (std::to_string(i) + ".png"), 160, 120, i);
  }

  TrainingSet set(std::uint64_t seed, std::uint64_t item, bool is_held_out = false) const {
    return make_set(TrainingPhotos({folder_.path()}), is_held_out,
                    {.piece_size = 20, .erode = 1, .depth = kDepth, .num_pieces = 60}, seed, item);
  }

  TemporaryFolder folder_;
};

TEST_F(MadeSets, SameSeedAndItemGiveTheSameSet) {
  const TrainingSet a = set(1, 2);
  const TrainingSet b = set(1, 2);
  EXPECT_EQ(a.bands.colour, b.bands.colour);
  EXPECT_EQ(a.lists.partner, b.lists.partner);
  EXPECT_EQ(a.lists.evidence, b.lists.evidence);
  EXPECT_EQ(a.target, b.target);
  EXPECT_NE(set(1, 3).bands.colour, a.bands.colour);
  EXPECT_NE(set(2, 2).bands.colour, a.bands.colour);
}

TEST_F(MadeSets, HaveSidesOfOneLengthAndSeveralPhotosWhereOneIsTooSmall) {
  const TrainingSet made = set(1, 1);
  EXPECT_THAT(made.bands.length, testing::Each(18));  // one pixel worn from either end
  EXPECT_GT(made.bands.num_pieces(), 30);
}

TEST_F(MadeSets, BrokenPhotosAreSkippedAndNamed) {
  write_text(folder_ / "0.png", "this is no picture");
  const TrainingPhotos photos({folder_.path()});
  for (std::uint64_t item = 0; item < 8; ++item) make_set(photos, false, {.num_pieces = 10}, 1, item);
  EXPECT_THAT(photos.skipped(), testing::ElementsAre(HasSubstr((folder_ / "0.png").string())));
}

TEST_F(MadeSets, WhereNoPhotoCanBeReadTheErrorNamesThem) {
  write_text(folder_ / "3.png", "this is no picture");  // the one kept apart
  EXPECT_THAT([&] { set(1, 1, true); }, ThrowsMessage<Error>(HasSubstr((folder_ / "3.png").string())));
}

TEST_F(MadeSets, PhotosThatAreTooSmallAreSkippedAndNamed) {
  const TrainingPhotos photos({folder_.path()});
  EXPECT_TRUE(photos.read(false, 0, 500).empty());
  EXPECT_THAT(photos.skipped(), testing::ElementsAre(testing::AllOf(HasSubstr("1.png"), HasSubstr("160x120"))));
}

TEST_F(MadeSets, EveryTenthPhotoIsKeptApartAndAtLeastOne) {
  EXPECT_EQ(TrainingPhotos({folder_.path()}).size(true), 1U);
  EXPECT_EQ(TrainingPhotos({folder_.path()}).size(false), 2U);
  for (int i = 4; i <= 25; ++i) write_text(folder_ / (std::to_string(i) + ".png"), "x");
  EXPECT_EQ(TrainingPhotos({folder_.path()}).size(true), 2U);
  EXPECT_EQ(TrainingPhotos({folder_.path()}).size(false), 23U);
}

TEST(SetOptions, AreDrawnWithinWhatCanBeCut) {
  Random random(1);
  std::set<int> eroded;
  for (int i = 0; i < 500; ++i) {
    const SetOptions options = draw_set_options(6, random);
    eroded.insert(options.erode);
    EXPECT_GT(options.piece_size - 2 * options.erode, 12);
    EXPECT_EQ(options.depth, 6);
  }
  EXPECT_THAT(eroded, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6));
}

}  // namespace
}  // namespace solve_puzzle
