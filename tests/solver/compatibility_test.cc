// SPDX-License-Identifier: Apache-2.0
#include "solver/compatibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "puzzles/error.h"
#include "tests/solver/testing.h"

namespace solve_puzzle {
namespace {

const std::vector<std::string> kMeasures = {"mgc", "lab-ssd", "prediction"};

struct NamedPuzzle {
  std::string name;
  Puzzle puzzle;
};

std::vector<NamedPuzzle> all_sorts() {
  return {{"random", random_puzzle(5, {9, 9})},
          {"rectangular", random_puzzle(4, {5, 8})},
          {"flat", flat_puzzle(3, {7, 7}, {10, 200, 90})},
          {"two levels", random_puzzle(5, {4, 4}, Rotation::kNone, CV_8UC3, 2)},
          {"16 bits", random_puzzle(4, {6, 6}, Rotation::kNone, CV_16UC3)},
          {"one pixel", random_puzzle(4, {1, 1})},
          {"landscape", sample_puzzle({3, 3}, {.piece_size = "12"}).puzzle}};
}

template <class Body>
void for_each_pair(const Sides& sides, const Body& body) {
  for (int a = 0; a < sides.num_sides(); ++a) {
    for (int b = 0; b < sides.num_sides(); ++b) {
      if (may_face(sides, Rotation::kQuarter, a, b)) body(a, b);
    }
  }
}

TEST(Compatibility, IsSymmetricAndNeverNegative) {
  for (const auto& [name, puzzle] : all_sorts()) {
    const Sides sides(puzzle);
    for (const std::string& measure : kMeasures) {
      SCOPED_TRACE(name + ", " + measure);
      const auto compatibility = make_compatibility(measure, sides);
      for_each_pair(sides, [&](int a, int b) {
        const double value = compatibility->of(a, b);
        EXPECT_TRUE(std::isfinite(value));
        EXPECT_GE(value, 0);
        EXPECT_NEAR(value, compatibility->of(b, a), 1e-9 * value);
      });
    }
  }
}

TEST(Compatibility, TheProductFormIsTheMeasureUpToRounding) {
  for (const auto& [name, puzzle] : all_sorts()) {
    const Sides sides(puzzle);
    for (const std::string& measure : kMeasures) {
      SCOPED_TRACE(name + ", " + measure);
      const auto compatibility = make_compatibility(measure, sides);
      for_each_pair(sides, [&](int a, int b) {
        const auto size = static_cast<std::size_t>(compatibility->product_size(sides.length(a)));
        if (size == 0) return;
        std::vector<float> left(size);
        std::vector<float> right(size);
        compatibility->write_left(a, left.data());
        compatibility->write_right(b, right.data());
        double sum = 0;
        double terms = 0;
        for (std::size_t i = 0; i < size; ++i) {
          sum += static_cast<double>(left[i]) * right[i];
          terms += std::abs(static_cast<double>(left[i]) * right[i]);
        }
        EXPECT_NEAR(sum, compatibility->of(a, b), 1e-6 * terms + 1e-6) << a << " " << b;
      });
    }
  }
}

TEST(Compatibility, TheProductOfBoundsIsNeverAboveTheMeasure) {
  auto puzzles = all_sorts();
  puzzles.push_back({"bright and dark", puzzle_of({cv::Mat(28, 28, CV_8UC3, cv::Scalar(255, 254, 255)),
                                                   cv::Mat(28, 28, CV_8UC3, cv::Scalar(255, 255, 255)),
                                                   cv::Mat(28, 28, CV_8UC3, cv::Scalar(0, 0, 1))})});
  for (const auto& [name, puzzle] : puzzles) {
    SCOPED_TRACE(name);
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    for_each_pair(sides, [&](int a, int b) {
      const auto size = static_cast<std::size_t>(mgc->bound_size(sides.length(a)));
      if (size == 0) return;
      std::vector<float> left(size);
      std::vector<float> right(size);
      mgc->write_left_bound(a, left.data());
      mgc->write_right_bound(b, right.data());
      float sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += left[i] * right[i];
      EXPECT_LE(sum, static_cast<float>(mgc->of(a, b))) << a << " " << b;
    });
  }
}

TEST(Compatibility, OnlyTheGradientsHaveBoundsAndOnlyForLongSides) {
  const Sides sides(random_puzzle(2, {12, 12}));
  EXPECT_GT(make_compatibility("mgc", sides)->bound_size(12), 0);
  EXPECT_EQ(make_compatibility("mgc", sides)->bound_size(7), 0);
  EXPECT_EQ(make_compatibility("lab-ssd", sides)->bound_size(12), 0);
  EXPECT_EQ(make_compatibility("prediction", sides)->bound_size(12), 0);
}

TEST(Compatibility, OnlyThePredictionIsNoProduct) {
  const Sides sides(random_puzzle(2, {4, 4}));
  EXPECT_GT(make_compatibility("mgc", sides)->product_size(4), 0);
  EXPECT_GT(make_compatibility("lab-ssd", sides)->product_size(4), 0);
  EXPECT_EQ(make_compatibility("prediction", sides)->product_size(4), 0);
}

/// Gallagher's D_LR of two pictures side by side, straight from the definition: gradients over the right border of
/// `left`, their mean and covariance, and the Mahalanobis distances of the gradients across.
double plain_one_way(const cv::Mat& left, const cv::Mat& right) {
  const auto at = [](const cv::Mat& m, int y, int x) {
    const auto& v = m.at<cv::Vec3b>(y, x);
    return cv::Vec3d(v[0], v[1], v[2]);
  };
  const int last = left.cols - 1;
  const int inner = std::max(last - 1, 0);
  cv::Vec3d mean;
  for (int y = 0; y < left.rows; ++y) mean += (at(left, y, last) - at(left, y, inner)) / left.rows;
  std::vector<cv::Vec3d> deviations = {{0, 0, 0}, {1, 1, 1},  {-1, -1, -1}, {1, 0, 0}, {-1, 0, 0},
                                       {0, 1, 0}, {0, -1, 0}, {0, 0, 1},    {0, 0, -1}};
  for (int y = 0; y < left.rows; ++y) deviations.push_back(at(left, y, last) - at(left, y, inner) - mean);
  cv::Matx33d covariance = cv::Matx33d::zeros();
  for (const cv::Vec3d& d : deviations) covariance += d * d.t() * (1.0 / (static_cast<double>(deviations.size()) - 1));
  double sum = 0;
  for (int y = 0; y < left.rows; ++y) {
    const cv::Vec3d d = at(right, y, 0) - at(left, y, last) - mean;
    sum += d.dot(covariance.solve(d, cv::DECOMP_SVD));
  }
  return sum;
}

double plain_gradient_measure(const cv::Mat& a, int side_a, const cv::Mat& b, int side_b) {
  const cv::Mat left = turned(a, side_a - kRight + 4);
  const cv::Mat right = turned(b, side_b - kLeft + 4);
  return plain_one_way(left, right) + plain_one_way(turned(right, 2), turned(left, 2));
}

TEST(MahalanobisGradient, IsWhatThePaperDefines) {
  for (const Puzzle& puzzle : {random_puzzle(4, {8, 8}), flat_puzzle(2, {6, 6}, {1, 2, 3}), random_puzzle(3, {1, 5}),
                               sample_puzzle({3, 2}, {.piece_size = "14"}).puzzle}) {
    const Sides sides(puzzle);
    const auto mgc = mahalanobis_gradient(sides);
    for_each_pair(sides, [&](int a, int b) {
      const double plain =
          plain_gradient_measure(puzzle.pieces[piece_of(a)].pixels, a & 3, puzzle.pieces[piece_of(b)].pixels, b & 3);
      EXPECT_NEAR(mgc->of(a, b), plain, 1e-9 * plain + 1e-9);
    });
  }
}

/// A ramp to the right: piece 0 is its start, piece 1 goes on with it, the others with some other colour or slope.
Puzzle ramp_puzzle() {
  std::vector<cv::Mat> pictures;
  for (const auto& [start, slope] :
       std::vector<std::pair<int, int>>{{60, 2}, {76, 2}, {90, 2}, {68, -2}, {120, 0}, {60, 2}, {10, 5}, {200, -3}}) {
    cv::Mat3b picture(8, 8);
    for (int y = 0; y < 8; ++y) {
      for (int x = 0; x < 8; ++x) {
        const int v = start + slope * x;
        picture(y, x) = cv::Vec3b(static_cast<std::uint8_t>(v + 5 * y), static_cast<std::uint8_t>(v + 3 * y),
                                  static_cast<std::uint8_t>(v));
      }
    }
    pictures.push_back(picture);
  }
  return puzzle_of(pictures);
}

TEST(Compatibility, AContinuationScoresLowerThanAnyOther) {
  const Sides sides(ramp_puzzle());
  for (const std::string& measure : kMeasures) {
    const auto compatibility = make_compatibility(measure, sides);
    const double true_value = compatibility->of(kRight, 4 + kLeft);
    for (int piece = 2; piece < sides.num_pieces(); ++piece) {
      EXPECT_LT(true_value, compatibility->of(kRight, 4 * piece + kLeft)) << measure << ", piece " << piece;
    }
  }
}

TEST(MahalanobisGradient, GoingOnWithTheSameSlopeCostsNothing) {
  const Sides sides(ramp_puzzle());
  EXPECT_NEAR(mahalanobis_gradient(sides)->of(kRight, 4 + kLeft), 0, 1e-9);
}

TEST(Compatibility, FlatColoursThatAreEqualContinuePerfectly) {
  const Sides sides(flat_puzzle(2, {6, 6}, {30, 60, 90}));
  for (const std::string& measure : kMeasures) {
    EXPECT_EQ(make_compatibility(measure, sides)->of(kRight, 4 + kLeft), 0) << measure;
  }
}

TEST(LabSsd, TrueNeighboursInASmoothGradientAreTheMostAlike) {
  cv::Mat3b picture(48, 48);
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 48; ++x) {
      picture(y, x) = cv::Vec3b(static_cast<std::uint8_t>(5 * x), static_cast<std::uint8_t>(5 * y),
                                static_cast<std::uint8_t>(2 * (x + y)));
    }
  }
  const CutPuzzle made = cut({picture}, {.piece_size = "12", .rotation = "quarter"});
  const Sides sides(made.puzzle);
  const auto ssd = lab_ssd(sides);
  for (const auto& [a, b] : true_joins(made.truth)) {
    for (int other = 0; other < sides.num_sides(); ++other) {
      if (other == b || piece_of(other) == piece_of(a)) continue;
      EXPECT_LT(ssd->of(a, b), ssd->of(a, other)) << a << " " << b;
    }
  }
}

TEST(Compatibility, AnUnknownNameIsAnErrorThatListsTheKnown) {
  const Sides sides(random_puzzle(1, {4, 4}));
  EXPECT_THAT([&] { make_compatibility("ssd", sides); },
              testing::ThrowsMessage<Error>(testing::AllOf(testing::HasSubstr("'ssd'"), testing::HasSubstr("mgc"))));
}

}  // namespace
}  // namespace solve_puzzle
