// SPDX-License-Identifier: Apache-2.0
#include "io/write_result.h"

#include "io/read_picture.h"
#include "puzzles/cut.h"
#include "tests/io/file_size_limit.h"
#include "tests/io/made_files.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

CutPuzzle made_puzzle(int num_pictures) {
  std::vector<cv::Mat> pictures;
  for (int i = 0; i < num_pictures; ++i) pictures.push_back(gradient_picture({56, 84 - 28 * i}, CV_8UC3));
  return cut(pictures, {});
}

TEST(WriteResult, TheTruthGivesThePicturesBack) {
  const TemporaryFolder folder;
  const CutPuzzle made = made_puzzle(2);
  write_result(folder / "new" / "out", made.puzzle, made.truth, {});
  const fs::path out = folder / "new" / "out";
  EXPECT_TRUE(is_same(read_picture(out / "reconstruction.png").pixels, gradient_picture({56, 84}, CV_8UC3)));
  EXPECT_TRUE(is_same(read_picture(out / "group_001.png").pixels, gradient_picture({56, 56}, CV_8UC3)));
  EXPECT_EQ(read_assembly(out / "assembly.json").assembly.pieces.size(), made.truth.pieces.size());
}

TEST(WriteResult, PicturesOfEarlierGroupsAreRemovedAndNothingElse) {
  const TemporaryFolder folder;
  for (const char* name : {"group_001.png", "group_1234.png", "group_photo.png", "group_01.png", "notes.txt"}) {
    write_bytes(folder / name, "old");
  }
  const CutPuzzle made = made_puzzle(1);
  write_result(folder.path(), made.puzzle, made.truth, {});
  EXPECT_FALSE(fs::exists(folder / "group_001.png"));
  EXPECT_FALSE(fs::exists(folder / "group_1234.png"));
  EXPECT_TRUE(fs::exists(folder / "group_photo.png"));
  EXPECT_TRUE(fs::exists(folder / "group_01.png"));
  EXPECT_TRUE(fs::exists(folder / "notes.txt"));
}

TEST(WriteResult, ASinglePieceGetsNoPictureUnlessItIsTheLargestGroup) {
  const TemporaryFolder folder;
  const CutPuzzle made = cut({gradient_picture({28, 28}, CV_8UC3), gradient_picture({28, 28}, CV_8UC3)}, {});
  write_result(folder.path(), made.puzzle, made.truth, {});
  EXPECT_TRUE(fs::exists(folder / "reconstruction.png"));
  EXPECT_FALSE(fs::exists(folder / "group_001.png"));
}

TEST(WriteResult, AFullDiskLeavesTheOldResult) {
  const TemporaryFolder folder;
  const CutPuzzle old = made_puzzle(1);
  write_result(folder.path(), old.puzzle, old.truth, {});
  const std::string assembly = read_bytes(folder / "assembly.json");
  const std::string picture = read_bytes(folder / "reconstruction.png");
  CutPuzzle made = made_puzzle(2);
  made.truth.seconds[std::string(100'000, 'x')] = 1;  // a long file: assembly.json is the one that does not fit
  std::string message;
  {
    const FileSizeLimit limit(50'000);
    message = message_of([&] { write_result(folder.path(), made.puzzle, made.truth, {}); });
  }
  EXPECT_THAT(message, HasSubstr((folder / "assembly.json").string() + ": cannot be written"));
  EXPECT_EQ(read_bytes(folder / "assembly.json"), assembly);
  EXPECT_EQ(read_bytes(folder / "reconstruction.png"), picture);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 2);
}

TEST(WriteResult, AFileInPlaceOfTheFolderIsAnErrorAndStays) {
  const TemporaryFolder folder;
  write_bytes(folder / "out", "precious");
  const CutPuzzle made = made_puzzle(1);
  EXPECT_THAT(message_of([&] { write_result(folder / "out", made.puzzle, made.truth, {}); }),
              HasSubstr((folder / "out").string()));
  EXPECT_THAT(message_of([&] { check_writable(folder / "out"); }), HasSubstr((folder / "out").string()));
  EXPECT_EQ(read_bytes(folder / "out"), "precious");
}

TEST(WriteResult, AReadOnlyFolderIsFoundBeforeAndAfter) {
  const OrdinaryUser user;
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  const CutPuzzle made = made_puzzle(1);
  EXPECT_THAT(message_of([&] { check_writable(folder.path()); }), HasSubstr("Permission denied"));
  EXPECT_THAT(message_of([&] { check_writable(folder / "out"); }), HasSubstr("ermission denied"));
  EXPECT_THAT(message_of([&] { write_result(folder.path(), made.puzzle, made.truth, {}); }),
              HasSubstr("Permission denied"));
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST(WriteResult, CheckingLeavesNothing) {
  const TemporaryFolder folder;
  check_writable(folder / "out");
  EXPECT_TRUE(fs::is_empty(folder / "out"));
}

}  // namespace
}  // namespace solve_puzzle
