// SPDX-License-Identifier: Apache-2.0
// A value inside of a JSON file that knows where it stands, so that errors can say so. Only for the sources of io.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "io/file_names.h"
#include "puzzles/error.h"

namespace solve_puzzle {

/// A value of the file and where it stands, such as pieces[3].cell[0].
class Field {
 public:
  using Json = nlohmann::json;
  static constexpr double kMaxInt = std::numeric_limits<int>::max();

  Field(const Json& value, std::string path) : value_(value), path_(std::move(path)) {}

  [[noreturn]] void fail(const std::string& expected) const {
    constexpr std::size_t kNumShown = 60;
    std::string found = value_.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (found.size() > kNumShown) found = found.substr(0, kNumShown) + "...";
    const std::string where = path_.empty() ? "" : fmt::format(" in field {}", path_);
    throw Error(fmt::format("found {}{}, expected {}", printable(found), where, expected));
  }

  bool has(const char* name) const { return value_.is_object() && value_.contains(name); }

  Field at(const char* name) const {
    if (!value_.is_object()) fail("an object");
    const auto found = value_.find(name);
    std::string path = path_.empty() ? name : path_ + "." + name;
    if (found == value_.end()) throw Error(fmt::format("found no field {}, expected one", path));
    return {*found, std::move(path)};
  }

  Field at(std::size_t i) const { return {value_[i], fmt::format("{}[{}]", path_, i)}; }

  std::size_t size() const {
    if (!value_.is_array()) fail("a list");
    return value_.size();
  }

  void expect_size(std::size_t expected) const {
    if (size() != expected) fail(fmt::format("a list of {}", expected));
  }

  double number(double min = std::numeric_limits<double>::lowest(),
                double max = std::numeric_limits<double>::max()) const {
    const double number = value_.is_number() ? value_.get<double>() : std::numeric_limits<double>::quiet_NaN();
    if (!(number >= min && number <= max)) {
      fail(max < kMaxInt ? fmt::format("a number from {} to {}", min, max) : "a finite number");
    }
    return number;
  }

  int integer(double min, double max = kMaxInt) const {
    const double number = value_.is_number() ? value_.get<double>() : std::numeric_limits<double>::quiet_NaN();
    if (!(number >= min && number <= max) || number != std::floor(number)) {
      fail(max < kMaxInt ? fmt::format("a whole number from {} to {}", min, max)
                         : fmt::format("a whole number of at least {}", min));
    }
    return static_cast<int>(number);
  }

  bool boolean() const {
    if (!value_.is_boolean()) fail("true or false");
    return value_.get<bool>();
  }

  std::string text() const {
    if (!value_.is_string()) fail("a text");
    return value_.get<std::string>();
  }

  const Json& value() const { return value_; }

 private:
  const Json& value_;
  std::string path_;
};

}  // namespace solve_puzzle
