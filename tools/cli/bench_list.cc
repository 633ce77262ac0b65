// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/bench_list.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tools/cli/checks.h"
#include "tools/cli/nearest_name.h"
#include "tools/cli/option_list.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::json;

constexpr const char* kDatasets = "datasets";
constexpr const char* kCuts = "cuts";
constexpr const char* kMatchers = "matchers";

/// The options that a list may set, by what they say something of. They point into a request.
struct ListOptions {
  OptionList puzzle;   ///< of the photo and of how it is cut
  OptionList matcher;  ///< of solving
  OptionList once;     ///< for the whole list

  explicit ListOptions(BenchRequest& request) {
    puzzle.add(request.bench,
               {"seeds", "limit", "jobs", "save-worst", "pairs", "compare", "threshold", "partial", "turn", "shard"});
    puzzle.add(request.cut, {"seed"});
    matcher.add(request.solve, {"kind", "rotation", "grid", "threads", "seed"});
    once.add(request.bench,
             {"grid", "resize", "mix", "jobs", "save-worst", "pairs", "compare", "threshold", "partial", "shard"});
    once.add(request.common, {"threads", "device", "quiet", "verbose"});
    for (std::uint64_t* seed : {&request.cut.seed, &request.solve.seed}) {
      once.add_option({.info = {.name = "seed"}, .fields = {seed}});
    }
  }

  /// All of them, as the top of the list may set them.
  std::vector<const OptionList*> all() const { return {&once, &puzzle, &matcher}; }
};

const Option* find(const std::vector<const OptionList*>& lists, const std::string& name) {
  for (const OptionList* list : lists) {
    if (const Option* option = list->find(name)) return option;
  }
  return nullptr;
}

// `words`: further keys that may stand there.
[[noreturn]] void refuse_key(const std::string& where, const std::string& key,
                             const std::vector<const OptionList*>& lists, std::vector<std::string> words) {
  for (const OptionList* list : lists) {
    const std::vector<std::string> names = list->names();
    words.insert(words.end(), names.begin(), names.end());
  }
  throw UsageError(fmt::format("{}: unknown key \"{}\"{}", where, key, did_you_mean(key, words)));
}

void set_option(const std::string& where, const Option& option, const Json& value) {
  try {
    set_from_json(option, value);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", where, error.what()));
  }
}

void set_options(const std::string& where, const Json& values, const OptionList& options) {
  for (const auto& [key, value] : values.items()) {
    const Option* option = options.find(key);
    if (option == nullptr) refuse_key(where, key, {&options}, {});
    set_option(where, *option, value);
  }
}

Json parsed(const std::string& text, const std::string& path) {
  constexpr int kDeepest = 16;
  const auto check_depth = [&](int depth, Json::parse_event_t, Json&) {
    if (depth <= kDeepest) return true;
    throw UsageError(fmt::format("{}: is nested deeper than {} levels, expected a list of benches", path, kDeepest));
  };
  Json list = Json::parse(text, check_depth, /*allow_exceptions=*/false);
  if (list.is_discarded()) throw UsageError(fmt::format("{}: found no JSON, expected a list of benches", path));
  if (!list.is_object()) {
    throw UsageError(fmt::format("{}: found {}, expected a JSON object", path, list.type_name()));
  }
  return list;
}

std::vector<std::string> datasets_of(const Json& list, const std::string& path) {
  const Json datasets = list.value(kDatasets, Json());
  std::vector<std::string> folders;
  for (std::size_t i = 0; datasets.is_array() && i < datasets.size(); ++i) {
    if (!datasets[i].is_string()) break;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path() / datasets[i].get<std::string>();
    folders.push_back(folder.string());
  }
  if (!datasets.is_array() || folders.empty() || folders.size() != datasets.size()) {
    throw UsageError(fmt::format("{}: {}: found {}, expected a list of folders, relative to this file", path, kDatasets,
                                 datasets.is_null() ? "nothing" : datasets.dump()));
  }
  return folders;
}

// Gives the objects under `key`; one without anything when there is no such key.
std::vector<Json> objects_of(const Json& list, const std::string& key, const std::string& path) {
  if (!list.contains(key)) return {Json::object()};
  const Json& objects = list[key];
  if (!objects.is_array() || objects.empty()) {
    throw UsageError(fmt::format("{}: {}: found {}, expected a list of objects with options", path, key,
                                 objects.is_array() ? "an empty list" : objects.type_name()));
  }
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (!objects[i].is_object()) {
      throw UsageError(
          fmt::format("{}: {}[{}]: found {}, expected an object with options", path, key, i, objects[i].type_name()));
    }
  }
  return objects;
}

void set_top(const Json& list, const std::string& path, const ListOptions& options) {
  for (const auto& [key, value] : list.items()) {
    if (key == kDatasets || key == kCuts || key == kMatchers) continue;
    const Option* option = find(options.all(), key);
    if (option == nullptr) refuse_key(path, key, options.all(), {kDatasets, kCuts, kMatchers});
    set_option(path, *option, value);
  }
}

void check(const BenchRequest& request, const std::string& where) {
  try {
    check_bench(request);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", where, error.what()));
  }
}

}  // namespace

bool is_bench_list(const std::string& dataset) { return std::filesystem::path(dataset).extension() == ".json"; }

std::vector<BenchRequest> parse_bench_list(const std::string& text, const std::string& path, const BenchRequest& base) {
  const Json list = parsed(text, path);
  const std::vector<std::string> datasets = datasets_of(list, path);
  const std::vector<Json> cuts = objects_of(list, kCuts, path), matchers = objects_of(list, kMatchers, path);
  std::vector<BenchRequest> requests;
  for (std::size_t c = 0; c < cuts.size(); ++c) {
    for (std::size_t m = 0; m < matchers.size(); ++m) {
      BenchRequest request = base;
      request.datasets = datasets;
      const ListOptions options(request);
      set_top(list, path, options);
      set_options(fmt::format("{}: {}[{}]", path, kCuts, c), cuts[c], options.puzzle);
      set_options(fmt::format("{}: {}[{}]", path, kMatchers, m), matchers[m], options.matcher);
      check(request, fmt::format("{}: {}[{}] with {}[{}]", path, kCuts, c, kMatchers, m));
      requests.push_back(request);
    }
  }
  return requests;
}

std::vector<BenchRequest> read_bench_list(const std::string& path, const BenchRequest& base) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    throw UsageError(fmt::format("{}: cannot be read; expected a list of benches (JSON) or a folder", path));
  }
  return parse_bench_list(text.str(), path, base);
}

}  // namespace solve_puzzle
