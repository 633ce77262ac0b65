// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/ranks.h"

#include <cstdlib>

#include "tools/commands/plugin.h"

namespace solve_puzzle {

bool is_one_of_several_ranks() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {  // Open MPI; MPICH and others
    const char* const size = std::getenv(name);
    if (size != nullptr && std::atoi(size) > 1) return true;
  }
  return false;
}

std::unique_ptr<Ranks> open_ranks() {
  void* const entry = plugin_entry("ranks", "bench under mpirun");
  return std::unique_ptr<Ranks>(reinterpret_cast<RanksEntry*>(entry)());
}

}  // namespace solve_puzzle
