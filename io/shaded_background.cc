// SPDX-License-Identifier: Apache-2.0
#include "io/shaded_background.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/parallel.h"
#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr double kLeastTolerance = 4.0;
constexpr double kMostTolerance = 32.0;
constexpr double kPlain = 0.5;       ///< share of the border that shows the sheet
constexpr double kDarkest = 0.45;    ///< of a soft shadow, of the sheet's brightness
constexpr double kSoft = 7.0;        ///< steepest slope of a shadow, grey levels a pixel
constexpr int kMostSamples = 60000;  ///< for a fit

using Terms = cv::Vec<double, 6>;

Terms terms_of(int x, int y, cv::Size size) {
  const double u = 2.0 * x / std::max(1, size.width - 1) - 1;
  const double v = 2.0 * y / std::max(1, size.height - 1) - 1;
  return {1, u, v, u * u, u * v, v * v};
}

struct Sample {
  Terms terms;
  cv::Vec3d colour;
};

cv::Mat eight_bits(const cv::Mat& picture) {
  if (picture.depth() == CV_8U) return picture;
  cv::Mat result;
  picture.convertTo(result, CV_8U, 1.0 / 257.0);
  return result;
}

double distance(const cv::Vec3d& a, const cv::Vec3d& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

cv::Vec3d value(const cv::Matx<double, 3, 6>& coefficients, const Terms& terms) { return coefficients * terms; }

/// Fits the first `num_terms` coefficients of every channel by least squares; a faint pull towards flatness keeps them
/// bounded where samples lie on few lines.
cv::Matx<double, 3, 6> fitted(const std::vector<Sample>& samples, int num_terms) {
  cv::Mat normal = cv::Mat::zeros(num_terms, num_terms, CV_64F);
  cv::Mat right = cv::Mat::zeros(num_terms, 3, CV_64F);
  for (const Sample& sample : samples) {
    for (int i = 0; i < num_terms; ++i) {
      for (int j = 0; j < num_terms; ++j) normal.at<double>(i, j) += sample.terms[i] * sample.terms[j];
      for (int c = 0; c < 3; ++c) right.at<double>(i, c) += sample.terms[i] * sample.colour[c];
    }
  }
  for (int i = 1; i < num_terms; ++i) normal.at<double>(i, i) += 1e-4 * static_cast<double>(samples.size());
  cv::Mat solution;
  cv::solve(normal, right, solution, cv::DECOMP_SVD);
  cv::Matx<double, 3, 6> coefficients = cv::Matx<double, 3, 6>::zeros();
  for (int i = 0; i < num_terms; ++i) {
    for (int c = 0; c < 3; ++c) coefficients(c, i) = solution.at<double>(i, c);
  }
  return coefficients;
}

/// Gives the median colours of short stretches of the border.
std::vector<Sample> border_stretches(const cv::Mat& picture) {
  constexpr int kStretches = 24;  // on each side
  constexpr int kDepth = 3;
  std::vector<Sample> samples;
  const auto add = [&](const cv::Rect& box) {
    std::array<std::vector<int>, 3> channels;
    const cv::Mat stretch = picture(box);
    for (auto pixel = stretch.begin<cv::Vec3b>(); pixel != stretch.end<cv::Vec3b>(); ++pixel) {
      for (int c = 0; c < 3; ++c) channels[c].push_back((*pixel)[c]);
    }
    cv::Vec3d median;
    for (int c = 0; c < 3; ++c) {
      const auto middle = channels[c].begin() + std::ssize(channels[c]) / 2;
      std::nth_element(channels[c].begin(), middle, channels[c].end());
      median[c] = *middle;
    }
    samples.push_back({terms_of(box.x + box.width / 2, box.y + box.height / 2, picture.size()), median});
  };
  const int depth_x = std::min(kDepth, picture.cols);
  const int depth_y = std::min(kDepth, picture.rows);
  for (int i = 0; i < kStretches; ++i) {
    const int x0 = picture.cols * i / kStretches, x1 = picture.cols * (i + 1) / kStretches;
    const int y0 = picture.rows * i / kStretches, y1 = picture.rows * (i + 1) / kStretches;
    if (x1 > x0) add({x0, 0, x1 - x0, depth_y});
    if (x1 > x0) add({x0, picture.rows - depth_y, x1 - x0, depth_y});
    if (y1 > y0) add({0, y0, depth_x, y1 - y0});
    if (y1 > y0) add({picture.cols - depth_x, y0, depth_x, y1 - y0});
  }
  return samples;
}

std::vector<Sample> near(const std::vector<Sample>& samples, const cv::Matx<double, 3, 6>& coefficients, double reach) {
  std::vector<Sample> result;
  for (const Sample& sample : samples) {
    if (distance(sample.colour, value(coefficients, sample.terms)) <= reach) result.push_back(sample);
  }
  return result;
}

/// Finds the plane of colour that most stretches of the border agree on: planes through three of them are tried.
/// Source: Fischler and Bolles, "Random sample consensus", CACM 1981.
std::vector<Sample> agreeing_stretches(const std::vector<Sample>& stretches) {
  constexpr int kTries = 400;
  constexpr double kReach = 12;
  std::vector<Sample> best;
  Random random(1);
  const auto any = [&] { return stretches[random.below(static_cast<std::uint32_t>(stretches.size()))]; };
  for (int i = 0; i < kTries; ++i) {
    std::vector<Sample> agreeing = near(stretches, fitted({any(), any(), any()}, 3), kReach);
    if (agreeing.size() > best.size()) best = std::move(agreeing);
  }
  return best;
}

/// Gives the tolerance that the scatter of samples about the sheet asks for.
double tolerance_of(const std::vector<Sample>& samples, const cv::Matx<double, 3, 6>& coefficients) {
  std::vector<double> distances;
  for (const Sample& sample : samples) distances.push_back(distance(sample.colour, value(coefficients, sample.terms)));
  if (distances.empty()) return kLeastTolerance;
  const auto high = distances.begin() + static_cast<std::ptrdiff_t>(0.8 * static_cast<double>(distances.size() - 1));
  std::nth_element(distances.begin(), high, distances.end());
  return std::clamp(kLeastTolerance + 2.5 * *high, kLeastTolerance, kMostTolerance);
}

/// Gives pixels all over the picture, evenly.
std::vector<Sample> spread_samples(const cv::Mat& picture) {
  const int step = std::max(1, static_cast<int>(std::sqrt(static_cast<double>(picture.total()) / kMostSamples)));
  std::vector<Sample> samples;
  for (int y = step / 2; y < picture.rows; y += step) {
    for (int x = step / 2; x < picture.cols; x += step) {
      samples.push_back({terms_of(x, y, picture.size()), cv::Vec3d(picture.at<cv::Vec3b>(y, x))});
    }
  }
  return samples;
}

/// Gives the border's single pixels.
std::vector<Sample> border_samples(const cv::Mat& picture) {
  std::vector<Sample> samples;
  const auto add = [&](int x, int y) {
    samples.push_back({terms_of(x, y, picture.size()), cv::Vec3d(picture.at<cv::Vec3b>(y, x))});
  };
  for (int x = 0; x < picture.cols; ++x) {
    add(x, 0);
    add(x, picture.rows - 1);
  }
  for (int y = 0; y < picture.rows; ++y) {
    add(0, y);
    add(picture.cols - 1, y);
  }
  return samples;
}

cv::Mat where_bare(const cv::Mat& picture, const ShadedBackground& background) {
  cv::Mat bare(picture.size(), CV_8UC1, cv::Scalar(0));
  parallel_for(0, picture.rows, [&](std::ptrdiff_t row) {
    const int y = static_cast<int>(row);
    for (int x = 0; x < picture.cols; ++x) {
      const cv::Vec3d sheet = background.at(x, y, picture.size());
      if (distance(cv::Vec3d(picture.at<cv::Vec3b>(y, x)), sheet) <= background.tolerance)
        bare.at<std::uint8_t>(y, x) = 255;
    }
  });
  return bare;
}

/// Tells whether a pixel has the sheet's hue, darker or as bright.
bool is_darker_sheet(const cv::Vec3d& pixel, const cv::Vec3d& sheet, double tolerance) {
  const double brightness = pixel.dot(sheet) / std::max(1.0, sheet.dot(sheet));
  return brightness >= kDarkest && brightness <= 1 && distance(pixel, brightness * sheet) <= tolerance;
}

/// Gives 255 where a pixel may be sheet in shadow: its hue, darker, and no edge here.
cv::Mat where_shadow(const cv::Mat& picture, const ShadedBackground& background) {
  cv::Mat grey, smooth, dx, dy;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(grey, smooth, {5, 5}, 1.2);
  cv::Sobel(smooth, dx, CV_32F, 1, 0, 3, 1.0 / 8);
  cv::Sobel(smooth, dy, CV_32F, 0, 1, 3, 1.0 / 8);
  cv::Mat shadow(picture.size(), CV_8UC1, cv::Scalar(0));
  parallel_for(0, picture.rows, [&](std::ptrdiff_t row) {
    const int y = static_cast<int>(row);
    for (int x = 0; x < picture.cols; ++x) {
      if (std::hypot(dx.at<float>(y, x), dy.at<float>(y, x)) > kSoft) continue;
      const cv::Vec3d sheet = background.at(x, y, picture.size());
      const cv::Vec3d pixel(picture.at<cv::Vec3b>(y, x));
      if (is_darker_sheet(pixel, sheet, background.tolerance)) shadow.at<std::uint8_t>(y, x) = 255;
    }
  });
  return shadow;
}

/// Keeps the components of `whole` that hold a good part of `seed`: shadow that bare sheet runs into.
cv::Mat reached(const cv::Mat& whole, const cv::Mat& seed) {
  cv::Mat labels;
  const int num_labels = cv::connectedComponents(whole, labels, 4);
  std::vector<int> seeds(static_cast<std::size_t>(num_labels), 0), sizes(static_cast<std::size_t>(num_labels), 0);
  for (int y = 0; y < whole.rows; ++y) {
    for (int x = 0; x < whole.cols; ++x) {
      const auto label = static_cast<std::size_t>(labels.at<int>(y, x));
      ++sizes[label];
      seeds[label] += seed.at<std::uint8_t>(y, x) != 0;
    }
  }
  cv::Mat result(whole.size(), CV_8UC1, cv::Scalar(0));
  for (int y = 0; y < whole.rows; ++y) {
    for (int x = 0; x < whole.cols; ++x) {
      const int label = labels.at<int>(y, x);
      if (label > 0 && 2 * seeds[static_cast<std::size_t>(label)] >= sizes[static_cast<std::size_t>(label)]) {
        result.at<std::uint8_t>(y, x) = 255;
      }
    }
  }
  return result;
}

/// Lets the sheet grow up to the fragments' rims, where blurred slopes saw their edges: from pixel to like pixel.
cv::Mat grown_to_rims(const cv::Mat& picture, const ShadedBackground& background, cv::Mat sheet) {
  constexpr int kSteps = 4;
  static const cv::Point kAround[4] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  const cv::Rect inside({0, 0}, picture.size());
  for (int step = 0; step < kSteps; ++step) {
    const cv::Mat before = sheet.clone();
    parallel_for(0, picture.rows, [&](std::ptrdiff_t row) {
      for (cv::Point at(0, static_cast<int>(row)); at.x < picture.cols; ++at.x) {
        if (before.at<std::uint8_t>(at) != 0) continue;
        const cv::Vec3d pixel(picture.at<cv::Vec3b>(at));
        const bool is_like_neighbour = std::any_of(std::begin(kAround), std::end(kAround), [&](const cv::Point& off) {
          const cv::Point next = at + off;
          return inside.contains(next) && before.at<std::uint8_t>(next) != 0 &&
                 distance(pixel, cv::Vec3d(picture.at<cv::Vec3b>(next))) <= kSoft;
        });
        if (!is_like_neighbour) continue;
        if (is_darker_sheet(pixel, background.at(at.x, at.y, picture.size()), background.tolerance)) {
          sheet.at<std::uint8_t>(at) = 255;
        }
      }
    });
  }
  return sheet;
}

}  // namespace

cv::Vec3d ShadedBackground::at(int x, int y, cv::Size size) const { return value(coefficients, terms_of(x, y, size)); }

std::optional<ShadedBackground> find_shaded_background(const cv::Mat& picture) {
  const cv::Mat shallow = eight_bits(picture);
  const std::vector<Sample> stretches = border_stretches(shallow);
  std::vector<Sample> members = agreeing_stretches(stretches);
  if (static_cast<double>(members.size()) < kPlain * static_cast<double>(stretches.size())) return std::nullopt;
  ShadedBackground found;
  found.coefficients = fitted(members, 3);
  const std::vector<Sample> everywhere = spread_samples(shallow);
  for (const double reach : {16.0, 12.0, 10.0}) {
    members = near(everywhere, found.coefficients, reach);
    if (members.size() < 6) break;
    found.coefficients = fitted(members, 6);
  }
  const std::vector<Sample> border = border_samples(shallow);
  found.tolerance = tolerance_of(near(border, found.coefficients, kMostTolerance), found.coefficients);
  found.share = static_cast<double>(near(border, found.coefficients, found.tolerance).size()) /
                static_cast<double>(border.size());
  if (found.share < kPlain) return std::nullopt;
  return found;
}

cv::Mat where_sheet(const cv::Mat& picture, const ShadedBackground& background) {
  const cv::Mat shallow = eight_bits(picture);
  const cv::Mat bare = where_bare(shallow, background);
  return grown_to_rims(shallow, background, reached(bare | where_shadow(shallow, background), bare));
}

}  // namespace solve_puzzle
