// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <deque>

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
  CLI::App* app = nullptr;
  CommandSpec* spec = nullptr;
  bool wants_help = false;
  std::string config;
  std::deque<GivenOption> given;  // CLI11 keeps pointers to the words
};

void bind_option(ParsedCommand& command, const Option& option) {
  GivenOption& given = command.given.emplace_back(GivenOption{&option, nullptr, {}});
  const std::string short_form = option.short_name ? fmt::format("-{},", option.short_name) : "";
  const std::string names = short_form + "--" + option.info.name;
  if (option.is_flag()) {
    given.parsed = command.app->add_flag(names);
  } else {
    given.parsed = command.app->add_option(names, given.words);
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

void bind_command(CLI::App& program, CommandSpec& spec, ParsedCommand& command) {
  command.spec = &spec;
  command.app = program.add_subcommand(spec.name);
  command.app->set_help_flag();
  command.app->allow_extras();
  command.app->add_flag("-h,--help", command.wants_help);
  command.app->add_option("--config", command.config);
  for (const Option& option : spec.options.options()) bind_option(command, option);
  for (const Argument& argument : spec.arguments) bind_argument(*command.app, argument);
}

std::string missing_argument(const CommandSpec& spec) {
  for (const Argument& argument : spec.arguments) {
    if (argument.many ? argument.many->empty() : argument.one->empty()) return argument.name;
  }
  const Option* output = spec.options.find("output");
  const bool is_missing = spec.needs_output && value_of(*output) == "";
  return is_missing ? "-o " + placeholder(*output) : "";
}

void refuse_unknown(const CommandSpec& spec, std::vector<std::string> extras) {
  std::erase(extras, "--");  // CLI11 leaves it among them
  if (extras.empty()) return;
  const std::string& found = extras.front();
  if (!found.starts_with("-")) {
    throw UsageError(fmt::format("'{}' is one argument too many; usage: solve-puzzle {}", found, synopsis(spec)));
  }
  std::vector<std::string> names = spec.options.names();
  names.insert(names.end(), {"help", "config"});
  const std::string name =
      found.substr(found.find_first_not_of('-') == std::string::npos ? 0 : found.find_first_not_of('-'));
  throw UsageError(fmt::format("unknown option {}{}; see solve-puzzle {} --help", found,
                               did_you_mean(name.substr(0, name.find('=')), names, "--"), spec.name));
}

void set_given(const ParsedCommand& command) {
  if (!command.config.empty()) read_config(command.config, command.spec->options);
  for (const GivenOption& given : command.given) {
    if (given.parsed->count() == 0) continue;
    if (given.words.size() > 1 && !given.option->is_list()) {
      throw UsageError(
          fmt::format("--{} is given {} times; give it once", given.option->info.name, given.words.size()));
    }
    set_from_words(*given.option, given.words);
  }
}

CommandLine finish(const ParsedCommand& command) {
  const CommandSpec& spec = *command.spec;
  if (command.wants_help) return {.request = {}, .text = command_help(spec)};
  refuse_unknown(spec, command.app->remaining());
  set_given(command);
  if (const std::string missing = missing_argument(spec); !missing.empty()) {
    throw UsageError(fmt::format("{} is missing; usage: solve-puzzle {}", missing, synopsis(spec)));
  }
  spec.check();
  return {.request = spec.request(), .text = {}};
}

/// What stands before the command, or instead of one.
struct ProgramFlags {
  bool help = false;
  bool version = false;
  bool man = false;
  std::string completion;
};

CommandLine finish_without_command(const ProgramFlags& flags, const std::vector<CommandSpec>& specs,
                                   const std::vector<std::string>& extras) {
  if (flags.version) return {.request = {}, .text = fmt::format("solve-puzzle {}\n", kProgramVersion)};
  if (flags.help) return {.request = {}, .text = program_help(specs)};
  if (flags.man) return {.request = {}, .text = man_page(specs)};
  if (!flags.completion.empty()) return {.request = {}, .text = completion_script(flags.completion, specs)};
  if (extras.empty()) throw UsageError("a command is missing; see solve-puzzle --help");
  std::vector<std::string> names;
  for (const CommandSpec& spec : specs) names.push_back(spec.name);
  const bool is_option = extras.front().starts_with("-");
  throw UsageError(fmt::format("unknown {} {}{}; see solve-puzzle --help", is_option ? "option" : "command",
                               extras.front(), is_option ? "" : did_you_mean(extras.front(), names)));
}

}  // namespace

CommandLine parse_command_line(int argc, const char* const* argv) {
  Requests requests;
  std::vector<CommandSpec> specs = command_specs(requests);
  std::deque<ParsedCommand> commands;
  ProgramFlags flags;
  CLI::App program;
  program.set_help_flag();
  program.allow_extras();
  program.add_flag("-h,--help", flags.help);
  program.add_flag("--version", flags.version);
  program.add_flag("--man", flags.man);
  program.add_option("--completion", flags.completion);
  for (CommandSpec& spec : specs) bind_command(program, spec, commands.emplace_back());
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    throw UsageError(std::string(error.what()) + "; see solve-puzzle --help");
  }
  for (const ParsedCommand& command : commands) {
    if (command.app->parsed()) return finish(command);
  }
  return finish_without_command(flags, specs, program.remaining());
}

}  // namespace solve_puzzle
