// SPDX-License-Identifier: Apache-2.0
// Source: PNG specification, second edition, sections 5 and 11.
#include "io/png_chunks.h"

#include <fmt/format.h>

#include <array>

#include "io/byte_reader.h"
#include "io/file_names.h"

namespace solve_puzzle {
namespace {

constexpr std::uint64_t kHeaderSize = 13;
constexpr std::uint64_t kFrame = 12;  // length, name and checksum of a chunk

struct Chunk {
  std::uint64_t begin = 0;  ///< position of its length field
  std::uint64_t length = 0;
  std::string_view name;
  std::string_view data;

  std::uint64_t end() const { return begin + length + kFrame; }
};

Chunk chunk_at(const ByteReader& reader, std::uint64_t begin) {
  const std::uint64_t length = reader.number(begin, 4);
  return {.begin = begin, .length = length, .name = reader.part(begin + 4, 4), .data = reader.part(begin + 8, length)};
}

bool makes_pixels(std::string_view name) {
  return name == "IHDR" || name == "PLTE" || name == "tRNS" || name == "IDAT" || name == "IEND";
}

constexpr std::array<std::uint32_t, 256> kChecksums = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    table.at(i) = value;
  }
  return table;
}();

std::uint32_t checksum(std::string_view bytes) {
  std::uint32_t value = 0xFFFFFFFFU;
  for (const char byte : bytes) value = (value >> 8U) ^ kChecksums[(value ^ static_cast<unsigned char>(byte)) & 0xFFU];
  return value ^ 0xFFFFFFFFU;
}

void check_chunk(const ByteReader& reader, const Chunk& chunk) {
  const std::uint64_t stored = reader.number(chunk.end() - 4, 4);
  if (makes_pixels(chunk.name) && stored != checksum(reader.part(chunk.begin + 4, chunk.length + 4))) {
    throw Error(fmt::format("found a wrong checksum in PNG chunk {} at byte {}: the file is damaged",
                            printable(chunk.name), chunk.begin));
  }
}

/// Calls visit(chunk) up to the last one.
template <class Visit>
void for_each_chunk(const ByteReader& reader, const Visit& visit) {
  for (std::uint64_t at = kPngSignature.size(); true;) {
    const Chunk chunk = chunk_at(reader, at);
    visit(chunk);
    if (chunk.name == "IEND") return;
    at = chunk.end();
  }
}

}  // namespace

PictureHeader peek_png(std::string_view bytes) {
  const ByteReader reader(bytes);
  const Chunk header = chunk_at(reader, kPngSignature.size());
  if (header.name != "IHDR" || header.length != kHeaderSize) {
    throw Error(fmt::format("found a PNG that begins with chunk {} of {} bytes, expected IHDR of {}",
                            printable(header.name), header.length, kHeaderSize));
  }
  const ByteReader data(header.data);
  return {PictureFormat::kPng, static_cast<std::int64_t>(data.number(0, 4)),
          static_cast<std::int64_t>(data.number(4, 4))};
}

void check_png(std::string_view bytes) {
  const ByteReader reader(bytes);
  for_each_chunk(reader, [&](const Chunk& chunk) { check_chunk(reader, chunk); });
}

std::string png_of_pixels_only(std::string_view bytes) {
  const ByteReader reader(bytes);
  std::string kept(kPngSignature);
  for_each_chunk(reader, [&](const Chunk& chunk) {
    if (makes_pixels(chunk.name)) kept += reader.part(chunk.begin, chunk.length + kFrame);
  });
  return kept;
}

double png_pixels_per_inch(std::string_view bytes) {
  constexpr std::uint64_t kPerMetre = 1;
  constexpr double kMetresPerInch = 0.0254;
  double density = 0;
  for_each_chunk(ByteReader(bytes), [&](const Chunk& chunk) {
    const ByteReader data(chunk.data);
    if (chunk.name != "pHYs" || chunk.length < 9 || data.number(8, 1) != kPerMetre) return;
    density = kMetresPerInch * static_cast<double>(data.number(0, 4));
  });
  return density;
}

std::optional<GreyKey> png_grey_key(std::string_view bytes) {
  constexpr std::uint64_t kGrey = 0;
  std::optional<GreyKey> key;
  int bits = 0;
  for_each_chunk(ByteReader(bytes), [&](const Chunk& chunk) {
    const ByteReader data(chunk.data);
    if (chunk.name == "IHDR" && data.number(9, 1) == kGrey) bits = static_cast<int>(data.number(8, 1));
    if (chunk.name == "tRNS" && bits > 0 && chunk.length >= 2) key = GreyKey{static_cast<int>(data.number(0, 2)), bits};
  });
  return key;
}

}  // namespace solve_puzzle
