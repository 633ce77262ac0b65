// SPDX-License-Identifier: Apache-2.0
#include "attention/network/seam_input.h"

namespace solve_puzzle {
namespace {

torch::Tensor view_of(const std::vector<float>& values, at::IntArrayRef shape, torch::Device device) {
  // from_blob wants a mutable pointer, the networks only read.
  return torch::from_blob(const_cast<float*>(values.data()), shape).to(device);
}

/// Errors of extrapolating `from` to `to`, whitened. Shapes: lines [B, 3, L] → [B, 3, L].
torch::Tensor whitened_error(const torch::Tensor& from, const torch::Tensor& to, const torch::Tensor& mean,
                             const torch::Tensor& whitening) {
  return torch::bmm(whitening, to - from - mean.unsqueeze(2));
}

/// Shapes: [B, 3, 2·D, L]: the query's innermost line first, the partner's innermost line last.
torch::Tensor strip_of(const FacingBands& bands) { return torch::cat({bands.own.flip({2}), bands.facing}, 2); }

}  // namespace

BandTensors::BandTensors(const PuzzleBands& bands, torch::Device device) {
  constexpr int kSize = PuzzleBands::kThumbnail;
  const std::int64_t sides = bands.num_sides();
  colour = view_of(bands.colour, {sides, 3, bands.depth, bands.max_length}, device);
  gradient_mean = view_of(bands.gradient_mean, {sides, 3}, device);
  whitening = view_of(bands.whitening, {sides, 3, 3}, device);
  if (!bands.touch.empty()) touch = view_of(bands.touch, {sides, bands.max_length}, device);
  if (!bands.gap.empty()) gap = view_of(bands.gap, {sides, bands.max_length}, device);
  thumbnails = view_of(bands.thumbnails, {bands.num_pieces(), 3, kSize, kSize}, device);
}

FacingBands facing_bands(const BandTensors& tensors, const torch::Tensor& a, const torch::Tensor& b, int length) {
  FacingBands result;
  result.own = tensors.colour.index_select(0, a).narrow(3, 0, length);
  result.facing = tensors.colour.index_select(0, b).narrow(3, 0, length).flip({3});
  result.own_mean = tensors.gradient_mean.index_select(0, a);
  result.facing_mean = tensors.gradient_mean.index_select(0, b);
  result.own_whitening = tensors.whitening.index_select(0, a);
  result.facing_whitening = tensors.whitening.index_select(0, b);
  if (tensors.touch.defined()) result.mask = tensors.touch.index_select(0, a).narrow(1, 0, length);
  if (tensors.gap.defined()) result.gap = tensors.gap.index_select(0, a).narrow(1, 0, length);
  return result;
}

torch::Tensor seam_channels(const FacingBands& bands) {
  constexpr double kLeastContrast = 9.0;  // square of three grey levels
  constexpr double kUsualContrast = 3.0;  // these three constants centre the channels
  constexpr double kUsualLength = 1.5;
  constexpr double kUsualGap = 2.0;  // pixels
  const torch::Tensor own_line = bands.own.select(2, 0);
  const torch::Tensor facing_line = bands.facing.select(2, 0);
  const std::int64_t size = own_line.size(0);
  const std::int64_t length = own_line.size(2);
  const torch::Tensor centre = ((own_line + facing_line).mean(2) * 0.5).view({size, 3, 1, 1});
  const torch::Tensor strip = strip_of(bands) - centre;
  const torch::Tensor contrast = (strip.square().mean({1, 2, 3}) + kLeastContrast).sqrt().view({size, 1, 1, 1});
  const torch::Tensor colours = (strip / contrast).reshape({size, -1, length});
  const torch::Tensor out = whitened_error(own_line, facing_line, bands.own_mean, bands.own_whitening);
  const torch::Tensor back = whitened_error(facing_line, own_line, bands.facing_mean, bands.facing_whitening);
  const torch::Tensor lengths = torch::stack({out.square().sum(1), back.square().sum(1)}, 1).log1p() - kUsualLength;
  const torch::Tensor level = (contrast.log() - kUsualContrast).view({size, 1, 1}).expand({size, 1, length});
  const torch::Tensor mask =
      bands.mask.defined() ? bands.mask.unsqueeze(1) : torch::ones({size, 1, length}, strip.options());
  const torch::Tensor gap = bands.gap.defined() ? bands.gap.unsqueeze(1) * (1.0 / kUsualGap) : torch::zeros_like(mask);
  return torch::cat({colours, level, out.asinh(), back.asinh(), lengths, mask, mask, gap}, 1);
}

torch::Tensor stitched_picture(const FacingBands& bands) { return strip_of(bands) * (1.0 / 64.0) - 2.0; }

}  // namespace solve_puzzle
