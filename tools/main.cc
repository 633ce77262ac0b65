// SPDX-License-Identifier: Apache-2.0
// The program solve-puzzle: reads the command line, then loads the commands. Starts in milliseconds.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>

#include "puzzles/error.h"
#include "tools/cli/command_line.h"
#include "tools/load_commands.h"
#include "tools/usage_error.h"

int main(int argc, char** argv) {
  // A file size limit must fail the write, which is told and leaves the old result, not kill the program.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    const solve_puzzle::CommandLine line = solve_puzzle::parse_command_line(argc, argv);
    if (line.request) return solve_puzzle::load_and_run(*line.request);
    const bool is_written = std::fputs(line.text->c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    if (!is_written) throw solve_puzzle::Error("cannot write to standard output");
    return 0;
  } catch (const solve_puzzle::UsageError& error) {
    fmt::print(stderr, "solve-puzzle: error: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "solve-puzzle: error: {}\n", error.what());
    return 1;
  }
}
