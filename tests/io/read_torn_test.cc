// SPDX-License-Identifier: Apache-2.0
#include "io/read_torn.h"

#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/read_puzzle.h"
#include "io/write_picture.h"
#include "puzzles/for_each_pixel.h"
#include "puzzles/parallel.h"
#include "tests/io/made_files.h"
#include "tests/io/made_fragments.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const cv::Scalar kPink(23, 8, 248);

/// A folder with three fragments of different sizes on pink.
class ReadTorn : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < 3; ++i) made_.push_back(made_fragment({60 + 10 * i, 80}, kPink, i + 1));
    for (int i = 0; i < 3; ++i) write(name(i), made_[i].pixels);
  }

  static std::string name(int i) { return fmt::format("fragment_000{}.png", i + 1); }
  void write(const std::string& file, const cv::Mat& picture) const {
    write_picture(folder_ / file, picture, Durability::kUnsynced);
  }
  PuzzleInput read(const ReadOptions& options = {}) const { return read_input({folder_.path()}, options); }

  void expect_made_masks(const Puzzle& puzzle, double at_least) const {
    ASSERT_EQ(puzzle.pieces.size(), made_.size());
    EXPECT_EQ(puzzle.kind, Kind::kTorn);
    EXPECT_EQ(puzzle.rotation, Rotation::kFree);
    for (std::size_t i = 0; i < made_.size(); ++i) {
      ASSERT_EQ(puzzle.pieces[i].mask.size(), made_[i].mask.size());
      EXPECT_GE(agreement(puzzle.pieces[i].mask, made_[i].mask), at_least) << i;
    }
  }

  TemporaryFolder folder_;
  std::vector<MadeFragment> made_;
};

TEST_F(ReadTorn, ABackgroundIsFoundAndBlackIsContent) {
  const PuzzleInput input = read();
  expect_made_masks(input.puzzle, 1.0);
  EXPECT_EQ(input.puzzle.pieces[1].id, "fragment_0002");
  EXPECT_TRUE(is_same(input.puzzle.pieces[0].pixels, made_[0].pixels));
  EXPECT_THAT(input.warnings, IsEmpty());
}

TEST_F(ReadTorn, GrainAndJpegNoiseAreBackgroundToo) {
  for (int i = 0; i < 3; ++i) {
    fs::remove(folder_ / name(i));
    write_bytes(folder_ / fmt::format("f{}.jpg", i),
                encoded(".jpg", with_noise(made_[i].pixels, 2, i + 9), {cv::IMWRITE_JPEG_QUALITY, 85}));
  }
  expect_made_masks(read().puzzle, 0.95);
}

TEST_F(ReadTorn, AlphaIsTheMaskAboveOneHalf) {
  for (int i = 0; i < 3; ++i) {
    cv::Mat picture;
    cv::cvtColor(made_[i].pixels, picture, cv::COLOR_BGR2BGRA);
    for_each_pixel<cv::Vec4b>(picture, [&](cv::Vec4b& pixel, int row, int column) {
      pixel[3] = made_[i].mask.at<std::uint8_t>(row, column) != 0 ? 128 : 127;
    });
    write(name(i), picture);
  }
  expect_made_masks(read().puzzle, 1.0);
}

TEST_F(ReadTorn, AlphaIsEightOrSixteenBitsAndGreyIsRead) {
  cv::Mat deep(40, 30, CV_16UC4, cv::Scalar(1, 2, 3, 0));
  deep(cv::Rect(5, 5, 20, 30)) = cv::Scalar(40000, 2, 3, 65535);
  write("deep.png", deep);
  cv::Mat grey(50, 50, CV_8UC1, cv::Scalar(250));
  grey(cv::Rect(10, 10, 30, 30)) = 0;
  write("grey.png", grey);
  const Puzzle puzzle = read_puzzle({folder_ / "deep.png"}, {.kind = "torn"});
  EXPECT_EQ(puzzle.pieces[0].pixels.type(), CV_16UC3);
  EXPECT_EQ(cv::countNonZero(puzzle.pieces[0].mask), 600);
  const Puzzle from_grey = read_puzzle({folder_ / "grey.png", folder_ / name(0)}, {.kind = "torn"});
  EXPECT_EQ(cv::countNonZero(from_grey.pieces[0].mask), 900);
}

TEST_F(ReadTorn, AColourFileIsHonouredInEitherOrder) {
  for (const char* text : {"248 8 23", "23 8 248\n"}) {
    write_bytes(folder_ / "bg_color.txt", text);
    expect_made_masks(read().puzzle, 1.0);
  }
  write("whole.png", made_[0].pixels);  // a drawing of others beside the fragments is none
  EXPECT_EQ(read().puzzle.pieces.size(), 3U);
}

TEST_F(ReadTorn, AColourFileMakesEqualPicturesTorn) {
  const TemporaryFolder equal;
  for (const char* file : {"fragment_0001.png", "fragment_0002.png"}) {
    write_picture(equal / file, made_[0].pixels, Durability::kUnsynced);
  }
  EXPECT_EQ(read_puzzle({equal.path()}).kind, Kind::kSquare);
  write_bytes(equal / "bg_color.txt", "248 8 23");
  EXPECT_EQ(read_puzzle({equal.path()}).kind, Kind::kTorn);
  EXPECT_EQ(read_puzzle({equal.path()}, {.kind = "square"}).kind, Kind::kSquare);
}

TEST_F(ReadTorn, AGivenColourIsTakenAndMustOccur) {
  expect_made_masks(read({.background = "248,8,23"}).puzzle, 1.0);
  EXPECT_THAT(message_of([&] { read({.background = "10,200,10"}); }),
              AllOf(HasSubstr("10,200,10"), HasSubstr("border")));
}

TEST_F(ReadTorn, MasksOfAFolderAreTakenByName) {
  const TemporaryFolder masks;
  for (int i = 0; i < 3; ++i) write_picture(masks / name(i), made_[i].mask, Durability::kUnsynced);
  expect_made_masks(read({.background = masks.path().string()}).puzzle, 1.0);
  write_picture(masks / name(1), made_[0].mask, Durability::kUnsynced);
  EXPECT_THAT(message_of([&] { read({.background = masks.path().string()}); }),
              AllOf(HasSubstr((masks / name(1)).string()), HasSubstr("60 x 80"), HasSubstr("70 x 80")));
  fs::remove(masks / name(1));
  EXPECT_THAT(message_of([&] { read({.background = masks.path().string()}); }),
              AllOf(HasSubstr("no mask"), HasSubstr(name(1))));
}

TEST_F(ReadTorn, APictureOfBackgroundAloneIsLeftOutAndNamed) {
  write("empty.png", cv::Mat(33, 44, CV_8UC3, kPink));
  const PuzzleInput input = read();
  expect_made_masks(input.puzzle, 1.0);
  EXPECT_THAT(input.warnings, Contains(AllOf(HasSubstr("empty.png"), HasSubstr("left out"))));
  EXPECT_THAT(message_of([&] { read_input({folder_ / "empty.png"}, {.kind = "torn"}); }),
              AllOf(HasSubstr("empty.png"), HasSubstr("no fragment")));
}

TEST_F(ReadTorn, TransparentPicturesHoldNoFragment) {
  const TemporaryFolder clear;
  write_picture(clear / "clear.png", cv::Mat(20, 20, CV_8UC4, cv::Scalar(9, 9, 9, 0)));
  EXPECT_THAT(message_of([&] { read_puzzle({clear.path()}); }), HasSubstr("clear.png"));
}

TEST_F(ReadTorn, ABusyBorderAsksForMasks) {
  cv::Mat busy(70, 70, CV_8UC3);
  Random random(3);
  for_each_pixel<cv::Vec3b>(busy, [](cv::Vec3b& pixel, int row, int column) {
    Random here(7, static_cast<std::uint64_t>(row) * 1000 + column);
    for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(here.below(200));
  });
  write("busy.png", busy);
  for (const char* kind : {"auto", "torn"}) {
    EXPECT_THAT(message_of([&] { read({.kind = kind}); }), AllOf(HasSubstr("busy.png"), HasSubstr("masks")));
  }
}

TEST_F(ReadTorn, OddMasksGiveWarnings) {
  write("copy.png", made_[0].pixels);
  cv::Mat tiny(40, 40, CV_8UC3, kPink);
  tiny(cv::Rect(10, 10, 5, 20)) = cv::Scalar(0, 0, 0);
  write("tiny.png", tiny);
  write("torn_off.png", made_[2].pixels.colRange(30, 80).clone());
  const PuzzleInput input = read();
  EXPECT_EQ(input.puzzle.pieces.size(), 6U);
  EXPECT_THAT(input.warnings, Contains(AllOf(HasSubstr("copy.png"), HasSubstr(name(0)))));
  EXPECT_THAT(input.warnings, Contains(AllOf(HasSubstr("tiny.png"), HasSubstr("5 x 20"))));
  EXPECT_THAT(input.warnings, Contains(AllOf(HasSubstr("torn_off.png"), HasSubstr("border"))));
  EXPECT_EQ(input.warnings.size(), 3U);
}

TEST_F(ReadTorn, ScansOfSeveralResolutionsAreWarnedOf) {
  const auto write_with = [&](int i, unsigned per_metre) {
    write_file_atomically(folder_ / name(i), with_density(encoded(".png", made_[i].pixels), per_metre));
  };
  write_with(0, 11811);
  write_with(1, 11811);
  EXPECT_THAT(read().warnings, IsEmpty());  // the third says nothing
  write_with(2, 23622);
  EXPECT_THAT(read().warnings, Contains(AllOf(HasSubstr("300 (" + name(0)), HasSubstr("600"), HasSubstr(name(2)))));
}

TEST_F(ReadTorn, AVeryLongFragmentIsRead) {
  cv::Mat strip(20, 10020, CV_8UC3, kPink);
  strip(cv::Rect(10, 6, 10000, 8)) = cv::Scalar(0, 0, 0);
  write("strip.png", strip);
  EXPECT_EQ(cv::countNonZero(read().puzzle.pieces[3].mask), 80000);
}

TEST_F(ReadTorn, ThreadsDoNotChangeThePuzzle) {
  const Puzzle many = read().puzzle;
  const ThreadLimit limit(1);
  const Puzzle one = read().puzzle;
  for (std::size_t i = 0; i < one.pieces.size(); ++i) EXPECT_TRUE(is_same(one.pieces[i].mask, many.pieces[i].mask));
}

}  // namespace
}  // namespace solve_puzzle
