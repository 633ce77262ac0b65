// SPDX-License-Identifier: Apache-2.0
// "Did you mean": the known name that is nearest to a mistyped one. Knows nothing of options.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace solve_puzzle {

/// Gives the name with the smallest edit distance, or nothing when none is near: beginnings count as near, otherwise at
/// most a third of the letters (and at least two) may differ.
std::optional<std::string> nearest_name(const std::string& found, const std::vector<std::string>& names);

/// Gives "; did you mean PREFIXname?", or an empty text when no name is near.
std::string did_you_mean(const std::string& found, const std::vector<std::string>& names,
                         const std::string& prefix = "");

}  // namespace solve_puzzle
