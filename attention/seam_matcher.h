// SPDX-License-Identifier: Apache-2.0
// The learned matcher: weights in, lists of candidates judged by their seams. No rivals of the other side, no loops.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "attention/match_lists.h"
#include "attention/puzzle_bands.h"
#include "attention/seam_network.h"
#include "attention/seam_options.h"
#include "attention/weights.h"

namespace solve_puzzle {

/// Judges all lists with a network, in parallel.
/// Gives for every entry its log-odds against "no partner", the mean of both sides' views: the same for an entry and
/// its mate. Cost: entries · network.num_multiply_adds(length).
/// Once should_stop says so, returns soon, with numbers that mean nothing.
std::vector<float> judge_lists(
    const SeamNetwork& network, const PuzzleBands& bands, const MatchLists& lists,
    const std::function<bool()>& should_stop = [] { return false; });

/// A network with its weights. The first one in a process loads LibTorch (about half a second).
class SeamMatcher {
 public:
  /// Throws: Error when the weights are those of another architecture, or the plug-in cannot be loaded.
  explicit SeamMatcher(const Weights& weights);

  const SeamOptions& options() const { return options_; }
  const SeamNetwork& network() const { return *network_; }
  int depth() const { return options_.depth; }

  std::vector<float> judge(
      const PuzzleBands& bands, const MatchLists& lists,
      const std::function<bool()>& should_stop = [] { return false; }) const {
    return judge_lists(*network_, bands, lists, should_stop);
  }

 private:
  SeamOptions options_;
  std::unique_ptr<SeamNetwork> network_;
};

/// The options as the JSON text that a weights file keeps, and back.
std::string architecture_text(const SeamOptions& options);

/// Throws: Error that names the file when the text is no such object or an option is out of its range.
SeamOptions architecture_of(const Weights& weights);

}  // namespace solve_puzzle
