// SPDX-License-Identifier: Apache-2.0
// The seam matcher as a torch module: tokens of the pieces, features along the seam, a selection, a verdict. No
// loading, no training, no rivals of the other side.
#pragma once

#include <cstdint>
#include <memory>

#include "attention/network/seam_encoder.h"
#include "attention/network/seam_input.h"
#include "attention/network/selection.h"
#include "attention/network/self_attention.h"
#include "attention/network/whole_encoder.h"
#include "attention/seam_options.h"

namespace solve_puzzle {

/// Candidates of several sides as one batch. Shapes: bands of B pairs; own_token, facing_token [B, t]; evidence [B, E];
/// row, column [B]: which list (0 to num_rows - 1) and which place in it.
struct CandidateBatch {
  FacingBands bands;
  torch::Tensor own_token, facing_token;
  torch::Tensor evidence;
  torch::Tensor row, column;
  std::int64_t num_rows = 0;
  std::int64_t num_columns = 0;
};

/// Shapes: logit [S, B] of every candidate and no_partner [S, num_rows], on one scale; S samples of a sampled
/// selection, else 1.
struct SeamVerdicts {
  torch::Tensor logit;
  torch::Tensor no_partner;
  Selected selected;  ///< empty for the baseline that looks at whole pieces
};

///   thumbnails [N, 3, T, T] ─ two linear layers ─▶ tokens [N, t] ( ─ attention over all pieces, when it is on )
///   tokens of both pieces ─ sum and product, linear ─▶ query [B, q]
///   bands ─ seam_channels ─ SeamEncoder ─▶ features [B, w, L]
///   features, query ─ selection ─▶ context [S, B, F]      (or WholeEncoder on the stitched picture)
///   context, query, evidence ─ two linear layers ─▶ logit [S, B] ( ─ attention over the list, when it is on )
class SeamNetImpl : public torch::nn::Module {
 public:
  SeamNetImpl(const SeamOptions& options, std::uint64_t seed);

  /// Shapes: thumbnails [N, 3, T, T] → [N, token]; neighbours as PieceAttention takes them, undefined: all.
  torch::Tensor piece_tokens(const torch::Tensor& thumbnails, const torch::Tensor& neighbours = {});

  SeamVerdicts judge(const CandidateBatch& batch, const SelectMode& mode);

  /// Of one pair, without the tokens, which are computed once per piece.
  std::int64_t num_multiply_adds(int length) const;

  const SeamOptions& options() const { return options_; }
  torch::Device device() const { return no_partner_.device(); }  ///< where all that it judges must be
  SelectionImpl* selection() { return selection_.get(); }

 private:
  bool sees_whole() const { return options_.attention == "whole"; }
  Selected select(const CandidateBatch& batch, const torch::Tensor& query, const SelectMode& mode);

  SeamOptions options_;
  torch::nn::Linear glance_{nullptr}, token_{nullptr}, query_{nullptr}, hidden_{nullptr}, verdict_{nullptr},
      evidence_{nullptr};
  torch::Tensor no_partner_;  ///< [1]
  SeamEncoder encoder_{nullptr};
  WholeEncoder whole_{nullptr};
  std::shared_ptr<SelectionImpl> selection_;
  PieceAttention piece_attention_{nullptr};
  torch::nn::Linear candidate_token_{nullptr};
  CandidateAttention candidate_attention_{nullptr};
};
TORCH_MODULE(SeamNet);

}  // namespace solve_puzzle
