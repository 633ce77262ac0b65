// SPDX-License-Identifier: Apache-2.0
// Weights files made for tests: right ones, and such as weights_bytes() would never write.
#pragma once

#include <limits>
#include <span>
#include <string>

#include "attention/sha256.h"
#include "attention/weights.h"

namespace solve_puzzle {

inline std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

inline std::string sha256_of(const std::string& text) {
  Sha256 sha256;
  sha256.add(bytes_of(text));
  return sha256.digest();
}

/// Gives tensors of zero to three dimensions, one without values, and numbers of every size.
inline Weights made_weights() {
  using Limits = std::numeric_limits<float>;
  return {.metadata = {{"architecture", R"({"width": 2, "name": "\u00e4"})"}, {"seed", "1"}, {"data", "\"ä\"\n"}},
          .tensors = {{"a.weight", {1, 2, 3}, {0.0F, -0.0F, 1.5F, Limits::max(), Limits::lowest(), 0.1F}},
                      {"b-2", {2}, {Limits::denorm_min(), Limits::min()}},
                      {"empty", {3, 0}, {}},
                      {"scalar", {}, {-7.0F}}}};
}

/// Gives a file with that header, as it is.
inline std::string file_with_header(const std::string& header, const std::string& data) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(header.size() >> (8 * i));
  return bytes + header + data;
}

/// Gives the file with the digest that belongs to it; a file without a place for a digest as it is.
inline std::string with_right_sha256(std::string bytes) {
  constexpr std::size_t kDigits = 64;
  const std::string field = "\"sha256\":\"";
  const std::size_t place = bytes.find(field);
  if (place == std::string::npos || bytes.size() - place < field.size() + kDigits) return bytes;
  bytes.replace(place + field.size(), kDigits, std::string(kDigits, '0'));
  return bytes.replace(place + field.size(), kDigits, sha256_of(bytes));
}

}  // namespace solve_puzzle
