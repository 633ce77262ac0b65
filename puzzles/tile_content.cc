// SPDX-License-Identifier: Apache-2.0
#include "puzzles/tile_content.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>

#include "puzzles/parallel.h"
#include "puzzles/square_grid.h"

namespace solve_puzzle {
namespace {

/// Hashes of a picture after 0, 1, 2, 3 quarter turns counter-clockwise.
using TurnHashes = std::array<std::uint64_t, 4>;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// Hashes all four attitudes in one pass: a sum over pixels of what stands where, which any order of pixels gives.
template <class Sample>
TurnHashes turn_hashes(const cv::Mat& picture) {
  const auto w = static_cast<std::uint64_t>(picture.cols);
  const auto h = static_cast<std::uint64_t>(picture.rows);
  TurnHashes hashes = {};
  for (std::uint64_t y = 0; y < h; ++y) {
    const Sample* pixel = picture.ptr<Sample>(static_cast<int>(y));
    for (std::uint64_t x = 0; x < w; ++x, pixel += 3) {
      const std::uint64_t value = mix(pixel[0] | std::uint64_t{pixel[1]} << 16 | std::uint64_t{pixel[2]} << 32);
      const TurnHashes places = {y << 32 | x, (w - 1 - x) << 32 | y, (h - 1 - y) << 32 | (w - 1 - x),
                                 x << 32 | (h - 1 - y)};
      for (int r = 0; r < 4; ++r) hashes[r] += mix(value + places[r]);
    }
  }
  return hashes;
}

bool same_pixels(const cv::Mat& a, const cv::Mat& b) {
  if (a.size() != b.size() || a.type() != b.type()) return false;
  for (int y = 0; y < a.rows; ++y) {
    if (std::memcmp(a.ptr(y), b.ptr(y), static_cast<std::size_t>(a.cols) * a.elemSize()) != 0) return false;
  }
  return true;
}

int period_of(const cv::Mat& picture, const TurnHashes& hashes) {
  if (hashes[1] == hashes[0] && same_pixels(turned(picture, 1), picture)) return 1;
  if (hashes[2] == hashes[0] && same_pixels(turned(picture, 2), picture)) return 2;
  return 4;
}

}  // namespace

std::vector<TileContent> tile_contents(const std::vector<Piece>& pieces) {
  const std::size_t n = pieces.size();
  std::vector<TurnHashes> hashes(n);
  parallel_for(0, static_cast<std::ptrdiff_t>(n), [&](std::ptrdiff_t i) {
    const cv::Mat& picture = pieces[i].pixels;
    hashes[i] = picture.depth() == CV_16U ? turn_hashes<std::uint16_t>(picture) : turn_hashes<std::uint8_t>(picture);
  });
  const auto lowest = [&](int i) { return *std::min_element(hashes[i].begin(), hashes[i].end()); };
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(),
            [&](int a, int b) { return std::pair(lowest(a), a) < std::pair(lowest(b), b); });

  std::vector<TileContent> contents(n);
  std::vector<int> models;  // the first piece of every look
  std::size_t first_look = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const int i = order[k];
    if (k == 0 || lowest(i) != lowest(order[k - 1])) first_look = models.size();
    bool found = false;
    for (std::size_t look = first_look; look < models.size() && !found; ++look) {
      const int model = models[look];
      for (int r = 0; r < 4 && !found; ++r) {
        found = hashes[i][r] == hashes[model][0] && same_pixels(turned(pieces[i].pixels, r), pieces[model].pixels);
        if (found) contents[i] = {static_cast<int>(look), r, contents[model].period};
      }
    }
    if (found) continue;
    contents[i] = {static_cast<int>(models.size()), 0, period_of(pieces[i].pixels, hashes[i])};
    models.push_back(i);
  }
  return contents;
}

std::vector<TileContent> distinct_contents(int num_pieces) {
  std::vector<TileContent> contents(num_pieces);
  for (int i = 0; i < num_pieces; ++i) contents[i].look = i;
  return contents;
}

}  // namespace solve_puzzle
