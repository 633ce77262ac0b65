// SPDX-License-Identifier: Apache-2.0
// Any text gives pins of pieces and sides that there are, or an Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/read_pins.h"
#include "tests/fuzz/try_to.h"

namespace {

using solve_puzzle::Kind;
using solve_puzzle::PinnedJoin;
using solve_puzzle::Puzzle;

constexpr int kNumPieces = 3;

Puzzle three_pieces(Kind kind) {
  Puzzle puzzle = {kind, solve_puzzle::Rotation::kQuarter, {4, 4}, {}};
  for (const char* id : {"p0001", "p0002", "p0003"}) {
    puzzle.pieces.push_back({id, std::string(id) + ".png", cv::Mat::zeros(4, 4, CV_8UC3), {}});
  }
  return puzzle;
}

void expect(bool holds) {
  if (!holds) std::abort();
}

void check(const std::vector<PinnedJoin>& joins, Kind kind) {
  for (const PinnedJoin& join : joins) {
    expect(join.piece_a != join.piece_b);
    for (const int piece : {join.piece_a, join.piece_b}) expect(piece >= 0 && piece < kNumPieces);
    for (const int side : {join.side_a, join.side_b}) expect(side >= 0 && (side < 4 || kind == Kind::kTorn));
  }
}

void read_and_check(std::string_view text, const Puzzle& puzzle) {
  const solve_puzzle::Pins pins = solve_puzzle::pins_from_json(text, puzzle);
  check(pins.together, puzzle.kind);
  check(pins.apart, puzzle.kind);
  for (const auto& fixed : pins.fixed) {
    expect(fixed.piece >= 0 && fixed.piece < kNumPieces && fixed.quarter_turns >= 0 && fixed.quarter_turns < 4);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Puzzle square = three_pieces(Kind::kSquare), torn = three_pieces(Kind::kTorn);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_to([&] { read_and_check(text, square); });
  try_to([&] { read_and_check(text, torn); });
  return 0;
}
