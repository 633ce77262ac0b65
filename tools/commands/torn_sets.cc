// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/torn_sets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "puzzles/cut.h"
#include "solver/torn/candidates.h"
#include "solver/torn/seam_windows.h"
#include "tools/commands/training_pictures.h"

namespace solve_puzzle {
namespace {

constexpr int kDiameter = 90;  // pixels, of a usual fragment

/// Many scans have a line of one colour along their border: such borders look alike and do not belong together.
void add_border(cv::Mat& picture, Random& random) {
  const int width = 1 + static_cast<int>(random.below(6));
  const bool is_dark = random.uniform() < 0.7;
  cv::Scalar colour;
  for (int c = 0; c < 3; ++c) colour[c] = is_dark ? 40 * random.uniform() : 255 - 60 * random.uniform();
  const cv::Rect all({0, 0}, picture.size());
  cv::rectangle(picture, all, colour, 2 * width - 1);
}

CutPuzzle torn(const std::vector<cv::Mat>& pictures, const TornSetOptions& options, Random& random) {
  CutOptions cut_options;
  cut_options.kind = "torn";
  cut_options.tear = options.tear;
  cut_options.pieces = std::max(4, options.num_pieces / static_cast<int>(pictures.size()));
  cut_options.erode = options.erode;
  cut_options.erode_uneven = options.erode_uneven;
  cut_options.fade = options.fade;
  cut_options.noise = random.uniform() < 0.15 ? 4.0 * random.uniform() : 0.0;
  cut_options.seed = random.next() >> 12;
  return cut(pictures, cut_options);
}

/// The gap as a solver would find it: nearly right, less so where there is none that all seams share.
Scraps scraps_of(const Puzzle& puzzle, const TornSetOptions& options, Random& random) {
  constexpr double kMostWear = 3;  // as the search for the gap allows
  const double error = 0.4 + 0.2 * options.erode_uneven;
  const double growth = options.erode + 0.5 * options.erode_uneven + error * (2 * random.uniform() - 1);
  constexpr int kMargin = 32;
  const std::vector<Fragment> fragments = make_fragments(puzzle, {.margin = kMargin});
  Scraps scraps = make_scraps(fragments, growth, outline_step(fragments));
  scraps.wear = std::clamp(growth, 0.0, kMostWear) + 0.5 * options.erode_uneven;
  return scraps;
}

Pose true_pose(const Assembly& truth, int a, int b) {
  return inverse(pose_of(truth.pieces[static_cast<std::size_t>(a)].canvas_from_piece)) *
         pose_of(truth.pieces[static_cast<std::size_t>(b)].canvas_from_piece);
}

/// True seams, laid together as well as an alignment does it.
std::vector<JoinCandidate> true_joins(const Scraps& scraps, const Assembly& truth, Random& random) {
  constexpr double kShortest = 20;  // pixels
  std::vector<JoinCandidate> joins;
  for (int a = 0; a < scraps.size(); ++a) {
    for (int b = a + 1; b < scraps.size(); ++b) {
      if (truth.pieces[static_cast<std::size_t>(a)].group != truth.pieces[static_cast<std::size_t>(b)].group) continue;
      const Pose pose = true_pose(truth, a, b);
      if (judge_contact(scraps, a, b, pose).length < kShortest) continue;
      const auto jitter = [&](double size) { return size * (2 * random.uniform() - 1); };
      const cv::Point2d shift(jitter(1.5), jitter(1.5));
      joins.push_back(
          {a, b, turn_around(scraps.fragments[static_cast<std::size_t>(a)].centre, jitter(0.01), shift) * pose});
    }
  }
  return joins;
}

/// What the solver would consider, by how it lies to the truth.
struct Considered {
  std::vector<JoinCandidate> right, wrong;
};

/// Right ones lie as the solver's alignment left them: some pixels off where pieces are worn unevenly. What is nearly
/// right is neither.
Considered considered_joins(const Scraps& scraps, const Assembly& truth) {
  constexpr double kRight = 0.08, kWrong = 0.16;          // of a diameter
  constexpr double kRightAngle = 0.1, kWrongAngle = 0.2;  // radians
  CandidateOptions options;
  options.propose.most = 8;
  options.most_per_piece = 60;
  options.most_per_pair = 3;
  Considered result;
  for (const JoinCandidate& join : find_candidates(scraps, options)) {
    const Fragment& b = scraps.fragments[static_cast<std::size_t>(join.b)];
    const PoseDifference off = difference(join.a_from_b, true_pose(truth, join.a, join.b), b.centre);
    const bool is_one_picture =
        truth.pieces[static_cast<std::size_t>(join.a)].group == truth.pieces[static_cast<std::size_t>(join.b)].group;
    if (!is_one_picture || off.distance > kWrong * b.diameter || off.angle > kWrongAngle) {
      result.wrong.push_back(join);
    } else if (off.distance < kRight * b.diameter && off.angle < kRightAngle) {
      result.right.push_back(join);
    }
  }
  return result;
}

/// Half of them the best of the solver's own list, half from anywhere in it.
std::vector<JoinCandidate> some_of(std::vector<JoinCandidate> joins, std::size_t num_wanted, Random& random) {
  random.shuffle(joins);
  const auto head = static_cast<std::ptrdiff_t>(std::min(joins.size(), num_wanted / 2));
  std::partial_sort(joins.begin(), joins.begin() + head, joins.end(),
                    [](const JoinCandidate& p, const JoinCandidate& q) { return p.log_odds > q.log_odds; });
  if (joins.size() > num_wanted) joins.resize(num_wanted);
  return joins;
}

}  // namespace

TornSetOptions draw_torn_set_options(int depth, Random& random) {
  constexpr std::array<const char*, 5> kTears = {"rough", "rough", "smooth", "smooth", "straight"};
  constexpr std::array<int, 8> kErosion = {0, 0, 0, 1, 2, 4, 6, 8};
  TornSetOptions options;
  options.depth = depth;
  options.tear = kTears[random.below(kTears.size())];
  options.erode = kErosion[random.below(kErosion.size())];
  if (random.uniform() < 0.4) options.erode_uneven = 1 + static_cast<int>(random.below(6));
  if (random.uniform() < 0.4) options.fade = 0.1 * random.uniform();
  options.num_pieces = 16 + static_cast<int>(random.below(9));
  return options;
}

TrainingSet make_torn_set(const TrainingPhotos& photos, bool is_held_out, const TornSetOptions& options,
                          std::uint64_t seed, std::uint64_t item) {
  Random random(seed, item);
  std::vector<cv::Mat> pictures =
      training_pictures(photos, is_held_out, {.piece_size = kDiameter, .num_pieces = options.num_pieces}, random);
  constexpr double kShareWithBorder = 0.35;
  if (random.uniform() < kShareWithBorder) {
    for (cv::Mat& picture : pictures) add_border(picture, random);
  }
  const CutPuzzle made = torn(pictures, options, random);
  const Scraps scraps = scraps_of(made.puzzle, options, random);
  std::vector<JoinCandidate> joins = true_joins(scraps, made.truth, random);
  const Considered considered = considered_joins(scraps, made.truth);
  joins.insert(joins.end(), considered.right.begin(), considered.right.end());
  const std::size_t num_true = joins.size();
  const std::vector<JoinCandidate> wrong = some_of(considered.wrong, 2 * num_true, random);
  joins.insert(joins.end(), wrong.begin(), wrong.end());

  SeamWindows windows = seam_windows(scraps, joins, options.depth);
  TrainingSet set;
  for (int side = 0; side < windows.num_sides(); ++side) {
    const std::int32_t join = windows.join[static_cast<std::size_t>(side)];
    const std::int32_t entry = windows.lists.row_begin[static_cast<std::size_t>(side)];
    set.target.push_back(join < 0                                     ? TrainingSet::kSkip
                         : join < static_cast<std::int32_t>(num_true) ? entry
                                                                      : TrainingSet::kNoPartner);
  }
  set.is_copy.assign(static_cast<std::size_t>(windows.lists.num_entries()), 0);
  set.bands = std::move(windows.bands);
  set.lists = std::move(windows.lists);
  return set;
}

}  // namespace solve_puzzle
