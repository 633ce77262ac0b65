// SPDX-License-Identifier: Apache-2.0
// Any bytes give a picture within the limit, or an Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/read_picture.h"
#include "puzzles/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kMaxPixels = 1 << 16;
  try {
    const solve_puzzle::Picture picture =
        solve_puzzle::decode_picture({reinterpret_cast<const char*>(data), size}, kMaxPixels);
    const bool is_right = !picture.pixels.empty() && picture.pixels.channels() == 3 &&
                          static_cast<std::int64_t>(picture.pixels.total()) <= kMaxPixels &&
                          (picture.mask.empty() || picture.mask.size() == picture.pixels.size());
    if (!is_right) std::abort();
  } catch (const solve_puzzle::Error&) {
  }
  return 0;
}
