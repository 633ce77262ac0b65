// SPDX-License-Identifier: Apache-2.0
#include "io/write_puzzle.h"

#include <fmt/format.h>

#include <string>
#include <system_error>
#include <utility>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/write_picture.h"
#include "puzzles/error.h"
#include "puzzles/masks.h"
#include "puzzles/parallel.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

/// A folder beside the result, removed with what is in it.
class Workshop {
 public:
  explicit Workshop(const fs::path& folder) : path_(unfinished_name(folder)) { make_folder(path_); }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

/// Makes sure that nothing is lost but the pieces of an earlier cut.
void check_replaceable(const fs::path& pieces, const fs::path& truth) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(pieces, error)) || fs::is_empty(pieces, error)) return;
  if (!fs::is_directory(fs::symlink_status(pieces, error)) || !fs::exists(truth, error)) {
    throw Error(
        fmt::format("{}: found files without {} beside them, expected none or an earlier puzzle; "
                    "nothing was changed",
                    display_name(pieces), display_name(truth.filename())));
  }
  for (fs::directory_iterator entry(pieces, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() != ".png" || !entry->is_regular_file(error)) {
      throw Error(
          fmt::format("{}: found this among the pieces of an earlier puzzle, expected only PNG files; "
                      "nothing was changed",
                      display_name(entry->path())));
    }
  }
  if (error) throw Error(fmt::format("{}: the folder cannot be read: {}", display_name(pieces), error.message()));
}

fs::path file_name_of(const Piece& piece) {
  if (piece.id.empty() || piece.id[0] == '.' ||
      piece.id.find_first_of(std::string_view("/\0", 2)) != std::string::npos) {
    throw Error(fmt::format("found piece id \"{}\", expected one that can name a file", printable(piece.id)));
  }
  return piece.id + ".png";
}

void move_to(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) throw Error(fmt::format("{}: cannot be written: {}", display_name(to), error.message()));
}

}  // namespace

void write_puzzle(const fs::path& folder, const Puzzle& puzzle, const Assembly& truth, AssemblyInfo info) {
  const fs::path pieces = folder / "pieces";
  const fs::path truth_file = folder / "puzzle.json";
  make_folder(folder);
  check_replaceable(pieces, truth_file);
  remove_unfinished(folder);
  const Workshop workshop(folder);
  write_piece_pictures(workshop / "pieces", puzzle);
  info.is_truth = true;
  write_assembly(workshop / "puzzle.json", truth, info);
  // The old truth goes first, so that a run killed in between leaves pieces without a truth, never pieces with the
  // truth of another puzzle.
  std::error_code ignored;
  fs::remove(truth_file, ignored);
  if (fs::exists(pieces, ignored)) move_to(pieces, workshop / "old");
  move_to(workshop / "pieces", pieces);
  move_to(workshop / "puzzle.json", truth_file);
}

void write_piece_pictures(const fs::path& folder, const Puzzle& puzzle) {
  make_folder(folder);
  parallel_for(0, std::ssize(puzzle.pieces), [&](std::ptrdiff_t i) {
    const Piece& piece = puzzle.pieces[static_cast<std::size_t>(i)];
    write_picture(folder / file_name_of(piece), with_alpha(piece), Durability::kUnsynced);
  });
}

}  // namespace solve_puzzle
