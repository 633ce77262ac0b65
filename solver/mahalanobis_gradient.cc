// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

#include "puzzles/parallel.h"
#include "solver/compatibility.h"

namespace solve_puzzle {
namespace {

/// Distribution of the gradients that leave a side: mean μ, inverse covariance A. The squared Mahalanobis distances of
/// gradients d sum up to ⟨quadratic, Σ d dᵀ⟩ + linear · Σ d + constant.
struct GradientModel {
  cv::Vec3d mean;
  cv::Matx33d inverse_covariance;
  std::array<double, 6> quadratic = {};
  cv::Vec3d linear;
  double constant = 0;
};

/// Gallagher's dummy gradients: zero, and one grey level up and down in each channel and in all.
const std::array<cv::Vec3d, 9> kDummyGradients = {cv::Vec3d(0, 0, 0),  cv::Vec3d(1, 1, 1),  cv::Vec3d(-1, -1, -1),
                                                  cv::Vec3d(0, 0, 1),  cv::Vec3d(0, 1, 0),  cv::Vec3d(1, 0, 0),
                                                  cv::Vec3d(-1, 0, 0), cv::Vec3d(0, -1, 0), cv::Vec3d(0, 0, -1)};

cv::Vec3d pixel(std::span<const float> strip, int t) {
  const float* p = strip.data() + 3 * static_cast<std::ptrdiff_t>(t);
  return {p[0], p[1], p[2]};
}

/// Products: of the channels 00, 11, 22, 01, 02, 12.
struct DifferenceMoments {
  std::array<double, 6> products;
  cv::Vec3d sums;
};

constexpr std::size_t kNumLanes = 4;
constexpr int kMaxExactLength = (1 << 24) / (255 * 255);  // sums of so many products of 8 bits are exact in a float

using FloatLanes = float __attribute__((vector_size(kNumLanes * sizeof(float))));
using DoubleLanes = double __attribute__((vector_size(kNumLanes * sizeof(double))));
using LooseFloatLanes = float __attribute__((vector_size(kNumLanes * sizeof(float)), aligned(4), may_alias));

/// Shapes: x and y have three channels of `stride` pixels.
template <class Lanes>
DifferenceMoments difference_moments(const float* x, const float* y, std::size_t stride) {
  Lanes products[6] = {};
  Lanes sums[3] = {};
  for (std::size_t t = 0; t < stride; t += kNumLanes) {
    Lanes d[3];
    for (std::size_t c = 0; c < 3; ++c) {
      d[c] = __builtin_convertvector(*reinterpret_cast<const LooseFloatLanes*>(y + c * stride + t), Lanes) -
             __builtin_convertvector(*reinterpret_cast<const LooseFloatLanes*>(x + c * stride + t), Lanes);
      sums[c] += d[c];
      products[c] += d[c] * d[c];
    }
    products[3] += d[0] * d[1];
    products[4] += d[0] * d[2];
    products[5] += d[1] * d[2];
  }
  const auto total = [](const Lanes& v) { return static_cast<double>((v[0] + v[1]) + (v[2] + v[3])); };
  DifferenceMoments moments;
  for (std::size_t i = 0; i < 6; ++i) moments.products[i] = total(products[i]);
  for (int c = 0; c < 3; ++c) moments.sums[c] = total(sums[c]);
  return moments;
}

GradientModel fit_gradients(const Sides& sides, int side) {
  const auto outer = sides.strip(side, 0);
  const auto inner = sides.strip(side, 1);
  const int length = sides.length(side);
  GradientModel model;
  for (int t = 0; t < length; ++t) model.mean += pixel(outer, t) - pixel(inner, t);
  model.mean *= 1.0 / length;
  cv::Matx33d scatter = cv::Matx33d::zeros();
  for (int t = 0; t < length; ++t) {
    const cv::Vec3d d = pixel(outer, t) - pixel(inner, t) - model.mean;
    scatter += d * d.t();
  }
  for (const cv::Vec3d& dummy : kDummyGradients) scatter += dummy * dummy.t();
  const cv::Matx33d a = (scatter * (1.0 / (length + 8))).inv();
  model.inverse_covariance = a;
  model.quadratic = {a(0, 0), a(1, 1), a(2, 2), 2 * a(0, 1), 2 * a(0, 2), 2 * a(1, 2)};
  model.linear = -2 * (a * model.mean);
  model.constant = length * model.mean.dot(a * model.mean);
  return model;
}

/// The border pixels of every side, channel after channel, forwards and backwards, padded with zeros.
class SidePlanes {
 public:
  explicit SidePlanes(const Sides& sides) {
    for (int side = 0; side < sides.num_sides(); ++side) add(sides.strip(side, 0), sides.length(side));
  }

  /// Gives the moments of the border pixels of `b` minus those of `a`, which they face.
  DifferenceMoments difference(int a, int b) const {
    const auto stride = static_cast<std::size_t>(stride_[static_cast<std::size_t>(a)]);
    const float* const own = planes_.data() + begin_[static_cast<std::size_t>(a)];
    const float* const facing = planes_.data() + begin_[static_cast<std::size_t>(b)] + 3 * stride;
    return are_exact_in_float_ ? difference_moments<FloatLanes>(own, facing, stride)
                               : difference_moments<DoubleLanes>(own, facing, stride);
  }

 private:
  void add(std::span<const float> strip, int length) {
    const std::size_t stride = (static_cast<std::size_t>(length) + kNumLanes - 1) / kNumLanes * kNumLanes;
    begin_.push_back(planes_.size());
    stride_.push_back(static_cast<int>(stride));
    planes_.resize(planes_.size() + 6 * stride, 0.0F);
    float* const forwards = planes_.data() + begin_.back();
    for (std::size_t i = 0; i < strip.size(); ++i) {
      const std::size_t t = i / 3;
      const std::size_t plane = i % 3 * stride;
      forwards[plane + t] = strip[i];
      forwards[plane + 3 * stride + static_cast<std::size_t>(length) - 1 - t] = strip[i];
      are_exact_in_float_ &= strip[i] == std::floor(strip[i]);
    }
    are_exact_in_float_ &= length <= kMaxExactLength;
  }

  std::vector<float> planes_;
  std::vector<std::size_t> begin_;  // of each side in planes_
  std::vector<int> stride_;
  bool are_exact_in_float_ = true;
};

/// Writing x for a side's own border pixels and y for the facing ones, one direction of the measure is
///   Σ (y - x - μ)ᵀ A (y - x - μ) = ⟨A, Σ y yᵀ⟩ - 2 Σ (A (x + μ)) · y + Σ (x + μ)ᵀ A (x + μ),
/// an inner product of [A, -2 A (x + μ), Σ …] of the one side and [Σ y yᵀ, y, 1] of the other.
class MahalanobisGradient final : public Compatibility {
 public:
  explicit MahalanobisGradient(const Sides& sides) : sides_(sides), planes_(sides) {
    models_.resize(static_cast<std::size_t>(sides.num_sides()));
    parallel_for(0, sides.num_sides(), [&](std::ptrdiff_t side) {
      models_[static_cast<std::size_t>(side)] = fit_gradients(sides, static_cast<int>(side));
    });
    std::int64_t num_pixels = 0;
    for (int side = 0; side < sides.num_sides(); ++side) {
      for (int t = 0; t < sides.length(side); ++t) center_ += pixel(sides.strip(side, 0), t);
      num_pixels += sides.length(side);
    }
    if (num_pixels > 0) center_ *= 1.0 / static_cast<double>(num_pixels);
  }

  /// With d = y - x, both directions need Σ d dᵀ and Σ d only, and the other one sees -d.
  double of(int a, int b) const override {
    const DifferenceMoments moments = a < b ? planes_.difference(a, b) : planes_.difference(b, a);
    const double sign = a < b ? 1 : -1;
    return std::max(0.0, one_way(a, moments, sign) + one_way(b, moments, -sign));
  }

  int product_size(int length) const override { return 2 * (3 * length + 7); }

  void write_left(int side, float* out) const override {
    out = write_model(side, false, out);
    write_pixels(side, false, out);
  }

  void write_right(int side, float* out) const override {
    out = write_pixels(side, true, out);
    write_model(side, true, out);
  }

 private:
  double one_way(int side, const DifferenceMoments& moments, double sign) const {
    const GradientModel& model = models_[static_cast<std::size_t>(side)];
    double sum = model.constant;
    for (std::size_t i = 0; i < 6; ++i) sum += model.quadratic[i] * moments.products[i];
    for (int c = 0; c < 3; ++c) sum += sign * model.linear[c] * moments.sums[c];
    return sum;
  }

  /// Centring the pixels keeps the terms of the product small, and with them what single precision loses.
  cv::Vec3d centered(int side, int t, bool reversed) const {
    return pixel(sides_.strip(side, 0), reversed ? sides_.length(side) - 1 - t : t) - center_;
  }

  float* write_model(int side, bool reversed, float* out) const {
    const GradientModel& model = models_[static_cast<std::size_t>(side)];
    const cv::Matx33d& a = model.inverse_covariance;
    for (const double v : model.quadratic) *out++ = static_cast<float>(v);
    double constant = 0;
    for (int t = 0; t < sides_.length(side); ++t) {
      const cv::Vec3d predicted = centered(side, t, reversed) + model.mean;
      const cv::Vec3d pulled = a * predicted;
      constant += predicted.dot(pulled);
      for (int c = 0; c < 3; ++c) *out++ = static_cast<float>(-2 * pulled[c]);
    }
    *out++ = static_cast<float>(constant);
    return out;
  }

  float* write_pixels(int side, bool reversed, float* out) const {
    cv::Matx33d moments = cv::Matx33d::zeros();
    float* const pixels = out + 6;
    for (int t = 0; t < sides_.length(side); ++t) {
      const cv::Vec3d v = centered(side, t, reversed);
      moments += v * v.t();
      for (int c = 0; c < 3; ++c) pixels[3 * t + c] = static_cast<float>(v[c]);
    }
    const cv::Matx33d& m = moments;
    for (const double v : {m(0, 0), m(1, 1), m(2, 2), m(0, 1), m(0, 2), m(1, 2)}) *out++ = static_cast<float>(v);
    out += 3 * static_cast<std::ptrdiff_t>(sides_.length(side));
    *out++ = 1.0F;
    return out;
  }

  const Sides& sides_;
  SidePlanes planes_;
  std::vector<GradientModel> models_;
  cv::Vec3d center_;
};

}  // namespace

std::unique_ptr<Compatibility> mahalanobis_gradient(const Sides& sides) {
  return std::make_unique<MahalanobisGradient>(sides);
}

}  // namespace solve_puzzle
