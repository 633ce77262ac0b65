// SPDX-License-Identifier: Apache-2.0
// Measures pairs alone: how often the true neighbour of a side is ranked first, before and after the context step.
// Usage: measure_pairs FOLDER [none|quarter] [ERODE]
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>

#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "puzzles/square_grid.h"
#include "puzzles/tile_content.h"
#include "solver/best_pairs.h"
#include "solver/context.h"

namespace solve_puzzle {
namespace {

constexpr int kNumCandidates = 40;

/// Shares of sides whose first choice is the true side (ties share), or shows the same pixels.
struct TopOne {
  double strict = 0;
  double fair = 0;
};

class Judge {
 public:
  Judge(const CutPuzzle& made, const PairGraph& graph)
      : made_(made), graph_(graph), contents_(tile_contents(made.puzzle.pieces)) {
    for (std::size_t i = 0; i < made.truth.pieces.size(); ++i) {
      const cv::Point cell = *made.truth.pieces[i].cell;
      piece_at_[{cell.x, cell.y}] = static_cast<int>(i);
    }
  }

  TopOne measure(const std::vector<float>& log_probability) const {
    TopOne sum;
    int num_queries = 0;
    for (int side = 0; side < graph_.num_sides(); ++side) {
      const int partner = true_partner(side);
      if (partner < 0) continue;
      ++num_queries;
      add(side, partner, log_probability, sum);
    }
    return {sum.strict / num_queries, sum.fair / num_queries};
  }

 private:
  int seen(int side) const { return shown(contents_[static_cast<std::size_t>(piece_of(side))], side & 3); }

  int true_partner(int side) const {
    const PlacedPiece& piece = made_.truth.pieces[static_cast<std::size_t>(piece_of(side))];
    const int direction = direction_of(side & 3, piece.quarter_turns);
    const cv::Point cell = *piece.cell + step_towards(direction);
    const auto other = piece_at_.find({cell.x, cell.y});
    if (other == piece_at_.end()) return -1;
    const int turns = made_.truth.pieces[static_cast<std::size_t>(other->second)].quarter_turns;
    return other->second * 4 + side_facing(opposite(direction), turns);
  }

  /// Strict: the best single candidate. Fair: what is most likely to be seen, copies taken together.
  void add(int side, int partner, const std::vector<float>& log_probability, TopOne& sum) const {
    const auto first = static_cast<std::size_t>(graph_.row_begin[static_cast<std::size_t>(side)]);
    const auto last = static_cast<std::size_t>(graph_.row_begin[static_cast<std::size_t>(side) + 1]);
    const float highest = first == last
                              ? 0.0F
                              : *std::max_element(log_probability.begin() + static_cast<std::ptrdiff_t>(first),
                                                  log_probability.begin() + static_cast<std::ptrdiff_t>(last));
    std::map<int, double> by_look;
    float best = -1e30F;
    int num_best = 0;
    bool is_true_best = false;
    for (std::size_t e = first; e < last; ++e) {
      by_look[seen(graph_.partner[e])] += std::exp(static_cast<double>(log_probability[e] - highest));
      if (log_probability[e] > best) {
        best = log_probability[e];
        num_best = 0;
        is_true_best = false;
      }
      if (log_probability[e] < best) continue;
      ++num_best;
      is_true_best = is_true_best || graph_.partner[e] == partner;
    }
    sum.strict += is_true_best ? 1.0 / num_best : 0.0;
    const auto look = std::max_element(by_look.begin(), by_look.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    sum.fair += look != by_look.end() && look->first == seen(partner) ? 1.0 : 0.0;
  }

  const CutPuzzle& made_;
  const PairGraph& graph_;
  std::vector<TileContent> contents_;
  std::map<std::pair<int, int>, int> piece_at_;
};

int run(const std::filesystem::path& folder, const std::string& rotation, int erode) {
  std::array<TopOne, 3> sum;
  int num_photos = 0;
  for (const std::filesystem::path& file : list_pictures({folder})) {
    const CutPuzzle made = cut({read_picture(file).pixels}, {.rotation = rotation, .erode = erode});
    const Sides sides(made.puzzle);
    const PairGraph graph =
        make_pair_graph(best_pairs(sides, made.puzzle.rotation, *mahalanobis_gradient(sides), kNumCandidates));
    const PairEvidence evidence = judge_pairs(graph, {});
    std::vector<float> plain;
    for (const float d : graph.dissimilarity) plain.push_back(-d);
    const Judge judge(made, graph);
    const std::array<const std::vector<float>*, 3> steps = {&plain, &evidence.objective, &evidence.guide};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const TopOne one = judge.measure(*steps[i]);
      sum[i].strict += one.strict;
      sum[i].fair += one.fair;
    }
    ++num_photos;
  }
  constexpr std::array<const char*, 3> kNames = {"MGC", "normalised both ways", "with loops"};
  for (std::size_t i = 0; i < sum.size(); ++i) {
    fmt::print("| {} | {:.2f} | {:.2f} |\n", kNames[i], 100 * sum[i].strict / num_photos,
               100 * sum[i].fair / num_photos);
  }
  return 0;
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: measure_pairs FOLDER [none|quarter] [ERODE]\n");
    return 2;
  }
  return solve_puzzle::run(argv[1], argc > 2 ? argv[2] : "none", argc > 3 ? std::stoi(argv[3]) : 0);
}
