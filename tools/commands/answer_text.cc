// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/answer_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace solve_puzzle {
namespace {

constexpr std::size_t kMostGroups = 8;

std::string group_text(const Group& group) {
  if (group.cols == 0) return fmt::format("{} pieces", group.num_pieces);
  return fmt::format("{} x {} ({} pieces)", group.cols, group.rows, group.num_pieces);
}

std::string groups_text(const Assembly& assembly) {
  std::vector<std::string> texts;
  for (const Group& group : assembly.groups) {
    if (texts.size() < kMostGroups) texts.push_back(group_text(group));
  }
  std::string text = fmt::format("{}", fmt::join(texts, ", "));
  if (assembly.groups.size() > kMostGroups) {
    text += fmt::format(" and {} smaller ones", assembly.groups.size() - kMostGroups);
  }
  return text;
}

double mean_confidence(const Assembly& assembly) {
  double sum = 0;
  int count = 0;
  for (const PlacedPiece& piece : assembly.pieces) {
    if (!piece.placed) continue;
    sum += piece.confidence;
    ++count;
  }
  return count > 0 ? sum / count : 0;
}

}  // namespace

std::string stage_seconds_text(const Assembly& assembly) {
  std::vector<std::string> texts;
  for (const char* stage : {"read", "propose", "score", "assemble", "refine"}) {
    const auto found = assembly.seconds.find(stage);
    if (found != assembly.seconds.end()) texts.push_back(fmt::format("{} {:.2f}", stage, found->second));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string answer_text(const Assembly& assembly) {
  const auto num_placed = std::count_if(assembly.pieces.begin(), assembly.pieces.end(),
                                        [](const PlacedPiece& piece) { return piece.placed; });
  const auto num_accepted = std::count_if(assembly.matches.begin(), assembly.matches.end(),
                                          [](const Match& match) { return match.accepted; });
  const auto total = assembly.seconds.find("total");
  std::string text = fmt::format("pieces       {}, of which {} placed\n", assembly.pieces.size(), num_placed);
  text += fmt::format("groups       {}{}\n", assembly.groups.size(),
                      assembly.groups.empty() ? "" : ": " + groups_text(assembly));
  text += fmt::format("joins        {} accepted, {} suggested\n", num_accepted,
                      static_cast<long>(assembly.matches.size()) - num_accepted);
  text += fmt::format("confidence   {:.3f} on average\n", mean_confidence(assembly));
  return text + fmt::format("seconds      {:.2f} ({})\n", total == assembly.seconds.end() ? 0.0 : total->second,
                            stage_seconds_text(assembly));
}

}  // namespace solve_puzzle
