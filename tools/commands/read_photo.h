// SPDX-License-Identifier: Apache-2.0
// A picture to cut: from a file, or drawn; resized where wanted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <string>

namespace solve_puzzle {

/// Reads `path`, or draws a sample picture where that is "sample:WIDTHxHEIGHT". `size` is WIDTHxHEIGHT, empty: as it
/// is. Throws: Error that names the file; UsageError for a size that is none.
cv::Mat read_photo(const std::filesystem::path& path, const std::string& size, std::uint64_t seed);

}  // namespace solve_puzzle
