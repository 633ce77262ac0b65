// SPDX-License-Identifier: Apache-2.0
#include "solver/lab_strips.h"

#include <opencv2/imgproc.hpp>

#include "puzzles/parallel.h"

namespace solve_puzzle {

LabStrips::LabStrips(const Sides& sides) : sides_(sides) {
  std::size_t total = 0;
  for (int side = 0; side < sides.num_sides(); ++side) {
    begin_.push_back(total);
    total += static_cast<std::size_t>(sides.length(side)) * 6;
  }
  values_.resize(total);
  parallel_for(0, sides.num_pieces(), [&](std::ptrdiff_t piece) {
    for (int side = static_cast<int>(piece) * 4; side < static_cast<int>(piece) * 4 + 4; ++side) {
      for (int depth = 0; depth < 2; ++depth) {
        const auto pixels = sides.strip(side, depth);
        cv::Mat colours(1, sides.length(side), CV_32FC3);
        for (std::size_t i = 0; i < pixels.size(); ++i) colours.ptr<float>()[i] = pixels[i] / 255.0F;
        cv::Mat lab;
        cv::cvtColor(colours, lab, cv::COLOR_BGR2Lab);
        float* const out =
            values_.data() + begin_[static_cast<std::size_t>(side)] + pixels.size() * static_cast<std::size_t>(depth);
        std::copy(lab.ptr<float>(), lab.ptr<float>() + pixels.size(), out);
      }
    }
  });
}

}  // namespace solve_puzzle
