// SPDX-License-Identifier: Apache-2.0
// The man page solve-puzzle(1), written from the list of commands. The build runs `solve-puzzle --man`.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/command_spec.h"

namespace solve_puzzle {

/// Gives the page as roff with the man macros.
std::string man_page(const std::vector<CommandSpec>& commands);

}  // namespace solve_puzzle
