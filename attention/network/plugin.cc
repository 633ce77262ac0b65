// SPDX-License-Identifier: Apache-2.0
// What the plug-in exports: networks behind the torch-free interfaces of network_plugin.h.
#include <string>

#include "attention/network/seam_learner.h"
#include "attention/network/torch.h"
#include "attention/network_plugin.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

/// Where networks made from now on run.
torch::Device chosen_device = torch::kCPU;

/// Runs `body`; LibTorch's exceptions become ours, so that callers meet one type of error.
template <class Body>
auto translated(const Body& body) {
  try {
    return body();
  } catch (const c10::Error& error) {
    throw Error(std::string("LibTorch: ") + error.what_without_backtrace());
  }
}

/// Forwards to a learner, with its exceptions translated.
class TranslatedSession : public SeamSession {
 public:
  explicit TranslatedSession(std::unique_ptr<SeamSession> session) : session_(std::move(session)) {}

  void judge(const MatchLists& lists, int first_side, int last_side, std::span<float> entry_logits,
             std::span<float> no_partner) const override {
    translated([&] { session_->judge(lists, first_side, last_side, entry_logits, no_partner); });
  }
  SeamLook look(int side_a, int side_b, std::span<const float> evidence) const override {
    return translated([&] { return session_->look(side_a, side_b, evidence); });
  }

 private:
  std::unique_ptr<SeamSession> session_;
};

class TranslatedLearner : public SeamNetwork {
 public:
  TranslatedLearner(const SeamOptions& options, std::uint64_t seed)
      : learner_(translated([&] { return std::make_unique<SeamLearner>(options, seed, chosen_device); })) {}

  std::unique_ptr<SeamSession> open(const PuzzleBands& bands, const MatchLists& lists) const override {
    return translated([&] { return std::make_unique<TranslatedSession>(learner_->open(bands, lists)); });
  }
  std::int64_t num_multiply_adds(int length) const override { return learner_->num_multiply_adds(length); }
  void load(const Weights& weights) override {
    translated([&] { learner_->load(weights); });
  }
  std::vector<WeightTensor> tensors() const override {
    return translated([&] { return learner_->tensors(); });
  }
  TrainingReport train(const TrainingBatch& batch, const TrainingOptions& options, double learning_rate) override {
    return translated([&] { return learner_->train(batch, options, learning_rate); });
  }
  std::vector<WeightTensor> optimiser_tensors() const override {
    return translated([&] { return learner_->optimiser_tensors(); });
  }
  void load_optimiser(const Weights& weights) override {
    translated([&] { learner_->load_optimiser(weights); });
  }

 private:
  std::unique_ptr<SeamLearner> learner_;
};

std::unique_ptr<SeamNetwork> make_seam_network(const SeamOptions& options, std::uint64_t seed) {
  return std::make_unique<TranslatedLearner>(options, seed);
}

void use_cuda() {
  if (!torch::cuda::is_available()) {
    throw Error(
        "--device cuda: found a LibTorch without CUDA, or no CUDA device that it can use; expected --device cpu");
  }
  chosen_device = torch::kCUDA;
}

constexpr NetworkPlugin kPlugin = {
    .version = SOLVE_PUZZLE_VERSION, .make_seam_network = make_seam_network, .use_cuda = use_cuda};

}  // namespace
}  // namespace solve_puzzle

extern "C" const solve_puzzle::NetworkPlugin* solve_puzzle_network_plugin() { return &solve_puzzle::kPlugin; }
