// SPDX-License-Identifier: Apache-2.0
// A seam network for the tests of torn pieces, without weights: it compares colours. No laws.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "attention/seam_network.h"

namespace solve_puzzle {

/// Says of two sides how alike their outermost lines are.
class LikenessSession : public SeamSession {
 public:
  explicit LikenessSession(const PuzzleBands& bands) : bands_(bands) {}

  void judge(const MatchLists& lists, int first_side, int last_side, std::span<float> entry_logits,
             std::span<float> no_partner) const override {
    std::fill(no_partner.begin(), no_partner.end(), 0.0F);
    std::size_t out = 0;
    for (int side = first_side; side < last_side; ++side) {
      for (int e = lists.row_begin[side]; e < lists.row_begin[side + 1]; ++e) {
        entry_logits[out++] = likeness(side, lists.partner[e]);
      }
    }
  }
  SeamLook look(int a, int b, std::span<const float>) const override {
    const auto length = static_cast<std::size_t>(bands_.max_length);
    SeamLook look{.log_odds = likeness(a, b), .weights = std::vector<float>(length, 1.0F / static_cast<float>(length))};
    look.stretch.assign(length, 0);
    std::fill_n(look.stretch.begin(), length / 2, std::uint8_t{1});
    return look;
  }

 private:
  float likeness(int a, int b) const {
    float sum = 0;
    for (int c = 0; c < 3; ++c) {
      for (int x = 0; x < bands_.max_length; ++x) {
        sum += std::abs(at(a, c, x) - at(b, c, bands_.max_length - 1 - x));
      }
    }
    return 5 - 0.15F * sum / static_cast<float>(3 * bands_.max_length);
  }
  float at(int side, int c, int x) const {
    return bands_.colour[static_cast<std::size_t>((side * 3 + c) * bands_.depth * bands_.max_length + x)];
  }

  const PuzzleBands& bands_;
};

class LikenessNetwork : public SeamNetwork {
 public:
  std::unique_ptr<SeamSession> open(const PuzzleBands& bands, const MatchLists&) const override {
    return std::make_unique<LikenessSession>(bands);
  }
  std::int64_t num_multiply_adds(int) const override { return 0; }
  void load(const Weights&) override {}
  std::vector<WeightTensor> tensors() const override { return {}; }
  TrainingReport train(const TrainingBatch&, const TrainingOptions&, double) override { return {}; }
  std::vector<WeightTensor> optimiser_tensors() const override { return {}; }
  void load_optimiser(const Weights&) override {}
};

}  // namespace solve_puzzle
