// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/grow.h"

#include <algorithm>
#include <queue>

namespace solve_puzzle {
namespace {

struct Offer {
  double worth = 0;
  int join = -1;
  int version_a = -1, version_b = -1;  // of the groups when the merge was planned
  Merge merge;
};

struct IsWorse {
  bool operator()(const Offer& p, const Offer& q) const {
    return p.worth < q.worth || (p.worth == q.worth && p.join > q.join);
  }
};

class Grower {
 public:
  Grower(Layout& layout, const std::vector<JoinCandidate>& joins, const GrowOptions& options, Random& random)
      : layout_(layout), joins_(joins), options_(options), joins_of_(layout.num_pieces()) {
    for (int j = 0; j < static_cast<int>(joins.size()); ++j) {
      joins_of_[joins[j].a].push_back(j);
      joins_of_[joins[j].b].push_back(j);
      shake_.push_back(1 + options.noise * (2 * random.uniform() - 1));
      offer(j);
    }
  }

  /// Says whether anything was merged.
  bool run() {
    while (!offers_.empty() && !options_.should_stop()) {
      const Offer best = offers_.top();
      offers_.pop();
      if (layout_.group_of(joins_[best.join].a) == layout_.group_of(joins_[best.join].b)) continue;
      if (is_fresh(best)) {
        take(best);
      } else {
        reconsider(best.join);
      }
    }
    return has_merged_;
  }

 private:
  double worth(int join, double gain) const { return (gain + joins_[join].loops) * shake_[join]; }

  void offer(int join) { offers_.push({.worth = worth(join, joins_[join].log_odds), .join = join}); }

  int version(int piece) const { return layout_.version(layout_.group_of(piece)); }

  bool is_fresh(const Offer& offer) const {
    return offer.version_a == version(joins_[offer.join].a) && offer.version_b == version(joins_[offer.join].b);
  }

  void reconsider(int join) {
    const std::optional<Merge> merge = layout_.plan(joins_[join]);
    if (!merge) return;
    const double least = merge->num_joins > 1 ? options_.least_gain : options_.least_single_gain;
    if (merge->gain < least) return;
    const Offer offer{worth(join, merge->gain), join, version(joins_[join].a), version(joins_[join].b), *merge};
    if (offers_.empty() || offer.worth >= offers_.top().worth) {
      take(offer);
    } else {
      offers_.push(offer);
    }
  }

  void take(const Offer& offer) {
    layout_.apply(offer.merge);
    has_merged_ = true;
    layout_.polish(layout_.group_of(joins_[offer.join].a), 1);
    for (const int piece : offer.merge.evicted) {
      for (const int join : joins_of_[piece]) this->offer(join);
    }
  }

  Layout& layout_;
  const std::vector<JoinCandidate>& joins_;
  const GrowOptions& options_;
  std::vector<std::vector<int>> joins_of_;
  std::vector<double> shake_;
  std::priority_queue<Offer, std::vector<Offer>, IsWorse> offers_;
  bool has_merged_ = false;
};

}  // namespace

bool grow(Layout& layout, const std::vector<JoinCandidate>& joins, const GrowOptions& options, Random& random) {
  return Grower(layout, joins, options, random).run();
}

}  // namespace solve_puzzle
