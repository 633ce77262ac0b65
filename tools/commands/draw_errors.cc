// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/draw_errors.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/accuracy_torn.h"
#include "puzzles/boards.h"
#include "puzzles/error.h"
#include "puzzles/render.h"
#include "puzzles/square_grid.h"
#include "tools/commands/find_errors.h"
#include "tools/commands/pictures.h"

namespace solve_puzzle {
namespace {

constexpr int kMostGroups = 8;
constexpr int kGap = 12;
const cv::Scalar kBackground(235, 235, 235);
const cv::Scalar kRed(30, 30, 230);
constexpr double kTint = 0.4;

cv::Size cell_size(const Group& group) { return {group.width / group.cols, group.height / group.rows}; }

cv::Rect cell_box(const Group& group, cv::Point cell) {
  const cv::Size size = cell_size(group);
  return {cell.x * size.width, cell.y * size.height, size.width, size.height};
}

void tint(cv::Mat picture) {
  cv::Mat red(picture.size(), picture.type(), kRed);
  cv::addWeighted(picture, 1 - kTint, red, kTint, 0, picture);
}

// Draws the side of a cell that faces `direction`: right or bottom.
void draw_join(cv::Mat& picture, const cv::Rect& box, int direction) {
  const int thickness = std::max(2, std::min(box.width, box.height) / 9);
  const cv::Point far = box.br();
  const cv::Point near = direction == kRight ? cv::Point(far.x, box.y) : cv::Point(box.x, far.y);
  cv::line(picture, near, far, kRed, thickness);
}

/// The errors of an answer, with pieces numbered as in the answer.
struct NumberedErrors {
  AnswerErrors errors;
  std::vector<int> piece_in_answer;  ///< by number in the truth
};

NumberedErrors numbered_errors(const Puzzle& puzzle, const Assembly& answer, const Assembly& truth) {
  const Boards boards = lay_out(answer, truth, &puzzle);
  NumberedErrors numbered = {find_errors(boards), std::vector<int>(boards.num_pieces(), -1)};
  for (std::size_t k = 0; k < boards.piece_of_answer.size(); ++k) {
    numbered.piece_in_answer[boards.piece_of_answer[k]] = static_cast<int>(k);
  }
  return numbered;
}

cv::Mat draw_group(const Puzzle& puzzle, const Assembly& answer, int group, const NumberedErrors& numbered) {
  cv::Mat picture = on_background(render(puzzle, answer, group), kBackground);
  const Group& box = answer.groups[group];
  const auto piece = [&](int i) -> const PlacedPiece& { return answer.pieces[numbered.piece_in_answer[i]]; };
  for (std::size_t i = 0; i < numbered.errors.is_wrong_piece.size(); ++i) {
    if (!numbered.errors.is_wrong_piece[i] || piece(static_cast<int>(i)).group != group) continue;
    tint(picture(cell_box(box, *piece(static_cast<int>(i)).cell)));
  }
  for (const WrongJoin& join : numbered.errors.wrong_joins) {
    if (piece(join.first).group == group) draw_join(picture, cell_box(box, *piece(join.first).cell), join.direction);
  }
  return picture;
}

/// Tints where a torn piece lies on its canvas.
void tint_piece(cv::Mat& picture, const Piece& piece, const cv::Matx23d& canvas_from_piece) {
  cv::Mat covered;
  cv::warpAffine(piece.mask, covered, canvas_from_piece, picture.size(), cv::INTER_NEAREST);
  cv::Mat tinted = picture.clone();
  tint(tinted);
  tinted.copyTo(picture, covered);
}

cv::Mat draw_torn_group(const Puzzle& puzzle, const Assembly& answer, int group, const std::vector<char>& is_wrong) {
  cv::Mat picture = on_background(render(puzzle, answer, group), kBackground);
  for (std::size_t i = 0; i < answer.pieces.size(); ++i) {
    const bool is_here = answer.pieces[i].placed && answer.pieces[i].group == group;
    if (is_here && is_wrong[i] != 0) tint_piece(picture, puzzle.pieces[i], answer.pieces[i].canvas_from_piece);
  }
  return picture;
}

std::vector<cv::Mat> draw_groups(const Puzzle& puzzle, const Assembly& answer, const Assembly& truth, int num_groups) {
  std::vector<cv::Mat> pictures;
  if (truth.kind == Kind::kTorn) {
    const std::vector<char> is_wrong =
        wrongly_placed(answer, truth, puzzle.pieces.size() == truth.pieces.size() ? &puzzle : nullptr);
    for (int group = 0; group < num_groups; ++group) {
      pictures.push_back(draw_torn_group(puzzle, answer, group, is_wrong));
    }
    return pictures;
  }
  const NumberedErrors numbered = numbered_errors(puzzle, answer, truth);
  for (int group = 0; group < num_groups; ++group) pictures.push_back(draw_group(puzzle, answer, group, numbered));
  return pictures;
}

}  // namespace

cv::Mat draw_errors(const Puzzle& puzzle, const Assembly& answer, const Assembly& truth) {
  const int num_groups = std::min(kMostGroups, static_cast<int>(answer.groups.size()));
  if (num_groups == 0) throw Error("the answer has no group of joined pieces: there is nothing to draw");
  const std::vector<cv::Mat> pictures = draw_groups(puzzle, answer, truth, num_groups);
  return stacked(pictures, kGap, kBackground);
}

}  // namespace solve_puzzle
