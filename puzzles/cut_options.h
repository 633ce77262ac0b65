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
  int pieces = 36;                ///< torn; of every picture
  std::string tear = "rough";
  std::string rotation = "auto";
  int erode = 0;
  int erode_uneven = 0;
  double missing = 0.0;
  double noise = 0.0;
  double fade = 0.0;
  std::uint64_t seed = 1;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "kind", .help = "what to cut", .choices = {"square", "torn"}}, self.kind);
    visitor({.name = "piece-size", .help = "size of a tile before wear: PX or WIDTHxHEIGHT", .placeholder = "PX"},
            self.piece_size);
    visitor({.name = "pieces", .help = "fragments of every picture (torn)", .placeholder = "N", .min = 1, .max = 10000},
            self.pieces);
    visitor({.name = "tear",
             .help = "how tears run (torn): rough at all scales, smooth waves, or straight cuts of scissors",
             .choices = {"rough", "smooth", "straight"}},
            self.tear);
    visitor({.name = "rotation",
             .help = "how pieces are turned: none (Type 1), quarter turns (Type 2), free: any angle (torn); auto: free "
                     "for torn pieces, none for square ones",
             .choices = {"auto", "none", "quarter", "free"}},
            self.rotation);
    visitor({.name = "erode", .help = "pixels worn away from every side", .placeholder = "PX", .min = 0, .max = 1000},
            self.erode);
    visitor({.name = "erode-uneven",
             .help = "up to so many pixels more are worn away, here more, there less (torn)",
             .placeholder = "PX",
             .min = 0,
             .max = 1000},
            self.erode_uneven);
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
    visitor({.name = "fade",
             .help = "colours of every piece change by up to this share: paler, and each channel by itself",
             .placeholder = "FRACTION",
             .min = 0,
             .max = 1},
            self.fade);
    visitor({.name = "seed", .help = "seed of every random choice", .placeholder = "S", .min = 0, .max = 9e15},
            self.seed);
  }
};

/// Gives the rotation that `auto` stands for: torn pieces lie at any angle, tiles stand upright.
inline std::string rotation_word(const CutOptions& options) {
  if (options.rotation != "auto") return options.rotation;
  return options.kind == "torn" ? "free" : "none";
}

}  // namespace solve_puzzle
