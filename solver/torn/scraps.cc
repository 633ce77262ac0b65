// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/scraps.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "puzzles/parallel.h"
#include "puzzles/random.h"

namespace solve_puzzle {
namespace {

constexpr std::uint64_t kSeed = 1;

/// Differences between points of one outline that are as far apart as the two sides of a seam.
std::vector<float> differences_of_neighbours(const Scraps& scraps) {
  std::vector<float> found;
  for (const Outline& outline : scraps.outlines) {
    if (outline.size() < 8) continue;
    const int lag = std::max(1, static_cast<int>(std::lround((2 * std::max(0.0, scraps.growth) + 3) / outline.step)));
    for (int i = 0; i < outline.size(); ++i) {
      found.push_back(colour_difference(outline.colours[i], outline.colours[outline.wrap(i + lag)]));
    }
  }
  return found;
}

std::vector<float> differences_of_strangers(const Scraps& scraps) {
  std::vector<int> pieces;
  for (int i = 0; i < scraps.size(); ++i) {
    if (scraps.outlines[i].size() > 0) pieces.push_back(i);
  }
  std::vector<float> found;
  if (pieces.size() < 2) return found;
  Random random(kSeed);
  constexpr int kNumPairs = 20000;
  const auto num_pieces = static_cast<std::uint32_t>(pieces.size());
  for (int n = 0; n < kNumPairs; ++n) {
    const std::uint32_t a = random.below(num_pieces);
    const std::uint32_t b = (a + 1 + random.below(num_pieces - 1)) % num_pieces;
    const Outline& first = scraps.outlines[pieces[a]];
    const Outline& second = scraps.outlines[pieces[b]];
    const auto& colour_of_b = second.colours[random.below(static_cast<std::uint32_t>(second.size()))];
    const auto& colour_of_a = first.colours[random.below(static_cast<std::uint32_t>(first.size()))];
    found.push_back(colour_difference(colour_of_a, colour_of_b));
  }
  return found;
}

std::array<double, ColourModel::kNumBins> shares(const ColourModel& model, const std::vector<float>& values) {
  std::array<double, ColourModel::kNumBins> counts = {};
  for (const float value : values) {
    ++counts[std::upper_bound(model.limits.begin(), model.limits.end(), value) - model.limits.begin()];
  }
  for (double& count : counts) count = (count + 5) / (static_cast<double>(values.size()) + 5 * counts.size());
  return counts;
}

ColourModel fit_colours(const Scraps& scraps) {
  ColourModel model;
  std::vector<float> same = differences_of_neighbours(scraps);
  std::vector<float> other = differences_of_strangers(scraps);
  if (same.empty() || other.empty()) return model;
  std::vector<float> pooled = other;
  std::sort(same.begin(), same.end());
  model.typical_same = std::max(0.3F, same[same.size() / 2]);
  double sum = 0;
  for (const float value : other) sum += static_cast<double>(value) * value;
  model.typical_other = std::max(model.typical_same, std::sqrt(sum / static_cast<double>(other.size())));
  for (std::size_t i = 0; i < other.size(); ++i) pooled.push_back(same[i * same.size() / other.size()]);
  std::sort(pooled.begin(), pooled.end());
  for (std::size_t bin = 0; bin < model.limits.size(); ++bin) {
    model.limits[bin] = pooled[(bin + 1) * pooled.size() / ColourModel::kNumBins];
  }
  const auto p = shares(model, same);
  const auto q = shares(model, other);
  for (std::size_t bin = 0; bin < p.size(); ++bin) {
    model.log_ratios[bin] = static_cast<float>(std::clamp(std::log(p[bin] / q[bin]), -2.0, 2.5));
  }
  return model;
}

using Colours = std::array<float, kOutlineColours>;

/// Colours of outline points drawn from all fragments.
std::vector<Colours> sample_of_colours(const Scraps& scraps, std::size_t num_wanted) {
  std::vector<Colours> all;
  for (const Outline& outline : scraps.outlines) all.insert(all.end(), outline.colours.begin(), outline.colours.end());
  Random random(kSeed);
  random.shuffle(all);
  if (all.size() > num_wanted) all.resize(num_wanted);
  return all;
}

/// A colour that a share p of all outline points show cannot speak for a join by more than log(1 / p).
void limit_colours(Scraps& scraps) {
  constexpr std::size_t kNumSamples = 300;
  const std::vector<Colours> samples = sample_of_colours(scraps, kNumSamples);
  const auto alike = static_cast<float>(1.5 * scraps.colours.typical_same);
  parallel_for(0, std::ssize(scraps.outlines), [&](std::ptrdiff_t at) {
    Outline& outline = scraps.outlines[static_cast<std::size_t>(at)];
    for (const Colours& colours : outline.colours) {
      const auto num_alike = std::count_if(samples.begin(), samples.end(), [&](const Colours& other) {
        return colour_difference(colours, other) < alike;
      });
      const double share = (static_cast<double>(num_alike) + 1) / (static_cast<double>(samples.size()) + 1);
      outline.most_colour.push_back(static_cast<float>(-std::log(share)));
    }
  });
}

/// The share of all outlines that lies on long straight stretches.
double straight_share(const std::vector<Outline>& outlines) {
  constexpr float kStraight = 0.35F;  // roughness
  constexpr double kShortest = 20;    // pixels
  double straight = 0, length = 0;
  for (const Outline& outline : outlines) {
    length += outline.size() * outline.step;
    const auto bend = std::find_if(outline.roughness.begin(), outline.roughness.end(),
                                   [](float roughness) { return roughness >= kStraight; });
    const auto first = static_cast<int>(bend - outline.roughness.begin());  // no stretch runs through here
    int run = 0;
    for (int i = first; i <= first + outline.size() && outline.size() > 0; ++i) {
      if (outline.roughness[static_cast<std::size_t>(outline.wrap(i))] < kStraight && i < first + outline.size()) {
        ++run;
        continue;
      }
      if (run * outline.step >= kShortest) straight += run * outline.step;
      run = 0;
    }
  }
  return length > 0 ? straight / length : 0;
}

}  // namespace

float ColourModel::log_ratio(float colour_difference) const {
  return log_ratios[std::upper_bound(limits.begin(), limits.end(), colour_difference) - limits.begin()];
}

float colour_difference(const std::array<float, kOutlineColours>& a, const std::array<float, kOutlineColours>& b) {
  float sum = 0;
  for (std::size_t c = 0; c < a.size(); ++c) sum += (a[c] - b[c]) * (a[c] - b[c]);
  return std::sqrt(sum / static_cast<float>(a.size()));
}

std::vector<Fragment> make_fragments(const Puzzle& puzzle, const FragmentOptions& options) {
  std::vector<Fragment> fragments(puzzle.pieces.size());
  parallel_for(0, std::ssize(fragments), [&](std::ptrdiff_t i) {
    fragments[static_cast<std::size_t>(i)] = make_fragment(puzzle.pieces[static_cast<std::size_t>(i)], options);
  });
  return fragments;
}

double usual_diameter(const std::vector<Fragment>& fragments) {
  std::vector<double> diameters;
  for (const Fragment& fragment : fragments) {
    if (!fragment.is_empty()) diameters.push_back(fragment.diameter);
  }
  if (diameters.empty()) return 0;
  const auto middle = diameters.begin() + std::ssize(diameters) / 2;
  std::nth_element(diameters.begin(), middle, diameters.end());
  return *middle;
}

double outline_step(const std::vector<Fragment>& fragments) {
  constexpr double kPerimeter = 4.5;  // diameters: the bounding circle's, a third longer
  constexpr double kNumPoints = 220;
  const double diameter = usual_diameter(fragments);
  return diameter > 0 ? std::clamp(kPerimeter * diameter / kNumPoints, 1.25, 8.0) : 2;
}

Scraps make_scraps(const std::vector<Fragment>& fragments, double growth, double step) {
  Scraps scraps;
  scraps.fragments = fragments;
  scraps.outlines.resize(fragments.size());
  scraps.growth = growth;
  scraps.wear = std::abs(growth);
  scraps.step = step;
  parallel_for(0, std::ssize(fragments), [&](std::ptrdiff_t i) {
    const auto at = static_cast<std::size_t>(i);
    scraps.outlines[at] = trace_outline(fragments[at], {.growth = growth, .step = step});
  });
  scraps.colours = fit_colours(scraps);
  limit_colours(scraps);
  scraps.diameter = usual_diameter(fragments);
  scraps.straight_share = straight_share(scraps.outlines);
  return scraps;
}

bool is_cut_straight(const Scraps& scraps) {
  constexpr double kMostlyStraight = 0.35;
  return scraps.straight_share >= kMostlyStraight;
}

Scraps at_growth(const Scraps& scraps, double growth) {
  Scraps result = make_scraps(scraps.fragments, growth, scraps.step);
  result.wear = scraps.wear;
  result.gap_is_known = scraps.gap_is_known;
  return result;
}

}  // namespace solve_puzzle
