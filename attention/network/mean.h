// SPDX-License-Identifier: Apache-2.0
// The selection that selects nothing: the average over the seam. The baseline that shows what attention is worth.
#pragma once

#include "attention/network/selection.h"

namespace solve_puzzle {

///   context = Σ x_i / L over the positions that are not padded
class MeanSelectionImpl : public SelectionImpl {
 public:
  explicit MeanSelectionImpl(const SelectionOptions& options) : options_(options) {}
  Selected select(const SeamBatch& seams, const SelectMode& mode) override;
  int context_size() const override { return options_.features; }
  std::int64_t multiply_adds(int length) const override;

 private:
  SelectionOptions options_;
};

}  // namespace solve_puzzle
