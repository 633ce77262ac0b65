// SPDX-License-Identifier: Apache-2.0
#include "puzzles/tear.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>
#include <vector>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// Gives the areas by label, in cells.
std::vector<int> areas(const LabelField& field) {
  std::vector<int> counts(static_cast<std::size_t>(field.num_labels), 0);
  for (int y = 0; y < field.labels.rows; ++y) {
    for (int x = 0; x < field.labels.cols; ++x) ++counts[field.labels.at<std::uint16_t>(y, x)];
  }
  return counts;
}

/// Gives where the label changes first, row by row.
std::vector<int> ends_of_rows(const LabelField& field) {
  std::vector<int> ends;
  for (int y = 0; y < field.labels.rows; ++y) {
    int x = 0;
    while (x < field.labels.cols && field.labels.at<std::uint16_t>(y, x) == field.labels.at<std::uint16_t>(y, 0)) ++x;
    ends.push_back(x);
  }
  return ends;
}

/// Gives how many cells lie in teeth of the borders: lost when every label is opened by a small disc.
int num_in_teeth(const LabelField& field) {
  const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9});
  int lost = 0;
  for (int label = 0; label < field.num_labels; ++label) {
    const cv::Mat mask = field.labels == label;
    cv::Mat opened;
    cv::morphologyEx(mask, opened, cv::MORPH_OPEN, disc);
    lost += cv::countNonZero(mask) - cv::countNonZero(opened);
  }
  return lost;
}

TEST(TearApart, GivesAsManyPiecesAsAskedNoneOfThemTiny) {
  for (const int num_pieces : {1, 2, 3, 9, 36, 200, 1000}) {
    for (const char* tear : {"rough", "smooth", "straight"}) {
      const LabelField field = tear_apart({240, 160}, {num_pieces, tear, 5});
      const std::vector<int> counts = areas(field);
      ASSERT_EQ(static_cast<int>(counts.size()), num_pieces);
      const double mean = static_cast<double>(field.labels.total()) / num_pieces;
      for (const int area : counts) {
        EXPECT_GT(area, 0.1 * mean) << tear << num_pieces;
        EXPECT_LT(area, 5 * mean) << tear << num_pieces;
      }
    }
  }
}

TEST(TearApart, EveryPieceIsOneComponent) {
  LabelField field = tear_apart({300, 200}, {50, "rough", 8});
  const cv::Mat before = field.labels.clone();
  join_strays(field);
  EXPECT_TRUE(equal_pixels(before, field.labels));
}

TEST(TearApart, ThreePiecesMeetAndFourDo) {
  const LabelField field = tear_apart({400, 300}, {36, "straight", 4});
  int threes = 0;
  int fours = 0;
  const int reach = 3;  // cells: crossings are not met to the pixel
  for (int y = reach; y + reach < field.labels.rows; ++y) {
    for (int x = reach; x + reach < field.labels.cols; ++x) {
      std::set<int> labels;
      for (int dy = -reach; dy <= reach; ++dy) {
        for (int dx = -reach; dx <= reach; ++dx) labels.insert(field.labels.at<std::uint16_t>(y + dy, x + dx));
      }
      threes += labels.size() == 3;
      fours += labels.size() == 4;
    }
  }
  EXPECT_GT(threes, 100);
  EXPECT_GT(fours, 10);
}

TEST(TearApart, RoughTearsHaveTeethSmoothOnesAndCutsHaveNot) {
  const auto teeth = [](const char* tear) { return num_in_teeth(tear_apart({600, 400}, {16, tear, 3})); };
  EXPECT_GT(teeth("rough"), 3 * teeth("smooth"));
  EXPECT_GT(teeth("rough"), 3 * teeth("straight"));
}

TEST(TearApart, SmoothTearsAreNoStraightLines) {
  // One tear: how far the border leaves the line between its ends.
  const auto bow = [](const char* tear) {
    const LabelField field = tear_apart({200, 120}, {2, tear, 6});
    std::vector<int> ends = ends_of_rows(field);
    double most = 0;
    for (std::size_t y = 0; y < ends.size(); ++y) {
      const double t = static_cast<double>(y) / static_cast<double>(ends.size() - 1);
      most = std::max(most, std::abs(ends[y] - (1 - t) * ends.front() - t * ends.back()));
    }
    return most;
  };
  EXPECT_GT(bow("smooth"), 10);
  EXPECT_LT(bow("straight"), 1.5);
}

TEST(TearApart, SeedsDecideAndThreadsDoNot) {
  const auto hash = [](std::uint64_t seed) { return hash_of(tear_apart({200, 150}, {20, "rough", seed}).labels); };
  const std::uint64_t once = hash(1);
  EXPECT_NE(once, hash(2));
  const ThreadLimit one(1);
  EXPECT_EQ(once, hash(1));
}

/// The number was made by g++ 12; any other compiler must give the same.
TEST(TearApart, EveryCompilerTearsTheSame) {
  EXPECT_EQ(hash_of(tear_apart({200, 150}, {20, "rough", 1}).labels), 7691914633872970521ULL);
}

TEST(TearApart, WhatCannotBeTornIsAnError) {
  EXPECT_THAT([] { tear_apart({20, 20}, {26, "rough", 1}); }, ThrowsMessage<Error>(HasSubstr("at most 25")));
  EXPECT_THAT([] { tear_apart({20, 20}, {0, "rough", 1}); }, ThrowsMessage<Error>(HasSubstr("pieces 0")));
  EXPECT_THAT([] { tear_apart({20, 20}, {2, "ripped", 1}); }, ThrowsMessage<Error>(HasSubstr("rough, smooth")));
}

}  // namespace
}  // namespace solve_puzzle
