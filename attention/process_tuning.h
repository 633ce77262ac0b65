// SPDX-License-Identifier: Apache-2.0
// What must be set in a process before networks run fast in it: the kernel of the matrix library, and malloc. Nothing
// that changes a result beyond rounding.
#pragma once

namespace solve_puzzle {

/// Makes OpenBLAS use the kernel of this processor where it chose a slower one (0.3.21 takes processors that it does
/// not know for a Prescott: 30 instead of 140 GF/s and more). Does nothing when the environment variable
/// OPENBLAS_CORETYPE is set, with another BLAS, or on another kind of processor.
/// Must not run while another thread is inside OpenBLAS or reads the environment.
void choose_blas_kernel();

/// Keeps big freed blocks in the process: torch allocates every activation anew, and glibc would give the memory back
/// and fault it in again each time (half of a network's time). Memory in use stays at its high-water mark.
void keep_freed_memory();

}  // namespace solve_puzzle
