// SPDX-License-Identifier: Apache-2.0
// The weights of a network and the bytes that keep them: the safetensors format. No files, no torch, no network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace solve_puzzle {

/// Shapes: values has as many numbers as the product of shape says, the last dimension running fastest.
struct WeightTensor {
  std::string name;  ///< letters, digits, '.', '_' and '-'
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// Tensors and what is known of them. The key `architecture` must be there: the options of the network, a JSON object.
/// weights_bytes() sets `format`, `format_version` and `sha256` itself. All other keys are free; usual are data,
/// options, seed, accuracy, calibration, licence and program_version.
struct Weights {
  std::map<std::string, std::string> metadata;
  std::vector<WeightTensor> tensors;  ///< sorted by name when they were read
  std::string file = {};              ///< where they come from, for messages; not kept in the bytes

  /// Throws: Error that names the file and the tensor when there is none of that name.
  const WeightTensor& at(const std::string& name) const;
};

/// What a network needs of its weights.
struct ExpectedTensor {
  std::string name;
  std::vector<std::int64_t> shape;
};

/// Throws: Error that names the file and the tensor when one is missing, is not expected, or has another shape.
void check_tensors(const Weights& weights, std::span<const ExpectedTensor> expected);

/// Reads what weights_bytes() gave, or another program wrote in that form: tensors of 32-bit floats in any order, the
/// same metadata. `file`: as it should stand in messages.
/// Throws: Error that names the file when anything in it is damaged, cut off, of another version, or not finite.
/// Cost: linear; 3 MB in 15 ms, nearly all of it for SHA-256 (Intel Xeon, 2.3 GHz).
Weights parse_weights(std::span<const std::byte> bytes, const std::string& file);

/// Gives the bytes of the file: tensors in the order of their names, the data aligned to 8 bytes. `sha256` is the
/// digest of the whole file as it is with 64 zeros in the digest's place.
/// Source: safetensors, https://github.com/huggingface/safetensors (Format).
/// Throws: Error when parse_weights() would refuse the bytes: a wrong name, one name twice, a shape that does not fit
/// its values, a number that is not finite, no architecture.
std::string weights_bytes(const Weights& weights);

}  // namespace solve_puzzle
