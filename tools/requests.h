// SPDX-License-Identifier: Apache-2.0
// What the command line asks for, one plain struct per command: filled by the launcher, read by the commands. No
// OpenCV.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "attention/seam_options.h"
#include "attention/training_options.h"
#include "puzzles/cut_options.h"
#include "puzzles/options.h"
#include "solver/options.h"

namespace solve_puzzle {

/// What every command understands.
struct CommonOptions {
  int threads = 0;
  std::uint64_t seed = 1;
  std::string device = "auto";
  bool quiet = false;
  bool verbose = false;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "threads",
             .help = "processor threads, 0: all; never changes the answer",
             .placeholder = "N",
             .min = 0,
             .max = 1024},
            self.threads);
    visitor({.name = "seed", .help = "seed of every random choice", .placeholder = "S", .min = 0, .max = 9e15},
            self.seed);
    visitor({.name = "device",
             .help = "where networks run: auto is the processor; cuda needs a LibTorch that has it. The classical "
                     "matcher uses none",
             .choices = {"auto", "cpu", "cuda"}},
            self.device);
    visitor({.name = "quiet", .help = "no progress, no summary: errors only"}, self.quiet);
    visitor({.name = "verbose", .help = "say more on standard error while working"}, self.verbose);
  }
};

/// What bench does besides cutting and solving.
struct BenchOptions {
  std::string grid = "unknown";
  std::string resize;  ///< WIDTHxHEIGHT, empty: as it is
  int mix = 1;
  int seeds = 1;
  int limit = 0;
  int jobs = 0;
  int save_worst = 0;
  bool pairs = false;
  std::vector<std::string> compare;  ///< weights files that --pairs measures; none: all shipped ones. Without --pairs:
                                     ///< the folders of two runs
  double threshold = 0.005;
  std::vector<std::string> worn;  ///< --pairs: pixels worn from every side, one setting each; none: --erode
  bool partial = false;           ///< --pairs on seams of which only a stretch is shared
  bool turn = false;              ///< turns the pieces of ready puzzles, each by an angle of its own
  std::string shard;              ///< I/N, empty: all puzzles

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "grid",
             .help = "tell the solver the size of the picture (one picture, nothing missing) or not",
             .choices = {"unknown", "known"}},
            self.grid);
    visitor({.name = "resize", .help = "size of a photo before it is cut", .placeholder = "WIDTHxHEIGHT"}, self.resize);
    visitor({.name = "mix",
             .help = "photos in one bag: consecutive ones of the folder",
             .placeholder = "N",
             .min = 1,
             .max = 1000},
            self.mix);
    visitor({.name = "seeds",
             .help = "cut every photo, or --turn every puzzle, with so many seeds: S, S + 1, ...",
             .placeholder = "N",
             .min = 1,
             .max = 1e6},
            self.seeds);
    visitor({.name = "limit",
             .help = "only the first puzzles of every dataset; 0: all",
             .placeholder = "N",
             .min = 0,
             .max = 1e9},
            self.limit);
    visitor({.name = "jobs",
             .help = "puzzles solved at once, 0: as many as threads; use 1 for clean times and memory figures",
             .placeholder = "N",
             .min = 0,
             .max = 1024},
            self.jobs);
    visitor({.name = "save-worst",
             .help = "draw the answers of the worst puzzles, wrong joins in red, to OUT/worst",
             .placeholder = "K",
             .min = 0,
             .max = 1000},
            self.save_worst);
    visitor({.name = "pairs",
             .help = "measure matchers alone, without assembly: the classical one and those of --compare; writes "
                     "OUT/pairs.csv, pairs-table.csv, pairs.json and pairs.png"},
            self.pairs);
    visitor(
        {.name = "compare",
         .help =
             "without --pairs: solve nothing, compare the results in two folders OLD NEW of earlier runs, exit 1 "
             "on a regression; with --pairs: weights files to measure, all shipped ones when left out; files of one "
             "architecture share a row of the table, mean and deviation",
         .placeholder = "OLD NEW|WEIGHTS"},
        self.compare);
    visitor({.name = "threshold",
             .help = "with --compare: so large a loss of the mean share of right adjacencies is no regression yet",
             .placeholder = "SHARE",
             .min = 0,
             .max = 1},
            self.threshold);
    visitor({.name = "worn",
             .help = "with --pairs: measure at each of these wears in turn, in place of --erode",
             .placeholder = "PX"},
            self.worn);
    visitor({.name = "partial",
             .help = "with --pairs: learned matchers on seams of which only a stretch is shared, and how well networks "
                     "that give a stretch find it"},
            self.partial);
    visitor(
        {.name = "turn",
         .help = "turn every piece of ready torn puzzles by an angle of its own before solving; photos that are cut "
                 "have --rotation"},
        self.turn);
    visitor({.name = "shard",
             .help = "solve only every N-th puzzle, from the I-th on; the N parts are put together with bench merge",
             .placeholder = "I/N"},
            self.shard);
  }
};

struct DemoRequest {
  std::string output = "solve-puzzle-demo";
  CommonOptions common;
};

struct SolveRequest {
  std::vector<std::string> inputs;
  std::string output;
  std::string pins;                  ///< file of corrections, empty: none
  std::string animate;               ///< file for a film of the answer, empty: none
  std::vector<std::string> explain;  ///< two sides or pieces to look at instead of solving; none: solve
  CommonOptions common;
  SolveOptions solve;
};

struct CutRequest {
  std::string image;
  std::vector<std::string> mix;
  std::string resize;  ///< WIDTHxHEIGHT, empty: as it is
  std::string output;
  std::string format = "png";
  CommonOptions common;
  CutOptions cut;
};

struct EvalRequest {
  std::string assembly;
  std::string truth;
  bool json = false;
  std::string draw;  ///< file for the picture of the errors, empty: none
  CommonOptions common;
};

struct BenchRequest {
  std::vector<std::string> datasets;  ///< folders and list files; or the word merge, and folders of earlier runs
  std::string output;
  CommonOptions common;
  BenchOptions bench;
  CutOptions cut;
  SolveOptions solve;

  /// Solves nothing: earlier runs are put together. (A folder of this name is written ./merge.)
  bool is_merge() const { return !datasets.empty() && datasets.front() == "merge"; }
};

/// How a training run goes on beside learning.
struct TrainRunOptions {
  std::string kind = "square";
  std::string start;
  bool resume = false;
  int report_every = 100;
  int judge_every = 500;
  int patience = 0;

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor({.name = "kind", .help = "puzzles to learn from", .choices = {"square", "torn"}}, self.kind);
    visitor({.name = "start", .help = "begin with the weights of this file", .placeholder = "FILE"}, self.start);
    visitor({.name = "resume", .help = "go on from OUT's checkpoint with the very next step"}, self.resume);
    visitor({.name = "report-every", .help = "steps between lines of the learning curve", .min = 1, .max = 1e9},
            self.report_every);
    visitor({.name = "judge-every",
             .help = "steps between checkpoints and judgements on the photos kept apart",
             .min = 1,
             .max = 1e9},
            self.judge_every);
    visitor({.name = "patience",
             .help = "stop after so many judgements without a better one; 0: never",
             .min = 0,
             .max = 1e9},
            self.patience);
  }
};

struct TrainRequest {
  std::vector<std::string> inputs;
  std::string output;
  CommonOptions common;
  SeamOptions seam;
  TrainingOptions training;
  TrainRunOptions run;
};

struct ReportRequest {
  std::string out;
  std::vector<std::string> pieces;  ///< where the pictures are now; none: where they were when the puzzle was solved
  CommonOptions common;
};

struct ViewRequest {
  std::string out;
  std::vector<std::string> pieces;  ///< as of ReportRequest
  int port = 0;                     ///< 0: any free one
  CommonOptions common;
};

using Request = std::variant<DemoRequest, SolveRequest, CutRequest, EvalRequest, BenchRequest, TrainRequest,
                             ReportRequest, ViewRequest>;

}  // namespace solve_puzzle
