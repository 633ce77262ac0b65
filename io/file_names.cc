// SPDX-License-Identifier: Apache-2.0
#include "io/file_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace solve_puzzle {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Gives the length of the well-formed UTF-8 character at the start of `bytes`; 0 if there is none.
/// Source: Unicode 15, table 3-7.
std::size_t character_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(i < bytes.size() ? bytes[i] : 0); };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned char first = at(0);
  const unsigned char second = at(1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !follows(1)) return 0;
  if (first < 0xE0) return 2;
  const bool is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool is_surrogate = first == 0xED && second > 0x9F;
  const bool is_too_large = first == 0xF4 && second > 0x8F;
  if (is_overlong || is_surrogate || is_too_large || !follows(2)) return 0;
  if (first < 0xF0) return 3;
  return follows(3) ? 4 : 0;
}

/// U+0080 to U+009F are control characters too, which terminals obey.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return first < 0x20 || first == 0x7F || (first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0);
}

/// Copies the characters and writes as \xNN what is none, or what `is_escaped` says of a character.
template <class IsEscaped>
std::string escaped(std::string_view bytes, const IsEscaped& is_escaped) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = character_length(bytes);
    const std::string_view character = bytes.substr(0, std::max<std::size_t>(length, 1));
    if (length > 0 && !is_escaped(character)) {
      text += character;
    } else {
      for (const char c : character) {
        fmt::format_to(std::back_inserter(text), "\\x{:02x}", static_cast<unsigned char>(c));
      }
    }
    bytes.remove_prefix(character.size());
  }
  return text;
}

std::string_view leading_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

/// Compares two runs of digits by value: negative, zero, positive.
int compare_numbers(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

}  // namespace

std::string printable(std::string_view bytes) { return escaped(bytes, is_control); }

std::string utf8(std::string_view bytes) {
  return escaped(bytes, [](std::string_view) { return false; });
}

std::string display_name(const std::filesystem::path& path) { return printable(std::string_view(path.native())); }

bool natural_less(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view number_a = leading_digits(a);
      const std::string_view number_b = leading_digits(b);
      const int order = compare_numbers(number_a, number_b);
      if (order != 0) return order < 0;
      a.remove_prefix(number_a.size());
      b.remove_prefix(number_b.size());
    } else {
      if (a[0] != b[0]) return static_cast<unsigned char>(a[0]) < static_cast<unsigned char>(b[0]);
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;  // the same but for leading zeros
}

}  // namespace solve_puzzle
