// SPDX-License-Identifier: Apache-2.0
#include "solver/solve.h"

#include <algorithm>
#include <chrono>

#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "solver/assemble.h"
#include "solver/best_pairs.h"
#include "solver/checks.h"
#include "solver/context.h"
#include "solver/exhaustive.h"
#include "solver/learned.h"
#include "solver/local_learned.h"
#include "solver/local_pairs.h"
#include "solver/pinned_search.h"
#include "solver/shortlist.h"
#include "solver/square_answer.h"
#include "solver/torn/solve_torn.h"

namespace solve_puzzle {
namespace {

using Clock = std::chrono::steady_clock;

/// Times the stages and says when to stop.
class Watch {
 public:
  Watch(const SolveOptions& options, const SolveControl& control) : options_(options), control_(control) {}

  void begin(const std::string& stage) {
    end();
    stage_ = stage;
    stage_start_ = Clock::now();
    report(0.0);
  }

  void end() {
    if (stage_.empty()) return;
    report(1.0);
    seconds_[stage_] += seconds_since(stage_start_);
    stage_.clear();
  }

  void report(double share) const {
    if (control_.progress) control_.progress(stage_, share);
  }

  /// Somebody wants out at once, with or without an answer.
  bool is_interrupted() const { return control_.stop != nullptr && control_.stop->load(); }

  /// The search shall give what it has.
  bool should_stop() const {
    return is_interrupted() || (options_.time_limit > 0 && seconds_since(start_) > options_.time_limit);
  }

  const SolveControl& control() const { return control_; }
  const std::map<std::string, double>& seconds() const { return seconds_; }
  double total() const { return seconds_since(start_); }

 private:
  static double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  const SolveOptions& options_;
  const SolveControl& control_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point stage_start_;
  std::string stage_;
  std::map<std::string, double> seconds_;
};

/// Best partners per side: enough for the loops to close, few enough for memory.
int num_candidates(const SolveOptions& options, int num_pieces) {
  if (options.candidates > 0) return options.candidates;
  const int proposed = num_proposed(num_pieces);
  return options.matcher == "learned" ? proposed : std::min(proposed, 40);
}

AssembleOptions assemble_options(const SolveOptions& options, const Puzzle& puzzle, const Watch& watch) {
  AssembleOptions result;
  result.turn_step = turn_step_of(puzzle);
  result.grid = parse_grid(options.grid, static_cast<int>(puzzle.pieces.size()));
  result.seed = options.seed;
  result.should_stop = [&watch] { return watch.should_stop(); };
  result.progress = [&watch](double share) { watch.report(share); };
  return result;
}

Frame place(const PairGraph& graph, const PairEvidence& evidence, const SolveOptions& options, const Puzzle& puzzle,
            const Watch& watch) {
  if (watch.is_interrupted()) return Frame(1, 1, static_cast<int>(puzzle.pieces.size()));  // nothing placed
  const AssembleOptions how = assemble_options(options, puzzle, watch);
  return options.exhaustive ? assemble_exhaustively(graph, evidence, how) : assemble(graph, evidence, how);
}

/// What the pins settle, and what is left to compare.
struct Given {
  Settled settled;
  LocalPairs pairs;
};

/// From this size on, comparing all pairs again takes longer than a person likes to wait.
constexpr std::size_t kLocalFrom = 1000;

Given given_by(const Puzzle& puzzle, const Puzzle& upright, const SolveControl& control) {
  if (control.corrections == nullptr) return {};
  Given given;
  given.settled.rules = make_pin_rules(upright, pins_with_equal_sides(puzzle, control.corrections->pins));
  if (!control.corrections->earlier) return given;
  const Assembly earlier = answer_with_equal_sides(puzzle, *control.corrections->earlier);
  given.settled.earlier = frame_of(upright, earlier);
  if (puzzle.pieces.size() < kLocalFrom || given.settled.rules.is_empty()) return given;
  given.settled.loose = with_rivals(upright, earlier, given.settled.rules,
                                    loose_pieces(*given.settled.earlier, given.settled.rules, turn_step_of(upright)));
  constexpr std::size_t kFew = 20;  // more than one piece in so many are no correction any more
  if (given.settled.loose.size() > puzzle.pieces.size() / kFew) return given;
  given.settled.is_search_local = true;
  given.pairs = pairs_of_answer(upright, earlier, *given.settled.earlier, given.settled.loose);
  return given;
}

BestPairs propose(const Sides& sides, const Puzzle& puzzle, const Compatibility& compatibility,
                  const SolveOptions& options, const Given& given, const Watch& watch) {
  const int k = num_candidates(options, sides.num_pieces());
  if (given.settled.is_search_local) return best_local_pairs(sides, puzzle.rotation, compatibility, k, given.pairs);
  return options.brute_force_table
             ? best_pairs_brute_force(sides, puzzle.rotation, compatibility, k)
             : best_pairs(sides, puzzle.rotation, compatibility, k, [&watch] { return watch.is_interrupted(); });
}

/// Hands the answer over together with what the watch saw.
Assembly timed(Assembly assembly, Watch& watch, bool stopped_early) {
  watch.end();
  assembly.stopped_early = stopped_early;
  assembly.seconds = watch.seconds();
  assembly.seconds["total"] = watch.total();
  return assembly;
}

Assembly solve_fragments(const Puzzle& puzzle, const SolveOptions& options, Watch& watch, const SeamMatcher* learned) {
  const TornControl control{.begin = [&watch](const std::string& stage) { watch.begin(stage); },
                            .should_stop = [&watch] { return watch.should_stop(); },
                            .progress = [&watch](double share) { watch.report(share); },
                            .corrections = watch.control().corrections};
  Assembly assembly = solve_torn(puzzle, options, control, learned);
  return timed(std::move(assembly), watch, watch.should_stop());
}

Assembly solve_tiles(const Puzzle& puzzle, const SolveOptions& options, Watch& watch, const SeamMatcher* learned) {
  watch.begin("propose");
  const Puzzle upright = with_equal_sides(puzzle);
  const Sides sides(upright);
  const Given given = given_by(puzzle, upright, watch.control());
  const PinRules& rules = given.settled.rules;
  const auto compatibility = make_compatibility(options.compatibility, sides);
  PairGraph graph = make_pair_graph(propose(sides, upright, *compatibility, options, given, watch));

  watch.begin("score");
  const ContextOptions hasty{.normalisations = 1, .loop_rounds = 0};
  PairEvidence evidence = judge_pairs(graph, watch.is_interrupted() ? hasty : ContextOptions{});
  const auto should_stop = [&watch] { return watch.should_stop(); };
  const bool is_learned = options.matcher == "learned" && !watch.should_stop();
  if (is_learned && given.settled.is_search_local) {
    PairEvidence judged = judge_loose(graph, evidence, given.pairs.loose, [&](const Shortlist& part) {
      return judge_learned(upright, part.graph, part.evidence, *learned, should_stop);
    });
    if (!should_stop()) evidence = std::move(judged);
  } else if (is_learned) {
    Shortlist list = judge_learned(upright, graph, evidence, *learned, should_stop);
    graph = std::move(list.graph);
    evidence = std::move(list.evidence);
  }

  watch.begin("assemble");
  if (!rules.is_empty()) {
    PinnedEvidence pinned = pinned_evidence(graph, evidence, rules);
    graph = std::move(pinned.graph);
    evidence = std::move(pinned.evidence);
  }
  const Frame frame = rules.is_empty()
                          ? place(graph, evidence, options, upright, watch)
                          : assemble_pinned(graph, evidence, given.settled, assemble_options(options, upright, watch));
  const bool stopped_early = watch.should_stop();
  Assembly assembly = square_answer(upright, frame, graph, evidence, options.min_confidence, rules.blocks);
  mark_pinned(rules, assembly);
  undo_equal_sides(puzzle, assembly);
  if (given.settled.is_search_local) {
    keep_known_odds(puzzle, *watch.control().corrections->earlier, options.min_confidence, assembly);
  }
  return timed(std::move(assembly), watch, stopped_early);
}

}  // namespace

Assembly solve(const Puzzle& puzzle, const SolveOptions& options, const SolveControl& control,
               const SeamMatcher* learned) {
  check(puzzle, options);
  const ThreadLimit limit(options.threads);
  Watch watch(options, control);
  if (puzzle.kind == Kind::kTorn) return solve_fragments(puzzle, options, watch, learned);
  if (options.matcher == "learned" && learned == nullptr) throw Error("matcher learned: no weights were given");
  return solve_tiles(puzzle, options, watch, learned);
}

}  // namespace solve_puzzle
