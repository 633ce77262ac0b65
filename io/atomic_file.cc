// SPDX-License-Identifier: Apache-2.0
#include "io/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include "io/file_descriptor.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinishedPrefix = ".solve-puzzle-";

/// Gives the process that an unfinished_name() names, 0 for other names.
pid_t process_of(std::string_view name) {
  pid_t process = 0;
  if (name.starts_with(kUnfinishedPrefix)) {
    name.remove_prefix(kUnfinishedPrefix.size());
    std::from_chars(name.data(), name.data() + name.size(), process);
  }
  return process;
}

bool has_ended(pid_t process) { return ::kill(process, 0) != 0 && errno == ESRCH; }

/// Gives false, with errno set, when not all bytes could be written.
bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// Makes a new name in the folder last. Failures are ignored: not every file system can, and the file itself is whole.
void sync_folder(const fs::path& folder) {
  const FileDescriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.is_open()) ::fsync(opened.get());
}

}  // namespace

StagedFile::StagedFile(fs::path path, std::string_view bytes, Durability durability)
    : path_(std::move(path)), unfinished_(unfinished_name(path_.parent_path())), durability_(durability) {
  try {
    write(bytes);
  } catch (...) {
    ::unlink(unfinished_.c_str());
    throw;
  }
}

StagedFile::~StagedFile() {
  if (!unfinished_.empty()) ::unlink(unfinished_.c_str());
}

void StagedFile::write(std::string_view bytes) {
  const FileDescriptor file(::open(unfinished_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  const bool is_written = file.is_open() && write_all(file.get(), bytes) &&
                          (durability_ == Durability::kUnsynced || ::fsync(file.get()) == 0);
  if (!is_written) throw_system_error(path_, "cannot be written");
}

void StagedFile::publish() {
  if (::rename(unfinished_.c_str(), path_.c_str()) != 0) throw_system_error(path_, "cannot be written");
  unfinished_.clear();
  if (durability_ == Durability::kSynced) sync_folder(path_.parent_path());
}

void write_file_atomically(const fs::path& path, std::string_view bytes, Durability durability) {
  StagedFile(path, bytes, durability).publish();
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(fmt::format("{}: the folder cannot be made: {}", display_name(folder), error.message()));
  if (!fs::is_directory(folder, error)) {
    throw Error(fmt::format("{}: found a file, expected a folder", display_name(folder)));
  }
}

fs::path unfinished_name(const fs::path& folder) {
  static std::atomic<unsigned> counter = 0;
  return folder / fmt::format("{}{}-{}", kUnfinishedPrefix, ::getpid(), ++counter);
}

void remove_unfinished(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const pid_t process = process_of(entry->path().filename().native());
    if (process > 0 && has_ended(process)) found.push_back(entry->path());
  }
  for (const fs::path& path : found) fs::remove_all(path, error);
}

}  // namespace solve_puzzle
