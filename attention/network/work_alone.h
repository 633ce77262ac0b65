// SPDX-License-Identifier: Apache-2.0
// Keeps LibTorch from starting threads of its own inside our tasks.
#pragma once

namespace solve_puzzle {

/// Our loops run one task per processor already, so a task must not start a team of its own. For the calling thread,
/// once.
void work_alone();

}  // namespace solve_puzzle
