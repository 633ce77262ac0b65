// SPDX-License-Identifier: Apache-2.0
#include "attention/network/seam_net.h"

#include "attention/match_lists.h"
#include "attention/network/initialise.h"

namespace solve_puzzle {
namespace {

int thumbnail_size() { return 3 * PuzzleBands::kThumbnail * PuzzleBands::kThumbnail; }

SelfAttentionOptions attention_options(const SeamOptions& options) {
  return {.size = options.token, .heads = 4, .layers = 2, .hidden = 2 * options.token};
}

/// Of one candidate in a list of about 16: projections, the pointwise network, looking at the others; per layer.
std::int64_t num_attention_multiply_adds(const SelfAttentionOptions& options) {
  constexpr std::int64_t kUsualList = 16;
  const std::int64_t size = options.size;
  return options.layers * (4 * size * size + 2 * size * options.hidden + 2 * size * kUsualList) + size;
}

/// Lists as a dense table. Shapes: values [B, F] → [R, K, F], zero where a list is shorter.
torch::Tensor as_table(const torch::Tensor& values, const CandidateBatch& batch) {
  torch::Tensor table = torch::zeros({batch.num_rows * batch.num_columns, values.size(1)}, values.options());
  table = table.index_copy(0, batch.row * batch.num_columns + batch.column, values);
  return table.view({batch.num_rows, batch.num_columns, values.size(1)});
}

}  // namespace

SeamNetImpl::SeamNetImpl(const SeamOptions& options, std::uint64_t seed) : options_(options) {
  glance_ = register_module("glance", torch::nn::Linear(thumbnail_size(), 2 * options.token));
  token_ = register_module("token", torch::nn::Linear(2 * options.token, options.token));
  query_ = register_module("query", torch::nn::Linear(2 * options.token, options.token));
  int context_size = WholeEncoderImpl::kFeatures;
  if (sees_whole()) {
    whole_ = register_module("whole", WholeEncoder());
  } else {
    if (options.attention != "hard") encoder_ = register_module("encoder", SeamEncoder(options));
    selection_ =
        register_module("selection", make_selection(options.attention, {.features = options.width,
                                                                        .channels = num_seam_channels(options.depth),
                                                                        .query = options.token}));
    context_size = selection_->context_size();
  }
  const int verdict_size = context_size + options.token + kNumPairEvidence;
  hidden_ = register_module("hidden", torch::nn::Linear(verdict_size, options.hidden));
  verdict_ = register_module("verdict", torch::nn::Linear(options.hidden, 1));
  evidence_ = register_module("evidence", torch::nn::Linear(kNumPairEvidence, 1));
  no_partner_ = register_parameter("no_partner", torch::zeros({1}));
  if (options.self_attention) {
    piece_attention_ = register_module("piece_attention", PieceAttention(attention_options(options)));
    candidate_token_ = register_module("candidate_token", torch::nn::Linear(verdict_size, options.token));
    candidate_attention_ = register_module("candidate_attention", CandidateAttention(attention_options(options)));
  }
  initialise(*this, seed);
  const torch::NoGradGuard no_grad;
  evidence_->weight.zero_();
  if (encoder_) encoder_->close_blocks();
}

torch::Tensor SeamNetImpl::piece_tokens(const torch::Tensor& thumbnails, const torch::Tensor& neighbours) {
  const torch::Tensor glance = thumbnails.flatten(1) * (1.0 / 64.0) - 2.0;
  const torch::Tensor tokens = token_(torch::relu(glance_(glance)));
  if (!piece_attention_) return tokens;
  return neighbours.defined() ? piece_attention_->forward_among(tokens, neighbours) : piece_attention_(tokens);
}

Selected SeamNetImpl::select(const CandidateBatch& batch, const torch::Tensor& query, const SelectMode& mode) {
  if (sees_whole()) {
    Selected selected;
    selected.context = whole_(stitched_picture(batch.bands)).unsqueeze(0);
    return selected;
  }
  SeamBatch seam;
  seam.raw = seam_channels(batch.bands);
  if (encoder_) seam.features = encoder_(seam.raw);
  seam.query = query;
  seam.mask = batch.bands.mask;
  return selection_->select(seam, mode);
}

SeamVerdicts SeamNetImpl::judge(const CandidateBatch& batch, const SelectMode& mode) {
  const torch::Tensor sum = batch.own_token + batch.facing_token;
  const torch::Tensor query = torch::relu(query_(torch::cat({sum, batch.own_token * batch.facing_token}, 1)));
  SeamVerdicts verdicts;
  verdicts.selected = select(batch, query, mode);
  const torch::Tensor& context = verdicts.selected.context;
  const std::int64_t samples = context.size(0);
  const torch::Tensor known = torch::cat({query, batch.evidence}, 1).unsqueeze(0).expand({samples, -1, -1});
  const torch::Tensor all = torch::cat({context, known}, 2);
  verdicts.logit = (verdict_(torch::relu(hidden_(all))) + evidence_(batch.evidence).unsqueeze(0)).squeeze(2);
  verdicts.no_partner = no_partner_.expand({samples, batch.num_rows});
  if (!candidate_attention_) return verdicts;

  const torch::Tensor valid = as_table(torch::ones({batch.row.size(0), 1}, batch.evidence.options()), batch).squeeze(2);
  const torch::Tensor place = batch.row * batch.num_columns + batch.column;
  std::vector<torch::Tensor> logits, no_partners;
  for (std::int64_t s = 0; s < samples; ++s) {
    const torch::Tensor tokens = as_table(candidate_token_(all[s]), batch);
    const torch::Tensor attended = candidate_attention_(tokens, valid);
    logits.push_back(attended.narrow(1, 0, batch.num_columns).flatten().index_select(0, place));
    no_partners.push_back(attended.select(1, batch.num_columns));
  }
  verdicts.logit = verdicts.logit + torch::stack(logits);
  verdicts.no_partner = verdicts.no_partner + torch::stack(no_partners);
  return verdicts;
}

std::int64_t SeamNetImpl::num_multiply_adds(int length) const {
  const std::int64_t verdict = (hidden_->weight.numel() + options_.hidden + query_->weight.numel());
  if (sees_whole()) return verdict + whole_->num_multiply_adds(2 * options_.depth, length);
  std::int64_t sum = verdict + selection_->multiply_adds(length);
  if (encoder_) sum += encoder_->num_multiply_adds(length);
  if (candidate_attention_)
    sum += candidate_token_->weight.numel() + num_attention_multiply_adds(attention_options(options_));
  return sum;
}

}  // namespace solve_puzzle
