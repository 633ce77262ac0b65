// SPDX-License-Identifier: Apache-2.0
#include "solver/frame_size.h"

#include <algorithm>

namespace solve_puzzle {
namespace {

/// Gives the most cells of the block that a window of the given size covers.
int best_coverage(const Block& block, cv::Size window) {
  const cv::Rect box = bounds(block);
  cv::Mat1i count(box.height + 1, box.width + 1, 0);  // summed area
  for (const PlacedOriented& p : block) count(p.place.y - box.y + 1, p.place.x - box.x + 1) = 1;
  for (int y = 1; y <= box.height; ++y) {
    for (int x = 1; x <= box.width; ++x) count(y, x) += count(y - 1, x) + count(y, x - 1) - count(y - 1, x - 1);
  }
  int best = 0;
  for (int y = 0; y <= std::max(0, box.height - window.height); ++y) {
    for (int x = 0; x <= std::max(0, box.width - window.width); ++x) {
      const int y2 = std::min(y + window.height, box.height);
      const int x2 = std::min(x + window.width, box.width);
      best = std::max(best, count(y2, x2) - count(y, x2) - count(y2, x) + count(y, x));
    }
  }
  return best;
}

}  // namespace

std::vector<FrameSize> complete_frame_sizes(int num_pieces, const Block& block, int turn_step, std::size_t max_sizes) {
  std::vector<FrameSize> sizes;
  for (int cols = 1; cols <= num_pieces; ++cols) {
    if (num_pieces % cols != 0) continue;
    const cv::Size size(cols, num_pieces / cols);
    if (turn_step == 1 && size.width < size.height) continue;
    int covered = best_coverage(block, size);
    if (turn_step == 1) covered = std::max(covered, best_coverage(block, {size.height, size.width}));
    sizes.push_back({size, covered});
  }
  std::stable_sort(sizes.begin(), sizes.end(), [](const FrameSize& a, const FrameSize& b) {
    if (a.num_covered != b.num_covered) return a.num_covered > b.num_covered;
    return std::max(a.size.width, a.size.height) < std::max(b.size.width, b.size.height);
  });
  sizes.resize(std::min(sizes.size(), max_sizes));
  return sizes;
}

}  // namespace solve_puzzle
