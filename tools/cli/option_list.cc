// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/option_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "tools/cli/nearest_name.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

[[noreturn]] void refuse(const Option& option, const std::string& found) {
  throw UsageError(fmt::format("--{}: found '{}', expected {}{}", option.info.name, found, allowed_values(option),
                               did_you_mean(found, option.info.choices)));
}

// Reads all of `text` as a number in the option's range.
template <class Number>
Number number_from(const Option& option, const std::string& text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const bool is_read = error == std::errc{} && stop == end && !text.empty();
  const double value = static_cast<double>(number);
  if (!is_read || !(value >= option.info.min && value <= option.info.max)) refuse(option, text);
  return number;
}

struct WordSetter {
  const Option& option;
  const std::vector<std::string>& words;

  const std::string& word() const {
    if (words.size() != 1) refuse(option, fmt::format("{} values", words.size()));
    return words.front();
  }
  void operator()(bool* field) const { *field = true; }
  void operator()(int* field) const { *field = number_from<int>(option, word()); }
  void operator()(std::uint64_t* field) const { *field = number_from<std::uint64_t>(option, word()); }
  void operator()(double* field) const { *field = number_from<double>(option, word()); }
  void operator()(std::string* field) const {
    const auto& choices = option.info.choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), word()) == choices.end()) refuse(option, word());
    *field = word();
  }
  void operator()(std::vector<std::string>* field) const { *field = words; }
};

std::string range_text(const OptionInfo& info) {
  const bool has_min = info.min > std::numeric_limits<double>::lowest();
  const bool has_max = info.max < std::numeric_limits<double>::max();
  if (has_min && has_max) return fmt::format(" from {:.15g} to {:.15g}", info.min, info.max);
  if (has_min) return fmt::format(" of at least {:.15g}", info.min);
  return has_max ? fmt::format(" of at most {:.15g}", info.max) : "";
}

std::string joined_choices(const std::vector<std::string>& choices) {
  if (choices.size() == 1) return choices.front();
  const std::vector<std::string> all_but_last(choices.begin(), choices.end() - 1);
  return fmt::format("{} or {}", fmt::join(all_but_last, ", "), choices.back());
}

// Keeps of `mine` what is also in `other`; an empty list allows everything.
std::vector<std::string> choices_of_both(const std::vector<std::string>& mine, const std::vector<std::string>& other) {
  if (mine.empty() || other.empty()) return mine.empty() ? other : mine;
  std::vector<std::string> both;
  std::copy_if(mine.begin(), mine.end(), std::back_inserter(both),
               [&](const std::string& word) { return std::find(other.begin(), other.end(), word) != other.end(); });
  return both;
}

}  // namespace

void OptionList::add_option(Option option) {
  const auto same_name = [&](const Option& other) { return other.info.name == option.info.name; };
  const auto known = std::find_if(options_.begin(), options_.end(), same_name);
  if (known == options_.end()) {
    options_.push_back(std::move(option));
    return;
  }
  known->fields.insert(known->fields.end(), option.fields.begin(), option.fields.end());
  known->info.choices = choices_of_both(known->info.choices, option.info.choices);
  known->info.min = std::max(known->info.min, option.info.min);
  known->info.max = std::min(known->info.max, option.info.max);
}

void OptionList::set_short_name(const std::string& name, char short_name) {
  for (Option& option : options_) {
    if (option.info.name == name) option.short_name = short_name;
  }
}

std::vector<std::string> OptionList::names() const {
  std::vector<std::string> names;
  for (const Option& option : options_) names.push_back(option.info.name);
  return names;
}

const Option* OptionList::find(const std::string& name) const {
  const auto found =
      std::find_if(options_.begin(), options_.end(), [&](const Option& option) { return option.info.name == name; });
  return found == options_.end() ? nullptr : &*found;
}

void set_from_words(const Option& option, const std::vector<std::string>& words) {
  for (const OptionField& field : option.fields) std::visit(WordSetter{option, words}, field);
}

void set_from_json(const Option& option, const nlohmann::json& value) {
  if (option.is_flag()) {
    if (!value.is_boolean()) refuse(option, value.dump());
    for (const OptionField& field : option.fields) *std::get<bool*>(field) = value.get<bool>();
    return;
  }
  const bool wants_text = std::holds_alternative<std::string*>(option.fields.front());
  if (option.is_list()) {
    std::vector<std::string> words;
    if (!value.is_array()) refuse(option, value.dump());
    for (const nlohmann::json& word : value) words.push_back(word.is_string() ? word.get<std::string>() : word.dump());
    set_from_words(option, words);
  } else if (value.is_string() && wants_text) {
    set_from_words(option, {value.get<std::string>()});
  } else if (value.is_number()) {
    set_from_words(option, {value.dump()});
  } else {
    refuse(option, value.dump());
  }
}

nlohmann::ordered_json value_of(const Option& option) {
  return std::visit([](const auto* field) { return nlohmann::ordered_json(*field); }, option.fields.front());
}

std::string allowed_values(const Option& option) {
  struct Describer {
    const OptionInfo& info;
    std::string operator()(const bool*) const { return "true or false"; }
    std::string operator()(const int*) const { return "a whole number" + range_text(info); }
    std::string operator()(const std::uint64_t*) const { return "a whole number" + range_text(info); }
    std::string operator()(const double*) const { return "a number" + range_text(info); }
    std::string operator()(const std::string*) const {
      if (!info.choices.empty()) return joined_choices(info.choices);
      return info.placeholder.empty() ? "a text" : info.placeholder;
    }
    std::string operator()(const std::vector<std::string>*) const { return "a list of " + info.placeholder; }
  };
  return std::visit(Describer{option.info}, option.fields.front());
}

}  // namespace solve_puzzle
