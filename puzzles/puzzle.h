// SPDX-License-Identifier: Apache-2.0
// What a puzzle is: pieces as pictures, before anything is known of their places. No file access, no solving.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace solve_puzzle {

enum class Kind { kSquare, kTorn };

/// What is known of the pieces' orientation: as printed (Type 1), by quarter turns (Type 2), any angle (torn).
enum class Rotation { kNone, kQuarter, kFree };

/// Sides of a tile, in the frame of the piece picture.
enum Side { kTop = 0, kRight = 1, kBottom = 2, kLeft = 3 };

struct Piece {
  std::string id;    ///< unique in the puzzle; the file name without folder and extension where there is a file
  std::string file;  ///< file name without folder, UTF-8 with other bytes escaped; empty for pieces made in memory
  cv::Mat pixels;    ///< CV_8UC3 or CV_16UC3, blue-green-red
  cv::Mat mask;      ///< CV_8UC1, 255 = piece, same size as pixels; empty = all of the picture is piece
  double pixels_per_inch = 0;  ///< what the file says of its scan; 0: nothing
};

/// Shapes: square pieces all have the size piece_size (columns × rows of the piece picture); with quarter turns a
/// rectangular piece may also be stored as rows × columns. Torn pieces differ in size, and piece_size is zero.
struct Puzzle {
  Kind kind = Kind::kSquare;
  Rotation rotation = Rotation::kNone;
  cv::Size piece_size;
  std::vector<Piece> pieces;
};

}  // namespace solve_puzzle
