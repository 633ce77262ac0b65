// SPDX-License-Identifier: Apache-2.0
#include "tests/tools/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "io/write_picture.h"
#include "puzzles/sample.h"

namespace solve_puzzle {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Only calls that are allowed between fork and exec.
void redirect(const char* path, int target) {
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0 || dup2(file, target) < 0) _exit(126);
}

}  // namespace

StartedProgram::StartedProgram(const std::vector<std::string>& arguments, long max_file_bytes) {
  std::vector<std::string> words = {SOLVE_PUZZLE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string out = folder_ / "out";
  const std::string err = folder_ / "err";
  start_ = now();
  pid_ = fork();
  if (pid_ != 0) return;
  redirect(out.c_str(), STDOUT_FILENO);
  redirect(err.c_str(), STDERR_FILENO);
  const rlimit limit = {static_cast<rlim_t>(max_file_bytes), static_cast<rlim_t>(max_file_bytes)};
  if (max_file_bytes > 0) setrlimit(RLIMIT_FSIZE, &limit);
  execv(argv[0], argv.data());
  _exit(127);
}

StartedProgram::~StartedProgram() {
  if (!has_ended_) {
    send(SIGKILL);
    waitpid(pid_, &status_, 0);
  }
}

void StartedProgram::send(int signal_number) const { kill(pid_, signal_number); }

std::string StartedProgram::err_so_far() const { return read_text(folder_ / "err"); }

bool StartedProgram::is_running() {
  if (!has_ended_) has_ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
  return !has_ended_;
}

ProgramRun StartedProgram::wait() {
  if (!has_ended_) waitpid(pid_, &status_, 0);
  has_ended_ = true;
  return {.exit_code = WIFEXITED(status_) ? WEXITSTATUS(status_) : -1,
          .signal_number = WIFSIGNALED(status_) ? WTERMSIG(status_) : 0,
          .out = read_text(folder_ / "out"),
          .err = read_text(folder_ / "err"),
          .seconds = now() - start_};
}

ProgramRun run_program(const std::vector<std::string>& arguments, long max_file_bytes) {
  return StartedProgram(arguments, max_file_bytes).wait();
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void write_sample(const std::filesystem::path& path, int width, int height, int seed) {
  write_picture(path, sample_picture({width, height}, static_cast<std::uint64_t>(seed)));
}

}  // namespace solve_puzzle
