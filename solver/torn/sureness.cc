// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/sureness.h"

#include <algorithm>
#include <cmath>

#include "solver/torn/contact.h"
#include "solver/torn/gap.h"
#include "solver/torn/refine_layout.h"

namespace solve_puzzle {
namespace {

/// Whether what is left of the pieces says where they belong: of small ones worn by many pixels neither shape nor
/// picture is left, and wrong joins look like right ones.
bool is_much_left(const Scraps& scraps) {
  constexpr double kMostWorn = 0.1;  // of a diameter, on either side of a seam
  return scraps.growth < kMostWorn * scraps.diameter;
}

}  // namespace

bool is_gap_clear(const std::vector<std::unique_ptr<Attempt>>& attempts, const Attempt& best) {
  constexpr double kNext = 1.5;   // pixels: such gaps explain the same joins
  constexpr double kRival = 0.5;  // of the best score
  if (best.scraps.wear > kUnevenWear || !best.scraps.gap_is_known || !is_much_left(best.scraps)) return false;
  return std::none_of(attempts.begin(), attempts.end(), [&](const std::unique_ptr<Attempt>& other) {
    const bool is_other = std::abs(other->scraps.growth - best.scraps.growth) > kNext;
    return is_other && other->layout->score() > kRival * best.layout->score();
  });
}

bool is_close_fit(const Scraps& scraps, const Layout& layout) {
  constexpr double kReach = 3, kMost = 0.7, kPerPixel = 0.1;  // pixels
  const std::vector<AlignedPair> pairs = aligned_pairs(layout);
  if (scraps.growth > kTouchingGrowth && !outlines_tell_gap(scraps, pairs)) return false;
  double squares = 0;
  int num_points = 0;
  for (const AlignedPair& pair : pairs) {
    for (const TouchingPoint& point : touching_points(scraps, pair.a, pair.b, pair.a_from_b, kReach)) {
      squares += point.distance * point.distance;
      ++num_points;
    }
  }
  return std::sqrt(squares / std::max(1, num_points)) < kMost + kPerPixel * std::max(0.0, scraps.growth);
}

bool is_told_apart(const Scraps& scraps, bool has_network) { return has_network || !is_cut_straight(scraps); }

double most_log_odds(const Scraps& scraps, bool is_sure) {
  constexpr double kUnsure = 0.5, kMuchWorn = 4, kUsual = 7;  // wrong: two in five, one in fifty, one in a thousand
  if (!is_sure) return kUnsure;
  return scraps.growth < kWideGrowth ? kUsual : kMuchWorn;
}

}  // namespace solve_puzzle
