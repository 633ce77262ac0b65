// SPDX-License-Identifier: Apache-2.0
#include "io/read_puzzle.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "io/background_option.h"
#include "io/file_names.h"
#include "io/read_scan.h"
#include "io/read_torn.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNumListed = 5;  // so many files are named in one message
constexpr const char* kColourFile = "bg_color.txt";

bool is_picture_name(const fs::path& path) {
  constexpr std::array kEndings = {".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".webp", ".bmp", ".dib"};
  std::string ending = path.extension().native();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return !path.filename().native().starts_with('.') &&
         std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (is_picture_name(entry->path())) files.push_back(entry->path());
  }
  if (error) throw Error(fmt::format("{}: the folder cannot be read: {}", display_name(folder), error.message()));
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.filename().native(), b.filename().native());
  });
  return files;
}

/// A folder as JigsawNet writes them also holds drawings of the answer.
void keep_fragments_of_others(const fs::path& folder, std::vector<fs::path>& files) {
  const auto is_fragment = [](const fs::path& file) { return file.filename().native().starts_with("fragment_"); };
  std::error_code ignored;
  if (!fs::exists(folder / kColourFile, ignored) || std::none_of(files.begin(), files.end(), is_fragment)) return;
  std::erase_if(files, [&](const fs::path& file) { return !is_fragment(file); });
}

std::vector<fs::path> pictures_of(const fs::path& folder) {
  std::vector<fs::path> files = pictures_in(folder);
  keep_fragments_of_others(folder, files);
  std::error_code ignored;
  if (files.empty() && fs::is_directory(folder / "pieces", ignored)) files = pictures_in(folder / "pieces");
  if (files.empty()) {
    throw Error(fmt::format("{}: found no picture in this folder, expected PNG, JPEG, TIFF, WebP or BMP files",
                            display_name(folder)));
  }
  return files;
}

/// Gives the first few lines and how many more there are.
std::string few_of(const std::vector<std::string>& lines) {
  const std::size_t shown = std::min(lines.size(), kNumListed);
  std::string text =
      fmt::format("{}", fmt::join(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shown), "\n  "));
  if (lines.size() > shown) text += fmt::format("\n  and {} more", lines.size() - shown);
  return text;
}

void throw_if_broken(std::vector<std::string> errors) {
  const std::size_t num_files = errors.size();
  std::erase(errors, "");
  if (errors.size() == 1) throw Error(errors[0]);
  if (!errors.empty()) {
    throw Error(
        fmt::format("{} of {} files cannot be read as pictures:\n  {}", errors.size(), num_files, few_of(errors)));
  }
}

std::vector<Piece> read_pieces(const std::vector<fs::path>& files, std::int64_t max_pixels) {
  std::vector<Piece> pieces(files.size());
  std::vector<std::string> errors(files.size());
  parallel_for(0, std::ssize(files), [&](std::ptrdiff_t i) {
    try {
      Picture picture = read_picture(files[i], max_pixels);
      pieces[i].pixels = std::move(picture.pixels);
      pieces[i].mask = std::move(picture.mask);
      pieces[i].pixels_per_inch = picture.pixels_per_inch;
      pieces[i].file = printable(files[i].filename().native());
    } catch (const Error& error) {
      errors[i] = error.what();
    }
  });
  throw_if_broken(std::move(errors));
  return pieces;
}

/// The first of several equal names keeps it; the others get ~2, ~3, ... in the order of the files.
void name_pieces(const std::vector<fs::path>& files, std::vector<Piece>& pieces) {
  std::set<std::string> taken;
  std::map<std::string, int> last_number;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string stem = printable(files[i].stem().native());
    std::string id = stem;
    while (!taken.insert(id).second) id = fmt::format("{}~{}", stem, ++last_number.try_emplace(stem, 1).first->second);
    pieces[i].id = id;
  }
}

void make_depths_equal(std::vector<Piece>& pieces) {
  const auto is_deep = [](const Piece& piece) { return piece.pixels.depth() == CV_16U; };
  if (std::none_of(pieces.begin(), pieces.end(), is_deep)) return;
  parallel_for(0, std::ssize(pieces), [&](std::ptrdiff_t i) {
    if (!is_deep(pieces[i])) pieces[i].pixels.convertTo(pieces[i].pixels, CV_16U, 257.0);
  });
}

void check_opaque(const std::vector<Piece>& pieces) {
  std::vector<std::string> names;
  for (const Piece& piece : pieces) {
    if (!piece.mask.empty()) names.push_back(piece.file);
  }
  if (names.empty()) return;
  throw Error(
      fmt::format("found transparent pixels in {} of {} pictures, expected square pieces to be opaque:\n  {}\n"
                  "If these are torn pieces, say --kind torn.",
                  names.size(), pieces.size(), few_of(names)));
}

struct SizeOrder {
  bool operator()(cv::Size a, cv::Size b) const { return std::pair(a.width, a.height) < std::pair(b.width, b.height); }
};

/// Which pieces have which size.
using Sizes = std::map<cv::Size, std::vector<std::size_t>, SizeOrder>;

Sizes sizes_of(const std::vector<Piece>& pieces) {
  Sizes sizes;
  for (std::size_t i = 0; i < pieces.size(); ++i) sizes[pieces[i].pixels.size()].push_back(i);
  return sizes;
}

/// Gives the size that most pieces have; of equally many, the widest.
cv::Size usual_size(const Sizes& sizes) {
  return std::max_element(sizes.begin(), sizes.end(),
                          [](const auto& a, const auto& b) {
                            return std::pair(a.second.size(), a.first.width) <
                                   std::pair(b.second.size(), b.first.width);
                          })
      ->first;
}

bool differ_by_a_turn(const Sizes& sizes) {
  return sizes.size() == 2 && sizes.begin()->first.width == sizes.rbegin()->first.height &&
         sizes.begin()->first.height == sizes.rbegin()->first.width;
}

std::string describe(const Sizes& sizes, const std::vector<Piece>& pieces) {
  std::vector<std::pair<cv::Size, const std::vector<std::size_t>*>> by_count;
  for (const auto& [size, members] : sizes) by_count.emplace_back(size, &members);
  std::stable_sort(by_count.begin(), by_count.end(),
                   [](const auto& a, const auto& b) { return a.second->size() > b.second->size(); });
  std::vector<std::string> lines;
  for (const auto& [size, members] : by_count) {
    lines.push_back(fmt::format("{} x {} pixels: {} ({}{})", size.width, size.height, members->size(),
                                pieces[members->front()].file, members->size() > 1 ? ", ..." : ""));
  }
  return few_of(lines);
}

void check_sizes(const Sizes& sizes, const std::vector<Piece>& pieces, const ReadOptions& options) {
  if (sizes.size() == 1 || (differ_by_a_turn(sizes) && options.rotation == "quarter")) return;
  std::string advice = "If these are torn pieces, say --kind torn";
  if (differ_by_a_turn(sizes)) {
    advice = "If these are pieces of one size in different orientations, say --rotation quarter";
  }
  throw Error(fmt::format("found pictures of {} sizes, expected square pieces of one size:\n  {}\n{}.", sizes.size(),
                          describe(sizes, pieces), advice));
}

Rotation rotation_of(const ReadOptions& options) {
  if (options.rotation == "none" || options.rotation == "auto") return Rotation::kNone;
  if (options.rotation == "quarter") return Rotation::kQuarter;
  throw Error(fmt::format("found rotation {} for square pieces, expected none or quarter", options.rotation));
}

std::optional<fs::path> colour_file_of(const std::vector<fs::path>& inputs) {
  for (const fs::path& input : inputs) {
    for (const fs::path& path : {input / kColourFile, input / "pieces" / kColourFile}) {
      std::error_code ignored;
      if (fs::exists(path, ignored)) return path;
    }
  }
  return std::nullopt;
}

bool is_torn(const std::vector<Piece>& pieces, bool has_colour_file, const ReadOptions& options) {
  if (options.kind != "auto") return options.kind == "torn";
  const Sizes sizes = sizes_of(pieces);
  const bool is_transparent =
      std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.mask.empty(); });
  return has_colour_file || is_transparent || (sizes.size() > 1 && !differ_by_a_turn(sizes));
}

Puzzle square_puzzle(std::vector<Piece> pieces, const ReadOptions& options) {
  check_opaque(pieces);
  const Sizes sizes = sizes_of(pieces);
  check_sizes(sizes, pieces, options);
  return {Kind::kSquare, rotation_of(options), usual_size(sizes), std::move(pieces)};
}

BackgroundOption background_of(const std::optional<fs::path>& colour_file, const ReadOptions& options) {
  if (options.background == "auto" && colour_file) return read_background_file(*colour_file);
  return parse_background(options.background);
}

PuzzleInput scanned_input(const Piece& scan, const BackgroundOption& background, std::int64_t max_pixels) {
  PuzzleInput input;
  ScannedFragments found = find_scanned_fragments(scan, background, max_pixels, input.warnings);
  if (found.pieces.size() > 1) input.contact_sheet = contact_sheet(scan.pixels, found);
  input.puzzle = {Kind::kTorn, Rotation::kFree, {}, std::move(found.pieces)};
  return input;
}

PuzzleInput torn_input(std::vector<Piece> pieces, const std::optional<fs::path>& colour_file,
                       const ReadOptions& options) {
  const BackgroundOption background = background_of(colour_file, options);
  if (pieces.size() == 1) return scanned_input(pieces.front(), background, options.max_pixels);
  PuzzleInput input;
  input.puzzle = {Kind::kTorn, Rotation::kFree, {}, {}};
  const std::string sizes = describe(sizes_of(pieces), pieces);
  try {
    input.puzzle.pieces = find_fragments(std::move(pieces), background, options.max_pixels, input.warnings);
  } catch (const Error& error) {
    if (options.kind != "auto") throw;
    throw Error(
        fmt::format("{}\nThe pictures were taken for torn pieces, because of their sizes, transparency or "
                    "bg_color.txt (--kind square or --kind torn says what they are):\n  {}",
                    error.what(), sizes));
  }
  return input;
}

}  // namespace

std::vector<fs::path> list_pictures(const std::vector<fs::path>& inputs) {
  std::vector<fs::path> files;
  for (const fs::path& input : inputs) {
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (!fs::exists(status)) {
      throw Error(fmt::format("{}: {}, expected a folder of pictures or a picture", display_name(input),
                              status.type() == fs::file_type::not_found ? "no such file or folder" : error.message()));
    }
    if (fs::is_directory(status)) {
      const std::vector<fs::path> found = pictures_of(input);
      files.insert(files.end(), found.begin(), found.end());
    } else {
      files.push_back(input);
    }
  }
  if (files.empty()) throw Error("found no file, expected a folder of pictures or pictures");
  return files;
}

PuzzleInput read_input(const std::vector<fs::path>& inputs, const ReadOptions& options) {
  const std::vector<fs::path> files = list_pictures(inputs);
  std::vector<Piece> pieces = read_pieces(files, options.max_pixels);
  name_pieces(files, pieces);
  make_depths_equal(pieces);
  const std::optional<fs::path> colour_file = colour_file_of(inputs);
  if (is_torn(pieces, colour_file.has_value(), options)) return torn_input(std::move(pieces), colour_file, options);
  return {square_puzzle(std::move(pieces), options), {}, {}};
}

Puzzle read_puzzle(const std::vector<fs::path>& inputs, const ReadOptions& options) {
  return read_input(inputs, options).puzzle;
}

}  // namespace solve_puzzle
