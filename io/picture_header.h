// SPDX-License-Identifier: Apache-2.0
// What a picture file says of itself, and whether all of it is there: looked up in the bytes, before any decoder
// reserves memory or paints a missing half grey. Decodes nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace solve_puzzle {

enum class PictureFormat { kPng, kJpeg, kTiff, kWebp, kBmp };

const char* name_of(PictureFormat format);

struct PictureHeader {
  PictureFormat format = PictureFormat::kPng;
  std::int64_t width = 0;      ///< pixels, as stored: EXIF orientation may exchange the two
  std::int64_t height = 0;     ///< pixels
  double pixels_per_inch = 0;  ///< along a row; 0: the file does not say, or is a PNG (png_chunks.h)
};

/// Reads the header. Cost: a few reads, whatever the size of the file.
/// Throws: Error (without the file's name) when the bytes are none of the formats, or damaged before the size is known.
PictureHeader peek_picture(std::string_view bytes);

/// Checks that the file goes on to its end, as far as the format tells. What passes may still be damaged inside.
/// Throws: Error (without the file's name) that says what was found and what was expected.
void check_is_complete(std::string_view bytes, PictureFormat format);

}  // namespace solve_puzzle
