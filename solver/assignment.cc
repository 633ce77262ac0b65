// SPDX-License-Identifier: Apache-2.0
#include "solver/assignment.h"

#include <limits>

namespace solve_puzzle {

std::vector<int> assign(const std::vector<float>& cost, int num_rows, int num_columns) {
  const auto n = static_cast<std::size_t>(num_rows);
  const auto m = static_cast<std::size_t>(num_columns);
  // Row 0 and column 0 are sentinels: column 0 holds the row that is being assigned.
  std::vector<double> row_price(n + 1, 0);
  std::vector<double> column_price(m + 1, 0);
  std::vector<std::size_t> row_of(m + 1, 0);
  std::vector<std::size_t> previous(m + 1, 0);
  for (std::size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<double> slack(m + 1, std::numeric_limits<double>::infinity());
    std::vector<char> done(m + 1, 0);
    do {
      done[column] = 1;
      const std::size_t current = row_of[column];
      double step = std::numeric_limits<double>::infinity();
      std::size_t next = 0;
      for (std::size_t j = 1; j <= m; ++j) {
        if (done[j] != 0) continue;
        const double reduced = cost[(current - 1) * m + j - 1] - row_price[current] - column_price[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if (slack[j] < step) {
          step = slack[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= m; ++j) {
        if (done[j] != 0) {
          row_price[row_of[j]] += step;
          column_price[j] -= step;
        } else {
          slack[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    while (column != 0) {
      row_of[column] = row_of[previous[column]];
      column = previous[column];
    }
  }
  std::vector<int> column_of(n, -1);
  for (std::size_t j = 1; j <= m; ++j) {
    if (row_of[j] != 0) column_of[row_of[j] - 1] = static_cast<int>(j) - 1;
  }
  return column_of;
}

}  // namespace solve_puzzle
