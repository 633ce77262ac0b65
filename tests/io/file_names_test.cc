// SPDX-License-Identifier: Apache-2.0
#include "io/file_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace solve_puzzle {
namespace {

TEST(FileNames, NumbersAreOrderedByValue) {
  const std::vector<std::string> ordered = {"p",
                                            "p1",
                                            "p01",
                                            "p2",
                                            "p10",
                                            "p10a",
                                            "p10b2",
                                            "p10b11",
                                            "p11",
                                            "q",
                                            "\xFF",
                                            "\xFF"
                                            "1"};
  for (std::size_t a = 0; a < ordered.size(); ++a) {
    for (std::size_t b = 0; b < ordered.size(); ++b) {
      const bool differ_in_zeros_only = (a == 1 && b == 2) || (a == 2 && b == 1);
      if (!differ_in_zeros_only) {
        EXPECT_EQ(natural_less(ordered[a], ordered[b]), a < b) << ordered[a] << " " << ordered[b];
      }
    }
  }
}

TEST(FileNames, NamesThatDifferAreNeverEqual) {
  EXPECT_NE(natural_less("p1", "p01"), natural_less("p01", "p1"));
  EXPECT_FALSE(natural_less("p1", "p1"));
  EXPECT_LT(std::string("0"), std::string("00"));
  EXPECT_TRUE(natural_less("0", "00"));
}

TEST(FileNames, NumbersOfAnyLengthAreOrdered) {
  const std::string many(1000, '9');
  EXPECT_TRUE(natural_less("p" + many, "p1" + many));
  EXPECT_FALSE(natural_less("p1" + many, "p" + many));
}

TEST(FileNames, WhatIsReadableStays) {
  for (const char* name : {"p0001.png", "a b", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\xA7\xA9", "back\\slash", ""}) {
    EXPECT_EQ(printable(std::string_view(name)), name);
    EXPECT_EQ(utf8(name), name);
  }
}

TEST(FileNames, BytesThatAreNotUtf8AreEscaped) {
  EXPECT_EQ(printable("a\xFF.png"), "a\\xff.png");
  EXPECT_EQ(printable("\xC3"), "\\xc3");                    // cut off
  EXPECT_EQ(printable("\xC0\x80"), "\\xc0\\x80");           // longer than need be
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // half of a pair
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(utf8("a\xFF"), "a\\xff");
}

TEST(FileNames, ControlCharactersAreEscapedWhereTheyAreShown) {
  EXPECT_EQ(printable("a\nb\x1B[31m\x7F"), "a\\x0ab\\x1b[31m\\x7f");
  EXPECT_EQ(printable("\xC2\x9B"), "\\xc2\\x9b");
  EXPECT_EQ(utf8("a\nb"), "a\nb");
}

}  // namespace
}  // namespace solve_puzzle
