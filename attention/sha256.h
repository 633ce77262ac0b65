// SPDX-License-Identifier: Apache-2.0
// SHA-256 of bytes in memory, to find damage; nothing here is for secrets.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace solve_puzzle {

/// Gives the digest as 64 hexadecimal digits in lower case.
/// Source: NIST, FIPS 180-4, sections 5 and 6.2.
/// Cost: about 4 ms for each MB.
std::string sha256(std::span<const std::byte> bytes);

}  // namespace solve_puzzle
