// SPDX-License-Identifier: Apache-2.0
// The CNN that reads a rectified seam, position by position. No selection, no verdict.
#pragma once

#include <cstdint>
#include <vector>

#include "attention/network/torch.h"
#include "attention/seam_options.h"

namespace solve_puzzle {

///   seam [B, C, L]
///     │ convolution over 3 positions                                         [B, w, L]
///     │ `blocks` × ( x + pointwise(ReLU(convolution of dilation 1, 2, 4 …(ReLU(x)))) )
///     │ ReLU
///     ▼ features                                                             [B, w, L]
/// The last layer of every block starts at zero, so that training starts from the plain convolution.
class SeamEncoderImpl : public torch::nn::Module {
 public:
  explicit SeamEncoderImpl(const SeamOptions& options);
  torch::Tensor forward(const torch::Tensor& seam);

  /// Sets the last layers of the blocks to zero; for use after initialise().
  void close_blocks();

  /// Of one seam.
  std::int64_t num_multiply_adds(int length) const;

 private:
  SeamOptions options_;
  torch::nn::Conv1d stem_;
  std::vector<torch::nn::Conv1d> wide_;
  std::vector<torch::nn::Conv1d> pointwise_;
};
TORCH_MODULE(SeamEncoder);

}  // namespace solve_puzzle
