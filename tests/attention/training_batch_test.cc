// SPDX-License-Identifier: Apache-2.0
#include "attention/training_batch.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/attention/testing.h"

namespace solve_puzzle {
namespace {

using Sets = std::vector<std::shared_ptr<const TrainingSet>>;

constexpr int kNumRivals = 8;

/// Two sets. In each, every third entry that is no target is a copy, and every seventh side is to be skipped.
Sets made_sets() {
  Sets sets;
  for (const std::uint64_t seed : {1, 2}) {
    TrainingSet set = set_of(cut_sample({5, 4}, {.piece_size = "8"}, seed), 2, kNumRivals, seed);
    for (std::size_t side = 0; side < set.target.size(); ++side) {
      for (int e = set.lists.row_begin[side]; e < set.lists.row_begin[side + 1]; ++e) {
        set.is_copy[e] = set.target[side] >= 0 && e != set.target[side] && e % 3 == 0;
        set.lists.evidence[static_cast<std::size_t>(e) * kNumPairEvidence] = -0.01F * static_cast<float>(e % 17);
      }
      if (side % 7 == 0) set.target[side] = TrainingSet::kSkip;
    }
    sets.push_back(std::make_shared<TrainingSet>(std::move(set)));
  }
  return sets;
}

constexpr TrainingOptions kOptions = {.queries_per_set = 30, .candidates_per_query = 5};

bool has(const std::vector<std::int32_t>& entries, std::int32_t entry) {
  return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

/// Everything that a batch chose, in one list.
std::vector<std::int32_t> choices_of(const TrainingBatch& batch) {
  std::vector<std::int32_t> all = {batch.is_partial ? 1 : 0};
  for (const TrainingBatch::Query& query : batch.queries) {
    all.push_back(query.set);
    all.push_back(query.side);
    all.insert(all.end(), query.entries.begin(), query.entries.end());
  }
  all.insert(all.end(), batch.random_partners.begin(), batch.random_partners.end());
  return all;
}

TEST(TrainingBatch, SameSeedGivesTheSameBatch) {
  const Sets sets = made_sets();
  EXPECT_EQ(choices_of(draw_batch(sets, kOptions, 3)), choices_of(draw_batch(sets, kOptions, 3)));
  EXPECT_EQ(draw_batch(sets, kOptions, 3).seed, draw_batch(sets, kOptions, 3).seed);
  EXPECT_NE(choices_of(draw_batch(sets, kOptions, 3)), choices_of(draw_batch(sets, kOptions, 4)));
}

TEST(TrainingBatch, TheTargetIsAlwaysAmongTheCandidatesAndSkippedSidesAreNotAsked) {
  const TrainingBatch batch = draw_batch(made_sets(), kOptions, 3);
  int num_without = 0;
  for (const TrainingBatch::Query& query : batch.queries) {
    const std::int32_t target = batch.sets[query.set]->target[query.side];
    EXPECT_NE(target, TrainingSet::kSkip);
    num_without += target == TrainingSet::kNoPartner ? 1 : 0;
    EXPECT_TRUE(target < 0 || has(query.entries, target));
  }
  EXPECT_GT(num_without, 0);  // borders are asked too
}

TEST(TrainingBatch, CandidatesAreOfTheSidesOwnListOnceEachAndNeverCopies) {
  for (std::uint64_t seed = 1; seed < 10; ++seed) {
    const TrainingBatch batch = draw_batch(made_sets(), kOptions, seed);
    for (const TrainingBatch::Query& query : batch.queries) {
      const TrainingSet& set = *batch.sets[query.set];
      std::set<std::int32_t> seen;
      for (const std::int32_t e : query.entries) {
        EXPECT_GE(e, set.lists.row_begin[query.side]);
        EXPECT_LT(e, set.lists.row_begin[query.side + 1]);
        EXPECT_EQ(set.is_copy[e], 0);
        EXPECT_TRUE(seen.insert(e).second);
      }
    }
  }
}

TEST(TrainingBatch, NoQueryHasMoreCandidatesAndNoSetMoreQueriesThanWanted) {
  for (const int count : {2, 3, 5, 100}) {
    TrainingOptions options = kOptions;
    options.candidates_per_query = count;
    const TrainingBatch batch = draw_batch(made_sets(), options, 3);
    std::vector<int> asked(2);
    for (const TrainingBatch::Query& query : batch.queries) {
      EXPECT_LE(static_cast<int>(query.entries.size()), count);
      EXPECT_GE(query.entries.size(), 1U);
      ++asked[query.set];
    }
    EXPECT_THAT(asked, testing::ElementsAre(kOptions.queries_per_set, kOptions.queries_per_set));
    EXPECT_EQ(batch.random_partners.size(), batch.queries.size());
  }
}

TEST(TrainingBatch, ASideIsAskedOnceAtMost) {
  TrainingOptions options = kOptions;
  options.queries_per_set = 1000;
  std::set<std::pair<int, int>> asked;
  for (const TrainingBatch::Query& query : draw_batch(made_sets(), options, 3).queries) {
    EXPECT_TRUE(asked.insert({query.set, query.side}).second);
  }
}

TEST(TrainingBatch, TheHeadOfTheListIsAlwaysShown) {
  const TrainingBatch batch = draw_batch(made_sets(), kOptions, 3);
  for (const TrainingBatch::Query& query : batch.queries) {
    const TrainingSet& set = *batch.sets[query.set];
    const auto evidence = [&](std::int32_t e) { return set.lists.evidence[static_cast<std::size_t>(e) * 3]; };
    std::vector<std::int32_t> others;
    for (int e = set.lists.row_begin[query.side]; e < set.lists.row_begin[query.side + 1]; ++e) {
      if (e != set.target[query.side] && set.is_copy[e] == 0) others.push_back(e);
    }
    const auto best = std::max_element(others.begin(), others.end(),
                                       [&](std::int32_t a, std::int32_t b) { return evidence(a) < evidence(b); });
    EXPECT_TRUE(best == others.end() || has(query.entries, *best));
  }
}

TEST(TrainingBatch, StrangersAreOnNoListAndOfAnotherPieceAndOfTheSameLength) {
  const TrainingBatch batch = draw_batch(made_sets(), kOptions, 3);
  int num_found = 0;
  for (std::size_t q = 0; q < batch.queries.size(); ++q) {
    const int stranger = batch.random_partners[q];
    if (stranger < 0) continue;
    ++num_found;
    const TrainingBatch::Query& query = batch.queries[q];
    const TrainingSet& set = *batch.sets[query.set];
    EXPECT_NE(stranger / 4, query.side / 4);
    EXPECT_EQ(set.bands.length[stranger], set.bands.length[query.side]);
    const auto first = set.lists.partner.begin() + set.lists.row_begin[query.side];
    const auto last = set.lists.partner.begin() + set.lists.row_begin[query.side + 1];
    EXPECT_EQ(std::find(first, last, stranger), last);
  }
  EXPECT_GT(num_found, static_cast<int>(batch.queries.size()) / 2);
}

TEST(TrainingBatch, TheShareOfPartialStepsIsTheOneWanted) {
  const Sets sets = made_sets();
  TrainingOptions options = kOptions;
  options.queries_per_set = 1;
  const auto num_partial = [&](double share) {
    options.partial_share = share;
    int count = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) count += draw_batch(sets, options, seed).is_partial ? 1 : 0;
    return count;
  };
  EXPECT_EQ(num_partial(0.0), 0);
  EXPECT_EQ(num_partial(1.0), 400);
  EXPECT_NEAR(num_partial(0.25), 100, 40);  // about five deviations
}

TEST(WholeLists, AskEverySideThatHasAListForAllOfIt) {
  const auto set = made_sets().front();
  const TrainingBatch batch = whole_lists(set, 8, 24);
  EXPECT_FALSE(batch.is_partial);
  int side = 8;
  for (const TrainingBatch::Query& query : batch.queries) {
    EXPECT_EQ(query.side, side++);
    ASSERT_EQ(static_cast<int>(query.entries.size()),
              set->lists.row_begin[query.side + 1] - set->lists.row_begin[query.side]);
    EXPECT_EQ(query.entries.front(), set->lists.row_begin[query.side]);
  }
  EXPECT_EQ(side, 24);
  EXPECT_THAT(batch.random_partners, testing::Each(-1));
}

}  // namespace
}  // namespace solve_puzzle
