// SPDX-License-Identifier: Apache-2.0
#include "puzzles/parallel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace solve_puzzle {
namespace {

TEST(ParallelFor, VisitsEveryIndexOnce) {
  for (const int threads : {0, 1, 3}) {
    const ThreadLimit limit(threads);
    std::vector<std::atomic<int>> visits(1000);
    parallel_for(100, 1000, [&](std::ptrdiff_t i) { ++visits[i]; });
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(visits[i], i >= 100 ? 1 : 0);
  }
}

TEST(ParallelFor, AnEmptyRangeDoesNothing) {
  int visits = 0;
  parallel_for(5, 5, [&](std::ptrdiff_t) { ++visits; });
  parallel_for(5, 2, [&](std::ptrdiff_t) { ++visits; });
  EXPECT_EQ(visits, 0);
}

TEST(ParallelFor, ErrorsReachTheCaller) {
  EXPECT_THROW(parallel_for(0, 100,
                            [](std::ptrdiff_t i) {
                              if (i == 37) throw std::runtime_error("37");
                            }),
               std::runtime_error);
}

TEST(ParallelFor, OneThreadIsTheCaller) {
  const ThreadLimit limit(1);
  EXPECT_EQ(num_threads(), 1);
  std::set<std::thread::id> threads;
  parallel_for(0, 50, [&](std::ptrdiff_t) { threads.insert(std::this_thread::get_id()); });
  EXPECT_THAT(threads, testing::ElementsAre(std::this_thread::get_id()));
}

TEST(ParallelFor, LoopsMayNest) {
  std::atomic<int> visits = 0;
  parallel_for(0, 20, [&](std::ptrdiff_t) { parallel_for(0, 30, [&](std::ptrdiff_t) { ++visits; }); });
  EXPECT_EQ(visits, 600);
}

}  // namespace
}  // namespace solve_puzzle
