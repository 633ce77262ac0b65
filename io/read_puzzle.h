// SPDX-License-Identifier: Apache-2.0
// Folders and lists of piece pictures into a puzzle. One picture alone: io/read_picture.h.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/read_picture.h"
#include "puzzles/puzzle.h"

namespace solve_puzzle {

struct ReadOptions {
  std::string kind = "auto";                    ///< auto, square or torn, as in SolveOptions
  std::string rotation = "none";                ///< none, quarter or free, as in SolveOptions; torn: always free
  std::string background = "auto";              ///< of torn pieces, as in SolveOptions
  std::int64_t max_pixels = kMaxPicturePixels;  ///< of one picture
};

/// What was read, and what a person should know of it.
struct PuzzleInput {
  Puzzle puzzle;
  std::vector<std::string> warnings;  ///< one line each: what was left out, what looks wrong
  cv::Mat contact_sheet;              ///< of a scan of many fragments: what was found, numbered; else empty
};

/// Gives the files that read_puzzle() reads. A folder stands for the pictures in it (by their ending, in natural order
/// of names, no hidden files, no folders below) or, when it has none, for those of its folder `pieces`. A file stands
/// for itself. Of a folder with bg_color.txt and fragment_*.png, only these are taken.
/// Throws: Error when a path is missing, a folder cannot be listed or holds no picture, or nothing is given.
std::vector<std::filesystem::path> list_pictures(const std::vector<std::filesystem::path>& inputs);

/// Reads all pieces, in parallel. If one has 16 bits, all get 16 bits. Ids are file names without ending, made unique.
/// Kind auto: pieces are torn when one has transparent pixels, a folder holds bg_color.txt, or their sizes differ by
/// more than a quarter turn.
/// Torn pieces: one fragment a picture. Its mask comes from alpha, or else from a plain background whose colour is
/// given, stands in bg_color.txt, or is the commonest along the borders. Black is a colour like any other. One picture
/// alone of kind torn is a scan or photo of many fragments: they are cut out and become f001, f002 ...
/// Throws: Error that names the files that cannot be read; square pieces that are partly transparent or differ in size
/// from the others; torn pieces whose background is not plain.
PuzzleInput read_input(const std::vector<std::filesystem::path>& inputs, const ReadOptions& options = {});

/// Gives read_input() without its warnings.
Puzzle read_puzzle(const std::vector<std::filesystem::path>& inputs, const ReadOptions& options = {});

}  // namespace solve_puzzle
