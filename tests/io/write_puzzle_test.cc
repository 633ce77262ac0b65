// SPDX-License-Identifier: Apache-2.0
#include "io/write_puzzle.h"

#include <algorithm>

#include "io/read_puzzle.h"
#include "puzzles/cut.h"
#include "tests/io/made_files.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

CutPuzzle made_puzzle(cv::Size size = {112, 84}, int type = CV_8UC3) { return cut({gradient_picture(size, type)}, {}); }

TEST(WritePuzzle, ReadGivesWhatWasWritten) {
  for (const int type : {CV_8UC3, CV_16UC3}) {
    const TemporaryFolder folder;
    const CutPuzzle made = made_puzzle({112, 84}, type);
    write_puzzle(folder.path(), made.puzzle, made.truth, {.version_of_program = "0.1.0"});
    const Puzzle read = read_puzzle({folder.path()});
    ASSERT_EQ(read.pieces.size(), made.puzzle.pieces.size());
    for (const Piece& piece : read.pieces) {
      const auto same_id = [&](const Piece& other) { return other.id == piece.id; };
      const auto found = std::find_if(made.puzzle.pieces.begin(), made.puzzle.pieces.end(), same_id);
      ASSERT_NE(found, made.puzzle.pieces.end()) << piece.id;
      EXPECT_TRUE(is_same(piece.pixels, found->pixels));
    }
    const AssemblyFile truth = read_assembly(folder / "puzzle.json");
    EXPECT_TRUE(truth.info.is_truth);
    EXPECT_EQ(truth.assembly.pieces.size(), made.truth.pieces.size());
  }
}

TEST(WritePuzzle, AnEarlierPuzzleIsReplacedWholly) {
  const TemporaryFolder folder;
  write_bytes(folder / "notes.txt", "mine");
  const CutPuzzle large = made_puzzle();
  const CutPuzzle small = made_puzzle({56, 56});
  write_puzzle(folder.path(), large.puzzle, large.truth, {});
  write_puzzle(folder.path(), small.puzzle, small.truth, {});
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 4U);
  EXPECT_EQ(read_assembly(folder / "puzzle.json").assembly.pieces.size(), 4U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 3);
}

TEST(WritePuzzle, FilesOfOthersAreNeverReplaced) {
  const CutPuzzle made = made_puzzle();
  const auto write = [&](const TemporaryFolder& folder) {
    return message_of([&] { write_puzzle(folder.path(), made.puzzle, made.truth, {}); });
  };
  const TemporaryFolder without_truth;
  fs::create_directory(without_truth / "pieces");
  write_bytes(without_truth / "pieces" / "holiday.png", "precious");
  EXPECT_THAT(write(without_truth), HasSubstr("nothing was changed"));
  EXPECT_EQ(read_bytes(without_truth / "pieces" / "holiday.png"), "precious");

  const TemporaryFolder with_other_files;
  write_puzzle(with_other_files.path(), made.puzzle, made.truth, {});
  write_bytes(with_other_files / "pieces" / "letter.doc", "precious");
  EXPECT_THAT(write(with_other_files), HasSubstr("letter.doc"));
  EXPECT_EQ(read_bytes(with_other_files / "pieces" / "letter.doc"), "precious");
}

TEST(WritePuzzle, TornPiecesComeBackWithTheirMasksAndTruth) {
  for (const int type : {CV_8UC3, CV_16UC3}) {
    const TemporaryFolder folder;
    const CutPuzzle made = cut({gradient_picture({120, 90}, type)}, {.kind = "torn", .pieces = 6});
    write_puzzle(folder.path(), made.puzzle, made.truth, {});
    const Puzzle puzzle = read_puzzle({folder.path()});
    const Assembly truth = read_assembly(folder / "puzzle.json").assembly;
    ASSERT_EQ(puzzle.pieces.size(), 6U);
    EXPECT_EQ(puzzle.kind, Kind::kTorn);
    EXPECT_EQ(truth.matches.size(), made.truth.matches.size());
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_TRUE(is_same(puzzle.pieces[i].pixels, made.puzzle.pieces[i].pixels));
      EXPECT_TRUE(is_same(puzzle.pieces[i].mask, made.puzzle.pieces[i].mask));
      EXPECT_EQ(truth.pieces[i].canvas_from_piece, made.truth.pieces[i].canvas_from_piece);
    }
  }
}

TEST(WritePuzzle, AnEmptyFolderPiecesIsNoHindrance) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "pieces");
  const CutPuzzle made = made_puzzle();
  write_puzzle(folder.path(), made.puzzle, made.truth, {});
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 12U);
}

TEST(WritePuzzle, IdsThatAreNoFileNamesAreRefusedAndTheOldPuzzleStays) {
  const TemporaryFolder folder;
  CutPuzzle made = made_puzzle();
  write_puzzle(folder.path(), made.puzzle, made.truth, {});
  for (const char* id : {"../outside", "", ".hidden", "a/b"}) {
    made.puzzle.pieces[0].id = id;
    EXPECT_THAT(message_of([&] { write_puzzle(folder.path(), made.puzzle, made.truth, {}); }),
                HasSubstr("expected one that can name a file"));
  }
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 12U);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 2);
}

TEST(WritePuzzle, AFileInPlaceOfTheFolderIsAnError) {
  const TemporaryFolder folder;
  write_bytes(folder / "out", "precious");
  const CutPuzzle made = made_puzzle();
  EXPECT_THAT(message_of([&] { write_puzzle(folder / "out", made.puzzle, made.truth, {}); }),
              HasSubstr((folder / "out").string()));
  EXPECT_EQ(read_bytes(folder / "out"), "precious");
}

}  // namespace
}  // namespace solve_puzzle
