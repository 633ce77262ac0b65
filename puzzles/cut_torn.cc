// SPDX-License-Identifier: Apache-2.0
#include "puzzles/cut_torn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "puzzles/cut_parts.h"
#include "puzzles/error.h"
#include "puzzles/label_field.h"
#include "puzzles/masks.h"
#include "puzzles/noise.h"
#include "puzzles/parallel.h"
#include "puzzles/resample.h"
#include "puzzles/rigid.h"
#include "puzzles/tear.h"

namespace solve_puzzle {
namespace {

constexpr int kLeastArea = 16;  ///< pixels of a fragment that is not dust
constexpr int kMargin = 2;      ///< pixels around a fragment in its picture

/// A picture after tearing.
struct Sheet {
  cv::Mat pixels;
  std::map<std::pair<int, int>, double> contacts;  ///< before wear
  LabelField field;                                ///< after wear
  std::vector<cv::Rect> boxes;                     ///< by label, in cells, of what wear left
  std::vector<int> areas;                          ///< by label, in cells
};

/// A fragment of a sheet.
struct Fragment {
  int sheet = 0;
  int label = 0;
};

/// Says how deep a fragment is worn at a point: smooth over a good part of the fragment. Units: pixels.
class Wear {
 public:
  Wear(const CutOptions& options, double diameter, int sheet)
      : even_(options.erode), uneven_(options.erode_uneven), wavelength_(std::max(4.0, 0.4 * diameter)) {
    seed_ = static_cast<std::uint32_t>(stream(options.seed, Stream::kWear, sheet).next() >> 32);
  }

  double at(double x, double y, int label) const {
    if (uneven_ == 0) return even_;
    const double noise = landscape::value_noise(x / wavelength_, y / wavelength_,
                                                seed_ + static_cast<std::uint32_t>(label) * 0x9E3779B1U);
    return even_ + uneven_ * landscape::clamped(0.5 + 1.6 * (noise - 0.5));
  }

 private:
  double even_, uneven_, wavelength_;
  std::uint32_t seed_ = 0;
};

void wear_down(LabelField& field, const Wear& wear) {
  const cv::Mat depth = depths(field);
  parallel_for(0, field.labels.rows, [&](std::ptrdiff_t row) {
    const int y = static_cast<int>(row);
    for (int x = 0; x < field.labels.cols; ++x) {
      auto& label = field.labels.at<std::uint16_t>(y, x);
      if (depth.at<float>(y, x) < wear.at(picture_from_cell(x), picture_from_cell(y), label)) label = kNoLabel;
    }
  });
}

void measure(Sheet& sheet) {
  const auto count = static_cast<std::size_t>(sheet.field.num_labels);
  sheet.boxes.assign(count, cv::Rect());
  sheet.areas.assign(count, 0);
  for (int y = 0; y < sheet.field.labels.rows; ++y) {
    for (int x = 0; x < sheet.field.labels.cols; ++x) {
      const auto label = sheet.field.labels.at<std::uint16_t>(y, x);
      if (label == kNoLabel) continue;
      const cv::Rect cell(x, y, 1, 1);
      sheet.boxes[label] = sheet.areas[label]++ == 0 ? cell : sheet.boxes[label] | cell;
    }
  }
}

Sheet torn_sheet(const cv::Mat& picture, const CutOptions& options, int number) {
  const std::uint64_t seed = stream(options.seed, Stream::kTear, number).next();
  Sheet sheet;
  sheet.pixels = picture;
  sheet.field = tear_apart(picture.size(), {options.pieces, options.tear, seed});
  sheet.contacts = contacts(sheet.field);
  const double diameter = std::sqrt(static_cast<double>(picture.total()) / options.pieces);
  if (options.erode > 0 || options.erode_uneven > 0) wear_down(sheet.field, Wear(options, diameter, number));
  measure(sheet);
  return sheet;
}

std::vector<Fragment> fragments_of(const std::vector<Sheet>& sheets) {
  std::vector<Fragment> fragments;
  for (int s = 0; s < static_cast<int>(sheets.size()); ++s) {
    for (int label = 0; label < sheets[s].field.num_labels; ++label) {
      if (sheets[s].areas[label] >= kLeastArea * kFieldScale * kFieldScale) fragments.push_back({s, label});
    }
  }
  return fragments;
}

/// The direction in the picture of the fragment's x axis, and how far its pixels are off the picture's.
struct Turn {
  cv::Point2d direction{1, 0};
  cv::Point2d offset{0, 0};
};

Turn turn_of(Rotation rotation, Random random) {
  constexpr int kCosine[4] = {1, 0, -1, 0};
  if (rotation == Rotation::kNone) return {};
  if (rotation == Rotation::kQuarter) {
    const std::uint32_t quarter = random.below(4);
    return {cv::Point2d(kCosine[quarter], kCosine[(quarter + 3) % 4]), {0, 0}};
  }
  const cv::Point2d direction = any_direction(random);
  return {direction, {random.uniform(), random.uniform()}};
}

/// Where a fragment's picture lies.
struct Frame {
  cv::Matx23d picture_from_piece;
  cv::Size size;
};

/// Gives the box of a fragment's cells along two axes of the picture: low and high ends.
std::pair<cv::Point2d, cv::Point2d> extent_along(const Sheet& sheet, int label, const cv::Point2d& axis) {
  constexpr double kFar = std::numeric_limits<double>::max();
  cv::Point2d low(kFar, kFar), high(-kFar, -kFar);
  const cv::Rect& box = sheet.boxes[label];
  for (int y = box.y; y < box.br().y; ++y) {
    for (int x = box.x; x < box.br().x; ++x) {
      if (sheet.field.labels.at<std::uint16_t>(y, x) != label) continue;
      const double px = picture_from_cell(x);
      const double py = picture_from_cell(y);
      const cv::Point2d q(axis.x * px + axis.y * py, axis.x * py - axis.y * px);
      low = {std::min(low.x, q.x), std::min(low.y, q.y)};
      high = {std::max(high.x, q.x), std::max(high.y, q.y)};
    }
  }
  return {low, high};
}

Frame frame_of(const Sheet& sheet, int label, const Turn& turn) {
  const cv::Point2d& axis = turn.direction;
  const auto [low, high] = extent_along(sheet, label, axis);
  const cv::Point2d origin(std::floor(low.x) - kMargin + turn.offset.x, std::floor(low.y) - kMargin + turn.offset.y);
  Frame frame;
  frame.size = {static_cast<int>(high.x - origin.x) + 1 + kMargin, static_cast<int>(high.y - origin.y) + 1 + kMargin};
  frame.picture_from_piece = {axis.x, -axis.y, axis.x * origin.x - axis.y * origin.y,
                              axis.y, axis.x,  axis.y * origin.x + axis.x * origin.y};
  return frame;
}

/// Tells whether at least half of a pixel belongs to the label: 4 x 4 points are asked.
bool is_mostly(const Sheet& sheet, int label, const Frame& frame, int x, int y) {
  int hits = 0;
  for (int j = 0; j < 4; ++j) {
    for (int i = 0; i < 4; ++i) {
      const cv::Point2d at = moved(frame.picture_from_piece, {x + (i - 1.5) / 4, y + (j - 1.5) / 4});
      if (sheet.field.at(at.x, at.y) == label) ++hits;
    }
  }
  return hits >= 8;
}

cv::Mat mask_of(const Sheet& sheet, int label, const Frame& frame) {
  cv::Mat mask = cv::Mat::zeros(frame.size, CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (is_mostly(sheet, label, frame, x, y)) mask.at<std::uint8_t>(y, x) = 255;
    }
  }
  return largest_component(mask);
}

/// Gives a fragment's colours: black outside of its mask, so that nothing of its neighbours is given away.
cv::Mat pixels_of(const Sheet& sheet, const Frame& frame, const cv::Mat& mask, const CutOptions& options,
                  std::size_t item) {
  const cv::Mat everywhere;
  cv::Mat pixels = resampled(sheet.pixels, everywhere, frame.picture_from_piece, mask);
  damage_pixels(pixels, options, item);
  pixels.setTo(cv::Scalar::all(0), mask == 0);
  return pixels;
}

/// Numbers the pictures' groups by descending number of pieces.
std::vector<int> enter_groups(const std::vector<Sheet>& sheets, const std::vector<Fragment>& fragments,
                              Assembly& truth) {
  std::vector<int> num_pieces(sheets.size(), 0);
  for (const Fragment& fragment : fragments) ++num_pieces[fragment.sheet];
  std::vector<int> order(sheets.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return num_pieces[a] > num_pieces[b]; });
  std::vector<int> group_of_sheet(sheets.size(), -1);
  for (const int sheet : order) {
    if (num_pieces[sheet] == 0) continue;
    group_of_sheet[sheet] = static_cast<int>(truth.groups.size());
    truth.groups.push_back({.id = group_of_sheet[sheet],
                            .num_pieces = num_pieces[sheet],
                            .width = sheets[sheet].pixels.cols,
                            .height = sheets[sheet].pixels.rows});
  }
  return group_of_sheet;
}

/// Lists which of the remaining fragments shared a tear.
std::vector<Match> true_matches(const std::vector<Sheet>& sheets, const std::vector<Fragment>& fragments,
                                const Assembly& truth) {
  std::map<std::pair<int, int>, int> piece_of;
  for (std::size_t i = 0; i < fragments.size(); ++i) {
    piece_of[{fragments[i].sheet, fragments[i].label}] = static_cast<int>(i);
  }
  std::vector<Match> matches;
  for (int s = 0; s < static_cast<int>(sheets.size()); ++s) {
    for (const auto& [labels, length] : sheets[s].contacts) {
      const auto a = piece_of.find({s, labels.first});
      const auto b = piece_of.find({s, labels.second});
      if (a == piece_of.end() || b == piece_of.end()) continue;
      const auto [first, second] = std::minmax(a->second, b->second);
      matches.push_back(
          {.piece_a = first,
           .side_a = 0,
           .piece_b = second,
           .side_b = 0,
           .a_from_b = after(inverse(truth.pieces[first].canvas_from_piece), truth.pieces[second].canvas_from_piece),
           .log_odds = 20,
           .probability = 1,
           .accepted = true,
           .seam = {{0, std::max(1, static_cast<int>(length + 0.5))}}});
    }
  }
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::pair(a.piece_a, a.piece_b) < std::pair(b.piece_a, b.piece_b);
  });
  return matches;
}

std::vector<Sheet> torn_sheets(const std::vector<cv::Mat>& pictures, const CutOptions& options) {
  std::vector<Sheet> sheets;
  for (const cv::Mat& picture : prepared(pictures, {1, 1})) {
    sheets.push_back(torn_sheet(picture, options, static_cast<int>(sheets.size())));
  }
  return sheets;
}

std::vector<Fragment> remaining_fragments(const std::vector<Sheet>& sheets, const CutOptions& options) {
  const std::vector<Fragment> all = fragments_of(sheets);
  if (all.empty()) {
    throw Error(fmt::format("erode {} and erode-uneven {}: leave nothing of the {} pieces; expected less",
                            options.erode, options.erode_uneven, options.pieces));
  }
  std::vector<Fragment> remaining;
  for (const int item : shuffled_remains(all.size(), options)) remaining.push_back(all[item]);
  return remaining;
}

}  // namespace

CutPuzzle cut_torn(const std::vector<cv::Mat>& pictures, const CutOptions& options) {
  const Rotation rotation = rotation_of(options);
  const std::vector<Sheet> sheets = torn_sheets(pictures, options);
  const std::vector<Fragment> fragments = remaining_fragments(sheets, options);

  CutPuzzle made;
  made.puzzle = {Kind::kTorn, Rotation::kFree, {}, std::vector<Piece>(fragments.size())};
  made.truth.kind = Kind::kTorn;
  made.truth.rotation = Rotation::kFree;
  made.truth.pieces.resize(fragments.size());
  const std::vector<int> group_of_sheet = enter_groups(sheets, fragments, made.truth);
  parallel_for(0, std::ssize(fragments), [&](std::ptrdiff_t i) {
    const auto [number, label] = fragments[i];
    const Sheet& sheet = sheets[number];
    const auto item = (static_cast<std::size_t>(number) << 16) + static_cast<std::size_t>(label);
    const Frame frame = frame_of(sheet, label, turn_of(rotation, stream(options.seed, Stream::kTurn, item)));
    const std::string id = piece_id(i, fragments.size());
    const cv::Mat mask = mask_of(sheet, label, frame);
    made.puzzle.pieces[i] = {id, id + ".png", pixels_of(sheet, frame, mask, options, item), mask};
    PlacedPiece& place = made.truth.pieces[i];
    place.id = id;
    place.file = id + ".png";
    place.placed = true;
    place.group = group_of_sheet[number];
    place.confidence = 1;
    place.canvas_from_piece = frame.picture_from_piece;
  });
  made.truth.matches = true_matches(sheets, fragments, made.truth);
  return made;
}

}  // namespace solve_puzzle
