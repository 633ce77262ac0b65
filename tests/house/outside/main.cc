// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "puzzles/accuracy.h"
#include "puzzles/cut.h"
#include "puzzles/sample.h"
#include "solver/solve.h"

int main() {
  using namespace solve_puzzle;
  const CutPuzzle cut_puzzle = cut({sample_picture({112, 84}, 1)}, {.piece_size = "28"});
  const Assembly answer = solve(cut_puzzle.puzzle, {});
  const Accuracy accuracy = judge(answer, cut_puzzle.truth, &cut_puzzle.puzzle);
  std::printf("%d pieces, neighbour accuracy %.3f\n", accuracy.num_pieces, accuracy.neighbour_fair);
  return accuracy.num_pieces == 12 && accuracy.neighbour_fair > 0.5 ? 0 : 1;
}
