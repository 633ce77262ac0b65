// SPDX-License-Identifier: Apache-2.0
// The two outermost lines of pixels of every side in CIE L*a*b*. No comparison here.
#pragma once

#include <span>
#include <vector>

#include "solver/sides.h"

namespace solve_puzzle {

/// Shapes: as Sides::strip, depths 0 and 1. Units: L* 0 to 100, a* and b* about -127 to 127.
class LabStrips {
 public:
  explicit LabStrips(const Sides& sides);

  std::span<const float> strip(int side, int depth) const {
    const std::size_t size = static_cast<std::size_t>(sides_.length(side)) * 3;
    return {values_.data() + begin_[static_cast<std::size_t>(side)] + size * static_cast<std::size_t>(depth), size};
  }

 private:
  const Sides& sides_;
  std::vector<std::size_t> begin_;
  std::vector<float> values_;
};

}  // namespace solve_puzzle
