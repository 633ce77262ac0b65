// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/plugin.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "puzzles/error.h"

namespace solve_puzzle {

void* plugin_entry(const std::string& name, const std::string& needed_for) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  const std::filesystem::path folder = (program.parent_path() / SOLVE_PUZZLE_MODULES_FROM_BIN).lexically_normal();
  void* const library =
      dlopen((folder / ("libsolve_puzzle_" + name + ".so")).c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  void* const entry = library == nullptr ? nullptr : dlsym(library, ("solve_puzzle_" + name).c_str());
  if (entry == nullptr) {
    throw Error(
        fmt::format("{} needs a part of this program that was not built or not installed: {}", needed_for, dlerror()));
  }
  return entry;
}

}  // namespace solve_puzzle
