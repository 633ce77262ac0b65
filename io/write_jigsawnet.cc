// SPDX-License-Identifier: Apache-2.0
#include "io/write_jigsawnet.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <system_error>
#include <vector>

#include "io/atomic_file.h"
#include "io/write_picture.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

std::string file_name(std::size_t index) { return fmt::format("fragment_{:04}.png", index + 1); }

cv::Mat eight_bits(const cv::Mat& pixels) {
  if (pixels.depth() == CV_8U) return pixels;
  cv::Mat result;
  pixels.convertTo(result, CV_8U, 1.0 / 257.0);
  return result;
}

/// Counts pixels of the fragments that one could take for the background.
int num_alike(const Puzzle& puzzle, const cv::Scalar& colour) {
  constexpr int kAlike = 16;
  int count = 0;
  for (const Piece& piece : puzzle.pieces) {
    cv::Mat alike;
    cv::inRange(eight_bits(piece.pixels), colour - cv::Scalar::all(kAlike), colour + cv::Scalar::all(kAlike), alike);
    count += cv::countNonZero(alike & piece.mask);
  }
  return count;
}

/// Gives the colour that the fragments show least.
cv::Scalar background_for(const Puzzle& puzzle) {
  const std::array<cv::Scalar, 7> colours = {cv::Scalar(23, 8, 248),  cv::Scalar(8, 248, 23),  cv::Scalar(248, 23, 8),
                                             cv::Scalar(240, 0, 240), cv::Scalar(240, 240, 0), cv::Scalar(0, 240, 240),
                                             cv::Scalar(128, 0, 255)};
  cv::Scalar best = colours.front();
  int fewest = num_alike(puzzle, best);
  for (const cv::Scalar& colour : colours) {
    const int count = fewest == 0 ? 0 : num_alike(puzzle, colour);
    if (count >= fewest) continue;
    fewest = count;
    best = colour;
  }
  return best;
}

cv::Mat on_colour(const Piece& piece, const cv::Scalar& background) {
  cv::Mat picture(piece.pixels.size(), CV_8UC3, background);
  eight_bits(piece.pixels).copyTo(picture, piece.mask);
  return picture;
}

/// Gives a pose on (x, y, 1) as the matrix on (row, col, 1).
std::string matrix_text(const cv::Matx23d& pose) {
  return fmt::format("{:.6f} {:.6f} {:.6f}  {:.6f} {:.6f} {:.6f}  0 0 1 ", pose(1, 1), pose(1, 0), pose(1, 2),
                     pose(0, 1), pose(0, 0), pose(0, 2));
}

std::string truth_text(const Assembly& truth) {
  std::string text;
  for (std::size_t i = 0; i < truth.pieces.size(); ++i) {
    const PlacedPiece& piece = truth.pieces[i];
    if (piece.placed && piece.group == 0) text += fmt::format("{} \n{}\n", i + 1, matrix_text(piece.canvas_from_piece));
  }
  return text;
}

std::string list_text(std::size_t num_pieces) {
  std::string text;
  for (std::size_t i = 0; i < num_pieces; ++i) text += file_name(i) + "\n";
  return text;
}

/// Removes what an earlier puzzle left, its truth first.
void remove_old(const fs::path& folder) {
  std::vector<fs::path> old = {folder / "groundTruth.txt"};
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().native();
    if (name.starts_with("fragment_") && name.ends_with(".png")) old.push_back(entry->path());
  }
  for (const fs::path& path : old) fs::remove(path, error);
}

}  // namespace

void write_jigsawnet(const fs::path& folder, const Puzzle& puzzle, const Assembly& truth) {
  for (const Piece& piece : puzzle.pieces) {
    if (piece.mask.empty()) throw Error(fmt::format("piece {} has no mask, expected torn pieces", piece.id));
  }
  make_folder(folder);
  remove_old(folder);
  const cv::Scalar background = background_for(puzzle);
  parallel_for(0, std::ssize(puzzle.pieces), [&](std::ptrdiff_t i) {
    write_picture(folder / file_name(i), on_colour(puzzle.pieces[i], background), Durability::kUnsynced);
  });
  write_file_atomically(folder / "bg_color.txt",
                        fmt::format("{:.0f} {:.0f} {:.0f} \n", background[2], background[1], background[0]));
  write_file_atomically(folder / "fragmentList.txt", list_text(puzzle.pieces.size()));
  write_file_atomically(folder / "groundTruth.txt", truth_text(truth));
}

}  // namespace solve_puzzle
