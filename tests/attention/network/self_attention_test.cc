// SPDX-License-Identifier: Apache-2.0
#include "attention/network/self_attention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "attention/network/initialise.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr SelfAttentionOptions kOptions = {.size = 8, .heads = 2, .layers = 2, .hidden = 16};

template <class Module>
Module made(const SelfAttentionOptions& options = kOptions) {
  Module module(options);
  initialise(*module, 3);
  return module;
}

torch::Tensor random(torch::IntArrayRef shape) {
  torch::manual_seed(6);
  return torch::randn(shape);
}

testing::AssertionResult is_close(const torch::Tensor& found, const torch::Tensor& expected) {
  if (torch::allclose(found, expected, 1e-4, 1e-5)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "found " << found << "\nexpected " << expected;
}

/// All pieces but itself, for each piece.
torch::Tensor all_others(std::int64_t num_pieces) {
  const torch::Tensor step = torch::arange(1, num_pieces).unsqueeze(0);
  return (torch::arange(num_pieces).unsqueeze(1) + step).remainder(num_pieces);
}

TEST(PieceAttention, PermutingThePiecesPermutesTheResult) {
  PieceAttention attention = made<PieceAttention>();
  const torch::Tensor tokens = random({7, 8});
  const torch::Tensor order = torch::tensor({3, 0, 6, 1, 5, 2, 4});
  EXPECT_TRUE(is_close(attention(tokens.index({order})), attention(tokens).index({order})));
}

TEST(PieceAttention, EveryPieceMattersToEveryPiece) {
  PieceAttention attention = made<PieceAttention>();
  torch::Tensor tokens = random({7, 8});
  const torch::Tensor before = attention(tokens);
  tokens[2] += random({8});
  EXPECT_TRUE(((attention(tokens) - before).abs().amax(-1) > 1e-6).all().item<bool>());
}

TEST(PieceAttention, OnePieceAloneWorks) {
  PieceAttention attention = made<PieceAttention>();
  const torch::Tensor result = attention(random({1, 8}));
  EXPECT_THAT(result.sizes(), testing::ElementsAre(1, 8));
  EXPECT_TRUE(result.isfinite().all().item<bool>());
  EXPECT_TRUE(is_close(attention->forward_among(random({1, 8}), torch::full({1, 3}, -1L)), result));
}

TEST(PieceAttention, NoPieceGivesNothing) {
  PieceAttention attention = made<PieceAttention>();
  EXPECT_THAT(attention(torch::zeros({0, 8})).sizes(), testing::ElementsAre(0, 8));
}

TEST(PieceAttention, AllOthersAsNeighboursEqualsLookingAtAll) {
  PieceAttention attention = made<PieceAttention>();
  const torch::Tensor tokens = random({7, 8});
  EXPECT_TRUE(is_close(attention->forward_among(tokens, all_others(7)), attention(tokens)));
}

TEST(PieceAttention, NeighboursThatAreNotThereChangeNothing) {
  PieceAttention attention = made<PieceAttention>();
  const torch::Tensor tokens = random({5, 8});
  const torch::Tensor neighbours = torch::tensor({{1, 4}, {0, 2}, {3, 3}, {0, 1}, {2, 0}});
  const torch::Tensor padded = torch::cat({torch::full({5, 2}, -1L), neighbours}, 1);
  EXPECT_TRUE(is_close(attention->forward_among(tokens, padded), attention->forward_among(tokens, neighbours)));
}

TEST(PieceAttention, PermutingThePiecesPermutesTheResultAmongNeighbours) {
  PieceAttention attention = made<PieceAttention>();
  const torch::Tensor tokens = random({4, 8});
  const torch::Tensor neighbours = torch::tensor({{1, -1}, {0, 2}, {3, 1}, {2, 0}});
  const torch::Tensor order = torch::tensor({2, 0, 3, 1}), place = order.argsort();
  const torch::Tensor renamed = torch::where(neighbours < 0, neighbours, place.index({neighbours.clamp_min(0)}));
  EXPECT_TRUE(is_close(attention->forward_among(tokens.index({order}), renamed.index({order})),
                       attention->forward_among(tokens, neighbours).index({order})));
}

TEST(CandidateAttention, PermutingTheCandidatesPermutesTheirLogits) {
  CandidateAttention attention = made<CandidateAttention>();
  const torch::Tensor candidates = random({2, 5, 8});
  const torch::Tensor is_valid = torch::tensor({{1, 1, 1, 1, 1}, {1, 0, 1, 1, 0}});
  const torch::Tensor order = torch::tensor({4, 2, 0, 1, 3});
  const torch::Tensor order_and_none = torch::tensor({4, 2, 0, 1, 3, 5});
  EXPECT_TRUE(is_close(attention(candidates.index_select(1, order), is_valid.index_select(1, order)),
                       attention(candidates, is_valid).index_select(1, order_and_none)));
}

TEST(CandidateAttention, CandidatesThatAreNotValidChangeNothingAndAreNeverChosen) {
  CandidateAttention attention = made<CandidateAttention>();
  const torch::Tensor candidates = random({2, 5, 8});
  const torch::Tensor logits = attention(candidates, torch::tensor({{1, 1, 1, 0, 0}, {1, 1, 1, 0, 0}}));
  const torch::Tensor alone = attention(candidates.slice(1, 0, 3), torch::ones({2, 3}));
  EXPECT_TRUE(is_close(logits.index_select(1, torch::tensor({0, 1, 2, 5})), alone));
  EXPECT_EQ(logits.softmax(-1).slice(1, 3, 5).count_nonzero().item<int>(), 0);
}

TEST(CandidateAttention, WithoutCandidatesThereIsNoPartner) {
  CandidateAttention attention = made<CandidateAttention>();
  EXPECT_THAT(attention(torch::zeros({3, 0, 8}), torch::ones({3, 0})).sizes(), testing::ElementsAre(3, 1));
  const torch::Tensor logits = attention(random({1, 4, 8}), torch::zeros({1, 4}));
  EXPECT_NEAR(logits.softmax(-1)[0][4].item<double>(), 1.0, 1e-6);
}

TEST(CandidateAttention, ACandidateIsJudgedAgainstItsRivals) {
  CandidateAttention attention = made<CandidateAttention>();
  torch::Tensor candidates = random({1, 5, 8});
  const torch::Tensor before = attention(candidates, torch::ones({1, 5}));
  candidates[0][1] += 1;
  candidates[0][1][0] += 1;
  EXPECT_GT((attention(candidates, torch::ones({1, 5})) - before)[0][0].abs().item<double>(), 1e-6);
}

TEST(CandidateAttention, GradientsReachEveryParameter) {
  CandidateAttention attention = made<CandidateAttention>();
  attention(random({2, 5, 8}), torch::ones({2, 5})).log_softmax(-1).select(1, 0).sum().backward();
  for (const auto& parameter : attention->named_parameters()) {
    EXPECT_TRUE(parameter.value().grad().defined()) << parameter.key();
  }
}

TEST(SelfAttention, TokensThatHeadsDoNotDivideThrow) {
  SelfAttentionOptions options = kOptions;
  options.heads = 3;
  try {
    const PieceAttention attention(options);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("8 numbers and 3 heads"));
  }
}

}  // namespace
}  // namespace solve_puzzle
