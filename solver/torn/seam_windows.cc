// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/seam_windows.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "puzzles/parallel.h"
#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

/// Outline a without its finest teeth: what is unrolled should not run back and forth.
cv::Point2f smoothed_point(const Outline& outline, double arc) {
  constexpr double kSmoothing = 2.0;  // pixels, one deviation
  const double at = arc / outline.step;
  const int reach = static_cast<int>(std::ceil(2.5 * kSmoothing / outline.step));
  const int middle = static_cast<int>(std::floor(at));
  cv::Point2d sum;
  double total = 0;
  for (int i = middle - reach; i <= middle + 1 + reach; ++i) {
    const double off = (i - at) * outline.step / kSmoothing;
    const double weight = std::exp(-0.5 * off * off);
    sum += weight * cv::Point2d(outline.points[outline.wrap(i)]);
    total += weight;
  }
  return sum / total;
}

cv::Point2f in_field(const DistanceField& field, const cv::Point2f& point) {
  const auto clamped = [](float v, float low, int size) {
    return std::clamp(v, low, low + static_cast<float>(size) - 1.01F);
  };
  return {clamped(point.x, field.origin.x, field.values.cols), clamped(point.y, field.origin.y, field.values.rows)};
}

float distance_at(const Fragment& fragment, const cv::Point2f& point) {
  return fragment.field.at(in_field(fragment.field, point)).distance;
}

/// Colour of a fragment `depth` pixels inside its edge, beside a point of the seam.
cv::Vec3f colour_inside(const Fragment& fragment, const cv::Point2f& point, float depth) {
  const cv::Point2f clamped = in_field(fragment.field, point);
  const DistanceField::Sample sample = fragment.field.at(clamped);
  const cv::Point2f at = clamped - sample.gradient * (sample.distance + depth) - fragment.field.origin;
  const int column = std::clamp(static_cast<int>(at.x), 0, fragment.bgr.cols - 2);
  const int row = std::clamp(static_cast<int>(at.y), 0, fragment.bgr.rows - 2);
  const float fx = std::clamp(at.x - static_cast<float>(column), 0.0F, 1.0F);
  const float fy = std::clamp(at.y - static_cast<float>(row), 0.0F, 1.0F);
  const auto* const upper = fragment.bgr.ptr<cv::Vec3b>(row) + column;
  const auto* const lower = fragment.bgr.ptr<cv::Vec3b>(row + 1) + column;
  return (1 - fy) * ((1 - fx) * cv::Vec3f(upper[0]) + fx * cv::Vec3f(upper[1])) +
         fy * ((1 - fx) * cv::Vec3f(lower[0]) + fx * cv::Vec3f(lower[1]));
}

/// Shapes: CV_32FC3 [depth, kSeamWindow]; `is_reversed` where clockwise around the fragment runs against the seam.
cv::Mat strip_of(const Fragment& fragment, const std::vector<cv::Point2f>& seam, int depth, bool is_reversed) {
  cv::Mat strip(depth, kSeamWindow, CV_32FC3);
  for (int y = 0; y < depth; ++y) {
    auto* const row = strip.ptr<cv::Vec3f>(y);
    for (int x = 0; x < kSeamWindow; ++x) {
      const auto at = static_cast<std::size_t>(is_reversed ? kSeamWindow - 1 - x : x);
      row[x] = colour_inside(fragment, seam[at], static_cast<float>(y) + 0.5F);
    }
  }
  return strip;
}

struct Window {
  cv::Mat own, facing;
  std::vector<float> touch, gap;  // [kSeamWindow], along the seam
};

/// Where windows begin on a stretch: evenly spread, about as many as fit.
std::vector<double> window_starts(double first, double last) {
  constexpr double kShortest = 10;  // shorter stretches say too little
  const double length = last - first;
  if (length < kShortest) return {};
  const int count = std::max(1, static_cast<int>(std::lround(length / kSeamWindow)));
  std::vector<double> starts;
  for (int k = 0; k < count; ++k) starts.push_back(first + (k + 0.5) * length / count - 0.5 * kSeamWindow);
  return starts;
}

std::vector<Window> unrolled(const Scraps& scraps, const JoinCandidate& join, int depth) {
  const Fragment& a = scraps.fragments[join.a];
  const Fragment& b = scraps.fragments[join.b];
  const Pose b_from_a = inverse(join.a_from_b);
  constexpr float kMostGap = 6;  // pixels
  constexpr int kFewestTouching = 6;
  const auto growth = static_cast<float>(2 * scraps.growth);
  const auto near = static_cast<float>(2 * touching_distance(scraps));
  std::vector<Window> windows;
  for (const auto& [first, last] : touching_stretches(scraps, join.a, join.b, join.a_from_b)) {
    for (const double start : window_starts(first, last)) {
      Window window;
      std::vector<cv::Point2f> in_a, in_b;
      for (int x = 0; x < kSeamWindow; ++x) {
        in_a.push_back(smoothed_point(scraps.outlines[join.a], start + x));
        in_b.push_back(cv::Point2f(b_from_a * cv::Point2d(in_a.back())));
        const float off = distance_at(a, in_a.back()) + distance_at(b, in_b.back()) - growth;
        window.gap.push_back(std::clamp(off, -kMostGap, kMostGap));
        window.touch.push_back(std::abs(off) <= near ? 1.0F : 0.0F);
      }
      if (std::count(window.touch.begin(), window.touch.end(), 1.0F) < kFewestTouching) continue;
      window.own = strip_of(a, in_a, depth, false);
      window.facing = strip_of(b, in_b, depth, true);
      windows.push_back(std::move(window));
    }
  }
  return windows;
}

/// Deals out sides: four to a piece, as tiles have, all of one fragment.
class SideBook {
 public:
  explicit SideBook(int num_fragments) : next_(static_cast<std::size_t>(num_fragments), 0) {}

  int take(int fragment) {
    int& next = next_[static_cast<std::size_t>(fragment)];
    if (next % 4 == 0) {
      next = 4 * static_cast<int>(fragment_of_piece.size());
      fragment_of_piece.push_back(fragment);
    }
    return next++;
  }

  std::vector<int> fragment_of_piece;

 private:
  std::vector<int> next_;  // the next free side of each fragment; a multiple of four: none
};

/// The fragment's box, what is not piece in its mean colour.
cv::Mat picture_of(const Fragment& fragment) {
  if (fragment.is_empty()) return {};
  const cv::Mat inside = fragment.field.values < 0;
  cv::Mat picture;
  fragment.bgr.convertTo(picture, CV_32FC3);
  picture.setTo(cv::mean(picture, inside), ~inside);
  return picture(cv::boundingRect(inside));
}

/// Collects windows as sides that face each other.
class WindowBook {
 public:
  WindowBook(int num_fragments, int num_joins) : sides_(num_fragments) {
    windows.num_windows.resize(static_cast<std::size_t>(num_joins));
    windows.own_sides.resize(static_cast<std::size_t>(num_joins));
  }

  void add(const JoinCandidate& join, int index, Window& window) {
    const auto own = static_cast<std::size_t>(sides_.take(join.a));
    const auto facing = static_cast<std::size_t>(sides_.take(join.b));
    const std::size_t num_sides = sides_.fragment_of_piece.size() * 4;
    strips_.resize(num_sides);
    partner_.resize(num_sides, -1);
    windows.join.resize(num_sides, -1);
    windows.bands.touch.resize(num_sides * kSeamWindow);
    windows.bands.gap.resize(num_sides * kSeamWindow);
    for (const std::size_t side : {own, facing}) {
      windows.join[side] = index;
      copy_along(window.touch, side == facing, windows.bands.touch.data() + side * kSeamWindow);
      copy_along(window.gap, side == facing, windows.bands.gap.data() + side * kSeamWindow);
    }
    strips_[own] = std::move(window.own);
    strips_[facing] = std::move(window.facing);
    partner_[own] = static_cast<std::int32_t>(facing);
    partner_[facing] = static_cast<std::int32_t>(own);
    windows.own_sides[static_cast<std::size_t>(index)].push_back(static_cast<std::int32_t>(own));
    ++windows.num_windows[static_cast<std::size_t>(index)];
  }

  SeamWindows close(const Scraps& scraps, int depth, bool with_next) {
    add_lists(with_next);
    std::vector<cv::Mat> of_fragment, pictures;
    for (const Fragment& fragment : scraps.fragments) of_fragment.push_back(picture_of(fragment));
    for (const int fragment : sides_.fragment_of_piece) {
      pictures.push_back(of_fragment[static_cast<std::size_t>(fragment)]);
    }
    PuzzleBands bands = collect_bands(strips_, pictures, depth);
    std::fill(bands.length.begin(), bands.length.end(), kSeamWindow);
    bands.touch = std::move(windows.bands.touch);
    bands.gap = std::move(windows.bands.gap);
    windows.bands = std::move(bands);
    return std::move(windows);
  }

  SeamWindows windows;

 private:
  static void copy_along(const std::vector<float>& values, bool is_reversed, float* out) {
    if (is_reversed) {
      std::copy(values.rbegin(), values.rend(), out);
    } else {
      std::copy(values.begin(), values.end(), out);
    }
  }

  /// Shapes: [num_sides]: the sides on each side's list.
  std::vector<std::vector<std::int32_t>> facing_sides(bool with_next) const {
    std::vector<std::vector<std::int32_t>> facing(partner_.size());
    for (std::size_t side = 0; side < partner_.size(); ++side) {
      if (partner_[side] >= 0) facing[side].push_back(partner_[side]);
    }
    for (const std::vector<std::int32_t>& owns : windows.own_sides) {
      for (std::size_t i = 0; with_next && owns.size() > 1 && i < owns.size(); ++i) {
        const std::int32_t next = partner_[static_cast<std::size_t>(owns[(i + 1) % owns.size()])];
        facing[static_cast<std::size_t>(owns[i])].push_back(next);
        facing[static_cast<std::size_t>(next)].push_back(owns[i]);
      }
    }
    return facing;
  }

  void add_lists(bool with_next) {
    MatchLists& lists = windows.lists;
    const auto facing = facing_sides(with_next);
    for (const std::vector<std::int32_t>& others : facing) {
      lists.partner.insert(lists.partner.end(), others.begin(), others.end());
      lists.row_begin.push_back(lists.num_entries());
    }
    for (std::int32_t side = 0; side < lists.num_sides(); ++side) {
      for (const std::int32_t other : facing[static_cast<std::size_t>(side)]) {
        const auto& back = facing[static_cast<std::size_t>(other)];
        const auto place = std::find(back.begin(), back.end(), side) - back.begin();
        lists.mate.push_back(lists.row_begin[static_cast<std::size_t>(other)] + static_cast<std::int32_t>(place));
      }
    }
    lists.evidence.assign(lists.partner.size() * kNumPairEvidence, 0.0F);
  }

  SideBook sides_;
  std::vector<cv::Mat> strips_;
  std::vector<std::int32_t> partner_;
};

}  // namespace

SeamWindows seam_windows(const Scraps& scraps, const std::vector<JoinCandidate>& joins, int depth, bool with_next) {
  std::vector<std::vector<Window>> seams(joins.size());
  parallel_for(0, std::ssize(joins), [&](std::ptrdiff_t i) {
    seams[static_cast<std::size_t>(i)] = unrolled(scraps, joins[static_cast<std::size_t>(i)], depth);
  });
  WindowBook book(scraps.size(), static_cast<int>(joins.size()));
  for (std::size_t j = 0; j < joins.size(); ++j) {
    for (Window& window : seams[j]) book.add(joins[j], static_cast<int>(j), window);
  }
  return book.close(scraps, depth, with_next);
}

}  // namespace solve_puzzle
