// SPDX-License-Identifier: Apache-2.0
// Any text gives the truth of a folder of fragments, whose poses are rotations, or an Error; bg_color.txt too.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/background_option.h"
#include "io/folder_truth.h"
#include "tests/fuzz/try_to.h"

namespace {

using solve_puzzle::Assembly;
using solve_puzzle::Puzzle;

Puzzle three_pieces() {
  Puzzle puzzle = {solve_puzzle::Kind::kTorn, solve_puzzle::Rotation::kFree, {}, {}};
  for (const char* id : {"fragment_0001", "fragment_0002", "a3"}) {
    puzzle.pieces.push_back(
        {id, std::string(id) + ".png", cv::Mat::zeros(5, 7, CV_8UC3), cv::Mat(5, 7, CV_8UC1, cv::Scalar(255))});
  }
  return puzzle;
}

void check(const Assembly& truth) {
  for (const auto& piece : truth.pieces) {
    const auto& pose = piece.canvas_from_piece;
    if (!(std::abs(std::hypot(pose(0, 0), pose(1, 0)) - 1) < 1e-6)) std::abort();
    if (!std::isfinite(pose(0, 2)) || !std::isfinite(pose(1, 2))) std::abort();
  }
  for (const auto& group : truth.groups) {
    if (group.width < 1 || group.height < 1) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Puzzle puzzle = three_pieces();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_to([&] { check(solve_puzzle::jigsawnet_truth(text, puzzle)); });
  try_to([&] { check(solve_puzzle::fresco_truth(text, puzzle)); });
  if (const auto colour = solve_puzzle::parse_colour(text)) {
    for (int c = 0; c < 3; ++c) {
      if (!((*colour)[c] >= 0 && (*colour)[c] <= 255)) std::abort();
    }
  }
  return 0;
}
