// SPDX-License-Identifier: Apache-2.0
#include "io/read_puzzle.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "io/write_picture.h"
#include "puzzles/parallel.h"
#include "tests/io/made_files.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

void write_piece(const fs::path& path, cv::Size size = {28, 28}, int type = CV_8UC3) {
  write_picture(path, gradient_picture(size, type), Durability::kUnsynced);
}

std::vector<std::string> ids(const Puzzle& puzzle) {
  std::vector<std::string> names;
  for (const Piece& piece : puzzle.pieces) names.push_back(piece.id);
  return names;
}

TEST(ReadPuzzle, AFolderGivesItsPicturesInNaturalOrder) {
  const TemporaryFolder folder;
  for (const char* name : {"p10.png", "p2.png", "p1.PNG", ".hidden.png"}) write_piece(folder / name);
  write_bytes(folder / "puzzle.json", "{}");
  write_bytes(folder / "notes.txt", "not a picture");
  fs::create_directory(folder / "inner");
  write_piece(folder / "inner" / "p3.png");
  const Puzzle puzzle = read_puzzle({folder.path()});
  EXPECT_THAT(ids(puzzle), ElementsAre("p1", "p2", "p10"));
  EXPECT_EQ(puzzle.pieces[0].file, "p1.PNG");
  EXPECT_EQ(puzzle.kind, Kind::kSquare);
  EXPECT_EQ(puzzle.rotation, Rotation::kNone);
  EXPECT_EQ(puzzle.piece_size, cv::Size(28, 28));
  EXPECT_TRUE(puzzle.pieces[0].mask.empty());
}

TEST(ReadPuzzle, AFolderWithoutPicturesGivesThoseOfItsFolderPieces) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "pieces");
  write_piece(folder / "pieces" / "a.png");
  EXPECT_THAT(ids(read_puzzle({folder.path()})), ElementsAre("a"));
}

TEST(ReadPuzzle, AListKeepsItsOrder) {
  const TemporaryFolder folder;
  for (const char* name : {"b.png", "a.png"}) write_piece(folder / name);
  EXPECT_THAT(ids(read_puzzle({folder / "b.png", folder / "a.png"})), ElementsAre("b", "a"));
}

TEST(ReadPuzzle, OnePieceAndTwoArePuzzles) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png");
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 1U);
  write_piece(folder / "b.png");
  EXPECT_EQ(read_puzzle({folder.path()}).pieces.size(), 2U);
}

TEST(ReadPuzzle, APieceMayBeOnePixelWide) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png", {1, 40});
  write_piece(folder / "b.png", {1, 40});
  EXPECT_EQ(read_puzzle({folder.path()}).piece_size, cv::Size(1, 40));
}

TEST(ReadPuzzle, IdsAreMadeUnique) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "other");
  for (const char* name : {"a.png", "other/a.png", "a.bmp", "a~2.png"}) {
    write_bytes(folder / name, encoded(fs::path(name).extension(), gradient_picture({8, 8}, CV_8UC3)));
  }
  const Puzzle puzzle = read_puzzle({folder.path(), folder / "other"});
  EXPECT_EQ(puzzle.pieces.size(), 4U);
  const std::vector<std::string> names = ids(puzzle);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 4U);
}

TEST(ReadPuzzle, NamesBecomeValidUtf8) {
  const TemporaryFolder folder;
  write_piece(folder / "a \n\xFF.png");
  const Puzzle puzzle = read_puzzle({folder.path()});
  EXPECT_EQ(puzzle.pieces[0].file, "a \\x0a\\xff.png");
  EXPECT_EQ(puzzle.pieces[0].id, "a \\x0a\\xff");
}

TEST(ReadPuzzle, OneDeepPictureMakesAllDeep) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png", {8, 8}, CV_8UC3);
  write_piece(folder / "b.png", {8, 8}, CV_16UC3);
  const Puzzle puzzle = read_puzzle({folder.path()});
  cv::Mat expected;
  gradient_picture({8, 8}, CV_8UC3).convertTo(expected, CV_16U, 257);
  EXPECT_TRUE(is_same(puzzle.pieces[0].pixels, expected));
  EXPECT_EQ(puzzle.pieces[1].pixels.type(), CV_16UC3);
}

TEST(ReadPuzzle, ThreadsDoNotChangeThePuzzle) {
  const TemporaryFolder folder;
  for (int i = 0; i < 40; ++i) write_piece(folder / (std::to_string(i) + ".png"), {8, 8}, i % 2 ? CV_8UC3 : CV_16UC3);
  const Puzzle many = read_puzzle({folder.path()});
  const ThreadLimit limit(1);
  const Puzzle one = read_puzzle({folder.path()});
  ASSERT_EQ(ids(many), ids(one));
  for (std::size_t i = 0; i < one.pieces.size(); ++i) {
    EXPECT_TRUE(is_same(one.pieces[i].pixels, many.pieces[i].pixels));
  }
}

TEST(ReadPuzzle, NothingToReadIsAnError) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of([&] { read_puzzle({}); }), HasSubstr("found no file"));
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }),
              AllOf(HasSubstr(folder.path().string()), HasSubstr("found no picture")));
  EXPECT_THAT(message_of([&] { read_puzzle({folder / "none"}); }),
              AllOf(HasSubstr((folder / "none").string()), HasSubstr("no such file or folder")));
}

TEST(ReadPuzzle, AnUnreadableFolderIsNamed) {
  const OrdinaryUser user;
  const TemporaryFolder folder;
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::none);
  EXPECT_THAT(message_of([&] { read_puzzle({folder / "closed"}); }),
              AllOf(HasSubstr((folder / "closed").string()), HasSubstr("ermission denied")));
}

TEST(ReadPuzzle, ABrokenFileIsNamed) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png");
  write_bytes(folder / "b.png", "this is text");
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }), HasSubstr((folder / "b.png").string() + ": found"));
}

TEST(ReadPuzzle, ManyBrokenFilesAreCountedAndTheFirstFewNamed) {
  const TemporaryFolder folder;
  write_piece(folder / "good.png");
  for (int i = 1; i <= 20; ++i) write_bytes(folder / ("bad" + std::to_string(i) + ".png"), "");
  const std::string message = message_of([&] { read_puzzle({folder.path()}); });
  EXPECT_THAT(message, AllOf(HasSubstr("20 of 21 files"), HasSubstr("bad1.png: found 0 bytes"), HasSubstr("bad5.png"),
                             Not(HasSubstr("bad6.png")), HasSubstr("and 15 more")));
}

TEST(ReadPuzzle, AFolderNamedLikeAPictureIsAnError) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "x.png");
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }), HasSubstr("x.png: found a folder"));
}

TEST(ReadPuzzle, APipeIsAnErrorAndIsNotWaitedFor) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "x.png").c_str(), 0600), 0);
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }), HasSubstr("x.png: found a named pipe"));
}

TEST(ReadPuzzle, DifferentSizesAreListedWithTheOddOneAndWaysOut) {
  const TemporaryFolder folder;
  for (const char* name : {"a.png", "b.png", "c.png"}) write_piece(folder / name);
  write_piece(folder / "odd.png", {30, 28});
  for (const char* kind : {"auto", "square"}) {
    const std::string message = message_of([&] { read_puzzle({folder.path()}, {.kind = kind}); });
    EXPECT_THAT(message, AllOf(HasSubstr("28 x 28 pixels: 3 (a.png, ...)"), HasSubstr("30 x 28 pixels: 1 (odd.png)"),
                               HasSubstr("--kind torn")));
  }
}

TEST(ReadPuzzle, PiecesThatDifferByATurnNeedRotationQuarter) {
  const TemporaryFolder folder;
  for (const char* name : {"a.png", "b.png"}) write_piece(folder / name, {56, 28});
  write_piece(folder / "c.png", {28, 56});
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }), HasSubstr("--rotation quarter"));
  const Puzzle puzzle = read_puzzle({folder.path()}, {.rotation = "quarter"});
  EXPECT_EQ(puzzle.piece_size, cv::Size(56, 28));
  EXPECT_EQ(puzzle.rotation, Rotation::kQuarter);
}

TEST(ReadPuzzle, TransparentSquarePiecesAreNamed) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png", {8, 8}, CV_8UC4);
  EXPECT_TRUE(read_puzzle({folder.path()}).pieces[0].mask.empty());
  cv::Mat picture = gradient_picture({8, 8}, CV_8UC4);
  picture.at<cv::Vec4b>(2, 2)[3] = 254;
  write_picture(folder / "b.png", picture);
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}, {.kind = "square"}); }),
              AllOf(HasSubstr("transparent"), HasSubstr("b.png"), HasSubstr("1 of 2")));
}

TEST(ReadPuzzle, FreeRotationIsRefusedForSquarePieces) {
  const TemporaryFolder folder;
  write_piece(folder / "a.png");
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}, {.rotation = "free"}); }), HasSubstr("none or quarter"));
}

TEST(ReadPuzzle, PicturesBeyondTheLimitAreNamed) {
  const TemporaryFolder folder;
  write_bytes(folder / "bomb.png", made_png(60000, 60000, 8, 2, {}));
  EXPECT_THAT(message_of([&] { read_puzzle({folder.path()}); }),
              AllOf(HasSubstr("bomb.png"), HasSubstr("60000 x 60000"), HasSubstr("268435456")));
}

}  // namespace
}  // namespace solve_puzzle
