// SPDX-License-Identifier: Apache-2.0
// Sets of lists made by hand, without pixels, for the tests of measures.
#pragma once

#include <vector>

#include "attention/training.h"

namespace solve_puzzle {

struct MadeList {
  int target = TrainingSet::kNoPartner;  ///< place in the list, or kNoPartner, or kSkip
  int size = 0;
  std::vector<int> copies = {};  ///< places in the list
};

inline TrainingSet set_of_lists(const std::vector<MadeList>& made) {
  TrainingSet set;
  for (const MadeList& list : made) {
    const int first = set.lists.row_begin.back();
    set.lists.row_begin.push_back(first + list.size);
    set.target.push_back(list.target < 0 ? list.target : first + list.target);
    set.is_copy.resize(static_cast<std::size_t>(first + list.size), 0);
    for (const int copy : list.copies) set.is_copy[static_cast<std::size_t>(first + copy)] = 1;
  }
  set.lists.partner.resize(set.is_copy.size(), 0);
  return set;
}

}  // namespace solve_puzzle
