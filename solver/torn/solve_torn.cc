// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/solve_torn.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "puzzles/error.h"
#include "solver/torn/assemble_torn.h"
#include "solver/torn/candidates.h"
#include "solver/torn/gap.h"
#include "solver/torn/join_odds.h"
#include "solver/torn/refine.h"
#include "solver/torn/rim.h"
#include "solver/torn/rivals.h"
#include "solver/torn/scraps.h"
#include "solver/torn/seam_judge.h"
#include "solver/torn/torn_answer.h"

namespace solve_puzzle {
namespace {

/// Larger fragments are worked on at reduced resolution: outlines have a few hundred points anyway.
constexpr double kWorkingDiameter = 400;  // pixels

double diameter_of(const Piece& piece) {
  const int area = piece.mask.empty() ? piece.pixels.size().area() : cv::countNonZero(piece.mask);
  return std::sqrt(4 * area / CV_PI);
}

/// Half of the visible pieces are at most that large.
double usual_diameter(const Puzzle& puzzle) {
  std::vector<double> diameters;
  for (const Piece& piece : puzzle.pieces) diameters.push_back(diameter_of(piece));
  std::erase(diameters, 0.0);
  if (diameters.empty()) throw Error("no piece shows a pixel; expected pictures with something on them");
  std::nth_element(diameters.begin(), diameters.begin() + std::ssize(diameters) / 2, diameters.end());
  return diameters[diameters.size() / 2];
}

/// Huge fragments must not need memory beyond measure: some 20 bytes a pixel.
constexpr double kMostPixels = 6e7;

double working_scale(const Puzzle& puzzle) {
  double num_pixels = 0;
  for (const Piece& piece : puzzle.pieces) num_pixels += static_cast<double>(piece.pixels.total());
  return std::min({1.0, kWorkingDiameter / usual_diameter(puzzle), std::sqrt(kMostPixels / num_pixels)});
}

/// Room for the widest wear, on both sides, and what lies around the outline.
int field_margin() { return static_cast<int>(std::ceil(2 * kMostGrowth)) + 16; }

Scraps prepare(const Puzzle& puzzle, double scale, const TornControl& control) {
  const std::vector<Fragment> fragments =
      make_fragments(puzzle, {.scale = scale, .margin = field_margin(), .rim = scale * blended_rim(puzzle)});
  const double step = outline_step(fragments);
  GapOptions gap_options;
  gap_options.most_pairs = fragments.size() < 64 ? 250 : 500;
  gap_options.should_stop = control.should_stop;
  const Gap gap = find_gap(fragments, step, gap_options);
  Scraps scraps = make_scraps(fragments, gap.growth, step);
  scraps.wear = gap.wear;
  return scraps;
}

/// Small puzzles can afford to look at more.
CandidateOptions candidate_options(int num_pieces, bool is_learned, const TornControl& control) {
  CandidateOptions options;
  options.propose.most = std::clamp(700 / num_pieces, 12, 40);
  options.most_per_piece = 400;
  options.most_per_pair = is_learned ? 10 : 5;
  options.with_edges = is_learned;
  options.should_stop = control.should_stop;
  options.progress = control.progress;
  return options;
}

AssembleTornOptions assemble_options(const SolveOptions& options, const TornControl& control) {
  AssembleTornOptions result;
  result.seed = options.seed;
  result.should_stop = control.should_stop;
  result.progress = control.progress;
  return result;
}

std::vector<HeldPair> held_pairs(const Layout& layout, int group) {
  std::vector<HeldPair> pairs;
  for (const int piece : layout.members(group)) {
    for (const Layout::Neighbour& n : layout.neighbours(piece)) {
      if (n.piece > piece && n.verdict.evidence > 0) pairs.push_back({piece, n.piece});
    }
  }
  return pairs;
}

/// With all joins known, the gap is measured again, and outlines are traced where it says.
Scraps with_final_gap(const Scraps& scraps, const Layout& layout) {
  std::vector<AlignedPair> pairs;
  for (int group = 0; group < layout.num_groups(); ++group) {
    for (const HeldPair& held : held_pairs(layout, group)) {
      pairs.push_back({held.a, held.b, inverse(layout.pose(held.a)) * layout.pose(held.b)});
    }
  }
  Scraps result = make_scraps(scraps.fragments, measured_growth(scraps, pairs), scraps.step);
  result.wear = scraps.wear;
  return result;
}

void refine(const Scraps& scraps, Layout& layout) {
  for (int group = 0; group < layout.num_groups(); ++group) {
    const std::vector<HeldPair> pairs = held_pairs(layout, group);
    if (pairs.empty()) continue;
    std::vector<Pose> poses;
    for (int piece = 0; piece < layout.num_pieces(); ++piece) poses.push_back(layout.pose(piece));
    refine_group(scraps, pairs, poses);
    for (const int piece : layout.members(group)) layout.set_pose(piece, poses[static_cast<std::size_t>(piece)]);
  }
}

/// Where pieces are worn unevenly, neighbours may be known and yet lie some pixels off: then no join is sure.
double most_log_odds(const Scraps& scraps) {
  constexpr double kUneven = 2;  // pixels of wear; 4 px worn evenly show about 1
  constexpr double kUnsure = 2;
  return scraps.wear > kUneven ? kUnsure : std::numeric_limits<double>::max();
}

/// Contacts that came about because others were made: no network has looked at them yet.
std::vector<JoinCandidate> unseen_joins(const Layout& layout, const ContactJudge& judge) {
  std::vector<JoinCandidate> found;
  for (int a = 0; a < layout.num_pieces(); ++a) {
    for (const Layout::Neighbour& neighbour : layout.neighbours(a)) {
      const int b = neighbour.piece;
      const Pose a_from_b = inverse(layout.pose(a)) * layout.pose(b);
      if (a < b && !judge.has_seen(a, b, a_from_b)) found.push_back({a, b, a_from_b});
    }
  }
  return found;
}

/// Assembles, and has the network look at what that brought together.
void look_again(const Scraps& scraps, const SeamMatcher& learned, const AssembleTornOptions& options,
                std::vector<JoinCandidate>& joins) {
  const ContactJudge judge(scraps, joins);
  std::vector<JoinCandidate> found = unseen_joins(assemble_torn(judge, joins, options), judge);
  judge_seams(scraps, learned.network(), {.depth = learned.depth(), .should_stop = options.should_stop}, found);
  if (options.should_stop()) return;  // they were not judged
  joins.insert(joins.end(), found.begin(), found.end());
  weigh_rivals(scraps, joins);
}

}  // namespace

Assembly solve_torn(const Puzzle& puzzle, const SolveOptions& options, const TornControl& control,
                    const SeamMatcher* learned) {
  const double scale = working_scale(puzzle);

  control.begin("propose");
  const Scraps scraps = prepare(puzzle, scale, control);
  std::vector<JoinCandidate> joins =
      find_candidates(scraps, candidate_options(scraps.size(), learned != nullptr, control));

  control.begin("score");
  if (learned != nullptr) {
    judge_seams(scraps, learned->network(), {.depth = learned->depth(), .should_stop = control.should_stop}, joins);
    weigh_rivals(scraps, joins);
  }

  control.begin("assemble");
  const AssembleTornOptions how = assemble_options(options, control);
  if (learned != nullptr) look_again(scraps, *learned, how, joins);
  const ContactJudge judge(scraps, joins);
  Layout layout = assemble_torn(judge, joins, how);

  control.begin("refine");
  refine(with_final_gap(scraps, layout), layout);
  return torn_answer(
      puzzle, scraps, layout, joins,
      {.scale = scale, .min_confidence = options.min_confidence, .most_log_odds = most_log_odds(scraps)});
}

}  // namespace solve_puzzle
