// SPDX-License-Identifier: Apache-2.0
// The words of weights files, shared by their reader and writer. Only for the sources of attention.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace solve_puzzle {

inline constexpr const char* kMetadataKey = "__metadata__";
inline constexpr std::string_view kWeightsFormat = "solve-puzzle.weights";
inline constexpr std::string_view kWeightsVersion = "1";
inline constexpr std::size_t kLengthBytes = 8;  ///< of the number before the header
inline constexpr std::size_t kDigestDigits = 64;

/// What stands in the digest's place while the digest is reckoned.
inline std::string no_digest() { return std::string(kDigestDigits, '0'); }

/// Gives 48x45x5; a tensor without dimensions is a scalar.
inline std::string shape_text(const std::vector<std::int64_t>& shape) {
  return shape.empty() ? "a scalar" : fmt::format("{}", fmt::join(shape, "x"));
}

}  // namespace solve_puzzle
