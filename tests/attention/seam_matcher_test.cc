// SPDX-License-Identifier: Apache-2.0
#include "attention/seam_matcher.h"

#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "tests/attention/testing.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// What the fake network says of a pair as side a sees it, and of having no partner.
float seen(int a, int b) { return static_cast<float>((a * 37 + b * 11) % 101) / 8.0F; }
float alone(int side) { return static_cast<float>(side % 7) / 4.0F; }

class FakeSession : public SeamSession {
 public:
  FakeSession(const PuzzleBands& bands, std::atomic<int>& num_calls) : bands_(bands), num_calls_(num_calls) {}

  void judge(const MatchLists& lists, int first_side, int last_side, std::span<float> entry_logits,
             std::span<float> no_partner) const override {
    ++num_calls_;
    std::size_t out = 0;
    for (int side = first_side; side < last_side; ++side) {
      if (bands_.length[side] != bands_.length[first_side]) throw std::logic_error("lengths are mixed");
      no_partner[side - first_side] = alone(side);
      for (int e = lists.row_begin[side]; e < lists.row_begin[side + 1]; ++e) {
        entry_logits[out++] = seen(side, lists.partner[e]);
      }
    }
    if (out != entry_logits.size()) throw std::logic_error("another number of entries");
  }
  SeamLook look(int, int, std::span<const float>) const override { return {}; }

 private:
  const PuzzleBands& bands_;
  std::atomic<int>& num_calls_;
};

class FakeNetwork : public SeamNetwork {
 public:
  std::unique_ptr<SeamSession> open(const PuzzleBands& bands, const MatchLists&) const override {
    return std::make_unique<FakeSession>(bands, num_calls);
  }
  std::int64_t num_multiply_adds(int) const override { return 0; }
  void load(const Weights&) override {}
  std::vector<WeightTensor> tensors() const override { return {}; }
  TrainingReport train(const TrainingBatch&, const TrainingOptions&, double) override { return {}; }
  std::vector<WeightTensor> optimiser_tensors() const override { return {}; }
  void load_optimiser(const Weights&) override {}

  mutable std::atomic<int> num_calls = 0;
};

/// Sixty pieces, every second one turned, so that lengths alternate; lists of several sizes.
struct Fixture {
  Fixture() {
    Puzzle puzzle;
    for (int i = 0; i < 60; ++i) {
      puzzle.pieces.push_back({.id = std::to_string(i), .pixels = cv::Mat::zeros(i % 2 + 2, 3 - i % 2, CV_8UC3)});
    }
    bands = puzzle_bands(puzzle, 1);
    std::set<std::pair<int, int>> pairs;
    add_rivals(pairs, bands.num_sides(), 6, 5);
    lists = lists_of(bands.num_sides(), pairs);
  }
  PuzzleBands bands;
  MatchLists lists;
};

TEST(JudgeLists, GivesTheMeanOfBothViewsAgainstNoPartner) {
  const Fixture made;
  const std::vector<float> result = judge_lists(FakeNetwork(), made.bands, made.lists);
  ASSERT_EQ(static_cast<int>(result.size()), made.lists.num_entries());
  for (int side = 0; side < made.lists.num_sides(); ++side) {
    for (int e = made.lists.row_begin[side]; e < made.lists.row_begin[side + 1]; ++e) {
      const int other = made.lists.partner[e];
      const float expected = 0.5F * (seen(side, other) - alone(side) + seen(other, side) - alone(other));
      EXPECT_FLOAT_EQ(result[e], expected);
    }
  }
}

TEST(JudgeLists, GivesTheSameForAnEntryAndItsMate) {
  const Fixture made;
  const std::vector<float> result = judge_lists(FakeNetwork(), made.bands, made.lists);
  for (std::size_t e = 0; e < result.size(); ++e) EXPECT_EQ(result[e], result[made.lists.mate[e]]);
}

TEST(JudgeLists, ThreadsChangeNeitherTheAnswerNorTheBatches) {
  const Fixture made;
  const auto on_threads = [&](int threads) {
    const ThreadLimit limit(threads);
    const FakeNetwork network;
    const std::vector<float> result = judge_lists(network, made.bands, made.lists);
    return std::pair(result, network.num_calls.load());
  };
  EXPECT_EQ(on_threads(1), on_threads(4));
  EXPECT_GT(on_threads(1).second, 1);
}

TEST(JudgeLists, StopsSoonWhenToldTo) {
  const Fixture made;
  const FakeNetwork network;
  const ThreadLimit limit(1);
  const std::vector<float> result =
      judge_lists(network, made.bands, made.lists, [&] { return network.num_calls >= 2; });
  EXPECT_EQ(static_cast<int>(result.size()), made.lists.num_entries());
  EXPECT_EQ(network.num_calls, 2);
}

TEST(JudgeLists, OfNothingGivesNothing) {
  EXPECT_TRUE(judge_lists(FakeNetwork(), {}, {}).empty());
  Fixture made;
  made.lists = lists_of(made.bands.num_sides(), {});
  EXPECT_TRUE(judge_lists(FakeNetwork(), made.bands, made.lists).empty());
}

TEST(JudgeLists, LetsAnErrorOfTheNetworkThrough) {
  const Fixture made;
  PuzzleBands bands = made.bands;
  MatchLists lists = made.lists;
  class Failing : public FakeNetwork {
    std::unique_ptr<SeamSession> open(const PuzzleBands&, const MatchLists&) const override { throw Error("no room"); }
  };
  EXPECT_THAT([&] { judge_lists(Failing(), bands, lists); }, ThrowsMessage<Error>("no room"));
}

Weights with_architecture(const std::string& text) {
  return {.metadata = {{"architecture", text}}, .tensors = {}, .file = "a.safetensors"};
}

TEST(Architecture, TextAndBackGivesTheOptions) {
  for (const char* attention : {"crf", "soft", "hard", "mean", "whole"}) {
    const SeamOptions options{
        .attention = attention, .self_attention = true, .depth = 3, .width = 5, .blocks = 0, .token = 8, .hidden = 9};
    const SeamOptions read = architecture_of(with_architecture(architecture_text(options)));
    EXPECT_EQ(read.attention, attention);
    EXPECT_TRUE(read.self_attention);
    EXPECT_EQ(read.depth, 3);
    EXPECT_EQ(read.width, 5);
    EXPECT_EQ(read.blocks, 0);
    EXPECT_EQ(read.token, 8);
    EXPECT_EQ(read.hidden, 9);
    EXPECT_EQ(architecture_text(read), architecture_text(options));
  }
}

void expect_refused(const Weights& weights, const std::string& cause) {
  EXPECT_THAT([&] { architecture_of(weights); },
              ThrowsMessage<Error>(AllOf(HasSubstr("a.safetensors"), HasSubstr(cause))))
      << cause;
}

/// The architecture's text with one stretch replaced.
Weights damaged(const std::string& from, const std::string& to) {
  std::string text = architecture_text({});
  const std::size_t place = text.find(from);
  EXPECT_NE(place, std::string::npos) << from;
  return with_architecture(text.replace(place, from.size(), to));
}

TEST(Architecture, DamagedOnesThrowAndNameTheFileAndTheOption) {
  expect_refused({.metadata = {}, .tensors = {}, .file = "a.safetensors"}, "found none");
  for (const char* text : {"", "{", "[]", "7", "null", "{\"width\": 48"}) {
    expect_refused(with_architecture(text), "expected a JSON object");
  }
  expect_refused(with_architecture("{}"), "attention is missing");
  expect_refused(damaged("\"width\":48,", ""), "width is missing");
  expect_refused(damaged("\"width\":48", "\"width\":\"48\""), "width: found \"48\" of another type");
  expect_refused(damaged("\"width\":48", "\"width\":0"), "width: found 0");
  expect_refused(damaged("\"width\":48", "\"width\":1025"), "width: found 1025, expected 1 to 1024");
  expect_refused(damaged("\"mean\"", "\"max\""), "attention: found max");
  expect_refused(damaged("\"self-attention\":false", "\"self-attention\":1"), "self-attention: found 1");
}

TEST(Architecture, NumbersThatAreNoIntAreRefusedAndNotCutOff) {
  expect_refused(damaged("\"width\":48", "\"width\":48.5"), "width");
  expect_refused(damaged("\"width\":48", "\"width\":4294967344"), "width");  // 2^32 + 48
  expect_refused(damaged("\"width\":48", "\"width\":1e300"), "width");
}

}  // namespace
}  // namespace solve_puzzle
