// SPDX-License-Identifier: Apache-2.0
#include "solver/torn/propose.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstring>

#include "solver/torn/window_kernel.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = Windows::kReach[Windows::kNumSizes - 1] + 1;
constexpr int kMostPeaks = 60;  // per window size

/// Products of all points of a with all points of b, b reversed, so that windows run along diagonals. Columns are
/// continued around the ring by kMargin on both sides.
struct PairTable {
  int num_rows = 0, num_columns = 0, stride = 0;
  std::vector<float> real, imaginary, colour;

  const float* row(const std::vector<float>& table, int i) const {
    return table.data() + static_cast<std::size_t>((i % num_rows + num_rows) % num_rows) * stride + kMargin;
  }
};

struct ReversedRing {
  std::vector<float> x, y;
  std::vector<float> colours[kOutlineColours];
};

ReversedRing reversed(const Windows& b) {
  ReversedRing ring;
  const int n = b.size();
  for (int column = -kMargin; column < n + kMargin; ++column) {
    const int j = b.outline().wrap(n - 1 - column);
    ring.x.push_back(b.x[j]);
    ring.y.push_back(b.y[j]);
    for (int c = 0; c < kOutlineColours; ++c) ring.colours[c].push_back(b.outline().colours[j][c]);
  }
  return ring;
}

void fill_colours(const std::array<float, kOutlineColours>& colours, const ReversedRing& ring, float* out, int width) {
  constexpr float kShare = 1.0F / kOutlineColours;
  std::fill(out, out + width, 0.0F);
  for (int c = 0; c < kOutlineColours; ++c) {
    const float own = colours[static_cast<std::size_t>(c)];
    const float* const other = ring.colours[c].data();
    for (int k = 0; k < width; ++k) out[k] += kShare * (own - other[k]) * (own - other[k]);
  }
}

PairTable make_table(const Windows& a, const Windows& b) {
  PairTable table{.num_rows = a.size(), .num_columns = b.size(), .stride = b.size() + 2 * kMargin};
  const auto size = static_cast<std::size_t>(table.num_rows) * table.stride;
  table.real.resize(size);
  table.imaginary.resize(size);
  table.colour.resize(size);
  const ReversedRing ring = reversed(b);
  for (int i = 0; i < a.size(); ++i) {
    float* const real = table.real.data() + static_cast<std::size_t>(i) * table.stride;
    float* const imaginary = table.imaginary.data() + static_cast<std::size_t>(i) * table.stride;
    const float x = a.x[i];
    const float y = a.y[i];
    for (int k = 0; k < table.stride; ++k) {
      real[k] = x * ring.x[k] + y * ring.y[k];
      imaginary[k] = x * ring.y[k] - y * ring.x[k];
    }
    fill_colours(a.outline().colours[i], ring, table.colour.data() + static_cast<std::size_t>(i) * table.stride,
                 table.stride);
  }
  return table;
}

/// Sums along diagonals of the last 2·reach + 1 entries, row after row.
class DiagonalSums {
 public:
  DiagonalSums(const PairTable& table, const std::vector<float>& values, int reach)
      : table_(table), values_(values), reach_(reach), sums_(static_cast<std::size_t>(table.num_columns) + 1) {
    for (int k = -reach; k <= reach; ++k) {
      const float* const row = table.row(values, k) + k;
      for (int j = 0; j < table.num_columns; ++j) sums_[j + 1] += row[j];
    }
  }

  const float* sums() const { return sums_.data() + 1; }

  /// Moves on from row i - 1 to row i.
  void advance(int i, const WindowKernel& kernel) {
    const int n = table_.num_columns;
    const float* const entering = table_.row(values_, i + reach_) + reach_;
    const float* const leaving = table_.row(values_, i - 1 - reach_) - 1 - reach_;
    sums_[0] = sums_[static_cast<std::size_t>(n)];
    // In place and from the back, since every sum comes from its left neighbour.
    moved_.resize(sums_.size());
    kernel.advance(sums_.data(), entering, leaving, n, moved_.data() + 1);
    sums_.swap(moved_);
  }

 private:
  const PairTable& table_;
  const std::vector<float>& values_;
  int reach_;
  std::vector<float> sums_, moved_;
};

ScoreScales scales_of(const Scraps& scraps, const ProposeOptions& options) {
  const double noise = 0.4 + 0.1 * scraps.wear;
  ScoreScales scales;
  scales.shape_noise = static_cast<float>(2 * noise * noise);
  scales.colour_noise = static_cast<float>(2 * scraps.colours.typical_same * scraps.colours.typical_same);
  scales.colour_spread = static_cast<float>(scraps.colours.typical_other * scraps.colours.typical_other);
  scales.colour_weight = static_cast<float>(options.colour_weight);
  return scales;
}

/// What window columns of b need, in reversed order.
Windows::OfSize reversed(const Windows::OfSize& windows) {
  Windows::OfSize result = windows;
  for (auto* values : {&result.mean_x, &result.mean_y, &result.energy, &result.straightness}) {
    std::reverse(values->begin(), values->end());
  }
  return result;
}

struct Peak {
  float score = 0;
  int size = 0;  // which window size
  int i = 0, j = 0;
};

/// Scores of all windows of one size, as a torus.
struct ScoreTable {
  int num_rows = 0, num_columns = 0;
  std::vector<float> scores;

  /// Rows and columns may lie one round off.
  const float* row(int i) const { return scores.data() + static_cast<std::size_t>(wrapped(i, num_rows)) * num_columns; }
  float at(int i, int j) const { return row(i)[wrapped(j, num_columns)]; }

  static int wrapped(int i, int count) { return i < 0 ? i + count : i >= count ? i - count : i; }

  /// Of equal neighbours, the first is the peak.
  bool is_peak(int i, int j) const {
    const float value = at(i, j);
    for (int di = -2; di <= 2; ++di) {
      for (int dj = -2; dj <= 2; ++dj) {
        const float other = at(i + di, j + dj);
        if (other > value || (other == value && (di < 0 || (di == 0 && dj < 0)))) return false;
      }
    }
    return true;
  }
};

bool is_better(const Peak& p, const Peak& q) {
  return std::tuple(-p.score, p.size, p.i, p.j) < std::tuple(-q.score, q.size, q.i, q.j);
}

/// Marks the windows of a row that are as good as the four beside them: few, so that only those are looked at closely.
/// No branches: compilers turn the loop into vector code.
void mark_candidates(const ScoreTable& table, int i, float floor, std::uint8_t* __restrict marks) {
  const float* const above = table.row(i - 1);
  const float* const row = table.row(i);
  const float* const below = table.row(i + 1);
  for (int j = 1; j + 1 < table.num_columns; ++j) {
    const float value = row[j];
    marks[j] = static_cast<std::uint8_t>((value >= floor) & (value >= row[j - 1]) & (value >= row[j + 1]) &
                                         (value >= above[j]) & (value >= below[j]));
  }
}

/// Gives the first marked place from `begin` on; the size where there is none.
int next_mark(const std::vector<std::uint8_t>& marks, int begin) {
  const std::size_t left = marks.size() - static_cast<std::size_t>(begin);
  const void* const found = left == 0 ? nullptr : std::memchr(marks.data() + begin, 1, left);
  if (found == nullptr) return static_cast<int>(marks.size());
  return static_cast<int>(static_cast<const std::uint8_t*>(found) - marks.data());
}

void add_peaks(const ScoreTable& table, int size, std::vector<Peak>& peaks) {
  constexpr float kFloor = 3;
  std::vector<Peak> found;
  std::vector<std::uint8_t> marks(static_cast<std::size_t>(table.num_columns), 0);
  for (int i = 0; i < table.num_rows; ++i) {
    mark_candidates(table, i, kFloor, marks.data());
    for (int j = next_mark(marks, 0); j < table.num_columns; j = next_mark(marks, j + 1)) {
      if (table.is_peak(i, j)) found.push_back({table.at(i, j), size, i, j});
    }
  }
  const auto kept = std::min<std::ptrdiff_t>(kMostPeaks, std::ssize(found));
  std::partial_sort(found.begin(), found.begin() + kept, found.end(), is_better);
  peaks.insert(peaks.end(), found.begin(), found.begin() + kept);
}

ScoreTable score_windows(const Windows& a, const Windows& b, const PairTable& table, int size,
                         const ScoreScales& scales) {
  const int reach = Windows::kReach[size];
  ScoreTable result{.num_rows = table.num_rows, .num_columns = table.num_columns};
  result.scores.resize(static_cast<std::size_t>(table.num_rows) * table.num_columns);
  const Windows::OfSize& rows = a.sizes[size];
  const Windows::OfSize columns = reversed(b.sizes[size]);
  const WindowsOfB windows_of_b{columns.mean_x.data(), columns.mean_y.data(), columns.energy.data(),
                                columns.straightness.data(), table.num_columns};
  static const WindowKernel kernel = best_window_kernel();
  DiagonalSums real(table, table.real, reach);
  DiagonalSums imaginary(table, table.imaginary, reach);
  DiagonalSums colour(table, table.colour, reach);
  for (int i = 0; i < table.num_rows; ++i) {
    if (i > 0) {
      real.advance(i, kernel);
      imaginary.advance(i, kernel);
      colour.advance(i, kernel);
    }
    const WindowOfA row{rows.mean_x[i], rows.mean_y[i], rows.energy[i], rows.straightness[i]};
    kernel.score(row, windows_of_b, {real.sums(), imaginary.sums(), colour.sums()}, scales, 2 * reach + 1,
                 result.scores.data() + static_cast<std::size_t>(i) * table.num_columns);
  }
  return result;
}

/// The best rotation and translation of the two windows of a peak.
Proposal proposal_of(const Windows& a, const Windows& b, const Peak& peak) {
  const int reach = Windows::kReach[peak.size];
  const int j = b.size() - 1 - peak.j;
  const cv::Point2d mean_a(a.sizes[peak.size].mean_x[peak.i], a.sizes[peak.size].mean_y[peak.i]);
  const cv::Point2d mean_b(b.sizes[peak.size].mean_x[j], b.sizes[peak.size].mean_y[j]);
  std::complex<double> sum = 0;
  for (int k = -reach; k <= reach; ++k) {
    const int at_a = a.outline().wrap(peak.i + k);
    const int at_b = b.outline().wrap(j - k);
    sum += std::complex<double>(a.x[at_a] - mean_a.x, a.y[at_a] - mean_a.y) *
           std::conj(std::complex<double>(b.x[at_b] - mean_b.x, b.y[at_b] - mean_b.y));
  }
  const double length = std::max(1e-12, std::abs(sum));
  Pose turn{sum.real() / length, sum.imag() / length, 0, 0};
  const cv::Point2d contact = mean_a + a.centre;
  const cv::Point2d shift = contact - turn.turn(mean_b + b.centre);
  return {{turn.cosine, turn.sine, shift.x, shift.y}, contact, peak.score};
}

bool is_same(const Proposal& p, const Proposal& q, double step) {
  const PoseDifference apart = difference(p.a_from_b, q.a_from_b, inverse(p.a_from_b) * p.contact);
  return apart.distance < 3 * step && apart.angle < 0.1;
}

}  // namespace

Windows::Windows(const Fragment& fragment, const Outline& outline) : centre(fragment.centre), outline_(&outline) {
  for (const cv::Point2f& point : outline.points) {
    x.push_back(static_cast<float>(point.x - centre.x));
    y.push_back(static_cast<float>(point.y - centre.y));
  }
  for (int size = 0; size < kNumSizes; ++size) {
    const int n = 2 * kReach[size] + 1;
    for (int i = 0; i < outline.size(); ++i) {
      double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
      for (int k = -kReach[size]; k <= kReach[size]; ++k) mx += x[outline.wrap(i + k)], my += y[outline.wrap(i + k)];
      mx /= n, my /= n;
      for (int k = -kReach[size]; k <= kReach[size]; ++k) {
        const double dx = x[outline.wrap(i + k)] - mx;
        const double dy = y[outline.wrap(i + k)] - my;
        xx += dx * dx, xy += dx * dy, yy += dy * dy;
      }
      sizes[size].mean_x.push_back(static_cast<float>(mx));
      sizes[size].mean_y.push_back(static_cast<float>(my));
      sizes[size].energy.push_back(static_cast<float>(xx + yy));
      sizes[size].straightness.push_back(
          static_cast<float>(std::max(0.0, (xx + yy) / 2 - std::hypot((xx - yy) / 2, xy))));
    }
  }
}

std::vector<Proposal> propose(const Windows& a, const Windows& b, const Scraps& scraps, const ProposeOptions& options) {
  const int shorter = std::min(a.size(), b.size());
  if (shorter == 0) return {};
  const PairTable table = make_table(a, b);
  const ScoreScales scales = scales_of(scraps, options);
  std::vector<Peak> peaks;
  for (int size = 0; size < Windows::kNumSizes; ++size) {
    if (2 * (2 * Windows::kReach[size] + 1) > shorter && size > 0) break;  // longer than any seam
    if (2 * Windows::kReach[size] + 1 > shorter) break;
    add_peaks(score_windows(a, b, table, size, scales), size, peaks);
  }
  std::sort(peaks.begin(), peaks.end(), is_better);
  std::vector<Proposal> kept;
  for (const Peak& peak : peaks) {
    if (static_cast<int>(kept.size()) >= options.most) break;
    const Proposal proposal = proposal_of(a, b, peak);
    const bool is_new = std::none_of(kept.begin(), kept.end(),
                                     [&](const Proposal& other) { return is_same(proposal, other, scraps.step); });
    if (is_new) kept.push_back(proposal);
  }
  return kept;
}

}  // namespace solve_puzzle
