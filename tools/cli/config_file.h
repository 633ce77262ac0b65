// SPDX-License-Identifier: Apache-2.0
// Reads --config FILE.json: one JSON object whose keys are option names, as assembly.json echoes them under "options".
#pragma once

#include <string>

#include "tools/cli/option_list.h"

namespace solve_puzzle {

/// Sets what the file names. Throws: UsageError that names the file and what is wrong in it.
void read_config(const std::string& path, const OptionList& options);

}  // namespace solve_puzzle
