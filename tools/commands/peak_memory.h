// SPDX-License-Identifier: Apache-2.0
// How much memory the process held at most.
#pragma once

namespace solve_puzzle {

/// Forgets the peak so far, where the system can do that (Linux). Memory that is held now still counts.
void begin_peak_memory();

/// Gives the most resident memory since then. Units: 2^20 bytes.
double peak_memory_mb();

}  // namespace solve_puzzle
