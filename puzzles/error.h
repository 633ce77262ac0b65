// SPDX-License-Identifier: Apache-2.0
// The one error type that bad input, options and files throw. Programming mistakes are asserted instead.
#pragma once

#include <stdexcept>
#include <string>

namespace solve_puzzle {

/// What a person can act on: says what was found, what was expected, and in which file.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace solve_puzzle
