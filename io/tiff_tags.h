// SPDX-License-Identifier: Apache-2.0
// The tags of a TIFF file's first picture: size, depth, and where its pixels lie. Only for the sources of io.
#pragma once

#include <string_view>

#include "io/picture_header.h"

namespace solve_puzzle {

bool is_tiff(std::string_view bytes);

/// Throws: Error when size or depth is missing or one that is not read here (floating point, 12 bit).
PictureHeader peek_tiff(std::string_view bytes);

/// Throws: Error when a strip or tile reaches beyond the end of the file.
void check_tiff(std::string_view bytes);

}  // namespace solve_puzzle
