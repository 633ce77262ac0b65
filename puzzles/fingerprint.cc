// SPDX-License-Identifier: Apache-2.0
#include "puzzles/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>

#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

class Hash {
 public:
  void add(const unsigned char* bytes, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) value_ = (value_ ^ bytes[i]) * 0x100000001B3ULL;
  }
  void add(int number) { add(reinterpret_cast<const unsigned char*>(&number), sizeof number); }
  void add(const cv::Mat& picture) {
    for (const int number : {picture.rows, picture.cols, picture.type()}) add(number);
    for (int y = 0; y < picture.rows; ++y)
      add(picture.ptr(y), static_cast<std::size_t>(picture.cols) * picture.elemSize());
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325ULL;
};

std::uint64_t hash_of(const Piece& piece) {
  Hash hash;
  hash.add(reinterpret_cast<const unsigned char*>(piece.id.data()), piece.id.size());
  hash.add(piece.pixels);
  hash.add(piece.mask);
  return hash.value();
}

}  // namespace

std::string fingerprint(const Puzzle& puzzle) {
  std::vector<std::uint64_t> hashes(puzzle.pieces.size());
  parallel_for(0, std::ssize(puzzle.pieces), [&](std::ptrdiff_t i) {
    hashes[static_cast<std::size_t>(i)] = hash_of(puzzle.pieces[static_cast<std::size_t>(i)]);
  });
  std::uint64_t sum = puzzle.pieces.size();
  for (const std::uint64_t hash : hashes) sum += hash;
  return fmt::format("{:016x}", sum);
}

}  // namespace solve_puzzle
