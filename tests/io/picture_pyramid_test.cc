// SPDX-License-Identifier: Apache-2.0
#include "io/picture_pyramid.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "puzzles/random.h"
#include "puzzles/sample.h"

namespace solve_puzzle {
namespace {

cv::Mat with_alpha(const cv::Mat& picture) {
  cv::Mat result;
  cv::cvtColor(picture, result, cv::COLOR_BGR2BGRA);
  return result;
}

cv::Mat decoded(const std::string& bytes) {
  return cv::imdecode(std::vector<unsigned char>(bytes.begin(), bytes.end()), cv::IMREAD_UNCHANGED);
}

/// Puts the tiles of a level together again.
cv::Mat joined(const PyramidLevel& level, int tile_size) {
  cv::Mat picture = cv::Mat::zeros(level.height, level.width, CV_8UC4);
  const int cols = (level.width + tile_size - 1) / tile_size;
  for (std::size_t i = 0; i < level.tiles.size(); ++i) {
    if (level.tiles[i].empty()) continue;
    cv::Mat tile = decoded(level.tiles[i]);
    if (tile.channels() == 3) cv::cvtColor(tile, tile, cv::COLOR_BGR2BGRA);
    const cv::Point corner(static_cast<int>(i) % cols * tile_size, static_cast<int>(i) / cols * tile_size);
    tile.copyTo(picture(cv::Rect(corner, tile.size())));
  }
  return picture;
}

std::size_t num_bytes(const Pyramid& pyramid) {
  std::size_t sum = 0;
  for (const PyramidLevel& level : pyramid.levels) {
    for (const std::string& tile : level.tiles) sum += tile.size();
  }
  return sum;
}

TEST(PicturePyramid, SmallPicturesComeBackPixelByPixel) {
  const cv::Mat picture = with_alpha(sample_picture({301, 203}, 1));
  const Pyramid pyramid = make_pyramid(picture, {.tile_size = 64});
  EXPECT_TRUE(pyramid.is_lossless);
  EXPECT_EQ(cv::norm(joined(pyramid.levels.back(), 64), picture, cv::NORM_INF), 0);
}

TEST(PicturePyramid, EveryLevelIsHalfOfTheNextAndTheFirstIsOneTile) {
  const Pyramid pyramid = make_pyramid(with_alpha(sample_picture({301, 203}, 1)), {.tile_size = 64});
  ASSERT_EQ(pyramid.levels.size(), 4U);
  EXPECT_EQ(pyramid.levels.front().tiles.size(), 1U);
  for (std::size_t i = 1; i < pyramid.levels.size(); ++i) {
    EXPECT_EQ(pyramid.levels[i - 1].width, (pyramid.levels[i].width + 1) / 2);
    EXPECT_EQ(pyramid.levels[i - 1].height, (pyramid.levels[i].height + 1) / 2);
  }
}

TEST(PicturePyramid, HolesHaveNoTilesAndDoNotDarkenTheirRim) {
  cv::Mat picture = cv::Mat::zeros(256, 256, CV_8UC4);
  picture(cv::Rect(0, 0, 101, 101)).setTo(cv::Scalar(10, 200, 250, 255));
  const Pyramid pyramid = make_pyramid(picture, {.tile_size = 64});
  EXPECT_TRUE(pyramid.levels.back().tiles.back().empty());
  const cv::Mat half = joined(pyramid.levels[pyramid.levels.size() - 2], 64);
  for (int x = 0; x <= 50; ++x) {
    const auto pixel = half.at<cv::Vec4b>(20, x);
    EXPECT_NEAR(pixel[1], 200, 12) << x;
    EXPECT_NEAR(pixel[2], 250, 12) << x;
  }
}

TEST(PicturePyramid, StaysWithinTheBytesByQualityThenBySize) {
  Random random(7);
  cv::Mat noise(400, 600, CV_8UC4);
  for (int y = 0; y < noise.rows; ++y) {
    for (int x = 0; x < noise.cols * 4; ++x)
      noise.ptr(y)[x] = x % 4 == 3 ? 255 : static_cast<unsigned char>(random.below(256));
  }
  const std::size_t lossless = num_bytes(make_pyramid(noise));
  const Pyramid lossy = make_pyramid(noise, {.max_bytes = lossless / 2});
  EXPECT_FALSE(lossy.is_lossless);
  EXPECT_LE(num_bytes(lossy), lossless / 2);
  EXPECT_EQ(lossy.num_halved, 0);
  const Pyramid tiny = make_pyramid(noise, {.tile_size = 64, .max_bytes = 12000});
  EXPECT_GT(tiny.num_halved, 0);
  EXPECT_LE(num_bytes(tiny), 12000U);
}

TEST(PicturePyramid, TakesOnePixel) {
  const Pyramid pyramid = make_pyramid(cv::Mat(1, 1, CV_8UC4, cv::Scalar(1, 2, 3, 255)));
  ASSERT_EQ(pyramid.levels.size(), 1U);
  EXPECT_EQ(joined(pyramid.levels[0], 512).at<cv::Vec4b>(0, 0), cv::Vec4b(1, 2, 3, 255));
}

}  // namespace
}  // namespace solve_puzzle
