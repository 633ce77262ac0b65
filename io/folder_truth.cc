// SPDX-License-Identifier: Apache-2.0
#include "io/folder_truth.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "io/file_names.h"
#include "io/json_text.h"
#include "io/read_file.h"
#include "puzzles/canvas.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMatrixFile = "groundTruth.txt";
constexpr const char* kCentreFile = "truth.json";
constexpr double kFarthest = 1e9;  ///< pixels

struct Line {
  int number = 0;  ///< in the file, from 1
  std::string_view text;
};

std::vector<Line> lines_with_text(std::string_view text) {
  std::vector<Line> lines;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) lines.push_back({number, line});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

[[noreturn]] void fail(const Line& line, const std::string& expected) {
  throw Error(
      fmt::format("line {}: found \"{}\", expected {}", line.number, printable(line.text.substr(0, 60)), expected));
}

/// Reads numbers between blanks; nothing when a word is none.
std::optional<std::vector<double>> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  constexpr std::string_view kBlanks = " \t\r";
  for (;;) {
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return numbers;
    text.remove_prefix(begin);
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto length = static_cast<std::size_t>(end - text.data());
    const bool is_word = length == text.size() || kBlanks.find(text[length]) != std::string_view::npos;
    if (problem != std::errc() || !is_word || !std::isfinite(value)) return std::nullopt;
    numbers.push_back(value);
    text.remove_prefix(length);
  }
}

/// Gives the digits at the end of an id as a number, -1 where there are none.
int number_of_id(const std::string& id) {
  const std::size_t begin = id.find_last_not_of("0123456789") + 1;  // 0 where all are digits
  int number = -1;
  std::from_chars(id.data() + begin, id.data() + id.size(), number);
  return number;
}

std::map<int, std::size_t> pieces_by_number(const Puzzle& puzzle) {
  std::map<int, std::size_t> pieces;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) pieces.try_emplace(number_of_id(puzzle.pieces[i].id), i);
  pieces.erase(-1);
  return pieces;
}

/// Turns a matrix that acts on (row, col, 1) into one that acts on (x, y, 1).
/// Throws: Error when it is no rotation and translation.
cv::Matx23d pose_of(const Line& line) {
  constexpr double kTolerance = 1e-3;
  const auto numbers = numbers_of(line.text);
  if (!numbers || numbers->size() != 9) fail(line, "nine numbers, a 3 x 3 matrix row by row");
  const std::vector<double>& m = *numbers;
  const bool is_rotation = std::abs(m[0] - m[4]) < kTolerance && std::abs(m[1] + m[3]) < kTolerance &&
                           std::abs(std::hypot(m[0], m[1]) - 1) < kTolerance;
  const bool is_affine = m[6] == 0 && m[7] == 0 && m[8] == 1;
  const bool is_near = std::abs(m[2]) < kFarthest && std::abs(m[5]) < kFarthest;
  if (!is_rotation || !is_affine || !is_near) {
    fail(line, "a rotation and a translation, without scale or mirroring, last row 0 0 1");
  }
  // The files have six digits: made an exact rotation again.
  const double angle = std::atan2(m[1], m[0]);
  return {std::cos(angle), -std::sin(angle), m[5], std::sin(angle), std::cos(angle), m[2]};
}

int number_on(const Line& line) {
  const auto numbers = numbers_of(line.text);
  if (!numbers || numbers->size() != 1 || numbers->front() != std::floor(numbers->front()) ||
      std::abs(numbers->front()) > kFarthest) {
    fail(line, "the number of a fragment alone on its line");
  }
  return static_cast<int>(numbers->front());
}

Assembly nothing_placed(const Puzzle& puzzle) {
  Assembly truth;
  truth.kind = Kind::kTorn;
  truth.rotation = Rotation::kFree;
  for (const Piece& piece : puzzle.pieces) {
    truth.pieces.emplace_back();
    truth.pieces.back().id = piece.id;
    truth.pieces.back().file = piece.file;
  }
  return truth;
}

void place(PlacedPiece& piece, const cv::Matx23d& pose) {
  piece.placed = true;
  piece.group = 0;
  piece.confidence = 1.0;
  piece.canvas_from_piece = pose;
}

using Json = nlohmann::json;

[[noreturn]] void fail_field(const std::string& name, const std::string& expected) {
  throw Error(fmt::format("fragments.{}: expected {}", printable(name), expected));
}

/// Reads [row, col, degrees] of a picture's centre.
cv::Matx23d pose_of_centre(const std::string& name, const Json& value, cv::Size size) {
  const auto is_good = [](const Json& number) {
    return number.is_number() && std::abs(number.get<double>()) < kFarthest;
  };
  if (!value.is_array() || value.size() != 3 || !std::all_of(value.begin(), value.end(), is_good)) {
    fail_field(name, "[row, col, degrees] of the picture's centre");
  }
  const double angle = value[2].get<double>() * CV_PI / 180;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  const double x = (size.width - 1) / 2.0;
  const double y = (size.height - 1) / 2.0;
  return {cosine, -sine,  value[1].get<double>() - cosine * x + sine * y,
          sine,   cosine, value[0].get<double>() - sine * x - cosine * y};
}

Json parsed(std::string_view text) {
  check_json_depth(text);
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw Error(fmt::format("found no JSON, expected a truth of fragments: {}", printable(error.what())));
  }
}

}  // namespace

Assembly jigsawnet_truth(std::string_view text, const Puzzle& puzzle) {
  const std::map<int, std::size_t> piece_of = pieces_by_number(puzzle);
  const std::vector<Line> lines = lines_with_text(text);
  if (lines.empty()) throw Error("found no line, expected two lines for every fragment");
  Assembly truth = nothing_placed(puzzle);
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    const auto found = piece_of.find(number_on(lines[i]));
    if (found == piece_of.end()) fail(lines[i], fmt::format("the number of one of the {} fragments", piece_of.size()));
    if (truth.pieces[found->second].placed) fail(lines[i], "every fragment once");
    if (i + 1 == lines.size()) fail(lines[i], "a line with a matrix after it");
    place(truth.pieces[found->second], pose_of(lines[i + 1]));
  }
  fit_canvases(puzzle, truth);
  return truth;
}

Assembly fresco_truth(std::string_view text, const Puzzle& puzzle) {
  const Json root = parsed(text);
  if (!root.is_object() || !root.contains("fragments") || !root["fragments"].is_object()) {
    throw Error("found no object \"fragments\", expected file names with [row, col, degrees]");
  }
  std::map<std::string, std::size_t> piece_of;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) piece_of[puzzle.pieces[i].file] = i;
  Assembly truth = nothing_placed(puzzle);
  for (const auto& [name, value] : root["fragments"].items()) {
    const auto found = piece_of.find(name);
    if (found == piece_of.end()) fail_field(name, "the name of a picture beside the truth");
    place(truth.pieces[found->second], pose_of_centre(name, value, puzzle.pieces[found->second].pixels.size()));
  }
  fit_canvases(puzzle, truth);
  return truth;
}

bool has_folder_truth(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / kMatrixFile, ignored) || fs::is_regular_file(folder / kCentreFile, ignored);
}

Assembly read_folder_truth(const fs::path& folder, const Puzzle& puzzle) {
  constexpr std::size_t kMaxBytes = std::size_t{64} << 20U;
  std::error_code ignored;
  const bool has_matrices = fs::is_regular_file(folder / kMatrixFile, ignored);
  const fs::path file = folder / (has_matrices ? kMatrixFile : kCentreFile);
  const std::string text = read_file(file, kMaxBytes);
  try {
    return has_matrices ? jigsawnet_truth(text, puzzle) : fresco_truth(text, puzzle);
  } catch (const Error& error) {
    throw Error(display_name(file) + ": " + error.what());
  }
}

}  // namespace solve_puzzle
