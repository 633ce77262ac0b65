// SPDX-License-Identifier: Apache-2.0
// Masks that a person gives along with pictures: one picture, or a folder of them. Finding masks: io/read_torn.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <opencv2/core.hpp>
#include <string>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

class MaskFiles {
 public:
  /// Takes a mask picture (for one picture of fragments) or a folder whose masks are named like the pictures, whatever
  /// their ending. Throws: Error that names the path when there is nothing to read.
  explicit MaskFiles(const std::filesystem::path& path);

  /// Reads the mask of a piece: CV_8UC1, 255 where the mask is white, or opaque where it has transparent pixels.
  /// Throws: Error that names the file when it is missing, no picture, or of another size than piece.pixels.
  cv::Mat read(const Piece& piece, std::int64_t max_pixels) const;

 private:
  std::filesystem::path path_;
  bool is_folder_ = false;
  std::map<std::string, std::filesystem::path> by_stem_;
};

}  // namespace solve_puzzle
