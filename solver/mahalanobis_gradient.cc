// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <opencv2/core.hpp>

#include "solver/compatibility.h"

namespace solve_puzzle {
namespace {

/// Distribution of the gradients that leave a side: mean, inverse covariance.
struct GradientModel {
  cv::Vec3d mean;
  cv::Matx33d inverse_covariance;
};

/// Gallagher's dummy gradients: zero, and one grey level up and down in each channel and in all.
const std::array<cv::Vec3d, 9> kDummyGradients = {cv::Vec3d(0, 0, 0),  cv::Vec3d(1, 1, 1),  cv::Vec3d(-1, -1, -1),
                                                  cv::Vec3d(0, 0, 1),  cv::Vec3d(0, 1, 0),  cv::Vec3d(1, 0, 0),
                                                  cv::Vec3d(-1, 0, 0), cv::Vec3d(0, -1, 0), cv::Vec3d(0, 0, -1)};

cv::Vec3d pixel(std::span<const float> strip, int t) {
  const float* p = strip.data() + 3 * static_cast<std::ptrdiff_t>(t);
  return {p[0], p[1], p[2]};
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
  model.inverse_covariance = (scatter * (1.0 / (length + 8))).inv();
  return model;
}

/// Writing x for a side's own border pixels and y for the facing ones, one direction of the measure is
///   Σ (y - x - μ)ᵀ A (y - x - μ) = ⟨A, Σ y yᵀ⟩ - 2 Σ (A (x + μ)) · y + Σ (x + μ)ᵀ A (x + μ),
/// an inner product of [A, -2 A (x + μ), Σ …] of the one side and [Σ y yᵀ, y, 1] of the other.
class MahalanobisGradient final : public Compatibility {
 public:
  explicit MahalanobisGradient(const Sides& sides) : sides_(sides) {
    for (int side = 0; side < sides.num_sides(); ++side) models_.push_back(fit_gradients(sides, side));
    for (int side = 0; side < sides.num_sides(); ++side) {
      for (int t = 0; t < sides.length(side); ++t) center_ += pixel(sides.strip(side, 0), t);
      num_pixels_ += sides.length(side);
      add_planes(side);
    }
    if (num_pixels_ > 0) center_ *= 1.0 / static_cast<double>(num_pixels_);
  }

  double of(int a, int b) const override { return one_way(a, b) + one_way(b, a); }

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
  /// Channel after channel: one_way() reads the same channel of neighbouring pixels.
  void add_planes(int side) {
    begin_.push_back(planes_.size());
    const auto strip = sides_.strip(side, 0);
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t i = c; i < strip.size(); i += 3) planes_.push_back(strip[i]);
    }
  }

  double one_way(int a, int b) const {
    const GradientModel& model = models_[static_cast<std::size_t>(a)];
    const cv::Matx33d& inverse = model.inverse_covariance;
    const std::ptrdiff_t length = sides_.length(a);
    const float* const own = planes_.data() + begin_[static_cast<std::size_t>(a)];
    const float* const facing = planes_.data() + begin_[static_cast<std::size_t>(b)];
    double sum = 0;
    for (std::ptrdiff_t t = 0; t < length; ++t) {
      const std::ptrdiff_t u = length - 1 - t;
      const double d0 = facing[u] - own[t] - model.mean[0];
      const double d1 = facing[length + u] - own[length + t] - model.mean[1];
      const double d2 = facing[2 * length + u] - own[2 * length + t] - model.mean[2];
      sum += d0 * (inverse(0, 0) * d0 + 2 * inverse(0, 1) * d1) + d1 * (inverse(1, 1) * d1 + 2 * inverse(1, 2) * d2) +
             d2 * (inverse(2, 2) * d2 + 2 * inverse(0, 2) * d0);
    }
    return sum;
  }

  /// Centring the pixels keeps the terms of the product small, and with them what single precision loses.
  cv::Vec3d centered(int side, int t, bool reversed) const {
    return pixel(sides_.strip(side, 0), reversed ? sides_.length(side) - 1 - t : t) - center_;
  }

  float* write_model(int side, bool reversed, float* out) const {
    const GradientModel& model = models_[static_cast<std::size_t>(side)];
    const cv::Matx33d& a = model.inverse_covariance;
    for (const double v : {a(0, 0), a(1, 1), a(2, 2), 2 * a(0, 1), 2 * a(0, 2), 2 * a(1, 2)}) {
      *out++ = static_cast<float>(v);
    }
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
  std::vector<GradientModel> models_;
  std::vector<float> planes_;
  std::vector<std::size_t> begin_;  // of each side in planes_
  cv::Vec3d center_;
  std::int64_t num_pixels_ = 0;
};

}  // namespace

std::unique_ptr<Compatibility> mahalanobis_gradient(const Sides& sides) {
  return std::make_unique<MahalanobisGradient>(sides);
}

}  // namespace solve_puzzle
