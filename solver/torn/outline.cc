// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/outline.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace solve_puzzle {
namespace {

using Ring = std::vector<cv::Point2f>;

double signed_area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const cv::Point2f& p = ring[i];
    const cv::Point2f& q = ring[(i + 1) % ring.size()];
    sum += static_cast<double>(p.x) * q.y - static_cast<double>(q.x) * p.y;
  }
  return sum / 2;
}

/// The pixel contour of the part of the field below `level`, clockwise on screen.
Ring pixel_ring(const DistanceField& field, double level) {
  std::vector<std::vector<cv::Point>> contours;
  cv::findContours(field.values < level, contours, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  if (contours.empty()) return {};
  const auto longest =
      std::max_element(contours.begin(), contours.end(), [](auto& a, auto& b) { return a.size() < b.size(); });
  Ring ring;
  for (const cv::Point& p : *longest) ring.push_back(cv::Point2f(p) + field.origin);
  if (signed_area(ring) < 0) std::reverse(ring.begin(), ring.end());
  return ring;
}

Ring smoothed(const Ring& ring, double sigma) {
  const int reach = std::min(static_cast<int>(std::ceil(3 * sigma)), static_cast<int>(ring.size()) / 4);
  const int n = static_cast<int>(ring.size());
  Ring result(ring.size());
  for (int i = 0; i < n; ++i) {
    cv::Point2d sum;
    double total = 0;
    for (int k = -reach; k <= reach; ++k) {
      const double weight = std::exp(-k * k / (2 * sigma * sigma));
      sum += weight * cv::Point2d(ring[static_cast<std::size_t>((i + k + n) % n)]);
      total += weight;
    }
    result[static_cast<std::size_t>(i)] = sum / total;
  }
  return result;
}

double length_of(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) sum += cv::norm(ring[(i + 1) % ring.size()] - ring[i]);
  return sum;
}

Ring resampled(const Ring& ring, int num_points) {
  const double step = length_of(ring) / num_points;
  Ring result;
  double walked = 0;
  double wanted = 0;
  for (std::size_t i = 0; i < ring.size() && static_cast<int>(result.size()) < num_points; ++i) {
    const cv::Point2f p = ring[i];
    const cv::Point2f d = ring[(i + 1) % ring.size()] - p;
    const double length = cv::norm(d);
    for (; wanted < walked + length && static_cast<int>(result.size()) < num_points; wanted += step) {
      result.push_back(p + d * static_cast<float>((wanted - walked) / length));
    }
    walked += length;
  }
  while (static_cast<int>(result.size()) < num_points) result.push_back(ring.back());
  return result;
}

cv::Point2f unit(const cv::Point2f& v) {
  const float length = std::hypot(v.x, v.y);
  return length > 0 ? v / length : cv::Point2f(1, 0);
}

/// Moves a point along the gradient until the field has the value `level` there.
cv::Point2f pushed(const DistanceField& field, cv::Point2f point, double level) {
  for (int round = 0; round < 3 && field.contains(point); ++round) {
    const DistanceField::Sample sample = field.at(point);
    const float squared = std::max(0.25F, sample.gradient.dot(sample.gradient));
    const float off = std::clamp(sample.distance - static_cast<float>(level), -1.0F, 1.0F);
    point -= sample.gradient * (off / squared);
  }
  return point;
}

void add_normals(const DistanceField& field, Outline& outline) {
  for (const cv::Point2f& point : outline.points) {
    outline.normals.push_back(field.contains(point) ? unit(field.at(point).gradient) : cv::Point2f(1, 0));
  }
}

/// Smaller eigenvalue of the points' scatter: mean squared distance from the best straight line.
double straightness(const Outline& outline, int i, int reach) {
  cv::Point2d mean;
  const int n = 2 * reach + 1;
  for (int k = -reach; k <= reach; ++k) mean += cv::Point2d(outline.points[outline.wrap(i + k)]);
  mean /= n;
  double xx = 0, xy = 0, yy = 0;
  for (int k = -reach; k <= reach; ++k) {
    const cv::Point2d d = cv::Point2d(outline.points[outline.wrap(i + k)]) - mean;
    xx += d.x * d.x, xy += d.x * d.y, yy += d.y * d.y;
  }
  return ((xx + yy) / 2 - std::hypot((xx - yy) / 2, xy)) / n;
}

/// A window of 40 px tells much when its points lie half a pixel off a straight line.
void add_roughness(Outline& outline) {
  const int reach = std::min(static_cast<int>(std::lround(20 / outline.step)), outline.size() / 6);
  for (int i = 0; i < outline.size(); ++i) {
    const double energy = std::max(0.0, straightness(outline, i, reach));
    outline.roughness.push_back(static_cast<float>(energy / (energy + 0.4)));
  }
}

/// Colours lie this far inside the true edge: the outermost pixels of a mask are often half background.
void add_colours(const Fragment& fragment, double growth, Outline& outline) {
  const std::array<double, 2> depths = {growth + 1.5, growth + 3.0};
  for (int i = 0; i < outline.size(); ++i) {
    std::array<float, kOutlineColours> colours;
    for (std::size_t d = 0; d < depths.size(); ++d) {
      const cv::Point2f inside = outline.points[i] - outline.normals[i] * static_cast<float>(depths[d]);
      const cv::Vec3f lab = fragment.colour_at(inside);
      for (std::size_t c = 0; c < 3; ++c) colours[3 * d + c] = lab[static_cast<int>(c)];
    }
    outline.colours.push_back(colours);
  }
}

void add_nearest(const DistanceField& field, Outline& outline) {
  cv::Mat seeds(field.values.size(), CV_8UC1, cv::Scalar(255));
  const auto pixel_of = [&](int i) {
    const cv::Point2f at = outline.points[i] - field.origin;
    return cv::Point(std::clamp(static_cast<int>(at.x + 0.5F), 0, seeds.cols - 1),
                     std::clamp(static_cast<int>(at.y + 0.5F), 0, seeds.rows - 1));
  };
  for (int i = 0; i < outline.size(); ++i) seeds.at<uchar>(pixel_of(i)) = 0;
  cv::Mat distance, labels;
  cv::distanceTransform(seeds, distance, labels, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
  std::vector<std::int16_t> index(static_cast<std::size_t>(outline.size()) + 1, 0);
  for (int i = 0; i < outline.size(); ++i) index[labels.at<int>(pixel_of(i))] = static_cast<std::int16_t>(i);
  outline.nearest.create(labels.size(), CV_16SC1);
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) outline.nearest.at<std::int16_t>(y, x) = index[labels.at<int>(y, x)];
  }
}

void add_arcs(Outline& outline) {
  for (int first = 0; first < outline.size(); first += Arc::kNumPoints) {
    Arc arc{.first = first, .last = std::min(first + Arc::kNumPoints, outline.size())};
    for (int i = arc.first; i < arc.last; ++i) arc.centre += outline.points[i];
    arc.centre /= static_cast<float>(arc.last - arc.first);
    for (int i = arc.first; i < arc.last; ++i) {
      arc.radius = std::max(arc.radius, static_cast<float>(cv::norm(outline.points[i] - arc.centre)));
    }
    outline.arcs.push_back(arc);
  }
}

}  // namespace

Outline trace_outline(const Fragment& fragment, const OutlineOptions& options) {
  Outline outline;
  if (fragment.is_empty()) return outline;
  constexpr int kFewestPoints = 8;
  constexpr double kSmoothing = 1.5;  // pixels along the contour
  Ring ring = pixel_ring(fragment.field, options.growth);
  if (static_cast<int>(ring.size()) < kFewestPoints) return outline;
  ring = smoothed(ring, kSmoothing);
  const int num_points =
      std::clamp(static_cast<int>(std::lround(length_of(ring) / options.step)), kFewestPoints, 30000);
  ring = resampled(ring, num_points);
  for (cv::Point2f& point : ring) point = pushed(fragment.field, point, options.growth);
  outline.points = ring;
  outline.step = length_of(ring) / num_points;
  add_normals(fragment.field, outline);
  add_roughness(outline);
  add_colours(fragment, options.growth, outline);
  add_nearest(fragment.field, outline);
  add_arcs(outline);
  return outline;
}

}  // namespace solve_puzzle
