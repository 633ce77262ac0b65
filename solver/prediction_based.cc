// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "solver/compatibility.h"
#include "solver/lab_strips.h"

namespace solve_puzzle {
namespace {

constexpr double kP = 0.3;  // Pomeranz et al., section 3.2
constexpr double kQ = 1.0 / 16;

/// |d|^p for |d| in steps of 1/16, so that all pairs need no power function. The step is far below a grey level.
class Power {
 public:
  Power() {
    for (std::size_t i = 0; i < table_.size(); ++i)
      table_[i] = static_cast<float>(std::pow(static_cast<double>(i) / kSteps, kP));
  }
  float of(float d) const {
    return table_[std::min(static_cast<std::size_t>(std::abs(d) * kSteps + 0.5F), table_.size() - 1)];
  }

 private:
  static constexpr int kSteps = 16;
  std::array<float, 1024 * kSteps> table_{};
};

class PredictionBased final : public Compatibility {
 public:
  explicit PredictionBased(const Sides& sides) : lab_(sides) {}

  double of(int a, int b) const override { return std::pow(one_way(a, b) + one_way(b, a), kQ / kP); }

  int product_size(int) const override { return 0; }
  void write_left(int, float*) const override {}
  void write_right(int, float*) const override {}

 private:
  double one_way(int a, int b) const {
    const auto outer = lab_.strip(a, 0);
    const auto inner = lab_.strip(a, 1);
    const auto facing = lab_.strip(b, 0);
    const std::size_t length = outer.size() / 3;
    double sum = 0;
    for (std::size_t t = 0; t < length; ++t) {
      for (std::size_t c = 0; c < 3; ++c) {
        sum += power_.of(2 * outer[3 * t + c] - inner[3 * t + c] - facing[3 * (length - 1 - t) + c]);
      }
    }
    return sum;
  }

  LabStrips lab_;
  Power power_;
};

}  // namespace

std::unique_ptr<Compatibility> prediction_based(const Sides& sides) { return std::make_unique<PredictionBased>(sides); }

}  // namespace solve_puzzle
