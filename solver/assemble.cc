// SPDX-License-Identifier: Apache-2.0
#include "solver/assemble.h"

#include <algorithm>
#include <cmath>

#include "puzzles/parallel.h"
#include "solver/anneal.h"
#include "solver/components.h"
#include "solver/exhaustive.h"
#include "solver/frame_fill.h"
#include "solver/frame_size.h"

namespace solve_puzzle {
namespace {

constexpr float kObjectiveFloor = -8.0F;
constexpr float kLearnedFloor = -12.0F;  // a network's low posteriors can be trusted, the classical ones cannot
constexpr float kGuideFloor = -12.0F;
constexpr float kNoPartnerFloor = -8.0F;
constexpr int kNumBest = 10;
constexpr double kDoubt = 2.0;  // see doubt_dissimilar_pairs; 0 and 4 place fewer pieces right
constexpr int kMaxTiny = 5;     // so few pieces are tried in every order

/// log p - log(1 - p), cut off at ±14.
std::vector<float> log_odds(const std::vector<float>& log_probability) {
  std::vector<float> result;
  result.reserve(log_probability.size());
  for (const float lp : log_probability) {
    const double p = std::min(std::exp(static_cast<double>(std::min(lp, 0.0F))), 1.0 - 1e-6);
    result.push_back(static_cast<float>(std::clamp(lp - std::log1p(-p), -14.0, 14.0)));
  }
  return result;
}

/// Joins in two orders, plain and with loop evidence, and the components they grow.
class Grower {
 public:
  Grower(const PairGraph& graph, const std::vector<float>& log_probability, int num_pieces)
      : num_pieces_(num_pieces),
        log_odds_(log_odds(log_probability)),
        support_(graph, log_odds_, -10.0F, 1),
        joins_(ordered_joins(graph, log_odds_, kMinOrder)) {}

  std::vector<Block> grow(cv::Size largest, int turn_step, float min_order) const {
    const GrowthOptions options{
        .min_order = min_order, .max_cols = largest.width, .max_rows = largest.height, .may_turn = turn_step == 1};
    return grow_components(num_pieces_, joins_, support_, options);
  }

 private:
  static constexpr float kMinOrder = -6.0F;
  int num_pieces_;
  std::vector<float> log_odds_;
  PairScores support_;
  std::vector<Join> joins_;
};

const cv::Size kUnbounded(1 << 14, 1 << 14);

/// Gives the block turned (where that is allowed) so that it fits a frame of the given size.
Block turned_to_fit(const Block& block, cv::Size size, int turn_step) {
  const cv::Rect box = bounds(block);
  const int turns = (box.width > size.width || box.height > size.height) && turn_step == 1 ? 1 : 0;
  Block result;
  for (const PlacedOriented& p : block)
    result.push_back({turned_place(p.place, turns), turned_further(p.piece, turns)});
  return result;
}

/// Gives evenly spread shifts that lay the box into the frame.
std::vector<cv::Point> possible_shifts(const cv::Rect& box, const Frame& frame, int max_shifts) {
  std::vector<cv::Point> all;
  for (int y = 0; y <= frame.rows() - box.height; ++y) {
    for (int x = 0; x <= frame.cols() - box.width; ++x) all.push_back(cv::Point(x, y) - box.tl());
  }
  if (static_cast<int>(all.size()) <= max_shifts) return all;
  std::vector<cv::Point> some;
  for (int i = 0; i < max_shifts; ++i) {
    some.push_back(all[static_cast<std::size_t>(i) * (all.size() - 1) / static_cast<std::size_t>(max_shifts - 1)]);
  }
  return some;
}

/// A layout, what it may do, and what it is worth.
struct Hypothesis {
  Frame frame;
  Rules rules;
  double score;
};

class Assembler {
 public:
  Assembler(const PairGraph& graph, const PairEvidence& evidence, const AssembleOptions& options)
      : options_(options),
        num_pieces_(graph.num_sides() / 4),
        full_scores_(make_assembly_scores(graph, evidence)),
        open_evidence_(doubt_dissimilar_pairs(graph, evidence, kDoubt)),
        open_scores_(make_assembly_scores(graph, open_evidence_)),
        plain_(graph, evidence.objective, num_pieces_),
        looped_(graph, evidence.guide, num_pieces_),
        doubtful_(graph, open_evidence_.guide, num_pieces_) {}

  Frame run() {
    if (num_pieces_ == 0) return Frame(1, 1, 0);
    Hypothesis full = best_size(polished_rivals(complete_starts()));
    if (!options_.grid.empty()) return search(std::move(full)).frame;
    if (options_.should_stop()) return full.frame;
    Hypothesis open = open_start();
    polish(open);
    if (is_surely_open(full, open)) return search(std::move(open)).frame;
    full = search(std::move(full));
    return is_open(full, open) ? search(std::move(open)).frame : std::move(full.frame);
  }

  /// Where the pixels say little, a short search for every size tells more than the first layouts do.
  Hypothesis best_size(std::vector<Hypothesis> rivals) const {
    constexpr double kHard = 0.3;
    constexpr double kShort = 0.125;
    constexpr std::size_t kMaxSearched = 3;
    std::stable_sort(rivals.begin(), rivals.end(),
                     [this](const Hypothesis& a, const Hypothesis& b) { return likelihood(a) > likelihood(b); });
    if (rivals.size() > kMaxSearched) rivals.erase(rivals.begin() + kMaxSearched, rivals.end());
    if (rivals.size() > 1 && effort(rivals.front()) > kHard) {
      for (Hypothesis& h : rivals) h = search(std::move(h), kShort);
    }
    return *std::max_element(rivals.begin(), rivals.end(), [this](const Hypothesis& a, const Hypothesis& b) {
      return likelihood(a) < likelihood(b);
    });
  }

  /// The score, less what speaks against long narrow pictures.
  double likelihood(const Hypothesis& h) const {
    constexpr double kUsualAspect = 2.2;
    constexpr double kPerPiece = 0.5;
    const double aspect =
        static_cast<double>(std::max(h.frame.cols(), h.frame.rows())) / std::min(h.frame.cols(), h.frame.rows());
    return h.score - kPerPiece * num_pieces_ * std::max(0.0, std::log(aspect / kUsualAspect));
  }

  static Hypothesis best_of(std::vector<Hypothesis> hypotheses) {
    return *std::max_element(hypotheses.begin(), hypotheses.end(),
                             [](const Hypothesis& a, const Hypothesis& b) { return a.score < b.score; });
  }

  /// Holes or several pictures: what hangs together does not fit into the frame, or nearly every piece is certain of
  /// its place without a frame while the frame breaks joins.
  bool is_surely_open(const Hypothesis& full, const Hypothesis& open) const {
    constexpr double kCertainPerPiece = -2.5;
    constexpr double kHardlyCovered = 0.5;
    constexpr double kNotCovered = 0.93;
    constexpr double kHopelesslyForced = 2.3;
    const double covered = share_covered(full.frame);
    if (covered < kHardlyCovered) return true;
    if (covered < kNotCovered && open.frame.num_placed() > kNotCovered * num_pieces_ &&
        full.score < kHopelesslyForced * open.score - 50)
      return true;
    return open.score > kCertainPerPiece * num_pieces_ && open.score - full.score > 50 + 0.15 * num_pieces_ &&
           holds_full_pictures(open.frame);
  }

  /// Says whether nearly all pieces lie in several large groups, each a nearly full rectangle.
  bool holds_full_pictures(const Frame& frame) const {
    constexpr double kNearlyAll = 0.95;
    std::size_t num_in_pictures = 0;
    int num_pictures = 0;
    for (const Region& region : connected_regions(frame)) {
      if (region.cells.size() < static_cast<std::size_t>(num_pieces_) / 20) break;
      if (static_cast<double>(region.cells.size()) < kNearlyAll * region.box.area()) return false;
      num_in_pictures += region.cells.size();
      ++num_pictures;
    }
    return num_pictures > 1 && static_cast<double>(num_in_pictures) >= kNearlyAll * num_pieces_;
  }

  /// The same after the search for the full frame: it forces pieces together at far more than what leaving them apart
  /// costs.
  bool is_open(const Hypothesis& full, const Hypothesis& open) const {
    constexpr double kForced =
        1.5;  // measured on eroded single pictures (at most 1.35) and missing pieces (at least 1.7)
    constexpr double kMostPlaced = 0.85;  // flat pieces that stay free say nothing of holes
    if (open.frame.num_placed() < kMostPlaced * num_pieces_) return false;
    return full.score < kForced * open.score && open.score - full.score > 50 + 0.15 * num_pieces_;
  }

  /// Gives the share of the largest component that a window of the frame's size holds.
  double share_covered(const Frame& frame) const {
    const std::vector<Block> blocks = looped_.grow(kUnbounded, options_.turn_step, -4.0F);
    const std::vector<FrameSize> sizes = complete_frame_sizes(num_pieces_, blocks.front(), options_.turn_step, 1000);
    const auto same = std::find_if(sizes.begin(), sizes.end(),
                                   [&](const FrameSize& s) { return s.size == cv::Size(frame.cols(), frame.rows()); });
    return same->num_covered / static_cast<double>(blocks.front().size());
  }

  /// Frames that hold exactly all pieces.
  std::vector<Hypothesis> complete_starts() const {
    std::vector<cv::Size> sizes;
    if (!options_.grid.empty()) {
      sizes.push_back(options_.grid);
    } else {
      for (const Grower* grower : {&plain_, &looped_}) {
        const std::vector<Block> blocks = grower->grow(kUnbounded, options_.turn_step, -4.0F);
        for (const FrameSize& s : complete_frame_sizes(num_pieces_, blocks.front(), options_.turn_step, 3)) {
          if (std::find(sizes.begin(), sizes.end(), s.size) == sizes.end()) sizes.push_back(s.size);
        }
      }
    }
    std::vector<Hypothesis> starts;
    for (const cv::Size size : sizes) {
      if (!starts.empty() && options_.should_stop()) break;
      starts.push_back(best_of({complete_start(size, plain_), complete_start(size, looped_)}));
    }
    return starts;
  }

  /// Polishes the hypotheses that are not hopeless against the best one, and gives these.
  std::vector<Hypothesis> polished_rivals(std::vector<Hypothesis> hypotheses) const {
    constexpr double kHopeless = 1.7;
    constexpr double kSlack = 50.0;
    const double limit = kHopeless * best_of(hypotheses).score - kSlack;
    std::erase_if(hypotheses, [&](const Hypothesis& h) { return h.score < limit; });
    for (Hypothesis& h : hypotheses) polish(h);
    return hypotheses;
  }

  /// The largest block at every shift, the others around it, the rest filled in: the best of these.
  Hypothesis complete_start(cv::Size size, const Grower& grower) const {
    const int max_shifts = std::clamp(15000 / size.area(), 4, 30);
    const Rules rules{.turn_step = options_.turn_step, .is_complete = num_pieces_ == size.area()};
    std::vector<Block> blocks = grower.grow(size, options_.turn_step, -6.0F);
    const Block first = turned_to_fit(blocks.front(), size, options_.turn_step);
    std::vector<Block> others;
    for (std::size_t i = 1; i < blocks.size() && others.size() < 60 && blocks[i].size() > 1; ++i)
      others.push_back(blocks[i]);
    const Frame empty(size.width, size.height, num_pieces_);
    const std::vector<cv::Point> shifts = possible_shifts(bounds(first), empty, max_shifts);
    std::vector<Hypothesis> tried(shifts.size(), Hypothesis{empty, rules, -1e18});
    parallel_for(0, static_cast<std::ptrdiff_t>(shifts.size()), [&](std::ptrdiff_t i) {
      if (i > 0 && options_.should_stop()) return;
      Random random(options_.seed, static_cast<std::uint64_t>(i));
      Hypothesis& h = tried[static_cast<std::size_t>(i)];
      put_block(h.frame, first, 0, shifts[static_cast<std::size_t>(i)]);
      place_blocks(h.frame, others, scores(rules), rules, 0.0, random);
      fill_cells(h.frame, scores(rules), rules, 0.0, random);
      h.score = layout_score(h.frame, scores(rules), rules);
    });
    return *std::max_element(tried.begin(), tried.end(),
                             [](const Hypothesis& a, const Hypothesis& b) { return a.score < b.score; });
  }

  const AssemblyScores& scores(const Rules& rules) const { return rules.is_complete ? full_scores_ : open_scores_; }

  /// A canvas without a frame: the components as they grew, apart from each other.
  Hypothesis open_start() const {
    const Rules rules{.turn_step = options_.turn_step, .is_complete = false};
    const std::vector<Block> blocks = doubtful_.grow(kUnbounded, options_.turn_step, -4.0F);
    Frame frame = lay_out(blocks);
    Random random(options_.seed);
    fill_cells(frame, scores(rules), rules, 0.0, random);
    const double score = layout_score(frame, scores(rules), rules);
    return {std::move(frame), rules, score};
  }

  /// Rows of blocks with empty cells between them; small ones stay free.
  Frame lay_out(const std::vector<Block>& blocks) const {
    constexpr int kMargin = 2;
    const auto smallest = static_cast<std::size_t>(std::max(2, num_pieces_ / 50));
    std::vector<cv::Point> corners;
    cv::Rect canvas(0, 0, 1, 1);
    cv::Point corner(kMargin, kMargin);
    int shelf_height = 0;
    const int shelf_width = 4 * static_cast<int>(std::sqrt(num_pieces_)) + 8;
    std::vector<const Block*> laid;
    for (const Block& block : blocks) {
      if (block.size() < smallest && !laid.empty()) break;
      const cv::Rect box = bounds(block);
      if (corner.x > kMargin && corner.x + box.width > shelf_width) {
        corner = {kMargin, corner.y + shelf_height + 2 * kMargin};
        shelf_height = 0;
      }
      corners.push_back(corner - box.tl());
      canvas |= cv::Rect(corner, box.size() + cv::Size(kMargin, kMargin));
      shelf_height = std::max(shelf_height, box.height);
      corner.x += box.width + 2 * kMargin;
      laid.push_back(&block);
    }
    Frame frame(canvas.width, canvas.height, num_pieces_);
    for (std::size_t i = 0; i < laid.size(); ++i) put_block(frame, *laid[i], 0, corners[i]);
    return frame;
  }

  AnnealOptions anneal_options() const {
    AnnealOptions result;
    result.seed = options_.seed;
    result.should_stop = options_.should_stop;
    return result;
  }

  /// Moves that only gain, until they gain no more.
  void polish(Hypothesis& h) const {
    constexpr int kMaxIdleRounds = 2;
    AnnealOptions options = anneal_options();
    options.moves_per_round = 30;
    for (int idle = 0; idle < kMaxIdleRounds && !options.should_stop(); ++idle) {
      options.seed += 1;
      h.frame = anneal(h.frame, scores(h.rules), h.rules, options);
      const double score = layout_score(h.frame, scores(h.rules), h.rules);
      if (score > h.score + 1e-6) idle = -1;
      h.score = score;
    }
  }

  /// Effort follows doubt: a layout that makes the joins which the scores are sure of needs no annealing.
  Hypothesis search(Hypothesis h, double share = 1.0) const {
    constexpr int kMaxRounds = 80;
    constexpr double kMaxTemperature = 160.0;
    const double wanted = effort(h);
    AnnealOptions options = anneal_options();
    options.num_rounds = static_cast<int>(std::lround(share * wanted * kMaxRounds));
    options.moves_per_round = 50;
    options.temperature = kMaxTemperature * wanted;
    options.seed = options_.seed + 1000;
    options.progress = options_.progress;
    h.frame = anneal(h.frame, scores(h.rules), h.rules, options);
    h.score = layout_score(h.frame, scores(h.rules), h.rules);
    return h;
  }

  /// From 0, all that the scores are sure of is made, to 1.
  double effort(const Hypothesis& h) const {
    constexpr double kQuiet = 0.03;     // share of sides that is missed even where all is right
    constexpr double kDesperate = 0.1;  // with this share the full effort pays
    return std::clamp((share_of_missed_joins(h.frame) - kQuiet) / (kDesperate - kQuiet), 0.0, 1.0);
  }

  /// Gives the share of sides whose best partner is more likely than not, but stands elsewhere.
  double share_of_missed_joins(const Frame& frame) const {
    constexpr float kLikely = -0.7F;
    int num_sides = 0;
    int num_missed = 0;
    for (int cell = 0; cell < frame.num_cells(); ++cell) {
      if (frame.at(cell) == kNoPiece) continue;
      for (int direction = 0; direction < 4; ++direction) {
        ++num_sides;
        const auto best = full_scores_.objective.best(side_towards(frame.at(cell), direction));
        if (best.empty() || best.front().score < kLikely) continue;
        const int other = frame.neighbour(cell, direction);
        const bool is_made = other >= 0 && frame.at(other) != kNoPiece &&
                             side_towards(frame.at(other), opposite(direction)) == best.front().side;
        num_missed += is_made ? 0 : 1;
      }
    }
    return num_sides == 0 ? 0.0 : static_cast<double>(num_missed) / num_sides;
  }

  const AssembleOptions& options_;
  int num_pieces_;
  AssemblyScores full_scores_;
  PairEvidence open_evidence_;
  AssemblyScores open_scores_;
  Grower plain_;
  Grower looped_;
  Grower doubtful_;
};

}  // namespace

AssemblyScores make_assembly_scores(const PairGraph& graph, const PairEvidence& evidence) {
  std::vector<float> no_partner = evidence.no_partner;
  for (float& v : no_partner) v = std::max(v, kNoPartnerFloor);
  const float floor = evidence.is_learned() ? kLearnedFloor : kObjectiveFloor;
  return {PairScores(graph, evidence.objective, unlisted_scores(graph, evidence.objective, floor), kNumBest),
          PairScores(graph, evidence.guide, kGuideFloor, kNumBest), std::move(no_partner)};
}

Frame assemble(const PairGraph& graph, const PairEvidence& evidence, const AssembleOptions& options) {
  const bool is_tiny = graph.num_sides() / 4 <= kMaxTiny && graph.num_sides() > 0;
  if (is_tiny && options.grid.empty()) return assemble_exhaustively(graph, evidence, options);
  return Assembler(graph, evidence, options).run();
}

}  // namespace solve_puzzle
