// SPDX-License-Identifier: Apache-2.0
// The baseline without a seam: a CNN over the picture of both whole pieces. It shows what looking at the seam is worth.
#pragma once

#include <cstdint>
#include <vector>

#include "attention/network/torch.h"

namespace solve_puzzle {

///   picture [B, 3, H, W]
///     │ convolution 3×3, ReLU                    [B, 32, H, W]
///     │ ( convolution 3×3, ReLU ) × 2, halved    [B, 64, H/2, W/2]
///     │ ( convolution 3×3, ReLU ) × 2, halved    [B, 64, H/4, W/4]
///     │ mean over the picture
///     ▼ [B, 64]
/// Source: the task and the kind of network (all of both pieces, no seam) are those of Le, Li, "JigsawNet", IEEE TIP
/// 2019, section 4. Differs: smaller, so that it can be trained beside the others.
class WholeEncoderImpl : public torch::nn::Module {
 public:
  static constexpr int kFeatures = 64;

  WholeEncoderImpl();
  torch::Tensor forward(const torch::Tensor& picture);
  std::int64_t num_multiply_adds(int height, int width) const;

 private:
  std::vector<torch::nn::Conv2d> layers_;
};
TORCH_MODULE(WholeEncoder);

}  // namespace solve_puzzle
