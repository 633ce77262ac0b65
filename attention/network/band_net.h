// SPDX-License-Identifier: Apache-2.0
// The band encoder as a torch module: its blocks and their shapes. No loading, no training.
#pragma once

#include <vector>

#include "attention/band_features.h"
#include "attention/network/torch.h"

namespace solve_puzzle {

/// A side's features, position by position and as a whole.
struct BandNetOutput {
  torch::Tensor positions;  ///< [B, L, d]
  torch::Tensor sides;      ///< [B, d]
};

///   bands [B, C, D, L]
///     │ convolution over all depths and `kernel` positions, ReLU      [B, w, L]
///     │ `blocks` × ( x + convolution(ReLU(convolution(x))) , ReLU )   [B, w, L]
///     ├─ linear ──────────────────────▶ positions                      [B, L, d]
///     └─ mean along the side, linear ─▶ sides                          [B, d]
class BandNetImpl : public torch::nn::Module {
 public:
  explicit BandNetImpl(const BandEncoderOptions& options);
  BandNetOutput forward(const torch::Tensor& bands);

 private:
  torch::Tensor padded(const torch::Tensor& x) const;

  BandEncoderOptions options_;
  torch::nn::Conv1d stem_;
  std::vector<torch::nn::Conv1d> first_;
  std::vector<torch::nn::Conv1d> second_;
  torch::nn::Linear to_positions_;
  torch::nn::Linear to_side_;
};
TORCH_MODULE(BandNet);

}  // namespace solve_puzzle
