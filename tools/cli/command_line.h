// SPDX-License-Identifier: Apache-2.0
// From the words of the command line to a checked request, or to a text to print. Runs nothing.
#pragma once

#include <optional>
#include <string>

#include "tools/requests.h"

namespace solve_puzzle {

/// Exactly one of the two is set.
struct CommandLine {
  std::optional<Request> request;
  std::optional<std::string> text;  ///< help, version, man page or completion, for standard output
};

/// Throws: UsageError for what is unknown, out of range, missing or contradictory, on the line or in its --config file.
CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace solve_puzzle
