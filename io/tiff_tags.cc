// SPDX-License-Identifier: Apache-2.0
// Source: Adobe, "TIFF Revision 6.0", section 2; BigTIFF as LibTIFF describes it.
#include "io/tiff_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "io/byte_reader.h"

namespace solve_puzzle {
namespace {

enum Tag : std::uint64_t {
  kWidth = 256,
  kHeight = 257,
  kBits = 258,
  kStripOffsets = 273,
  kStripBytes = 279,
  kRowResolution = 282,
  kResolutionUnit = 296,
  kTileWidth = 322,
  kTileHeight = 323,
  kTileOffsets = 324,
  kTileBytes = 325,
  kSampleFormat = 339,
};

struct Entry {
  std::uint64_t type = 0;
  std::uint64_t count = 0;
  std::uint64_t position = 0;  ///< of the first value
};

/// Sizes of the fields that differ between TIFF and BigTIFF. Units: bytes.
struct Layout {
  bool is_big_endian = false;
  unsigned offset = 4;
  unsigned num_entries = 2;
  unsigned entry = 12;
  unsigned first_offset = 4;  ///< position of the first directory's offset
};

Layout layout_of(std::string_view bytes) {
  const bool is_big_endian = bytes[0] == 'M';
  const bool is_big_tiff = bytes[is_big_endian ? 3 : 2] == 43;
  if (!is_big_tiff) return {.is_big_endian = is_big_endian};
  return {.is_big_endian = is_big_endian, .offset = 8, .num_entries = 8, .entry = 20, .first_offset = 8};
}

unsigned bytes_of_type(std::uint64_t type) {
  constexpr std::uint64_t kByte = 1;
  constexpr std::uint64_t kShort = 3;
  constexpr std::uint64_t kLong = 4;
  constexpr std::uint64_t kLong8 = 16;
  if (type == kByte) return 1;
  if (type == kShort) return 2;
  if (type == kLong) return 4;
  return type == kLong8 ? 8 : 0;
}

constexpr std::uint64_t kRational = 5;  // two whole numbers of four bytes each

/// The first directory. Only entries of whole and rational numbers are kept: others do not matter here.
class Directory {
 public:
  explicit Directory(std::string_view bytes) : layout_(layout_of(bytes)), reader_(bytes, layout_.is_big_endian) {
    const std::uint64_t begin = reader_.number(layout_.first_offset, layout_.offset);
    const std::uint64_t num_entries = reader_.number(begin, layout_.num_entries);
    for (std::uint64_t i = 0; i < num_entries; ++i) add(begin + layout_.num_entries + i * layout_.entry);
  }

  bool has(Tag tag) const { return entries_.count(tag) > 0; }

  std::uint64_t count(Tag tag) const { return has(tag) ? entries_.at(tag).count : 0; }

  std::uint64_t value(Tag tag, std::uint64_t i) const {
    const Entry& entry = entries_.at(tag);
    const unsigned length = bytes_of_type(entry.type);
    return reader_.number(entry.position + i * length, length);
  }

  std::uint64_t value_or(Tag tag, std::uint64_t otherwise) const { return count(tag) > 0 ? value(tag, 0) : otherwise; }

  /// Gives 0 for what is not there, no rational number, or one of denominator 0.
  double rational_or_zero(Tag tag) const {
    if (count(tag) == 0 || entries_.at(tag).type != kRational) return 0;
    const std::uint64_t at = entries_.at(tag).position;
    const auto denominator = static_cast<double>(reader_.number(at + 4, 4));
    return denominator > 0 ? static_cast<double>(reader_.number(at, 4)) / denominator : 0.0;
  }

  const ByteReader& reader() const { return reader_; }

 private:
  void add(std::uint64_t at) {
    const std::uint64_t tag = reader_.number(at, 2);
    Entry entry{.type = reader_.number(at + 2, 2), .count = reader_.number(at + 4, layout_.offset)};
    constexpr unsigned kBytesOfRational = 8;
    const unsigned length = entry.type == kRational ? kBytesOfRational : bytes_of_type(entry.type);
    if (length == 0) return;
    const std::uint64_t field = at + 4 + layout_.offset;
    const bool is_inside = entry.count <= layout_.offset / length;  // few values stand in the entry itself
    entry.position = is_inside ? field : reader_.number(field, layout_.offset);
    entries_.emplace(tag, entry);
  }

  Layout layout_;
  ByteReader reader_;
  std::map<std::uint64_t, Entry> entries_;
};

void check_depth(const Directory& directory) {
  constexpr std::uint64_t kUnsigned = 1;
  const std::uint64_t bits = directory.value_or(kBits, 1);
  const std::uint64_t format = directory.value_or(kSampleFormat, kUnsigned);
  const bool is_known = bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
  if (!is_known || format != kUnsigned) {
    throw Error(fmt::format("found a TIFF of {} bits per sample{}, expected 1, 2, 4, 8 or 16 bit whole numbers", bits,
                            format == kUnsigned ? "" : " that are signed or floating point"));
  }
}

double pixels_per_inch(const Directory& directory) {
  constexpr std::uint64_t kInch = 2, kCentimetre = 3;
  constexpr double kCentimetresPerInch = 2.54;
  const std::uint64_t unit = directory.value_or(kResolutionUnit, kInch);
  const double density = directory.rational_or_zero(kRowResolution);
  return unit == kInch ? density : unit == kCentimetre ? kCentimetresPerInch * density : 0.0;
}

/// A tile is unpacked whole, however small the picture: it must not be larger than the picture needs.
void check_tile(const Directory& directory, const PictureHeader& header) {
  constexpr std::int64_t kUsualTile = 4096;
  const auto width = static_cast<std::int64_t>(directory.value_or(kTileWidth, 1));
  const auto height = static_cast<std::int64_t>(directory.value_or(kTileHeight, 1));
  if (width < 1 || height < 1 || width > std::max(kUsualTile, 2 * header.width) ||
      height > std::max(kUsualTile, 2 * header.height)) {
    throw Error(fmt::format("found a TIFF of {} x {} pixels in tiles of {} x {}, expected smaller tiles", header.width,
                            header.height, width, height));
  }
}

void check_inside(const Directory& directory, Tag offsets, Tag lengths) {
  const std::uint64_t count = directory.count(offsets);
  if (directory.count(lengths) < count) {
    throw Error(
        fmt::format("found {} lengths of strips or tiles in a TIFF, expected {}", directory.count(lengths), count));
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    directory.reader().part(directory.value(offsets, i), directory.value(lengths, i));
  }
}

}  // namespace

bool is_tiff(std::string_view bytes) {
  using std::literals::operator""sv;
  const std::string_view start = bytes.substr(0, 4);
  return start == "II*\0"sv || start == "MM\0*"sv || start == "II+\0"sv || start == "MM\0+"sv;
}

PictureHeader peek_tiff(std::string_view bytes) {
  const Directory directory(bytes);
  PictureHeader header{.format = PictureFormat::kTiff};
  header.width = static_cast<std::int64_t>(std::min<std::uint64_t>(directory.value_or(kWidth, 0), UINT32_MAX));
  header.height = static_cast<std::int64_t>(std::min<std::uint64_t>(directory.value_or(kHeight, 0), UINT32_MAX));
  check_depth(directory);
  check_tile(directory, header);
  header.pixels_per_inch = pixels_per_inch(directory);
  return header;
}

void check_tiff(std::string_view bytes) {
  const Directory directory(bytes);
  check_inside(directory, kStripOffsets, kStripBytes);
  check_inside(directory, kTileOffsets, kTileBytes);
  if (directory.count(kStripOffsets) + directory.count(kTileOffsets) == 0) {
    throw Error("found a TIFF without pixels, expected strips or tiles");
  }
}

}  // namespace solve_puzzle
