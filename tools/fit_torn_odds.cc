// SPDX-License-Identifier: Apache-2.0
// Fits the log-odds of torn joins (solver/torn/join_odds.cc): tears photos, or reads puzzle folders with a truth, finds
// candidates, compares them with the truth, and prints the coefficients of a logistic regression and how well it does
// on every fourth puzzle, which is kept apart. With weights, a network looks at the candidates as it does in `solve`.
// Usage: fit_torn_odds FOLDER_OF_PHOTOS NUM_PHOTOS [WEIGHTS.safetensors] [PUZZLE_FOLDER...]
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string>
#include <vector>

#include "attention/seam_matcher.h"
#include "io/folder_truth.h"
#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "solver/torn/candidates.h"
#include "solver/torn/gap.h"
#include "solver/torn/rim.h"
#include "solver/torn/seam_judge.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

constexpr int kNumWeights = std::max(kNumContactFeatures, kNumSeenFeatures) + 1;  // with the offset
using Weights = cv::Matx<double, kNumWeights, 1>;

struct Sample {
  Weights features;  // 1 first
  bool is_right = false;
  bool is_held_out = false;
  bool is_uneven = false;  // such puzzles have a regression of their own
  double weight = 1;
};

struct Setting {
  const char* tear;
  int pieces, erode, erode_uneven;
};

constexpr Setting kSettings[] = {
    {"rough", 36, 0, 0}, {"rough", 36, 1, 0},  {"rough", 36, 2, 0},  {"rough", 36, 4, 0}, {"straight", 36, 0, 0},
    {"rough", 72, 0, 0}, {"smooth", 36, 0, 0}, {"smooth", 36, 0, 4}, {"rough", 36, 8, 0}, {"smooth", 36, 2, 2},
    {"rough", 36, 1, 4}, {"smooth", 36, 0, 6}, {"smooth", 72, 0, 0}};

/// What the solver may suppose of a puzzle: of several gaps, the last is that of pieces worn unevenly.
std::vector<Gap> likely_gaps(const std::vector<Fragment>& fragments, double step) {
  std::vector<Gap> gaps = find_gaps(fragments, step, {});
  if (gaps.size() < 2) return gaps;
  return {gaps.front(), gaps.back()};
}

/// Candidates that are neither right nor clearly wrong teach nothing. Where pieces are worn unevenly, no candidate lies
/// exactly where it should.
void add_samples_of(const Scraps& scraps, const Assembly& truth, const SeamMatcher* learned, bool is_held_out,
                    double weight, std::vector<Sample>& samples) {
  const bool is_uneven = scraps.wear > kUnevenWear;
  const double most_off = is_uneven ? 0.08 : 0.03;  // of a diameter
  const double most_turned = is_uneven ? 0.1 : 0.04;
  CandidateOptions candidate_options;
  candidate_options.with_edges = learned != nullptr;
  candidate_options.most_per_pair = learned != nullptr ? 10 : 5;
  std::vector<JoinCandidate> joins = find_candidates(scraps, candidate_options);
  if (learned != nullptr) judge_seams(scraps, learned->network(), {.depth = learned->depth()}, joins);
  for (const JoinCandidate& join : joins) {
    if (learned != nullptr && join.seam.num_windows == 0) continue;
    const PlacedPiece& a = truth.pieces[static_cast<std::size_t>(join.a)];
    const PlacedPiece& b = truth.pieces[static_cast<std::size_t>(join.b)];
    const bool is_one_picture = a.placed && b.placed && a.group == b.group;
    const Pose true_pose = inverse(pose_of(a.canvas_from_piece)) * pose_of(b.canvas_from_piece);
    const Fragment& fragment = scraps.fragments[static_cast<std::size_t>(join.b)];
    const PoseDifference off = difference(join.a_from_b, true_pose, fragment.centre);
    const bool is_right = is_one_picture && off.distance < most_off * fragment.diameter + 1 && off.angle < most_turned;
    const bool is_near = is_one_picture && off.distance < 0.15 * fragment.diameter + 3 && off.angle < 0.2;
    if (is_near && !is_right) continue;
    Sample sample{.is_right = is_right, .is_held_out = is_held_out, .is_uneven = is_uneven, .weight = weight};
    const Contact contact = judge_contact(scraps, join.a, join.b, join.a_from_b);
    sample.features(0) = 1;
    const auto fill = [&](const auto& features) {
      std::copy(features.begin(), features.end(), sample.features.val + 1);
    };
    if (learned != nullptr) {
      fill(seen_features(scraps, contact, join.seam));
    } else {
      fill(contact_features(scraps, contact));
    }
    samples.push_back(sample);
  }
}

void add_samples(const Puzzle& puzzle, const Assembly& truth, const SeamMatcher* learned, bool is_held_out,
                 double weight, std::vector<Sample>& samples) {
  const std::vector<Fragment> fragments = make_fragments(puzzle, {.margin = 32, .rim = blended_rim(puzzle)});
  const double step = outline_step(fragments);
  for (const Gap& gap : likely_gaps(fragments, step)) {
    Scraps scraps = make_scraps(fragments, gap.growth, step);
    scraps.wear = gap.wear;
    add_samples_of(scraps, truth, learned, is_held_out, weight, samples);
  }
}

double probability(const Weights& weights, const Sample& sample) {
  return 1 / (1 + std::exp(-std::clamp(weights.dot(sample.features), -30.0, 30.0)));
}

/// Newton's method on the logistic loss.
Weights fit(const std::vector<Sample>& samples) {
  Weights weights = Weights::zeros();
  for (int round = 0; round < 40; ++round) {
    Weights gradient = Weights::zeros();
    auto hessian = cv::Matx<double, kNumWeights, kNumWeights>::eye() * 1e-3;
    for (const Sample& sample : samples) {
      if (sample.is_held_out) continue;
      const double p = probability(weights, sample);
      gradient += sample.weight * (p - (sample.is_right ? 1 : 0)) * sample.features;
      hessian += sample.weight * p * (1 - p) * (sample.features * sample.features.t());
    }
    weights -= hessian.solve(gradient, cv::DECOMP_SVD);
  }
  return weights;
}

void print_result(const std::vector<Sample>& samples, const Weights& weights) {
  fmt::print("weights (offset first):");
  for (int i = 0; i < kNumWeights; ++i) fmt::print(" {:.4f}", weights(i));
  fmt::print("\n");
  for (const double least : {0.5, 0.9, 0.99}) {
    int num = 0, num_right = 0, num_all_right = 0;
    for (const Sample& sample : samples) {
      if (!sample.is_held_out) continue;
      num_all_right += sample.is_right ? 1 : 0;
      if (probability(weights, sample) < least) continue;
      ++num;
      num_right += sample.is_right ? 1 : 0;
    }
    fmt::print("held out, p >= {}: {} candidates, {:.4f} right, {:.3f} of all right ones\n", least, num,
               num_right / std::max(1.0, 1.0 * num), num_right / std::max(1.0, 1.0 * num_all_right));
  }
}

cv::Mat photo_of_usual_size(const std::filesystem::path& path) {
  cv::Mat pixels = read_picture(path).pixels;
  constexpr double kLongSide = 768;
  const double scale = kLongSide / std::max(pixels.cols, pixels.rows);
  if (scale < 1) cv::resize(pixels, pixels, {}, scale, scale, cv::INTER_AREA);
  return pixels;
}

void run(const std::vector<std::string>& all_arguments) {
  std::vector<std::string> arguments = all_arguments;
  std::optional<SeamMatcher> learned;
  if (arguments.size() > 2 && arguments[2].ends_with(".safetensors")) {
    learned.emplace(read_weights_file(arguments[2]));
    arguments.erase(arguments.begin() + 2);
  }
  const SeamMatcher* const matcher = learned ? &*learned : nullptr;
  std::vector<Sample> samples;
  const std::vector<std::filesystem::path> photos = list_pictures({arguments[0]});
  const int num_photos = std::min(std::stoi(arguments[1]), static_cast<int>(photos.size()));
  for (int i = 0; i < num_photos; ++i) {
    const auto& photo = photos[static_cast<std::size_t>(i) * photos.size() / static_cast<std::size_t>(num_photos)];
    for (std::size_t s = static_cast<std::size_t>(i) % 3; s < std::size(kSettings); s += 3) {
      CutOptions options;
      options.kind = "torn";
      options.tear = kSettings[s].tear;
      options.pieces = kSettings[s].pieces;
      options.erode = kSettings[s].erode;
      options.erode_uneven = kSettings[s].erode_uneven;
      options.seed = static_cast<std::uint64_t>(i);
      const CutPuzzle made = cut({photo_of_usual_size(photo)}, options);
      add_samples(made.puzzle, made.truth, matcher, i % 4 == 3, 1, samples);
    }
  }
  constexpr double kRareWeight = 10;  // few real worn puzzles stand against many torn photos
  for (std::size_t i = 2; i < arguments.size(); ++i) {
    const Puzzle puzzle = read_puzzle({arguments[i]}, {.kind = "torn"});
    add_samples(puzzle, read_folder_truth(arguments[i], puzzle), matcher, false, kRareWeight, samples);
  }
  for (const bool is_uneven : {false, true}) {
    std::vector<Sample> of_kind;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(of_kind),
                 [&](const Sample& sample) { return sample.is_uneven == is_uneven; });
    fmt::print("{}: {} candidates\n", is_uneven ? "worn unevenly" : "worn evenly or not at all", of_kind.size());
    print_result(of_kind, fit(of_kind));
  }
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 2) {
    fmt::print(stderr, "usage: fit_torn_odds FOLDER_OF_PHOTOS NUM_PHOTOS [WEIGHTS.safetensors] [PUZZLE_FOLDER...]\n");
    return 2;
  }
  try {
    solve_puzzle::run(arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "fit_torn_odds: {}\n", error.what());
    return 1;
  }
  return 0;
}
