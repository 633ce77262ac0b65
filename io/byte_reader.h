// SPDX-License-Identifier: Apache-2.0
// Numbers out of bytes, with every position checked. Only for the sources of io.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "puzzles/error.h"

namespace solve_puzzle {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes, bool is_big_endian = true)
      : bytes_(bytes), is_big_endian_(is_big_endian) {}

  std::uint64_t size() const { return bytes_.size(); }

  /// Gives the unsigned number of `length` <= 8 bytes at `position`. Throws: Error when the bytes end before.
  std::uint64_t number(std::uint64_t position, unsigned length) const {
    const std::string_view digits = part(position, length);
    std::uint64_t value = 0;
    for (unsigned i = 0; i < length; ++i) {
      value = (value << 8U) | static_cast<unsigned char>(digits[is_big_endian_ ? i : length - 1 - i]);
    }
    return value;
  }

  /// Throws: Error when the bytes end before.
  std::string_view part(std::uint64_t position, std::uint64_t length) const {
    if (position > size() || length > size() - position) {
      throw Error(fmt::format("found {} bytes, expected more: the file is cut off", size()));
    }
    return bytes_.substr(position, length);
  }

 private:
  std::string_view bytes_;
  bool is_big_endian_;
};

}  // namespace solve_puzzle
