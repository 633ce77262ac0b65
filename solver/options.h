// SPDX-License-Identifier: Apache-2.0
// The options of solve(): plain struct with defaults. No OpenCV, so that a launcher can read it cheaply.
#pragma once

#include <cstdint>
#include <string>

#include "puzzles/options.h"

namespace solve_puzzle {

struct SolveOptions {
  std::string kind = "auto";
  std::string rotation = "none";
  std::string grid;  ///< COLSxROWS, empty: unknown
  std::string background = "auto";
  std::string matcher = "classical";
  std::string attention = "mean";
  std::string self_attention = "off";
  std::string weights;  ///< file, empty: the shipped ones
  std::string compatibility = "mgc";
  int candidates = 0;  ///< K, best partners kept per side; 0: chosen from the number of pieces
  double min_confidence = 0.97;
  double time_limit = 0.0;  ///< seconds for the whole run, 0: none
  bool exhaustive = false;
  bool brute_force_table = false;
  int threads = 0;
  std::uint64_t seed = 1;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "kind",
             .help = "what the pieces are; auto: equal-sized opaque pictures are square pieces",
             .choices = {"auto", "square", "torn"}},
            self.kind);
    visitor(
        {.name = "rotation",
         .help = "how pieces may be turned: none (Type 1), quarter turns (Type 2), free (torn pieces, always); auto: "
                 "none for square pieces",
         .choices = {"auto", "none", "quarter", "free"}},
        self.rotation);
    visitor({.name = "grid", .help = "size of the picture in pieces; found when left out", .placeholder = "COLSxROWS"},
            self.grid);
    visitor({.name = "background",
             .help = "what is not piece (torn): auto, alpha, a colour R,G,B, or a file with a colour or with masks",
             .placeholder = "COLOUR|FILE"},
            self.background);
    visitor({.name = "matcher",
             .help = "how two sides are compared; classical needs no weights",
             .choices = {"learned", "classical"}},
            self.matcher);
    visitor({.name = "attention",
             .help = "which of the shipped networks looks at the seams of the learned matcher",
             .choices = {"crf", "soft", "hard", "mean", "whole"}},
            self.attention);
    visitor({.name = "self-attention",
             .help = "whether the network reads pieces and candidates in the light of the others",
             .choices = {"off", "on"}},
            self.self_attention);
    visitor({.name = "weights",
             .help = "weights of the learned matcher; found beside the program when left out",
             .placeholder = "FILE"},
            self.weights);
    visitor({.name = "compatibility",
             .help = "pixel compatibility of the classical matcher",
             .choices = {"mgc", "lab-ssd", "prediction"}},
            self.compatibility);
    visitor({.name = "candidates",
             .help = "best partners kept per side; 0: chosen from the number of pieces",
             .placeholder = "K",
             .min = 0,
             .max = 1024},
            self.candidates);
    visitor({.name = "min-confidence",
             .help = "below this probability a match is only suggested",
             .placeholder = "P",
             .min = 0,
             .max = 1},
            self.min_confidence);
    visitor({.name = "time-limit",
             .help = "stop searching after this time and give the best assembly found; 0: none",
             .placeholder = "SECONDS",
             .min = 0,
             .max = 1e6},
            self.time_limit);
    visitor({.name = "exhaustive", .help = "try every assembly (at most 9 pieces): slow and exact"}, self.exhaustive);
    visitor({.name = "brute-force-table", .help = "compare all sides one by one: slow and exact"},
            self.brute_force_table);
    visitor({.name = "threads",
             .help = "processor threads, 0: all; never changes the answer",
             .placeholder = "N",
             .min = 0,
             .max = 1024},
            self.threads);
    visitor({.name = "seed", .help = "seed of every random choice", .placeholder = "S", .min = 0, .max = 9e15},
            self.seed);
  }
};

}  // namespace solve_puzzle
