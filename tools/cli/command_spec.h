// SPDX-License-Identifier: Apache-2.0
// What the program can be asked: every command with its arguments, options, help and examples, listed once. Help, man
// page and completion are written from this list; the parser fills the requests that it points into.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/cli/option_list.h"
#include "tools/requests.h"

namespace solve_puzzle {

/// An argument without a dash. Exactly one of `one` and `many` is set.
struct Argument {
  std::string name;
  std::string help;
  std::string* one = nullptr;
  std::vector<std::string>* many = nullptr;  ///< at least one word
};

struct Example {
  std::string line;
  std::string meaning;
};

struct CommandSpec {
  std::string name;
  std::string summary;      ///< one line
  std::string description;  ///< a few sentences
  std::vector<Argument> arguments = {};
  OptionList options = {};
  bool needs_output = true;
  std::function<bool()> needs_nothing = {};  ///< says that options make arguments and output superfluous
  std::vector<Example> examples = {};
  std::function<void()> check = {};       ///< throws UsageError when options contradict each other
  std::function<Request()> request = {};  ///< what was parsed
};

/// Where the parser puts what it reads.
struct Requests {
  DemoRequest demo;
  SolveRequest solve;
  CutRequest cut;
  EvalRequest eval;
  BenchRequest bench;
  TrainRequest train;
  ReportRequest report;
  ViewRequest view;
};

/// Gives the list of commands, pointing into `requests`, which must outlive it.
std::vector<CommandSpec> command_specs(Requests& requests);

/// Gives the words after the program's name, such as "solve INPUT... -o OUT [options]".
std::string synopsis(const CommandSpec& command);

/// Gives an option as it is written, such as "-o, --output OUT" (parts joined by `separator`).
std::string written_option(const Option& option, const std::string& separator = ", ");

/// Gives what stands for the value of an option; empty for a flag.
std::string placeholder(const Option& option);

/// Gives the help of an option with its allowed words and default.
std::string full_help(const Option& option);

}  // namespace solve_puzzle
