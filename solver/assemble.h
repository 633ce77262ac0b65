// SPDX-License-Identifier: Apache-2.0
// Assembles square pieces from their match scores: one frame if the pieces fill one, else a canvas with holes and
// several pictures. Sees no pixels.
#pragma once

#include <functional>

#include "solver/context.h"
#include "solver/frame.h"

namespace solve_puzzle {

struct AssembleOptions {
  int turn_step = 4;
  cv::Size grid;  ///< known size of the picture in cells; empty: found
  std::uint64_t seed = 1;
  std::function<bool()> should_stop = [] { return false; };
  std::function<void(double)> progress = [](double) {};
};

/// Builds the look-up tables of the search from the evidence.
AssemblyScores make_assembly_scores(const PairGraph& graph, const PairEvidence& evidence);

/// Gives the layout that scores best. Pieces of several pictures, or with holes between them, lie on one canvas, their
/// groups separated by empty cells.
Frame assemble(const PairGraph& graph, const PairEvidence& evidence, const AssembleOptions& options);

}  // namespace solve_puzzle
