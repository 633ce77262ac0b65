// SPDX-License-Identifier: Apache-2.0
#include "io/read_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "io/read_puzzle.h"
#include "io/write_picture.h"
#include "puzzles/cut.h"
#include "puzzles/sample.h"
#include "tests/io/made_files.h"
#include "tests/io/made_fragments.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A made scan, and where its fragments lie.
struct MadeScan {
  cv::Mat pixels;
  cv::Mat mask;  ///< of all fragments
  std::vector<cv::Mat> masks;
};

struct SheetLook {
  double light = 0;    ///< how much darker the far corner is, share
  double shadows = 0;  ///< depth, share
  double noise = 0;    ///< grey levels
};

/// Lays fragments of a drawn picture out in rows on a sheet.
MadeScan made_scan(int num_pieces, const SheetLook& look = {}) {
  static const CutPuzzle made = cut({sample_picture({360, 240}, 5)}, {.kind = "torn", .pieces = 12});
  constexpr int kCell = 190;
  const int cols = 3;
  MadeScan scan;
  const cv::Size size(cols * kCell, (num_pieces + cols - 1) / cols * kCell);
  scan.mask = cv::Mat::zeros(size, CV_8UC1);
  cv::Mat content = cv::Mat::zeros(size, CV_8UC3);
  for (int i = 0; i < num_pieces; ++i) {
    const Piece& piece = made.puzzle.pieces[i];
    const cv::Point corner(i % cols * kCell + 8, i / cols * kCell + 8);
    const cv::Rect place(corner, piece.pixels.size());
    piece.pixels.copyTo(content(place), piece.mask);
    cv::Mat mask = cv::Mat::zeros(size, CV_8UC1);
    piece.mask.copyTo(mask(place));
    scan.masks.push_back(mask);
    scan.mask |= mask;
  }
  cv::Mat shadow;
  const cv::Matx23d shift(1, 0, 5, 0, 1, 6);
  cv::warpAffine(scan.mask, shadow, shift, size);
  cv::GaussianBlur(shadow, shadow, {}, 6);
  scan.pixels = content;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (scan.mask.at<std::uint8_t>(y, x) != 0) continue;
      const double far = (static_cast<double>(x) / size.width + static_cast<double>(y) / size.height) / 2;
      const double light = (1 - look.light * far) * (1 - look.shadows * shadow.at<std::uint8_t>(y, x) / 255.0);
      scan.pixels.at<cv::Vec3b>(y, x) = {cv::saturate_cast<std::uint8_t>(240 * light),
                                         cv::saturate_cast<std::uint8_t>(236 * light),
                                         cv::saturate_cast<std::uint8_t>(228 * light)};
    }
  }
  if (look.noise > 0) scan.pixels = with_noise(scan.pixels, look.noise, 7);
  return scan;
}

Piece as_piece(const cv::Mat& pixels) { return {"scan", "scan.png", pixels, cv::Mat()}; }

ScannedFragments find(const cv::Mat& pixels, std::vector<std::string>& warnings) {
  return find_scanned_fragments(as_piece(pixels), {}, kMaxPicturePixels, warnings);
}

cv::Mat on_sheet(const ScannedFragments& found, std::size_t i, cv::Size size) {
  cv::Mat mask = cv::Mat::zeros(size, CV_8UC1);
  found.pieces[i].mask.copyTo(mask(found.boxes[i]));
  return mask;
}

/// Intersection over union.
double likeness(const cv::Mat& a, const cv::Mat& b) {
  return static_cast<double>(cv::countNonZero(a & b)) / std::max(1, cv::countNonZero(a | b));
}

TEST(ReadScan, EveryFragmentIsFoundExactlyAndNumberedAsOneReads) {
  const MadeScan scan = made_scan(8);
  std::vector<std::string> warnings;
  const ScannedFragments found = find(scan.pixels, warnings);
  ASSERT_EQ(found.pieces.size(), 8U);
  EXPECT_THAT(warnings, IsEmpty());
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(found.pieces[i].id, fmt::format("f{:03}", i + 1));
    EXPECT_GT(likeness(on_sheet(found, i, scan.mask.size()), scan.masks[i]), 0.985) << i;
  }
}

TEST(ReadScan, UnevenLightSoftShadowsAndNoiseAreSheet) {
  for (const SheetLook& look : {SheetLook{0.35, 0, 0}, SheetLook{0, 0.3, 0}, SheetLook{0.25, 0.25, 2}}) {
    const MadeScan scan = made_scan(6, look);
    std::vector<std::string> warnings;
    const ScannedFragments found = find(scan.pixels, warnings);
    ASSERT_EQ(found.pieces.size(), 6U) << look.light << " " << look.shadows;
    for (std::size_t i = 0; i < 6; ++i) {
      EXPECT_GT(likeness(on_sheet(found, i, scan.mask.size()), scan.masks[i]), 0.93) << i << " " << look.shadows;
    }
  }
}

TEST(ReadScan, JpegNoiseIsSheet) {
  const MadeScan scan = made_scan(6, {0.2, 0.15, 1});
  const TemporaryFolder folder;
  write_bytes(folder / "scan.jpg", encoded(".jpg", scan.pixels, {cv::IMWRITE_JPEG_QUALITY, 88}));
  const PuzzleInput input = read_input({folder / "scan.jpg"}, {.kind = "torn"});
  EXPECT_EQ(input.puzzle.pieces.size(), 6U);
  EXPECT_EQ(input.contact_sheet.size(), scan.pixels.size());
}

TEST(ReadScan, AlphaAndMasksAreTaken) {
  const MadeScan scan = made_scan(5, {0.3, 0.3, 3});
  const TemporaryFolder folder;
  cv::Mat rgba;
  cv::cvtColor(scan.pixels, rgba, cv::COLOR_BGR2BGRA);
  cv::insertChannel(scan.mask, rgba, 3);
  write_picture(folder / "alpha.png", rgba);
  write_picture(folder / "scan.png", scan.pixels);
  write_picture(folder / "mask.png", scan.mask);
  for (const auto& [name, background] :
       std::vector<std::pair<std::string, std::string>>{{"alpha.png", "auto"}, {"scan.png", folder / "mask.png"}}) {
    const Puzzle puzzle = read_puzzle({folder / name}, {.kind = "torn", .background = background});
    ASSERT_EQ(puzzle.pieces.size(), 5U);
    int area = 0;
    for (const Piece& piece : puzzle.pieces) area += cv::countNonZero(piece.mask);
    EXPECT_EQ(area, cv::countNonZero(scan.mask)) << name;
  }
}

TEST(ReadScan, AMaskOfAnotherSizeIsAnError) {
  const TemporaryFolder folder;
  write_picture(folder / "scan.png", made_scan(3).pixels);
  write_picture(folder / "mask.png", cv::Mat(20, 30, CV_8UC1, cv::Scalar(255)));
  EXPECT_THAT(
      message_of([&] { read_puzzle({folder / "scan.png"}, {.kind = "torn", .background = folder / "mask.png"}); }),
      AllOf(HasSubstr("mask.png"), HasSubstr("30 x 20")));
}

TEST(ReadScan, OneFragmentKeepsThePicturesName) {
  const MadeFragment made = made_fragment({120, 90}, cv::Scalar(250, 250, 250));
  std::vector<std::string> warnings;
  const ScannedFragments found = find(made.pixels, warnings);
  ASSERT_EQ(found.pieces.size(), 1U);
  EXPECT_EQ(found.pieces[0].id, "scan");
  EXPECT_EQ(found.pieces[0].mask.size(), made.mask.size());
}

TEST(ReadScan, DirtIsNoFragment) {
  MadeScan scan = made_scan(4);
  scan.pixels(cv::Rect(180, 180, 6, 6)) = cv::Scalar(20, 20, 20);
  std::vector<std::string> warnings;
  EXPECT_EQ(find(scan.pixels, warnings).pieces.size(), 4U);
}

TEST(ReadScan, WhatLooksWrongIsSaidAndDrawnRed) {
  MadeScan scan = made_scan(6);
  const auto warnings_of = [](const cv::Mat& pixels) {
    std::vector<std::string> warnings;
    const ScannedFragments found = find(pixels, warnings);
    EXPECT_EQ(std::count(found.is_odd.begin(), found.is_odd.end(), 1), std::ssize(warnings));
    return warnings;
  };
  cv::Mat cropped = scan.pixels.rowRange(50, scan.pixels.rows).clone();
  EXPECT_THAT(warnings_of(cropped), Contains(AllOf(HasSubstr("scan.png"), HasSubstr("border"))));
  cv::Mat tiny = scan.pixels.clone();
  tiny(cv::Rect(181, 150, 14, 14)) = cv::Scalar(30, 60, 90);
  EXPECT_THAT(warnings_of(tiny), ElementsAre(HasSubstr("far smaller")));
  cv::Mat touching(400, 700, CV_8UC3, cv::Scalar(240, 240, 240));
  cv::circle(touching, {130, 200}, 90, cv::Scalar(30, 60, 90), cv::FILLED);
  cv::circle(touching, {309, 200}, 90, cv::Scalar(90, 60, 30), cv::FILLED);
  cv::circle(touching, {560, 200}, 90, cv::Scalar(90, 60, 30), cv::FILLED);
  EXPECT_THAT(warnings_of(touching), ElementsAre(AllOf(HasSubstr("f001"), HasSubstr("two fragments that touch"))));
}

TEST(ReadScan, NothingAndNoPlainSheetAreErrors) {
  std::vector<std::string> warnings;
  EXPECT_THAT(message_of([&] { find(cv::Mat(90, 90, CV_8UC3, cv::Scalar(250, 250, 250)), warnings); }),
              AllOf(HasSubstr("scan.png"), HasSubstr("no fragment")));
  cv::Mat busy(200, 300, CV_8UC3);
  Random random(3);
  for (int y = 0; y < busy.rows; ++y) {
    for (int x = 0; x < busy.cols * 3; ++x) busy.ptr(y)[x] = static_cast<std::uint8_t>(random.below(256));
  }
  EXPECT_THAT(message_of([&] { find(busy, warnings); }), AllOf(HasSubstr("no plain background"), HasSubstr("mask")));
}

TEST(ReadScan, TheContactSheetHasBoundedSize) {
  MadeScan scan = made_scan(3);
  cv::Mat large;
  cv::resize(scan.pixels, large, {}, 5, 5, cv::INTER_NEAREST);
  std::vector<std::string> warnings;
  const cv::Mat sheet = contact_sheet(large, find(large, warnings));
  EXPECT_EQ(std::max(sheet.cols, sheet.rows), 2400);
}

TEST(ReadScan, TheSmallestPicturesDoNoHarm) {
  std::vector<std::string> warnings;
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(2, 1), cv::Size(3, 50)}) {
    EXPECT_THAT(message_of([&] { find(cv::Mat(size, CV_8UC3, cv::Scalar(9, 9, 9)), warnings); }),
                HasSubstr("no fragment"));
  }
}

}  // namespace
}  // namespace solve_puzzle
