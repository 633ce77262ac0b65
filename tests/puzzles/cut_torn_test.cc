// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut_torn.h"

#include <gmock/gmock.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>

#include "puzzles/components.h"
#include "puzzles/error.h"
#include "puzzles/masks.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"
#include "puzzles/sample.h"
#include "tests/puzzles/testing.h"

namespace solve_puzzle {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// A 16-bit picture whose channels tell the place: blue grows along x, green along y.
cv::Mat place_picture(cv::Size size) {
  cv::Mat picture(size, CV_16UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      picture.at<cv::Vec3w>(y, x) = {static_cast<std::uint16_t>(1000 + 100 * x),
                                     static_cast<std::uint16_t>(2000 + 100 * y), 7};
    }
  }
  return picture;
}

CutOptions torn(int pieces) { return {.kind = "torn", .pieces = pieces}; }

std::int64_t total_area(const CutPuzzle& made) {
  std::int64_t area = 0;
  for (const Piece& piece : made.puzzle.pieces) area += cv::countNonZero(piece.mask);
  return area;
}

std::uint64_t hash_of_puzzle(const CutPuzzle& made) {
  std::uint64_t hash = 1;
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    hash = hash_of(made.puzzle.pieces[i].mask, hash_of(made.puzzle.pieces[i].pixels, hash));
    for (const double number : made.truth.pieces[i].canvas_from_piece.val) {
      hash = (hash ^ static_cast<std::uint64_t>(static_cast<std::int64_t>(number * 1e6))) * 0x100000001B3ULL;
    }
  }
  return hash;
}

TEST(CutTorn, ThePoseMapsPixelsToWhereTheyCameFromToAFewHundredths) {
  const cv::Mat picture = place_picture({240, 180});
  const CutPuzzle made = cut({picture}, torn(12));
  ASSERT_EQ(made.puzzle.pieces.size(), 12U);
  std::set<double> angles;
  for (std::size_t i = 0; i < made.puzzle.pieces.size(); ++i) {
    const Piece& piece = made.puzzle.pieces[i];
    const cv::Matx23d& pose = made.truth.pieces[i].canvas_from_piece;
    angles.insert(pose(0, 0));
    EXPECT_NEAR(std::hypot(pose(0, 0), pose(1, 0)), 1, 1e-12);
    for (int y = 0; y < piece.mask.rows; ++y) {
      for (int x = 0; x < piece.mask.cols; ++x) {
        if (piece.mask.at<std::uint8_t>(y, x) == 0) continue;
        const cv::Vec2d at = pose * cv::Vec3d(x, y, 1);
        const cv::Vec3w pixel = piece.pixels.at<cv::Vec3w>(y, x);
        const bool is_inside = at[0] > 1 && at[1] > 1 && at[0] < picture.cols - 2 && at[1] < picture.rows - 2;
        if (!is_inside) continue;  // at the rim, interpolation has fewer pixels to go by
        ASSERT_NEAR((pixel[0] - 1000) / 100.0, at[0], 0.01);
        ASSERT_NEAR((pixel[1] - 2000) / 100.0, at[1], 0.01);
      }
    }
  }
  EXPECT_EQ(angles.size(), 12U);
}

TEST(CutTorn, CutThenRenderGivesTheImageBack) {
  const cv::Mat picture = sample_picture({300, 220}, 3);
  for (const char* rotation : {"none", "quarter", "free"}) {
    CutOptions options = torn(20);
    options.rotation = rotation;
    const CutPuzzle made = cut({picture}, options);
    const cv::Mat drawn = render(made.puzzle, made.truth, 0);
    cv::Mat colour, alpha;
    cv::cvtColor(drawn, colour, cv::COLOR_BGRA2BGR);
    cv::extractChannel(drawn, alpha, 3);
    EXPECT_GT(cv::countNonZero(alpha), 0.995 * static_cast<double>(alpha.total())) << rotation;
    colour.copyTo(picture, alpha == 0);
    const double rms =
        cv::norm(colour, picture, cv::NORM_L2, alpha) / std::sqrt(3.0 * static_cast<double>(alpha.total()));
    EXPECT_LT(rms, std::string(rotation) == "free" ? 5.0 : 0.1) << rotation;
  }
}

TEST(CutTorn, MasksShareThePictureOut) {
  for (const char* tear : {"rough", "smooth", "straight"}) {
    CutOptions options = torn(30);
    options.tear = tear;
    const CutPuzzle made = cut({place_picture({300, 200})}, options);
    EXPECT_NEAR(static_cast<double>(total_area(made)), 60000, 300) << tear;
    for (const Piece& piece : made.puzzle.pieces) {
      EXPECT_TRUE(equal_pixels(largest_component(piece.mask), piece.mask)) << piece.id;
      EXPECT_FALSE(is_cut_by_border(piece.mask, 1)) << piece.id;
    }
  }
}

TEST(CutTorn, NothingIsGivenAwayOutsideOfTheMask) {
  const CutPuzzle made =
      cut({cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(200))}, {.kind = "torn", .pieces = 5, .noise = 9});
  for (const Piece& piece : made.puzzle.pieces) {
    cv::Mat outside;
    piece.pixels.copyTo(outside, piece.mask == 0);
    EXPECT_EQ(cv::countNonZero(outside.reshape(1)), 0);
  }
}

TEST(CutTorn, ErosionTakesARimOfItsWidth) {
  const cv::Mat picture = place_picture({200, 200});
  CutOptions options = torn(1);
  options.rotation = "none";
  for (const int erode : {0, 1, 3, 8}) {
    options.erode = erode;
    const double side = 200 - 2 * erode;
    EXPECT_NEAR(static_cast<double>(total_area(cut({picture}, options))), side * side, 0.2 * side) << erode;
  }
}

TEST(CutTorn, UnevenErosionTakesBetweenNothingAndItsDepth) {
  const cv::Mat picture = place_picture({300, 200});
  CutOptions options = torn(12);
  const std::int64_t whole = total_area(cut({picture}, options));
  options.erode = 6;
  const std::int64_t even = total_area(cut({picture}, options));
  options.erode = 0;
  options.erode_uneven = 6;
  const std::int64_t uneven = total_area(cut({picture}, options));
  const auto share = static_cast<double>(whole - uneven) / static_cast<double>(whole - even);
  EXPECT_GT(share, 0.3);
  EXPECT_LT(share, 0.8);
}

TEST(CutTorn, WearThatLeavesNothingIsAnError) {
  CutOptions options = torn(10);
  options.erode = 60;
  EXPECT_THAT([&] { cut({place_picture({100, 100})}, options); }, ThrowsMessage<Error>(HasSubstr("erode 60")));
}

TEST(CutTorn, TrueMatchesJoinAllPiecesAndCarryRelativePoses) {
  const CutPuzzle made = cut({place_picture({300, 200})}, torn(25));
  Components components(25);
  for (const Match& match : made.truth.matches) {
    components.join(match.piece_a, match.piece_b);
    ASSERT_LT(match.piece_a, match.piece_b);
    ASSERT_EQ(match.seam.size(), 1U);
    EXPECT_GE(match.seam[0].second, 1);
    const cv::Matx23d& a = made.truth.pieces[match.piece_a].canvas_from_piece;
    const cv::Matx23d& b = made.truth.pieces[match.piece_b].canvas_from_piece;
    const cv::Vec2d in_a = match.a_from_b * cv::Vec3d(5, 9, 1);
    EXPECT_NEAR(cv::norm(a * cv::Vec3d(in_a[0], in_a[1], 1) - b * cv::Vec3d(5, 9, 1)), 0, 1e-9);
  }
  EXPECT_EQ(components.size_of(0), 25);
}

TEST(CutTorn, MissingPiecesAreLostAndTheOthersStay) {
  const cv::Mat picture = place_picture({300, 200});
  CutOptions options = torn(20);
  const CutPuzzle all = cut({picture}, options);
  options.missing = 0.25;
  const CutPuzzle some = cut({picture}, options);
  ASSERT_EQ(some.puzzle.pieces.size(), 15U);
  std::set<std::uint64_t> known;
  for (const Piece& piece : all.puzzle.pieces) known.insert(hash_of(piece.pixels));
  for (const Piece& piece : some.puzzle.pieces) EXPECT_TRUE(known.contains(hash_of(piece.pixels)));
}

TEST(CutTorn, SeveralPicturesMakeOneGroupEachWithoutMatchesBetween) {
  const CutPuzzle made = cut({place_picture({200, 150}), random_picture({150, 160}, 3)}, torn(8));
  ASSERT_EQ(made.truth.groups.size(), 2U);
  EXPECT_EQ(made.puzzle.pieces.size(), 16U);
  for (const Match& match : made.truth.matches) {
    EXPECT_EQ(made.truth.pieces[match.piece_a].group, made.truth.pieces[match.piece_b].group);
  }
}

TEST(CutTorn, FadeChangesEveryPieceByItselfAndNoMoreThanAsked) {
  const cv::Mat grey(120, 160, CV_8UC3, cv::Scalar::all(100));
  CutOptions options = torn(12);
  options.fade = 0.1;
  std::set<std::uint64_t> looks;
  for (const Piece& piece : cut({grey}, options).puzzle.pieces) {
    const cv::Scalar mean = cv::mean(piece.pixels, piece.mask);
    looks.insert(static_cast<std::uint64_t>(mean[0] * 1e6 + mean[1] * 1e3 + mean[2]));
    for (int c = 0; c < 3; ++c) {
      EXPECT_GE(mean[c], 89.5);
      EXPECT_LE(mean[c], 110.5 + 0.1 * 145.5);
    }
  }
  EXPECT_EQ(looks.size(), 12U);
}

TEST(CutTorn, ThreadsDoNotChangeThePuzzleAndSeedsDo) {
  const cv::Mat picture = place_picture({200, 150});
  CutOptions options = torn(15);
  options.erode_uneven = 3;
  options.fade = 0.05;
  options.noise = 2;
  const std::uint64_t once = hash_of_puzzle(cut({picture}, options));
  {
    const ThreadLimit one(1);
    EXPECT_EQ(once, hash_of_puzzle(cut({picture}, options)));
  }
  options.seed = 2;
  EXPECT_NE(once, hash_of_puzzle(cut({picture}, options)));
}

/// The number was made by g++ 12; any other compiler must give the same.
TEST(CutTorn, EveryCompilerTearsTheSamePuzzle) {
  CutOptions options = torn(9);
  options.erode_uneven = 2;
  options.fade = 0.05;
  options.missing = 0.1;
  EXPECT_EQ(hash_of_puzzle(cut({random_picture({97, 83}, 4)}, options)), 4043400730470760729ULL);
}

}  // namespace
}  // namespace solve_puzzle
