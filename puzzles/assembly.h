// SPDX-License-Identifier: Apache-2.0
// The answer to a puzzle (or its truth): where every piece goes, and which matches say so. Plain data.
#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "puzzles/puzzle.h"

namespace solve_puzzle {

/// Units: pixels; x right, y down, the centre of the first pixel is (0, 0).
struct PlacedPiece {
  std::string id;
  std::string file;
  bool placed = false;
  int group = -1;           ///< index into Assembly::groups; -1 when not placed
  double confidence = 0.0;  ///< probability that the piece stands where it should, relative to its neighbours
  cv::Matx23d canvas_from_piece = {1, 0, 0, 0, 1, 0};  ///< of the group's canvas; rotation and translation, no scale
  std::optional<cv::Point> cell;                       ///< (column, row) in the group; square pieces only
  int quarter_turns = 0;  ///< counter-clockwise on screen, that the piece picture must be turned to stand upright
};

/// Another partner that a side of a match might have had.
struct Rival {
  bool is_of_a = true;  ///< of side a, else of side b
  int piece = -1;       ///< index into Assembly::pieces
  int side = -1;
  double behind =
      0.0;  ///< log posterior of the match less that of the rival; negative: the whole spoke against the rival
  std::optional<cv::Matx23d> own_from_rival = {};  ///< torn pieces: how it would lie beside the match's own piece
};

/// Two sides that touch in the assembly (or are suggested to). side_a, side_b: Side of a tile.
struct Match {
  int piece_a = -1;  ///< index into Assembly::pieces
  int side_a = -1;
  int piece_b = -1;
  int side_b = -1;
  cv::Matx23d a_from_b = {1, 0, 0, 0, 1, 0};
  double log_odds = 0.0;
  double probability = 0.5;
  bool accepted = false;
  std::vector<std::pair<int, int>> seam;  ///< half-open stretches of side a that touch, pixels
  bool is_pinned = false;                 ///< a person said so
  std::vector<Rival> rivals = {};         ///< strongest first, side a's before side b's
  std::vector<float> attention = {};      ///< where a network looked along side a, clockwise; empty: no network did
  std::vector<std::pair<int, int>> stretch = {};  ///< what the network takes for stitched, half-open, pixels
};

/// Pieces on one canvas. Units: pixels; cols and rows are zero for torn pieces.
struct Group {
  int id = 0;
  int num_pieces = 0;
  int width = 0;
  int height = 0;
  int cols = 0;
  int rows = 0;
};

/// How far apart torn pieces lie, as the search took it. Units: pixels.
struct TornGap {
  double half = 0;      ///< half the gap; negative: their masks overlap
  double wear = 0;      ///< how uneven the outlines of partners lie on each other
  bool is_sure = true;  ///< false where another gap explains nearly as much
};

/// pieces[i] answers for Puzzle::pieces[i]. Groups are sorted by descending size.
struct Assembly {
  Kind kind = Kind::kSquare;
  Rotation rotation = Rotation::kNone;
  cv::Size piece_size;
  std::vector<PlacedPiece> pieces;
  std::vector<Match> matches;
  std::vector<Group> groups;
  std::optional<TornGap> gap;  ///< of torn pieces
  double score = 0.0;
  bool stopped_early = false;             ///< a time limit or a signal ended the search: best so far
  std::map<std::string, double> seconds;  ///< by stage
};

/// Says whether the answer makes the match: both pieces stand in one group.
inline bool is_made(const Assembly& answer, const Match& match) {
  const PlacedPiece& a = answer.pieces[static_cast<std::size_t>(match.piece_a)];
  const PlacedPiece& b = answer.pieces[static_cast<std::size_t>(match.piece_b)];
  return a.placed && b.placed && a.group == b.group;
}

}  // namespace solve_puzzle
