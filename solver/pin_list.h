// SPDX-License-Identifier: Apache-2.0
// Pins of all kinds as one list, and which of them contradict each other. Knows nothing of layouts.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "puzzles/pins.h"

namespace solve_puzzle {

/// One pin of a list, of whatever kind.
struct Pin {
  enum class Kind { kTogether, kApart, kFixed } kind;
  PinnedJoin join = {};
  FixedPiece fixed = {};
};

/// First what is fixed, then what is together, then what is apart.
std::vector<Pin> list_of(const Pins& pins);

struct PinTests {
  /// Gives the number of the pin that cannot be honoured after those before it; nothing when all can.
  std::function<std::optional<std::size_t>(const std::vector<Pin>&)> first_refused;
  std::function<std::string(const Pin&)> text;
};

/// Does nothing when all pins can be honoured. Throws: Error that names pins which cannot be: as few as possible where
/// there are at most a few hundred, else one that contradicts those before it.
void refuse_contradictions(std::vector<Pin> pins, const PinTests& tests);

}  // namespace solve_puzzle
