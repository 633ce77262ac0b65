// SPDX-License-Identifier: Apache-2.0
// Pins of torn pieces as rules for layouts: which fragments lie fixed to each other, which joins must not be; and which
// pins contradict each other. No search.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "puzzles/pins.h"
#include "puzzles/puzzle.h"
#include "solver/torn/pair_judge.h"
#include "solver/torn/scraps.h"

namespace solve_puzzle {

/// Fragments that lie fixed to each other and move as one.
struct Body {
  std::vector<int> pieces;
  std::vector<Pose> body_from_piece;  ///< one per piece
};

/// Where a fragment is in its body.
struct PlaceInBody {
  int body = -1;
  int position = -1;  ///< in Body::pieces
};

struct TornRules {
  std::vector<Body> bodies;  ///< every fragment is in one, most alone; in order of their first pieces
  std::vector<PlaceInBody> places;
  std::vector<std::pair<int, int>> together;  ///< joins that a person called right
  /// Joins of a < b that must not be: like this, or (nothing) however the two lie.
  std::map<std::pair<int, int>, std::vector<std::optional<Pose>>> apart;

  const Pose& body_from_piece(int piece) const {
    const PlaceInBody& place = places[static_cast<std::size_t>(piece)];
    return bodies[static_cast<std::size_t>(place.body)].body_from_piece[static_cast<std::size_t>(place.position)];
  }
  bool is_one_body(int a, int b) const {
    return places[static_cast<std::size_t>(a)].body == places[static_cast<std::size_t>(b)].body;
  }
};

/// Works out what the pins mean together; motions are those of the fragments' frames, and every join that must be has
/// one. Pieces that were put somewhere by hand are moved onto the outlines of those they lie beside, by a little.
/// Throws: Error that names pins which cannot all be honoured.
TornRules make_torn_rules(const Puzzle& puzzle, const Scraps& scraps, const PairJudge& judge, const Pins& pins);

/// Says whether two motions of the same pair are one join to a person: nearly the same.
bool is_same_join(const PieceSize& b, const Pose& p, const Pose& q);

/// Says whether two fragments must not lie like this. `verdict` is what the judge says of it.
bool is_forbidden(const TornRules& rules, const std::vector<PieceSize>& sizes, int a, int b, const Pose& a_from_b,
                  const Verdict& verdict);

}  // namespace solve_puzzle
