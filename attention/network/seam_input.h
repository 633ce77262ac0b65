// SPDX-License-Identifier: Apache-2.0
// From bands to the rectified seam that the encoder reads. No parameters here.
#pragma once

#include "attention/network/torch.h"
#include "attention/puzzle_bands.h"

namespace solve_puzzle {

/// A puzzle's numbers as tensors. On the processor they look into the PuzzleBands, which must outlive them; another
/// device gets a copy.
struct BandTensors {
  BandTensors(const PuzzleBands& bands, torch::Device device);

  torch::Device device() const { return colour.device(); }

  torch::Tensor colour;         ///< [num_sides, 3, D, max_length]
  torch::Tensor gradient_mean;  ///< [num_sides, 3]
  torch::Tensor whitening;      ///< [num_sides, 3, 3]
  torch::Tensor touch, gap;     ///< [num_sides, max_length]; undefined where the bands have none
  torch::Tensor thumbnails;     ///< [num_pieces, 3, T, T]
};

/// Seams of one length, gathered. Shapes: own, facing [B, 3, D, L], both from the query's left to its right, outermost
/// line first; means [B, 3], whitenings [B, 3, 3]; mask [B, L], 1 where the pieces face each other (undefined: all);
/// gap [B, L], pixels between the edges beyond what is usual (undefined: none).
struct FacingBands {
  torch::Tensor own, facing;
  torch::Tensor own_mean, facing_mean;
  torch::Tensor own_whitening, facing_whitening;
  torch::Tensor mask, gap;
};

/// Gathers side a[i] and, turned round, side b[i]. Shapes: a, b [B] (64-bit integers), all of length `length`.
FacingBands facing_bands(const BandTensors& tensors, const torch::Tensor& a, const torch::Tensor& b, int length);

/// Channels of seam_channels for bands of the given depth.
constexpr int num_seam_channels(int depth) { return 6 * depth + 12; }

/// Gives the seam as the encoder reads it: colours of both bands relative to the mean of their outermost lines and
/// in units of their own contrast (6·D), the logarithm of that contrast (1), both extrapolations' errors, whitened
/// (6), their squared lengths (2), masks of both bands (2), gap (1). Shapes: [B, num_seam_channels(D), L].
/// Source: the whitened errors are the summands of Gallagher's MGC, CVPR 2012, section 3.
torch::Tensor seam_channels(const FacingBands& bands);

/// Both pieces as one picture, for the baseline that looks at all of it. Shapes: [B, 3, 2·D, L], about -2 to 2.
torch::Tensor stitched_picture(const FacingBands& bands);

}  // namespace solve_puzzle
