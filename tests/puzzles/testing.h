// SPDX-License-Identifier: Apache-2.0
// What the tests of this folder share: small pictures, pictures compared, answers shuffled and spoilt.
#pragma once

#include <cstdint>
#include <numeric>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/cut.h"
#include "puzzles/puzzle.h"
#include "puzzles/random.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {

/// A picture of independent random samples; `levels` different values (2 gives many equal small tiles).
inline cv::Mat random_picture(cv::Size size, std::uint64_t seed, int type = CV_8UC3, std::uint32_t levels = 256) {
  Random random(seed);
  cv::Mat picture(size, type);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width * picture.channels(); ++x) {
      const std::uint32_t value = random.below(levels) * (255 / (levels - 1));
      if (picture.depth() == CV_16U) {
        picture.ptr<std::uint16_t>(y)[x] = static_cast<std::uint16_t>(value * 256 + random.below(256));
      } else {
        picture.ptr<std::uint8_t>(y)[x] = static_cast<std::uint8_t>(value);
      }
    }
  }
  return picture;
}

inline bool equal_pixels(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// FNV-1a over all bytes of a picture, and its shape.
inline std::uint64_t hash_of(const cv::Mat& picture, std::uint64_t hash = 0xCBF29CE484222325ULL) {
  const auto add = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001B3ULL; };
  for (const int number : {picture.rows, picture.cols, picture.type()}) add(static_cast<std::uint8_t>(number & 255));
  for (int y = 0; y < picture.rows; ++y) {
    for (std::size_t x = 0; x < picture.cols * picture.elemSize(); ++x) add(picture.ptr(y)[x]);
  }
  return hash;
}

/// Gives an answer that puts the pieces of one group into its cells at random, each with a random turn if `turns`.
inline Assembly scattered(Assembly answer, Random& random, bool turns) {
  std::vector<std::size_t> order(answer.pieces.size());
  std::iota(order.begin(), order.end(), 0);
  random.shuffle(order);
  const Assembly before = answer;
  for (std::size_t i = 0; i < order.size(); ++i) {
    answer.pieces[i].cell = before.pieces[order[i]].cell;
    answer.pieces[i].group = before.pieces[order[i]].group;
    if (turns) answer.pieces[i].quarter_turns = static_cast<int>(random.below(4));
  }
  return answer;
}

/// Swaps where two pieces stand.
inline void swap_places(Assembly& answer, std::size_t a, std::size_t b) {
  std::swap(answer.pieces[a].cell, answer.pieces[b].cell);
  std::swap(answer.pieces[a].group, answer.pieces[b].group);
  std::swap(answer.pieces[a].quarter_turns, answer.pieces[b].quarter_turns);
}

/// Turns every group of an answer, cells and pieces, by quarter turns counter-clockwise.
inline Assembly turned_whole(Assembly answer, int quarter_turns) {
  for (int r = 0; r < quarter_turns; ++r) {
    for (PlacedPiece& piece : answer.pieces) {
      if (!piece.placed) continue;
      const Group& group = answer.groups[piece.group];
      piece.cell = cv::Point(piece.cell->y, group.cols - 1 - piece.cell->x);
      piece.quarter_turns = (piece.quarter_turns + 1) & 3;
    }
    for (Group& group : answer.groups) std::swap(group.cols, group.rows);
  }
  return answer;
}

/// Gives the number of the piece that the truth puts in a cell.
inline std::size_t piece_in_cell(const Assembly& truth, cv::Point cell) {
  for (std::size_t i = 0; i < truth.pieces.size(); ++i) {
    if (truth.pieces[i].cell == cell) return i;
  }
  return truth.pieces.size();
}

}  // namespace solve_puzzle
