// SPDX-License-Identifier: Apache-2.0
// The CNN that reads bands: features at every position along a side and one vector per side. No torch, no training.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "puzzles/options.h"

namespace solve_puzzle {

class BandNetwork;

/// The architecture; together with the weights it is all that there is to save.
struct BandEncoderOptions {
  int channels = 4;   ///< of the bands, C
  int depth = 4;      ///< of the bands, D
  int width = 32;     ///< channels inside the network
  int features = 32;  ///< d
  int blocks = 2;     ///< residual blocks along the side
  int kernel = 5;     ///< positions that one convolution sees; odd
  bool circular = false;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "channels", .help = "channels of a band", .min = 1, .max = 1024}, self.channels);
    visitor({.name = "depth", .help = "depth of a band in pixels", .min = 1, .max = 1024}, self.depth);
    visitor({.name = "width", .help = "channels inside the network", .min = 1, .max = 4096}, self.width);
    visitor({.name = "features", .help = "features per position", .min = 1, .max = 4096}, self.features);
    visitor({.name = "blocks", .help = "residual blocks along the side", .min = 0, .max = 64}, self.blocks);
    visitor({.name = "kernel", .help = "positions that one convolution sees (odd)", .min = 1, .max = 63}, self.kernel);
    visitor({.name = "circular", .help = "the band is closed: its last position touches its first"}, self.circular);
  }
};

/// Shapes: positions [num_bands, length, features], sides [num_bands, features].
struct BandFeatures {
  int num_bands = 0;
  int length = 0;
  int features = 0;
  std::vector<float> positions;
  std::vector<float> sides;
};

/// Reads bands with a small siamese CNN. The first use in a process loads LibTorch (about half a second).
///
///   const BandEncoder encoder({.depth = 4}, /*seed=*/1);
///   const BandFeatures features = encoder.encode(bands, 4 * num_pieces, piece_size);
class BandEncoder {
 public:
  /// Same options and seed: same weights with every compiler and LibTorch.
  /// Throws: Error when an option is out of its range or the plug-in with the networks cannot be loaded.
  BandEncoder(const BandEncoderOptions& options, std::uint64_t seed);
  ~BandEncoder();
  BandEncoder(BandEncoder&&) noexcept;
  BandEncoder& operator=(BandEncoder&&) noexcept;

  const BandEncoderOptions& options() const { return options_; }

  /// Computes the features of every band, each by itself: what else is in the batch does not matter.
  /// Shapes: bands [num_bands, channels, depth, length] → BandFeatures.
  /// Throws: Error when the number of values is another, or length is below 1.
  /// Cost: num_bands · length · width · (channels · depth · kernel + 2 · blocks · width · kernel + features)
  ///       multiply–adds, in parallel over bands.
  BandFeatures encode(std::span<const float> bands, int num_bands, int length) const;

 private:
  BandEncoderOptions options_;
  std::unique_ptr<BandNetwork> network_;
};

}  // namespace solve_puzzle
