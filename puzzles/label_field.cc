// SPDX-License-Identifier: Apache-2.0
#include "puzzles/label_field.h"

#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/components.h"

namespace solve_puzzle {
namespace {

std::uint16_t label_of(const cv::Mat& labels, int cell) {
  return labels.at<std::uint16_t>(cell / labels.cols, cell % labels.cols);
}

/// Calls see(cell, neighbour) for every two cells that share a side; numbers run along rows.
template <class See>
void for_neighbours(const cv::Mat& labels, const See& see) {
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      const int cell = y * labels.cols + x;
      if (x + 1 < labels.cols) see(cell, cell + 1);
      if (y + 1 < labels.rows) see(cell, cell + labels.cols);
    }
  }
}

Components components_of(const cv::Mat& labels) {
  Components components(static_cast<int>(labels.total()));
  for_neighbours(labels, [&](int a, int b) {
    if (label_of(labels, a) == label_of(labels, b)) components.join(a, b);
  });
  return components;
}

/// Gives the root of the largest component of every label; of equally large ones, the first.
std::vector<int> main_roots(const LabelField& field, Components& components) {
  std::vector<int> roots(static_cast<std::size_t>(field.num_labels), -1);
  for (int cell = 0; cell < static_cast<int>(field.labels.total()); ++cell) {
    const std::uint16_t label = label_of(field.labels, cell);
    if (label == kNoLabel) continue;
    int& root = roots[label];
    if (root < 0 || components.size_of(cell) > components.size_of(root)) root = components.find(cell);
  }
  return roots;
}

/// Border lengths of stray components with the main components around them: [root][label].
using StrayBorders = std::map<int, std::map<std::uint16_t, int>>;

struct Strays {
  StrayBorders borders;
  bool exist = false;
};

Strays strays_of(const LabelField& field, Components& components, const std::vector<int>& roots) {
  Strays strays;
  const auto is_main = [&](int cell) {
    const std::uint16_t label = label_of(field.labels, cell);
    return label != kNoLabel && components.find(cell) == roots[label];
  };
  const auto see = [&](int cell, int neighbour) {
    const std::uint16_t label = label_of(field.labels, cell);
    if (label == kNoLabel || is_main(cell)) return;
    strays.exist = true;
    if (is_main(neighbour)) ++strays.borders[components.find(cell)][label_of(field.labels, neighbour)];
  };
  for_neighbours(field.labels, [&](int a, int b) {
    see(a, b);
    see(b, a);
  });
  return strays;
}

std::uint16_t longest(const std::map<std::uint16_t, int>& borders) {
  auto best = borders.begin();
  for (auto i = borders.begin(); i != borders.end(); ++i) {
    if (i->second > best->second) best = i;
  }
  return best->first;
}

bool is_border(const cv::Mat& labels, int x, int y) {
  const std::uint16_t label = labels.at<std::uint16_t>(y, x);
  if (x == 0 || y == 0 || x + 1 == labels.cols || y + 1 == labels.rows) return true;
  return labels.at<std::uint16_t>(y, x - 1) != label || labels.at<std::uint16_t>(y, x + 1) != label ||
         labels.at<std::uint16_t>(y - 1, x) != label || labels.at<std::uint16_t>(y + 1, x) != label;
}

}  // namespace

void join_strays(LabelField& field) {
  for (;;) {
    Components components = components_of(field.labels);
    const Strays strays = strays_of(field, components, main_roots(field, components));
    if (!strays.exist || strays.borders.empty()) return;
    std::map<int, std::uint16_t> new_label;
    for (const auto& [root, borders] : strays.borders) new_label[root] = longest(borders);
    for (int cell = 0; cell < static_cast<int>(field.labels.total()); ++cell) {
      const auto found = new_label.find(components.find(cell));
      if (found == new_label.end()) continue;
      field.labels.at<std::uint16_t>(cell / field.labels.cols, cell % field.labels.cols) = found->second;
    }
  }
}

std::map<std::pair<int, int>, double> contacts(const LabelField& field) {
  constexpr double kLengthOfSide = CV_PI / 4 / kFieldScale;
  std::map<std::pair<int, int>, double> lengths;
  for_neighbours(field.labels, [&](int a, int b) {
    const int first = label_of(field.labels, a);
    const int second = label_of(field.labels, b);
    if (first == second || first == kNoLabel || second == kNoLabel) return;
    lengths[std::minmax(first, second)] += kLengthOfSide;
  });
  return lengths;
}

cv::Mat depths(const LabelField& field) {
  cv::Mat inside(field.labels.size(), CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < inside.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      if (is_border(field.labels, x, y)) inside.at<std::uint8_t>(y, x) = 0;
    }
  }
  cv::Mat depth;
  cv::distanceTransform(inside, depth, cv::DIST_L2, cv::DIST_MASK_PRECISE, CV_32F);
  return (depth + 0.5) / kFieldScale;
}

}  // namespace solve_puzzle
