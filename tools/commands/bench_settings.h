// SPDX-License-Identifier: Apache-2.0
// Everything that the answers of a bench depend on besides the photos, and a short name for it: results are only taken
// up again, and only averaged, where all of this is the same.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/requests.h"

namespace solve_puzzle {

struct BenchSettings {
  nlohmann::ordered_json options;  ///< of cutting, solving and the bench; threads, jobs and seeds apart
  std::string build;               ///< hash of the program's own code: a changed solver is another setting
  std::string hash;                ///< of both
};

BenchSettings bench_settings(const BenchRequest& request);

/// Gives the processor's name, such as "Intel(R) Xeon(R) ...".
std::string processor_name();

}  // namespace solve_puzzle
