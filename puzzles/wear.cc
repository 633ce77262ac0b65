// SPDX-License-Identifier: Apache-2.0
#include "puzzles/wear.h"

#include "puzzles/random.h"

namespace solve_puzzle {

void drift_brightness(Puzzle& puzzle, double deviation, std::uint64_t seed) {
  constexpr double kShift = 64.0 / 255.0;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) {
    Random random(seed, i);
    cv::Mat& pixels = puzzle.pieces[i].pixels;
    const double white = pixels.depth() == CV_16U ? 65535.0 : 255.0;
    const double factor = 1.0 + deviation * random.normal();
    cv::Scalar shift;
    for (int c = 0; c < 3; ++c) shift[c] = deviation * kShift * white * random.normal();
    cv::Mat worn;
    pixels.convertTo(worn, CV_32F, factor);
    worn += shift;
    worn.convertTo(pixels, pixels.depth());
  }
}

}  // namespace solve_puzzle
