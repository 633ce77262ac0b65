// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/set_stream.h"

#include "puzzles/random.h"
#include "tools/commands/torn_sets.h"

namespace solve_puzzle {
namespace {

constexpr std::int64_t kWindow = 24;        // groups that a step may draw from
constexpr std::int64_t kStepsPerGroup = 8;  // after so many steps the window moves on by one
constexpr std::int64_t kAhead = 2;          // groups made before they are wanted

}  // namespace

SetStream::~SetStream() {
  for (auto& [index, group] : groups_) group.wait();
}

std::vector<std::shared_ptr<const TrainingSet>> SetStream::at(std::int64_t step) {
  const std::int64_t base = step / kStepsPerGroup;
  while (!groups_.empty() && groups_.begin()->first < base) groups_.erase(groups_.begin());
  for (std::int64_t index = base; index < base + kWindow + kAhead; ++index) begin(index);
  Random random(options_.seed, static_cast<std::uint64_t>(step) + (std::uint64_t{1} << 40));
  return groups_.at(base + random.below(kWindow)).get();
}

void SetStream::begin(std::int64_t index) {
  if (groups_.contains(index)) return;
  const auto make_group = [this, index] { return options_.is_torn ? make_torn(index) : make(index); };
  groups_.emplace(index, std::async(std::launch::async, make_group).share());
}

SetStream::Group SetStream::make(std::int64_t index) const {
  Random random(options_.seed, static_cast<std::uint64_t>(index));
  SetOptions set_options = draw_set_options(options_.depth, random);
  if (options_.is_whole) set_options.depth = set_options.piece_size - 2 * set_options.erode;
  Group group;
  for (int i = 0; i < options_.sets_per_group; ++i) {
    const auto item = static_cast<std::uint64_t>(index * options_.sets_per_group + i);
    group.push_back(std::make_shared<TrainingSet>(make_set(photos_, false, set_options, options_.seed, item)));
  }
  return group;
}

SetStream::Group SetStream::make_torn(std::int64_t index) const {
  Group group;
  for (int i = 0; i < options_.sets_per_group; ++i) {
    const auto item = static_cast<std::uint64_t>(index * options_.sets_per_group + i);
    Random random(options_.seed, item + (std::uint64_t{1} << 42));
    const TornSetOptions set_options = draw_torn_set_options(options_.depth, random);
    group.push_back(std::make_shared<TrainingSet>(make_torn_set(photos_, false, set_options, options_.seed, item)));
  }
  return group;
}

}  // namespace solve_puzzle
