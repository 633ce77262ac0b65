// SPDX-License-Identifier: Apache-2.0
// How file names are shown and ordered. No file access.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace solve_puzzle {

/// Gives `bytes` as valid UTF-8 on one line: bytes that are not UTF-8 and control characters become \xNN.
std::string printable(std::string_view bytes);

/// Gives `bytes` as valid UTF-8: bytes that are not UTF-8 become \xNN, all else stays.
std::string utf8(std::string_view bytes);

/// Gives a path as it should stand in a message.
std::string display_name(const std::filesystem::path& path);

/// Compares as people count: p2 before p10. Names that differ are never equal, so the order is total.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace solve_puzzle
