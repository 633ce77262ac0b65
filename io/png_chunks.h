// SPDX-License-Identifier: Apache-2.0
// The chunks of a PNG file: size, completeness, and the few that say how the picture looks. Only for the sources of io.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/picture_header.h"

namespace solve_puzzle {

inline constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1A\n";

PictureHeader peek_png(std::string_view bytes);

/// Throws: Error when the file ends before its last chunk, or a chunk that the picture needs has a wrong checksum.
void check_png(std::string_view bytes);

/// Gives the file with only the chunks that pixels are made of. Others (colour profiles, texts) change nothing here,
/// may unpack to any size, and make the decoder print warnings. Must have passed check_png().
std::string png_of_pixels_only(std::string_view bytes);

/// Gives the one grey value that is transparent, in the file's own depth, where a grey picture has one.
struct GreyKey {
  int value = 0;
  int bits = 8;
};
std::optional<GreyKey> png_grey_key(std::string_view bytes);

/// What the file says of its scan, along a row; 0: nothing. Must have passed check_png().
double png_pixels_per_inch(std::string_view bytes);

}  // namespace solve_puzzle
