// SPDX-License-Identifier: Apache-2.0
// How the caller follows a torn puzzle being solved, and stops it.
#pragma once

#include <functional>
#include <string>

#include "solver/corrections.h"

namespace solve_puzzle {

struct TornControl {
  std::function<void(const std::string& stage)> begin = [](const std::string&) {};  ///< a stage may come again
  std::function<bool()> should_stop = [] { return false; };
  std::function<void(double share)> progress = [](double) {};
  const Corrections* corrections = nullptr;  ///< every pin is honoured
};

}  // namespace solve_puzzle
