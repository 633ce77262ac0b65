// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/assemble_torn.h"

#include <gtest/gtest.h>

#include <chrono>

#include "puzzles/parallel.h"
#include "solver/torn/join_odds.h"
#include "tests/solver/torn/testing.h"

namespace solve_puzzle {
namespace {

/// Fragments collide as they do in life, but who belongs to whom stands in a table.
class TableJudge : public PairJudge {
 public:
  TableJudge(const Scraps& scraps, std::vector<JoinCandidate> joins) : scraps_(scraps), by_shape_(scraps) {
    for (const JoinCandidate& join : joins) table_[{join.a, join.b}].push_back(join);
  }

  const std::vector<PieceSize>& sizes() const override { return by_shape_.sizes(); }

  Verdict judge(int a, int b, const Pose& a_from_b) const override {
    if (a > b) return judge(b, a, inverse(a_from_b));
    Verdict verdict = by_shape_.judge(a, b, a_from_b);
    verdict.evidence = verdict.touches ? -0.02 * verdict.overlap : 0;
    const auto found = table_.find({a, b});
    if (found == table_.end()) return verdict;
    for (const JoinCandidate& join : found->second) {
      const PoseDifference off = difference(join.a_from_b, a_from_b, scraps_.fragments[b].centre);
      if (off.distance > 0.05 * scraps_.fragments[b].diameter || off.angle > 0.1) continue;
      verdict.touches = true;
      verdict.evidence += join.log_odds;
      break;
    }
    return verdict;
  }

  Pose settle(const std::vector<PosedPair>&, const Pose& target_from_moving, int) const override {
    return target_from_moving;
  }

 private:
  const Scraps& scraps_;
  ContactJudge by_shape_;
  std::map<std::pair<int, int>, std::vector<JoinCandidate>> table_;
};

struct Graph {
  TornPicture made;
  Scraps scraps;
  std::vector<JoinCandidate> joins;
};

double log_odds_of(double probability) { return std::log(probability / (1 - probability)); }

/// All true joins of a torn picture, with probabilities of 0.6 to 1.
Graph true_graph(cv::Size pieces, Random& random) {
  Graph graph;
  graph.made =
      tear(sample_picture({pieces.width * 60, pieces.height * 60}, 5), {.pieces = pieces, .seed = 4, .rough = 1.5});
  const std::vector<Fragment> fragments = make_fragments(graph.made.puzzle, {});
  graph.scraps = make_scraps(fragments, 0, outline_step(fragments));
  for (int a = 0; a < graph.scraps.size(); ++a) {
    for (int b = a + 1; b < graph.scraps.size(); ++b) {
      const Pose a_from_b = inverse(graph.made.canvas_from_piece[a]) * graph.made.canvas_from_piece[b];
      if (judge_contact(graph.scraps, a, b, a_from_b).length < 12) continue;
      graph.joins.push_back({a, b, a_from_b, log_odds_of(0.6 + 0.399 * random.uniform())});
    }
  }
  return graph;
}

/// Joins of random pairs in random poses in which they touch.
void add_false_joins(Graph& graph, int num_joins, Random& random) {
  while (num_joins > 0) {
    const int a = static_cast<int>(random.below(static_cast<std::uint32_t>(graph.scraps.size())));
    const int b = static_cast<int>(random.below(static_cast<std::uint32_t>(graph.scraps.size())));
    if (a >= b) continue;
    const Fragment& first = graph.scraps.fragments[a];
    const Fragment& second = graph.scraps.fragments[b];
    const double direction = 7 * random.uniform();
    const double apart = (first.diameter + second.diameter) / 2;
    const cv::Point2d at = first.centre + apart * cv::Point2d(std::cos(direction), std::sin(direction));
    graph.joins.push_back({a, b, turn_around(second.centre, 7 * random.uniform(), at - second.centre),
                           log_odds_of(0.6 + 0.399 * random.uniform())});
    --num_joins;
  }
}

AssembleTornOptions table_options() {
  AssembleTornOptions options;
  options.grow.least_gain = 0.4;
  options.grow.least_single_gain = 0.4;
  options.least_log_odds = 0;
  options.most_idle_rounds = 20;
  return options;
}

/// The largest number of pieces of one group that stand right to each other.
int num_right(const Graph& graph, const Layout& layout) {
  int most = 0;
  for (int reference = 0; reference < layout.num_pieces(); ++reference) {
    const Pose canvas_from_group = graph.made.canvas_from_piece[reference] * inverse(layout.pose(reference));
    int num = 0;
    for (const int piece : layout.members(layout.group_of(reference))) {
      const PoseDifference off = difference(canvas_from_group * layout.pose(piece), graph.made.canvas_from_piece[piece],
                                            graph.scraps.fragments[piece].centre);
      num += off.distance < 3 && off.angle < 0.05 ? 1 : 0;
    }
    most = std::max(most, num);
  }
  return most;
}

TEST(TornAssembly, WithstandsFalseJoins) {
  for (const auto& [num_false, least] : {std::pair(0, 36), {50, 35}, {100, 35}, {200, 34}}) {
    Random random(1, static_cast<std::uint64_t>(num_false));
    Graph graph = true_graph({6, 6}, random);
    add_false_joins(graph, num_false, random);
    const TableJudge judge(graph.scraps, graph.joins);
    EXPECT_GE(num_right(graph, assemble_torn(judge, graph.joins, table_options())), least) << num_false;
  }
}

TEST(TornAssembly, AChainWithoutLoopsIsOneGroup) {
  Random random(2);
  const Graph graph = true_graph({6, 1}, random);
  const TableJudge judge(graph.scraps, graph.joins);
  EXPECT_EQ(num_right(graph, assemble_torn(judge, graph.joins, table_options())), 6);
}

TEST(TornAssembly, AWeakSingleJoinStaysASuggestion) {
  Random random(3);
  Graph graph = true_graph({2, 1}, random);
  ASSERT_EQ(graph.joins.size(), 1U);
  graph.joins.front().log_odds = 3;
  const TableJudge judge(graph.scraps, graph.joins);
  AssembleTornOptions options;
  options.grow.least_single_gain = 4;
  EXPECT_EQ(num_right(graph, assemble_torn(judge, graph.joins, options)), 1);
  options.grow.least_single_gain = 2;
  EXPECT_EQ(num_right(graph, assemble_torn(judge, graph.joins, options)), 2);
}

TEST(TornAssembly, ThreadsDoNotChangeTheAnswer) {
  Random random(4);
  Graph graph = true_graph({4, 4}, random);
  add_false_joins(graph, 60, random);
  const TableJudge judge(graph.scraps, graph.joins);
  std::vector<double> scores;
  for (const int threads : {1, 3}) {
    const ThreadLimit limit(threads);
    const Layout layout = assemble_torn(judge, graph.joins, table_options());
    scores.push_back(layout.score());
    for (int piece = 0; piece < layout.num_pieces(); ++piece) scores.push_back(layout.pose(piece).x);
  }
  const auto half = scores.begin() + std::ssize(scores) / 2;
  EXPECT_TRUE(std::equal(scores.begin(), half, half));
}

TEST(TornLayout, EvictingAPieceTakesItsEvidenceAlong) {
  Random random(5);
  const Graph graph = true_graph({3, 3}, random);
  const TableJudge judge(graph.scraps, graph.joins);
  Layout layout = assemble_torn(judge, graph.joins, table_options());
  const double before = layout.score();
  const double support = layout.support(4);
  layout.evict(4);
  EXPECT_NEAR(layout.score(), before - support, 1e-9);
  EXPECT_EQ(layout.members(layout.group_of(4)).size(), 1U);
}

}  // namespace
}  // namespace solve_puzzle
