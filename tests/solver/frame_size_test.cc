// SPDX-License-Identifier: Apache-2.0
#include "solver/frame_size.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

Block rectangle(cv::Size size, cv::Point corner = {0, 0}) {
  Block block;
  for (int i = 0; i < size.area(); ++i) {
    block.push_back({corner + cv::Point(i % size.width, i / size.width), oriented(i, 0)});
  }
  return block;
}

int plain_coverage(const Block& block, cv::Size window) {
  int best = 0;
  for (int y = -30; y < 30; ++y) {
    for (int x = -30; x < 30; ++x) {
      int count = 0;
      for (const PlacedOriented& p : block) count += cv::Rect({x, y}, window).contains(p.place) ? 1 : 0;
      best = std::max(best, count);
    }
  }
  return best;
}

TEST(CompleteFrameSizes, AreAllWaysToWriteTheNumberAsAProduct) {
  std::set<std::pair<int, int>> sizes;
  for (const FrameSize& s : complete_frame_sizes(12, rectangle({1, 1}), 4, 100)) {
    EXPECT_EQ(s.size.area(), 12);
    sizes.insert({s.size.width, s.size.height});
  }
  EXPECT_EQ(sizes.size(), 6);
  EXPECT_EQ(complete_frame_sizes(13, rectangle({1, 1}), 4, 100).size(), 2);
  EXPECT_EQ(complete_frame_sizes(1, rectangle({1, 1}), 4, 100).size(), 1);
}

TEST(CompleteFrameSizes, WhatHoldsTheBlockComesFirst) {
  const auto sizes = complete_frame_sizes(24, rectangle({3, 7}, {-5, 2}), 4, 100);
  EXPECT_EQ(sizes.front().size, cv::Size(3, 8));
  EXPECT_EQ(sizes.front().num_covered, 21);
  const auto turned = complete_frame_sizes(24, rectangle({3, 7}), 1, 100);
  EXPECT_EQ(turned.front().size, cv::Size(8, 3)) << "a block that may be turned";
  for (const FrameSize& s : turned) EXPECT_GE(s.size.width, s.size.height);
}

TEST(CompleteFrameSizes, CountWhatAWindowCovers) {
  Random random(3);
  for (int i = 0; i < 10; ++i) {
    Block block = rectangle({6, 5});
    random.shuffle(block);
    block.resize(15);
    for (const FrameSize& s : complete_frame_sizes(30, block, 4, 100)) {
      EXPECT_EQ(s.num_covered, plain_coverage(block, s.size)) << s.size;
    }
  }
}

TEST(CompleteFrameSizes, AreNoMoreThanWanted) {
  EXPECT_EQ(complete_frame_sizes(60, rectangle({4, 4}), 4, 3).size(), 3);
}

}  // namespace
}  // namespace solve_puzzle
