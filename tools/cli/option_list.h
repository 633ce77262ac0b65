// SPDX-License-Identifier: Apache-2.0
// One list of options, made from what options structs say of their fields: set from text or JSON, checked, echoed.
// No command line and no files.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "puzzles/options.h"

namespace solve_puzzle {

using OptionField = std::variant<bool*, int*, std::uint64_t*, double*, std::string*, std::vector<std::string>*>;

struct Option {
  OptionInfo info;
  std::vector<OptionField> fields = {};  ///< all get the value: an option that two structs list is one flag
  char short_name = 0;                   ///< 0: none
  bool in_config = true;                 ///< false: only on the command line (it names this one run's files)

  bool is_flag() const { return std::holds_alternative<bool*>(fields.front()); }
  bool is_list() const { return std::holds_alternative<std::vector<std::string>*>(fields.front()); }
};

class OptionList {
 public:
  /// Adds every field that `options` lists, except those named. A name that is already there gets one more field, and
  /// only values that both allow.
  template <class Options>
  void add(Options& options, const std::vector<std::string>& except = {}) {
    Options::visit(options, [&](const OptionInfo& info, auto& field) {
      for (const std::string& name : except) {
        if (name == info.name) return;
      }
      add_option({.info = info, .fields = {&field}});
    });
  }

  void add_option(Option option);
  void set_short_name(const std::string& name, char short_name);

  const std::vector<Option>& options() const { return options_; }
  std::vector<std::string> names() const;
  const Option* find(const std::string& name) const;

 private:
  std::vector<Option> options_;
};

/// Sets an option from words of a command line (one word, or several for a list; none for a flag).
/// Throws: UsageError that names the option, what was found and what was expected.
void set_from_words(const Option& option, const std::vector<std::string>& words);

/// Sets an option from a JSON value. Throws: UsageError as above.
void set_from_json(const Option& option, const nlohmann::json& value);

/// Gives the option's present value.
nlohmann::ordered_json value_of(const Option& option);

/// Says what values are allowed, such as "a whole number from 0 to 1000" or "none, quarter or free".
std::string allowed_values(const Option& option);

/// Echoes all fields of an options struct as one JSON object.
template <class Options>
nlohmann::ordered_json options_json(Options options, const std::vector<std::string>& except = {}) {
  OptionList list;
  list.add(options, except);
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const Option& option : list.options()) json[option.info.name] = value_of(option);
  return json;
}

}  // namespace solve_puzzle
