// SPDX-License-Identifier: Apache-2.0
// Fits the small network that weighs rivals and loops (solver/rival_weights.inc): cuts photos, damages them, lists and
// judges their pairs as solve does, and teaches the layers one after the other which candidate is right. Prints the
// weights on stdout and, on stderr, how often the best candidate is right on photos kept apart.
// Usage: fit_rivals FOLDER WEIGHTS [NUM_PHOTOS]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "io/read_picture.h"
#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "puzzles/random.h"
#include "solver/learned.h"
#include "solver/rival_network.h"
#include "tools/commands/list_accuracy.h"
#include "tools/commands/pair_measures.h"
#include "tools/commands/training_sets.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

constexpr int kNumLayers = 2;
constexpr std::size_t kHidden = RivalLayer::kNumHidden;

struct Setting {
  const char* rotation;
  int erode;
  double missing;
};

constexpr Setting kSettings[] = {{"none", 2, 0},    {"none", 1, 0},    {"none", 0, 0},   {"none", 3, 0},
                                 {"quarter", 0, 0}, {"quarter", 1, 0}, {"none", 0, 0.2}, {"none", 1, 0.2}};

/// A cut photo, judged by the network.
struct Case {
  LabelledLists lists;
  std::vector<float> logits;  ///< scaled
  PairEvidence evidence;
  Posterior belief;
  int setting;
  bool is_held_out;
};

/// What one side is asked: its candidates, and which is right (none: the number of candidates).
struct Query {
  std::vector<std::array<float, kNumRivalFeatures>> pairs;
  std::array<float, kNumNoPartnerFeatures> none;
  std::size_t right;
};

Case make_case(const cv::Mat& photo, int setting, std::uint64_t seed, bool is_held_out, const SeamMatcher& matcher) {
  CutOptions options;
  options.rotation = kSettings[setting].rotation;
  options.erode = kSettings[setting].erode;
  options.missing = kSettings[setting].missing;
  options.seed = seed;
  LabelledLists lists = labelled_lists(cut({photo}, options), matcher.depth());
  std::vector<float> logits = scaled_logits(matcher.judge(lists.set.bands, lists.set.lists));
  PairEvidence evidence = plain_evidence(lists.list.graph, logits, lists.list.evidence.objective);
  Posterior belief{evidence.guide, evidence.no_partner};
  return {std::move(lists), std::move(logits), std::move(evidence), std::move(belief), setting, is_held_out};
}

RivalFeatures features_of(const Case& c) { return rival_features(c.lists.list.graph, c.logits, c.evidence, c.belief); }

/// Draws sides of a case at random.
void add_queries(const Case& c, int num_queries, Random random, std::vector<Query>& queries) {
  const PairGraph& graph = c.lists.list.graph;
  const RivalFeatures features = features_of(c);
  for (int i = 0; i < num_queries; ++i) {
    const auto side = static_cast<std::size_t>(random.below(static_cast<std::uint32_t>(graph.num_sides())));
    const std::int32_t first = graph.row_begin[side];
    const std::int32_t last = graph.row_begin[side + 1];
    const std::int32_t target = c.lists.set.target[side];  // negative: none of the candidates
    queries.push_back({{features.of_entry.begin() + first, features.of_entry.begin() + last},
                       features.of_side[side],
                       static_cast<std::size_t>((target < 0 ? last : target) - first)});
  }
}

/// The numbers of a layer in one row, as the optimiser sees them.
using Flat = std::array<float, sizeof(RivalLayer) / sizeof(float)>;
static_assert(sizeof(RivalLayer) ==
              sizeof(float) * (kHidden * (kNumRivalFeatures + 2) + kNumRivalFeatures + kNumNoPartnerFeatures));

Flat& flat(RivalLayer& layer) { return reinterpret_cast<Flat&>(layer); }

RivalLayer random_layer(Random random) {
  RivalLayer layer{};
  for (auto& row : layer.hidden) {
    for (float& w : row) w = static_cast<float>((2 * random.uniform() - 1) * std::sqrt(3.0 / kNumRivalFeatures));
  }
  return layer;
}

/// Adds the gradient of one pair's logit times `slope`.
void add_gradient(const RivalLayer& layer, const std::array<float, kNumRivalFeatures>& x, float slope,
                  RivalLayer& gradient) {
  for (std::size_t i = 0; i < kNumRivalFeatures; ++i) gradient.linear[i] += slope * x[i];
  for (std::size_t h = 0; h < kHidden; ++h) {
    float unit = layer.bias[h];
    for (std::size_t i = 0; i < kNumRivalFeatures; ++i) unit += layer.hidden[h][i] * x[i];
    if (unit <= 0) continue;
    gradient.output[h] += slope * unit;
    gradient.bias[h] += slope * layer.output[h];
    for (std::size_t i = 0; i < kNumRivalFeatures; ++i) gradient.hidden[h][i] += slope * layer.output[h] * x[i];
  }
}

/// Adds the gradient of a query's cross-entropy and gives that.
double learn_from(const RivalLayer& layer, const Query& query, RivalLayer& gradient) {
  std::vector<double> logits;
  for (const auto& x : query.pairs) logits.push_back(layer.pair(x));
  logits.push_back(layer.none(query.none));
  const double top = *std::max_element(logits.begin(), logits.end());
  double sum = 0;
  for (const double logit : logits) sum += std::exp(logit - top);
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const auto slope = static_cast<float>(std::exp(logits[i] - top) / sum - (i == query.right ? 1 : 0));
    if (i < query.pairs.size()) {
      add_gradient(layer, query.pairs[i], slope, gradient);
    } else {
      for (std::size_t k = 0; k < kNumNoPartnerFeatures; ++k) gradient.no_partner[k] += slope * query.none[k];
    }
  }
  return top + std::log(sum) - logits[query.right];
}

/// Adam with a cosine schedule. Source: Kingma, Ba, ICLR 2015.
RivalLayer fit(const std::vector<Query>& queries, std::uint64_t seed) {
  constexpr std::size_t kBatch = 64;
  constexpr int kEpochs = 4;
  constexpr double kRate = 0.01;
  Random random(seed);
  RivalLayer layer = random_layer(random);
  Flat mean{};
  Flat square{};
  std::vector<std::size_t> order(queries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const double num_steps = static_cast<double>(kEpochs) * std::floor(static_cast<double>(order.size()) / kBatch);
  double step = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    random.shuffle(order);
    double loss = 0;
    for (std::size_t begin = 0; begin + kBatch <= order.size(); begin += kBatch) {
      RivalLayer gradient{};
      for (std::size_t i = begin; i < begin + kBatch; ++i) loss += learn_from(layer, queries[order[i]], gradient);
      step += 1;
      const double rate = kRate * std::min(1.0, step / 50) * 0.5 * (1 + std::cos(CV_PI * step / num_steps));
      for (std::size_t i = 0; i < mean.size(); ++i) {
        const float g = flat(gradient)[i] / kBatch;
        mean[i] = 0.9F * mean[i] + 0.1F * g;
        square[i] = 0.99F * square[i] + 0.01F * g * g;
        const double m = mean[i] / (1 - std::pow(0.9, step));
        const double s = square[i] / (1 - std::pow(0.99, step));
        flat(layer)[i] -= static_cast<float>(rate * m / (std::sqrt(s) + 1e-8));
      }
    }
    fmt::print(stderr, "epoch {}: loss {:.4f}\n", epoch + 1, loss / static_cast<double>(order.size()));
  }
  return layer;
}

/// What the cases of one setting that were kept apart say.
void report(const std::vector<Case>& cases, int setting, int layer) {
  double sum = 0;
  double plain = 0;
  Calibration calibration;
  int num = 0;
  for (const Case& c : cases) {
    if (c.setting != setting || !c.is_held_out) continue;
    sum += list_accuracy(c.lists.set, c.belief.log_probability).strict;
    plain += list_accuracy(c.lists.set, c.evidence.guide).strict;
    add_first_choices(c.lists.set, c.belief.log_probability, c.belief.log_no_partner, calibration);
    ++num;
  }
  if (num == 0) return;
  fmt::print(stderr, "layer {}, {} {} px worn, {} missing: right {:.4f} (without {:.4f}), calibration {:.4f}\n", layer,
             kSettings[setting].rotation, kSettings[setting].erode, kSettings[setting].missing, sum / num, plain / num,
             calibration.error());
}

void report_all(const std::vector<Case>& cases, int layer) {
  for (int setting = 0; setting < static_cast<int>(std::size(kSettings)); ++setting) report(cases, setting, layer);
}

template <std::size_t N>
std::string braced(const std::array<float, N>& numbers) {
  std::string text;
  for (const float x : numbers) text += fmt::format("{}{:.4f}F", text.empty() ? "{" : ", ", x);
  return text + "}";
}

void print(const RivalLayer& layer) {
  fmt::print("{{.hidden = {{{{");
  for (const auto& row : layer.hidden) fmt::print("{},\n", braced(row));
  fmt::print("}}}},\n.bias = {},\n.output = {},\n.linear = {},\n.no_partner = {}}},\n", braced(layer.bias),
             braced(layer.output), braced(layer.linear), braced(layer.no_partner));
}

std::vector<Case> make_cases(const std::filesystem::path& folder, std::size_t num_photos, const SeamMatcher& matcher) {
  constexpr double kLongSide = 560.0;
  const std::vector<std::filesystem::path> files = list_pictures({folder});
  const std::size_t stride = std::max<std::size_t>(1, files.size() / num_photos);
  std::vector<Case> cases;
  for (std::size_t i = 0; i < files.size(); i += stride) {
    cv::Mat photo = read_picture(files[i]).pixels;
    const double scale = kLongSide / std::max(photo.cols, photo.rows);
    if (scale < 1) cv::resize(photo, photo, {}, scale, scale, cv::INTER_AREA);
    for (int s = 0; s < static_cast<int>(std::size(kSettings)); ++s) {
      cases.push_back(make_case(photo, s, i, (i / stride) % 5 == 4, matcher));
    }
    fmt::print(stderr, "{} of {}\n", i / stride + 1, (files.size() + stride - 1) / stride);
  }
  return cases;
}

int run(const std::filesystem::path& folder, std::size_t num_photos, const SeamMatcher& matcher) {
  constexpr int kQueriesPerCase = 200;
  std::vector<Case> cases = make_cases(folder, num_photos, matcher);
  report_all(cases, 0);
  fmt::print("// SPDX-License-Identifier: Apache-2.0\n// Written by tools/fit_rivals.cc, then clang-format.\n");
  for (int i = 1; i <= kNumLayers; ++i) {
    std::vector<Query> queries;
    for (std::size_t k = 0; k < cases.size(); ++k) {
      if (!cases[k].is_held_out)
        add_queries(cases[k], kQueriesPerCase, Random(k, static_cast<std::uint64_t>(i)), queries);
    }
    const RivalLayer layer = fit(queries, static_cast<std::uint64_t>(i));
    for (Case& c : cases) {
      c.belief = apply(layer, c.lists.list.graph, features_of(c));
    }
    report_all(cases, i);
    print(layer);
  }
  return 0;
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: fit_rivals FOLDER WEIGHTS [NUM_PHOTOS]\n");
    return 2;
  }
  const solve_puzzle::SeamMatcher matcher(solve_puzzle::read_weights_file(argv[2]));
  return solve_puzzle::run(argv[1], argc > 3 ? std::stoul(argv[3]) : 30, matcher);
}
