// SPDX-License-Identifier: Apache-2.0
#include "solver/context.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

/// Calls body(side, first entry, last entry) for every row, in parallel.
template <class Body>
void for_each_row(const PairGraph& graph, const Body& body) {
  constexpr std::ptrdiff_t kRowsPerTask = 64;
  const std::ptrdiff_t num_tasks = (graph.num_sides() + kRowsPerTask - 1) / kRowsPerTask;
  parallel_for(0, num_tasks, [&](std::ptrdiff_t task) {
    const std::ptrdiff_t end = std::min<std::ptrdiff_t>((task + 1) * kRowsPerTask, graph.num_sides());
    for (std::ptrdiff_t side = task * kRowsPerTask; side < end; ++side) {
      const auto s = static_cast<std::size_t>(side);
      body(s, static_cast<std::size_t>(graph.row_begin[s]), static_cast<std::size_t>(graph.row_begin[s + 1]));
    }
  });
}

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

std::vector<float> loop_evidence(const PairGraph& graph, const std::vector<float>& log_probability, int loop_candidates,
                                 double floor) {
  const auto capacity = static_cast<std::size_t>(loop_candidates);
  std::vector<std::int32_t> best(static_cast<std::size_t>(graph.num_sides()) * capacity, -1);
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    std::vector<std::int32_t> order;
    for (std::size_t e = first; e < last; ++e) order.push_back(static_cast<std::int32_t>(e));
    const std::size_t count = std::min(capacity, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](int x, int y) {
                        const float a = log_probability[static_cast<std::size_t>(x)];
                        const float b = log_probability[static_cast<std::size_t>(y)];
                        return a != b ? a > b : x < y;
                      });
    std::copy_n(order.begin(), count, best.begin() + static_cast<std::ptrdiff_t>(side * capacity));
  });

  // With a facing direction d, flank +1 is where side a + 1 and side b - 1 look; `turn` is +1 or -1.
  const auto best_loop = [&](int a, int b, int turn) {
    float result = static_cast<float>(floor);
    const std::size_t begin_a = static_cast<std::size_t>(rotated_side(a, turn)) * capacity;
    const std::size_t begin_b = static_cast<std::size_t>(rotated_side(b, -turn)) * capacity;
    for (std::size_t i = begin_a; i < begin_a + capacity && best[i] >= 0; ++i) {
      const float first = log_probability[static_cast<std::size_t>(best[i])];
      if (first <= result) break;
      const int u = rotated_side(graph.partner[static_cast<std::size_t>(best[i])], turn);
      if (piece_of(u) == piece_of(b)) continue;  // one piece cannot fill two corners of the square
      for (std::size_t j = begin_b; j < begin_b + capacity && best[j] >= 0; ++j) {
        const float two = first + log_probability[static_cast<std::size_t>(best[j])];
        if (two <= result) break;
        const int v = rotated_side(graph.partner[static_cast<std::size_t>(best[j])], -turn);
        if (piece_of(v) == piece_of(a)) continue;
        const int closing = graph.find(u, v);
        if (closing >= 0) result = std::max(result, two + log_probability[static_cast<std::size_t>(closing)]);
      }
    }
    return result;
  };

  std::vector<float> evidence(log_probability.size());
  for_each_row(graph, [&](std::size_t side, std::size_t first, std::size_t last) {
    for (std::size_t e = first; e < last; ++e) {
      const int b = graph.partner[e];
      if (static_cast<int>(side) > b) continue;
      const float sum = best_loop(static_cast<int>(side), b, 1) + best_loop(static_cast<int>(side), b, -1);
      evidence[e] = sum;
      evidence[static_cast<std::size_t>(graph.mate[e])] = sum;
    }
  });
  return evidence;
}

PairEvidence judge_pairs(const PairGraph& graph, const ContextOptions& options) {
  return judge_logits(graph, rival_logits(graph, options.sharpness), options);
}

PairEvidence judge_logits(const PairGraph& graph, const std::vector<float>& logits, const ContextOptions& options) {
  Posterior posterior = sinkhorn(graph, logits, options.slack_logit, options.normalisations);
  PairEvidence evidence{posterior.log_probability, posterior.log_probability, std::move(posterior.log_no_partner)};
  constexpr double kNoSlack = -1e9;  // the loops only order joins; borders were weighed before
  for (int round = 0; round < options.loop_rounds; ++round) {
    const std::vector<float> loops = loop_evidence(graph, evidence.guide, options.loop_candidates, options.loop_floor);
    for (std::size_t e = 0; e < loops.size(); ++e) {
      evidence.guide[e] += static_cast<float>(options.loop_weight) * loops[e];
    }
    evidence.guide = sinkhorn(graph, evidence.guide, kNoSlack, options.normalisations).log_probability;
  }
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
