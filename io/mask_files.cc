// SPDX-License-Identifier: Apache-2.0
#include "io/mask_files.h"

#include <fmt/format.h>

#include <opencv2/imgproc.hpp>

#include "io/file_names.h"
#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

cv::Mat mask_of(const Picture& picture) {
  if (!picture.mask.empty()) return picture.mask;
  cv::Mat grey;
  cv::cvtColor(picture.pixels, grey, cv::COLOR_BGR2GRAY);
  return grey > (grey.depth() == CV_16U ? 32767 : 127);
}

}  // namespace

MaskFiles::MaskFiles(const std::filesystem::path& path) : path_(path), is_folder_(std::filesystem::is_directory(path)) {
  if (!is_folder_) return;
  for (const std::filesystem::path& file : list_pictures({path})) by_stem_[printable(file.stem().native())] = file;
}

cv::Mat MaskFiles::read(const Piece& piece, std::int64_t max_pixels) const {
  std::filesystem::path file = path_;
  if (is_folder_) {
    const auto found = by_stem_.find(piece.id);
    if (found == by_stem_.end()) {
      throw Error(fmt::format("{}: found no mask for {}, expected one named {}.png", display_name(path_), piece.file,
                              piece.id));
    }
    file = found->second;
  }
  cv::Mat mask = mask_of(read_picture(file, max_pixels));
  if (mask.size() == piece.pixels.size()) return mask;
  throw Error(fmt::format("{}: found a mask of {} x {} pixels, expected {} x {} as the picture {} has",
                          display_name(file), mask.cols, mask.rows, piece.pixels.cols, piece.pixels.rows, piece.file));
}

}  // namespace solve_puzzle
