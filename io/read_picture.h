// SPDX-License-Identifier: Apache-2.0
// One picture file into pixels: PNG, JPEG, TIFF, WebP, BMP. Nothing of puzzles.
#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core.hpp>
#include <string_view>

namespace solve_puzzle {

struct Picture {
  cv::Mat pixels;              ///< CV_8UC3 or CV_16UC3, blue-green-red, upright (EXIF orientation applied)
  cv::Mat mask;                ///< CV_8UC1, 255 where alpha is at least half; empty: the picture is opaque everywhere
  double pixels_per_inch = 0;  ///< 0: the file does not say
};

inline constexpr std::int64_t kMaxPicturePixels = std::int64_t{1} << 28;

/// Decodes a picture from memory.
/// Throws: Error (without a file's name) when the bytes are no picture of a known format, damaged, cut off, or larger
/// than `max_pixels`, which is found out before memory for the pixels is reserved.
Picture decode_picture(std::string_view bytes, std::int64_t max_pixels = kMaxPicturePixels);

/// Reads a picture file, whatever its name ends with.
/// Throws: Error that names the file, as read_file() and decode_picture() do.
Picture read_picture(const std::filesystem::path& path, std::int64_t max_pixels = kMaxPicturePixels);

}  // namespace solve_puzzle
