// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>
#include <set>
#include <string>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// All numbers of an accuracy, so that two can be compared at once.
std::array<double, 18> numbers(const Accuracy& a) {
  return {static_cast<double>(a.num_pieces),
          static_cast<double>(a.num_placed),
          static_cast<double>(a.num_wrong_placed),
          a.direct,
          a.neighbour,
          a.largest_component,
          a.perfect ? 1.0 : 0.0,
          a.direct_fair,
          a.neighbour_fair,
          a.largest_component_fair,
          a.perfect_fair ? 1.0 : 0.0,
          a.precision,
          a.recall,
          a.precision_fair,
          static_cast<double>(a.num_accepted),
          static_cast<double>(a.num_groups),
          static_cast<double>(a.num_pictures),
          a.worst_picture_neighbour_fair};
}

/// Adds an accepted match for every true adjacency.
void accept_all_true_joins(Assembly& assembly) {
  for (int i = 0; i < static_cast<int>(assembly.pieces.size()); ++i) {
    for (int j = 0; j < static_cast<int>(assembly.pieces.size()); ++j) {
      const PlacedPiece& a = assembly.pieces[i];
      const PlacedPiece& b = assembly.pieces[j];
      for (const int direction : {kRight, kBottom}) {
        if (a.group != b.group || *b.cell != *a.cell + step_towards(direction)) continue;
        assembly.matches.push_back({.piece_a = i,
                                    .side_a = side_facing(direction, a.quarter_turns),
                                    .piece_b = j,
                                    .side_b = side_facing(opposite(direction), b.quarter_turns),
                                    .accepted = true});
      }
    }
  }
}

/// Neighbour accuracy as its definition says, all pairs of pieces and sides.
double brute_force_neighbour(const Assembly& answer, const Assembly& truth) {
  // Side s of a piece faces the piece (and side) that stands one step further.
  const auto faced = [](const Assembly& assembly, std::size_t i, int side) {
    const PlacedPiece& piece = assembly.pieces[i];
    if (!piece.placed) return -1;
    const int direction = direction_of(side, piece.quarter_turns);
    for (std::size_t j = 0; j < assembly.pieces.size(); ++j) {
      const PlacedPiece& other = assembly.pieces[j];
      if (!other.placed || other.group != piece.group) continue;
      if (*other.cell != *piece.cell + step_towards(direction)) continue;
      return static_cast<int>(j) * 4 + side_facing(opposite(direction), other.quarter_turns);
    }
    return -1;
  };
  int made = 0;
  int existing = 0;
  for (std::size_t i = 0; i < truth.pieces.size(); ++i) {
    for (int side = 0; side < 4; ++side) {
      const int partner = faced(truth, i, side);
      existing += partner >= 0;
      made += partner >= 0 && faced(answer, i, side) == partner;
    }
  }
  return existing > 0 ? static_cast<double>(made) / existing : 1.0;
}

/// Gives all bytes of a picture and its shape, to compare pictures as values.
std::string bytes_of(const cv::Mat& picture) {
  std::string bytes = std::to_string(picture.cols) + "x" + std::to_string(picture.rows) + ":";
  for (int y = 0; y < picture.rows; ++y) {
    bytes.append(reinterpret_cast<const char*>(picture.ptr(y)), picture.cols * picture.elemSize());
  }
  return bytes;
}

/// Gives what one sees of all pairs of neighbours; where pieces may turn, the first of the four views in byte order.
std::multiset<std::string> seen_pairs(const Assembly& assembly, const Puzzle& puzzle, bool may_turn) {
  std::multiset<std::string> pairs;
  for (std::size_t i = 0; i < assembly.pieces.size(); ++i) {
    for (std::size_t j = 0; j < assembly.pieces.size(); ++j) {
      const PlacedPiece& a = assembly.pieces[i];
      const PlacedPiece& b = assembly.pieces[j];
      const bool is_right = *b.cell - *a.cell == cv::Point(1, 0);
      if (a.group != b.group || (!is_right && *b.cell - *a.cell != cv::Point(0, 1))) continue;
      const auto view = [&](int turns, bool horizontal, bool swapped) {
        const std::string first = bytes_of(turned(puzzle.pieces[i].pixels, a.quarter_turns + turns));
        const std::string second = bytes_of(turned(puzzle.pieces[j].pixels, b.quarter_turns + turns));
        return (horizontal ? "-" : "|") + (swapped ? second + first : first + second);
      };
      std::string seen = view(0, is_right, false);
      if (may_turn) {
        // Turned counter-clockwise, right becomes top and bottom becomes right: there the second tile comes first.
        seen = std::min({seen, view(1, !is_right, is_right), view(2, is_right, true), view(3, !is_right, !is_right)});
      }
      pairs.insert(seen);
    }
  }
  return pairs;
}

struct Setting {
  std::string name;
  CutOptions options;
  int num_pictures;
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.name; }

const Setting kWhole[] = {
    {"Type1", {.piece_size = "4"}, 1},
    {"Type2", {.piece_size = "4", .rotation = "quarter"}, 1},
    {"Rectangles", {.piece_size = "4x3", .rotation = "quarter"}, 1},
    {"Eroded", {.piece_size = "5", .rotation = "quarter", .erode = 1, .noise = 3}, 1},
    {"OnePixel", {.piece_size = "1", .rotation = "quarter"}, 1},
    {"OnePiece", {.piece_size = "20", .rotation = "quarter"}, 1},
};

const Setting kWithoutCorners[] = {
    {"Missing", {.piece_size = "4", .rotation = "quarter", .missing = 0.3}, 1},
    {"Mixed", {.piece_size = "4", .rotation = "quarter", .missing = 0.1}, 3},
};

class Laws : public testing::TestWithParam<Setting> {
 protected:
  /// Pictures of few colours, so that small tiles repeat.
  CutPuzzle make() const {
    std::vector<cv::Mat> pictures;
    for (int p = 0; p < GetParam().num_pictures; ++p) pictures.push_back(random_picture({28, 20}, 30 + p, CV_8UC3, 2));
    return cut(pictures, GetParam().options);
  }
};

/// Those in which the shift of a group is not free.
class LawsOfWholePictures : public Laws {};

TEST_P(Laws, AccuracyOfTheTruthIsOne) {
  const CutPuzzle made = make();
  Assembly answer = made.truth;
  accept_all_true_joins(answer);
  for (const Puzzle* puzzle : {&made.puzzle, static_cast<const Puzzle*>(nullptr)}) {
    const Accuracy a = judge(answer, made.truth, puzzle);
    const int n = static_cast<int>(made.puzzle.pieces.size());
    const int joins = static_cast<int>(answer.matches.size());
    const int pictures = GetParam().num_pictures;
    EXPECT_EQ(a.num_groups, pictures);
    EXPECT_THAT(numbers(a), testing::ElementsAre(n, n, 0, 1, 1, a.largest_component, 1, 1, 1, a.largest_component, 1, 1,
                                                 1, 1, joins, pictures, pictures, 1));
    EXPECT_GT(a.largest_component, 0.5 / pictures);
  }
}

TEST_P(Laws, ShufflingPiecesChangesNothing) {
  const CutPuzzle made = make();
  Random random(1);
  const Assembly answer = scattered(made.truth, random, true);
  const Accuracy before = judge(answer, made.truth, &made.puzzle);
  Assembly shuffled = answer;
  random.shuffle(shuffled.pieces);
  Puzzle puzzle = made.puzzle;
  random.shuffle(puzzle.pieces);
  EXPECT_EQ(numbers(judge(shuffled, made.truth, &puzzle)), numbers(before));
}

TEST_P(Laws, ThreadsDoNotChangeTheAnswer) {
  const CutPuzzle made = make();
  Random random(2);
  const Assembly answer = scattered(made.truth, random, true);
  const Accuracy before = judge(answer, made.truth, &made.puzzle);
  const ThreadLimit one(1);
  EXPECT_EQ(numbers(judge(answer, made.truth, &made.puzzle)), numbers(before));
}

TEST_P(Laws, TurningTheWholeAnswerChangesNothingWherePiecesMayTurn) {
  const CutPuzzle made = make();
  Random random(3);
  Assembly answer = made.truth;
  for (int swaps = 0; swaps < 5; ++swaps) {
    const auto n = static_cast<std::uint32_t>(answer.pieces.size());
    swap_places(answer, random.below(n), random.below(n));
  }
  const auto before = numbers(judge(answer, made.truth, &made.puzzle));
  for (int turns = 1; turns < 4; ++turns) {
    SCOPED_TRACE(turns);
    const Accuracy after = judge(turned_whole(answer, turns), made.truth, &made.puzzle);
    if (made.truth.rotation == Rotation::kQuarter) {
      EXPECT_EQ(numbers(after), before);
    } else {
      EXPECT_EQ(after.direct, 0);
      EXPECT_EQ(after.neighbour, 0);
    }
  }
}

TEST_P(Laws, NeighbourEqualsBruteForce) {
  const CutPuzzle made = make();
  for (const std::uint64_t seed : {1, 2, 3}) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Assembly answer = made.truth;
    for (int swaps = 0; swaps < 4; ++swaps) {
      const auto n = static_cast<std::uint32_t>(answer.pieces.size());
      swap_places(answer, random.below(n), random.below(n));
      answer.pieces[random.below(n)].placed = false;
    }
    EXPECT_DOUBLE_EQ(judge(answer, made.truth, nullptr).neighbour, brute_force_neighbour(answer, made.truth));
    answer = scattered(made.truth, random, made.truth.rotation == Rotation::kQuarter);
    EXPECT_DOUBLE_EQ(judge(answer, made.truth, nullptr).neighbour, brute_force_neighbour(answer, made.truth));
  }
}

TEST_P(Laws, FairNeighbourEqualsComparingPictures) {
  const CutPuzzle made = make();
  const bool may_turn = made.truth.rotation == Rotation::kQuarter;
  const std::multiset<std::string> expected = seen_pairs(made.truth, made.puzzle, may_turn);
  for (const std::uint64_t seed : {1, 2}) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Assembly answer = scattered(made.truth, random, may_turn);
    const std::multiset<std::string> found = seen_pairs(answer, made.puzzle, may_turn);
    std::vector<std::string> common;
    std::set_intersection(expected.begin(), expected.end(), found.begin(), found.end(), std::back_inserter(common));
    const double share =
        expected.empty() ? 1 : static_cast<double>(common.size()) / static_cast<double>(expected.size());
    EXPECT_DOUBLE_EQ(judge(answer, made.truth, &made.puzzle).neighbour_fair, share);
  }
}

TEST_P(LawsOfWholePictures, FairDirectEqualsComparingCells) {
  const CutPuzzle made = make();
  const bool may_turn = made.truth.rotation == Rotation::kQuarter;
  for (const std::uint64_t seed : {1, 2, 3}) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Assembly answer = scattered(made.truth, random, may_turn);
    int best = 0;
    for (int turns = 0; turns < (may_turn ? 4 : 1); ++turns) {
      const Assembly whole = turned_whole(answer, turns);
      int right = 0;
      for (std::size_t i = 0; i < whole.pieces.size(); ++i) {
        const std::size_t j = piece_in_cell(made.truth, *whole.pieces[i].cell);
        right += j < whole.pieces.size() &&
                 equal_pixels(turned(made.puzzle.pieces[i].pixels, whole.pieces[i].quarter_turns),
                              turned(made.puzzle.pieces[j].pixels, made.truth.pieces[j].quarter_turns));
      }
      best = std::max(best, right);
    }
    EXPECT_DOUBLE_EQ(judge(answer, made.truth, &made.puzzle).direct_fair,
                     static_cast<double>(best) / static_cast<double>(made.puzzle.pieces.size()));
  }
}

TEST_P(Laws, FairIsNeverBelowStrictAndNeverAboveOne) {
  const CutPuzzle made = make();
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Assembly answer = scattered(made.truth, random, seed % 2 == 0);
    accept_all_true_joins(answer);
    const Accuracy a = judge(answer, made.truth, &made.puzzle);
    EXPECT_LE(a.direct, a.direct_fair);
    EXPECT_LE(a.direct_fair, 1);
    EXPECT_LE(a.neighbour, a.neighbour_fair);
    EXPECT_LE(a.neighbour_fair, 1);
    EXPECT_LE(a.largest_component, a.largest_component_fair);
    EXPECT_LE(a.largest_component_fair, 1);
    EXPECT_LE(a.precision, a.precision_fair);
    EXPECT_LE(a.precision_fair, 1);
    EXPECT_LE(a.perfect, a.perfect_fair);
  }
}

TEST_P(Laws, WithoutPixelsFairEqualsStrict) {
  const CutPuzzle made = make();
  Random random(7);
  Assembly answer = scattered(made.truth, random, true);
  accept_all_true_joins(answer);
  const Accuracy a = judge(answer, made.truth, nullptr);
  EXPECT_EQ(a.direct, a.direct_fair);
  EXPECT_EQ(a.neighbour, a.neighbour_fair);
  EXPECT_EQ(a.largest_component, a.largest_component_fair);
  EXPECT_EQ(a.precision, a.precision_fair);
  EXPECT_EQ(a.perfect, a.perfect_fair);
}

constexpr auto kName = [](const auto& setting) { return setting.param.name; };
INSTANTIATE_TEST_SUITE_P(Whole, Laws, testing::ValuesIn(kWhole), kName);
INSTANTIATE_TEST_SUITE_P(WithoutCorners, Laws, testing::ValuesIn(kWithoutCorners), kName);
INSTANTIATE_TEST_SUITE_P(Whole, LawsOfWholePictures, testing::ValuesIn(kWhole), kName);

/// A picture of 6 × 4 tiles of 4 pixels, all different but the tiles of two cells, which are equal after a turn.
cv::Mat picture_with_twins(int turns_between) {
  cv::Mat picture = random_picture({24, 16}, 50);
  turned(picture(cv::Rect(4, 4, 4, 4)), turns_between).copyTo(picture(cv::Rect(16, 8, 4, 4)));
  return picture;
}

/// Swaps the twins so that the picture looks as before.
Assembly with_twins_swapped(const Assembly& truth, int turns_between) {
  const std::size_t a = piece_in_cell(truth, {1, 1});
  const std::size_t b = piece_in_cell(truth, {4, 2});
  Assembly answer = truth;
  std::swap(answer.pieces[a].cell, answer.pieces[b].cell);
  answer.pieces[a].quarter_turns = (truth.pieces[a].quarter_turns + turns_between) & 3;
  answer.pieces[b].quarter_turns = (truth.pieces[b].quarter_turns - turns_between) & 3;
  return answer;
}

TEST(Accuracy, SwappingTwoIdenticalTilesIsFairlyPerfect) {
  for (const std::string rotation : {"none", "quarter"}) {
    for (int turns = 0; turns < (rotation == "quarter" ? 4 : 1); ++turns) {
      SCOPED_TRACE(rotation + " " + std::to_string(turns));
      const CutPuzzle made = cut({picture_with_twins(turns)}, {.piece_size = "4", .rotation = rotation});
      Assembly answer = with_twins_swapped(made.truth, turns);
      const Accuracy a = judge(answer, made.truth, &made.puzzle);
      EXPECT_DOUBLE_EQ(a.direct, 22.0 / 24);
      EXPECT_DOUBLE_EQ(a.neighbour, 30.0 / 38);
      EXPECT_FALSE(a.perfect);
      EXPECT_EQ(a.num_wrong_placed, 2);
      EXPECT_EQ(a.direct_fair, 1);
      EXPECT_EQ(a.neighbour_fair, 1);
      EXPECT_EQ(a.largest_component_fair, 1);
      EXPECT_EQ(a.worst_picture_neighbour_fair, 1);
      EXPECT_TRUE(a.perfect_fair);
    }
  }
}

TEST(Accuracy, SwappingDifferentTilesIsNotFair) {
  const CutPuzzle made = cut({picture_with_twins(1)}, {.piece_size = "4"});
  const Accuracy a = judge(with_twins_swapped(made.truth, 0), made.truth, &made.puzzle);
  EXPECT_DOUBLE_EQ(a.direct_fair, 22.0 / 24);
  EXPECT_DOUBLE_EQ(a.neighbour_fair, 30.0 / 38);
  EXPECT_FALSE(a.perfect_fair);
}

TEST(Accuracy, OneSampleOfDifferenceIsADifference) {
  cv::Mat picture = picture_with_twins(0);
  picture.at<cv::Vec3b>(9, 17)[1] ^= 1;
  const CutPuzzle made = cut({picture}, {.piece_size = "4"});
  EXPECT_DOUBLE_EQ(judge(with_twins_swapped(made.truth, 0), made.truth, &made.puzzle).direct_fair, 22.0 / 24);
}

TEST(Accuracy, TurningATileThatLooksTheSameTurnedIsFair) {
  cv::Mat picture = random_picture({12, 8}, 51);
  picture(cv::Rect(4, 4, 4, 4)).setTo(cv::Scalar(10, 20, 30));
  const CutPuzzle made = cut({picture}, {.piece_size = "4", .rotation = "quarter"});
  Assembly answer = made.truth;
  PlacedPiece& plain = answer.pieces[piece_in_cell(made.truth, {1, 1})];
  plain.quarter_turns = (plain.quarter_turns + 1) & 3;
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_DOUBLE_EQ(a.direct, 5.0 / 6);
  EXPECT_DOUBLE_EQ(a.neighbour, 4.0 / 7);
  EXPECT_TRUE(a.perfect_fair);
  EXPECT_EQ(a.neighbour_fair, 1);
}

TEST(Accuracy, AllTilesEqualIsFairlyPerfectInAnyOrder) {
  const CutPuzzle made =
      cut({cv::Mat(20, 24, CV_8UC3, cv::Scalar::all(7))}, {.piece_size = "4", .rotation = "quarter"});
  Random random(8);
  const Accuracy a = judge(scattered(made.truth, random, true), made.truth, &made.puzzle);
  EXPECT_LT(a.direct, 0.5);
  EXPECT_TRUE(a.perfect_fair);
  EXPECT_EQ(a.neighbour_fair, 1);
  EXPECT_EQ(a.largest_component_fair, 1);
}

TEST(Accuracy, AShiftedFrameIsDirectlyWrongThoughNeighboursAreRight) {
  const CutPuzzle made = cut({random_picture({24, 16}, 52)}, {.piece_size = "4"});
  Assembly answer = made.truth;  // the first column moves to the other end
  for (PlacedPiece& piece : answer.pieces) piece.cell = cv::Point((piece.cell->x + 5) % 6, piece.cell->y);
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_EQ(a.direct, 0);
  EXPECT_DOUBLE_EQ(a.neighbour, 34.0 / 38);
  EXPECT_DOUBLE_EQ(a.largest_component, 20.0 / 24);
  EXPECT_DOUBLE_EQ(a.largest_component_fair, 20.0 / 24);
  EXPECT_EQ(a.num_wrong_placed, 4);
}

TEST(Accuracy, TheOriginOfAGroupDoesNotMatter) {
  const CutPuzzle made = cut({random_picture({24, 16}, 53)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  for (PlacedPiece& piece : answer.pieces) *piece.cell += cv::Point(-2000000000, 7);
  EXPECT_TRUE(judge(answer, made.truth, &made.puzzle).perfect);
}

TEST(Accuracy, PiecesLeftOutAreNeitherRightNorWrong) {
  const CutPuzzle made = cut({random_picture({24, 16}, 54)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  answer.pieces[piece_in_cell(made.truth, {2, 2})].placed = false;
  answer.pieces.erase(answer.pieces.begin() + static_cast<std::ptrdiff_t>(piece_in_cell(made.truth, {4, 1})));
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_EQ(a.num_placed, 22);
  EXPECT_EQ(a.num_wrong_placed, 0);
  EXPECT_DOUBLE_EQ(a.direct, 22.0 / 24);
  EXPECT_DOUBLE_EQ(a.neighbour, 30.0 / 38);
  EXPECT_FALSE(a.perfect);
}

TEST(Accuracy, NothingPlacedIsNothingRight) {
  const CutPuzzle made = cut({random_picture({24, 16}, 55)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  for (PlacedPiece& piece : answer.pieces) piece.placed = false;
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_THAT(numbers(a), testing::ElementsAre(24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0));
}

TEST(Accuracy, NoPieceAtAllIsPerfect) {
  EXPECT_EQ(judge({}, {}, nullptr).direct, 1);
  const Puzzle nothing;
  EXPECT_TRUE(judge({}, {}, &nothing).perfect_fair);
}

TEST(Accuracy, PicturesInOneGroupAreNotPerfectThoughAllCellsAreRight) {
  const CutPuzzle made = cut({random_picture({16, 16}, 56), random_picture({16, 16}, 57)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  for (PlacedPiece& piece : answer.pieces) {
    if (piece.group == 1) piece.cell->x += 4;
    piece.group = 0;
  }
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_EQ(a.direct, 1);
  EXPECT_EQ(a.neighbour, 1);
  EXPECT_EQ(a.num_groups, 1);
  EXPECT_EQ(a.num_pictures, 2);
  EXPECT_EQ(a.num_wrong_placed, 16);
  EXPECT_FALSE(a.perfect);
  EXPECT_FALSE(a.perfect_fair);
}

TEST(Accuracy, TheWorstPictureCounts) {
  const CutPuzzle made = cut({random_picture({16, 16}, 58), random_picture({16, 16}, 59)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  for (PlacedPiece& piece : answer.pieces) {
    if (piece.group == 1 && piece.cell->y >= 2) piece.group = 2;
  }
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_DOUBLE_EQ(a.worst_picture_neighbour_fair, 20.0 / 24);
  EXPECT_DOUBLE_EQ(a.neighbour, 44.0 / 48);
  EXPECT_DOUBLE_EQ(a.direct, 24.0 / 32);
  EXPECT_EQ(a.num_groups, 3);
  EXPECT_EQ(a.num_wrong_placed, 0);
}

TEST(Accuracy, SmallGroupsAreNotPictures) {
  const CutPuzzle made = cut({random_picture({40, 40}, 60)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  int next = 1;
  for (PlacedPiece& piece : answer.pieces) {
    if (piece.cell->y == 9) piece.group = next++;
  }
  for (PlacedPiece& piece : answer.pieces) {
    if (piece.cell->y == 0 && piece.cell->x < 5) piece.group = 100;  // five of a hundred: not more than 5 %
  }
  EXPECT_EQ(judge(answer, made.truth, nullptr).num_groups, 1);
}

TEST(Accuracy, PrecisionAndRecallCountAcceptedMatchesOnly) {
  const CutPuzzle made = cut({random_picture({12, 8}, 61)}, {.piece_size = "4", .rotation = "quarter"});
  Assembly answer = made.truth;
  accept_all_true_joins(answer);
  ASSERT_EQ(answer.matches.size(), 7);
  answer.matches[0].accepted = false;
  answer.matches[1].side_b = (answer.matches[1].side_b + 1) & 3;
  answer.matches.push_back(answer.matches[2]);  // the same join, from the other end
  std::swap(answer.matches.back().piece_a, answer.matches.back().piece_b);
  std::swap(answer.matches.back().side_a, answer.matches.back().side_b);
  const Accuracy a = judge(answer, made.truth, &made.puzzle);
  EXPECT_EQ(a.num_accepted, 6);
  EXPECT_DOUBLE_EQ(a.precision, 5.0 / 6);
  EXPECT_DOUBLE_EQ(a.precision_fair, 5.0 / 6);
  EXPECT_DOUBLE_EQ(a.recall, 5.0 / 7);
}

TEST(Accuracy, CalibrationCountsEveryPairOfSidesOnceAndNoPin) {
  const CutPuzzle made = cut({random_picture({12, 8}, 61)}, {.piece_size = "4"});
  Assembly answer = made.truth;
  accept_all_true_joins(answer);
  ASSERT_EQ(answer.matches.size(), 7);
  for (Match& match : answer.matches) match.probability = 0.8;
  answer.matches[0].accepted = false;                             // right all the same
  answer.matches[1].side_b = (answer.matches[1].side_b + 1) & 3;  // wrong
  answer.matches[2].is_pinned = true;                             // a person said so
  answer.matches.push_back(answer.matches[3]);                    // once more
  const Calibration calibration = judge(answer, made.truth, &made.puzzle).calibration;
  const Calibration::Bin bin = calibration.bins()[12];  // from 0.8 to 0.867
  EXPECT_EQ(bin.count, 6);
  EXPECT_EQ(bin.right, 5);
  EXPECT_NEAR(calibration.error(), 5.0 / 6 - 0.8, 1e-12);
}

TEST(Accuracy, AcceptedMatchesOfIdenticalTilesAreFairlyRight) {
  for (int turns = 0; turns < 4; ++turns) {
    const CutPuzzle made = cut({picture_with_twins(turns)}, {.piece_size = "4", .rotation = "quarter"});
    Assembly answer = with_twins_swapped(made.truth, turns);
    accept_all_true_joins(answer);
    const Accuracy a = judge(answer, made.truth, &made.puzzle);
    EXPECT_DOUBLE_EQ(a.precision, 30.0 / 38);
    EXPECT_DOUBLE_EQ(a.recall, 30.0 / 38);
    EXPECT_EQ(a.precision_fair, 1);
  }
}

TEST(Accuracy, BadAnswersThrowAndNameThePiece) {
  const CutPuzzle made = cut({random_picture({12, 8}, 62)}, {.piece_size = "4"});
  const auto judging = [&](auto spoil) {
    Assembly answer = made.truth;
    spoil(answer);
    return [&made, answer] { judge(answer, made.truth, &made.puzzle); };
  };
  EXPECT_THAT(judging([](Assembly& a) { a.pieces[1].id = "p9"; }),
              ThrowsMessage<Error>(HasSubstr("answer: piece \"p9\" is unknown")));
  EXPECT_THAT(judging([](Assembly& a) { a.pieces[1].id = "p0001"; }),
              ThrowsMessage<Error>(HasSubstr("answer: piece \"p0001\" is listed twice")));
  EXPECT_THAT(judging([](Assembly& a) { a.kind = Kind::kTorn; }), ThrowsMessage<Error>(HasSubstr("torn pieces")));
  EXPECT_THAT(judging([](Assembly& a) { a.pieces[1].cell.reset(); }),
              ThrowsMessage<Error>(HasSubstr("\"p0002\" is placed, but has no cell")));
  EXPECT_THAT(judging([](Assembly& a) { a.pieces[1].group = -1; }), ThrowsMessage<Error>(HasSubstr("no group")));
  EXPECT_THAT(judging([](Assembly& a) { a.pieces[1].cell = a.pieces[4].cell; }),
              ThrowsMessage<Error>(HasSubstr("pieces \"p0002\" and \"p0005\" both stand in cell")));
  const Match outside = {.piece_a = 0, .side_a = 1, .piece_b = 6, .side_b = 3, .accepted = true};
  EXPECT_THAT(judging([&](Assembly& a) { a.matches.push_back(outside); }),
              ThrowsMessage<Error>(HasSubstr("piece number 6")));
  const Match fifth_side = {.piece_a = 0, .side_a = 4, .piece_b = 1, .side_b = 3, .accepted = true};
  EXPECT_THAT(judging([&](Assembly& a) { a.matches.push_back(fifth_side); }),
              ThrowsMessage<Error>(HasSubstr("side 4")));
}

TEST(Accuracy, BadTruthsAndPuzzlesThrow) {
  const CutPuzzle made = cut({random_picture({12, 8}, 63)}, {.piece_size = "4"});
  Assembly truth = made.truth;
  truth.pieces[2].placed = false;
  EXPECT_THAT([&] { judge(made.truth, truth, nullptr); }, ThrowsMessage<Error>(HasSubstr("\"p0003\" has no place")));
  Puzzle fewer = made.puzzle;
  fewer.pieces.pop_back();
  EXPECT_THAT([&] { judge(made.truth, made.truth, &fewer); }, ThrowsMessage<Error>(HasSubstr("5 pieces, the truth 6")));
  fewer.pieces.push_back(fewer.pieces[0]);
  EXPECT_THAT([&] { judge(made.truth, made.truth, &fewer); }, ThrowsMessage<Error>(HasSubstr("listed twice")));
}

}  // namespace
}  // namespace solve_puzzle
