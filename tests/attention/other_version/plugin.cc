// SPDX-License-Identifier: Apache-2.0
// A plug-in of another version of the program: only its version may be looked at.
#include "attention/network_plugin.h"

namespace {
constexpr solve_puzzle::NetworkPlugin kPlugin = {.version = "0.0.7", .make_seam_network = nullptr};
}

extern "C" const solve_puzzle::NetworkPlugin* solve_puzzle_network_plugin() { return &kPlugin; }
