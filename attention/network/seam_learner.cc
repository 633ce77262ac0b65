// SPDX-License-Identifier: Apache-2.0
#include "attention/network/seam_learner.h"

#include <algorithm>
#include <cmath>

#include "attention/network/crf_selection.h"
#include "attention/network/module_weights.h"
#include "attention/network/reinforce.h"
#include "attention/network/seam_batch.h"
#include "attention/network/work_alone.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr double kImpossible = -1e9;

/// Shapes: [S, Q, K + 1]: log probabilities of every list, the last column "no partner".
torch::Tensor log_choices(const SeamVerdicts& verdicts, const CandidateBatch& batch) {
  const std::int64_t samples = verdicts.logit.size(0);
  const std::int64_t width = batch.num_columns + 1;
  torch::Tensor table = torch::full({samples, batch.num_rows * width}, kImpossible, verdicts.logit.options());
  table = table.index_copy(1, batch.row * width + batch.column, verdicts.logit);
  table = table.view({samples, batch.num_rows, width});
  return torch::cat({table.narrow(2, 0, batch.num_columns), verdicts.no_partner.unsqueeze(2)}, 2).log_softmax(2);
}

/// Every pair learns where it touched; the many false ones together count a third of the true ones, as they ask for the
/// opposite wherever a false partner looks alike.
torch::Tensor stretch_loss(CrfSelectionImpl& crf, const Selected& selected, const TrainingTruth& truth) {
  constexpr double kFalseShare = 0.3;
  const torch::Tensor is_true = truth.is_true.to(torch::kFloat32);
  const torch::Tensor num_true = is_true.sum().clamp_min(1.0);
  const torch::Tensor num_false = (1.0 - is_true).sum().clamp_min(1.0);
  const torch::Tensor share = is_true / num_true + kFalseShare * (1.0 - is_true) / num_false;
  return (crf.negative_log_likelihood(selected.stretch_logits, truth.touch, {}) * share).sum();
}

/// The session keeps tensors that may look into the caller's bands.
class LearnerSession : public SeamSession {
 public:
  LearnerSession(SeamNetImpl& net, const PuzzleBands& bands, const MatchLists& lists)
      : net_(net), bands_(bands), tensors_(bands, net.device()) {
    work_alone();
    const torch::InferenceMode inference;
    tokens_ = net.piece_tokens(tensors_.thumbnails, neighbours(bands, lists));
  }

  void judge(const MatchLists& lists, int first_side, int last_side, std::span<float> entry_logits,
             std::span<float> no_partner) const override {
    work_alone();
    const torch::InferenceMode inference;
    const int length = bands_.length[static_cast<std::size_t>(first_side)];
    const auto batch = list_batch(tensors_, tokens_, lists, first_side, last_side, length);
    if (!batch) {
      std::fill(no_partner.begin(), no_partner.end(), 0.0F);
      return;
    }
    const SeamVerdicts verdicts = net_.judge(*batch, SelectMode{});
    copy_out(verdicts.logit.mean(0), entry_logits);
    copy_out(verdicts.no_partner.mean(0), no_partner);
  }

  SeamLook look(int side_a, int side_b, std::span<const float> evidence) const override {
    work_alone();
    const torch::InferenceMode inference;
    MatchLists pair{.row_begin = {0}, .partner = {side_b}, .mate = {0}, .evidence = {evidence.begin(), evidence.end()}};
    pair.row_begin.resize(static_cast<std::size_t>(side_a) + 1, 0);
    pair.row_begin.push_back(1);
    const int length = bands_.length[static_cast<std::size_t>(side_a)];
    const auto batch = list_batch(tensors_, tokens_, pair, side_a, side_a + 1, length);
    const SeamVerdicts verdicts = net_.judge(*batch, SelectMode{});
    SeamLook look;
    look.log_odds = (verdicts.logit.mean() - verdicts.no_partner.mean()).item<double>();
    const Selected& selected = verdicts.selected;
    if (selected.weights.defined()) look.weights = values_of(selected.weights.mean(0)[0]);
    if (selected.stretch.defined()) {
      look.touch = values_of(selected.stretch[0]);
      const torch::Tensor best =
          static_cast<CrfSelectionImpl*>(net_.selection())->most_probable_stretch(selected.stretch_logits, {})[0];
      for (const float v : values_of(best.to(torch::kFloat32))) look.stretch.push_back(v > 0.5F ? 1 : 0);
    }
    return look;
  }

 private:
  static void copy_out(const torch::Tensor& from, std::span<float> to) {
    const torch::Tensor flat = from.to(torch::kCPU).contiguous();
    std::copy_n(flat.data_ptr<float>(), to.size(), to.begin());
  }

  static std::vector<float> values_of(const torch::Tensor& values) {
    const torch::Tensor flat = values.to(torch::kCPU).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
  }

  /// Pieces that share a candidate pair, where there are too many pieces for all to attend to all.
  torch::Tensor neighbours(const PuzzleBands& bands, const MatchLists& lists) const {
    constexpr int kMostForAll = 1500;
    constexpr std::size_t kNeighbours = 32;
    if (bands.num_pieces() <= kMostForAll) return {};
    std::vector<std::int64_t> index;
    index.reserve(static_cast<std::size_t>(bands.num_pieces()) * kNeighbours);
    for (int piece = 0; piece < bands.num_pieces(); ++piece) {
      std::vector<std::int64_t> near;
      const auto first = static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(piece) * 4]);
      const auto last = static_cast<std::size_t>(lists.row_begin[static_cast<std::size_t>(piece) * 4 + 4]);
      for (std::size_t e = first; e < last && near.size() < kNeighbours; ++e) near.push_back(lists.partner[e] / 4);
      near.resize(kNeighbours, -1);
      index.insert(index.end(), near.begin(), near.end());
    }
    const torch::Tensor table = torch::tensor(index, torch::kInt64).to(net_.device());
    return table.view({bands.num_pieces(), static_cast<std::int64_t>(kNeighbours)});
  }

  SeamNetImpl& net_;
  const PuzzleBands& bands_;
  BandTensors tensors_;
  torch::Tensor tokens_;
};

}  // namespace

SeamLearner::SeamLearner(const SeamOptions& options, std::uint64_t seed, torch::Device device) : net_(options, seed) {
  net_->to(device);
}

std::unique_ptr<SeamSession> SeamLearner::open(const PuzzleBands& bands, const MatchLists& lists) const {
  return std::make_unique<LearnerSession>(*net_.ptr(), bands, lists);
}

void SeamLearner::load(const Weights& weights) { load_weights(*net_, weights); }

std::vector<WeightTensor> SeamLearner::tensors() const { return weights_of(*net_); }

TrainingReport SeamLearner::train(const TrainingBatch& batch, const TrainingOptions& options, double learning_rate) {
  constexpr int kNumSamples = 4;
  AdamW& adamw = optimiser(options);
  adamw.zero_gradients();
  const TrainingTensors tensors = training_tensors(batch, *net_);
  const bool is_sampled = net_->options().attention == "hard" && batch.seed % 2 == 0;
  SelectMode mode;
  mode.is_training = true;
  mode.num_samples = is_sampled ? kNumSamples : 1;
  mode.use_expectation = !is_sampled;
  mode.seed = batch.seed;
  const SeamVerdicts verdicts = net_->judge(tensors.batch, mode);
  const torch::Tensor choices = log_choices(verdicts, tensors.batch);
  const torch::Tensor target = tensors.truth.target.view({1, -1, 1}).expand({choices.size(0), -1, 1});
  const torch::Tensor right = choices.gather(2, target).squeeze(2);  // [S, Q]
  torch::Tensor loss = -right.mean();
  TrainingReport report;
  report.loss = loss.item<double>();
  report.top_one = (choices.mean(0).argmax(1) == tensors.truth.target).to(torch::kFloat32).mean().item<double>();
  if (auto* crf = dynamic_cast<CrfSelectionImpl*>(net_->selection())) {
    loss = loss + options.stretch_weight * stretch_loss(*crf, verdicts.selected, tensors.truth);
  }
  if (is_sampled) {
    const torch::Tensor reward = right.detach().index_select(1, tensors.batch.row);  // [S, B]
    loss = loss + reinforce_loss(verdicts.selected.log_prob, reward, verdicts.selected.entropy);
  }
  if (!std::isfinite(loss.item<double>()))
    throw Error("training: the loss is not a finite number; a lower learning rate may help");
  loss.backward();
  adamw.step(learning_rate);
  return report;
}

AdamW& SeamLearner::optimiser(const TrainingOptions& options) {
  if (optimiser_) return *optimiser_;
  optimiser_ = std::make_unique<AdamW>(net_->parameters(), options.weight_decay);
  if (!waiting_state_) return *optimiser_;
  std::vector<torch::Tensor> first, second;
  for (const auto& parameter : net_->named_parameters()) {
    first.push_back(tensor_of(waiting_state_->at("first." + parameter.key())).to(net_->device()));
    second.push_back(tensor_of(waiting_state_->at("second." + parameter.key())).to(net_->device()));
  }
  const auto steps = static_cast<std::int64_t>(std::lround(waiting_state_->at("num_steps").values.front()));
  optimiser_->restore(steps, std::move(first), std::move(second));
  waiting_state_.reset();
  return *optimiser_;
}

std::vector<WeightTensor> SeamLearner::optimiser_tensors() const {
  std::vector<WeightTensor> result;
  if (!optimiser_) return result;
  const auto parameters = net_->named_parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    result.push_back(weight_tensor("first." + parameters[i].key(), optimiser_->first_moments()[i]));
    result.push_back(weight_tensor("second." + parameters[i].key(), optimiser_->second_moments()[i]));
  }
  result.push_back({"num_steps", {1}, {static_cast<float>(optimiser_->num_steps())}});
  return result;
}

void SeamLearner::load_optimiser(const Weights& weights) {
  std::vector<ExpectedTensor> expected = {{"num_steps", {1}}};
  for (const auto& parameter : net_->named_parameters()) {
    expected.push_back({"first." + parameter.key(), parameter.value().sizes().vec()});
    expected.push_back({"second." + parameter.key(), parameter.value().sizes().vec()});
  }
  check_tensors(weights, expected);
  waiting_state_ = std::make_unique<Weights>(weights);
  optimiser_.reset();
}

}  // namespace solve_puzzle
