// SPDX-License-Identifier: Apache-2.0
// The files of tools/report/dist inside of the program; the build writes the source (cmake/EmbedFile.cmake).
#pragma once

#include <string_view>

namespace solve_puzzle::report_assets {

std::string_view page();        ///< report.mustache
std::string_view style();       ///< report.css
std::string_view script();      ///< report.js, OpenSeadragon and its licence in it
std::string_view bench_page();  ///< bench.mustache

}  // namespace solve_puzzle::report_assets
