// SPDX-License-Identifier: Apache-2.0
// Any text gives an assembly that is written and read back the same, or an Error.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "io/assembly_json.h"
#include "puzzles/error.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  solve_puzzle::AssemblyFile file;
  try {
    file = solve_puzzle::assembly_from_json({reinterpret_cast<const char*>(data), size});
  } catch (const solve_puzzle::Error&) {
    return 0;
  }
  const std::string text = solve_puzzle::assembly_to_json(file.assembly, file.info);
  const solve_puzzle::AssemblyFile again = solve_puzzle::assembly_from_json(text);
  if (solve_puzzle::assembly_to_json(again.assembly, again.info) != text) std::abort();
  return 0;
}
