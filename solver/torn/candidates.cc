// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/candidates.h"

#include <algorithm>
#include <atomic>

#include "puzzles/parallel.h"
#include "solver/torn/straight_edges.h"

namespace solve_puzzle {
namespace {

struct PairProposal {
  int a = -1, b = -1;
  Proposal proposal;
};

bool is_better(const PairProposal& p, const PairProposal& q) {
  return std::tuple(-p.proposal.score, p.a, p.b) < std::tuple(-q.proposal.score, q.a, q.b);
}

std::vector<Windows> make_windows(const Scraps& scraps) {
  std::vector<Windows> windows;
  windows.reserve(scraps.fragments.size());
  for (int i = 0; i < scraps.size(); ++i) windows.emplace_back(scraps.fragments[i], scraps.outlines[i]);
  return windows;
}

/// All proposals of one fragment with those after it, the best of them.
std::vector<PairProposal> propose_row(const std::vector<Windows>& windows, int a, const Scraps& scraps,
                                      const CandidateOptions& options) {
  std::vector<PairProposal> row;
  for (int b = a + 1; b < scraps.size() && !options.should_stop(); ++b) {
    if (!options.is_wanted(a, b)) continue;
    for (const Proposal& proposal : propose(windows[a], windows[b], scraps, options.propose)) {
      row.push_back({a, b, proposal});
    }
  }
  return row;
}

/// A proposal stays when it is among the best of one of its two fragments.
std::vector<PairProposal> best_of_each(std::vector<std::vector<PairProposal>> rows, int most_per_piece) {
  std::vector<PairProposal> all;
  for (auto& row : rows) all.insert(all.end(), row.begin(), row.end());
  std::stable_sort(all.begin(), all.end(), is_better);
  std::vector<int> num_kept(rows.size(), 0);
  std::vector<PairProposal> kept;
  for (const PairProposal& each : all) {
    const bool is_wanted = num_kept[each.a] < most_per_piece || num_kept[each.b] < most_per_piece;
    if (!is_wanted) continue;
    ++num_kept[each.a];
    ++num_kept[each.b];
    kept.push_back(each);
  }
  return kept;
}

/// Straight cuts give windows little to hold on to; their ends do.
void add_edge_proposals(const Scraps& scraps, const CandidateOptions& options, std::vector<PairProposal>& proposals) {
  std::vector<std::vector<StraightEdge>> edges;
  for (const Outline& outline : scraps.outlines) edges.push_back(straight_edges(outline));
  for (int a = 0; a < scraps.size(); ++a) {
    for (int b = a + 1; b < scraps.size(); ++b) {
      if (!options.is_wanted(a, b)) continue;
      for (const Pose& pose : edge_to_edge(edges[a], edges[b])) proposals.push_back({a, b, {.a_from_b = pose}});
    }
  }
}

bool is_same(const JoinCandidate& p, const JoinCandidate& q, const Scraps& scraps) {
  const Fragment& b = scraps.fragments[p.b];
  const PoseDifference apart = difference(p.a_from_b, q.a_from_b, b.centre);
  return apart.distance < 0.02 * b.diameter + 1 && apart.angle < 0.04;
}

/// In order of a, b and falling log-odds: no motion twice, few per pair.
std::vector<JoinCandidate> distinct(std::vector<JoinCandidate> joins, const Scraps& scraps, int most_per_pair) {
  std::stable_sort(joins.begin(), joins.end(), [](const JoinCandidate& p, const JoinCandidate& q) {
    return std::tuple(p.a, p.b, -p.log_odds) < std::tuple(q.a, q.b, -q.log_odds);
  });
  std::vector<JoinCandidate> kept;
  int num_of_pair = 0;
  for (const JoinCandidate& join : joins) {
    if (join.a < 0) continue;
    if (kept.empty() || kept.back().a != join.a || kept.back().b != join.b) num_of_pair = 0;
    const bool is_new = std::none_of(kept.end() - num_of_pair, kept.end(),
                                     [&](const JoinCandidate& other) { return is_same(join, other, scraps); });
    if (!is_new || num_of_pair >= most_per_pair) continue;
    kept.push_back(join);
    ++num_of_pair;
  }
  return kept;
}

}  // namespace

std::vector<JoinCandidate> find_candidates(const Scraps& scraps, const CandidateOptions& options) {
  const std::vector<Windows> windows = make_windows(scraps);
  std::vector<std::vector<PairProposal>> rows(scraps.fragments.size());
  std::atomic<int> num_done{0};
  parallel_for(0, scraps.size(), [&](std::ptrdiff_t a) {
    rows[static_cast<std::size_t>(a)] = propose_row(windows, static_cast<int>(a), scraps, options);
    ++num_done;
  });
  std::vector<PairProposal> proposals = best_of_each(std::move(rows), options.most_per_piece);
  if (options.with_edges) add_edge_proposals(scraps, options, proposals);
  std::vector<JoinCandidate> joins(proposals.size());
  parallel_for(0, std::ssize(proposals), [&](std::ptrdiff_t i) {
    const PairProposal& each = proposals[static_cast<std::size_t>(i)];
    if (options.should_stop()) return;
    const std::optional<Pose> pose = align(scraps, each.a, each.b, each.proposal.a_from_b);
    if (pose) joins[static_cast<std::size_t>(i)] = {each.a, each.b, *pose};
  });
  std::erase_if(joins, [](const JoinCandidate& join) { return join.a < 0; });
  judge_joins(scraps, joins);
  return distinct(std::move(joins), scraps, options.most_per_pair);
}

}  // namespace solve_puzzle
