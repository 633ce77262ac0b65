// SPDX-License-Identifier: Apache-2.0
#include "puzzles/accuracy_torn.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "puzzles/components.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "puzzles/random.h"
#include "puzzles/rigid.h"
#include "puzzles/torn_adjacency.h"

namespace solve_puzzle {
namespace {

constexpr double kMostDegrees = 2.0;
constexpr double kLeastTear = 0.1;    ///< of the mean diameter: a true adjacency
constexpr double kGap = 0.05;         ///< of the mean diameter: masks this near lie side by side
constexpr double kLargeGroup = 0.05;  ///< of the pieces: a group that counts as a picture

double degrees(double radians) { return radians * 180 / CV_PI; }

/// Of nothing, all is right.
double share(double part, double whole) { return whole > 0 ? part / whole : 1.0; }

/// One piece, in the truth and in the answer.
struct Judged {
  cv::Point2d centre;  ///< in the piece's picture
  int picture = -1;    ///< group of the truth, -1: of no known place
  cv::Matx23d truth_pose;
  int group = -1;  ///< of the answer, -1: not placed
  cv::Matx23d answer_pose;
};

struct Tolerance {
  double pixels = 0;
  double diameter = 0;
};

using Index = std::unordered_map<std::string, int>;

template <class Pieces>
Index index_of(const Pieces& pieces, const std::string& what) {
  Index index;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (index.emplace(pieces[i].id, static_cast<int>(i)).second) continue;
    throw Error(fmt::format("{}: piece \"{}\" is listed twice, expected every piece once", what, pieces[i].id));
  }
  return index;
}

int number_in(const Index& truth, const std::string& id, const std::string& what) {
  const auto found = truth.find(id);
  if (found == truth.end()) throw Error(fmt::format("{}: piece \"{}\" is unknown to the truth", what, id));
  return found->second;
}

cv::Mat mask_of(const Piece& piece) {
  return piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8UC1, cv::Scalar(255)) : piece.mask;
}

cv::Point2d centre_of(const cv::Mat& mask) {
  cv::Point2d sum;
  int count = 0;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) == 0) continue;
      sum += cv::Point2d(x, y);
      ++count;
    }
  }
  return count > 0 ? sum * (1.0 / count) : sum;
}

/// Gives the puzzle with its pieces in the order of the truth's.
Puzzle in_order_of(const Assembly& truth, const Puzzle& puzzle, const Index& index) {
  index_of(puzzle.pieces, "puzzle");
  if (puzzle.pieces.size() != truth.pieces.size()) {
    throw Error(fmt::format("puzzle: has {} pieces, the truth {}; expected the same", puzzle.pieces.size(),
                            truth.pieces.size()));
  }
  Puzzle ordered = {puzzle.kind, puzzle.rotation, puzzle.piece_size, std::vector<Piece>(puzzle.pieces.size())};
  for (const Piece& piece : puzzle.pieces) {
    ordered.pieces[static_cast<std::size_t>(number_in(index, piece.id, "puzzle"))] = piece;
  }
  return ordered;
}

std::vector<Judged> judged_pieces(const Assembly& answer, const Assembly& truth, const Puzzle* ordered,
                                  const Index& index, double diameter) {
  std::vector<Judged> pieces(truth.pieces.size());
  parallel_for(0, std::ssize(pieces), [&](std::ptrdiff_t i) {
    const PlacedPiece& place = truth.pieces[i];
    pieces[i].centre =
        ordered ? centre_of(mask_of(ordered->pieces[i])) : cv::Point2d((diameter - 1) / 2, (diameter - 1) / 2);
    if (!place.placed) return;
    pieces[i].picture = place.group;
    pieces[i].truth_pose = place.canvas_from_piece;
  });
  for (const PlacedPiece& place : answer.pieces) {
    Judged& piece = pieces[static_cast<std::size_t>(number_in(index, place.id, "answer"))];
    if (!place.placed) continue;
    if (place.group < 0) throw Error(fmt::format("answer: piece \"{}\" is placed, but has no group", place.id));
    piece.group = place.group;
    piece.answer_pose = place.canvas_from_piece;
  }
  return pieces;
}

/// How far a piece lies from its place when the group is laid on the picture by a motion.
struct Deviation {
  double pixels = 0;
  double degrees = 0;
};

Deviation deviation(const Judged& piece, const cv::Matx23d& picture_from_group) {
  const cv::Matx23d found = after(picture_from_group, piece.answer_pose);
  const cv::Point2d off = moved(found, piece.centre) - moved(piece.truth_pose, piece.centre);
  return {std::hypot(off.x, off.y), degrees(angle_between(found, piece.truth_pose))};
}

/// A motion, and which pieces are right under it.
struct Frame {
  cv::Matx23d picture_from_group = {1, 0, 0, 0, 1, 0};
  std::vector<int> right;
};

/// Fits the motion to the centres of the pieces and to their turns: two points of each, a diameter apart.
cv::Matx23d fitted(const std::vector<Judged>& pieces, const std::vector<int>& members, double diameter) {
  std::vector<cv::Point2d> from, to;
  for (const int i : members) {
    for (const double side : {-0.5, 0.5}) {
      const cv::Point2d point = pieces[i].centre + cv::Point2d(side * diameter, 0);
      from.push_back(moved(pieces[i].answer_pose, point));
      to.push_back(moved(pieces[i].truth_pose, point));
    }
  }
  return rigid_fit(from, to);
}

std::vector<int> within(const std::vector<Judged>& pieces, const std::vector<int>& members, const cv::Matx23d& motion,
                        double pixels, double most_degrees) {
  std::vector<int> inside;
  for (const int i : members) {
    const Deviation off = deviation(pieces[i], motion);
    if (off.pixels <= pixels && off.degrees <= most_degrees) inside.push_back(i);
  }
  return inside;
}

/// Lets a first guess grow: far pieces only agree once the angle is known well.
Frame grown(const std::vector<Judged>& pieces, const std::vector<int>& members, cv::Matx23d motion,
            const Tolerance& tolerance) {
  Frame best;
  for (const double factor : {4.0, 3.0, 2.0, 1.5, 1.0, 1.0, 1.0, 1.0}) {
    const std::vector<int> inside =
        within(pieces, members, motion, factor * tolerance.pixels, std::min(2.0, factor) * kMostDegrees);
    if (inside.empty()) break;
    motion = fitted(pieces, inside, tolerance.diameter);
    std::vector<int> right = within(pieces, members, motion, tolerance.pixels, kMostDegrees);
    if (right.size() > best.right.size()) best = {motion, std::move(right)};
  }
  return best;
}

/// Gives the motion under which most of `members` (of one group and one picture) are right.
/// Differs: tries every piece as a start, and as many pairs; of large groups 256 of each.
Frame best_frame(const std::vector<Judged>& pieces, const std::vector<int>& members, const Tolerance& tolerance) {
  constexpr std::size_t kMostStarts = 256;
  const std::size_t num_starts = std::min(kMostStarts, members.size());
  std::vector<Frame> frames(2 * num_starts);
  parallel_for(0, std::ssize(frames), [&](std::ptrdiff_t k) {
    const std::size_t start = static_cast<std::size_t>(k) / 2 * members.size() / num_starts;
    std::vector<int> some = {members[start]};
    Random random(1, static_cast<std::uint64_t>(k));
    if (k % 2 == 1) some.push_back(members[random.below(static_cast<std::uint32_t>(members.size()))]);
    frames[k] = grown(pieces, members, fitted(pieces, some, tolerance.diameter), tolerance);
  });
  return *std::max_element(frames.begin(), frames.end(),
                           [](const Frame& a, const Frame& b) { return a.right.size() < b.right.size(); });
}

/// Frames by (picture, group of the answer), where they share pieces.
std::map<std::pair<int, int>, Frame> all_frames(const std::vector<Judged>& pieces, const Tolerance& tolerance) {
  std::map<std::pair<int, int>, std::vector<int>> members;
  for (int i = 0; i < static_cast<int>(pieces.size()); ++i) {
    if (pieces[i].picture >= 0 && pieces[i].group >= 0) members[{pieces[i].picture, pieces[i].group}].push_back(i);
  }
  std::map<std::pair<int, int>, Frame> frames;
  for (const auto& [key, some] : members) frames[key] = best_frame(pieces, some, tolerance);
  return frames;
}

/// The answer group that holds most of a picture.
struct Found {
  int group = -1;
  const Frame* frame = nullptr;
};

using Frames = std::map<std::pair<int, int>, Frame>;

std::map<int, Found> found_pictures(const std::vector<Judged>& pieces, const Frames& frames) {
  std::map<int, Found> found;
  for (const Judged& piece : pieces) {
    if (piece.picture >= 0) found[piece.picture];
  }
  for (const auto& [key, frame] : frames) {
    Found& best = found[key.first];
    if (best.frame == nullptr || frame.right.size() > best.frame->right.size()) best = {key.second, &frame};
  }
  return found;
}

/// Every group is laid on the picture that it fits best; the others in it are wrong. Gives 1 for these.
std::vector<char> wrong_pieces(const std::vector<Judged>& pieces, const Frames& frames) {
  std::map<int, const Frame*> best_of_group;
  for (const auto& [key, frame] : frames) {
    const Frame*& best = best_of_group[key.second];
    if (best == nullptr || frame.right.size() > best->right.size()) best = &frame;
  }
  std::vector<char> is_wrong;
  for (const Judged& piece : pieces) is_wrong.push_back(piece.group >= 0 ? 1 : 0);
  for (const auto& [group, frame] : best_of_group) {
    for (const int i : frame->right) is_wrong[i] = 0;
  }
  return is_wrong;
}

/// Tells whether a pose of b in a's picture is the true one; centres may be off by twice the tolerance.
bool is_true_pose(const Judged& a, const Judged& b, const cv::Matx23d& a_from_b, const Tolerance& tolerance) {
  const cv::Matx23d wanted = after(inverse(a.truth_pose), b.truth_pose);
  const cv::Point2d off = moved(a_from_b, b.centre) - moved(wanted, b.centre);
  return std::hypot(off.x, off.y) <= 2 * tolerance.pixels && degrees(angle_between(a_from_b, wanted)) <= kMostDegrees;
}

/// Gives the truth's pairs that touch at all.
std::vector<Adjacency> contacts_of(const Assembly& truth, const Puzzle* ordered, double diameter) {
  std::vector<Adjacency> contacts;
  if (truth.matches.empty() && ordered) return true_adjacencies(*ordered, truth, std::max(3.0, kGap * diameter));
  for (const Match& match : truth.matches) {
    double length = 0;
    for (const auto& [begin, end] : match.seam) length += end - begin;
    if (match.seam.empty()) length = diameter;
    contacts.push_back({std::min(match.piece_a, match.piece_b), std::max(match.piece_a, match.piece_b), length});
  }
  return contacts;
}

struct JoinTally {
  int num_true = 0, made = 0;
  int accepted = 0, accepted_touching = 0, accepted_true = 0;
  int largest_component = 0;
  std::map<int, int> picture_true, picture_made;
  Calibration calibration;
};

void tally_made(const std::vector<Judged>& pieces, const std::vector<Adjacency>& contacts, const Tolerance& tolerance,
                JoinTally& tally) {
  Components components(static_cast<int>(pieces.size()));
  for (const Adjacency& contact : contacts) {
    const Judged& a = pieces[contact.piece_a];
    const Judged& b = pieces[contact.piece_b];
    const bool is_made = a.group >= 0 && a.group == b.group &&
                         is_true_pose(a, b, after(inverse(a.answer_pose), b.answer_pose), tolerance);
    if (is_made) components.join(contact.piece_a, contact.piece_b);
    if (contact.length < kLeastTear * tolerance.diameter) continue;
    ++tally.num_true;
    ++tally.picture_true[a.picture];
    tally.made += is_made;
    tally.picture_made[a.picture] += is_made;
  }
  for (int i = 0; i < static_cast<int>(pieces.size()); ++i) {
    if (pieces[i].group >= 0) tally.largest_component = std::max(tally.largest_component, components.size_of(i));
  }
}

/// Gives the numbers in the truth of the pieces of a match.
std::pair<int, int> pieces_of(const Match& match, const std::vector<int>& number_of_answer) {
  const int count = static_cast<int>(number_of_answer.size());
  for (const int piece : {match.piece_a, match.piece_b}) {
    if (piece >= 0 && piece < count) continue;
    throw Error(
        fmt::format("answer: a match names piece number {}, but there are {} pieces, counted from 0", piece, count));
  }
  return {number_of_answer[match.piece_a], number_of_answer[match.piece_b]};
}

void tally_matches(const std::vector<Judged>& pieces, const std::vector<Adjacency>& contacts,
                   const std::vector<Match>& matches, const std::vector<int>& number_of_answer,
                   const Tolerance& tolerance, JoinTally& tally) {
  std::map<std::pair<int, int>, double> length_of;
  for (const Adjacency& contact : contacts) length_of[{contact.piece_a, contact.piece_b}] = contact.length;
  std::set<std::pair<int, int>> listed, accepted;
  for (const Match& match : matches) {
    const auto [a, b] = pieces_of(match, number_of_answer);
    const auto contact = length_of.find(std::minmax(a, b));
    const bool is_right = contact != length_of.end() && is_true_pose(pieces[a], pieces[b], match.a_from_b, tolerance);
    if (!match.is_pinned && listed.insert(std::minmax(a, b)).second) tally.calibration.add(match.probability, is_right);
    if (!match.accepted || !accepted.insert(std::minmax(a, b)).second) continue;
    ++tally.accepted;
    tally.accepted_touching += is_right;
    tally.accepted_true += is_right && contact->second >= kLeastTear * tolerance.diameter;
  }
}

void enter_deviations(const std::vector<Judged>& pieces, const std::map<int, Found>& pictures, Accuracy& accuracy) {
  double sum_pixels = 0, sum_degrees = 0;
  int count = 0;
  for (const auto& [picture, found] : pictures) {
    if (found.frame == nullptr) continue;
    for (const int i : found.frame->right) {
      const Deviation off = deviation(pieces[i], found.frame->picture_from_group);
      sum_pixels += off.pixels * off.pixels;
      sum_degrees += off.degrees * off.degrees;
      accuracy.max_pixels = std::max(accuracy.max_pixels, off.pixels);
      accuracy.max_degrees = std::max(accuracy.max_degrees, off.degrees);
      ++count;
    }
  }
  accuracy.num_right = count;
  accuracy.rms_pixels = std::sqrt(sum_pixels / std::max(1, count));
  accuracy.rms_degrees = std::sqrt(sum_degrees / std::max(1, count));
}

bool are_apart(const std::map<int, Found>& pictures) {
  std::set<int> groups;
  for (const auto& [picture, found] : pictures) groups.insert(found.group);
  return groups.size() == pictures.size();
}

int num_large_groups(const std::vector<Judged>& pieces) {
  std::map<int, int> sizes;
  for (const Judged& piece : pieces) {
    if (piece.group >= 0) ++sizes[piece.group];
  }
  return static_cast<int>(std::count_if(sizes.begin(), sizes.end(), [&](const auto& group) {
    return group.second > kLargeGroup * static_cast<double>(pieces.size());
  }));
}

double worst_share(const JoinTally& tally) {
  double worst = 1.0;
  for (const auto& [picture, count] : tally.picture_true) {
    const auto made = tally.picture_made.find(picture);
    worst = std::min(worst, share(made == tally.picture_made.end() ? 0 : made->second, count));
  }
  return worst;
}

void enter_joins(const JoinTally& tally, Accuracy& accuracy) {
  accuracy.neighbour = accuracy.neighbour_fair = share(tally.made, tally.num_true);
  accuracy.num_accepted = tally.accepted;
  accuracy.calibration = tally.calibration;
  accuracy.precision = accuracy.precision_fair = share(tally.accepted_touching, tally.accepted);
  accuracy.recall = share(tally.accepted_true, tally.num_true);
  accuracy.largest_component = accuracy.largest_component_fair = share(tally.largest_component, accuracy.num_pieces);
  accuracy.worst_picture_neighbour_fair = worst_share(tally);
}

void enter_places(const std::vector<Judged>& pieces, const Tolerance& tolerance, Accuracy& accuracy) {
  const Frames frames = all_frames(pieces, tolerance);
  const std::map<int, Found> pictures = found_pictures(pieces, frames);
  enter_deviations(pieces, pictures, accuracy);
  const auto num_known = static_cast<int>(
      std::count_if(pieces.begin(), pieces.end(), [](const Judged& piece) { return piece.picture >= 0; }));
  const std::vector<char> is_wrong = wrong_pieces(pieces, frames);
  accuracy.num_wrong_placed = static_cast<int>(std::count(is_wrong.begin(), is_wrong.end(), 1));
  accuracy.direct = accuracy.direct_fair = share(accuracy.num_right, num_known);
  accuracy.perfect = accuracy.perfect_fair =
      accuracy.num_right == num_known && accuracy.num_placed == num_known && are_apart(pictures);
  accuracy.num_pictures = static_cast<int>(pictures.size());
}

void check_kinds(const Assembly& answer, const Assembly& truth) {
  if (answer.kind == truth.kind) return;
  throw Error("answer: has square pieces, but the truth has torn ones");
}

}  // namespace

double mean_diameter(const Assembly& truth, const Puzzle* puzzle) {
  double area = 0;
  if (puzzle) {
    for (const Piece& piece : puzzle->pieces) area += cv::countNonZero(mask_of(piece));
  } else {
    for (const Group& group : truth.groups) area += static_cast<double>(group.width) * group.height;
  }
  return std::sqrt(area / std::max<double>(1, static_cast<double>(truth.pieces.size())));
}

namespace {

/// Answer and truth side by side.
struct Comparison {
  std::optional<Puzzle> ordered;
  Tolerance tolerance;
  std::vector<Judged> pieces;         ///< in the order of the truth
  std::vector<int> number_of_answer;  ///< in the truth, by number in the answer
};

Comparison compared(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle) {
  check_kinds(answer, truth);
  const Index index = index_of(truth.pieces, "truth");
  index_of(answer.pieces, "answer");
  Comparison comparison;
  if (puzzle) comparison.ordered = in_order_of(truth, *puzzle, index);
  const Puzzle* const ordered = comparison.ordered ? &*comparison.ordered : nullptr;
  const double diameter = mean_diameter(truth, ordered);
  comparison.tolerance = {std::min(5.0, 0.02 * diameter), diameter};
  comparison.pieces = judged_pieces(answer, truth, ordered, index, diameter);
  for (const PlacedPiece& place : answer.pieces) {
    comparison.number_of_answer.push_back(number_in(index, place.id, "answer"));
  }
  return comparison;
}

}  // namespace

Accuracy judge_torn(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle) {
  const Comparison comparison = compared(answer, truth, puzzle);
  const std::vector<Judged>& pieces = comparison.pieces;
  Accuracy accuracy;
  accuracy.num_pieces = static_cast<int>(pieces.size());
  accuracy.num_placed = static_cast<int>(
      std::count_if(pieces.begin(), pieces.end(), [](const Judged& piece) { return piece.group >= 0; }));
  accuracy.num_groups = num_large_groups(pieces);
  enter_places(pieces, comparison.tolerance, accuracy);
  JoinTally tally;
  const std::vector<Adjacency> contacts =
      contacts_of(truth, comparison.ordered ? &*comparison.ordered : nullptr, comparison.tolerance.diameter);
  tally_made(pieces, contacts, comparison.tolerance, tally);
  tally_matches(pieces, contacts, answer.matches, comparison.number_of_answer, comparison.tolerance, tally);
  enter_joins(tally, accuracy);
  return accuracy;
}

std::vector<char> wrongly_placed(const Assembly& answer, const Assembly& truth, const Puzzle* puzzle) {
  const Comparison comparison = compared(answer, truth, puzzle);
  const std::vector<char> in_truth =
      wrong_pieces(comparison.pieces, all_frames(comparison.pieces, comparison.tolerance));
  std::vector<char> in_answer;
  for (const int number : comparison.number_of_answer) in_answer.push_back(in_truth[number]);
  return in_answer;
}

}  // namespace solve_puzzle
