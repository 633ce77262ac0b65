// SPDX-License-Identifier: Apache-2.0
// Writes files so that nobody ever sees half of one.
#pragma once

#include <filesystem>
#include <string_view>

namespace solve_puzzle {

/// Whether the bytes must have reached the disk before the new file takes its name. Slow for thousands of files.
enum class Durability { kSynced, kUnsynced };

/// Writes to a hidden name in the same folder, then renames: a killed run leaves the old file or the new one.
/// A symbolic link is replaced, not followed.
/// Throws: Error that names the file and the reason (no room, read-only folder, a folder of that name). The old file is
/// then as it was, and nothing is left beside it.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                           Durability durability = Durability::kSynced);

/// Makes a folder and those above it where they are missing.
/// Throws: Error that names it and the reason, such as a file of that name.
void make_folder(const std::filesystem::path& folder);

/// Tells whether a name is one that write_file_atomically() uses until the file is whole.
bool is_unfinished(const std::filesystem::path& name);

}  // namespace solve_puzzle
