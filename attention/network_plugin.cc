// SPDX-License-Identifier: Apache-2.0
#include "attention/network_plugin.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "attention/process_tuning.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr const char* kVariable = "SOLVE_PUZZLE_NETWORK";

std::vector<std::filesystem::path> places() {
  if (const char* file = std::getenv(kVariable); file != nullptr && *file != '\0') return {file};
  std::vector<std::filesystem::path> files;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) files.push_back((program.parent_path() / SOLVE_PUZZLE_PLUGIN_FROM_BIN).lexically_normal());
  files.emplace_back(SOLVE_PUZZLE_PLUGIN_INSTALLED);
  return files;
}

/// Gives null and adds to `tried` when there is no such plug-in.
const NetworkPlugin* open_plugin(const std::filesystem::path& file, std::string& tried) {
  // Never closed: LibTorch's threads and statics live until the process ends.
  void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* symbol = handle != nullptr ? dlsym(handle, kNetworkPluginSymbol) : nullptr;
  if (symbol == nullptr) {
    tried += fmt::format("\n  {}", dlerror());
    return nullptr;
  }
  const NetworkPlugin* plugin = reinterpret_cast<NetworkPluginFunction*>(symbol)();
  if (std::string_view(plugin->version) == SOLVE_PUZZLE_VERSION) return plugin;
  tried += fmt::format("\n  {}: found version {}, expected {}", file.string(), plugin->version, SOLVE_PUZZLE_VERSION);
  return nullptr;
}

const NetworkPlugin& load() {
  choose_blas_kernel();
  keep_freed_memory();
  std::string tried;
  for (const std::filesystem::path& file : places()) {
    if (const NetworkPlugin* plugin = open_plugin(file, tried)) return *plugin;
  }
  throw Error(fmt::format(
      "the plug-in that runs the networks could not be loaded; install it (package solve-puzzle-network, or "
      "build with SOLVE_PUZZLE_NETWORK=ON), or name its file in the environment variable {}. Tried:{}",
      kVariable, tried));
}

}  // namespace

const NetworkPlugin& network_plugin() {
  static const NetworkPlugin& plugin = load();
  return plugin;
}

}  // namespace solve_puzzle
