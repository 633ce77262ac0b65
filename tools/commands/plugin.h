// SPDX-License-Identifier: Apache-2.0
// Modules of this program that are loaded when one is wanted, because what they link is slow to start or may be
// missing. The networks have their own loader: attention/network_plugin.h.
#pragma once

#include <string>

namespace solve_puzzle {

/// Loads libsolve_puzzle_NAME.so, which lies beside the module of the commands, and gives what it exports under
/// solve_puzzle_NAME. Loaded modules stay. Throws: Error that says `needed_for` what and why it cannot be loaded.
void* plugin_entry(const std::string& name, const std::string& needed_for);

}  // namespace solve_puzzle
