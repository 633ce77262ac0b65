// SPDX-License-Identifier: Apache-2.0
// The seam matcher as a whole, through SeamLearner: symmetry, learning, weights there and back.
#include "attention/network/seam_net.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/network/seam_batch.h"
#include "attention/network/seam_learner.h"
#include "attention/seam_matcher.h"
#include "attention/training_batch.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/attention/testing.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;
using testing::ThrowsMessage;

constexpr int kTile = 12;

struct Kind {
  const char* attention;
  bool self_attention;
};

SeamOptions small(const std::string& attention, bool self_attention = false) {
  return {.attention = attention,
          .self_attention = self_attention,
          .depth = attention == "whole" ? kTile : 3,
          .width = 16,
          .blocks = 1,
          .token = 8,
          .hidden = 16};
}

CutPuzzle made_puzzle() { return cut_sample({4, 3}, {.piece_size = std::to_string(kTile), .rotation = "quarter"}, 3); }

std::shared_ptr<const TrainingSet> made_set(int depth) {
  return std::make_shared<TrainingSet>(set_of(made_puzzle(), depth, 3));
}

/// Eight true pairs, each among its list.
TrainingBatch eight_pairs(std::shared_ptr<const TrainingSet> set, std::uint64_t seed) {
  TrainingBatch batch = whole_lists(set, 0, set->lists.num_sides());
  const auto has_partner = [&](const TrainingBatch::Query& query) { return set->target[query.side] >= 0; };
  std::stable_partition(batch.queries.begin(), batch.queries.end(), has_partner);
  batch.queries.resize(8);
  batch.random_partners.assign(8, -1);
  batch.seed = seed;
  return batch;
}

Weights as_weights(std::vector<WeightTensor> tensors) {
  return {.metadata = {}, .tensors = std::move(tensors), .file = "a.safetensors"};
}

std::vector<float> numbers_of(const std::vector<WeightTensor>& tensors) {
  std::vector<float> all;
  for (const WeightTensor& tensor : tensors) all.insert(all.end(), tensor.values.begin(), tensor.values.end());
  return all;
}

/// A learner after a few steps: nothing is zero any more.
SeamLearner taught(const SeamOptions& options, const std::shared_ptr<const TrainingSet>& set) {
  SeamLearner learner(options, 5);
  for (std::uint64_t step = 0; step < 3; ++step) learner.train(eight_pairs(set, step), {}, 1e-2);
  return learner;
}

class SeamNetOfKind : public testing::TestWithParam<Kind> {
 protected:
  SeamOptions options() const { return small(GetParam().attention, GetParam().self_attention); }
};
INSTANTIATE_TEST_SUITE_P(AllKinds, SeamNetOfKind,
                         testing::Values(Kind{"mean", false}, Kind{"soft", false}, Kind{"crf", false},
                                         Kind{"hard", false}, Kind{"whole", false}, Kind{"mean", true}),
                         [](const auto& kind) {
                           return std::string(kind.param.attention) + (kind.param.self_attention ? "AmongOthers" : "");
                         });

TEST_P(SeamNetOfKind, SwappingTheTwoSidesOfAPairGivesTheSameLogOdds) {
  const auto set = made_set(options().depth);
  const SeamLearner learner = taught(options(), set);
  const std::vector<float> result = judge_lists(learner, set->bands, set->lists);
  EXPECT_GT(*std::max_element(result.begin(), result.end()) - *std::min_element(result.begin(), result.end()), 1e-3F);
  for (std::size_t e = 0; e < result.size(); ++e) {
    EXPECT_TRUE(std::isfinite(result[e]));
    EXPECT_EQ(result[e], result[set->lists.mate[e]]);
  }
}

// Pieces in another order: another division into batches, and every pair with its sides the other way round.
TEST_P(SeamNetOfKind, TheOrderOfThePiecesDoesNotMatter) {
  const CutPuzzle made = made_puzzle();
  CutPuzzle turned_order = made;
  std::reverse(turned_order.puzzle.pieces.begin(), turned_order.puzzle.pieces.end());
  const auto set = made_set(options().depth);
  const SeamLearner learner = taught(options(), set);
  const int num_pieces = set->bands.num_pieces();
  const auto other_number = [&](int side) { return (num_pieces - 1 - side / 4) * 4 + side % 4; };
  std::set<std::pair<int, int>> pairs;
  for (int side = 0; side < set->lists.num_sides(); ++side) {
    for (int e = set->lists.row_begin[side]; e < set->lists.row_begin[side + 1]; ++e) {
      pairs.insert({other_number(side), other_number(set->lists.partner[e])});
    }
  }
  const PuzzleBands bands = puzzle_bands(turned_order.puzzle, options().depth);
  const MatchLists lists = lists_of(set->bands.num_sides(), pairs);
  const std::vector<float> before = judge_lists(learner, set->bands, set->lists);
  const std::vector<float> after = judge_lists(learner, bands, lists);
  for (int side = 0; side < lists.num_sides(); ++side) {
    for (int e = set->lists.row_begin[side]; e < set->lists.row_begin[side + 1]; ++e) {
      const int a = other_number(side);
      const int b = other_number(set->lists.partner[e]);
      const auto row = lists.partner.begin() + lists.row_begin[a];
      const auto place = std::find(row, lists.partner.begin() + lists.row_begin[a + 1], b) - lists.partner.begin();
      EXPECT_NEAR(after[place], before[e], 1e-3);
    }
  }
}

TEST_P(SeamNetOfKind, OverfitsEightPairsInSeconds) {
  const auto set = made_set(options().depth);
  SeamLearner learner(options(), 5);
  const double first = learner.train(eight_pairs(set, 1), {}, 1e-2).loss;
  double last = first;
  for (std::uint64_t step = 1; step <= 150 && last > 0.1; ++step) {
    // Odd seeds: the hard selection does not sample, so that what is left tells how much was learnt.
    learner.train(eight_pairs(set, 2 * step), {}, 1e-2);
    last = learner.train(eight_pairs(set, 2 * step + 1), {}, 1e-2).loss;
  }
  EXPECT_GT(first, 1.0);  // about log(1 + candidates)
  EXPECT_LT(last, 0.2);
}

TEST_P(SeamNetOfKind, AFixedSeedGivesTheSameOutputTwice) {
  const auto set = made_set(options().depth);
  const auto output = [&](std::uint64_t seed) {
    return judge_lists(SeamLearner(options(), seed), set->bands, set->lists);
  };
  EXPECT_EQ(output(7), output(7));
  EXPECT_NE(output(7), output(8));
}

TEST_P(SeamNetOfKind, SavedAndLoadedGivesTheSameOutputAndTheSameNextSteps) {
  const auto set = made_set(options().depth);
  SeamLearner one = taught(options(), set);
  SeamLearner other(options(), 99);
  other.load(as_weights(one.tensors()));
  EXPECT_EQ(judge_lists(other, set->bands, set->lists), judge_lists(one, set->bands, set->lists));
  other.load_optimiser(as_weights(one.optimiser_tensors()));
  for (std::uint64_t step = 10; step < 13; ++step) {
    EXPECT_EQ(one.train(eight_pairs(set, step), {}, 1e-2).loss, other.train(eight_pairs(set, step), {}, 1e-2).loss);
  }
  EXPECT_EQ(numbers_of(one.tensors()), numbers_of(other.tensors()));
  EXPECT_EQ(numbers_of(one.optimiser_tensors()), numbers_of(other.optimiser_tensors()));
}

TEST_P(SeamNetOfKind, PixelsThatAreNoNumbersGiveAnErrorAndLeaveTheWeights) {
  TrainingSet broken = *made_set(options().depth);
  std::fill(broken.bands.colour.begin(), broken.bands.colour.end(), std::numeric_limits<float>::quiet_NaN());
  const auto set = std::make_shared<TrainingSet>(std::move(broken));
  const auto good = made_set(options().depth);
  SeamLearner learner = taught(options(), good);
  const std::vector<float> before = numbers_of(learner.tensors());
  const std::vector<float> optimiser_before = numbers_of(learner.optimiser_tensors());
  EXPECT_THAT([&] { learner.train(eight_pairs(set, 1), {}, 1e-2); }, ThrowsMessage<Error>(HasSubstr("finite")));
  EXPECT_EQ(numbers_of(learner.tensors()), before);
  EXPECT_EQ(numbers_of(learner.optimiser_tensors()), optimiser_before);
  EXPECT_TRUE(std::isfinite(learner.train(eight_pairs(good, 1), {}, 1e-2).loss));  // and it can go on
}

TEST_P(SeamNetOfKind, ALookSaysWhatAListOfOneSays) {
  const auto set = made_set(options().depth);
  const SeamLearner learner = taught(options(), set);
  const auto session = learner.open(set->bands, set->lists);
  const MatchLists pair = lists_of(set->bands.num_sides(), {{0, 5}});
  std::vector<float> logit(1), no_partner(1);
  session->judge(pair, 0, 1, logit, no_partner);
  const SeamLook look = session->look(0, 5, std::vector<float>(kNumPairEvidence, 0.0F));
  EXPECT_NEAR(look.log_odds, logit[0] - no_partner[0], 1e-4);
  const bool is_whole = options().attention == "whole";
  ASSERT_EQ(look.weights.size(), is_whole ? 0U : kTile);
  float sum = 0;
  for (const float weight : look.weights) sum += weight;
  EXPECT_NEAR(sum, is_whole ? 0.0F : 1.0F, 1e-4);
  ASSERT_EQ(look.touch.size(), options().attention == "crf" ? kTile : 0U);
  ASSERT_EQ(look.stretch.size(), look.touch.size());
  EXPECT_THAT(look.touch, testing::Each(AllOf(testing::Ge(0.0F), testing::Le(1.0F))));
}

TEST(SeamNet, ThreadsDoNotChangeTheAnswer) {
  const auto set = made_set(3);
  const SeamLearner learner(small("crf", true), 5);
  const auto on_threads = [&](int threads) {
    const ThreadLimit limit(threads);
    return judge_lists(learner, set->bands, set->lists);
  };
  EXPECT_EQ(on_threads(1), on_threads(4));
}

TEST(SeamNet, LooksAtOnePieceAlone) {
  for (const bool self_attention : {false, true}) {
    const SeamLearner learner(small("mean", self_attention), 5);
    const CutPuzzle one = cut_sample({1, 1}, {.piece_size = std::to_string(kTile)});
    const PuzzleBands bands = puzzle_bands(one.puzzle, 3);
    const MatchLists lists = lists_of(4, {});
    EXPECT_TRUE(judge_lists(learner, bands, lists).empty());
    const auto session = learner.open(bands, lists);
    EXPECT_TRUE(std::isfinite(session->look(0, 2, std::vector<float>(kNumPairEvidence, 0.0F)).log_odds));
  }
}

TEST(SeamNet, JudgesSidesOfTwoLengths) {
  const CutPuzzle made = cut_sample({4, 3}, {.piece_size = "16x12", .rotation = "none"});
  const TrainingSet set = set_of(made, 3, 0);
  for (const float value : judge_lists(SeamLearner(small("soft"), 5), set.bands, set.lists)) {
    EXPECT_TRUE(std::isfinite(value));
  }
}

TEST(SeamNet, PartialSeamsTeachToo) {
  const auto set = made_set(3);
  for (const char* attention : {"mean", "crf"}) {
    SeamLearner learner(small(attention), 5);
    TrainingBatch batch = eight_pairs(set, 1);
    batch.is_partial = true;
    const double first = learner.train(batch, {}, 1e-2).loss;
    double last = first;
    for (int step = 0; step < 40; ++step) last = learner.train(batch, {}, 1e-2).loss;
    EXPECT_LT(last, 0.7 * first) << attention;
  }
}

TEST(SeamNet, PartialSeamsKeepTheClassicalEvidenceBack) {
  const auto set = made_set(3);
  SeamNet net(small("mean"), 5);
  TrainingBatch batch = eight_pairs(set, 1);
  const torch::Tensor nothing = torch::tensor(std::vector<float>(kNoPairEvidence.begin(), kNoPairEvidence.end()));
  EXPECT_FALSE(training_tensors(batch, *net).batch.evidence.eq(nothing).all().item<bool>());
  batch.is_partial = true;
  EXPECT_TRUE(training_tensors(batch, *net).batch.evidence.eq(nothing).all().item<bool>());
}

TEST(SeamNet, WeightsOfAnotherNetworkAreRefusedByTheNameOfTheTensor) {
  SeamLearner learner(small("mean"), 5);
  const std::vector<float> before = numbers_of(learner.tensors());
  const auto refused = [&](const Weights& weights, const std::string& name) {
    EXPECT_THAT([&] { learner.load(weights); },
                ThrowsMessage<Error>(AllOf(HasSubstr("a.safetensors"), HasSubstr(name))));
  };
  SeamOptions wide = small("mean");
  wide.hidden += 1;
  refused(as_weights(SeamLearner(wide, 5).tensors()), "hidden.");
  std::vector<WeightTensor> tensors = learner.tensors();
  const WeightTensor last = tensors.back();
  tensors.pop_back();
  refused(as_weights(tensors), last.name);
  tensors.push_back(last);
  tensors.push_back({"surplus", {1}, {0.0F}});
  refused(as_weights(tensors), "surplus");
  EXPECT_EQ(numbers_of(learner.tensors()), before);
}

TEST(SeamNet, AnOptimiserOfAnotherNetworkIsRefusedByTheNameOfTheTensor) {
  const auto set = made_set(3);
  SeamLearner learner = taught(small("mean"), set);
  std::vector<WeightTensor> state = learner.optimiser_tensors();
  const auto refused = [&](const std::string& name) {
    EXPECT_THAT([&] { learner.load_optimiser(as_weights(state)); }, ThrowsMessage<Error>(HasSubstr(name)));
  };
  ASSERT_EQ(state.back().name, "num_steps");
  state.pop_back();
  refused("num_steps");
  state = SeamLearner(small("mean"), 1).optimiser_tensors();  // before its first step: nothing
  refused("num_steps");
}

TEST(SeamNet, LongerSeamsAndAttentionCostMoreMultiplyAdds) {
  const auto cost = [](const char* attention, int length) {
    return SeamLearner(small(attention), 1).num_multiply_adds(length);
  };
  for (const char* attention : {"mean", "soft", "crf"}) {
    EXPECT_GT(cost(attention, 28), cost(attention, 14));
    EXPECT_GE(cost(attention, 28), cost("mean", 28));
  }
  EXPECT_GT(SeamLearner(small("mean", true), 1).num_multiply_adds(28), cost("mean", 28));
}

}  // namespace
}  // namespace solve_puzzle
