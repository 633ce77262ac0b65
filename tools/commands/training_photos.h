// SPDX-License-Identifier: Apache-2.0
// The photos that a matcher learns from, and those kept apart to judge it. No cutting.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "puzzles/random.h"

namespace solve_puzzle {

/// Photos of one or more folders. Those that cannot be read are skipped and named.
class TrainingPhotos {
 public:
  /// Keeps every tenth photo apart (at least one). Throws: Error when fewer than two pictures are found.
  explicit TrainingPhotos(const std::vector<std::filesystem::path>& inputs);

  std::size_t size(bool is_held_out) const { return (is_held_out ? held_out_ : learnt_).size(); }

  /// Reads photo number `index`: 8 bits, three channels. Gives an empty matrix and remembers the file when it cannot be
  /// read or is smaller than `least` pixels either way. May be called from several threads.
  cv::Mat read(bool is_held_out, std::size_t index, int least) const;

  /// One line per file that was skipped so far: name and cause.
  std::vector<std::string> skipped() const;

 private:
  void skip(const std::filesystem::path& file, const std::string& cause) const;

  std::vector<std::filesystem::path> learnt_;
  std::vector<std::filesystem::path> held_out_;
  mutable std::mutex mutex_;
  mutable std::map<std::filesystem::path, std::string> skipped_;  ///< first cause of each
};

}  // namespace solve_puzzle
