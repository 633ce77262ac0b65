// SPDX-License-Identifier: Apache-2.0
// Safetensors to weights: every number of the header is checked before it is used, and the digest before any value.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "attention/sha256.h"
#include "attention/weights.h"
#include "attention/weights_format.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::json;
using Bytes = std::span<const std::byte>;

constexpr int kHeaderDepth = 3;  // the header, a tensor, its shape
constexpr int kMaxDepth = 64;    // of an architecture

/// A tensor as the header tells of it. Units: begin and end in bytes of the data.
struct Entry {
  std::string name;
  std::vector<std::int64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct Parts {
  std::string_view header;
  Bytes data;
};

std::uint64_t little_endian(Bytes bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) number |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
  return number;
}

Parts parts_of(Bytes bytes) {
  if (bytes.size() < kLengthBytes) {
    throw Error(fmt::format("found {} bytes, expected at least {}; the file is cut off", bytes.size(), kLengthBytes));
  }
  const std::uint64_t length = little_endian(bytes.first(kLengthBytes));
  const Bytes rest = bytes.subspan(kLengthBytes);
  if (length > rest.size()) {
    throw Error(
        fmt::format("found {} bytes after the first {}, expected a header of {}; the file is cut off or no "
                    "safetensors file",
                    rest.size(), kLengthBytes, length));
  }
  return {{reinterpret_cast<const char*>(rest.data()), length}, rest.subspan(length)};
}

/// Gives a value of the file on one line, shortened.
std::string shown(const Json& value) {
  constexpr std::size_t kNumShown = 60;
  const std::string text = value.dump(-1, ' ', /*ensure_ascii=*/true, Json::error_handler_t::replace);
  return text.size() <= kNumShown ? text : text.substr(0, kNumShown) + "...";
}

/// Throws: Error when the text is no JSON object, is nested deeper, or has a key twice (nlohmann-json would keep the
/// last of them in silence).
Json parse_object(std::string_view text, int max_depth, const char* what) {
  std::vector<std::set<std::string>> keys_of_open;
  const auto check = [&](int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > max_depth) throw Error(fmt::format("found {} nested deeper than {} levels", what, max_depth));
    if (event == Json::parse_event_t::object_start) keys_of_open.emplace_back();
    if (event == Json::parse_event_t::object_end) keys_of_open.pop_back();
    if (event == Json::parse_event_t::key && !keys_of_open.back().insert(parsed.get<std::string>()).second) {
      throw Error(fmt::format("found {} with the key {} twice, expected it once", what, shown(parsed)));
    }
    return true;
  };
  Json object = Json::parse(text, check, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    throw Error(fmt::format("found {} that is no JSON object; the file is damaged or of another kind", what));
  }
  return object;
}

const std::string& metadata_at(const std::map<std::string, std::string>& metadata, const std::string& key) {
  const auto found = metadata.find(key);
  if (found == metadata.end()) {
    throw Error(fmt::format("found no {} in the metadata; the file was not written by solve-puzzle", key));
  }
  return found->second;
}

void check_version(const std::map<std::string, std::string>& metadata) {
  const std::string format = metadata_at(metadata, "format");
  if (format != kWeightsFormat) throw Error(fmt::format("found format {}, expected {}", shown(format), kWeightsFormat));
  const std::string version = metadata_at(metadata, "format_version");
  if (version == kWeightsVersion) return;
  const auto writer = metadata.find("program_version");
  throw Error(fmt::format("found format_version {}, expected {}; the file was written by solve-puzzle {}, this is {}",
                          shown(version), kWeightsVersion,
                          writer == metadata.end() ? "of an unknown version" : shown(writer->second),
                          SOLVE_PUZZLE_VERSION));
}

/// Gives the metadata, its format, version and architecture checked.
std::map<std::string, std::string> metadata_of(const Json& header) {
  std::map<std::string, std::string> metadata;
  if (const auto object = header.find(kMetadataKey); object != header.end()) {
    if (!object->is_object()) throw Error(fmt::format("found metadata {}, expected an object", shown(*object)));
    for (const auto& [key, value] : object->items()) {
      if (!value.is_string())
        throw Error(fmt::format("metadata {}: found {}, expected text", shown(key), shown(value)));
      metadata[key] = value.get<std::string>();
    }
  }
  check_version(metadata);
  parse_object(metadata_at(metadata, "architecture"), kMaxDepth, "an architecture");
  return metadata;
}

const std::string& checked_name(const std::string& name) {
  const auto is_allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  if (name.empty() || !std::ranges::all_of(name, is_allowed)) {
    throw Error(fmt::format("found a tensor named {}, expected letters, digits, '.', '_' and '-'", shown(name)));
  }
  return name;
}

void check_type(const Json& type) {
  if (type == "F32") return;
  const bool is_half = type == "F16" || type == "BF16";
  throw Error(fmt::format("found dtype {}, expected \"F32\"{}", shown(type),
                          is_half ? "; half precision is not read, convert it to 32-bit floats" : ""));
}

/// Gives the whole numbers of an array.
std::vector<std::int64_t> numbers_of(const Json& array, const char* what) {
  std::vector<std::int64_t> numbers;
  const auto is_number = [](const Json& value) {
    constexpr std::uint64_t kMax = std::numeric_limits<std::int64_t>::max();
    return value.is_number_unsigned() && value.get<std::uint64_t>() <= kMax;
  };
  if (!array.is_array() || !std::ranges::all_of(array, is_number)) {
    throw Error(fmt::format("found {} {}, expected a list of whole numbers from 0 on", what, shown(array)));
  }
  for (const Json& value : array) numbers.push_back(value.get<std::int64_t>());
  return numbers;
}

std::uint64_t num_bytes_of(const std::vector<std::int64_t>& shape) {
  std::uint64_t num_bytes = sizeof(float);
  for (const std::int64_t size : shape) {
    if (size > 0 && num_bytes > std::numeric_limits<std::uint64_t>::max() / static_cast<std::uint64_t>(size)) {
      throw Error(fmt::format("found the shape {}, expected one that fits into memory", shape_text(shape)));
    }
    num_bytes *= static_cast<std::uint64_t>(size);
  }
  return num_bytes;
}

Entry parse_entry(const std::string& name, const Json& value) {
  if (!value.is_object() || value.size() != 3 || !value.contains("dtype") || !value.contains("shape") ||
      !value.contains("data_offsets")) {
    throw Error(fmt::format("found {}, expected dtype, shape and data_offsets", shown(value)));
  }
  check_type(value["dtype"]);
  Entry entry{.name = name, .shape = numbers_of(value["shape"], "the shape")};
  const std::vector<std::int64_t> offsets = numbers_of(value["data_offsets"], "the data_offsets");
  if (offsets.size() != 2 || offsets[0] > offsets[1]) {
    throw Error(fmt::format("found the data_offsets {}, expected begin and end", shown(value["data_offsets"])));
  }
  entry.begin = static_cast<std::uint64_t>(offsets[0]);
  entry.end = static_cast<std::uint64_t>(offsets[1]);
  if (entry.end - entry.begin != num_bytes_of(entry.shape)) {
    throw Error(fmt::format("found {} bytes of data, expected {} for the shape {}", entry.end - entry.begin,
                            num_bytes_of(entry.shape), shape_text(entry.shape)));
  }
  return entry;
}

/// Gives the tensors of the header, sorted by name as nlohmann-json sorts keys.
std::vector<Entry> entries_of(const Json& header) {
  std::vector<Entry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name == kMetadataKey) continue;
    checked_name(name);
    try {
      entries.push_back(parse_entry(name, value));
    } catch (const Error& error) {
      throw Error(fmt::format("tensor {}: {}", name, error.what()));
    }
  }
  return entries;
}

/// Checks that the tensors lie one after the other and fill the data.
void check_places(std::vector<Entry> entries, std::uint64_t num_bytes) {
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::pair(entry.begin, entry.end); });
  std::uint64_t end = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != end) {
      throw Error(fmt::format("tensor {}: found its data at byte {}, expected {}; {}", entry.name, entry.begin, end,
                              entry.begin < end ? "tensors overlap" : "there is a gap before it"));
    }
    end = entry.end;
  }
  if (end != num_bytes) {
    throw Error(fmt::format("found {} bytes of data, expected {}; the file {}", num_bytes, end,
                            num_bytes < end ? "is cut off" : "goes on after its end"));
  }
}

/// Gives the digest of the file as it was before its digest was put in.
std::string digest_of(Bytes bytes, std::size_t header_length, const std::string& stated) {
  const std::size_t begin_of_data = kLengthBytes + header_length;
  std::string head(reinterpret_cast<const char*>(bytes.data()), begin_of_data);
  const std::size_t place = head.find(stated);
  if (place != std::string::npos) head.replace(place, stated.size(), no_digest());
  Sha256 sha256;
  sha256.add(std::as_bytes(std::span(head)));
  sha256.add(bytes.subspan(begin_of_data));
  return sha256.digest();
}

void check_digest(Bytes bytes, std::size_t header_length, const std::string& stated) {
  if (stated.size() != kDigestDigits) {
    throw Error(fmt::format("found sha256 {}, expected {} digits", shown(stated), kDigestDigits));
  }
  const std::string found = digest_of(bytes, header_length, stated);
  if (found != stated) {
    throw Error(fmt::format("found the sha256 {}, expected {}; the file was damaged or changed by another program",
                            found, shown(stated)));
  }
}

WeightTensor parse_tensor(const Entry& entry, Bytes data) {
  WeightTensor tensor{.name = entry.name, .shape = entry.shape, .values = {}};
  tensor.values.reserve((entry.end - entry.begin) / sizeof(float));
  for (std::uint64_t place = entry.begin; place < entry.end; place += sizeof(float)) {
    const std::uint64_t bits = little_endian(data.subspan(place, sizeof(float)));
    tensor.values.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
  }
  if (!std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); })) {
    throw Error(fmt::format("tensor {}: found a value that is not finite; the training went wrong", entry.name));
  }
  return tensor;
}

Weights parse(Bytes bytes) {
  const Parts parts = parts_of(bytes);
  const Json header = parse_object(parts.header, kHeaderDepth, "a header");
  Weights weights{.metadata = metadata_of(header), .tensors = {}};
  const std::vector<Entry> entries = entries_of(header);
  check_places(entries, parts.data.size());
  check_digest(bytes, parts.header.size(), metadata_at(weights.metadata, "sha256"));
  for (const Entry& entry : entries) weights.tensors.push_back(parse_tensor(entry, parts.data));
  return weights;
}

}  // namespace

Weights parse_weights(Bytes bytes, const std::string& file) {
  try {
    Weights weights = parse(bytes);
    weights.file = file;
    return weights;
  } catch (const Error& error) {
    throw Error(fmt::format("weights {}: {}", file, error.what()));
  }
}

}  // namespace solve_puzzle
