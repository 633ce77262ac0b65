// SPDX-License-Identifier: Apache-2.0
#include "io/background_option.h"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

#include "io/file_names.h"
#include "io/read_file.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxColourFile = 4096;  ///< bytes; anything longer is no colour

std::string_view without_gap(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" ,\t\r\n");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

bool is_short_file(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  return !error && size <= kMaxColourFile;
}

BackgroundOption colour_option(const cv::Vec3d& colour, bool is_order_certain) {
  return {
      .source = BackgroundOption::Source::kColour, .colour = colour, .is_order_certain = is_order_certain, .masks = {}};
}

BackgroundOption option_of_path(const fs::path& path) {
  if (fs::is_regular_file(path) && is_short_file(path)) {
    const auto colour = parse_colour(read_file(path, kMaxColourFile));
    if (colour) return colour_option(*colour, false);
  }
  return {.source = BackgroundOption::Source::kMasks, .colour = {}, .is_order_certain = true, .masks = path};
}

}  // namespace

std::optional<cv::Vec3d> parse_colour(std::string_view text) {
  cv::Vec3d colour;
  for (int channel = 2; channel >= 0; --channel) {
    text = without_gap(text);
    int value = -1;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || value < 0 || value > 255) return std::nullopt;
    colour[channel] = value;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (channel > 0 && without_gap(text) == text) return std::nullopt;  // "1.5 2 3", "1;2;3"
  }
  if (!without_gap(text).empty()) return std::nullopt;
  return colour;
}

BackgroundOption parse_background(const std::string& text) {
  if (text == "auto") return {};
  if (text == "alpha") {
    return {.source = BackgroundOption::Source::kAlpha, .colour = {}, .is_order_certain = true, .masks = {}};
  }
  if (const auto colour = parse_colour(text)) return colour_option(*colour, true);
  std::error_code error;
  if (fs::exists(text, error)) return option_of_path(text);
  throw Error(
      fmt::format("background \"{}\": expected auto, alpha, R,G,B with numbers from 0 to 255, a file with such a "
                  "colour, a mask picture, or a folder of masks",
                  printable(text)));
}

BackgroundOption read_background_file(const fs::path& path) {
  const std::string text = read_file(path, kMaxColourFile);
  if (const auto colour = parse_colour(text)) return colour_option(*colour, false);
  throw Error(fmt::format("{}: found \"{}\", expected three whole numbers from 0 to 255, such as 248 8 23",
                          display_name(path), printable(text.substr(0, 40))));
}

}  // namespace solve_puzzle
