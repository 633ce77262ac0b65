// SPDX-License-Identifier: Apache-2.0
#include "io/base64.h"

#include <gtest/gtest.h>

namespace solve_puzzle {
namespace {

// Source: RFC 4648, section 10.
TEST(Base64, GivesTheExamplesOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesAllBytes) {
  EXPECT_EQ(base64(std::string("\0\xFF\x80", 3)), "AP+A");
  EXPECT_EQ(base64("\xFB\xFF\xBF"), "+/+/");
}

}  // namespace
}  // namespace solve_puzzle
