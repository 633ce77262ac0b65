// SPDX-License-Identifier: Apache-2.0
#include "io/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include "io/file_descriptor.h"

namespace solve_puzzle {
namespace {

const char* kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

void check_is_plain(const std::filesystem::path& path, mode_t mode) {
  if (!S_ISREG(mode)) {
    throw Error(fmt::format("{}: found {}, expected a file", display_name(path), kind_of_file(mode)));
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  // Opening a device may already do something (rewind a tape), so look before; O_NONBLOCK is for what changes between.
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw_system_error(path, "cannot be read");
  check_is_plain(path, info.st_mode);
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open() || ::fstat(file.get(), &info) != 0) throw_system_error(path, "cannot be read");
  check_is_plain(path, info.st_mode);
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > max_bytes) {
    throw Error(fmt::format("{}: found {} bytes, expected at most {}", display_name(path), size, max_bytes));
  }
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.get(), bytes.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_system_error(path, "cannot be read");
    if (got == 0) break;  // the file became shorter meanwhile
    done += static_cast<std::size_t>(got);
  }
  bytes.resize(done);
  return bytes;
}

}  // namespace solve_puzzle
