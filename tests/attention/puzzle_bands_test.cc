// SPDX-License-Identifier: Apache-2.0
#include "attention/puzzle_bands.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Puzzle puzzle_of(const std::vector<cv::Mat>& pictures) {
  Puzzle puzzle;
  for (const cv::Mat& picture : pictures) {
    puzzle.pieces.push_back({.id = fmt::format("p{}", puzzle.pieces.size()), .pixels = picture});
  }
  return puzzle;
}

float colour_at(const PuzzleBands& bands, int side, int channel, int line, int along) {
  return bands.colour[((static_cast<std::size_t>(side) * 3 + channel) * bands.depth + line) * bands.max_length + along];
}

/// The pixel `line` lines inside of a side and `along` pixels clockwise from its beginning.
cv::Point pixel_of(cv::Size size, int side, int line, int along) {
  switch (side) {
    case kTop:
      return {along, line};
    case kRight:
      return {size.width - 1 - line, along};
    case kBottom:
      return {size.width - 1 - along, size.height - 1 - line};
    default:
      return {line, size.height - 1 - along};
  }
}

TEST(PuzzleBands, AreThePixelsClockwiseAlongEachSide) {
  const std::vector<cv::Mat> pictures = {random_picture({7, 5}, 1), random_picture({7, 5}, 2)};
  const PuzzleBands bands = puzzle_bands(puzzle_of(pictures), 3);
  ASSERT_EQ(bands.num_pieces(), 2);
  ASSERT_EQ(bands.depth, 3);
  for (int side = 0; side < bands.num_sides(); ++side) {
    const cv::Mat& picture = pictures[static_cast<std::size_t>(side / 4)];
    ASSERT_EQ(bands.length[side], side % 2 == 0 ? 7 : 5);
    for (int line = 0; line < 3; ++line) {
      for (int along = 0; along < bands.length[side]; ++along) {
        const auto pixel = picture.at<cv::Vec3b>(pixel_of(picture.size(), side % 4, line, along));
        for (int c = 0; c < 3; ++c) ASSERT_EQ(colour_at(bands, side, c, line, along), pixel[c]) << side;
      }
    }
  }
}

TEST(PuzzleBands, BandsOfShorterSidesFillTheStartOfTheirRows) {
  const PuzzleBands bands = puzzle_bands(puzzle_of({random_picture({9, 4}, 1), random_picture({4, 9}, 2)}), 2);
  EXPECT_EQ(bands.max_length, 9);
  EXPECT_THAT(bands.length, testing::ElementsAre(9, 4, 9, 4, 4, 9, 4, 9));
  for (const int side : {1, 3, 4, 6}) {
    for (int along = 4; along < 9; ++along) EXPECT_EQ(colour_at(bands, side, 0, 0, along), 0.0F);
  }
}

TEST(PuzzleBands, APieceTurnedByAQuarterHasTheBandsOfItsOtherSides) {
  const cv::Mat picture = random_picture({6, 8}, 5);
  const PuzzleBands bands = puzzle_bands(puzzle_of({picture, turned(picture, 1)}), 3);
  for (int side = 0; side < 4; ++side) {
    const int same = side_facing(side, 1);  // of the upright piece
    ASSERT_EQ(bands.length[4 + side], bands.length[same]);
    for (int along = 0; along < bands.length[same]; ++along) {
      EXPECT_EQ(colour_at(bands, 4 + side, 1, 2, along), colour_at(bands, same, 1, 2, along));
    }
    for (int i = 0; i < 3; ++i) EXPECT_EQ(bands.gradient_mean[(4 + side) * 3 + i], bands.gradient_mean[same * 3 + i]);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(bands.whitening[(4 + side) * 9 + i], bands.whitening[same * 9 + i]);
  }
}

TEST(PuzzleBands, TheInnermostLineIsRepeatedWhereAPieceIsThin) {
  const cv::Mat picture = random_picture({6, 2}, 3);
  const PuzzleBands bands = puzzle_bands(puzzle_of({picture}), 4);
  for (int along = 0; along < 6; ++along) {
    for (const int line : {1, 2, 3}) EXPECT_EQ(colour_at(bands, 0, 0, line, along), picture.at<cv::Vec3b>(1, along)[0]);
  }
}

TEST(PuzzleBands, SixteenBitsGiveTheSameNumbers) {
  const cv::Mat eight = random_picture({8, 8}, 4);
  cv::Mat sixteen;
  eight.convertTo(sixteen, CV_16U, 257);
  const PuzzleBands a = puzzle_bands(puzzle_of({eight}), 3);
  const PuzzleBands b = puzzle_bands(puzzle_of({sixteen}), 3);
  EXPECT_THAT(b.colour, testing::Pointwise(testing::FloatNear(1e-3F), a.colour));
  EXPECT_THAT(b.whitening, testing::Pointwise(testing::FloatNear(1e-3F), a.whitening));
}

/// The gradients that leave the top of a picture, and the nine dummies.
std::vector<cv::Vec3d> with_dummies(const std::vector<cv::Vec3d>& gradients) {
  std::vector<cv::Vec3d> all = gradients;
  all.push_back({0, 0, 0});
  for (const double sign : {1.0, -1.0}) {
    all.push_back({sign, sign, sign});
    for (int c = 0; c < 3; ++c) {
      cv::Vec3d one;
      one[c] = sign;
      all.push_back(one);
    }
  }
  return all;
}

// As Gallagher has it: the dummies join the centred gradients; divided by the number of all of them less one.
cv::Matx33d covariance(std::vector<cv::Vec3d> gradients, const cv::Vec3d& mean) {
  for (cv::Vec3d& gradient : gradients) gradient -= mean;
  const std::vector<cv::Vec3d> all = with_dummies(gradients);
  cv::Matx33d sum = cv::Matx33d::zeros();
  for (const cv::Vec3d& gradient : all) sum += gradient * gradient.t();
  return sum * (1.0 / (static_cast<double>(all.size()) - 1));
}

TEST(PuzzleBands, WhiteningIsARootOfTheInverseCovarianceWithTheNineDummies) {
  const cv::Mat picture = random_picture({12, 6}, 7);
  const PuzzleBands bands = puzzle_bands(puzzle_of({picture}), 2);
  std::vector<cv::Vec3d> gradients;
  cv::Vec3d mean;
  for (int x = 0; x < 12; ++x) {
    gradients.push_back(cv::Vec3d(picture.at<cv::Vec3b>(0, x)) - cv::Vec3d(picture.at<cv::Vec3b>(1, x)));
    mean += gradients.back() * (1.0 / 12);
  }
  for (int c = 0; c < 3; ++c) EXPECT_NEAR(bands.gradient_mean[c], mean[c], 1e-4);
  cv::Matx33d w;
  for (int i = 0; i < 9; ++i) w.val[i] = bands.whitening[i];
  EXPECT_EQ(w(0, 1), 0.0);  // lower triangle
  EXPECT_EQ(w(0, 2), 0.0);
  EXPECT_EQ(w(1, 2), 0.0);
  EXPECT_LT(cv::norm(w.t() * w * covariance(gradients, mean) - cv::Matx33d::eye()), 1e-4);
}

TEST(PuzzleBands, APlainPieceIsItsColourAndTheDummiesKeepItsWhiteningFinite) {
  const cv::Mat plain(16, 24, CV_8UC3, cv::Scalar(10, 20, 30));
  const PuzzleBands bands = puzzle_bands(puzzle_of({plain}), 3);
  for (int c = 0; c < 3; ++c) {
    for (int i = 0; i < 64; ++i) EXPECT_EQ(bands.thumbnails[c * 64 + i], 10.0F * static_cast<float>(c + 1));
  }
  for (const float mean : bands.gradient_mean) EXPECT_EQ(mean, 0.0F);
  for (const float value : bands.whitening) EXPECT_TRUE(std::isfinite(value));
  EXPECT_GT(bands.whitening[0], 1.0F);
}

TEST(PuzzleBands, ThumbnailsAreMeansOverEqualParts) {
  const cv::Mat picture = random_picture({24, 16}, 9);
  const PuzzleBands bands = puzzle_bands(puzzle_of({picture}), 1);
  for (int y = 0; y < 8; ++y) {
    for (int x = 0; x < 8; ++x) {
      const cv::Scalar mean = cv::mean(picture(cv::Rect(3 * x, 2 * y, 3, 2)));
      for (int c = 0; c < 3; ++c) EXPECT_NEAR(bands.thumbnails[c * 64 + y * 8 + x], mean[c], 1e-3);
    }
  }
}

TEST(PuzzleBands, PiecesSmallerThanAThumbnailHaveOneToo) {
  const cv::Mat picture = random_picture({3, 1}, 9);
  const PuzzleBands bands = puzzle_bands(puzzle_of({picture}), 2);
  EXPECT_EQ(bands.thumbnails[0], picture.at<cv::Vec3b>(0, 0)[0]);
  EXPECT_EQ(bands.thumbnails[7], picture.at<cv::Vec3b>(0, 2)[0]);
}

TEST(PuzzleBands, ThreadsDoNotChangeThem) {
  std::vector<cv::Mat> pictures;
  for (int i = 0; i < 20; ++i) pictures.push_back(random_picture({9, 9}, static_cast<std::uint64_t>(i)));
  const auto on_threads = [&](int threads) {
    const ThreadLimit limit(threads);
    return puzzle_bands(puzzle_of(pictures), 3);
  };
  EXPECT_EQ(on_threads(1).whitening, on_threads(4).whitening);
  EXPECT_EQ(on_threads(1).colour, on_threads(4).colour);
}

TEST(PuzzleBands, OfNoPiecesAreEmpty) { EXPECT_EQ(puzzle_bands({}, 3).num_sides(), 0); }

TEST(PuzzleBands, RefusesWhatHasNoBands) {
  EXPECT_THAT([] { puzzle_bands({}, 0); }, ThrowsMessage<Error>(HasSubstr("found 0")));
  EXPECT_THAT([] { puzzle_bands(puzzle_of({cv::Mat()}), 2); },
              ThrowsMessage<Error>(AllOf(HasSubstr("p0"), HasSubstr("no pixels"))));
  EXPECT_THAT(
      [] {
        puzzle_bands(puzzle_of({random_picture({4, 4}, 1), cv::Mat(4, 4, CV_8UC1, cv::Scalar(0))}), 2);
      },
      ThrowsMessage<Error>(AllOf(HasSubstr("p1"), HasSubstr("CV_8UC1"))));
}

}  // namespace
}  // namespace solve_puzzle
