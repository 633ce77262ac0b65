// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/solve_torn.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include "puzzles/error.h"
#include "solver/torn/attempt.h"
#include "solver/torn/attempt_options.h"
#include "solver/torn/gap.h"
#include "solver/torn/refine_layout.h"
#include "solver/torn/rim.h"
#include "solver/torn/scraps.h"
#include "solver/torn/sureness.h"
#include "solver/torn/torn_answer.h"
#include "solver/torn/torn_looks.h"
#include "solver/torn/torn_rivals.h"

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

/// The gap of the earlier answer, where there is one: to find it again costs more than all else.
std::optional<Gap> earlier_gap(const TornControl& control, double scale) {
  if (control.corrections == nullptr || !control.corrections->earlier) return std::nullopt;
  const std::optional<TornGap>& gap = control.corrections->earlier->gap;
  if (!gap) return std::nullopt;
  return Gap{.growth = std::clamp(gap->half * scale, -kMostGrowth, kMostGrowth),
             .wear = std::clamp(gap->wear * scale, 0.0, kMostGrowth)};
}

/// The same fragments under every gap that may be theirs.
std::vector<Scraps> prepare(const Puzzle& puzzle, double scale, const TornControl& control) {
  const std::vector<Fragment> fragments =
      make_fragments(puzzle, {.scale = scale, .margin = field_margin(), .rim = scale * blended_rim(puzzle)});
  const double step = outline_step(fragments);
  GapOptions gap_options;
  // A piece has some five neighbours: that many pairs at random hold two dozen that belong together.
  gap_options.most_pairs = std::max(250, 6 * static_cast<int>(fragments.size()));
  gap_options.should_stop = control.should_stop;
  const std::optional<Gap> known = earlier_gap(control, scale);
  std::vector<Scraps> supposed;
  for (const Gap& gap : known ? std::vector<Gap>{*known} : find_gaps(fragments, step, gap_options)) {
    supposed.push_back(make_scraps(fragments, gap.growth, step));
    supposed.back().wear = gap.wear;
    supposed.back().gap_is_known = gap.is_known;
  }
  return supposed;
}

/// With all joins known, the gap is measured again, outlines are traced where it says, and pieces move there. Of many
/// pieces, a little of a gap adds up: there the gap and the poses are found from each other. Gives the scraps at that
/// gap.
Scraps come_to_rest(const Scraps& scraps, Layout& layout, bool has_settled) {
  constexpr int kRounds = 3;
  Scraps at_rest = scraps;
  for (int round = 0; round < (is_large(scraps) && !has_settled ? kRounds : 1); ++round) {
    at_rest = at_growth(at_rest, measured_growth(at_rest, aligned_pairs(layout)));
    refine_layout(at_rest, layout);
  }
  return at_rest;
}

/// The attempt that explains most, and whether its gap is beyond doubt.
struct Chosen {
  std::unique_ptr<Attempt> best;
  bool is_sure = true;
};

/// What the earlier answer says, where its gap is taken over.
bool was_sure(const TornControl& control) {
  if (control.corrections == nullptr || !control.corrections->earlier) return true;
  const std::optional<TornGap>& gap = control.corrections->earlier->gap;
  return !gap || gap->is_sure;
}

/// Few pieces are put together whole under every gap; of many, only the one whose beginning explains most.
Chosen best_attempt(std::vector<Scraps> supposed, const AttemptInput& input, const TornControl& control) {
  std::vector<std::unique_ptr<Attempt>> attempts;
  for (Scraps& scraps : supposed) {
    if (!attempts.empty() && control.should_stop()) break;
    attempts.push_back(begin_attempt(std::move(scraps), input, control));
    if (!is_large(attempts.back()->scraps)) finish_attempt(input, control, *attempts.back());
  }
  auto& best = *std::max_element(attempts.begin(), attempts.end(),
                                 [](const auto& p, const auto& q) { return p->layout->score() < q->layout->score(); });
  const bool is_sure = was_sure(control) && is_gap_clear(attempts, *best);
  if (is_large(best->scraps)) finish_attempt(input, control, *best);
  return {std::move(best), is_sure};
}

}  // namespace

Assembly solve_torn(const Puzzle& puzzle, const SolveOptions& options, const TornControl& control,
                    const SeamMatcher* learned) {
  const double scale = working_scale(puzzle);

  control.begin("propose");
  Chosen chosen = best_attempt(prepare(puzzle, scale, control), {puzzle, scale, options, learned}, control);
  Attempt& best = *chosen.best;

  control.begin("refine");
  const Scraps& scraps = best.scraps;
  const Scraps at_rest = come_to_rest(scraps, *best.layout, best.settled.has_value());
  const bool is_sure = chosen.is_sure && is_told_apart(scraps, network_for(scraps, learned) != nullptr) &&
                       (best.settled || is_close_fit(at_rest, *best.layout));
  if (best.settled) hold_bodies(scraps, best.settled->rules, *best.layout);
  const TornAnswerOptions how{.scale = scale,
                              .min_confidence = options.min_confidence,
                              .prior_log_odds = best.judge->prior_log_odds(),
                              .most_log_odds = most_log_odds(scraps, is_sure)};
  Assembly answer = torn_answer(puzzle, scraps, *best.layout, best.joins, how);
  add_torn_rivals(scraps, best.joins, scale, answer);
  if (best.settled) mark_pinned_torn(scraps, *best.settled, how, answer);
  // A network that takes the mean looks everywhere alike: nothing to show.
  if (learned != nullptr && learned->options().attention != "mean" && !control.should_stop()) {
    add_torn_looks(scraps, learned->network(), {.depth = learned->depth(), .scale = scale}, answer);
  }
  answer.gap = {.half = scraps.growth / scale, .wear = scraps.wear / scale, .is_sure = is_sure};
  return answer;
}

}  // namespace solve_puzzle
