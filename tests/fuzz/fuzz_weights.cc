// SPDX-License-Identifier: Apache-2.0
// Any bytes give weights that are written and read back the same, or an Error; with the digest set right, too, or
// nothing changed would ever be read to its end.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "puzzles/error.h"
#include "tests/attention/made_weights.h"

namespace {

void read_write_read(const std::string& bytes) {
  solve_puzzle::Weights weights;
  try {
    weights = solve_puzzle::parse_weights(solve_puzzle::bytes_of(bytes), "fuzz");
  } catch (const solve_puzzle::Error&) {
    return;
  }
  const std::string written = solve_puzzle::weights_bytes(weights);
  const solve_puzzle::Weights again = solve_puzzle::parse_weights(solve_puzzle::bytes_of(written), "again");
  if (solve_puzzle::weights_bytes(again) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read_write_read(bytes);
  read_write_read(solve_puzzle::with_right_sha256(bytes));
  return 0;
}
