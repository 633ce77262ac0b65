// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/assemble_torn.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "puzzles/parallel.h"
#include "solver/torn/loops.h"
#include "solver/torn/part_doubtful.h"

namespace solve_puzzle {
namespace {

constexpr int kMovesPerRound = 6;

/// Settles all groups and counts every contact anew.
void tidy(Layout& layout) {
  for (int group = 0; group < layout.num_groups(); ++group) {
    if (layout.members(group).size() < 2) continue;
    // What one sweep moves, the next one carries on by one piece: large groups need more of them.
    layout.polish(group, 3 + static_cast<int>(layout.members(group).size()) / 10);
    layout.judge_again(group);
  }
  layout.split_groups();
}

struct Doubts {
  std::vector<int> pieces;
  bool are_grave = false;
};

/// Pieces that stand alone although something fits, or whose surroundings speak against them. In right layouts, too,
/// corners that touch speak a little against each other: such doubts are not grave.
Doubts find_doubts(const Layout& layout, const std::vector<JoinCandidate>& joins) {
  constexpr double kGrave = -1.5, kOverlap = 5;  // square pixels
  Doubts doubts;
  std::set<int> found;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(piece)) {
      const Verdict& verdict = neighbour.verdict;
      if (verdict.evidence >= 0) continue;
      found.insert(piece);
      if (verdict.evidence < kGrave || verdict.overlap > kOverlap) doubts.are_grave = true;
    }
  }
  for (const JoinCandidate& join : joins) {
    if (join.log_odds < 0 || layout.group_of(join.a) == layout.group_of(join.b)) continue;
    found.insert(join.a);
    found.insert(join.b);
    doubts.are_grave = true;
  }
  doubts.pieces.assign(found.begin(), found.end());
  return doubts;
}

/// Frees a piece, and some of those around it.
void free_around(Layout& layout, int piece, double share, Random& random) {
  std::vector<int> freed = {piece};
  for (const Layout::Neighbour& neighbour : layout.neighbours(piece)) {
    if (random.uniform() < share) freed.push_back(neighbour.piece);
  }
  for (const int each : freed) layout.evict(each);
}

/// Lets go of all contacts below a threshold: what hangs together by stronger ones moves as a whole.
void loosen(Layout& layout, double threshold) {
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    std::vector<int> weak;
    for (const Layout::Neighbour& neighbour : layout.neighbours(piece)) {
      if (neighbour.verdict.evidence < threshold) weak.push_back(neighbour.piece);
    }
    for (const int other : weak) layout.drop_contact(piece, other);
  }
  layout.split_groups();
}

double strongest_contact(const Layout& layout) {
  double most = 0;
  for (int piece = 0; piece < layout.num_pieces(); ++piece) {
    for (const Layout::Neighbour& n : layout.neighbours(piece)) most = std::max(most, n.verdict.evidence);
  }
  return most;
}

/// Pieces that lie elsewhere now, have other neighbours, or are neighbours of such.
std::vector<std::uint8_t> changed_pieces(const Layout& before, const Layout& after) {
  const auto is_same_piece = [](const Layout::Neighbour& p, const Layout::Neighbour& q) { return p.piece == q.piece; };
  std::vector<std::uint8_t> is_near(static_cast<std::size_t>(before.num_pieces()), 0);
  for (int piece = 0; piece < before.num_pieces(); ++piece) {
    const auto& old = before.neighbours(piece);
    const auto& now = after.neighbours(piece);
    if (before.group_of(piece) == after.group_of(piece) &&
        std::equal(old.begin(), old.end(), now.begin(), now.end(), is_same_piece))
      continue;
    is_near[static_cast<std::size_t>(piece)] = 1;
    for (const Layout::Neighbour& neighbour : old) is_near[static_cast<std::size_t>(neighbour.piece)] = 1;
  }
  return is_near;
}

/// Joins that were refused before will be so again, unless something has changed where they would be made.
std::vector<JoinCandidate> joins_of_changed(const Layout& before, const Layout& after,
                                            const std::vector<JoinCandidate>& joins) {
  const std::vector<std::uint8_t> has_changed = changed_pieces(before, after);
  std::vector<JoinCandidate> found;
  std::copy_if(joins.begin(), joins.end(), std::back_inserter(found), [&](const JoinCandidate& join) {
    return has_changed[static_cast<std::size_t>(join.a)] != 0 || has_changed[static_cast<std::size_t>(join.b)] != 0;
  });
  return found;
}

/// Likely joins that were refused when their groups were small may be worth more now.
void grow_again(Layout& layout, const std::vector<JoinCandidate>& joins, const GrowOptions& options, Random& random) {
  constexpr double kLikely = 0;  // log-odds
  constexpr int kMostRounds = 4;
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<JoinCandidate> open;
    std::copy_if(joins.begin(), joins.end(), std::back_inserter(open), [&](const JoinCandidate& join) {
      return join.log_odds > kLikely && layout.group_of(join.a) != layout.group_of(join.b);
    });
    if (!grow(layout, open, options, random)) return;
  }
}

/// First what loops confirm, then the rest.
void grow_in_order(Layout& layout, const std::vector<JoinCandidate>& joins, const GrowOptions& options,
                   Random& random) {
  std::vector<JoinCandidate> confirmed;
  std::copy_if(joins.begin(), joins.end(), std::back_inserter(confirmed),
               [](const JoinCandidate& join) { return join.loops > 0; });
  grow(layout, confirmed, options, random);
  grow(layout, joins, options, random);
  grow_again(layout, joins, options, random);
}

Layout moved(const Layout& start, const std::vector<JoinCandidate>& joins, const std::vector<int>& doubtful,
             const AssembleTornOptions& options, Random random) {
  Layout layout = start;
  constexpr double kLoosen = 0.3, kUsualSize = 60;  // of many pieces, to let go costs as much as the first growth
  if (random.uniform() < kLoosen * std::min(1.0, kUsualSize / start.num_pieces())) {
    loosen(layout, strongest_contact(layout) * 0.7 * random.uniform());
  } else {
    const int piece = doubtful[random.below(static_cast<std::uint32_t>(doubtful.size()))];
    free_around(layout, piece, random.uniform(), random);
  }
  GrowOptions grow_options = options.grow;
  grow_options.noise = 0.4 * random.uniform();
  grow_options.should_stop = options.should_stop;
  grow_in_order(layout, joins_of_changed(start, layout, joins), grow_options, random);
  tidy(layout);
  return layout;
}

}  // namespace

Layout assemble_torn(const PairJudge& judge, const std::vector<JoinCandidate>& all_joins,
                     const AssembleTornOptions& options) {
  return assemble_torn(judge, Layout(judge), all_joins, options);
}

Layout assemble_torn(const PairJudge& judge, Layout best, const std::vector<JoinCandidate>& all_joins,
                     const AssembleTornOptions& options) {
  std::vector<JoinCandidate> joins;
  std::copy_if(all_joins.begin(), all_joins.end(), std::back_inserter(joins),
               [&](const JoinCandidate& join) { return join.log_odds > options.least_log_odds; });
  add_loops(judge.sizes(), options.least_log_odds, joins);
  GrowOptions grow_options = options.grow;
  grow_options.should_stop = options.should_stop;
  Random random(options.seed);
  grow_in_order(best, joins, grow_options, random);
  tidy(best);
  double best_score = best.score();
  int num_idle = 0;
  for (int round = 0; round < options.most_rounds; ++round) {
    const Doubts doubts = find_doubts(best, joins);
    const int most_idle = doubts.are_grave ? options.most_idle_rounds : (options.most_idle_rounds + 3) / 4;
    if (doubts.pieces.empty() || num_idle >= most_idle || options.should_stop()) break;
    std::vector<Layout> tried(kMovesPerRound, best);
    parallel_for(0, kMovesPerRound, [&](std::ptrdiff_t move) {
      const auto item = static_cast<std::uint64_t>(round * kMovesPerRound + move);
      tried[static_cast<std::size_t>(move)] = moved(best, joins, doubts.pieces, options, Random(options.seed, item));
    });
    ++num_idle;
    for (const Layout& layout : tried) {
      const double score = layout.score();
      if (score <= best_score + 1e-6) continue;
      best = layout;
      best_score = score;
      num_idle = 0;
    }
    options.progress(static_cast<double>(round) / options.most_rounds);
  }
  part_doubtful(best, options.grow);
  return best;
}

}  // namespace solve_puzzle
