// SPDX-License-Identifier: Apache-2.0
// The border between the torch-free code and the plug-in that holds LibTorch, and how it is loaded. No network here.
//
// Linking LibTorch costs every process 0.6 s at start, so it lives in a module of its own, loaded on first use.
#pragma once

#include <cstdint>
#include <memory>

#include "attention/seam_network.h"

namespace solve_puzzle {

/// What the plug-in offers. The version comes first and must be that of the program, else nothing else is read.
struct NetworkPlugin {
  const char* version;
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
