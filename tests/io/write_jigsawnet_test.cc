// SPDX-License-Identifier: Apache-2.0
#include "io/write_jigsawnet.h"

#include "io/folder_truth.h"
#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "puzzles/sample.h"
#include "tests/io/made_files.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;

CutPuzzle made_puzzle(int pieces) { return cut({sample_picture({160, 120}, 2)}, {.kind = "torn", .pieces = pieces}); }

TEST(WriteJigsawNet, ReadBackGivesTheSameMasksColoursAndRelativePlaces) {
  const TemporaryFolder folder;
  const CutPuzzle made = made_puzzle(7);
  write_jigsawnet(folder.path(), made.puzzle, made.truth);
  const Puzzle puzzle = read_puzzle({folder.path()});
  const Assembly truth = read_folder_truth(folder.path(), puzzle);
  ASSERT_EQ(puzzle.pieces.size(), 7U);
  cv::Vec2d offset;
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_TRUE(is_same(puzzle.pieces[i].mask, made.puzzle.pieces[i].mask)) << i;
    EXPECT_EQ(cv::norm(puzzle.pieces[i].pixels, made.puzzle.pieces[i].pixels, cv::NORM_INF, made.puzzle.pieces[i].mask),
              0);
    const cv::Vec3d point(12, 30, 1);
    const cv::Vec2d difference =
        truth.pieces[i].canvas_from_piece * point - made.truth.pieces[i].canvas_from_piece * point;
    if (i == 0) offset = difference;
    EXPECT_LT(cv::norm(difference - offset), 1e-3) << i;
  }
}

TEST(WriteJigsawNet, AnEarlierPuzzleIsReplaced) {
  const TemporaryFolder folder;
  for (const int pieces : {9, 4}) {
    const CutPuzzle made = made_puzzle(pieces);
    write_jigsawnet(folder.path(), made.puzzle, made.truth);
  }
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 4U);
}

TEST(WriteJigsawNet, TheBackgroundIsAColourThatNoFragmentShows) {
  const TemporaryFolder folder;
  // The first colour that comes to mind is what this picture is full of.
  const CutPuzzle made = cut({cv::Mat(90, 90, CV_8UC3, cv::Scalar(23, 8, 248))}, {.kind = "torn", .pieces = 3});
  write_jigsawnet(folder.path(), made.puzzle, made.truth);
  const Puzzle puzzle = read_puzzle({folder.path()});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(is_same(puzzle.pieces[i].mask, made.puzzle.pieces[i].mask));
}

TEST(WriteJigsawNet, TilesAreRefused) {
  const TemporaryFolder folder;
  const CutPuzzle made = cut({sample_picture({56, 56}, 2)}, {.piece_size = "28"});
  EXPECT_THAT(message_of([&] { write_jigsawnet(folder.path(), made.puzzle, made.truth); }), HasSubstr("no mask"));
}

}  // namespace
}  // namespace solve_puzzle
