// SPDX-License-Identifier: Apache-2.0
// Pixels into a PNG file. Reading: io/read_picture.h.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <string>

#include "io/atomic_file.h"

namespace solve_puzzle {

/// Packs a picture as PNG. Throws: Error (without a file's name) when it is empty.
std::string encode_png(const cv::Mat& picture);

/// Writes a PNG, replacing an older file at once; packed fast rather than small.
/// Shapes: 8 or 16 bits; 1, 3 (blue-green-red) or 4 channels. Throws: Error that names the file.
void write_picture(const std::filesystem::path& path, const cv::Mat& picture,
                   Durability durability = Durability::kSynced);

}  // namespace solve_puzzle
