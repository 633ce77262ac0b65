// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>

#include "puzzles/parallel.h"
#include "solver/compatibility.h"

namespace solve_puzzle {
namespace {

/// Sums of products of the channels 00, 11, 22, 01, 02, 12.
using Products = std::array<double, 6>;

/// Distribution of the gradients that leave a side: mean μ, inverse covariance A. The squared Mahalanobis distances of
/// gradients d sum up to ⟨quadratic, Σ d dᵀ⟩ + linear · Σ d + constant.
struct GradientModel {
  Products quadratic = {};
  cv::Vec3d linear;
  double constant = 0;
  cv::Vec3d sum;  // of the border pixels
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

constexpr int kNumRuns = 7;  // of pixels, in the lower bound
/// Gives Σ d dᵀ of the differences d = y - x. Shapes: x and y have three channels of `stride` pixels.
template <class Difference, class Sum, class Pixel>
Products products_of_differences(const Pixel* x, const Pixel* y, std::size_t stride) {
  Sum sums[6] = {};
  for (std::size_t t = 0; t < stride; ++t) {
    const auto d0 = static_cast<Difference>(y[t] - x[t]);
    const auto d1 = static_cast<Difference>(y[stride + t] - x[stride + t]);
    const auto d2 = static_cast<Difference>(y[2 * stride + t] - x[2 * stride + t]);
    sums[0] += d0 * d0;
    sums[1] += d1 * d1;
    sums[2] += d2 * d2;
    sums[3] += d0 * d1;
    sums[4] += d0 * d2;
    sums[5] += d1 * d2;
  }
  Products products;
  std::copy_n(sums, 6, products.begin());
  return products;
}

GradientModel fit_gradients(const Sides& sides, int side) {
  const auto outer = sides.strip(side, 0);
  const auto inner = sides.strip(side, 1);
  const int length = sides.length(side);
  GradientModel model;
  for (int t = 0; t < length; ++t) {
    model.sum += pixel(outer, t);
    model.mean += pixel(outer, t) - pixel(inner, t);
  }
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

/// The border pixels of every side, channel after channel, forwards and backwards, padded with zeros. Grey levels that
/// are whole numbers, those of 8 bits, are kept and summed as such: small, fast and exact.
class SidePlanes {
 public:
  explicit SidePlanes(const Sides& sides) {
    std::size_t size = 0;
    for (int side = 0; side < sides.num_sides(); ++side) {
      are_whole_ &= sides.length(side) <= kMaxWholeLength && are_whole(sides.strip(side, 0));
      begin_.push_back(size);
      size += 6 * stride(sides.length(side));
    }
    are_whole_ ? write(sides, size, whole_) : write(sides, size, fractional_);
  }

  /// Gives Σ d dᵀ of the border pixels of `b` minus those of `a`, which they face. Both have `length` pixels.
  Products products_of_differences(int a, int b, int length) const {
    const std::size_t n = stride(length);
    const std::size_t own = begin_[static_cast<std::size_t>(a)];
    const std::size_t facing = begin_[static_cast<std::size_t>(b)] + 3 * n;
    return are_whole_ ? solve_puzzle::products_of_differences<std::int16_t, std::int32_t>(whole_.data() + own,
                                                                                          whole_.data() + facing, n)
                      : solve_puzzle::products_of_differences<double, double>(fractional_.data() + own,
                                                                              fractional_.data() + facing, n);
  }

 private:
  static constexpr int kMaxWholeLength = 32768;  // sums of so many products of 8 bits fit

  static bool are_whole(std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float v) { return v == std::floor(v); });
  }

  /// A multiple of 8, so that vectors leave no rest.
  static std::size_t stride(int length) { return (static_cast<std::size_t>(length) + 7) / 8 * 8; }

  template <class Pixel>
  void write(const Sides& sides, std::size_t size, std::vector<Pixel>& planes) const {
    planes.assign(size, 0);
    parallel_for(0, sides.num_sides(), [&](std::ptrdiff_t side) {
      const auto strip = sides.strip(static_cast<int>(side), 0);
      const std::size_t length = strip.size() / 3;
      const std::size_t n = stride(static_cast<int>(length));
      Pixel* const forwards = planes.data() + begin_[static_cast<std::size_t>(side)];
      Pixel* const backwards = forwards + 3 * n;
      for (std::size_t i = 0; i < strip.size(); ++i) {
        const auto value = static_cast<Pixel>(strip[i]);
        forwards[i % 3 * n + i / 3] = value;
        backwards[i % 3 * n + length - 1 - i / 3] = value;
      }
    });
  }

  std::vector<std::int16_t> whole_;  // these or those
  std::vector<double> fractional_;
  std::vector<std::size_t> begin_;  // of each side
  bool are_whole_ = true;
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
      center_ += models_[static_cast<std::size_t>(side)].sum;
      num_pixels += sides.length(side);
    }
    if (num_pixels > 0) center_ *= 1.0 / static_cast<double>(num_pixels);
  }

  /// With d = y - x, both directions need Σ d dᵀ and Σ d only, and the other one sees -d.
  double of(int side_a, int side_b) const override {
    const auto [first, second] = std::minmax(side_a, side_b);
    const GradientModel& a = models_[static_cast<std::size_t>(first)];
    const GradientModel& b = models_[static_cast<std::size_t>(second)];
    const Products products = planes_.products_of_differences(first, second, sides_.length(first));
    double sum = a.constant + b.constant;
    for (std::size_t i = 0; i < 6; ++i) sum += (a.quadratic[i] + b.quadratic[i]) * products[i];
    for (int c = 0; c < 3; ++c) sum += (a.linear[c] - b.linear[c]) * (b.sum[c] - a.sum[c]);
    return std::max(0.0, sum);
  }

  int product_size(int length) const override { return vector_size(length); }
  void write_left(int side, float* out) const override { write_left(side, sides_.length(side), 0, out); }
  void write_right(int side, float* out) const override { write_right(side, sides_.length(side), 0, out); }

  int bound_size(int length) const override { return length > kNumRuns ? vector_size(kNumRuns) : 0; }
  void write_left_bound(int side, float* out) const override { write_left(side, kNumRuns, rounding(side), out); }
  void write_right_bound(int side, float* out) const override { write_right(side, kNumRuns, rounding(side), out); }

 private:
  static int vector_size(int num_runs) { return 2 * (3 * num_runs + 7); }

  void write_left(int side, int num_runs, double slack, float* out) const {
    out = write_model(side, false, num_runs, slack, out);
    write_pixels(side, false, num_runs, out);
  }

  void write_right(int side, int num_runs, double slack, float* out) const {
    out = write_pixels(side, true, num_runs, out);
    write_model(side, true, num_runs, slack, out);
  }

  /// Calls body(v, √n) for every run of n pixels, v being their sum divided by √n. As (Σ d)ᵀ A (Σ d) / n ≤ Σ dᵀ A d,
  /// runs never make the measure larger; runs of one pixel are the pixels. Centring the pixels keeps the terms of the
  /// product small, and with them what single precision loses.
  template <class Body>
  void for_each_run(int side, bool reversed, int num_runs, const Body& body) const {
    const auto strip = sides_.strip(side, 0);
    const int length = sides_.length(side);
    for (int run = 0, t = 0; run < num_runs; ++run) {
      const int begin = t;
      cv::Vec3d sum;
      for (; t < (run + 1) * length / num_runs; ++t) sum += pixel(strip, reversed ? length - 1 - t : t);
      const double root = std::sqrt(t - begin);
      body((sum - center_ * (t - begin)) * (1 / root), root);
    }
  }

  /// What single precision may lose in the product for this side: the terms of both directions are at most
  /// 2 λ (|x|² + |x + μ|²) for either side, λ the largest eigenvalue of any A, which the dummy gradients limit.
  double rounding(int side) const {
    constexpr double kRelative = 8 * 0x1p-24;  // a random walk through the terms, with a wide margin
    const double twice_eigenvalue = sides_.length(side) + 8;
    double squares = 0;
    for_each_run(side, false, kNumRuns, [&](const cv::Vec3d& v, double root) {
      const cv::Vec3d predicted = v + models_[static_cast<std::size_t>(side)].mean * root;
      squares += v.dot(v) + predicted.dot(predicted);
    });
    return kRelative * twice_eigenvalue * squares;
  }

  float* write_model(int side, bool reversed, int num_runs, double slack, float* out) const {
    const GradientModel& model = models_[static_cast<std::size_t>(side)];
    for (const double v : model.quadratic) *out++ = static_cast<float>(v);
    double constant = -slack;
    for_each_run(side, reversed, num_runs, [&](const cv::Vec3d& v, double root) {
      const cv::Vec3d predicted = v + model.mean * root;
      const cv::Vec3d pulled = model.inverse_covariance * predicted;
      constant += predicted.dot(pulled);
      for (int c = 0; c < 3; ++c) *out++ = static_cast<float>(-2 * pulled[c]);
    });
    *out++ = static_cast<float>(constant);
    return out;
  }

  float* write_pixels(int side, bool reversed, int num_runs, float* out) const {
    cv::Matx33d m = cv::Matx33d::zeros();
    float* pixels = out + 6;
    for_each_run(side, reversed, num_runs, [&](const cv::Vec3d& v, double) {
      m += v * v.t();
      for (int c = 0; c < 3; ++c) *pixels++ = static_cast<float>(v[c]);
    });
    for (const double v : {m(0, 0), m(1, 1), m(2, 2), m(0, 1), m(0, 2), m(1, 2)}) *out++ = static_cast<float>(v);
    *pixels++ = 1.0F;
    return pixels;
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
