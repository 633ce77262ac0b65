// SPDX-License-Identifier: Apache-2.0
// Bytes as text for HTML and JSON. No decoding.
#pragma once

#include <string>
#include <string_view>

namespace solve_puzzle {

/// Gives the bytes as base64 with padding. Source: RFC 4648, section 4.
std::string base64(std::string_view bytes);

}  // namespace solve_puzzle
