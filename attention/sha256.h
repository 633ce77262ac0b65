// SPDX-License-Identifier: Apache-2.0
// SHA-256 of bytes in memory, to find damage; nothing here is for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace solve_puzzle {

/// Takes a message part by part.
/// Source: NIST, FIPS 180-4, sections 5 and 6.2.
/// Cost: about 4 ms for each MB.
class Sha256 {
 public:
  void add(std::span<const std::byte> part);

  /// Gives the digest of what was added so far: 64 hexadecimal digits in lower case.
  std::string digest() const;

 private:
  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::vector<std::byte> rest_;  ///< of the message: not yet a block
  std::uint64_t num_bytes_ = 0;
};

}  // namespace solve_puzzle
