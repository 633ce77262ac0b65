// SPDX-License-Identifier: Apache-2.0
// What was said of the background: --background and bg_color.txt. Looking for it in pictures: io/background.h.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace solve_puzzle {

struct BackgroundOption {
  enum class Source {
    kAuto,    ///< alpha where some picture has it, else a plain colour that is looked for
    kAlpha,   ///< alpha alone: opaque pictures are fragments up to their border
    kColour,  ///< `colour`
    kMasks,   ///< `masks`
  };
  Source source = Source::kAuto;
  cv::Vec3d colour;              ///< blue, green, red, 0 to 255
  bool is_order_certain = true;  ///< false: red and blue may be exchanged, as files of others are
  std::filesystem::path masks;   ///< a mask picture, or a folder of masks named like the pictures; white = piece
};

/// Reads three whole numbers from 0 to 255, red first, between commas or blanks. Nothing where the text is anything
/// else.
std::optional<cv::Vec3d> parse_colour(std::string_view text);

/// Reads `auto`, `alpha`, `R,G,B`, or a path: a text file with a colour, a mask picture, or a folder of masks.
/// Throws: Error when it is none of these.
BackgroundOption parse_background(const std::string& text);

/// Reads bg_color.txt. Throws: Error that names the file, what was found and what was expected.
BackgroundOption read_background_file(const std::filesystem::path& path);

}  // namespace solve_puzzle
