// SPDX-License-Identifier: Apache-2.0
// A join is good or bad only against its rivals: normalisation both ways and the evidence of closed 2×2 loops.
// No pixels, no placement.
#pragma once

#include <vector>

#include "solver/loops.h"
#include "solver/pair_graph.h"

namespace solve_puzzle {

struct ContextOptions {
  double sharpness = 8.0;     ///< β: logit per unit of dissimilarity over the rivals' geometric mean
  int normalisations = 4;     ///< Sinkhorn rounds, each over rows and columns
  double slack_logit = -8.0;  ///< logit of "no partner": picture border or missing piece
  int loop_rounds = 2;
  double loop_weight = 1.0;  ///< α
  LoopOptions loops;
};

/// What the pair scores say before anything is placed.
struct PairEvidence {
  std::vector<float> objective;       ///< per entry: log posterior among rivals, without loop evidence
  std::vector<float> guide;           ///< per entry: log posterior with it
  std::vector<float> no_partner;      ///< per side: log posterior that it faces no piece
  std::vector<float> classical = {};  ///< per entry: the classical objective beside a network's; empty without one

  bool is_learned() const { return !classical.empty(); }
};

/// Normalises the dissimilarities both ways, then lets closed loops speak.
PairEvidence judge_pairs(const PairGraph& graph, const ContextOptions& options);

/// The same for logits of another source, such as a network: one per entry, symmetric, on a scale where "no partner"
/// has the logit options.slack_logit.
PairEvidence judge_logits(const PairGraph& graph, const std::vector<float>& logits, const ContextOptions& options);

/// Gives -β d / sqrt((second best of a + 1)(second best of b + 1)). Shapes: one logit per entry, symmetric.
std::vector<float> rival_logits(const PairGraph& graph, double sharpness);

/// Normalises logits over rows and columns in the log domain, with a slack for "no partner" that only its own side pays
/// for. Source: Sinkhorn, "A relationship between arbitrary positive matrices and doubly stochastic matrices", 1964;
/// the slack as in Sarlin et al., "SuperGlue", CVPR 2020, section 3.2. Symmetric result: the mean of row-first and
/// column-first.
Posterior sinkhorn(const PairGraph& graph, const std::vector<float>& logits, double slack_logit, int rounds);

/// Gives the median dissimilarity of the pairs that are most certain, 0 when there is none.
double typical_dissimilarity(const PairGraph& graph, const std::vector<float>& log_probability);

/// Gives the logarithm of a dissimilarity relative to the typical one, cut off at ±2.
double relative_dissimilarity(double dissimilarity, double typical);

/// Gives the evidence for puzzles with missing pieces: there a pair may have no rivals because the true partner is
/// lost, so pairs that are much more dissimilar than the certain ones lose `weight` per unit of relative dissimilarity.
PairEvidence doubt_dissimilar_pairs(const PairGraph& graph, PairEvidence evidence, double weight);

}  // namespace solve_puzzle
