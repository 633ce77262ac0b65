// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/weights_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <span>
#include <vector>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVariable = "SOLVE_PUZZLE_WEIGHTS";
constexpr std::size_t kMaxBytes = std::size_t{1} << 30U;

std::vector<fs::path> places(const std::string& given, const std::string& file_name) {
  if (!given.empty()) return {given};
  std::error_code error;
  if (const char* set = std::getenv(kVariable); set != nullptr && *set != '\0') {
    return {fs::is_directory(set, error) ? fs::path(set) / file_name : fs::path(set)};
  }
  std::vector<fs::path> files;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    files.push_back((program.parent_path() / SOLVE_PUZZLE_WEIGHTS_FROM_BIN / file_name).lexically_normal());
  }
  files.push_back(fs::path(SOLVE_PUZZLE_WEIGHTS_INSTALLED) / file_name);
  return files;
}

}  // namespace

fs::path find_weights_file(const std::string& given, const std::string& name) {
  std::string tried;
  for (const fs::path& place : places(given, name + ".safetensors")) {
    std::error_code error;  // what cannot be seen is not there
    if (fs::exists(place, error)) return place;
    tried += "\n  " + display_name(place);
  }
  throw Error(fmt::format(
      "the weights {} were not found; install them (package solve-puzzle-network), or name their file with --weights "
      "or in the environment variable {}. Tried:{}",
      name, kVariable, tried));
}

std::vector<fs::path> find_all_weights_files() {
  std::vector<fs::path> files;
  std::error_code error;
  for (const fs::path& place : places("", "seam-.safetensors")) {
    if (fs::is_regular_file(place, error)) return {place};  // the variable names a file
    for (const fs::directory_entry& entry : fs::directory_iterator(place.parent_path(), error)) {
      const fs::path& file = entry.path();
      if (file.extension() == ".safetensors" && file.stem().native().starts_with("seam-")) files.push_back(file);
    }
    if (!files.empty()) break;
  }
  std::sort(files.begin(), files.end());
  return files;
}

Weights read_weights_file(const fs::path& path) {
  const std::string bytes = read_file(path, kMaxBytes);
  return parse_weights(std::as_bytes(std::span(bytes)), display_name(path));
}

void write_weights_file(const fs::path& path, const Weights& weights) {
  write_file_atomically(path, weights_bytes(weights));
}

}  // namespace solve_puzzle
