// SPDX-License-Identifier: Apache-2.0
// What a fuzzed reader may do: read, or say what is wrong. Anything else ends the fuzzer.
#pragma once

#include "puzzles/error.h"

template <class Read>
void try_to(const Read& read) {
  try {
    read();
  } catch (const solve_puzzle::Error&) {
    return;
  }
}
