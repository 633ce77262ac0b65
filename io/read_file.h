// SPDX-License-Identifier: Apache-2.0
// Reads whole files into memory. Knows nothing of what is in them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace solve_puzzle {

/// Reads a file. Never waits: a pipe or device is refused, not opened for reading.
/// Throws: Error when the path is missing, unreadable, not a plain file, or longer than `max_bytes`.
std::string read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace solve_puzzle
