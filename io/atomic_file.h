// SPDX-License-Identifier: Apache-2.0
// Writes files so that nobody ever sees half of one.
#pragma once

#include <filesystem>
#include <string_view>

namespace solve_puzzle {

/// Whether the bytes must have reached the disk before the new file takes its name. Slow for thousands of files.
enum class Durability { kSynced, kUnsynced };

/// A file that is written whole under a hidden name in the same folder, and waits to take its name.
class StagedFile {
 public:
  /// Throws: Error that names the file and the reason (no room, read-only folder). Nothing is left then.
  StagedFile(std::filesystem::path path, std::string_view bytes, Durability durability = Durability::kSynced);
  /// Removes the file unless it was published.
  ~StagedFile();
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;

  /// Takes the place of an older file at once. Throws: Error that names the file (a folder of that name).
  void publish();

 private:
  void write(std::string_view bytes);

  std::filesystem::path path_;
  std::filesystem::path unfinished_;
  Durability durability_;
};

/// Writes to a hidden name in the same folder, then renames: a killed run leaves the old file or the new one.
/// A symbolic link is replaced, not followed.
/// Throws: Error as StagedFile does. The old file is then as it was, and nothing is left beside it.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                           Durability durability = Durability::kSynced);

/// Makes a folder and those above it where they are missing.
/// Throws: Error that names it and the reason, such as a file of that name.
void make_folder(const std::filesystem::path& folder);

/// Gives a hidden name in `folder` that says which process uses it until its work there is whole.
std::filesystem::path unfinished_name(const std::filesystem::path& folder);

/// Removes what runs that were killed left under unfinished_name(). Never fails: such files harm nobody.
void remove_unfinished(const std::filesystem::path& folder);

}  // namespace solve_puzzle
