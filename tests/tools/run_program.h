// SPDX-License-Identifier: Apache-2.0
// Runs the real program as a stranger would, with what may happen to it: limits, signals. For tests only.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/io/temporary_folder.h"

namespace solve_puzzle {

struct ProgramRun {
  int exit_code = -1;     ///< -1 when a signal ended the program
  int signal_number = 0;  ///< that ended the program
  std::string out;
  std::string err;
  double seconds = 0;
};

/// A program that was started and not waited for. Standard output and error go to files.
class StartedProgram {
 public:
  /// `max_file_bytes`: as if the disk were full beyond that, 0: no limit.
  explicit StartedProgram(const std::vector<std::string>& arguments, long max_file_bytes = 0);
  ~StartedProgram();
  StartedProgram(const StartedProgram&) = delete;
  StartedProgram& operator=(const StartedProgram&) = delete;

  void send(int signal_number) const;
  std::string err_so_far() const;
  bool is_running();
  ProgramRun wait();

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  double start_ = 0;
  int status_ = 0;
  bool has_ended_ = false;
};

ProgramRun run_program(const std::vector<std::string>& arguments, long max_file_bytes = 0);

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

/// Draws a sample picture into a file. Units: pixels.
void write_sample(const std::filesystem::path& path, int width, int height, int seed = 1);

}  // namespace solve_puzzle
