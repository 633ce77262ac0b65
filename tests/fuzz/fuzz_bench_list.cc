// SPDX-License-Identifier: Apache-2.0
// Any text gives benches whose options are allowed, or a UsageError.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/fuzz/try_to.h"
#include "tools/cli/bench_list.h"

namespace {

void read_and_check(const std::string& text) {
  for (const solve_puzzle::BenchRequest& request : solve_puzzle::parse_bench_list(text, "list.json", {})) {
    if (request.datasets.empty() || request.bench.seeds < 1 || !(request.cut.missing <= 0.95)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try_to([&] { read_and_check(std::string(reinterpret_cast<const char*>(data), size)); });
  return 0;
}
