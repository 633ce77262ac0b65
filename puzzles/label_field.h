// SPDX-License-Identifier: Apache-2.0
// Which fragment every point of a picture belongs to: a raster finer than the picture, and what can be asked of it. How
// tears run: puzzles/tear.h.
#pragma once

#include <cstdint>
#include <map>
#include <opencv2/core.hpp>
#include <utility>

namespace solve_puzzle {

/// Cells per picture pixel, in both directions.
inline constexpr int kFieldScale = 2;
inline constexpr std::uint16_t kNoLabel = 65535;

/// Shapes: CV_16UC1, kFieldScale times the picture; labels 0 to num_labels - 1, or kNoLabel.
struct LabelField {
  cv::Mat labels;
  int num_labels = 0;

  /// Gives the label at a point of the picture; kNoLabel outside of it.
  std::uint16_t at(double x, double y) const {
    // Cells are counted from the corner of the first pixel, whose centre is (0, 0). Never negative before the cast.
    const double column = (x + 0.5) * kFieldScale;
    const double row = (y + 0.5) * kFieldScale;
    if (!(column >= 0 && row >= 0 && column < labels.cols && row < labels.rows)) return kNoLabel;
    return labels.at<std::uint16_t>(static_cast<int>(row), static_cast<int>(column));
  }
};

/// Gives where the centre of a cell lies in the picture, along one axis. Units: pixels.
inline double picture_from_cell(int cell) { return (cell + 0.5) / kFieldScale - 0.5; }

/// Gives every label one component (cells joined by their sides): smaller ones go to the neighbour that they share most
/// of their border with.
void join_strays(LabelField& field);

/// Gives the length of the common border of every two labels (smaller one first) that touch. Units: picture pixels; the
/// number of cell borders, times the mean ratio of a line's length to them over all directions (pi / 4).
std::map<std::pair<int, int>, double> contacts(const LabelField& field);

/// Gives how far the centre of every cell lies from the border of its label, and from the picture's. CV_32FC1.
/// Units: picture pixels; right to a quarter of a pixel.
cv::Mat depths(const LabelField& field);

}  // namespace solve_puzzle
