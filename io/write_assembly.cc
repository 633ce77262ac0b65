// SPDX-License-Identifier: Apache-2.0
// Assembly to JSON: printed field by field, which for tens of thousands of pieces is many times faster than a tree.
#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>

#include "io/assembly_json.h"
#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/json_text.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

class Writer {
 public:
  explicit Writer(const Assembly& assembly) : assembly_(assembly) {}

  std::string text(const AssemblyInfo& info) {
    head(info);
    list("pieces", assembly_.pieces, [this](const PlacedPiece& piece) { add_piece(piece); });
    list("matches", assembly_.matches, [this](const Match& match) { add_match(match); });
    list("groups", assembly_.groups, [this](const Group& group) { add_group(group); });
    tail(info);
    return fmt::to_string(out_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  /// Prints the shortest digits that read back as the same number; JSON knows neither infinity nor "not a number".
  void number(double value) {
    if (!std::isfinite(value)) throw Error(fmt::format("found {} in the assembly, expected a finite number", value));
    add("{}", value == 0.0 ? 0.0 : value);  // no negative zero: it would read back as the whole number 0
  }

  void text_field(const char* name, const std::string& value) { add("\"{}\": {}", name, json_string(value)); }

  void matrix(const char* name, const cv::Matx23d& matrix) {
    add(", \"{}\": [[", name);
    for (int row = 0; row < 2; ++row) {
      if (row == 1) add("], [");
      for (int col = 0; col < 3; ++col) {
        if (col > 0) add(", ");
        number(matrix(row, col));
      }
    }
    add("]]");
  }

  template <class Item, class AddItem>
  void list(const char* name, const std::vector<Item>& items, const AddItem& add_item) {
    add(",\n  \"{}\": [", name);
    const char* separator = "\n    ";
    for (const Item& item : items) {
      add("{}{{", separator);
      add_item(item);
      add("}}");
      separator = ",\n    ";
    }
    add("{}", items.empty() ? "]" : "\n  ]");
  }

  void head(const AssemblyInfo& info) {
    const Group canvas = assembly_.groups.empty() ? Group{} : assembly_.groups.front();
    add("{{\n  \"format\": \"{}\", \"version\": {},\n  ", info.is_truth ? kTruthFormat : kAssemblyFormat,
        kAssemblyVersion);
    add("\"kind\": \"{}\", \"rotation\": \"{}\", ", word_of(assembly_.kind), word_of(assembly_.rotation));
    const cv::Size size = assembly_.piece_size;
    size.width == size.height ? add("\"piece_size\": {}", size.width)
                              : add("\"piece_size\": [{}, {}]", size.width, size.height);
    add(",\n  \"canvas\": {{\"width\": {}, \"height\": {}, \"cols\": {}, \"rows\": {}}}", canvas.width, canvas.height,
        canvas.cols, canvas.rows);
  }

  void add_piece(const PlacedPiece& piece) {
    text_field("id", piece.id);
    add(", ");
    text_field("file", piece.file);
    add(", \"placed\": {}", piece.placed);
    if (piece.placed) add(", \"group\": {}", piece.group);
    add(", \"confidence\": ");
    number(piece.confidence);
    if (!piece.placed) return;
    matrix("canvas_from_piece", piece.canvas_from_piece);
    if (piece.cell) {
      add(", \"cell\": [{}, {}], \"quarter_turns\": {}", piece.cell->x, piece.cell->y, piece.quarter_turns);
    }
  }

  const std::string& id_of(int piece) const {
    if (piece < 0 || piece >= static_cast<int>(assembly_.pieces.size())) {
      throw Error(fmt::format("found a match of piece number {} in the assembly, expected 0 to {}", piece,
                              assembly_.pieces.size()));
    }
    return assembly_.pieces[static_cast<std::size_t>(piece)].id;
  }

  void add_match(const Match& match) {
    text_field("a", id_of(match.piece_a));
    add(", \"side_a\": {}, ", match.side_a);
    text_field("b", id_of(match.piece_b));
    add(", \"side_b\": {}", match.side_b);
    matrix("a_from_b", match.a_from_b);
    add(", \"log_odds\": ");
    number(match.log_odds);
    add(", \"probability\": ");
    number(match.probability);
    add(", \"accepted\": {}, \"seam\": [", match.accepted);
    const char* separator = "";
    for (const auto& [begin, end] : match.seam) {
      add("{}[{}, {}]", separator, begin, end);
      separator = ", ";
    }
    add("]");
    if (match.is_pinned) add(", \"pinned\": true");
    if (!match.rivals.empty()) add_rivals(match);
    if (!match.attention.empty()) add_attention(match);
  }

  void add_rivals(const Match& match) {
    add(", \"rivals\": [");
    const char* separator = "";
    for (const Rival& rival : match.rivals) {
      add("{}{{\"of\": \"{}\", ", separator, rival.is_of_a ? "a" : "b");
      text_field("piece", id_of(rival.piece));
      add(", \"side\": {}, \"behind\": ", rival.side);
      number(rival.behind);
      if (rival.own_from_rival) matrix("own_from_rival", *rival.own_from_rival);
      add("}}");
      separator = ", ";
    }
    add("]");
  }

  void add_attention(const Match& match) {
    add(", \"attention\": [");
    const char* separator = "";
    for (const float weight : match.attention) {
      add("{}", separator);
      number(static_cast<double>(weight));
      separator = ", ";
    }
    add("], \"stretch\": [");
    separator = "";
    for (const auto& [begin, end] : match.stretch) {
      add("{}[{}, {}]", separator, begin, end);
      separator = ", ";
    }
    add("]");
  }

  void add_group(const Group& group) {
    add("\"id\": {}, \"pieces\": {}, \"width\": {}, \"height\": {}, \"cols\": {}, \"rows\": {}", group.id,
        group.num_pieces, group.width, group.height, group.cols, group.rows);
  }

  void add_gap(const TornGap& gap) {
    add(",\n  \"gap\": {{\"half\": ");
    number(gap.half);
    add(", \"wear\": ");
    number(gap.wear);
    add(", \"sure\": {}}}", gap.is_sure);
  }

  void tail(const AssemblyInfo& info) {
    if (assembly_.gap) add_gap(*assembly_.gap);
    add(",\n  \"score\": ");
    number(assembly_.score);
    if (assembly_.stopped_early) add(", \"stopped_early\": true");
    add(",\n  \"options\": {},\n  \"seconds\": {{", json_object_on_one_line(info.options));
    const char* separator = "";
    for (const auto& [stage, seconds] : assembly_.seconds) {
      add("{}{}: ", separator, json_string(stage));
      number(seconds);
      separator = ", ";
    }
    add("}},\n  ");
    if (!info.puzzle.empty()) add("\"puzzle\": {}, ", json_string(info.puzzle));
    if (!info.inputs.empty()) add_inputs(info.inputs);
    add("\"version_of_program\": {}\n}}\n", json_string(info.version_of_program));
  }

  void add_inputs(const std::vector<std::string>& inputs) {
    add("\"inputs\": [");
    const char* separator = "";
    for (const std::string& input : inputs) {
      add("{}{}", separator, json_string(input));
      separator = ", ";
    }
    add("],\n  ");
  }

  const Assembly& assembly_;
  fmt::memory_buffer out_;
};

}  // namespace

std::string assembly_to_json(const Assembly& assembly, const AssemblyInfo& info) { return Writer(assembly).text(info); }

void write_assembly(const std::filesystem::path& path, const Assembly& assembly, const AssemblyInfo& info) {
  std::string text;
  try {
    text = assembly_to_json(assembly, info);
  } catch (const Error& error) {
    throw Error(display_name(path) + ": " + error.what());
  }
  write_file_atomically(path, text);
}

}  // namespace solve_puzzle
