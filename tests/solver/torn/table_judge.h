// SPDX-License-Identifier: Apache-2.0
// A judge of pieces of which only the evidence between any two is known. No shapes.
#pragma once

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "solver/torn/layout.h"

namespace solve_puzzle {

/// All pieces lie in one place; what is not in the table does not touch.
class TableJudge : public PairJudge {
 public:
  TableJudge(int num_pieces, std::map<std::pair<int, int>, double> evidence)
      : sizes_(static_cast<std::size_t>(num_pieces), PieceSize{.reach = 1, .area = 1}),
        evidence_(std::move(evidence)) {}

  const std::vector<PieceSize>& sizes() const override { return sizes_; }
  Verdict judge(int a, int b, const Pose&) const override {
    const auto found = evidence_.find({std::min(a, b), std::max(a, b)});
    if (found == evidence_.end()) return {};
    return {.evidence = found->second, .touches = true};
  }
  Pose settle(const std::vector<PosedPair>&, const Pose& pose, int) const override { return pose; }

  Layout layout() const { return {*this, std::vector<TornPlace>(sizes_.size(), TornPlace{.group = 0})}; }

  const std::map<std::pair<int, int>, double>& evidence() const { return evidence_; }

 private:
  std::vector<PieceSize> sizes_;
  std::map<std::pair<int, int>, double> evidence_;
};

}  // namespace solve_puzzle
