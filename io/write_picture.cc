// SPDX-License-Identifier: Apache-2.0
#include "io/write_picture.h"

#include <opencv2/imgcodecs.hpp>
#include <string_view>
#include <vector>

#include "io/file_names.h"
#include "puzzles/error.h"

namespace solve_puzzle {

void write_picture(const std::filesystem::path& path, const cv::Mat& picture, Durability durability) {
  std::vector<unsigned char> bytes;
  try {
    // Without parameters OpenCV filters by the left neighbour and packs runs: half the time of level 1, the same size.
    cv::imencode(".png", picture, bytes);
  } catch (const cv::Exception& error) {
    throw Error(display_name(path) + ": the picture cannot be packed as PNG: " + error.err);
  }
  write_file_atomically(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}, durability);
}

}  // namespace solve_puzzle
