// SPDX-License-Identifier: Apache-2.0
// Any picture gives fragments with masks of their size that are not empty, or an Error: read as one fragment, and as a
// scan of many.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/read_picture.h"
#include "io/read_scan.h"
#include "io/read_torn.h"
#include "puzzles/error.h"
#include "tests/fuzz/try_to.h"

namespace {

constexpr std::int64_t kMaxPixels = 1 << 14;

void check(const std::vector<solve_puzzle::Piece>& pieces) {
  if (pieces.empty()) std::abort();
  for (const auto& piece : pieces) {
    if (piece.mask.size() != piece.pixels.size() || cv::countNonZero(piece.mask) == 0) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  solve_puzzle::Piece piece = {"a", "a.png", {}, {}};
  try {
    solve_puzzle::Picture picture =
        solve_puzzle::decode_picture({reinterpret_cast<const char*>(data), size}, kMaxPixels);
    piece.pixels = picture.pixels;
    piece.mask = picture.mask;
  } catch (const solve_puzzle::Error&) {
    return 0;
  }
  std::vector<std::string> warnings;
  try_to([&] { check(solve_puzzle::find_fragments({piece, piece}, {}, kMaxPixels, warnings)); });
  try_to([&] {
    const auto found = solve_puzzle::find_scanned_fragments(piece, {}, kMaxPixels, warnings);
    check(found.pieces);
    if (solve_puzzle::contact_sheet(piece.pixels, found).empty()) std::abort();
  });
  return 0;
}
