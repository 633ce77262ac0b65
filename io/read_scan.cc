// SPDX-License-Identifier: Apache-2.0
#include "io/read_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "io/background.h"
#include "io/fragment_mask.h"
#include "io/mask_files.h"
#include "io/shaded_background.h"
#include "puzzles/error.h"
#include "puzzles/masks.h"

namespace solve_puzzle {
namespace {

using Source = BackgroundOption::Source;

constexpr int kLeastArea = 100;  ///< pixels; smaller is dirt
constexpr int kMargin = 4;       ///< pixels around a fragment in its picture

cv::Mat where_given_colour(const Piece& scan, const BackgroundOption& option) {
  const cv::Mat samples = border_pixels({scan.pixels});
  const Background as_given = measured_background(option.colour, samples);
  const Background exchanged = measured_background({option.colour[2], option.colour[1], option.colour[0]}, samples);
  const Background& found = !option.is_order_certain && exchanged.share > as_given.share ? exchanged : as_given;
  if (found.share > 0) return where_background(scan.pixels, found);
  throw Error(
      fmt::format("{}: found no pixel of the background {:.0f},{:.0f},{:.0f} along its border, expected the "
                  "colour around the fragments, red first",
                  scan.file, option.colour[2], option.colour[1], option.colour[0]));
}

/// Gives 255 where the scan shows no fragment.
cv::Mat where_empty(const Piece& scan, const BackgroundOption& option, std::int64_t max_pixels) {
  if (option.source == Source::kMasks) return ~MaskFiles(option.masks).read(scan, max_pixels);
  if (!scan.mask.empty()) return ~scan.mask;
  if (option.source == Source::kAlpha) return cv::Mat::zeros(scan.pixels.size(), CV_8UC1);
  if (option.source == Source::kColour) return where_given_colour(scan, option);
  if (const auto background = find_shaded_background(scan.pixels)) return where_sheet(scan.pixels, *background);
  throw Error(
      fmt::format("{}: found no plain background along the picture's border, expected fragments on one colour, "
                  "transparency, or a mask picture (--background FILE)",
                  scan.file));
}

/// A component of what is not background.
struct Spot {
  cv::Rect box;
  int label = 0;
  int area = 0;
};

struct Spots {
  cv::Mat labels;
  std::vector<Spot> spots;
};

int median_area(std::vector<Spot> spots) {
  const auto middle = spots.begin() + std::ssize(spots) / 2;
  std::nth_element(spots.begin(), middle, spots.end(), [](const Spot& a, const Spot& b) { return a.area < b.area; });
  return middle->area;
}

/// Finds components that are no dirt. Thin bridges of noise between fragments are cut first.
Spots spots_of(const cv::Mat& is_empty) {
  cv::Mat solid, stats, centroids;
  cv::morphologyEx(~is_empty, solid, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  Spots found;
  const int num_labels = cv::connectedComponentsWithStats(solid, found.labels, stats, centroids, 4);
  for (int label = 1; label < num_labels; ++label) {
    const cv::Rect box(stats.at<int>(label, cv::CC_STAT_LEFT), stats.at<int>(label, cv::CC_STAT_TOP),
                       stats.at<int>(label, cv::CC_STAT_WIDTH), stats.at<int>(label, cv::CC_STAT_HEIGHT));
    const int area = stats.at<int>(label, cv::CC_STAT_AREA);
    if (area >= kLeastArea) found.spots.push_back({box, label, area});
  }
  if (found.spots.empty()) return found;
  const int median = median_area(found.spots);
  std::erase_if(found.spots, [&](const Spot& spot) { return spot.area < median / 100; });
  return found;
}

/// Sorts as one reads: a row ends where the next fragment's middle lies half a fragment below those before.
void sort_for_reading(std::vector<Spot>& spots) {
  std::vector<int> heights;
  for (const Spot& spot : spots) heights.push_back(spot.box.height);
  std::sort(heights.begin(), heights.end());
  const double row_height = 0.5 * heights[heights.size() / 2];
  const auto middle = [](const Spot& spot) { return spot.box.y + spot.box.height / 2.0; };
  std::stable_sort(spots.begin(), spots.end(), [&](const Spot& a, const Spot& b) { return middle(a) < middle(b); });
  for (auto begin = spots.begin(); begin != spots.end();) {
    double sum = 0;
    auto end = begin;
    for (; end != spots.end() && (end == begin || middle(*end) - sum / static_cast<double>(end - begin) <= row_height);
         ++end) {
      sum += middle(*end);
    }
    std::stable_sort(begin, end, [](const Spot& a, const Spot& b) { return a.box.x < b.box.x; });
    begin = end;
  }
}

/// Cuts a fragment out. What belongs to others is background here.
Piece cut_out(const Piece& scan, const cv::Mat& is_empty, const cv::Mat& labels, const Spot& spot,
              const cv::Rect& window) {
  const cv::Mat others = (labels(window) != spot.label) & (labels(window) != 0);
  Piece piece;
  piece.mask = fragment_mask(is_empty(window) | others);
  piece.pixels = scan.pixels(window).clone();
  piece.pixels.setTo(cv::Scalar::all(0), piece.mask == 0);
  return piece;
}

/// Tells whether a mask falls into two good parts when its rim is taken off: two fragments that touch.
bool looks_like_two(const cv::Mat& mask, int area) {
  const int radius = std::max(1, static_cast<int>(0.08 * std::sqrt(static_cast<double>(area))));
  cv::Mat worn, labels, stats, centroids;
  const cv::Size size(2 * radius + 1, 2 * radius + 1);
  cv::erode(mask, worn, cv::getStructuringElement(cv::MORPH_ELLIPSE, size), cv::Point(-1, -1), 1, cv::BORDER_CONSTANT,
            cv::Scalar(0));
  const int num_labels = cv::connectedComponentsWithStats(worn, labels, stats, centroids, 4);
  int num_good = 0;
  for (int label = 1; label < num_labels; ++label) num_good += stats.at<int>(label, cv::CC_STAT_AREA) > 0.15 * area;
  return num_good >= 2;
}

/// Says what looks wrong with a fragment; empty: nothing.
std::string doubt_about(const Piece& piece, const cv::Rect& box, int area, int median, cv::Size scan) {
  const bool is_at_border = box.x == 0 || box.y == 0 || box.br().x == scan.width || box.br().y == scan.height;
  if (is_at_border) return "reaches the picture's border; part of it may be cut off";
  if (area < median / 12)
    return fmt::format("is far smaller than the others ({} pixels of {}); is it one?", area, median);
  if (area > 12 * median)
    return fmt::format("is far larger than the others ({} pixels of {}); several that touch?", area, median);
  if (looks_like_two(piece.mask, area)) return "looks like two fragments that touch";
  return "";
}

cv::Rect with_margin(const cv::Rect& box) {
  return box - cv::Point(kMargin, kMargin) + cv::Size(2 * kMargin, 2 * kMargin);
}

void enter(const Piece& scan, const cv::Mat& is_empty, const Spots& found, ScannedFragments& fragments,
           std::vector<std::string>& warnings) {
  const cv::Rect whole({0, 0}, scan.pixels.size());
  const bool is_alone = found.spots.size() == 1;
  const int median = median_area(found.spots);
  const int digits = std::max(3, static_cast<int>(std::to_string(found.spots.size()).size()));
  for (std::size_t i = 0; i < found.spots.size(); ++i) {
    const Spot& spot = found.spots[i];
    const cv::Rect window = is_alone ? whole : with_margin(spot.box) & whole;
    Piece piece = cut_out(scan, is_empty, found.labels, spot, window);
    if (cv::countNonZero(piece.mask) < kLeastArea) continue;
    piece.id = is_alone ? scan.id : fmt::format("f{:0{}}", fragments.pieces.size() + 1, digits);
    piece.file = is_alone ? scan.file : piece.id + ".png";
    const std::string doubt = doubt_about(piece, spot.box, spot.area, median, scan.pixels.size());
    if (!doubt.empty()) warnings.push_back(fmt::format("{}: fragment {} {}", scan.file, piece.id, doubt));
    fragments.is_odd.push_back(doubt.empty() ? 0 : 1);
    fragments.pieces.push_back(std::move(piece));
    fragments.boxes.push_back(window);
  }
}

cv::Mat eight_bits(const cv::Mat& picture) {
  if (picture.depth() == CV_8U) return picture.clone();
  cv::Mat result;
  picture.convertTo(result, CV_8U, 1.0 / 257.0);
  return result;
}

void draw_fragment(cv::Mat& sheet, const Piece& piece, const cv::Rect& box, double scale, const cv::Scalar& colour) {
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(piece.mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
  for (std::vector<cv::Point>& outline : outlines) {
    for (cv::Point& point : outline) {
      point = {static_cast<int>((point.x + box.x) * scale), static_cast<int>((point.y + box.y) * scale)};
    }
  }
  cv::drawContours(sheet, outlines, -1, colour, 2);
  const cv::Point middle(static_cast<int>((box.x + 0.5 * box.width) * scale) - 18,
                         static_cast<int>((box.y + 0.5 * box.height) * scale) + 6);
  cv::putText(sheet, piece.id, middle, cv::FONT_HERSHEY_SIMPLEX, 0.6, cv::Scalar::all(255), 4, cv::LINE_AA);
  cv::putText(sheet, piece.id, middle, cv::FONT_HERSHEY_SIMPLEX, 0.6, cv::Scalar::all(0), 1, cv::LINE_AA);
}

}  // namespace

ScannedFragments find_scanned_fragments(const Piece& scan, const BackgroundOption& option, std::int64_t max_pixels,
                                        std::vector<std::string>& warnings) {
  const cv::Mat is_empty = where_empty(scan, option, max_pixels);
  Spots found = spots_of(is_empty);
  ScannedFragments fragments;
  if (!found.spots.empty()) {
    sort_for_reading(found.spots);
    enter(scan, is_empty, found, fragments, warnings);
  }
  if (fragments.pieces.empty()) {
    throw Error(
        fmt::format("{}: found no fragment, only background; expected fragments on a plain background, "
                    "transparency, or a mask picture (--background FILE)",
                    scan.file));
  }
  return fragments;
}

cv::Mat contact_sheet(const cv::Mat& scan, const ScannedFragments& fragments) {
  constexpr double kMostSide = 2400;
  const double scale = std::min(1.0, kMostSide / std::max(scan.cols, scan.rows));
  cv::Mat sheet = eight_bits(scan);
  if (scale < 1) cv::resize(sheet, sheet, {}, scale, scale, cv::INTER_AREA);
  for (std::size_t i = 0; i < fragments.pieces.size(); ++i) {
    const cv::Scalar colour = fragments.is_odd[i] != 0 ? cv::Scalar(0, 0, 255) : cv::Scalar(0, 200, 0);
    draw_fragment(sheet, fragments.pieces[i], fragments.boxes[i], scale, colour);
  }
  return sheet;
}

}  // namespace solve_puzzle
