// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/film.h"

#include "tools/commands/plugin.h"

namespace solve_puzzle {

std::unique_ptr<FilmWriter> open_film(const FilmOptions& options) {
  void* const entry = plugin_entry("film", "--animate");
  return std::unique_ptr<FilmWriter>(reinterpret_cast<FilmEntry*>(entry)(options));
}

}  // namespace solve_puzzle
