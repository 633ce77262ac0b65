// SPDX-License-Identifier: Apache-2.0
#include "solver/context.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "solver/graph_rows.h"

namespace solve_puzzle {
namespace {

/// Updates one potential per side: minus the log of all that side's candidates and its slack offer, seen through
/// `other`.
void normalise_rows(const PairGraph& graph, const std::vector<float>& logits, float slack_logit,
                    const std::vector<float>& other, std::vector<float>& own) {
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    float top = slack_logit;
    for (std::size_t e = first; e < last; ++e) {
      top = std::max(top, logits[e] + other[static_cast<std::size_t>(graph.partner[e])]);
    }
    float sum = std::exp(slack_logit - top);
    for (std::size_t e = first; e < last; ++e) {
      sum += std::exp(logits[e] + other[static_cast<std::size_t>(graph.partner[e])] - top);
    }
    own[side] = -top - std::log(sum);
  });
}

}  // namespace

std::vector<float> rival_logits(const PairGraph& graph, double sharpness) {
  std::vector<float> scale(static_cast<std::size_t>(graph.num_sides()));
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    float best = std::numeric_limits<float>::infinity();
    float second = best;
    for (std::size_t e = first; e < last; ++e) {
      const float d = graph.dissimilarity[e];
      if (d < best) {
        second = best;
        best = d;
      } else {
        second = std::min(second, d);
      }
    }
    if (last - first == 1) second = best;
    scale[side] = 1.0F / std::sqrt(second + 1.0F);
  });
  std::vector<float> logits(graph.partner.size());
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    for (std::size_t e = first; e < last; ++e) {
      logits[e] = -static_cast<float>(sharpness) * graph.dissimilarity[e] * scale[side] *
                  scale[static_cast<std::size_t>(graph.partner[e])];
    }
  });
  return logits;
}

Posterior sinkhorn(const PairGraph& graph, const std::vector<float>& logits, double slack_logit, int rounds) {
  const auto num_sides = static_cast<std::size_t>(graph.num_sides());
  const auto slack = static_cast<float>(slack_logit);
  std::vector<float> row(num_sides, 0.0F);
  std::vector<float> column(num_sides, 0.0F);
  for (int round = 0; round < rounds; ++round) {
    normalise_rows(graph, logits, slack, column, row);
    normalise_rows(graph, logits, slack, row, column);
  }
  Posterior posterior{std::vector<float>(logits.size()), std::vector<float>(num_sides)};
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    for (std::size_t e = first; e < last; ++e) {
      const auto other = static_cast<std::size_t>(graph.partner[e]);
      posterior.log_probability[e] = logits[e] + 0.5F * (row[side] + column[other] + row[other] + column[side]);
    }
    posterior.log_no_partner[side] = std::min(0.0F, slack + 0.5F * (row[side] + column[side]));
  });
  return posterior;
}

PairEvidence judge_pairs(const PairGraph& graph, const ContextOptions& options) {
  return judge_logits(graph, rival_logits(graph, options.sharpness), options);
}

PairEvidence judge_logits(const PairGraph& graph, const std::vector<float>& logits, const ContextOptions& options) {
  Posterior posterior = sinkhorn(graph, logits, options.slack_logit, options.normalisations);
  PairEvidence evidence{posterior.log_probability, posterior.log_probability, std::move(posterior.log_no_partner)};
  constexpr double kNoSlack = -1e9;  // the loops only order joins; borders were weighed before
  Posterior guide{evidence.guide, evidence.no_partner};
  for (int round = 0; round < options.loop_rounds; ++round) {
    const FlankLoops loops = flank_loops(graph, guide, options.loops);
    for (std::size_t e = 0; e < guide.log_probability.size(); ++e) {
      guide.log_probability[e] += static_cast<float>(options.loop_weight) * (loops.right[e] + loops.left[e]);
    }
    guide.log_probability = sinkhorn(graph, guide.log_probability, kNoSlack, options.normalisations).log_probability;
  }
  evidence.guide = std::move(guide.log_probability);
  return evidence;
}

double typical_dissimilarity(const PairGraph& graph, const std::vector<float>& log_probability) {
  constexpr float kCertain = -0.1F;
  std::vector<float> certain;
  for (std::size_t e = 0; e < log_probability.size(); ++e) {
    if (log_probability[e] > kCertain) certain.push_back(graph.dissimilarity[e]);
  }
  if (certain.empty()) return 0;
  const auto middle = certain.begin() + static_cast<std::ptrdiff_t>(certain.size() / 2);
  std::nth_element(certain.begin(), middle, certain.end());
  return *middle;
}

double relative_dissimilarity(double dissimilarity, double typical) {
  constexpr double kAlike = 10.0;  // dissimilarities below this say the same
  return std::clamp(std::log((dissimilarity + kAlike) / (typical + kAlike)), -2.0, 2.0);
}

PairEvidence doubt_dissimilar_pairs(const PairGraph& graph, PairEvidence evidence, double weight) {
  constexpr double kUsual = 0.5;
  const double typical = typical_dissimilarity(graph, evidence.objective);
  for (std::size_t e = 0; e < evidence.objective.size(); ++e) {
    const double excess = relative_dissimilarity(graph.dissimilarity[e], typical) - kUsual;
    const auto doubt = static_cast<float>(weight * std::max(0.0, excess));
    evidence.objective[e] -= doubt;
    evidence.guide[e] -= doubt;
  }
  return evidence;
}

}  // namespace solve_puzzle
