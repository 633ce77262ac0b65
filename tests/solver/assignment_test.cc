// SPDX-License-Identifier: Apache-2.0
#include "solver/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

double total(const std::vector<float>& cost, int num_columns, const std::vector<int>& columns) {
  double sum = 0;
  for (std::size_t row = 0; row < columns.size(); ++row) {
    sum += cost[row * static_cast<std::size_t>(num_columns) + columns[row]];
  }
  return sum;
}

/// Tries all orders of the columns; the first num_rows of each are an assignment.
double least_total(const std::vector<float>& cost, int num_rows, int num_columns) {
  std::vector<int> order(static_cast<std::size_t>(num_columns));
  std::iota(order.begin(), order.end(), 0);
  double least = 1e300;
  do {
    least = std::min(least, total(cost, num_columns, {order.begin(), order.begin() + num_rows}));
  } while (std::next_permutation(order.begin(), order.end()));
  return least;
}

void expect_is_best(const std::vector<float>& cost, int num_rows, int num_columns) {
  const std::vector<int> columns = assign(cost, num_rows, num_columns);
  ASSERT_EQ(columns.size(), num_rows);
  EXPECT_EQ(std::set<int>(columns.begin(), columns.end()).size(), num_rows) << "a column twice";
  for (const int column : columns) EXPECT_TRUE(column >= 0 && column < num_columns);
  EXPECT_NEAR(total(cost, num_columns, columns), least_total(cost, num_rows, num_columns), 1e-4)
      << num_rows << " rows, " << num_columns << " columns";
}

TEST(Assign, EqualsBruteForce) {
  Random random(5);
  for (int num_columns = 1; num_columns <= 7; ++num_columns) {
    for (int num_rows = 1; num_rows <= num_columns; ++num_rows) {
      for (const int levels : {1000, 3}) {
        std::vector<float> cost;
        for (int i = 0; i < num_rows * num_columns; ++i) {
          cost.push_back(static_cast<float>(random.below(static_cast<std::uint32_t>(levels))) - 1.5F);
        }
        expect_is_best(cost, num_rows, num_columns);
      }
    }
  }
}

TEST(Assign, ForbiddenCostsAreAvoidedWherePossible) {
  constexpr float kForbidden = 1e6F;
  expect_is_best({0, kForbidden, 1, kForbidden, kForbidden, 0, 5, kForbidden, 9}, 3, 3);
}

TEST(Assign, NothingToAssignIsAssigned) { EXPECT_TRUE(assign({}, 0, 3).empty()); }

}  // namespace
}  // namespace solve_puzzle
