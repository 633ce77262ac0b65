// SPDX-License-Identifier: Apache-2.0
// Any bytes give a size of at least one pixel, or an Error; without a decoder, so many more bytes are tried.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/picture_header.h"
#include "puzzles/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const solve_puzzle::PictureHeader header = solve_puzzle::peek_picture(bytes);
    if (header.width < 1 || header.height < 1) std::abort();
    solve_puzzle::check_is_complete(bytes, header.format);
  } catch (const solve_puzzle::Error&) {
  }
  return 0;
}
