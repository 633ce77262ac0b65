// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <string_view>

#include "tools/cli/command_spec.h"
#include "tools/cli/completion.h"
#include "tools/cli/config_file.h"
#include "tools/cli/help.h"
#include "tools/cli/man_page.h"
#include "tools/cli/nearest_name.h"
#include "tools/usage_error.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

/// What was found of one option on the line. Values are set later, after those of the config file.
struct GivenOption {
  const Option* option;
  CLI::Option* parsed;
  std::vector<std::string> words;
};

/// The line as it was split into words, for one command.
struct ParsedCommand {
  CLI::App app;
  const CommandSpec& spec;
  bool wants_help = false;
  std::string config;
  std::deque<GivenOption> given;  // CLI11 keeps pointers to the words
};

void bind_option(ParsedCommand& command, const Option& option) {
  GivenOption& given = command.given.emplace_back(GivenOption{&option, nullptr, {}});
  const std::string short_form = option.short_name ? fmt::format("-{},", option.short_name) : "";
  const std::string names = short_form + "--" + option.info.name;
  if (option.is_flag()) {
    given.parsed = command.app.add_flag(names);
  } else {
    given.parsed = command.app.add_option(names, given.words);
    given.parsed->expected(1, option.is_list() ? CLI::detail::expected_max_vector_size : 1);
    given.parsed->type_name(placeholder(option));
    given.parsed->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    given.parsed->allow_extra_args(option.is_list());
  }
}

void bind_argument(CLI::App& app, const Argument& argument) {
  if (argument.many) {
    app.add_option(argument.name, *argument.many);
  } else {
    app.add_option(argument.name, *argument.one);
  }
}

void bind_command(ParsedCommand& command) {
  command.app.set_help_flag();
  command.app.allow_extras();
  command.app.add_flag("-h,--help", command.wants_help);
  command.app.add_option("--config", command.config);
  for (const Option& option : command.spec.options.options()) bind_option(command, option);
  for (const Argument& argument : command.spec.arguments) bind_argument(command.app, argument);
}

std::string missing_argument(const CommandSpec& spec) {
  if (spec.needs_nothing && spec.needs_nothing()) return "";
  for (const Argument& argument : spec.arguments) {
    if (argument.many ? argument.many->empty() : argument.one->empty()) return argument.name;
  }
  const Option* output = spec.options.find("output");
  const bool is_missing = spec.needs_output && value_of(*output) == "";
  return is_missing ? "-o " + placeholder(*output) : "";
}

[[noreturn]] void refuse_argument(const CommandSpec& spec, const std::string& found) {
  throw UsageError(fmt::format("'{}' is one argument too many; usage: solve-puzzle {}", found, synopsis(spec)));
}

void refuse_unknown(const CommandSpec& spec, const std::vector<std::string>& extras) {
  if (extras.empty()) return;
  const std::string& found = extras.front();
  if (!found.starts_with("-")) refuse_argument(spec, found);
  std::vector<std::string> names = spec.options.names();
  names.insert(names.end(), {"help", "config"});
  const std::string name =
      found.substr(found.find_first_not_of('-') == std::string::npos ? 0 : found.find_first_not_of('-'));
  throw UsageError(fmt::format("unknown option {}{}; see solve-puzzle {} --help", found,
                               did_you_mean(name.substr(0, name.find('=')), names, "--"), spec.name));
}

void set_given(const ParsedCommand& command) {
  if (!command.config.empty()) read_config(command.config, command.spec.options);
  for (const GivenOption& given : command.given) {
    if (given.parsed->count() == 0) continue;
    if (given.words.size() > 1 && !given.option->is_list()) {
      throw UsageError(
          fmt::format("--{} is given {} times; give it once", given.option->info.name, given.words.size()));
    }
    set_from_words(*given.option, given.words);
  }
}

// Takes words that stand after "--": arguments, whatever they begin with.
void add_arguments(const CommandSpec& spec, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const auto takes_it = [](const Argument& argument) { return argument.many || argument.one->empty(); };
    const auto argument = std::find_if(spec.arguments.begin(), spec.arguments.end(), takes_it);
    if (argument == spec.arguments.end()) refuse_argument(spec, word);
    if (argument->many) {
      argument->many->push_back(word);
    } else {
      *argument->one = word;
    }
  }
}

CommandLine finish(const ParsedCommand& command, const std::vector<std::string>& after_dashes) {
  const CommandSpec& spec = command.spec;
  if (command.wants_help) return {.request = {}, .text = command_help(spec)};
  refuse_unknown(spec, command.app.remaining());
  add_arguments(spec, after_dashes);
  set_given(command);
  if (const std::string missing = missing_argument(spec); !missing.empty()) {
    throw UsageError(fmt::format("{} is missing; usage: solve-puzzle {}", missing, synopsis(spec)));
  }
  spec.check();
  return {.request = spec.request(), .text = {}};
}

void parse_words(CLI::App& app, const char* const* begin, const char* const* end) {
  try {
    app.parse(static_cast<int>(end - begin), begin);
  } catch (const CLI::ParseError& error) {
    throw UsageError(std::string(error.what()) + "; see solve-puzzle --help");
  }
}

// `begin` points to the command's name. Commands are no subcommands of CLI11: those would be found among file names,
// too.
CommandLine parse_command(const CommandSpec& spec, const char* const* begin, const char* const* end) {
  ParsedCommand command = {.app = CLI::App(), .spec = spec, .config = {}, .given = {}};
  bind_command(command);
  const auto is_dashes = [](const char* word) { return std::string_view(word) == "--"; };
  const char* const* const dashes = std::find_if(begin, end, is_dashes);
  parse_words(command.app, begin, dashes);
  return finish(command, std::vector<std::string>(dashes == end ? end : dashes + 1, end));
}

/// What stands instead of a command.
struct ProgramFlags {
  bool help = false;
  bool version = false;
  bool man = false;
  std::string completion;
};

CommandLine parse_flags(const std::vector<CommandSpec>& specs, const char* const* begin, const char* const* end) {
  ProgramFlags flags;
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.add_flag("-h,--help", flags.help);
  app.add_flag("--version", flags.version);
  app.add_flag("--man", flags.man);
  app.add_option("--completion", flags.completion);
  parse_words(app, begin, end);
  const std::vector<std::string> extras = app.remaining();
  if (!extras.empty()) {
    throw UsageError(fmt::format("unknown option or argument {}; see solve-puzzle --help", extras.front()));
  }
  if (flags.version) return {.request = {}, .text = fmt::format("solve-puzzle {}\n", kProgramVersion)};
  if (flags.help) return {.request = {}, .text = program_help(specs)};
  if (flags.man) return {.request = {}, .text = man_page(specs)};
  if (!flags.completion.empty()) return {.request = {}, .text = completion_script(flags.completion, specs)};
  throw UsageError("a command is missing; see solve-puzzle --help");
}

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  Requests requests;
  const std::vector<CommandSpec> specs = command_specs(requests);
  const char* const* const end = argv + argc;
  if (argc < 2 || argv[1][0] == '-') return parse_flags(specs, argv, end);
  std::vector<std::string> names;
  for (const CommandSpec& spec : specs) {
    if (spec.name == argv[1]) return parse_command(spec, argv + 1, end);
    names.push_back(spec.name);
  }
  throw UsageError(fmt::format("unknown command {}{}; see solve-puzzle --help", argv[1], did_you_mean(argv[1], names)));
}

}  // namespace solve_puzzle
