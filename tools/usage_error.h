// SPDX-License-Identifier: Apache-2.0
// The error of a command line or config file that asks for what cannot be: exit code 2. No printing.
#pragma once

#include "puzzles/error.h"

namespace solve_puzzle {

class UsageError : public Error {
 public:
  using Error::Error;
};

}  // namespace solve_puzzle
