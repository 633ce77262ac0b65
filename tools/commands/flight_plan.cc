// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/flight_plan.h"

#include <algorithm>
#include <cmath>

#include "puzzles/random.h"
#include "puzzles/rigid.h"

namespace solve_puzzle {
namespace {

constexpr double kBefore = 0.8, kAfter = 2.0;  ///< nothing moves, seconds
constexpr double kFlight = 1.1;                ///< of one piece, seconds
constexpr double kLongest = FlightPlan::kMostSeconds - kBefore - kAfter - kFlight;

cv::Point2d centre_of(cv::Size size) { return {(size.width - 1) / 2.0, (size.height - 1) / 2.0}; }

// Gives places spread evenly over the sheet, as many as there are pieces, in random order.
std::vector<cv::Point2d> scattered(std::size_t count, cv::Size sheet, std::uint64_t seed) {
  if (count == 0) return {};
  const double aspect = static_cast<double>(sheet.width) / std::max(1, sheet.height);
  const auto num_cols = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count) * aspect)));
  const std::size_t num_rows = (count + num_cols - 1) / num_cols;
  std::vector<cv::Point2d> places;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = i / num_cols;
    places.emplace_back((static_cast<double>(i % num_cols) + 0.5) * sheet.width / static_cast<double>(num_cols),
                        (static_cast<double>(row) + 0.5) * sheet.height / static_cast<double>(num_rows));
  }
  Random(seed).shuffle(places);
  return places;
}

// Moves a place so that the picture around it is not cut off, where there is room.
cv::Point2d inside(cv::Point2d place, cv::Size size, cv::Size sheet) {
  const auto clamped = [](double at, int length, int room) {
    return std::clamp(at, std::min(length, room) / 2.0, room - std::min(length, room) / 2.0);
  };
  return {clamped(place.x, size.width, sheet.width), clamped(place.y, size.height, sheet.height)};
}

// Few pieces fly one after the other, many at once.
double time_between(std::size_t count) {
  constexpr double kUnhurried = 0.45;
  return count < 2 ? 0 : std::min(kUnhurried, kLongest / static_cast<double>(count - 1));
}

Flight still(int piece, const FlightGoal& goal) {
  const cv::Matx23d& pose = goal.sheet_from_piece[piece];
  Flight flight{.piece = piece, .from = {}, .to = moved(pose, centre_of(goal.sizes[piece]))};
  flight.from = flight.to;
  flight.turn_from = flight.turn_to = angle_of(pose);
  return flight;
}

}  // namespace

std::vector<int> order_of_assembly(const Assembly& assembly) {
  std::vector<const Match*> made;
  for (const Match& match : assembly.matches) {
    if (is_made(assembly, match)) made.push_back(&match);
  }
  std::stable_sort(made.begin(), made.end(), [](const Match* a, const Match* b) { return a->log_odds > b->log_odds; });
  std::vector<char> is_listed(assembly.pieces.size(), 0);
  std::vector<int> order;
  const auto list = [&](int piece) {
    if (!assembly.pieces[piece].placed || is_listed[piece]) return;
    is_listed[piece] = 1;
    order.push_back(piece);
  };
  for (const Match* match : made) {
    list(match->piece_a);
    list(match->piece_b);
  }
  for (int piece = 0; piece < static_cast<int>(assembly.pieces.size()); ++piece) list(piece);
  return order;
}

FlightPlan plan_flights(const Assembly& assembly, const FlightGoal& goal) {
  const std::vector<int> order = order_of_assembly(assembly);
  const std::vector<cv::Point2d> places = scattered(order.size(), goal.sheet, goal.seed);
  FlightPlan plan;
  for (std::size_t i = 0; i < order.size(); ++i) {
    Flight flight = still(order[i], goal);
    flight.start = kBefore + time_between(order.size()) * static_cast<double>(i);
    flight.end = flight.start + kFlight;
    flight.from = inside(places[i], goal.sizes[order[i]], goal.sheet);
    flight.turn_from = 0;
    plan.flights.push_back(flight);
  }
  plan.seconds = (plan.flights.empty() ? 0 : plan.flights.back().end) + kAfter;
  for (int piece = 0; piece < static_cast<int>(assembly.pieces.size()); ++piece) {
    if (!assembly.pieces[piece].placed) plan.flights.push_back(still(piece, goal));
  }
  return plan;
}

cv::Matx23d pose_at(const Flight& flight, cv::Size size, double seconds) {
  const double length = flight.end - flight.start;
  const double share = length > 0 ? std::clamp((seconds - flight.start) / length, 0.0, 1.0) : 1.0;
  const double eased = share * share * (3 - 2 * share);
  const double turn = flight.turn_from + eased * (flight.turn_to - flight.turn_from);
  const cv::Point2d at = flight.from + eased * (flight.to - flight.from), centre = centre_of(size);
  cv::Matx23d pose = {std::cos(turn), -std::sin(turn), 0, std::sin(turn), std::cos(turn), 0};
  const cv::Point2d off = moved(pose, centre);
  pose(0, 2) = at.x - off.x;
  pose(1, 2) = at.y - off.y;
  return pose;
}

}  // namespace solve_puzzle
