// SPDX-License-Identifier: Apache-2.0
// The folder for the answer, made and tried before the long work begins.
#pragma once

#include <filesystem>
#include <vector>

namespace solve_puzzle {

/// Makes the folder where it is missing and writes a file to it for a moment. A folder made here is taken away again
/// when nothing was written to it.
class OutFolder {
 public:
  /// Throws: Error when it is a file, is one of the `inputs`, or cannot be written to.
  explicit OutFolder(std::filesystem::path path, const std::vector<std::filesystem::path>& inputs = {});
  ~OutFolder();
  OutFolder(const OutFolder&) = delete;
  OutFolder& operator=(const OutFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_;  ///< innermost first
};

}  // namespace solve_puzzle
