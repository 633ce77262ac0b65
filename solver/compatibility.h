// SPDX-License-Identifier: Apache-2.0
// Dissimilarities of two sides from their border pixels alone. Smaller is better; zero is a perfect continuation.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solver/sides.h"

namespace solve_puzzle {

/// How two sides are compared. Symmetric: of(a, b) = of(b, a). Only sides of one length may be compared.
class Compatibility {
 public:
  virtual ~Compatibility() = default;

  /// Gives the exact dissimilarity of two facing sides. Cost: O(length).
  virtual double of(int side_a, int side_b) const = 0;

  /// Gives the length of the vectors below, 0 when the measure is not an inner product. All sides of one length share
  /// it.
  virtual int product_size(int length) const = 0;

  /// Writes vectors with of(a, b) ≈ left(a) · right(b), up to single-precision rounding. Shapes:
  /// product_size(length(side)).
  virtual void write_left(int side, float* out) const = 0;
  virtual void write_right(int side, float* out) const = 0;

  /// The same for shorter vectors with left(a) · right(b) ≤ of(a, b) whatever single precision rounds; 0: there are
  /// none.
  virtual int bound_size(int /*length*/) const { return 0; }
  virtual void write_left_bound(int /*side*/, float* /*out*/) const {}
  virtual void write_right_bound(int /*side*/, float* /*out*/) const {}
};

/// Sum of squared differences in CIE L*a*b*. Source: Cho, Avidan, Freeman, "A probabilistic image jigsaw puzzle
/// solver", CVPR 2010, section 3.1.
std::unique_ptr<Compatibility> lab_ssd(const Sides& sides);

/// Prediction-based compatibility: the first-order prediction of either side against the other, in CIE L*a*b*, with the
/// (L_p)^q norm, p = 3/10, q = 1/16. Source: Pomeranz, Shemesh, Ben-Shahar, "A fully automated greedy square jigsaw
/// puzzle solver", CVPR 2011, section 3. Differs: the monotone outer power 1/16 is applied to the sum of both
/// directions.
std::unique_ptr<Compatibility> prediction_based(const Sides& sides);

/// Mahalanobis gradient compatibility. Source: Gallagher, "Jigsaw puzzles with pieces of unknown orientation", CVPR
/// 2012, section 3. Differs: the covariance is taken about the mean of the piece's own
/// gradients, the nine dummy gradients that keep it invertible about zero; some implementations take both about their
/// joint mean.
std::unique_ptr<Compatibility> mahalanobis_gradient(const Sides& sides);

/// Throws: Error for a name that is not mgc, lab-ssd or prediction.
std::unique_ptr<Compatibility> make_compatibility(const std::string& name, const Sides& sides);

}  // namespace solve_puzzle
