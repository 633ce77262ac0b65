// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/completion.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/usage_error.h"

namespace solve_puzzle {
namespace {

std::string flags_of(const CommandSpec& command) {
  std::string flags;
  for (const Option& option : command.options.options()) {
    if (option.short_name) flags += fmt::format("-{} ", option.short_name);
    flags += "--" + option.info.name + " ";
  }
  return flags + "--config --help";
}

// Only names and choices go in, never help: they hold letters, digits and dashes, which no shell reads specially.
std::string bash_script(const std::vector<CommandSpec>& commands) {
  std::string names, values, flags;
  for (const CommandSpec& command : commands) {
    names += command.name + " ";
    flags += fmt::format("    {}) words='{}' ;;\n", command.name, flags_of(command));
    for (const Option& option : command.options.options()) {
      if (option.info.choices.empty()) continue;
      values += fmt::format("    '{} --{}') COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n", command.name,
                            option.info.name, fmt::join(option.info.choices, " "));
    }
  }
  return fmt::format(R"(# bash completion for solve-puzzle, written by: solve-puzzle --completion bash
_solve_puzzle() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} command=${{COMP_WORDS[1]}} words=
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '{}--help --version --completion' -- "$current"))
    return
  fi
  case "$command ${{COMP_WORDS[COMP_CWORD - 1]}}" in
{}  esac
  case $command in
{}  esac
  [[ $current == -* ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _solve_puzzle solve-puzzle
)",
                     names, values, flags);
}

// A text inside single quotes, for zsh and fish alike.
std::string unquoted(std::string text) {
  std::replace(text.begin(), text.end(), '\'', ' ');
  return text;
}

std::string zsh_option(const Option& option) {
  std::string help = unquoted(option.info.help);
  for (const char special : {'[', ']', ':'}) std::replace(help.begin(), help.end(), special, ' ');
  std::string value;
  if (!option.info.choices.empty()) {
    value = fmt::format(":{}:({})", option.info.name, fmt::join(option.info.choices, " "));
  } else if (!option.is_flag()) {
    value = fmt::format(":{}:_files", option.info.name);
  }
  std::string lines = fmt::format("        '--{}[{}]{}' \\\n", option.info.name, help, value);
  if (option.short_name) lines += fmt::format("        '-{}[{}]{}' \\\n", option.short_name, help, value);
  return lines;
}

std::string zsh_script(const std::vector<CommandSpec>& commands) {
  std::string names, cases;
  for (const CommandSpec& command : commands) {
    names += fmt::format("    '{}:{}'\n", command.name, unquoted(command.summary));
    cases += fmt::format("    {})\n      _arguments -s \\\n", command.name);
    for (const Option& option : command.options.options()) cases += zsh_option(option);
    cases += "        '--config[JSON file with options]:config:_files' '--help[show help]' '*:file:_files' ;;\n";
  }
  return fmt::format(R"(#compdef solve-puzzle
# zsh completion for solve-puzzle, written by: solve-puzzle --completion zsh
_solve_puzzle() {{
  local -a commands=(
{}  )
  if ((CURRENT == 2)); then
    _describe command commands
    _arguments '--help[show help]' '--version[show the version]' '--completion[write a completion script]:shell:(bash zsh fish)'
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
{}  esac
}}
_solve_puzzle "$@"
)",
                     names, cases);
}

std::string fish_option(const CommandSpec& command, const Option& option) {
  std::string line =
      fmt::format("complete -c solve-puzzle -n '__fish_seen_subcommand_from {}' -l {}", command.name, option.info.name);
  if (option.short_name) line += fmt::format(" -s {}", option.short_name);
  if (!option.info.choices.empty()) {
    line += fmt::format(" -x -a '{}'", fmt::join(option.info.choices, " "));
  } else if (!option.is_flag()) {
    line += " -r";
  }
  return line + fmt::format(" -d '{}'\n", unquoted(option.info.help));
}

std::string fish_script(const std::vector<CommandSpec>& commands) {
  std::string text = "# fish completion for solve-puzzle, written by: solve-puzzle --completion fish\n";
  for (const CommandSpec& command : commands) {
    text += fmt::format("complete -c solve-puzzle -n __fish_use_subcommand -f -a {} -d '{}'\n", command.name,
                        unquoted(command.summary));
  }
  text +=
      "complete -c solve-puzzle -n __fish_use_subcommand -l version -d 'show the version'\n"
      "complete -c solve-puzzle -n __fish_use_subcommand -l completion -x -a 'bash zsh fish'\n"
      "complete -c solve-puzzle -l help -s h -d 'show help'\n";
  for (const CommandSpec& command : commands) {
    for (const Option& option : command.options.options()) text += fish_option(command, option);
    text += fmt::format("complete -c solve-puzzle -n '__fish_seen_subcommand_from {}' -l config -r\n", command.name);
  }
  return text;
}

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CommandSpec>& commands) {
  if (shell == "bash") return bash_script(commands);
  if (shell == "zsh") return zsh_script(commands);
  if (shell == "fish") return fish_script(commands);
  throw UsageError(fmt::format("--completion: found '{}', expected bash, zsh or fish", shell));
}

}  // namespace solve_puzzle
