// SPDX-License-Identifier: Apache-2.0
#include "solver/block_rounds.h"

#include <algorithm>

namespace solve_puzzle {

std::vector<std::vector<BlockPair>> rounds_of_all_pairs(int num_blocks) {
  std::vector<std::vector<BlockPair>> rounds;
  for (int round = 0; round < num_blocks; ++round) {
    rounds.emplace_back();
    for (int i = 0; i < num_blocks; ++i) rounds.back().push_back({i, (i + round) % num_blocks});
  }
  return rounds;
}

std::vector<std::vector<BlockPair>> rounds_of_unordered_pairs(int num_blocks) {
  std::vector<std::vector<BlockPair>> rounds(1);
  for (int i = 0; i < num_blocks; ++i) rounds.front().push_back({i, i});
  // All but the last seat move on by one place each round; with an odd number, the last seat is empty.
  const int last = num_blocks + num_blocks % 2 - 1;
  for (int round = 0; round < last; ++round) {
    rounds.emplace_back();
    for (int i = 0; i < (last + 1) / 2; ++i) {
      const int a = (round + i) % last;
      const int b = i == 0 ? last : (round + last - i) % last;
      if (std::max(a, b) < num_blocks) rounds.back().push_back({std::min(a, b), std::max(a, b)});
    }
  }
  return rounds;
}

}  // namespace solve_puzzle
