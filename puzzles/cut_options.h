// SPDX-License-Identifier: Apache-2.0
// The options of cut(): plain struct with defaults. No OpenCV.
#pragma once

#include <cstdint>
#include <string>

#include "puzzles/options.h"

namespace solve_puzzle {

struct CutOptions {
  std::string kind = "square";
  std::string piece_size = "28";  ///< PX or WIDTHxHEIGHT
  std::string rotation = "none";
  int erode = 0;
  double missing = 0.0;
  double noise = 0.0;
  std::uint64_t seed = 1;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "kind", .help = "what to cut", .choices = {"square"}}, self.kind);
    visitor({.name = "piece-size", .help = "size of a tile before wear: PX or WIDTHxHEIGHT", .placeholder = "PX"},
            self.piece_size);
    visitor({.name = "rotation",
             .help = "how pieces are turned: none (Type 1) or quarter turns (Type 2)",
             .choices = {"none", "quarter"}},
            self.rotation);
    visitor({.name = "erode", .help = "pixels worn away from every side", .placeholder = "PX", .min = 0, .max = 1000},
            self.erode);
    visitor({.name = "missing",
             .help = "share of the pieces that is lost",
             .placeholder = "FRACTION",
             .min = 0,
             .max = 0.95},
            self.missing);
    visitor({.name = "noise",
             .help = "standard deviation of added Gaussian noise, of 255",
             .placeholder = "SIGMA",
             .min = 0,
             .max = 255},
            self.noise);
    visitor({.name = "seed", .help = "seed of every random choice", .placeholder = "S", .min = 0, .max = 9e15},
            self.seed);
  }
};

}  // namespace solve_puzzle
