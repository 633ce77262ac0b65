// SPDX-License-Identifier: Apache-2.0
// Completion scripts for bash, zsh and fish, written from the list of commands.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_spec.h"

namespace solve_puzzle {

/// Throws: UsageError for a shell other than bash, zsh or fish.
std::string completion_script(const std::string& shell, const std::vector<CommandSpec>& commands);

}  // namespace solve_puzzle
