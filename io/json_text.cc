// SPDX-License-Identifier: Apache-2.0
#include "io/json_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "io/file_names.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

}  // namespace

std::string json_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : utf8(text)) {
    if (!needs_escape(c)) {
      quoted += c;
    } else if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else {
      fmt::format_to(std::back_inserter(quoted), "\\u{:04x}", static_cast<unsigned char>(c));
    }
  }
  return quoted + '"';
}

void check_json_depth(std::string_view text) {
  constexpr int kMaxDepth = 64;
  int depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      if (c == '\\') ++i;
      is_in_string = c != '"';
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) throw Error(fmt::format("found JSON nested deeper than {} levels", kMaxDepth));
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
}

std::string json_object_on_one_line(std::string_view text) {
  check_json_depth(text);
  const auto object = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) throw Error(fmt::format("found options {}, expected a JSON object", printable(text)));
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace solve_puzzle
