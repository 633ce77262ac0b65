// SPDX-License-Identifier: Apache-2.0
// Weights to safetensors.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>

#include "attention/sha256.h"
#include "attention/weights.h"
#include "attention/weights_format.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::ordered_json;
using Tensors = std::vector<const WeightTensor*>;

constexpr std::size_t kAlignment = 8;
constexpr const char* kToBeWritten = "to be written";

Tensors sorted_by_name(const Weights& weights) {
  Tensors tensors;
  for (const WeightTensor& tensor : weights.tensors) tensors.push_back(&tensor);
  std::ranges::sort(tensors, {}, &WeightTensor::name);
  return tensors;
}

Json metadata_of(const Weights& weights) {
  std::map<std::string, std::string> metadata = weights.metadata;
  metadata["format"] = kWeightsFormat;
  metadata["format_version"] = kWeightsVersion;
  metadata["sha256"] = no_digest();
  return metadata;
}

std::string text_of(const Json& header) {
  try {
    return header.dump();
  } catch (const Json::exception&) {
    throw Error(fmt::format("weights {}: found metadata or a name that is not UTF-8", kToBeWritten));
  }
}

std::string header_text(const Weights& weights, const Tensors& tensors) {
  Json header;
  header[kMetadataKey] = metadata_of(weights);
  std::uint64_t begin = 0;
  for (const WeightTensor* tensor : tensors) {
    if (header.contains(tensor->name)) {
      throw Error(fmt::format("weights {}: found the name {} twice, expected it once", kToBeWritten, tensor->name));
    }
    const std::uint64_t end = begin + tensor->values.size() * sizeof(float);
    header[tensor->name] = {{"dtype", "F32"}, {"shape", tensor->shape}, {"data_offsets", {begin, end}}};
    begin = end;
  }
  std::string text = text_of(header);
  text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
  return text;
}

void append_little_endian(std::string& bytes, std::uint64_t number, std::size_t num_bytes) {
  for (std::size_t i = 0; i < num_bytes; ++i) bytes += static_cast<char>(number >> (8 * i));
}

void set_digest(std::string& bytes) {
  const std::string field = "\"sha256\":\"";  // quotes inside a string are escaped, so this stands in one place only
  Sha256 sha256;
  sha256.add(std::as_bytes(std::span(bytes)));
  bytes.replace(bytes.find(field) + field.size(), kDigestDigits, sha256.digest());
}

std::string bytes_of(const Weights& weights) {
  const Tensors tensors = sorted_by_name(weights);
  const std::string header = header_text(weights, tensors);
  std::string bytes;
  append_little_endian(bytes, header.size(), kLengthBytes);
  bytes += header;
  for (const WeightTensor* tensor : tensors) {
    for (const float value : tensor->values) {
      append_little_endian(bytes, std::bit_cast<std::uint32_t>(value), sizeof(float));
    }
  }
  set_digest(bytes);
  return bytes;
}

}  // namespace

std::string weights_bytes(const Weights& weights) {
  std::string bytes = bytes_of(weights);
  parse_weights(std::as_bytes(std::span(bytes)), kToBeWritten);  // so that nothing is written that cannot be read
  return bytes;
}

}  // namespace solve_puzzle
