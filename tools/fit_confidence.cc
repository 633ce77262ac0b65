// SPDX-License-Identifier: Apache-2.0
// Fits the confidence of joins (solver/confidence.cc) on a folder of photos (which the network must not have learnt
// from) and half as many drawn pictures: cuts, damages, assembles, compares with the truth, and prints the coefficients
// of a logistic regression and its calibration error on photos kept apart. Usage: fit_confidence FOLDER [NUM_PHOTOS]
// [WEIGHTS]   (with weights: for the learned matcher)
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <set>

#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "puzzles/parallel.h"
#include "puzzles/sample.h"
#include "puzzles/tile_content.h"
#include "puzzles/true_sides.h"
#include "solver/assemble.h"
#include "solver/best_pairs.h"
#include "solver/checks.h"
#include "solver/confidence.h"
#include "solver/learned.h"
#include "solver/options.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

constexpr int kNumFeatures = JoinEvidence::kNumFeatures;

constexpr int kNumWeights = kNumFeatures + 1;  // with the offset
using Weights = cv::Matx<double, kNumWeights, 1>;

struct Sample {
  std::array<double, kNumFeatures> features;
  bool is_right;
  bool is_held_out;
  bool has_holes;
  int setting;
};

struct Setting {
  const char* rotation;
  int erode;
  double missing;
  double noise;
};

constexpr Setting kSettings[] = {{"none", 0, 0, 0},   {"quarter", 0, 0, 0}, {"none", 1, 0, 0}, {"none", 0, 0.3, 0},
                                 {"none", 0, 0.1, 0}, {"none", 0, 0, 6},    {"none", 2, 0, 0}};

/// Joins of the truth by what the two tiles show: an exchange of identical tiles is right.
class TrueJoins {
 public:
  TrueJoins(const Puzzle& puzzle, const Assembly& truth) : contents_(tile_contents(puzzle.pieces)) {
    const std::vector<int> partners = true_partners(truth);
    for (int side = 0; side < static_cast<int>(partners.size()); ++side) {
      const int partner = partners[static_cast<std::size_t>(side)];
      if (partner >= 0) joins_.insert({seen(side), seen(partner)});
    }
  }

  bool contains(int side_a, int side_b) const { return joins_.contains({seen(side_a), seen(side_b)}); }

 private:
  /// What one sees of a tile whose side looks up.
  int seen(int side) const { return shown(contents_[static_cast<std::size_t>(side / 4)], side & 3); }

  std::vector<TileContent> contents_;
  std::set<std::pair<int, int>> joins_;
};

void add_samples(const cv::Mat& photo, const Setting& setting, std::uint64_t seed, bool is_held_out,
                 const SeamMatcher* learned, std::vector<Sample>& samples) {
  CutOptions cut_options;
  cut_options.rotation = setting.rotation;
  cut_options.erode = setting.erode;
  cut_options.missing = setting.missing;
  cut_options.noise = setting.noise;
  cut_options.seed = seed;
  const CutPuzzle made = cut({photo}, cut_options);
  const TrueJoins truth(made.puzzle, made.truth);
  const Sides sides(made.puzzle);
  PairGraph graph = make_pair_graph(
      best_pairs(sides, made.puzzle.rotation, *make_compatibility("mgc", sides), learned != nullptr ? 64 : 40));
  PairEvidence evidence = judge_pairs(graph, {});
  if (learned != nullptr) {
    Shortlist list = judge_learned(made.puzzle, graph, evidence, *learned);
    graph = std::move(list.graph);
    evidence = std::move(list.evidence);
  }
  AssembleOptions options;
  options.turn_step = turn_step_of(made.puzzle);
  const Frame frame = assemble(graph, evidence, options);
  const AssemblyScores scores = make_assembly_scores(graph, evidence);
  const JoinJudge judge(frame, scores, graph, evidence);
  for (int cell = 0; cell < frame.num_cells(); ++cell) {
    for (const int direction : {kRight, kBottom}) {
      const int other = frame.neighbour(cell, direction);
      if (frame.at(cell) == kNoPiece || other < 0 || frame.at(other) == kNoPiece) continue;
      const JoinEvidence found = judge.evidence(cell, direction);
      const bool is_right =
          truth.contains(side_towards(frame.at(cell), direction), side_towards(frame.at(other), opposite(direction)));
      samples.push_back(
          {found.features(), is_right, is_held_out, found.has_holes, static_cast<int>(&setting - kSettings)});
    }
  }
}

double log_odds(const Weights& weights, const Sample& sample) {
  double sum = weights(0);
  for (int i = 0; i < kNumFeatures; ++i) sum += weights(i + 1) * sample.features[static_cast<std::size_t>(i)];
  return sum;
}

/// Newton's method on the log-likelihood with a small ridge.
Weights fit(const std::vector<Sample>& samples, bool has_holes) {
  constexpr double kRidge = 1e-2;
  Weights weights = Weights::zeros();
  for (int iteration = 0; iteration < 30; ++iteration) {
    Weights gradient = weights * -kRidge;
    cv::Matx<double, kNumWeights, kNumWeights> curvature = decltype(curvature)::eye() * kRidge;
    for (const Sample& sample : samples) {
      if (sample.is_held_out || sample.has_holes != has_holes) continue;
      const double p = 1 / (1 + std::exp(-log_odds(weights, sample)));
      Weights x;
      x(0) = 1;
      for (int i = 0; i < kNumFeatures; ++i) x(i + 1) = sample.features[static_cast<std::size_t>(i)];
      gradient += x * ((sample.is_right ? 1.0 : 0.0) - p);
      curvature += x * x.t() * (p * (1 - p));
    }
    weights += curvature.solve(gradient, cv::DECOMP_CHOLESKY);
  }
  return weights;
}

/// Joins that reach a threshold, and how many of them are right.
struct Accepted {
  double threshold;
  int num = 0;
  int num_right = 0;
};

/// Expected calibration error over 15 bins, and what is accepted at 0.9 and at the program's default, of one setting or
/// (-1) of all.
void print_calibration(const std::array<Weights, 2>& weights, const std::vector<Sample>& samples, bool held_out,
                       int setting) {
  std::array<double, 15> sum{};
  std::array<double, 15> right{};
  std::array<Accepted, 2> accepted = {Accepted{0.9}, Accepted{SolveOptions{}.min_confidence}};
  int total = 0;
  for (const Sample& sample : samples) {
    if (sample.is_held_out != held_out || (setting >= 0 && sample.setting != setting)) continue;
    const double p = 1 / (1 + std::exp(-log_odds(weights[sample.has_holes ? 1 : 0], sample)));
    const auto bin = std::min<std::size_t>(14, static_cast<std::size_t>(p * 15));
    sum[bin] += p;
    right[bin] += sample.is_right ? 1 : 0;
    ++total;
    for (Accepted& a : accepted) {
      a.num += p >= a.threshold ? 1 : 0;
      a.num_right += p >= a.threshold && sample.is_right ? 1 : 0;
    }
  }
  double error = 0;
  for (std::size_t i = 0; i < 15; ++i) error += std::abs(sum[i] - right[i]) / total;
  fmt::print("{} {}: {} joins, calibration error {:.4f}", held_out ? "held out" : "fitted", setting, total, error);
  for (const Accepted& a : accepted) {
    fmt::print("; accepted at {}: {:.4f} of all, right {:.5f}", a.threshold, static_cast<double>(a.num) / total,
               static_cast<double>(a.num_right) / a.num);
  }
  fmt::print("\n");
}

/// Pictures to cut: photos, and drawn ones, which no network was trained on and whose texture is another.
std::vector<cv::Mat> pictures_of(const std::filesystem::path& folder, std::size_t num_photos) {
  constexpr std::uint64_t kFirstSeed = 1000;  // others than those of the tests
  constexpr double kLongSide = 560.0;
  const std::vector<std::filesystem::path> files = list_pictures({folder});
  const std::size_t step = std::max<std::size_t>(1, files.size() / num_photos);
  std::vector<cv::Mat> pictures;
  for (std::size_t i = 0; i < files.size(); i += step) pictures.push_back(read_picture(files[i]).pixels);
  const std::size_t num_drawn = pictures.size() / 2;
  for (std::size_t i = 0; i < num_drawn; ++i) pictures.push_back(sample_picture({672, 504}, kFirstSeed + i));
  for (cv::Mat& picture : pictures) {
    const double scale = kLongSide / std::max(picture.cols, picture.rows);
    if (scale < 1) cv::resize(picture, picture, {}, scale, scale, cv::INTER_AREA);
  }
  return pictures;
}

int run(const std::filesystem::path& folder, std::size_t num_photos, const SeamMatcher* learned) {
  const std::vector<cv::Mat> pictures = pictures_of(folder, num_photos);
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    for (const Setting& setting : kSettings) add_samples(pictures[i], setting, i, i % 3 == 2, learned, samples);
    fmt::print(stderr, "{} of {}: {} joins\n", i + 1, pictures.size(), samples.size());
  }
  const std::array<Weights, 2> weights = {fit(samples, false), fit(samples, true)};
  for (const Weights& w : weights) {
    for (int i = 0; i < kNumWeights; ++i) fmt::print("{:.4f}{}", w(i), i + 1 == kNumWeights ? "\n" : ", ");
  }
  print_calibration(weights, samples, false, -1);
  for (int setting = -1; setting < static_cast<int>(std::size(kSettings)); ++setting) {
    print_calibration(weights, samples, true, setting);
  }
  return 0;
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: fit_confidence FOLDER [NUM_PHOTOS] [WEIGHTS]\n");
    return 2;
  }
  std::unique_ptr<solve_puzzle::SeamMatcher> learned;
  if (argc > 3) learned = std::make_unique<solve_puzzle::SeamMatcher>(solve_puzzle::read_weights_file(argv[3]));
  return solve_puzzle::run(argv[1], argc > 2 ? std::stoul(argv[2]) : 30, learned.get());
}
