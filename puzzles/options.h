// SPDX-License-Identifier: Apache-2.0
// How an options struct lists its fields: once, for flags, --config JSON, the echo in every result, and the checks.
// No parsing here.
//
//   struct CutOptions {
//     int erode = 0;
//     template <class Self, class Visitor>
//     static void visit(Self& self, Visitor&& visitor) {   // Self: CutOptions or const CutOptions
//       visitor({.name = "erode", .help = "pixels worn from every side", .min = 0, .max = 64}, self.erode);
//     }
//   };
//
// Fields may be bool, int, std::uint64_t, double or std::string (with `choices` where only some words are allowed).
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace solve_puzzle {

struct OptionInfo {
  std::string name;              ///< as the flag is written, without dashes
  std::string help;              ///< one line for a stranger; units where they bite
  std::string placeholder = {};  ///< what stands for the value in help, such as PX; empty: from the type
  double min = std::numeric_limits<double>::lowest();
  double max = std::numeric_limits<double>::max();
  std::vector<std::string> choices = {};  ///< allowed words; empty: any
};

}  // namespace solve_puzzle
