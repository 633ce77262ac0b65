// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/nearest_name.h"

#include <algorithm>
#include <numeric>

namespace solve_puzzle {
namespace {

// Levenshtein distance, one row at a time.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> nearest_name(const std::string& found, const std::vector<std::string>& names) {
  std::optional<std::string> nearest;
  std::size_t best = std::max<std::size_t>(2, found.size() / 3) + 1;
  for (const std::string& name : names) {
    const bool is_beginning = found.size() >= 2 && name.starts_with(found);
    const std::size_t distance = is_beginning ? 1 : edit_distance(found, name);
    if (distance < best && distance < name.size()) {
      best = distance;
      nearest = name;
    }
  }
  return nearest;
}

std::string did_you_mean(const std::string& found, const std::vector<std::string>& names, const std::string& prefix) {
  const std::optional<std::string> nearest = nearest_name(found, names);
  return nearest ? "; did you mean " + prefix + *nearest + "?" : "";
}

}  // namespace solve_puzzle
