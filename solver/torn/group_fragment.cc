// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/group_fragment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace solve_puzzle {
namespace {

/// The box of a fragment's field in another frame, as whole pixels.
cv::Rect box_of(const DistanceField& field, const Pose& frame_from_piece) {
  const cv::Point2d first = field.origin;
  const cv::Point2d size(field.values.cols - 1, field.values.rows - 1);
  double left = std::numeric_limits<double>::max(), top = left, right = -left, bottom = -left;
  for (const cv::Point2d corner : {cv::Point2d(0, 0), cv::Point2d(size.x, 0), cv::Point2d(0, size.y), size}) {
    const cv::Point2d at = frame_from_piece * (first + corner);
    left = std::min(left, at.x);
    top = std::min(top, at.y);
    right = std::max(right, at.x);
    bottom = std::max(bottom, at.y);
  }
  const cv::Point low(static_cast<int>(std::floor(left)), static_cast<int>(std::floor(top)));
  return {low, cv::Point(static_cast<int>(std::ceil(right)) + 1, static_cast<int>(std::ceil(bottom)) + 1)};
}

void draw(const Fragment& fragment, const Pose& group_from_piece, GroupCanvas& canvas) {
  const Pose piece_from_group = inverse(group_from_piece);
  const cv::Point place = canvas.place;
  const cv::Rect box = box_of(fragment.field, group_from_piece) & cv::Rect(place, canvas.distance.size());
  for (int y = box.y; y < box.y + box.height; ++y) {
    auto* const distances = canvas.distance.ptr<float>(y - place.y);
    auto* const colours = canvas.pixels.ptr<cv::Vec3b>(y - place.y);
    for (int x = box.x; x < box.x + box.width; ++x) {
      const cv::Point2f point = piece_from_group * cv::Point2d(x, y);
      if (!fragment.field.contains(point)) continue;
      const float here = fragment.field.at(point).distance;
      if (here >= distances[x - place.x]) continue;
      distances[x - place.x] = here;
      colours[x - place.x] =
          fragment.bgr.at<cv::Vec3b>(cv::Point(point - fragment.field.origin + cv::Point2f(0.5F, 0.5F)));
    }
  }
}

}  // namespace

std::vector<FragmentGroup> groups_of(const Layout& layout) {
  std::vector<FragmentGroup> groups;
  for (int group = 0; group < layout.num_groups(); ++group) {
    if (layout.members(group).empty()) continue;
    FragmentGroup& each = groups.emplace_back();
    each.pieces = layout.members(group);
    const bool is_alone = each.pieces.size() == 1;
    for (const int piece : each.pieces) each.group_from_piece.push_back(is_alone ? Pose{} : layout.pose(piece));
  }
  return groups;
}

GroupCanvas draw_group(const Scraps& scraps, const FragmentGroup& group) {
  cv::Rect box;
  for (std::size_t i = 0; i < group.pieces.size(); ++i) {
    box |= box_of(scraps.fragments[static_cast<std::size_t>(group.pieces[i])].field, group.group_from_piece[i]);
  }
  GroupCanvas canvas{box.tl(), cv::Mat(box.size(), CV_32FC1, cv::Scalar(1e6)),
                     cv::Mat(box.size(), CV_8UC3, cv::Scalar(0))};
  for (std::size_t i = 0; i < group.pieces.size(); ++i) {
    draw(scraps.fragments[static_cast<std::size_t>(group.pieces[i])], group.group_from_piece[i], canvas);
  }
  return canvas;
}

Fragment fragment_of_group(const Scraps& scraps, const FragmentGroup& group) {
  if (group.pieces.size() == 1) return scraps.fragments[static_cast<std::size_t>(group.pieces.front())];
  const GroupCanvas canvas = draw_group(scraps, group);
  // Grown until they meet; the rim takes it back.
  constexpr double kSeal = 1.0;  // pixels: cracks of twice that are filled
  const double grown = std::max(0.0, scraps.growth) + kSeal;
  const Piece whole{.pixels = canvas.pixels, .mask = canvas.distance < grown};
  constexpr int kMargin = 16;
  const int margin = kMargin + static_cast<int>(std::ceil(grown + scraps.growth));
  Fragment fragment = make_fragment(whole, {.margin = margin, .rim = grown});
  fragment.field.origin += cv::Point2f(canvas.place);
  fragment.centre += cv::Point2d(canvas.place);
  return fragment;
}

}  // namespace solve_puzzle
