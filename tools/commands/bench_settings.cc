// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_settings.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <string_view>

#include "io/read_file.h"
#include "tools/cli/option_list.h"

namespace solve_puzzle {
namespace {

constexpr std::size_t kMaxProgramBytes = std::size_t{1} << 30;

/// Source: Fowler, Noll, Vo, FNV-1a, 64 bits.
std::string hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3ULL;
  return fmt::format("{:016x}", hash);
}

// The file that this very code was loaded from: the module of the commands.
std::string build_hash() {
  Dl_info info = {};
  if (dladdr(reinterpret_cast<void*>(&build_hash), &info) == 0 || info.dli_fname == nullptr) return "unknown";
  return hash_of(read_file(info.dli_fname, kMaxProgramBytes));
}

}  // namespace

BenchSettings bench_settings(const BenchRequest& request) {
  BenchSettings settings;
  settings.options["bench"] = options_json(request.bench, {"seeds", "limit", "jobs", "save-worst", "shard"});
  settings.options["cut"] = options_json(request.cut, {"seed"});
  settings.options["solve"] = options_json(request.solve, {"grid", "kind", "rotation", "threads"});
  static const std::string build = build_hash();
  settings.build = build;
  settings.hash = hash_of(settings.options.dump() + settings.build);
  return settings;
}

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

}  // namespace solve_puzzle
