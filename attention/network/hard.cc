// SPDX-License-Identifier: Apache-2.0
#include "attention/network/hard.h"

#include <algorithm>
#include <tuple>

#include "attention/network/masked.h"
#include "puzzles/random.h"

namespace solve_puzzle {

/// What there is to look at.
struct HardSelectionImpl::Scene {
  torch::Tensor is_seam;  ///< [B, L], bool
  torch::Tensor keys;     ///< [B, L, width], the coarse features as the score wants them
  torch::Tensor windows;  ///< [B, L, C, window], those around every position; a view, nothing is copied
  torch::Tensor places;   ///< [B, L], from -1 to 1
};

/// What was seen so far. N = S · B.
struct HardSelectionImpl::State {
  torch::Tensor hidden;  ///< [S, B, width]
  torch::Tensor cell;    ///< [N, width]
};

namespace {

constexpr int kCoarseKernel = 5;
constexpr int kKernel = 3;

int coarse_features(const SelectionOptions& options) { return std::max(1, options.width / 4); }

torch::nn::Conv1d convolution(int from, int to, int kernel) {
  return torch::nn::Conv1d(torch::nn::Conv1dOptions(from, to, kernel).padding(kernel / 2));
}

/// Shapes: raw [B, C, L] → [B, L, C, window].
torch::Tensor windows_around(const torch::Tensor& raw, int window) {
  const int pad = window / 2;
  return torch::constant_pad_nd(raw, {pad, pad}).unfold(2, window, 1).transpose(1, 2);
}

/// Gives the middle of every position, the seam reaching from -1 to 1.
/// Shapes: is_seam [B, L] → [B, L].
torch::Tensor places_along(const torch::Tensor& is_seam, const torch::TensorOptions& options) {
  const torch::Tensor middle = torch::arange(is_seam.size(1), options) + 0.5;
  return 2 * middle / is_seam.sum(1, /*keepdim=*/true).clamp_min(1) - 1;
}

/// Gives what is still open once the windows at `chosen` are taken; everything when that would be nothing.
/// Shapes: open [S, B, L], is_seam [B, L], chosen [S, B] → [S, B, L].
torch::Tensor without_taken(const torch::Tensor& open, const torch::Tensor& is_seam, const torch::Tensor& chosen,
                            int window) {
  const torch::Tensor distance = (torch::arange(open.size(2), chosen.options()) - chosen.unsqueeze(-1)).abs();
  const torch::Tensor left = open.logical_and(distance > window / 2);
  return torch::where(left.any(-1, /*keepdim=*/true), left, is_seam);
}

torch::Tensor most_probable(const torch::Tensor& log_probs) { return log_probs.argmax(-1); }

/// Draws from every distribution: log p plus Gumbel noise is greatest at i with probability p_i.
/// Source: Maddison, Tarlow, Minka, "A* sampling", NIPS 2014, section 2.
torch::Tensor sampled(const torch::Tensor& log_probs, Random& random) {
  torch::Tensor uniform = torch::empty(log_probs.sizes(), torch::kDouble);
  std::generate_n(uniform.data_ptr<double>(), uniform.numel(), [&] { return random.uniform(); });
  return (log_probs.detach() - (-uniform.log()).log().to(log_probs.device())).argmax(-1);
}

}  // namespace

HardSelectionImpl::HardSelectionImpl(const SelectionOptions& options)
    : options_(options),
      coarse_(register_module("coarse", convolution(options.channels, coarse_features(options), kCoarseKernel))),
      score_(register_module("score", AdditiveScore(coarse_features(options), options.width, options.width))),
      to_state_(register_module("to_state", torch::nn::Linear(options.query, options.width))),
      first_(register_module("first", convolution(options.channels, options.width, kKernel))),
      second_(register_module("second", convolution(options.width, options.width, kKernel))),
      to_glimpse_(register_module("to_glimpse", torch::nn::Linear(options.width * options.window, options.width))),
      lstm_(register_module("lstm", torch::nn::LSTMCell(options.width + 1, options.width))) {}

HardSelectionImpl::Scene HardSelectionImpl::prepare(const SeamBatch& seams) {
  const torch::Tensor is_seam = seams.is_seam();
  const torch::Tensor raw = seams.raw.masked_fill(is_seam.logical_not().unsqueeze(1), 0);
  return {.is_seam = is_seam,
          .keys = score_->keys(torch::relu(coarse_(raw))),
          .windows = windows_around(raw, options_.window),
          .places = places_along(is_seam, raw.options())};
}

HardSelectionImpl::State HardSelectionImpl::begin(const torch::Tensor& query, int num_samples) {
  const torch::Tensor hidden = torch::tanh(to_state_(query)).expand({num_samples, -1, -1});
  return {.hidden = hidden, .cell = torch::zeros_like(hidden).flatten(0, 1)};
}

/// Shapes: [S, B, L].
torch::Tensor HardSelectionImpl::scores(const Scene& scene, const State& state) {
  return score_(scene.keys, state.hidden);
}

/// Shapes: windows [S, B, C, window], places [S, B].
void HardSelectionImpl::update(State& state, const torch::Tensor& windows, const torch::Tensor& places) {
  const torch::Tensor features = torch::relu(second_(torch::relu(first_(windows.flatten(0, 1)))));
  const torch::Tensor glimpse = torch::relu(to_glimpse_(features.flatten(1)));
  const torch::Tensor input = torch::cat({glimpse, places.reshape({-1, 1})}, 1);
  const auto [hidden, cell] = lstm_(input, std::make_tuple(state.hidden.flatten(0, 1), state.cell));
  state = {.hidden = hidden.view_as(state.hidden), .cell = cell};
}

Selected HardSelectionImpl::look(const SeamBatch& seams, int num_samples, const Choose& choose) {
  const Scene scene = prepare(seams);
  const std::int64_t num_seams = scene.is_seam.size(0), length = scene.is_seam.size(1);
  const torch::Tensor batch = torch::arange(num_seams, scene.is_seam.options().dtype(torch::kLong));
  State state = begin(seams.query, num_samples);
  torch::Tensor open = scene.is_seam.expand({num_samples, num_seams, length});
  Selected result = {.weights = torch::zeros(open.sizes(), seams.raw.options()),
                     .log_prob = torch::zeros({num_samples, num_seams}, seams.raw.options()),
                     .entropy = torch::zeros({num_samples, num_seams}, seams.raw.options())};
  for (int t = 0; t < options_.glimpses; ++t) {
    const torch::Tensor log_probs = only_open(scores(scene, state), open).log_softmax(-1);
    const torch::Tensor chosen = choose(log_probs);
    update(state, scene.windows.index({batch, chosen}), scene.places.index({batch, chosen}));
    result.weights = result.weights + torch::one_hot(chosen, length) / static_cast<double>(options_.glimpses);
    result.log_prob = result.log_prob + log_probs.gather(-1, chosen.unsqueeze(-1)).squeeze(-1);
    result.entropy = result.entropy - (log_probs.exp() * log_probs).sum(-1);
    open = without_taken(open, scene.is_seam, chosen, options_.window);
  }
  result.context = state.hidden;
  return result;
}

Selected HardSelectionImpl::expect(const SeamBatch& seams) {
  const Scene scene = prepare(seams);
  State state = begin(seams.query, 1);
  torch::Tensor weights = torch::zeros_like(scene.places);
  for (int t = 0; t < options_.glimpses; ++t) {
    const torch::Tensor probs = only_open(scores(scene, state), scene.is_seam).softmax(-1).squeeze(0);
    const torch::Tensor window = torch::bmm(probs.unsqueeze(1), scene.windows.flatten(2));
    update(state, window.view({1, -1, options_.channels, options_.window}), (probs * scene.places).sum(-1));
    weights = weights + probs / options_.glimpses;
  }
  return {.context = state.hidden, .weights = weights.unsqueeze(0)};
}

Selected HardSelectionImpl::select(const SeamBatch& seams, const SelectMode& mode) {
  if (!mode.is_training) {
    const Selected looked = look(seams, 1, most_probable);
    return {.context = looked.context, .weights = looked.weights};
  }
  if (mode.use_expectation) return expect(seams);
  Random random(mode.seed, mode.item);
  return look(seams, mode.num_samples, [&](const torch::Tensor& log_probs) { return sampled(log_probs, random); });
}

std::int64_t HardSelectionImpl::multiply_adds(int length) const {
  const std::int64_t once =
      length * coarse_->weight.numel() + score_->multiply_adds_of_keys(length) + to_state_->weight.numel();
  const std::int64_t deep =
      options_.window * (first_->weight.numel() + second_->weight.numel()) + to_glimpse_->weight.numel();
  const std::int64_t state = lstm_->weight_ih.numel() + lstm_->weight_hh.numel();
  return once + options_.glimpses * (score_->multiply_adds_of_scores(length) + deep + state);
}

}  // namespace solve_puzzle
