// SPDX-License-Identifier: Apache-2.0
#include "puzzles/tile_content.h"

#include <gtest/gtest.h>

#include "puzzles/square_grid.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

/// Small tiles of few colours: many are equal, some only when turned, some symmetric.
std::vector<Piece> few_coloured_tiles(cv::Size size, int count, int type) {
  std::vector<Piece> pieces;
  for (int i = 0; i < count; ++i) {
    cv::Mat picture = random_picture({size.width * 3, size.height}, 100 + i, CV_8UC1, 2);
    picture = picture.reshape(3, size.height);
    cv::Mat quiet = picture & cv::Scalar(255, 0, 0);
    quiet.convertTo(quiet, CV_MAT_DEPTH(type), CV_MAT_DEPTH(type) == CV_16U ? 257 : 1);
    pieces.push_back({std::to_string(i), "", quiet, {}});
  }
  return pieces;
}

TEST(TileContents, ShownIsEqualExactlyWherePixelsAre) {
  int num_equal = 0;
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(2, 2), cv::Size(3, 2), cv::Size(1, 4)}) {
    for (const int type : {CV_8UC3, CV_16UC3}) {
      const std::vector<Piece> pieces = few_coloured_tiles(size, 40, type);
      const std::vector<TileContent> contents = tile_contents(pieces);
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        for (std::size_t j = 0; j < pieces.size(); ++j) {
          for (int turns = 0; turns < 4; ++turns) {
            const bool is_equal = equal_pixels(turned(pieces[i].pixels, turns), pieces[j].pixels);
            num_equal += is_equal && i != j;
            ASSERT_EQ(shown(contents[i], turns) == shown(contents[j], 0), is_equal) << i << " " << j << " " << turns;
          }
        }
      }
    }
  }
  EXPECT_GT(num_equal, 1000);
}

TEST(TileContents, TilesOfOtherShapeOrDepthDiffer) {
  const cv::Mat dark = cv::Mat::zeros(4, 4, CV_8UC3);
  const std::vector<Piece> pieces = {{"a", "", dark, {}},
                                     {"b", "", cv::Mat::zeros(4, 5, CV_8UC3), {}},
                                     {"c", "", cv::Mat::zeros(4, 4, CV_16UC3), {}},
                                     {"d", "", dark, {}}};
  const std::vector<TileContent> contents = tile_contents(pieces);
  EXPECT_EQ(contents[0].look, contents[3].look);
  EXPECT_NE(contents[0].look, contents[1].look);
  EXPECT_NE(contents[0].look, contents[2].look);
  EXPECT_EQ(contents[0].period, 1);
  EXPECT_EQ(contents[1].period, 2);
}

TEST(TileContents, DistinctContentsAreNeverEqual) {
  const std::vector<TileContent> contents = distinct_contents(3);
  EXPECT_NE(shown(contents[0], 0), shown(contents[1], 0));
  EXPECT_NE(shown(contents[0], 0), shown(contents[0], 2));
}

}  // namespace
}  // namespace solve_puzzle
