// SPDX-License-Identifier: Apache-2.0
#include "io/read_torn.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>

#include "io/background.h"
#include "io/file_names.h"
#include "io/fragment_mask.h"
#include "io/mask_files.h"
#include "puzzles/error.h"
#include "puzzles/masks.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

using Source = BackgroundOption::Source;

constexpr int kSmallArea = 100;  ///< pixels of a fragment below which it is more likely dirt

std::vector<cv::Mat> pictures_of(const std::vector<Piece>& pieces) {
  std::vector<cv::Mat> pictures;
  for (const Piece& piece : pieces) pictures.push_back(piece.pixels);
  return pictures;
}

bool has_alpha(const std::vector<Piece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.mask.empty(); });
}

/// Red and blue may be exchanged in files: takes the order that the borders show.
Background given_background(const BackgroundOption& option, const cv::Mat& samples) {
  const Background as_given = measured_background(option.colour, samples);
  const cv::Vec3d exchanged(option.colour[2], option.colour[1], option.colour[0]);
  const Background other = measured_background(exchanged, samples);
  const Background& found = !option.is_order_certain && other.share > as_given.share ? other : as_given;
  if (found.share > 0) return found;
  throw Error(
      fmt::format("background {:.0f},{:.0f},{:.0f}: found no pixel of this colour along the pictures' borders; "
                  "expected the colour around the fragments, red first",
                  option.colour[2], option.colour[1], option.colour[0]));
}

/// Gives the background of all pictures together, where it is one.
std::optional<Background> common_background(const BackgroundOption& option, const cv::Mat& samples) {
  return option.source == Source::kColour ? given_background(option, samples) : find_background(samples);
}

/// A picture of another sheet has a background of its own.
Background background_of(const Piece& piece, const std::optional<Background>& common) {
  const cv::Mat samples = border_pixels({piece.pixels});
  if (common && measured_background(common->colour, samples).share > 0) return *common;
  const std::optional<Background> own = find_background(samples);
  if (own) return *own;
  throw Error(
      fmt::format("{}: found no plain background along the picture's border, expected one colour around the "
                  "fragment, transparency, or masks (--background FOLDER)",
                  piece.file));
}

void mask_by_alpha(std::vector<Piece>& pieces) {
  parallel_for(0, std::ssize(pieces), [&](std::ptrdiff_t i) {
    cv::Mat& mask = pieces[i].mask;
    mask = mask.empty() ? cv::Mat(pieces[i].pixels.size(), CV_8UC1, cv::Scalar(255)) : largest_component(mask);
  });
}

void mask_by_colour(std::vector<Piece>& pieces, const BackgroundOption& option) {
  const std::optional<Background> common = common_background(option, border_pixels(pictures_of(pieces)));
  parallel_for(0, std::ssize(pieces), [&](std::ptrdiff_t i) {
    const Background background = background_of(pieces[i], common);
    pieces[i].mask = fragment_mask(where_background(pieces[i].pixels, background));
  });
}

void mask_by_files(std::vector<Piece>& pieces, const BackgroundOption& option, std::int64_t max_pixels) {
  const MaskFiles masks(option.masks);
  parallel_for(0, std::ssize(pieces),
               [&](std::ptrdiff_t i) { pieces[i].mask = largest_component(masks.read(pieces[i], max_pixels)); });
}

/// Transparency says more than any colour.
bool goes_by_alpha(const BackgroundOption& option, const std::vector<Piece>& pieces) {
  if (option.source == Source::kMasks) return false;
  return option.source == Source::kAlpha || has_alpha(pieces);
}

void find_masks(std::vector<Piece>& pieces, const BackgroundOption& option, std::int64_t max_pixels) {
  if (option.source == Source::kMasks) {
    mask_by_files(pieces, option, max_pixels);
  } else if (goes_by_alpha(option, pieces)) {
    mask_by_alpha(pieces);
  } else {
    mask_by_colour(pieces, option);
  }
}

void warn_of_mask(const Piece& piece, bool is_alpha, std::vector<std::string>& warnings) {
  constexpr int kLongContact = 8;
  const cv::Rect box = cv::boundingRect(piece.mask);
  const int area = cv::countNonZero(piece.mask);
  if (area < kSmallArea || std::min(box.width, box.height) < 10) {
    warnings.push_back(
        fmt::format("{}: the fragment is only {} x {} pixels; is it one?", piece.file, box.width, box.height));
  }
  if (!is_alpha && is_cut_by_border(piece.mask, kLongContact)) {
    warnings.push_back(
        fmt::format("{}: the fragment reaches the picture's border; part of it may be cut off", piece.file));
  }
}

std::uint64_t hash_of(const Piece& piece) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const cv::Mat& mat : {piece.pixels, piece.mask}) {
    for (int y = 0; y < mat.rows; ++y) {
      const std::uint8_t* row = mat.ptr(y);
      for (std::size_t x = 0; x < static_cast<std::size_t>(mat.cols) * mat.elemSize(); ++x) {
        hash = (hash ^ row[x]) * 0x100000001B3ULL;
      }
    }
  }
  return hash;
}

bool show_the_same(const Piece& a, const Piece& b) {
  return a.pixels.size() == b.pixels.size() && cv::norm(a.pixels, b.pixels, cv::NORM_INF) == 0 &&
         cv::norm(a.mask, b.mask, cv::NORM_INF) == 0;
}

void warn_of_copies(const std::vector<Piece>& pieces, std::vector<std::string>& warnings) {
  std::vector<std::uint64_t> hashes(pieces.size());
  parallel_for(0, std::ssize(pieces), [&](std::ptrdiff_t i) { hashes[i] = hash_of(pieces[i]); });
  std::map<std::uint64_t, std::size_t> first_of;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto [found, is_new] = first_of.try_emplace(hashes[i], i);
    if (is_new || !show_the_same(pieces[i], pieces[found->second])) continue;
    warnings.push_back(fmt::format("{} and {} show the same fragment", pieces[found->second].file, pieces[i].file));
  }
}

/// Fragments are never scaled to each other: scans of one original must agree.
void warn_of_resolutions(const std::vector<Piece>& pieces, std::vector<std::string>& warnings) {
  constexpr double kSame = 1.02;
  std::vector<const Piece*> known;
  for (const Piece& piece : pieces) {
    if (piece.pixels_per_inch > 0) known.push_back(&piece);
  }
  if (known.empty()) return;
  const auto [least, most] = std::minmax_element(known.begin(), known.end(), [](const Piece* p, const Piece* q) {
    return p->pixels_per_inch < q->pixels_per_inch;
  });
  if ((*most)->pixels_per_inch < kSame * (*least)->pixels_per_inch) return;
  warnings.push_back(
      fmt::format("found pictures of {:.0f} ({}) to {:.0f} pixels per inch ({}), expected one resolution: fragments of "
                  "different scale do not fit together",
                  (*least)->pixels_per_inch, (*least)->file, (*most)->pixels_per_inch, (*most)->file));
}

/// Leaves out the pictures whose mask is empty.
void drop_empty(std::vector<Piece>& pieces, std::vector<std::string>& warnings) {
  const std::size_t num_pictures = pieces.size();
  const std::string first = pieces.front().file;
  std::erase_if(pieces, [&](const Piece& piece) {
    const bool is_empty = cv::countNonZero(piece.mask) == 0;
    if (is_empty) warnings.push_back(fmt::format("{}: found no fragment, only background; left out", piece.file));
    return is_empty;
  });
  if (pieces.empty()) {
    throw Error(fmt::format("{}{}: found no fragment, only background; expected one fragment a picture", first,
                            num_pictures > 1 ? fmt::format(" and {} more", num_pictures - 1) : ""));
  }
}

}  // namespace

std::vector<Piece> find_fragments(std::vector<Piece> pieces, const BackgroundOption& option, std::int64_t max_pixels,
                                  std::vector<std::string>& warnings) {
  const bool is_alpha = goes_by_alpha(option, pieces);
  find_masks(pieces, option, max_pixels);
  drop_empty(pieces, warnings);
  for (const Piece& piece : pieces) warn_of_mask(piece, is_alpha, warnings);
  warn_of_copies(pieces, warnings);
  warn_of_resolutions(pieces, warnings);
  return pieces;
}

}  // namespace solve_puzzle
