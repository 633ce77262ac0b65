// SPDX-License-Identifier: Apache-2.0
#include "attention/network/seam_batch.h"

#include <algorithm>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

using Indices = std::vector<std::int64_t>;

torch::Tensor tensor_of(const Indices& values, torch::Device device) {
  return torch::tensor(values, torch::kInt64).to(device);
}

/// Pairs of one puzzle, and where they stand in the lists.
struct Pairs {
  Indices own, facing;
  Indices row, column;
  std::vector<float> evidence;

  void add(std::int64_t a, std::int64_t b, std::int64_t r, std::int64_t c, const float* pair_evidence) {
    own.push_back(a);
    facing.push_back(b);
    row.push_back(r);
    column.push_back(c);
    evidence.insert(evidence.end(), pair_evidence, pair_evidence + kNumPairEvidence);
  }
};

torch::Tensor evidence_tensor(const Pairs& pairs, torch::Device device) {
  const auto num_pairs = static_cast<std::int64_t>(pairs.own.size());
  return torch::tensor(pairs.evidence).view({num_pairs, kNumPairEvidence}).to(device);
}

CandidateBatch gather(const BandTensors& tensors, const torch::Tensor& tokens, const Pairs& pairs, int length) {
  const torch::Device device = tensors.device();
  const torch::Tensor own = tensor_of(pairs.own, device), facing = tensor_of(pairs.facing, device);
  CandidateBatch batch;
  batch.bands = facing_bands(tensors, own, facing, length);
  batch.own_token = tokens.index_select(0, own.div(4, "floor"));  // a piece has four sides
  batch.facing_token = tokens.index_select(0, facing.div(4, "floor"));
  batch.evidence = evidence_tensor(pairs, device);
  batch.row = tensor_of(pairs.row, device);
  batch.column = tensor_of(pairs.column, device);
  return batch;
}

/// The pairs of the queries that one set was asked, and the columns of their targets.
struct SetQueries {
  Pairs pairs;
  Indices target;     ///< of every query of the set
  Indices true_pair;  ///< 1 where the pair is the target
};

void add_query(const TrainingBatch& batch, std::size_t q, std::int64_t row, std::int64_t num_columns, SetQueries& out) {
  const TrainingBatch::Query& query = batch.queries[q];
  const TrainingSet& set = *batch.sets[static_cast<std::size_t>(query.set)];
  const std::int32_t target = set.target[static_cast<std::size_t>(query.side)];
  std::int64_t column = 0;
  out.target.push_back(num_columns);
  for (const std::int32_t e : query.entries) {
    const auto entry = static_cast<std::size_t>(e);
    if (e == target) out.target.back() = column;
    out.true_pair.push_back(e == target ? 1 : 0);
    // What the lists hold was measured on whole sides.
    const float* evidence =
        batch.is_partial ? kNoPairEvidence.data() : set.lists.evidence.data() + entry * kNumPairEvidence;
    out.pairs.add(query.side, set.lists.partner[entry], row, column++, evidence);
  }
  if (batch.random_partners[q] < 0) return;
  out.true_pair.push_back(0);
  out.pairs.add(query.side, batch.random_partners[q], row, column, kNoPairEvidence.data());
}

/// Shapes: [B, L], 1 on a random stretch of at least a third of the seam.
torch::Tensor random_stretches(std::int64_t count, int length, Random& random) {
  torch::Tensor result = torch::zeros({count, length});
  float* row = result.data_ptr<float>();
  for (std::int64_t i = 0; i < count; ++i, row += length) {
    const int least = (length + 2) / 3;
    const int size = least + static_cast<int>(random.below(static_cast<std::uint32_t>(length - least + 1)));
    const auto room = static_cast<std::uint32_t>(length - size + 1);
    // Most stretches end at a corner, as where three pieces meet.
    const double kind = random.uniform();
    const auto first = kind < 0.4 ? 0 : kind < 0.8 ? room - 1 : random.below(room);
    std::fill_n(row + first, size, 1.0F);
  }
  return result;
}

/// Replaces the partner's band outside the stretch by that of another side of the same length.
void replace_outside(const BandTensors& tensors, const Indices& facing, const torch::Tensor& stretch, int length,
                     const std::vector<int>& lengths, Random& random, FacingBands& bands) {
  Indices others;
  for (const std::int64_t side : facing) {
    std::int64_t other = side;
    for (int tries = 0; tries < 16 && (other == side || lengths[static_cast<std::size_t>(other)] != length); ++tries) {
      other = random.below(static_cast<std::uint32_t>(lengths.size()));
    }
    others.push_back(lengths[static_cast<std::size_t>(other)] == length ? other : side);
  }
  const torch::Tensor index = tensor_of(others, tensors.device());
  const torch::Tensor strange = tensors.colour.index_select(0, index).narrow(3, 0, length).flip({3});
  const torch::Tensor keep = stretch.view({stretch.size(0), 1, 1, length});
  bands.facing = bands.facing * keep + strange * (1.0 - keep);
}

CandidateBatch joined(std::vector<CandidateBatch> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  CandidateBatch result;
  const auto cat = [&](const auto& member) {
    std::vector<torch::Tensor> tensors;
    for (const CandidateBatch& part : parts) tensors.push_back(member(part));
    return torch::cat(tensors, 0);
  };
  result.bands.own = cat([](const CandidateBatch& p) { return p.bands.own; });
  result.bands.facing = cat([](const CandidateBatch& p) { return p.bands.facing; });
  result.bands.own_mean = cat([](const CandidateBatch& p) { return p.bands.own_mean; });
  result.bands.facing_mean = cat([](const CandidateBatch& p) { return p.bands.facing_mean; });
  result.bands.own_whitening = cat([](const CandidateBatch& p) { return p.bands.own_whitening; });
  result.bands.facing_whitening = cat([](const CandidateBatch& p) { return p.bands.facing_whitening; });
  if (parts.front().bands.mask.defined()) {
    result.bands.mask = cat([](const CandidateBatch& p) { return p.bands.mask; });
    result.bands.gap = cat([](const CandidateBatch& p) { return p.bands.gap; });
  }
  result.own_token = cat([](const CandidateBatch& p) { return p.own_token; });
  result.facing_token = cat([](const CandidateBatch& p) { return p.facing_token; });
  result.evidence = cat([](const CandidateBatch& p) { return p.evidence; });
  result.row = cat([](const CandidateBatch& p) { return p.row; });
  result.column = cat([](const CandidateBatch& p) { return p.column; });
  return result;
}

}  // namespace

std::optional<CandidateBatch> list_batch(const BandTensors& tensors, const torch::Tensor& tokens,
                                         const MatchLists& lists, int first_side, int last_side, int length) {
  Pairs pairs;
  std::int64_t num_columns = 0;
  for (int side = first_side; side < last_side; ++side) {
    const std::int32_t first = lists.row_begin[static_cast<std::size_t>(side)];
    const std::int32_t last = lists.row_begin[static_cast<std::size_t>(side) + 1];
    num_columns = std::max<std::int64_t>(num_columns, last - first);
    for (std::int32_t e = first; e < last; ++e) {
      const auto entry = static_cast<std::size_t>(e);
      pairs.add(side, lists.partner[entry], side - first_side, e - first,
                lists.evidence.data() + entry * kNumPairEvidence);
    }
  }
  if (pairs.own.empty()) return std::nullopt;
  CandidateBatch batch = gather(tensors, tokens, pairs, length);
  batch.num_rows = last_side - first_side;
  batch.num_columns = num_columns;
  return batch;
}

TrainingTensors training_tensors(const TrainingBatch& batch, SeamNetImpl& net) {
  const torch::Device device = net.device();
  Random random(batch.seed, 1);
  std::size_t num_columns = 0;
  for (const TrainingBatch::Query& query : batch.queries) num_columns = std::max(num_columns, query.entries.size() + 1);
  std::vector<CandidateBatch> parts;
  std::vector<torch::Tensor> touches;
  Indices target, true_pair;
  std::int64_t row = 0;
  for (std::size_t s = 0; s < batch.sets.size(); ++s) {
    SetQueries queries;
    for (std::size_t q = 0; q < batch.queries.size(); ++q) {
      if (batch.queries[q].set == static_cast<int>(s)) {
        add_query(batch, q, row++, static_cast<std::int64_t>(num_columns), queries);
      }
    }
    if (queries.pairs.own.empty()) continue;
    const PuzzleBands& bands = batch.sets[s]->bands;
    const int length = bands.length[static_cast<std::size_t>(queries.pairs.own.front())];
    const BandTensors tensors(bands, device);
    CandidateBatch part = gather(tensors, net.piece_tokens(tensors.thumbnails), queries.pairs, length);
    const auto count = static_cast<std::int64_t>(queries.pairs.own.size());
    torch::Tensor stretch = torch::ones({count, length}, device);
    if (batch.is_partial) {
      stretch = random_stretches(count, length, random).to(device);
      replace_outside(tensors, queries.pairs.facing, stretch, length, bands.length, random, part.bands);
    }
    touches.push_back(stretch * tensor_of(queries.true_pair, device).to(torch::kFloat32).unsqueeze(1));
    parts.push_back(std::move(part));
    target.insert(target.end(), queries.target.begin(), queries.target.end());
    true_pair.insert(true_pair.end(), queries.true_pair.begin(), queries.true_pair.end());
  }
  TrainingTensors result{joined(std::move(parts)), {}};
  result.batch.num_rows = row;
  result.batch.num_columns = static_cast<std::int64_t>(num_columns);
  result.truth = {tensor_of(target, device), tensor_of(true_pair, device), torch::cat(touches, 0)};
  return result;
}

}  // namespace solve_puzzle
