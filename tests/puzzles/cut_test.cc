// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <ostream>
#include <set>
#include <string>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

cv::Mat with_alpha(const cv::Mat& picture) {
  cv::Mat result;
  cv::cvtColor(picture, result, cv::COLOR_BGR2BGRA);
  return result;
}

std::uint64_t hash_of_puzzle(const CutPuzzle& made) {
  std::uint64_t hash = 1;
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    hash = hash_of(made.puzzle.pieces[i].pixels, hash);
    const PlacedPiece& place = made.truth.pieces[i];
    for (const int number : {place.group, place.cell->x, place.cell->y, place.quarter_turns}) {
      hash = (hash ^ static_cast<std::uint64_t>(number)) * 0x100000001B3ULL;
    }
  }
  return hash;
}

struct Setting {
  std::string piece_size, rotation;
  cv::Size picture;
  int type;
};

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.piece_size << " " << setting.rotation; }

class CutThenRender : public testing::TestWithParam<Setting> {};

TEST_P(CutThenRender, GivesTheImageBack) {
  const Setting& setting = GetParam();
  const cv::Mat picture = random_picture(setting.picture, 5, setting.type);
  const CutPuzzle made = cut({picture}, {.piece_size = setting.piece_size, .rotation = setting.rotation});
  const cv::Size tile = parse_piece_size(setting.piece_size);
  const cv::Rect whole_tiles(0, 0, picture.cols / tile.width * tile.width, picture.rows / tile.height * tile.height);
  EXPECT_EQ(made.puzzle.pieces.size(), (whole_tiles.width / tile.width) * (whole_tiles.height / tile.height));
  EXPECT_TRUE(equal_pixels(render(made.puzzle, made.truth, 0), with_alpha(picture(whole_tiles))));
}

INSTANTIATE_TEST_SUITE_P(
    Settings, CutThenRender,
    testing::Values(Setting{"7", "none", {30, 21}, CV_8UC3}, Setting{"7", "quarter", {30, 21}, CV_8UC3},
                    Setting{"7", "quarter", {30, 21}, CV_16UC3}, Setting{"8x4", "none", {41, 22}, CV_8UC3},
                    Setting{"8x4", "quarter", {41, 22}, CV_8UC3}, Setting{"3x21", "quarter", {30, 21}, CV_16UC3},
                    Setting{"1", "none", {9, 5}, CV_8UC3}, Setting{"1", "quarter", {9, 5}, CV_8UC3},
                    Setting{"30x21", "quarter", {30, 21}, CV_8UC3}));

TEST(Cut, TurnedPiecesStandUprightAfterTheTrueTurns) {
  const cv::Mat picture = random_picture({40, 24}, 6);
  const CutPuzzle made = cut({picture}, {.piece_size = "8x6", .rotation = "quarter"});
  std::set<int> turns_seen;
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    const PlacedPiece& place = made.truth.pieces[i];
    turns_seen.insert(place.quarter_turns);
    const cv::Mat tile = picture(cv::Rect(place.cell->x * 8, place.cell->y * 6, 8, 6));
    EXPECT_TRUE(equal_pixels(turned(made.puzzle.pieces[i].pixels, place.quarter_turns), tile)) << place.id;
  }
  EXPECT_EQ(turns_seen.size(), 4);
}

TEST(Cut, ThePoseMapsPixelsToWhereTheyCameFrom) {
  const cv::Mat picture = random_picture({40, 24}, 7);
  const CutPuzzle made = cut({picture}, {.piece_size = "8x6", .rotation = "quarter", .erode = 1});
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    const cv::Mat& pixels = made.puzzle.pieces[i].pixels;
    for (int y = 0; y < pixels.rows; ++y) {
      for (int x = 0; x < pixels.cols; ++x) {
        const cv::Vec2d at = made.truth.pieces[i].canvas_from_piece * cv::Vec3d(x, y, 1);
        ASSERT_EQ(pixels.at<cv::Vec3b>(y, x), picture.at<cv::Vec3b>(cvRound(at[1]), cvRound(at[0])));
      }
    }
  }
}

TEST(Cut, ErosionLeavesTransparentGapsOfTwiceItsWidth) {
  const cv::Mat picture = random_picture({21, 14}, 8);
  const CutPuzzle made = cut({picture}, {.piece_size = "7", .erode = 2});
  EXPECT_EQ(made.puzzle.piece_size, cv::Size(3, 3));
  EXPECT_EQ(made.truth.piece_size, cv::Size(7, 7));
  cv::Mat expected = with_alpha(picture);
  for (int y = 0; y < expected.rows; ++y) {
    for (int x = 0; x < expected.cols; ++x) {
      if (std::min(x % 7, y % 7) < 2 || std::max(x % 7, y % 7) > 4) expected.at<cv::Vec4b>(y, x) = {0, 0, 0, 0};
    }
  }
  EXPECT_TRUE(equal_pixels(render(made.puzzle, made.truth, 0), expected));
}

TEST(Cut, MissingTakesTheRoundedShareAndChangesNothingElse) {
  const cv::Mat picture = random_picture({50, 40}, 9);
  const CutOptions whole = {.piece_size = "5", .rotation = "quarter", .noise = 4};
  CutOptions damaged = whole;
  damaged.missing = 0.3;
  const CutPuzzle all = cut({picture}, whole);
  const CutPuzzle some = cut({picture}, damaged);
  ASSERT_EQ(all.puzzle.pieces.size(), 80);
  ASSERT_EQ(some.puzzle.pieces.size(), 56);
  EXPECT_EQ(some.truth.groups[0].num_pieces, 56);
  EXPECT_EQ(some.truth.groups[0].cols, 10);
  EXPECT_EQ(some.truth.groups[0].rows, 8);
  for (std::size_t i = 0; i < some.puzzle.pieces.size(); ++i) {
    const std::size_t same = piece_in_cell(all.truth, *some.truth.pieces[i].cell);
    EXPECT_TRUE(equal_pixels(some.puzzle.pieces[i].pixels, all.puzzle.pieces[same].pixels));
  }
}

TEST(Cut, SeveralPicturesMakeOneGroupEachByDescendingSize) {
  const cv::Mat small = random_picture({10, 10}, 10);
  const cv::Mat large = random_picture({20, 15}, 11);
  const CutPuzzle made = cut({small, large}, {.piece_size = "5"});
  ASSERT_EQ(made.truth.groups.size(), 2);
  EXPECT_EQ(made.truth.groups[0].num_pieces, 12);
  EXPECT_EQ(made.truth.groups[1].num_pieces, 4);
  EXPECT_TRUE(equal_pixels(render(made.puzzle, made.truth, 0), with_alpha(large)));
  EXPECT_TRUE(equal_pixels(render(made.puzzle, made.truth, 1), with_alpha(small)));
}

TEST(Cut, IdsAreUniqueAndTellNothing) {
  const CutPuzzle made = cut({random_picture({101, 100}, 12)}, {.piece_size = "1"});
  ASSERT_EQ(made.puzzle.pieces.size(), 10100);
  EXPECT_EQ(made.puzzle.pieces.front().id, "p00001");
  EXPECT_EQ(made.puzzle.pieces.back().file, "p10100.png");
  int in_order = 0;
  for (std::size_t i = 0; i + 1 < made.truth.pieces.size(); ++i) {
    ASSERT_EQ(made.truth.pieces[i].id, made.puzzle.pieces[i].id);
    in_order += made.truth.pieces[i].cell->x + 1 == made.truth.pieces[i + 1].cell->x &&
                made.truth.pieces[i].cell->y == made.truth.pieces[i + 1].cell->y;
  }
  EXPECT_LT(in_order, 20);
}

TEST(Cut, NoiseHasTheGivenDeviationAndNoBias) {
  const cv::Mat grey(200, 200, CV_8UC3, cv::Scalar::all(128));
  const CutPuzzle made = cut({grey}, {.piece_size = "20", .noise = 10});
  cv::Mat all;
  for (const Piece& piece : made.puzzle.pieces) all.push_back(piece.pixels);
  cv::Scalar mean, deviation;
  cv::meanStdDev(all, mean, deviation);
  for (int channel = 0; channel < 3; ++channel) {
    EXPECT_NEAR(mean[channel], 128, 0.25);
    EXPECT_NEAR(deviation[channel], 10, 0.25);
  }
}

TEST(Cut, SixteenBitsStaySixteenBitsAndNoiseScales) {
  const cv::Mat grey(300, 300, CV_16UC3, cv::Scalar::all(30000));
  const CutPuzzle made = cut({grey}, {.piece_size = "10", .noise = 2});
  cv::Mat all;
  for (const Piece& piece : made.puzzle.pieces) all.push_back(piece.pixels);
  ASSERT_EQ(all.type(), CV_16UC3);
  cv::Scalar mean, deviation;
  cv::meanStdDev(all, mean, deviation);
  EXPECT_NEAR(mean[1], 30000, 8);
  EXPECT_NEAR(deviation[1], 2 * 257, 8);
}

TEST(Cut, NoiseStopsAtBlackAndWhite) {
  cv::Mat picture(20, 20, CV_8UC3, cv::Scalar::all(0));
  picture.rowRange(10, 20).setTo(cv::Scalar::all(255));
  const CutPuzzle made = cut({picture}, {.piece_size = "10", .noise = 5});
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    double low = 0, high = 0;
    cv::minMaxLoc(made.puzzle.pieces[i].pixels.reshape(1), &low, &high);
    const bool is_white = made.truth.pieces[i].cell->y == 1;
    EXPECT_TRUE(is_white ? low > 200 : high < 55) << low << " to " << high;
  }
}

TEST(Cut, GreyAndOpaqueAlphaBecomeThreeChannels) {
  const cv::Mat colour = random_picture({12, 12}, 13);
  cv::Mat grey, grey_as_colour;
  cv::cvtColor(colour, grey, cv::COLOR_BGR2GRAY);
  cv::cvtColor(grey, grey_as_colour, cv::COLOR_GRAY2BGR);
  const CutOptions options = {.piece_size = "4"};
  EXPECT_EQ(hash_of_puzzle(cut({with_alpha(colour)}, options)), hash_of_puzzle(cut({colour}, options)));
  EXPECT_EQ(hash_of_puzzle(cut({grey}, options)), hash_of_puzzle(cut({grey_as_colour}, options)));
}

TEST(Cut, EightBitPicturesBesideSixteenBitOnesKeepTheirLook) {
  const cv::Mat shallow = random_picture({8, 4}, 14);
  const CutPuzzle made = cut({shallow, random_picture({4, 4}, 15, CV_16UC3)}, {.piece_size = "4"});
  cv::Mat deep;
  with_alpha(shallow).convertTo(deep, CV_16U, 257);
  EXPECT_TRUE(equal_pixels(render(made.puzzle, made.truth, 0), deep));
}

TEST(Cut, SameSeedSamePuzzleOtherSeedOtherPuzzle) {
  const cv::Mat picture = random_picture({60, 40}, 16);
  CutOptions options = {.piece_size = "10", .rotation = "quarter", .missing = 0.1, .noise = 3, .seed = 4};
  const std::uint64_t once = hash_of_puzzle(cut({picture}, options));
  EXPECT_EQ(once, hash_of_puzzle(cut({picture}, options)));
  options.seed = 5;
  EXPECT_NE(once, hash_of_puzzle(cut({picture}, options)));
}

TEST(Cut, ThreadsDoNotChangeThePuzzle) {
  const cv::Mat picture = random_picture({60, 40}, 17);
  const CutOptions options = {.piece_size = "5", .rotation = "quarter", .noise = 3};
  const std::uint64_t with_all = hash_of_puzzle(cut({picture}, options));
  const ThreadLimit one(1);
  EXPECT_EQ(with_all, hash_of_puzzle(cut({picture}, options)));
}

/// The numbers were made by g++ 12; any other compiler must give the same.
TEST(Cut, EveryCompilerCutsTheSamePuzzle) {
  const cv::Mat picture = random_picture({57, 43}, 18);
  const cv::Mat other = random_picture({20, 20}, 19);
  const CutPuzzle plain = cut({picture}, {.piece_size = "7"});
  const CutPuzzle damaged =
      cut({picture, other},
          {.piece_size = "7x6", .rotation = "quarter", .erode = 1, .missing = 0.2, .noise = 7.3, .seed = 99});
  EXPECT_EQ(hash_of_puzzle(plain), 3973071383953411927ULL);
  EXPECT_EQ(hash_of_puzzle(damaged), 6951184173419110993ULL);
}

TEST(Cut, BadInputThrowsAndSaysWhy) {
  const cv::Mat picture = random_picture({40, 30}, 20);
  const auto cutting = [](std::vector<cv::Mat> pictures, CutOptions options) {
    return [pictures, options] { cut(pictures, options); };
  };
  EXPECT_THAT(cutting({}, {}), ThrowsMessage<Error>(HasSubstr("at least one picture")));
  EXPECT_THAT(cutting({picture, cv::Mat()}, {.piece_size = "4"}),
              ThrowsMessage<Error>(HasSubstr("picture 2 of 2: is 0x0 pixels")));
  EXPECT_THAT(cutting({picture}, {.piece_size = "31"}),
              ThrowsMessage<Error>(HasSubstr("40x30 pixels, smaller than one piece of 31x31")));
  EXPECT_THAT(cutting({picture}, {.piece_size = "10", .erode = 5}), ThrowsMessage<Error>(HasSubstr("expected 0 to 4")));
  EXPECT_THAT(cutting({picture}, {.piece_size = "30", .missing = 0.6}), ThrowsMessage<Error>(HasSubstr("none")));
  EXPECT_THAT(cutting({picture}, {.missing = -0.1}), ThrowsMessage<Error>(HasSubstr("missing -0.1")));
  EXPECT_THAT(cutting({picture}, {.noise = 300}), ThrowsMessage<Error>(HasSubstr("noise 300")));
  EXPECT_THAT(cutting({picture}, {.kind = "round"}), ThrowsMessage<Error>(HasSubstr("expected square or torn")));
  EXPECT_THAT(cutting({picture}, {.rotation = "free"}), ThrowsMessage<Error>(HasSubstr("expected none or quarter")));
  cv::Mat see_through = with_alpha(picture);
  see_through.at<cv::Vec4b>(3, 3)[3] = 254;
  EXPECT_THAT(cutting({see_through}, {.piece_size = "4"}), ThrowsMessage<Error>(HasSubstr("flatten")));
  EXPECT_THAT(cutting({cv::Mat(20, 20, CV_32FC3)}, {.piece_size = "4"}), ThrowsMessage<Error>(HasSubstr("8 or 16")));
  EXPECT_THAT(cutting({cv::Mat(20, 20, CV_8UC2)}, {.piece_size = "4"}), ThrowsMessage<Error>(HasSubstr("2 channels")));
}

TEST(ParsePieceSize, ReadsOneLengthOrTwo) {
  EXPECT_EQ(parse_piece_size("28"), cv::Size(28, 28));
  EXPECT_EQ(parse_piece_size("28x20"), cv::Size(28, 20));
  EXPECT_EQ(parse_piece_size("1x65535"), cv::Size(1, 65535));
}

TEST(ParsePieceSize, RefusesAnythingElse) {
  for (const char* text : {"", "x", "28x", "x28", "0", "-5", "28 ", " 28", "+28", "2.5", "28x20x3", "28X20", "65536",
                           "99999999999999999999", "abc", "28x0"}) {
    EXPECT_THAT([&] { parse_piece_size(text); }, ThrowsMessage<Error>(HasSubstr("expected PX or WIDTHxHEIGHT")))
        << text;
  }
}

}  // namespace
}  // namespace solve_puzzle
