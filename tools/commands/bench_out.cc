// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_out.h"

#include "io/atomic_file.h"
#include "tools/commands/bench_report.h"
#include "tools/commands/bench_summary.h"
#include "tools/commands/bench_worst.h"
#include "tools/commands/pairs_report.h"

namespace solve_puzzle {

nlohmann::ordered_json write_bench_summary(const std::filesystem::path& out, const std::vector<BenchLine>& lines,
                                           const std::vector<BenchSettings>& settings,
                                           const nlohmann::ordered_json& before, int num_failed) {
  nlohmann::ordered_json summary = bench_summary(lines, settings, before);
  summary["failed"] = num_failed;
  write_file_atomically(out / "summary.json", summary.dump(2) + "\n");
  return summary;
}

void write_bench_report(const std::filesystem::path& out, const std::vector<BenchLine>& lines,
                        const std::vector<std::filesystem::path>& folders) {
  std::vector<PairsLine> pairs;
  for (const std::filesystem::path& folder : folders) {
    const std::vector<PairsLine> more = read_pairs_lines(folder);
    pairs.insert(pairs.end(), more.begin(), more.end());
  }
  write_file_atomically(out / "report.html", bench_page(lines, worst_pictures(folders), pairs));
}

}  // namespace solve_puzzle
