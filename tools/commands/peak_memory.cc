// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/peak_memory.h"

#include <sys/resource.h>

#include <fstream>
#include <string>

namespace solve_puzzle {

void begin_peak_memory() {
  std::ofstream clear_refs("/proc/self/clear_refs");
  clear_refs << "5";  // proc(5): reset the peak resident set size
}

double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024.0;
  }
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace solve_puzzle
