// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/help.h"

#include <fmt/format.h>

#include <sstream>

namespace solve_puzzle {
namespace {

constexpr std::size_t kWidth = 90;
constexpr std::size_t kLeftColumn = 30;

// Breaks a text into lines of at most `width` letters.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

// Two columns; what is too long for the left one pushes the right one to the next line.
std::string row(const std::string& left, const std::string& right) {
  std::string text = "  " + left;
  bool is_first = text.size() + 2 <= kLeftColumn;
  if (!is_first) text += "\n";
  for (const std::string& line : wrapped(right, kWidth - kLeftColumn)) {
    text += fmt::format("{}{}\n", std::string(is_first ? kLeftColumn - text.size() : kLeftColumn, ' '), line);
    is_first = false;
  }
  return text;
}

std::string paragraph(const std::string& text) { return fmt::format("{}\n", fmt::join(wrapped(text, kWidth), "\n")); }

std::string option_rows(const CommandSpec& command) {
  std::string text;
  for (const Option& option : command.options.options()) {
    text += row((option.short_name ? "" : "    ") + written_option(option), full_help(option));
  }
  text += row("    --config FILE.json", "read options from a JSON object; flags on the line win");
  return text + row("-h, --help", "show this text");
}

std::string example_rows(const CommandSpec& command) {
  std::string text;
  for (const Example& example : command.examples)
    text += fmt::format("  {}\n      {}\n", example.line, example.meaning);
  return text;
}

std::string exit_rows() {
  std::string text;
  for (const auto& [code, meaning] : exit_codes()) text += row(code, meaning);
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> exit_codes() {
  return {{"0", "done"},
          {"1",
           "failure: an input or output is not usable, a puzzle of a bench failed, or Ctrl-C ended the search "
           "(the best answer so far is written, and said to be so)"},
          {"2", "wrong usage: an option is unknown, out of range, missing, or contradicts another"}};
}

std::string program_help(const std::vector<CommandSpec>& commands) {
  std::string text =
      "usage: solve-puzzle COMMAND ...\n\n" +
      paragraph("Puts pictures back together from their pieces, and says how sure it is of every join.") +
      "\ncommands:\n";
  for (const CommandSpec& command : commands) text += row(command.name, command.summary);
  text += "\noptions:\n" + row("-h, --help", "show this text; solve-puzzle COMMAND --help says more") +
          row("    --version", "show the version") +
          row("    --completion SHELL", "write the completion script for bash, zsh or fish");
  text += "\nexamples:\n";
  for (const CommandSpec& command : commands) {
    const Example& example = command.examples.front();
    text += fmt::format("  {}\n      {}\n", example.line, example.meaning);
  }
  return text + "\nexit codes:\n" + exit_rows();
}

std::string command_help(const CommandSpec& command) {
  std::string text = "usage: solve-puzzle " + synopsis(command) + "\n\n" + paragraph(command.description);
  if (!command.arguments.empty()) text += "\narguments:\n";
  for (const Argument& argument : command.arguments) text += row(argument.name, argument.help);
  text += "\noptions (in brackets: what holds when left out):\n" + option_rows(command);
  return text + "\nexamples:\n" + example_rows(command) + "\nexit codes:\n" + exit_rows();
}

}  // namespace solve_puzzle
