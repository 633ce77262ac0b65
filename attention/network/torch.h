// SPDX-License-Identifier: Apache-2.0
// The one header through which the plug-in includes LibTorch (half a minute of compiler per file: keep such files few).
#pragma once

// First: clang refuses the headers of LibTorch 1.13 in C++20 unless IValue is complete before std::vector<IValue>.
#include <ATen/core/ivalue.h>
//
#include <torch/torch.h>
