// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/read_photo.h"

#include <opencv2/imgproc.hpp>
#include <string_view>

#include "io/read_picture.h"
#include "puzzles/sample.h"
#include "tools/cli/checks.h"

namespace solve_puzzle {
namespace {

constexpr std::string_view kSamplePrefix = "sample:";

cv::Mat read_or_draw(const std::filesystem::path& path, std::uint64_t seed) {
  const std::string& name = path.native();
  if (!name.starts_with(kSamplePrefix)) return read_picture(path).pixels;
  const ParsedSize size = parsed_size("sample", name.substr(kSamplePrefix.size()));
  return sample_picture({size.width, size.height}, seed);
}

}  // namespace

cv::Mat read_photo(const std::filesystem::path& path, const std::string& size, std::uint64_t seed) {
  cv::Mat photo = read_or_draw(path, seed);
  if (size.empty()) return photo;
  const ParsedSize wanted = parsed_size("resize", size);
  cv::Mat resized;
  cv::resize(photo, resized, {wanted.width, wanted.height}, 0, 0, cv::INTER_AREA);
  return resized;
}

}  // namespace solve_puzzle
