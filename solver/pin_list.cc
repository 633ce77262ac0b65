// SPDX-License-Identifier: Apache-2.0
#include "solver/pin_list.h"

#include <algorithm>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

/// Leaves out every pin without which the others still contradict each other: what remains is a smallest set.
std::vector<Pin> few_contradicting(std::vector<Pin> pins, const PinTests& tests) {
  for (std::size_t i = pins.size(); i-- > 0;) {
    std::vector<Pin> fewer = pins;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (tests.first_refused(fewer)) pins = std::move(fewer);
  }
  return pins;
}

}  // namespace

std::vector<Pin> list_of(const Pins& pins) {
  std::vector<Pin> list;
  for (const FixedPiece& fixed : pins.fixed) list.push_back({.kind = Pin::Kind::kFixed, .fixed = fixed});
  for (const PinnedJoin& join : pins.together) list.push_back({.kind = Pin::Kind::kTogether, .join = join});
  for (const PinnedJoin& join : pins.apart) list.push_back({.kind = Pin::Kind::kApart, .join = join});
  return list;
}

void refuse_contradictions(std::vector<Pin> pins, const PinTests& tests) {
  constexpr std::size_t kMostCompared = 400;
  const std::optional<std::size_t> refused = tests.first_refused(pins);
  if (!refused) return;
  std::string named = "these pins cannot all be honoured:";
  if (*refused >= kMostCompared) {
    throw Error(named + "\n  " + tests.text(pins[*refused]) + "\n  and those before it");
  }
  if (pins.size() > kMostCompared) pins.resize(kMostCompared);
  for (const Pin& pin : few_contradicting(std::move(pins), tests)) named += "\n  " + tests.text(pin);
  throw Error(named);
}

}  // namespace solve_puzzle
