// SPDX-License-Identifier: Apache-2.0
// From lists and training batches to the tensors that SeamNet judges. No parameters, no loss.
#pragma once

#include <optional>
#include <vector>

#include "attention/match_lists.h"
#include "attention/network/seam_net.h"
#include "attention/training.h"

namespace solve_puzzle {

/// The lists of sides first_side to last_side - 1, which must have one length. Nothing when they have no entries.
std::optional<CandidateBatch> list_batch(const BandTensors& tensors, const torch::Tensor& tokens,
                                         const MatchLists& lists, int first_side, int last_side, int length);

/// What a training step compares with. Shapes: target [Q], the column of the true partner or num_columns for none;
/// is_true [B]; touch [B, L], 1 where the two pieces really touched.
struct TrainingTruth {
  torch::Tensor target;
  torch::Tensor is_true;
  torch::Tensor touch;
};

struct TrainingTensors {
  CandidateBatch batch;
  TrainingTruth truth;
};

/// Gathers the queries of a batch. In a partial batch every partner keeps only a stretch of its band, at least a third;
/// the rest shows another side of the same puzzle, and the classical evidence is kept back.
TrainingTensors training_tensors(const TrainingBatch& batch, SeamNetImpl& net);

}  // namespace solve_puzzle
