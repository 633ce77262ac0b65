// SPDX-License-Identifier: Apache-2.0
// Writes the seeds of the fuzzers: small valid files of every kind, made here so that none must be kept.
#include <exception>
#include <filesystem>
#include <fstream>
#include <opencv2/core.hpp>
#include <string>

#include "io/assembly_json.h"
#include "puzzles/cut.h"
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
  solve_puzzle::write_weights(argv[1]);
  return 0;
}
