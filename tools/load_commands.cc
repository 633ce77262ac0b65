// SPDX-License-Identifier: Apache-2.0
#include "tools/load_commands.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "puzzles/error.h"
#include "tools/commands/entry.h"

namespace solve_puzzle {

int load_and_run(const Request& request) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  const std::filesystem::path module = (program.parent_path() / SOLVE_PUZZLE_MODULE).lexically_normal();
  void* const library = dlopen(module.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) throw Error(fmt::format("{}: cannot load the commands: {}", module.string(), dlerror()));
  void* const entry = dlsym(library, "solve_puzzle_run_request");
  if (entry == nullptr) throw Error(fmt::format("{}: not a module of this program: {}", module.string(), dlerror()));
  return reinterpret_cast<decltype(&solve_puzzle_run_request)>(entry)(request);
}

}  // namespace solve_puzzle
