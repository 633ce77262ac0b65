// SPDX-License-Identifier: Apache-2.0
// What the plug-in exports: networks behind the torch-free interfaces of network_plugin.h.
#include <algorithm>
#include <string>

#include "attention/network/band_net.h"
#include "attention/network/initialise.h"
#include "attention/network/torch.h"
#include "attention/network_plugin.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

/// Runs `body`; LibTorch's exceptions become ours, so that callers meet one type of error.
template <class Body>
auto translated(const Body& body) {
  try {
    return body();
  } catch (const c10::Error& error) {
    throw Error(std::string("LibTorch: ") + error.what_without_backtrace());
  }
}

/// Our loops run one task per processor already, so a task must not start a team of its own. OpenMP keeps the number
/// per thread; it is read first because LibTorch's own initialisation of a thread would set it again.
void work_alone() {
  thread_local const bool is_done = [] {
    at::get_num_threads();
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(is_done);
}

void copy_out(const torch::Tensor& from, std::span<float> to) {
  const torch::Tensor flat = from.contiguous();
  std::copy_n(flat.data_ptr<float>(), to.size(), to.begin());
}

class TorchBandNetwork : public BandNetwork {
 public:
  TorchBandNetwork(const BandEncoderOptions& options, std::uint64_t seed) : options_(options), net_(options) {
    initialise(*net_, seed);
    net_->eval();
  }

  void encode(std::span<const float> bands, int num_bands, int length, std::span<float> positions,
              std::span<float> sides) const override {
    translated([&] {
      work_alone();
      const torch::InferenceMode inference;
      // from_blob wants a mutable pointer, the network only reads.
      const torch::Tensor input =
          torch::from_blob(const_cast<float*>(bands.data()), {num_bands, options_.channels, options_.depth, length});
      const BandNetOutput output = net_.ptr()->forward(input);
      copy_out(output.positions, positions);
      copy_out(output.sides, sides);
    });
  }

 private:
  BandEncoderOptions options_;
  BandNet net_;
};

std::unique_ptr<BandNetwork> make_band_network(const BandEncoderOptions& options, std::uint64_t seed) {
  return translated([&] { return std::make_unique<TorchBandNetwork>(options, seed); });
}

constexpr NetworkPlugin kPlugin = {.version = SOLVE_PUZZLE_VERSION, .make_band_network = make_band_network};

}  // namespace
}  // namespace solve_puzzle

extern "C" const solve_puzzle::NetworkPlugin* solve_puzzle_network_plugin() { return &solve_puzzle::kPlugin; }
