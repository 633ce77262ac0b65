// SPDX-License-Identifier: Apache-2.0
// The texts of --help, for a terminal of 80 to 100 columns.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_spec.h"

namespace solve_puzzle {

std::string program_help(const std::vector<CommandSpec>& commands);
std::string command_help(const CommandSpec& command);

/// The meaning of the exit codes: one line each, for help and man page.
std::vector<std::pair<std::string, std::string>> exit_codes();

}  // namespace solve_puzzle
