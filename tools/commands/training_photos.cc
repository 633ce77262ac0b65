// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_photos.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/file_names.h"
#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/error.h"
#include "tools/commands/pictures.h"

namespace solve_puzzle {

TrainingPhotos::TrainingPhotos(const std::vector<std::filesystem::path>& inputs) {
  constexpr std::size_t kHeldOutOf = 10;
  const std::vector<std::filesystem::path> files = list_pictures(inputs);
  if (files.size() < 2) {
    throw Error(
        fmt::format("training: found {} picture, expected at least 2 (one is kept apart to judge by)", files.size()));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool is_held_out = i % kHeldOutOf == std::min(kHeldOutOf, files.size()) - 1;
    (is_held_out ? held_out_ : learnt_).push_back(files[i]);
  }
}

cv::Mat TrainingPhotos::read(bool is_held_out, std::size_t index, int least) const {
  const std::filesystem::path& file = (is_held_out ? held_out_ : learnt_)[index];
  try {
    cv::Mat pixels = eight_bits(read_picture(file).pixels);
    if (std::min(pixels.cols, pixels.rows) >= least) return pixels;
    skip(file, fmt::format("is {}x{} pixels, expected at least {} each way", pixels.cols, pixels.rows, least));
  } catch (const Error& error) {
    skip(file, error.what());
  }
  return {};
}

void TrainingPhotos::skip(const std::filesystem::path& file, const std::string& cause) const {
  const std::lock_guard lock(mutex_);
  skipped_.try_emplace(file, cause);
}

std::vector<std::string> TrainingPhotos::skipped() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  for (const auto& [file, cause] : skipped_) lines.push_back(fmt::format("{}: {}", file.string(), cause));
  return lines;
}

}  // namespace solve_puzzle
