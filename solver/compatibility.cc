// SPDX-License-Identifier: Apache-2.0
#include "solver/compatibility.h"

#include <fmt/format.h>

#include "puzzles/error.h"

namespace solve_puzzle {

std::unique_ptr<Compatibility> make_compatibility(const std::string& name, const Sides& sides) {
  if (name == "mgc") return mahalanobis_gradient(sides);
  if (name == "lab-ssd") return lab_ssd(sides);
  if (name == "prediction") return prediction_based(sides);
  throw Error(fmt::format("unknown compatibility '{}'; expected mgc, lab-ssd or prediction", name));
}

}  // namespace solve_puzzle
