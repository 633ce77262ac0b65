// SPDX-License-Identifier: Apache-2.0
// The border between the torch-free code and the plug-in that holds LibTorch, and how it is loaded. No network here.
//
// Linking LibTorch costs every process 0.6 s at start, so it lives in a module of its own, loaded on first use.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "attention/band_features.h"
#include "attention/seam_network.h"

namespace solve_puzzle {

/// The network behind BandEncoder. Sizes are checked by the caller; may be called from several threads at once.
class BandNetwork {
 public:
  virtual ~BandNetwork() = default;
  /// Shapes: bands [num_bands, channels, depth, length] → positions [num_bands, length, features],
  /// sides [num_bands, features].
  virtual void encode(std::span<const float> bands, int num_bands, int length, std::span<float> positions,
                      std::span<float> sides) const = 0;
};

/// What the plug-in offers. The version comes first and must be that of the program, else nothing else is read.
struct NetworkPlugin {
  const char* version;
  std::unique_ptr<BandNetwork> (*make_band_network)(const BandEncoderOptions& options, std::uint64_t seed);
  std::unique_ptr<SeamNetwork> (*make_seam_network)(const SeamOptions& options, std::uint64_t seed);

  /// Seam networks made from now on run on the graphics card. Throws: Error when LibTorch cannot use one.
  void (*use_cuda)();
};

/// The one symbol that the plug-in exports, a function of this type.
inline constexpr const char* kNetworkPluginSymbol = "solve_puzzle_network_plugin";
using NetworkPluginFunction = const NetworkPlugin*();

/// Loads the plug-in on the first call: from the file that the environment variable SOLVE_PUZZLE_NETWORK names, else
/// from the places relative to the program and of the installation. Prepares the process for it (process_tuning.h).
/// Throws: Error that lists what was tried.
const NetworkPlugin& network_plugin();

}  // namespace solve_puzzle
