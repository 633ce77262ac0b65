// SPDX-License-Identifier: Apache-2.0
// An open file that closes itself, and the words for the system's errors. Only for the sources of io.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include "io/file_names.h"
#include "puzzles/error.h"

namespace solve_puzzle {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  int get() const { return fd_; }
  bool is_open() const { return fd_ >= 0; }

 private:
  int fd_;
};

/// Throws what a failed system call says of `path`. Must be called before anything else sets errno.
[[noreturn]] inline void throw_system_error(const std::filesystem::path& path, const std::string& what_failed,
                                            int error = errno) {
  throw Error(display_name(path) + ": " + what_failed + ": " + std::generic_category().message(error));
}

}  // namespace solve_puzzle
