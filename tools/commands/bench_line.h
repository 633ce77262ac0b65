// SPDX-License-Identifier: Apache-2.0
// One puzzle of a bench: a line of results.csv. The columns are listed once, in the order of the file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "puzzles/calibration.h"

namespace solve_puzzle {

/// Shares are in [0, 1]; seconds are wall-clock; 1 MB is 2^20 bytes.
struct BenchLine {
  std::string dataset, image, kind, rotation;
  int erode = 0;
  double missing = 0;
  std::uint64_t seed = 0;
  int pieces = 0;
  double direct = 0, neighbour = 0, largest_component = 0;
  bool perfect = false;
  int placed = 0, wrong_placed = 0;
  double direct_fair = 0, neighbour_fair = 0;
  bool perfect_fair = false;
  double precision = 0, recall = 0;
  double seconds = 0;  ///< of solve(): without cutting, reading and writing
  double read_seconds = 0, propose_seconds = 0, score_seconds = 0, assemble_seconds = 0, refine_seconds = 0;
  double peak_mb = 0;  ///< of the process; of this puzzle alone with one job
  double largest_component_fair = 0, precision_fair = 0;
  int accepted = 0, groups = 0, pictures = 0;
  double worst_picture_neighbour_fair = 0;
  std::string piece_size;
  double noise = 0;
  int mix = 1;
  // Of torn puzzles.
  std::string tear;
  int erode_uneven = 0;
  double fade = 0;
  int right = 0;
  double rms_pixels = 0, max_pixels = 0, rms_degrees = 0, max_degrees = 0;  ///< of the pieces that are right
  std::string settings;     ///< hash of all options and of the program: see bench_settings.h
  std::string matcher;      ///< as of matcher_word()
  Calibration calibration;  ///< of the joins that the answer lists, accepted or not
  bool turned = false;      ///< pieces of a ready puzzle, each by an angle of its own: seed says which

  template <class Self, class Visitor>
  static void visit(Self& self, Visitor&& visitor) {
    visitor("dataset", self.dataset);
    visitor("image", self.image);
    visitor("kind", self.kind);
    visitor("rotation", self.rotation);
    visitor("erode", self.erode);
    visitor("missing", self.missing);
    visitor("seed", self.seed);
    visitor("pieces", self.pieces);
    visitor("direct", self.direct);
    visitor("neighbour", self.neighbour);
    visitor("largest_component", self.largest_component);
    visitor("perfect", self.perfect);
    visitor("placed", self.placed);
    visitor("wrong_placed", self.wrong_placed);
    visitor("direct_fair", self.direct_fair);
    visitor("neighbour_fair", self.neighbour_fair);
    visitor("perfect_fair", self.perfect_fair);
    visitor("precision", self.precision);
    visitor("recall", self.recall);
    visitor("seconds", self.seconds);
    visitor("read_seconds", self.read_seconds);
    visitor("propose_seconds", self.propose_seconds);
    visitor("score_seconds", self.score_seconds);
    visitor("assemble_seconds", self.assemble_seconds);
    visitor("refine_seconds", self.refine_seconds);
    visitor("peak_mb", self.peak_mb);
    visitor("largest_component_fair", self.largest_component_fair);
    visitor("precision_fair", self.precision_fair);
    visitor("accepted", self.accepted);
    visitor("groups", self.groups);
    visitor("pictures", self.pictures);
    visitor("worst_picture_neighbour_fair", self.worst_picture_neighbour_fair);
    visitor("piece_size", self.piece_size);
    visitor("noise", self.noise);
    visitor("mix", self.mix);
    visitor("settings", self.settings);
    visitor("tear", self.tear);
    visitor("erode_uneven", self.erode_uneven);
    visitor("fade", self.fade);
    visitor("right", self.right);
    visitor("rms_pixels", self.rms_pixels);
    visitor("max_pixels", self.max_pixels);
    visitor("rms_degrees", self.rms_degrees);
    visitor("max_degrees", self.max_degrees);
    visitor("matcher", self.matcher);
    visitor("calibration", self.calibration);
    visitor("turned", self.turned);
  }
};

/// Gives the lines whose means are reported together: of one dataset, one choice of settings and one kind of puzzle.
/// Sets and lines keep their order of appearance.
std::vector<std::vector<BenchLine>> lines_by_set(const std::vector<BenchLine>& lines);

/// Sorts by what was asked (dataset, kind, damage, matcher, settings), then by picture, as people count, and seed: the
/// same lines in any order give the same file.
void sort_lines(std::vector<BenchLine>& lines);

/// What makes a puzzle the same as one of an earlier run: dataset, settings, image, seed.
std::string puzzle_key(const BenchLine& line);

}  // namespace solve_puzzle
