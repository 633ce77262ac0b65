// SPDX-License-Identifier: Apache-2.0
// How an attempt goes on from its first layout: the network looks at what came together unseen, and groups are matched
// as wholes. Stopped on the way, the layout before stays.
#pragma once

#include "solver/torn/attempt.h"

namespace solve_puzzle {

/// The search from all joins that are known, with what a person corrected.
Layout assemble(const ContactJudge& judge, const Attempt& made, const AssembleTornOptions& how);

/// What comes together unseen, a short search finds too; the second one is in earnest. Needs a network.
void look_twice(const AttemptInput& input, const TornControl& control, Attempt& made);

/// Matches groups as wholes, and goes on from the layout with what that finds, as long as groups come together.
void join_groups(const AttemptInput& input, const TornControl& control, Attempt& made);

/// Lays pieces that are alone into the holes of groups where they fit, once the groups have come to rest.
void fill_holes(const AttemptInput& input, const TornControl& control, Attempt& made);

/// Of many pieces, a search moves few at a time; groups find each other sooner. Its errors are sought at the end.
void assemble_by_groups(const AttemptInput& input, const TornControl& control, Attempt& made);

}  // namespace solve_puzzle
