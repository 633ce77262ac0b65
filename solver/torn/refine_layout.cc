// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/refine_layout.h"

#include "solver/torn/contact.h"

namespace solve_puzzle {
namespace {

/// What is held, and what touches for long enough to say where a piece lies, though not that it belongs there.
std::vector<HeldPair> touching_pairs(const Scraps& scraps, const Layout& layout, int group) {
  constexpr double kLeastLength = 0.12;  // usual diameters
  const double least = kLeastLength * scraps.diameter;
  std::vector<HeldPair> pairs;
  for (const int piece : layout.members(group)) {
    for (const Layout::Neighbour& n : layout.neighbours(piece)) {
      if (n.piece < piece) continue;
      const Pose a_from_b = inverse(layout.pose(piece)) * layout.pose(n.piece);
      if (n.verdict.evidence > 0 || touching_length(scraps, piece, n.piece, a_from_b) > least) {
        pairs.push_back({piece, n.piece});
      }
    }
  }
  return pairs;
}

}  // namespace

std::vector<HeldPair> held_pairs(const Layout& layout, int group) {
  std::vector<HeldPair> pairs;
  for (const int piece : layout.members(group)) {
    for (const Layout::Neighbour& n : layout.neighbours(piece)) {
      if (n.piece > piece && n.verdict.evidence > 0) pairs.push_back({piece, n.piece});
    }
  }
  return pairs;
}

std::vector<AlignedPair> aligned_pairs(const Layout& layout) {
  std::vector<AlignedPair> pairs;
  for (int group = 0; group < layout.num_groups(); ++group) {
    for (const HeldPair& held : held_pairs(layout, group)) {
      pairs.push_back({held.a, held.b, inverse(layout.pose(held.a)) * layout.pose(held.b)});
    }
  }
  return pairs;
}

void refine_layout(const Scraps& scraps, Layout& layout) {
  for (int group = 0; group < layout.num_groups(); ++group) {
    const std::vector<HeldPair> pairs = touching_pairs(scraps, layout, group);
    if (pairs.empty()) continue;
    std::vector<Pose> poses;
    for (int piece = 0; piece < layout.num_pieces(); ++piece) poses.push_back(layout.pose(piece));
    refine_group(scraps, pairs, poses);
    for (const int piece : layout.members(group)) layout.set_pose(piece, poses[static_cast<std::size_t>(piece)]);
  }
}

}  // namespace solve_puzzle
