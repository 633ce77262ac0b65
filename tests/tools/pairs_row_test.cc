// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/pairs_row.h"

#include <gmock/gmock.h>

#include <cmath>

namespace solve_puzzle {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::Optional;

PairsLine line_of(const std::string& matcher, const std::string& attention, double fair, int erode = 0) {
  PairsLine line;
  line.dataset = "photos";
  line.matcher = matcher;
  line.attention = attention;
  line.step = "alone";
  line.erode = erode;
  line.fair = fair;
  if (!attention.empty()) line.multiply_adds = 1000;
  return line;
}

TEST(PairsRow, FilesOfOneArchitectureShareARowInTheOrderOfTheFirst) {
  PairsLine among_others = line_of("crf-self-1", "crf", 0.9);
  among_others.self_attention = true;
  PairsLine wider = line_of("crf-wide", "crf", 0.9);
  wider.multiply_adds = 2000;
  const std::vector<PairsRow> rows =
      pairs_rows({line_of("classical", "", 0.5), line_of("crf-1", "crf", 0.7), line_of("mean-1", "mean", 0.6),
                  line_of("crf-2", "crf", 0.8), among_others, wider, line_of("crf-3", "crf", 0.1, 2)});
  EXPECT_THAT(rows, ElementsAre(Field(&PairsRow::name, "classical"), Field(&PairsRow::name, "crf"),
                                Field(&PairsRow::name, "mean-1"), Field(&PairsRow::name, "crf-self-1"),
                                Field(&PairsRow::name, "crf-wide"), Field(&PairsRow::name, "crf-3")));
  EXPECT_EQ(rows[1].files, 2);
  EXPECT_FALSE(rows[0].is_learned);
}

TEST(PairsRow, GivesMeanAndSampleDeviation) {
  const PairsRow row =
      pairs_rows({line_of("a", "mean", 0.1), line_of("b", "mean", 0.2), line_of("c", "mean", 0.6)}).front();
  EXPECT_THAT(row.fair.mean, Optional(testing::DoubleEq(0.3)));
  EXPECT_THAT(row.fair.deviation, Optional(testing::DoubleNear(std::sqrt(0.07), 1e-12)));
}

TEST(PairsRow, OneFileHasNoDeviationAndWhatNobodyMeasuredHasNoMean) {
  PairsLine measured = line_of("b", "mean", 0.2);
  measured.stretch_iou = 0.5;
  const PairsRow one = pairs_rows({measured}).front();
  EXPECT_EQ(one.fair.deviation, std::nullopt);
  EXPECT_EQ(one.calibration_error.mean, std::nullopt);
  const PairsRow two = pairs_rows({line_of("a", "mean", 0.1), measured}).front();
  EXPECT_THAT(two.stretch_iou.mean, Optional(0.5));
  EXPECT_EQ(two.stretch_iou.deviation, std::nullopt);
}

}  // namespace
}  // namespace solve_puzzle
