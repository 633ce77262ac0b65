// SPDX-License-Identifier: Apache-2.0
#include "io/write_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "io/atomic_file.h"
#include "io/write_picture.h"
#include "puzzles/parallel.h"
#include "puzzles/render.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

std::string picture_name(int group) {
  return group == 0 ? "reconstruction.png" : fmt::format("group_{:03}.png", group);
}

/// Gives the groups that get a picture: a single piece is its own picture already.
std::vector<int> drawn_groups(const Assembly& assembly) {
  std::vector<int> groups;
  for (int group = 0; group < static_cast<int>(assembly.groups.size()); ++group) {
    if (group == 0 || assembly.groups[static_cast<std::size_t>(group)].num_pieces >= 2) groups.push_back(group);
  }
  return groups;
}

bool is_group_picture(const std::string& name) {
  const std::string_view prefix = "group_";
  const std::string_view ending = ".png";
  if (name.size() < prefix.size() + 3 + ending.size() || !name.starts_with(prefix) || !name.ends_with(ending)) {
    return false;
  }
  return std::all_of(name.begin() + std::ssize(prefix), name.end() - std::ssize(ending),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Removes pictures of groups that are no more. Failures are ignored: the result itself is written.
void remove_old_pictures(const fs::path& out, const std::set<std::string>& kept) {
  std::vector<fs::path> old;
  std::error_code error;
  for (fs::directory_iterator entry(out, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().native();
    const bool is_old = (is_group_picture(name) || name == picture_name(0)) && kept.count(name) == 0;
    if (is_old) old.push_back(entry->path());
  }
  for (const fs::path& path : old) fs::remove(path, error);
}

}  // namespace

void write_result(const fs::path& out, const Puzzle& puzzle, const Assembly& assembly, const AssemblyInfo& info) {
  make_folder(out);
  remove_unfinished(out);
  const std::vector<int> groups = drawn_groups(assembly);
  std::vector<std::unique_ptr<StagedFile>> files(groups.size());
  parallel_for(0, std::ssize(groups), [&](std::ptrdiff_t i) {
    const int group = groups[static_cast<std::size_t>(i)];
    const std::string bytes = encode_png(render(puzzle, assembly, group));
    files[static_cast<std::size_t>(i)] = std::make_unique<StagedFile>(out / picture_name(group), bytes);
  });
  files.push_back(std::make_unique<StagedFile>(out / "assembly.json", assembly_to_json(assembly, info)));
  for (const auto& file : files) file->publish();
  std::set<std::string> kept;
  for (const int group : groups) kept.insert(picture_name(group));
  remove_old_pictures(out, kept);
}

void check_writable(const fs::path& out) {
  make_folder(out);
  const fs::path probe = unfinished_name(out);
  write_file_atomically(probe, "", Durability::kUnsynced);
  std::error_code ignored;
  fs::remove(probe, ignored);
}

}  // namespace solve_puzzle
