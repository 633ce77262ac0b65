// SPDX-License-Identifier: Apache-2.0
#include "attention/seam_matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "attention/network_plugin.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Rows that one call of the network judges. Fixed, so that a batch is divided in the same way on any number of
/// threads.
struct RowRange {
  int first = 0;
  int last = 0;
};

std::vector<RowRange> divided(const PuzzleBands& bands, const MatchLists& lists) {
  constexpr int kEntriesPerTask = 64;  // more falls out of the cache
  std::vector<RowRange> ranges;
  for (int side = 0; side < lists.num_sides();) {
    RowRange range{side, side + 1};
    const auto end_of = [&](int s) { return lists.row_begin[static_cast<std::size_t>(s) + 1]; };
    const auto first_entry = lists.row_begin[static_cast<std::size_t>(side)];
    while (range.last < lists.num_sides() && end_of(range.last) - first_entry <= kEntriesPerTask &&
           bands.length[static_cast<std::size_t>(range.last)] == bands.length[static_cast<std::size_t>(side)]) {
      ++range.last;
    }
    ranges.push_back(range);
    side = range.last;
  }
  return ranges;
}

}  // namespace

std::vector<float> judge_lists(const SeamNetwork& network, const PuzzleBands& bands, const MatchLists& lists,
                               const std::function<bool()>& should_stop) {
  const auto session = network.open(bands, lists);
  std::vector<float> seen(static_cast<std::size_t>(lists.num_entries()));
  std::vector<float> no_partner(static_cast<std::size_t>(lists.num_sides()));
  const std::vector<RowRange> ranges = divided(bands, lists);
  parallel_for(0, static_cast<std::ptrdiff_t>(ranges.size()), [&](std::ptrdiff_t i) {
    if (should_stop()) return;
    const auto [first, last] = ranges[static_cast<std::size_t>(i)];
    const auto begin = static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(first)]);
    const auto end = static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(last)]);
    session->judge(
        lists, first, last, std::span(seen).subspan(begin, end - begin),
        std::span(no_partner).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first)));
    for (int side = first; side < last; ++side) {
      for (auto e = static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(side)]);
           e < static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(side) + 1]); ++e) {
        seen[e] -= no_partner[static_cast<std::size_t>(side)];
      }
    }
  });
  std::vector<float> result(seen.size());
  for (std::size_t e = 0; e < seen.size(); ++e) {
    result[e] = 0.5F * (seen[e] + seen[static_cast<std::size_t>(lists.mate[e])]);
  }
  return result;
}

SeamMatcher::SeamMatcher(const Weights& weights) : options_(architecture_of(weights)) {
  network_ = network_plugin().make_seam_network(options_, /*seed=*/1);
  network_->load(weights);
}

std::string architecture_text(const SeamOptions& options) {
  nlohmann::ordered_json json;
  SeamOptions::visit(options, [&](const OptionInfo& info, const auto& value) { json[info.name] = value; });
  return json.dump();
}

SeamOptions architecture_of(const Weights& weights) {
  const auto fail = [&](const std::string& what) {
    return Error(fmt::format("weights {}: architecture: {}", weights.file, what));
  };
  const auto text = weights.metadata.find("architecture");
  if (text == weights.metadata.end()) throw fail("found none, expected the options of the network");
  const nlohmann::json json = nlohmann::json::parse(text->second, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) throw fail("expected a JSON object");
  SeamOptions options;
  SeamOptions::visit(options, [&](const OptionInfo& info, auto& value) {
    using Value = std::decay_t<decltype(value)>;
    if (!json.contains(info.name)) throw fail(fmt::format("{} is missing", info.name));
    const nlohmann::json& found = json.at(info.name);
    const auto fail_type = [&] { return fail(fmt::format("{}: found {} of another type", info.name, found.dump())); };
    if constexpr (std::is_same_v<Value, int>) {
      if (!found.is_number_integer()) throw fail_type();  // get() would cut off what does not fit
      const auto wide = found.get<std::int64_t>();
      if (static_cast<double>(wide) < info.min || static_cast<double>(wide) > info.max) {
        throw fail(fmt::format("{}: found {}, expected {} to {}", info.name, found.dump(), info.min, info.max));
      }
      value = static_cast<int>(wide);
      return;
    }
    try {
      value = found.get<Value>();
    } catch (const nlohmann::json::exception&) {
      throw fail_type();
    }
    if constexpr (std::is_same_v<Value, std::string>) {
      if (std::find(info.choices.begin(), info.choices.end(), value) == info.choices.end()) {
        throw fail(fmt::format("{}: found {}, which this version does not know", info.name, value));
      }
    }
  });
  return options;
}

}  // namespace solve_puzzle
