// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/config_file.h"

#include <fmt/format.h>

#include <fstream>

#include "tools/cli/nearest_name.h"
#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

nlohmann::json parsed_object(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw UsageError(fmt::format("--config: cannot read {}: expected a JSON file with options", path));
  nlohmann::json config;
  try {
    config = nlohmann::json::parse(file);
  } catch (const nlohmann::json::exception& error) {
    const std::string what = error.what();  // begins with the name of the exception in brackets
    throw UsageError(
        fmt::format("{}: expected a JSON object of options, found: {}", path, what.substr(what.find(']') + 2)));
  }
  if (!config.is_object()) {
    throw UsageError(fmt::format("{}: expected a JSON object of options, found {}", path, config.type_name()));
  }
  return config;
}

}  // namespace

void read_config(const std::string& path, const OptionList& options) {
  const nlohmann::json config = parsed_object(path);
  for (const auto& [key, value] : config.items()) {
    const Option* option = options.find(key);
    if (option == nullptr || !option->in_config) {
      throw UsageError(fmt::format("{}: unknown option \"{}\"{}", path, key, did_you_mean(key, options.names())));
    }
    try {
      set_from_json(*option, value);
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("{}: {}", path, error.what()));
    }
  }
}

}  // namespace solve_puzzle
