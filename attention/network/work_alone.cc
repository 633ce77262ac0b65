// SPDX-License-Identifier: Apache-2.0
#include "attention/network/work_alone.h"

#include "attention/network/torch.h"

namespace solve_puzzle {

void work_alone() {
  // OpenMP keeps the number per thread; it is read first because LibTorch's own initialisation of a thread would set it
  // again.
  thread_local const bool is_done = [] {
    at::get_num_threads();
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(is_done);
}

}  // namespace solve_puzzle
