// SPDX-License-Identifier: Apache-2.0
#include "puzzles/sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "puzzles/cut.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

/// The numbers were made by g++ 12; any other compiler must give the same.
TEST(Sample, EveryCompilerDrawsTheSamePicture) {
  EXPECT_EQ(hash_of(sample_picture({336, 252}, 1)), 14461188269707704767ULL);
  EXPECT_EQ(hash_of(sample_picture({200, 300}, 2)), 13845064817434658940ULL);
}

TEST(Sample, ThreadsDoNotChangeThePicture) {
  const std::uint64_t with_all = hash_of(sample_picture({160, 120}, 3));
  const ThreadLimit one(1);
  EXPECT_EQ(with_all, hash_of(sample_picture({160, 120}, 3)));
}

TEST(Sample, SeedsDrawDifferentPictures) {
  const cv::Mat one = sample_picture({160, 120}, 1);
  const cv::Mat four = sample_picture({160, 120}, 4);  // of the same palette
  EXPECT_GT(cv::norm(one, four, cv::NORM_L1) / static_cast<double>(one.total() * 3), 8);
}

/// A landscape, not noise: neighbouring pixels mostly agree, yet the picture has contrast and crisp edges.
TEST(Sample, IsSmoothInMostPlacesAndCrispInSome) {
  cv::Mat grey, blurred;
  cv::cvtColor(sample_picture({672, 504}, 1), grey, cv::COLOR_BGR2GRAY);
  cv::Scalar mean, deviation;
  cv::meanStdDev(grey, mean, deviation);
  EXPECT_GT(deviation[0], 35);
  cv::Mat step;
  cv::absdiff(grey.colRange(1, grey.cols), grey.colRange(0, grey.cols - 1), step);
  EXPECT_GT(cv::countNonZero(step < 8), 0.6 * static_cast<double>(step.total()));
  EXPECT_GT(cv::countNonZero(step > 40), 0.005 * static_cast<double>(step.total()));
}

TEST(Sample, CutsIntoTilesThatAllDiffer) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const CutPuzzle made = cut({sample_picture({672, 504}, seed)}, {.piece_size = "28"});
    std::set<std::uint64_t> looks;
    for (const Piece& piece : made.puzzle.pieces) {
      for (int turns = 0; turns < 4; ++turns) looks.insert(hash_of(turned(piece.pixels, turns)));
    }
    EXPECT_EQ(looks.size(), 4 * 432) << "seed " << seed;
  }
}

TEST(Sample, AnyShapeCanBeDrawn) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 50), cv::Size(300, 1), cv::Size(2, 3), cv::Size(30, 200)}) {
    const cv::Mat picture = sample_picture(size, 5);
    EXPECT_EQ(picture.size(), size);
    EXPECT_EQ(picture.type(), CV_8UC3);
  }
  EXPECT_THROW(sample_picture({0, 10}, 1), Error);
  EXPECT_THROW(sample_picture({10, -1}, 1), Error);
}

}  // namespace
}  // namespace solve_puzzle
