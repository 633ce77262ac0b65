// SPDX-License-Identifier: Apache-2.0
// Writes the seeds of the fuzzers: small valid files of every kind, made here so that none must be kept.
#include <exception>
#include <filesystem>
#include <fstream>
#include <opencv2/core.hpp>
#include <string>

#include "io/assembly_json.h"
#include "puzzles/cut.h"
#include "puzzles/masks.h"
#include "tests/attention/made_weights.h"
#include "tests/io/made_files.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

void write_seed(const fs::path& folder, const std::string& name, const std::string& bytes) {
  fs::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << bytes;
}

void write_picture_seed(const fs::path& folder, const std::string& name, const std::string& bytes) {
  write_seed(folder / "picture", name, bytes);
  write_seed(folder / "picture_header", name, bytes);
}

void write_encoded_pictures(const fs::path& folder) {
  for (const int type : {CV_8UC1, CV_8UC3, CV_8UC4, CV_16UC3}) {
    for (const char* ending : {".png", ".jpg", ".tiff", ".webp", ".bmp"}) {
      const bool is_png_or_tiff = std::string(ending) == ".png" || std::string(ending) == ".tiff";
      if (type == CV_16UC3 && !is_png_or_tiff) continue;
      if (type == CV_8UC4 && std::string(ending) == ".jpg") continue;
      write_picture_seed(folder, std::to_string(type) + ending, encoded(ending, gradient_picture({6, 5}, type)));
    }
  }
  const cv::Mat picture = gradient_picture({6, 5}, CV_8UC4);
  write_picture_seed(folder, "lossless.webp", encoded(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101}));
}

void write_made_pictures(const fs::path& folder) {
  const std::string palette =
      png_chunk("PLTE", std::string("\x0A\x14\x1E\xC8\x64\x32", 6)) + png_chunk("tRNS", std::string("\0", 1));
  write_picture_seed(folder, "palette.png", made_png(2, 1, 8, 3, {std::string("\0\1", 2)}, palette));
  write_picture_seed(folder, "grey_key.png", made_png(2, 1, 4, 0, {"\x10"}, png_chunk("tRNS", number_bytes(1, 2))));
  write_picture_seed(folder, "one_bit.png", made_png(3, 1, 1, 0, {"\xA0"}));
  write_picture_seed(folder, "one_bit.tiff", made_tiff(3, 1, "\xA0", {{258, 3, 1}, {262, 3, 1}}));
  write_picture_seed(folder, "turned.tiff", made_tiff(2, 1, "\x12\x34", {{258, 3, 8}, {262, 3, 1}, {274, 3, 6}}, true));
  write_picture_seed(folder, "turned.jpg", with_orientation(encoded(".jpg", gradient_picture({8, 4}, CV_8UC3)), 6));
}

void write_assemblies(const fs::path& folder) {
  CutOptions options;
  options.piece_size = "4";
  options.rotation = "quarter";
  CutPuzzle made = cut({gradient_picture({8, 8}, CV_8UC3), gradient_picture({4, 4}, CV_8UC3)}, options);
  write_seed(folder / "assembly", "truth.json", assembly_to_json(made.truth, {.is_truth = true}));
  made.truth.pieces.back().placed = false;
  made.truth.matches.push_back({.piece_a = 0, .side_a = 1, .piece_b = 1, .side_b = 3, .seam = {{0, 4}}});
  made.truth.seconds = {{"total", 0.5}};
  made.truth.stopped_early = true;
  write_seed(folder / "assembly", "assembly.json",
             assembly_to_json(made.truth, {.options = R"({"seed": 1, "grid": ""})", .version_of_program = "0.1.0"}));
}

void write_torn(const fs::path& folder) {
  const CutPuzzle made = cut({gradient_picture({24, 20}, CV_8UC3)}, {.kind = "torn", .pieces = 3});
  write_seed(folder / "assembly", "torn.json", assembly_to_json(made.truth, {.is_truth = true}));
  write_seed(folder / "folder_truth", "groundTruth.txt",
             "1 \n1 0 6.5  0 1 6.25  0 0 1 \n2 \n-0.6 0.8 83  -0.8 -0.6 98  0 0 1 \n3\n1 0 0 0 1 0 0 0 1\n");
  write_seed(folder / "folder_truth", "truth.json",
             R"({"note": "", "fragments": {"fragment_0001.png": [0.0, 0.0, 0.0], "a3.png": [64.5, -9.0, 30.0]}})");
  write_seed(folder / "folder_truth", "bg_color.txt", "248 8 23 \n");
  for (const Piece& piece : made.puzzle.pieces) {
    write_seed(folder / "fragments", piece.file, encoded(".png", with_alpha(piece)));
  }
  cv::Mat scan(40, 60, CV_8UC3, cv::Scalar(240, 230, 220));
  scan(cv::Rect(6, 6, 18, 25)) = cv::Scalar(20, 40, 160);
  scan(cv::Rect(32, 9, 20, 20)) = cv::Scalar(10, 90, 40);
  write_seed(folder / "fragments", "scan.png", encoded(".png", scan));
  write_seed(folder / "fragments", "scan.bmp", encoded(".bmp", scan(cv::Rect(0, 0, 32, 32))));
}

void write_lists(const fs::path& folder) {
  write_seed(folder / "pins", "pins.json", R"({"format": "solve-puzzle.pins", "version": 1, "puzzle": "", "pieces": 3,
    "together": [{"a": "p0001", "side_a": 1, "b": "p0002", "side_b": 3}],
    "apart": [{"a": "p0002", "side_a": 2, "b": "p0003", "side_b": 0}],
    "fixed": [{"piece": "p0003", "group": 0, "cell": [3, -4], "quarter_turns": 1}]})");
  write_seed(folder / "bench_list", "list.json", R"({"datasets": ["a", "b"], "seeds": 3, "seed": 7, "resize": "90x60",
    "cuts": [{"erode": 1}, {"kind": "torn", "pieces": 20, "rotation": "free", "missing": 0.1}],
    "matchers": [{"matcher": "learned", "attention": "hard"}, {"matcher": "classical", "candidates": 5}]})");
}

void write_weights(const fs::path& folder) {
  write_seed(folder / "weights", "made.safetensors", weights_bytes(made_weights()));
  write_seed(folder / "weights", "none.safetensors",
             weights_bytes({.metadata = {{"architecture", "{}"}}, .tensors = {}}));
}

}  // namespace
}  // namespace solve_puzzle

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  solve_puzzle::write_encoded_pictures(argv[1]);
  solve_puzzle::write_made_pictures(argv[1]);
  solve_puzzle::write_assemblies(argv[1]);
  solve_puzzle::write_torn(argv[1]);
  solve_puzzle::write_weights(argv[1]);
  solve_puzzle::write_lists(argv[1]);
  return 0;
}
