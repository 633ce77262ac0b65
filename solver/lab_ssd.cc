// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "solver/compatibility.h"
#include "solver/lab_strips.h"

namespace solve_puzzle {
namespace {

/// Σ |x - y|² = Σ |x|² - 2 Σ x · y + Σ |y|².
class LabSsd final : public Compatibility {
 public:
  explicit LabSsd(const Sides& sides) : sides_(sides), lab_(sides) {}

  double of(int a, int b) const override {
    const auto own = lab_.strip(a, 0);
    const auto facing = lab_.strip(b, 0);
    const int length = sides_.length(a);
    double sum = 0;
    for (int t = 0; t < length; ++t) {
      for (int c = 0; c < 3; ++c) {
        const double d =
            own[static_cast<std::size_t>(3 * t + c)] - facing[static_cast<std::size_t>(3 * (length - 1 - t) + c)];
        sum += d * d;
      }
    }
    return sum;
  }

  int product_size(int length) const override { return 3 * length + 2; }

  void write_left(int side, float* out) const override {
    const auto strip = lab_.strip(side, 0);
    out = std::transform(strip.begin(), strip.end(), out, [](float v) { return -2 * v; });
    *out++ = energy(side);
    *out = 1.0F;
  }

  void write_right(int side, float* out) const override {
    const auto strip = lab_.strip(side, 0);
    for (int t = sides_.length(side) - 1; t >= 0; --t) out = std::copy_n(strip.begin() + 3 * t, 3, out);
    *out++ = 1.0F;
    *out = energy(side);
  }

 private:
  float energy(int side) const {
    double sum = 0;
    for (const float v : lab_.strip(side, 0)) sum += static_cast<double>(v) * v;
    return static_cast<float>(sum);
  }

  const Sides& sides_;
  LabStrips lab_;
};

}  // namespace

std::unique_ptr<Compatibility> lab_ssd(const Sides& sides) { return std::make_unique<LabSsd>(sides); }

}  // namespace solve_puzzle
