// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/man_page.h"

#include <fmt/format.h>

#include "tools/cli/help.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

// Keeps roff from reading text as its own: backslashes, dashes, and dots or quotes at the start of a line.
std::string roff(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\\') {
      escaped += "\\e";
    } else if (letter == '-') {
      escaped += "\\-";
    } else {
      escaped += letter;
    }
  }
  return escaped.starts_with(".") || escaped.starts_with("'") ? "\\&" + escaped : escaped;
}

std::string item(const std::string& term, const std::string& text) {
  return fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(term), roff(text));
}

std::string command_section(const CommandSpec& command) {
  std::string text = fmt::format(".SS solve\\-puzzle {}\n{}\n", roff(synopsis(command)), roff(command.description));
  for (const Argument& argument : command.arguments) text += item(argument.name, argument.help);
  for (const Option& option : command.options.options()) text += item(written_option(option), full_help(option));
  return text + item("--config FILE.json", "read options from a JSON object; flags on the line win");
}

std::string examples_section(const std::vector<CommandSpec>& commands) {
  std::string text = ".SH EXAMPLES\n";
  for (const CommandSpec& command : commands) {
    for (const Example& example : command.examples) text += item(example.line, example.meaning);
  }
  return text;
}

}  // namespace

std::string man_page(const std::vector<CommandSpec>& commands) {
  std::string text =
      fmt::format(".TH SOLVE\\-PUZZLE 1 \"\" \"solve\\-puzzle {}\" \"User commands\"\n", kProgramVersion);
  text += ".SH NAME\nsolve\\-puzzle \\- put pictures back together from their pieces\n.SH SYNOPSIS\n";
  for (const CommandSpec& command : commands) {
    text += fmt::format(".B solve\\-puzzle\n{}\n.br\n", roff(synopsis(command)));
  }
  text += ".B solve\\-puzzle\n\\-\\-version | \\-\\-help\n.SH DESCRIPTION\n";
  text +=
      "Takes pictures of pieces and gives back the picture, and says how sure it is of every join. In the lists below, "
      "brackets hold the value of an option that is left out.\n.SH COMMANDS\n";
  for (const CommandSpec& command : commands) text += command_section(command);
  text += examples_section(commands) + ".SH EXIT STATUS\n";
  for (const auto& [code, meaning] : exit_codes()) text += item(code, meaning);
  return text;
}

}  // namespace solve_puzzle
