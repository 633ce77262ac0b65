// SPDX-License-Identifier: Apache-2.0
#include "io/write_picture.h"

#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "io/file_names.h"
#include "puzzles/error.h"

namespace solve_puzzle {

std::string encode_png(const cv::Mat& picture) {
  std::vector<unsigned char> bytes;
  try {
    // Without parameters OpenCV filters by the left neighbour and packs runs: half the time of level 1, the same size.
    cv::imencode(".png", picture, bytes);
  } catch (const cv::Exception& error) {
    throw Error("the picture cannot be packed as PNG: " + error.err);
  }
  return {bytes.begin(), bytes.end()};
}

void write_picture(const std::filesystem::path& path, const cv::Mat& picture, Durability durability) {
  std::string bytes;
  try {
    bytes = encode_png(picture);
  } catch (const Error& error) {
    throw Error(display_name(path) + ": " + error.what());
  }
  write_file_atomically(path, bytes, durability);
}

}  // namespace solve_puzzle
