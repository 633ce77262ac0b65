// SPDX-License-Identifier: Apache-2.0
#include "attention/network_plugin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

std::string message_with_plugin(const char* file) {
  setenv("SOLVE_PUZZLE_NETWORK", file, 1);
  try {
    network_plugin();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(NetworkPlugin, MissingFileThrowsAndIsNamed) {
  EXPECT_THAT(message_with_plugin("/nowhere/plugin.so"), testing::HasSubstr("/nowhere/plugin.so"));
}

TEST(NetworkPlugin, ALibraryThatIsNoPluginThrows) {
  EXPECT_THAT(message_with_plugin("libc.so.6"), testing::HasSubstr("solve_puzzle_network_plugin"));
}

TEST(NetworkPlugin, APluginOfAnotherVersionIsRefused) {
  EXPECT_THAT(message_with_plugin(OTHER_VERSION_PLUGIN), testing::HasSubstr("found version 0.0.7"));
}

TEST(NetworkPlugin, TheErrorSaysWhatToDo) {
  EXPECT_THAT(message_with_plugin("/nowhere/plugin.so"),
              testing::AllOf(testing::HasSubstr("SOLVE_PUZZLE_NETWORK"), testing::HasSubstr("install")));
}

}  // namespace
}  // namespace solve_puzzle
