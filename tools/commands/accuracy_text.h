// SPDX-License-Identifier: Apache-2.0
// An accuracy as JSON for programs and as a table for people.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "puzzles/accuracy.h"

namespace solve_puzzle {

/// Names as in results.csv of bench. Of torn pieces also how far the right ones are off.
nlohmann::ordered_json accuracy_json(const Accuracy& accuracy, Kind kind = Kind::kSquare);

std::string accuracy_table(const Accuracy& accuracy, Kind kind = Kind::kSquare);

}  // namespace solve_puzzle
