// SPDX-License-Identifier: Apache-2.0
#include "io/jpeg_wear.h"

#include <opencv2/imgcodecs.hpp>

#include "puzzles/error.h"

namespace solve_puzzle {

cv::Mat jpeg_worn(const cv::Mat& picture, int quality, cv::Point offset) {
  constexpr int kBlock = 8;
  const int x = ((offset.x % kBlock) + kBlock) % kBlock;
  const int y = ((offset.y % kBlock) + kBlock) % kBlock;
  cv::Mat shifted;
  cv::copyMakeBorder(picture, shifted, y, 0, x, 0, cv::BORDER_REPLICATE);
  std::vector<unsigned char> bytes;
  cv::Mat decoded;
  if (cv::imencode(".jpg", shifted, bytes, {cv::IMWRITE_JPEG_QUALITY, quality})) {
    decoded = cv::imdecode(bytes, cv::IMREAD_COLOR);
  }
  if (decoded.empty()) throw Error("JPEG: the codec could not encode and decode a picture");
  return decoded(cv::Rect(cv::Point(x, y), picture.size())).clone();
}

}  // namespace solve_puzzle
