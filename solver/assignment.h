// SPDX-License-Identifier: Apache-2.0
// The linear assignment problem: rows to columns at the least total cost.
#pragma once

#include <vector>

namespace solve_puzzle {

/// Gives the column of every row. Shapes: cost is num_rows × num_columns, row by row, num_rows <= num_columns.
/// Cost: O(num_rows² · num_columns). Source: Kuhn 1955 in the shortest augmenting path form of Jonker and Volgenant,
/// 1987.
std::vector<int> assign(const std::vector<float>& cost, int num_rows, int num_columns);

}  // namespace solve_puzzle
