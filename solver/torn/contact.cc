// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/contact.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace solve_puzzle {
namespace {

constexpr double kFacing = -0.5;  // cosine between outward normals of points that face each other

/// Deviation of the distance between true partners.
double fit_deviation(const Scraps& scraps) { return 0.35 + 0.15 * scraps.wear; }

/// A point of the moving outline, seen by the other.
struct Seen {
  float distance = 0;
  cv::Point2f gradient;
  bool is_facing = false;
};

/// A motion, as fast as the fields are exact.
class FloatPose {
 public:
  explicit FloatPose(const Pose& pose)
      : c_(static_cast<float>(pose.cosine)),
        s_(static_cast<float>(pose.sine)),
        x_(static_cast<float>(pose.x)),
        y_(static_cast<float>(pose.y)) {}

  cv::Point2f turn(const cv::Point2f& v) const { return {c_ * v.x - s_ * v.y, s_ * v.x + c_ * v.y}; }
  cv::Point2f operator*(const cv::Point2f& p) const { return {c_ * p.x - s_ * p.y + x_, s_ * p.x + c_ * p.y + y_}; }

 private:
  float c_, s_, x_, y_;
};

/// Distances from an outline that matter.
struct Range {
  float least, most;
};

/// What lies within `reach` of an outline that runs `growth` outside. A little more: the last bit is the caller's.
Range around(double growth, double reach) {
  constexpr double kRounding = 0.01;
  return {static_cast<float>(growth - reach - kRounding), static_cast<float>(growth + reach + kRounding)};
}

/// Whether the points of an arc may lie at distances that matter.
bool may_matter(const DistanceField& field, const FloatPose& pose, const Arc& arc, const Range& range) {
  constexpr float kSlack = 2;  // pixels: fields are smoothed, and read between their points
  const cv::Point2f centre = pose * arc.centre;
  const float reach = arc.radius + kSlack;
  if (field.contains(centre)) {
    const float distance = field.at(centre).distance;
    return distance < range.most + reach && distance > range.least - reach;
  }
  const cv::Point2f at = centre - field.origin;
  return at.x > -reach && at.y > -reach && at.x < static_cast<float>(field.values.cols) + reach &&
         at.y < static_cast<float>(field.values.rows) + reach;
}

/// Shows those points of an outline, in order, that the field reaches and whose distance matters: visit(i, Seen).
template <class Visit>
void look_along(const DistanceField& field, const Pose& pose, const Outline& outline, const Range& range,
                const Visit& visit) {
  const FloatPose quick(pose);
  for (const Arc& arc : outline.arcs) {
    if (!may_matter(field, quick, arc, range)) continue;
    for (int i = arc.first; i < arc.last; ++i) {
      const cv::Point2f at = quick * outline.points[i];
      if (!field.contains(at)) continue;
      const DistanceField::Sample sample = field.at(at);
      if (sample.distance < range.least || sample.distance > range.most) continue;
      const bool is_facing = sample.gradient.dot(quick.turn(outline.normals[i])) < kFacing;
      visit(i, Seen{sample.distance, sample.gradient, is_facing});
    }
  }
}

/// Colours of an outline where `point` is nearest to it, between two of its points.
std::array<float, kOutlineColours> colours_beside(const Outline& outline, int nearest, const cv::Point2f& point) {
  const cv::Point2f along = outline.points[outline.wrap(nearest + 1)] - outline.points[outline.wrap(nearest - 1)];
  const float length = along.dot(along);
  const float off = length > 0 ? 2 * (point - outline.points[nearest]).dot(along) / length : 0.0F;
  const int other = outline.wrap(nearest + (off < 0 ? -1 : 1));
  const float share = std::min(std::abs(off), 1.0F);
  std::array<float, kOutlineColours> colours;
  for (std::size_t c = 0; c < colours.size(); ++c) {
    colours[c] = (1 - share) * outline.colours[nearest][c] + share * outline.colours[other][c];
  }
  return colours;
}

/// What colours say where point i of the other outline lies beside point `nearest` of its own.
float colour_log_ratio(const Scraps& scraps, const Outline& own, int nearest, const cv::Point2f& at,
                       const Outline& other, int i) {
  const float ratio = scraps.colours.log_ratio(colour_difference(colours_beside(own, nearest, at), other.colours[i]));
  return std::min({ratio, own.most_colour[nearest], other.most_colour[i]});
}

/// Second moments of normals: how much a seam bends, and where it runs.
struct NormalMoments {
  double xx = 0, xy = 0, yy = 0;

  void add(const cv::Point2d& normal, double weight) {
    xx += weight * normal.x * normal.x;
    xy += weight * normal.x * normal.y;
    yy += weight * normal.y * normal.y;
  }
  double larger() const { return (xx + yy) / 2 + std::hypot((xx - yy) / 2, xy); }
  double smaller() const { return (xx + yy) - larger(); }
  cv::Point2d direction() const {
    const double angle = 0.5 * std::atan2(2 * xy, xx - yy);  // of the normals
    return {-std::sin(angle), std::cos(angle)};
  }
};

/// The part of a contact that the points of outline b show in the field of a.
void add_half(const Scraps& scraps, int a, int b, const Pose& a_from_b, Contact& contact) {
  const Fragment& field_owner = scraps.fragments[a];
  const Outline& own = scraps.outlines[a];
  const Outline& other = scraps.outlines[b];
  const auto growth = static_cast<float>(scraps.growth);
  const auto near = static_cast<float>(touching_distance(scraps));
  const double deviation = fit_deviation(scraps);
  const double weight = other.step / 2;  // both directions count half
  constexpr double kPlain = 0.05;
  NormalMoments moments;
  const Range range{-std::numeric_limits<float>::infinity(), growth + 4 * near};
  look_along(field_owner.field, a_from_b, other, range, [&](int i, const Seen& seen) {
    const float distance = seen.distance - growth;
    if (distance < -near) contact.penetration += weight * (-distance - near);
    if (!seen.is_facing) return;
    if (std::abs(distance) > near) {
      if (distance > 0 && distance < 4 * near) contact.facing += weight;
      return;
    }
    const cv::Point2f at = a_from_b * cv::Point2d(other.points[i]);
    const int j = nearest_index(field_owner, own, at);
    const double rough = std::min(own.roughness[j], other.roughness[i]);
    const double off = distance / (2 * deviation);
    contact.length += weight;
    moments.add(seen.gradient, weight);
    contact.roughness += weight * rough;
    if (rough < kPlain) contact.plain += weight;
    contact.shape += weight * rough * (1 - std::min(off * off, 2.0));
    contact.colour += weight * colour_log_ratio(scraps, own, j, at, other, i);
  });
  contact.bend += moments.smaller();
}

bool is_near(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  const Fragment& first = scraps.fragments[a];
  const Fragment& second = scraps.fragments[b];
  if (first.is_empty() || second.is_empty()) return false;
  const cv::Point2d between = a_from_b * second.centre - first.centre;
  const double touching = first.reach + second.reach + 2 * std::max(0.0, scraps.growth) + touching_distance(scraps);
  return between.dot(between) < touching * touching;
}

/// Normal equations of three small motions: shift along x and y, and turn around `centre` in units of `lever`.
struct NormalEquations {
  cv::Matx33d matrix = cv::Matx33d::zeros();
  cv::Vec3d right = cv::Vec3d::all(0);
  int num_points = 0;

  void add(const cv::Vec3d& row, double residual) {
    for (int r = 0; r < 3; ++r) {
      right[r] -= row[r] * residual;
      for (int c = 0; c < 3; ++c) matrix(r, c) += row[r] * row[c];
    }
    ++num_points;
  }
};

std::vector<TouchingPoint> touching(const Scraps& scraps, int a, int b, const Pose& a_from_b, double reach) {
  std::vector<TouchingPoint> points;
  const Outline& other = scraps.outlines[b];
  const Range range = around(scraps.growth, reach);
  look_along(scraps.fragments[a].field, a_from_b, other, range, [&](int i, const Seen& seen) {
    const double distance = seen.distance - scraps.growth;
    if (seen.is_facing && std::abs(distance) < reach) points.push_back({other.points[i], seen.gradient, distance});
  });
  return points;
}

/// One round of point-to-line alignment; false when there is nothing to hold on to.
bool improve(const Scraps& scraps, const std::vector<PosedPair>& pairs, double reach, Pose& target_from_moving) {
  constexpr std::size_t kFewest = 6;
  constexpr double kLever = 25;       // pixels: a turn counts as much as the shift it makes there
  std::vector<TouchingPoint> points;  // in the frame of the target
  for (const PosedPair& pair : pairs) {
    const Pose target_from_b = target_from_moving * pair.moving_from_b;
    const Pose a_from_b = inverse(pair.target_from_a) * target_from_b;
    if (!is_near(scraps, pair.a, pair.b, a_from_b)) continue;
    for (const TouchingPoint& found : touching(scraps, pair.a, pair.b, a_from_b, reach)) {
      points.push_back({target_from_b * found.point, pair.target_from_a.turn(found.normal), found.distance});
    }
  }
  if (points.size() < kFewest) return false;
  cv::Point2d centre;
  for (const TouchingPoint& point : points) centre += point.point;
  centre /= static_cast<double>(points.size());
  NormalEquations equations;
  for (const TouchingPoint& point : points) {
    const cv::Point2d arm = point.point - centre;
    const double turn = (point.normal.y * arm.x - point.normal.x * arm.y) / kLever;
    equations.add({point.normal.x, point.normal.y, turn}, point.distance);
  }
  for (int k = 0; k < 3; ++k) equations.matrix(k, k) += 1.0;  // what nothing holds stays where it is
  const cv::Vec3d step = equations.matrix.solve(equations.right, cv::DECOMP_CHOLESKY);
  target_from_moving =
      turn_around(centre, std::clamp(step[2] / kLever, -0.1, 0.1), {step[0], step[1]}) * target_from_moving;
  return true;
}

/// Sum of colour log ratios along a seam that touches.
double colour_of_seam(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  const Fragment& owner = scraps.fragments[a];
  const Outline& own = scraps.outlines[a];
  const Outline& other = scraps.outlines[b];
  const double near = touching_distance(scraps);
  double sum = 0;
  look_along(owner.field, a_from_b, other, around(scraps.growth, near), [&](int i, const Seen& seen) {
    if (!seen.is_facing || std::abs(seen.distance - scraps.growth) > near) return;
    const cv::Point2f at = a_from_b * cv::Point2d(other.points[i]);
    sum += colour_log_ratio(scraps, own, nearest_index(owner, own, at), at, other, i);
  });
  return sum;
}

/// Slides b along a straight seam to where colours agree best.
Pose slid(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  const std::optional<cv::Point2d> direction = seam_direction(scraps, a, b, a_from_b);
  if (!direction) return a_from_b;
  constexpr int kNumSteps = 10;  // to either side
  Pose best = a_from_b;
  double best_sum = colour_of_seam(scraps, a, b, a_from_b);
  for (int k = -kNumSteps; k <= kNumSteps; ++k) {
    const cv::Point2d shift = *direction * (0.25 * k * scraps.step);
    const Pose tried = turn_around({0, 0}, 0, shift) * a_from_b;
    const double sum = colour_of_seam(scraps, a, b, tried);
    if (sum > best_sum) best = tried, best_sum = sum;
  }
  return best;
}

}  // namespace

std::optional<cv::Point2d> seam_direction(const Scraps& scraps, int a, int b, const Pose& a_from_b, double most) {
  NormalMoments moments;
  for (const TouchingPoint& point : touching(scraps, a, b, a_from_b, touching_distance(scraps))) {
    moments.add(point.normal, 1);
  }
  if (moments.larger() == 0 || moments.smaller() > most * moments.larger()) return std::nullopt;
  return moments.direction();
}

double touching_distance(const Scraps& scraps) { return 2 + 0.3 * scraps.wear; }

Contact judge_contact(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  Contact contact;
  if (!is_near(scraps, a, b, a_from_b)) return contact;
  add_half(scraps, a, b, a_from_b, contact);
  add_half(scraps, b, a, inverse(a_from_b), contact);
  return contact;
}

std::vector<std::pair<int, int>> touching_stretches(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  const Outline& outline = scraps.outlines[a];
  const Pose b_from_a = inverse(a_from_b);
  const double near = touching_distance(scraps);
  std::vector<std::pair<int, int>> stretches;
  look_along(scraps.fragments[b].field, b_from_a, outline, around(scraps.growth, near), [&](int i, const Seen& seen) {
    if (!seen.is_facing || std::abs(seen.distance - scraps.growth) > near) return;
    const int first = static_cast<int>(i * outline.step);
    const int last = static_cast<int>((i + 1) * outline.step) + 1;
    if (!stretches.empty() && first <= stretches.back().second + 1) {
      stretches.back().second = last;
    } else {
      stretches.emplace_back(first, last);
    }
  });
  return stretches;
}

double touching_length(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  double length = 0;
  for (const auto& [first, last] : touching_stretches(scraps, a, b, a_from_b)) length += last - first;
  return length;
}

std::vector<TouchingPoint> touching_points(const Scraps& scraps, int a, int b, const Pose& a_from_b, double reach) {
  return touching(scraps, a, b, a_from_b, reach);
}

std::optional<Pose> align(const Scraps& scraps, int a, int b, const Pose& a_from_b) {
  constexpr std::array<double, 8> kReaches = {6, 5, 4, 3, 2.5, 2, 2, 2};
  const double wear = touching_distance(scraps) / 2;
  const std::vector<PosedPair> pairs = {{a, Pose{}, b, Pose{}}};
  Pose pose = a_from_b;
  for (const double reach : kReaches) {
    if (!improve(scraps, pairs, reach * wear, pose)) return std::nullopt;
  }
  return slid(scraps, a, b, pose);
}

Pose align_groups(const Scraps& scraps, const std::vector<PosedPair>& pairs, const Pose& target_from_moving,
                  int num_rounds) {
  const double wear = touching_distance(scraps) / 2;
  Pose pose = target_from_moving;
  for (int round = num_rounds; round-- > 0;) {
    if (!improve(scraps, pairs, (2.5 + 0.7 * round) * wear, pose)) break;
  }
  return pose;
}

}  // namespace solve_puzzle
