// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/learned_matcher.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <mutex>

#include "puzzles/error.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

std::unique_ptr<SeamMatcher> load(const SolveOptions& options, Kind kind) {
  const std::string name =
      (kind == Kind::kTorn ? "torn-" : "seam-") + options.attention + (options.self_attention == "on" ? "-self" : "");
  try {
    return std::make_unique<SeamMatcher>(read_weights_file(find_weights_file(options.weights, name)));
  } catch (const Error& error) {
    throw Error(fmt::format("{}\nWithout networks: --matcher classical", error.what()));
  }
}

}  // namespace

const SeamMatcher* learned_matcher(const SolveOptions& options, Kind kind) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<SeamMatcher>> loaded;
  if (options.matcher != "learned") return nullptr;
  const std::lock_guard lock(mutex);
  std::unique_ptr<SeamMatcher>& matcher =
      loaded[(kind == Kind::kTorn ? "torn " : "tiles ") + options.attention + options.self_attention + options.weights];
  if (!matcher) matcher = load(options, kind);
  return matcher.get();
}

}  // namespace solve_puzzle
