// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/out_folder.h"

#include <fmt/format.h>

#include <system_error>

#include "io/file_names.h"
#include "io/write_result.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

// Gives the folders of `path` that are not there, innermost first.
std::vector<fs::path> missing_folders(fs::path path) {
  std::vector<fs::path> missing;
  std::error_code error;
  for (; !path.empty() && !fs::exists(path, error) && !error; path = path.parent_path()) missing.push_back(path);
  return missing;
}

void refuse_input(const fs::path& path, const fs::path& input) {
  std::error_code error;  // what is missing is equal to nothing
  if (!fs::equivalent(path, input, error)) return;
  throw Error(fmt::format("{}: is the folder of the pieces; expected another one for the answer", display_name(path)));
}

}  // namespace

OutFolder::OutFolder(fs::path path, const std::vector<fs::path>& inputs) : path_(std::move(path)) {
  for (const fs::path& input : inputs) refuse_input(path_, input);
  // Without a trailing slash, whose parent would be the folder itself.
  const fs::path plain = path_.has_filename() ? path_ : path_.parent_path();
  made_ = missing_folders(plain);
  check_writable(plain);
}

OutFolder::~OutFolder() {
  for (const fs::path& folder : made_) {
    std::error_code error;  // a folder that is not empty stays, and so do those above it
    if (!fs::remove(folder, error)) return;
  }
}

}  // namespace solve_puzzle
