// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/nearest_name.h"

#include <gmock/gmock.h>

namespace solve_puzzle {
namespace {

TEST(NearestName, FindsMistypedNames) {
  const std::vector<std::string> names = {"rotation", "grid", "seed", "time-limit"};
  EXPECT_EQ(nearest_name("rotaton", names), "rotation");
  EXPECT_EQ(nearest_name("sede", names), "seed");
  EXPECT_EQ(nearest_name("timelimit", names), "time-limit");
}

TEST(NearestName, TakesABeginningForTheName) { EXPECT_EQ(nearest_name("rot", {"noise", "rotation"}), "rotation"); }

TEST(NearestName, GivesNothingWhenNothingIsNear) {
  EXPECT_EQ(nearest_name("elephant", {"rotation", "grid"}), std::nullopt);
  EXPECT_EQ(nearest_name("x", {"grid"}), std::nullopt);
  EXPECT_EQ(nearest_name("grid", {}), std::nullopt);
}

}  // namespace
}  // namespace solve_puzzle
