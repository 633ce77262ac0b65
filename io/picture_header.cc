// SPDX-License-Identifier: Apache-2.0
#include "io/picture_header.h"

#include <fmt/format.h>

#include <cstdlib>

#include "io/byte_reader.h"
#include "io/png_chunks.h"
#include "io/tiff_tags.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

bool begins_with(std::string_view bytes, std::string_view prefix, std::size_t at = 0) {
  return bytes.size() >= at && bytes.substr(at, prefix.size()) == prefix;
}

PictureFormat format_of(std::string_view bytes) {
  if (bytes.empty()) throw Error("found 0 bytes, expected a picture");
  if (begins_with(bytes, kPngSignature)) return PictureFormat::kPng;
  if (begins_with(bytes, "\xFF\xD8\xFF")) return PictureFormat::kJpeg;
  if (is_tiff(bytes)) return PictureFormat::kTiff;
  if (begins_with(bytes, "RIFF") && begins_with(bytes, "WEBP", 8)) return PictureFormat::kWebp;
  if (begins_with(bytes, "BM")) return PictureFormat::kBmp;
  throw Error("found something else, expected a picture (PNG, JPEG, TIFF, WebP or BMP)");
}

// JPEG: ITU-T T.81, annex B.

constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kEndOfImage = 0xD9;

bool is_start_of_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

bool stands_alone(unsigned marker) { return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8); }

/// Walks the markers from the start of the file until `visit(marker, position of what follows it)` gives true.
/// Coded pixels are walked over too: there, 0xFF is followed by 0 or a restart marker.
template <class Visit>
void walk_jpeg(const ByteReader& reader, std::string_view bytes, const Visit& visit) {
  std::size_t at = 2;
  while (true) {
    at = bytes.find('\xFF', at);
    while (at < bytes.size() && bytes[at] == '\xFF') ++at;
    if (at >= bytes.size()) {
      throw Error(
          fmt::format("found {} bytes of a JPEG without its end, expected more: the file is cut off", bytes.size()));
    }
    const auto marker = static_cast<unsigned char>(bytes[at++]);
    if (marker == 0 || stands_alone(marker)) continue;
    if (visit(marker, at)) return;
    at += reader.number(at, 2);
  }
}

/// Source: ITU-T T.871 (JFIF), section 10.1.
double jfif_density(const ByteReader& reader, std::size_t at) {
  constexpr std::uint64_t kPerInch = 1, kPerCentimetre = 2, kHeaderSize = 14;
  constexpr double kCentimetresPerInch = 2.54;
  if (reader.number(at, 2) < kHeaderSize || reader.part(at + 2, 5) != std::string_view("JFIF\0", 5)) return 0;
  const std::uint64_t unit = reader.number(at + 9, 1);
  const auto density = static_cast<double>(reader.number(at + 10, 2));
  return unit == kPerInch ? density : unit == kPerCentimetre ? kCentimetresPerInch * density : 0.0;
}

PictureHeader peek_jpeg(std::string_view bytes) {
  constexpr unsigned kApplication0 = 0xE0;
  PictureHeader header{.format = PictureFormat::kJpeg};
  const ByteReader reader(bytes);
  walk_jpeg(reader, bytes, [&](unsigned marker, std::size_t at) {
    if (marker == kApplication0) header.pixels_per_inch = jfif_density(reader, at);
    if (marker == kStartOfScan || marker == kEndOfImage) {
      throw Error("found a JPEG without the size of its picture, expected a frame header");
    }
    if (!is_start_of_frame(marker)) return false;
    header.height = static_cast<std::int64_t>(reader.number(at + 3, 2));
    header.width = static_cast<std::int64_t>(reader.number(at + 5, 2));
    return true;
  });
  return header;
}

void check_jpeg(std::string_view bytes) {
  walk_jpeg(ByteReader(bytes), bytes, [](unsigned marker, std::size_t) { return marker == kEndOfImage; });
}

// WebP: https://developers.google.com/speed/webp/docs/riff_container

PictureHeader peek_webp(std::string_view bytes) {
  const ByteReader reader(bytes, false);
  const std::string_view chunk = reader.part(12, 4);
  const auto bits = [&](std::uint64_t at, unsigned length, unsigned shift, unsigned count) {
    return static_cast<std::int64_t>((reader.number(at, length) >> shift) & ((1U << count) - 1U));
  };
  if (chunk == "VP8X") {
    constexpr std::uint64_t kAnimation = 0x02;
    if ((reader.number(20, 1) & kAnimation) != 0) throw Error("found an animated WebP, expected a still picture");
    return {PictureFormat::kWebp, bits(24, 3, 0, 24) + 1, bits(27, 3, 0, 24) + 1};
  }
  if (chunk == "VP8L") return {PictureFormat::kWebp, bits(21, 4, 0, 14) + 1, bits(21, 4, 14, 14) + 1};
  if (chunk == "VP8 ") return {PictureFormat::kWebp, bits(26, 2, 0, 14), bits(28, 2, 0, 14)};
  throw Error("found a WebP without picture data");
}

void check_webp(std::string_view bytes) {
  const ByteReader reader(bytes, false);
  reader.part(8, reader.number(4, 4));
}

// BMP: Windows bitmap headers of 12 bytes (OS/2) or at least 40.

struct BmpHeader {
  std::int64_t width = 0, height = 0;
  std::uint64_t bits_per_pixel = 0, compression = 0, pixels_begin = 0;
};

BmpHeader read_bmp_header(std::string_view bytes) {
  const ByteReader reader(bytes, false);
  const auto signed_number = [&](std::uint64_t at) -> std::int64_t {
    return static_cast<std::int32_t>(reader.number(at, 4));
  };
  const std::uint64_t header_size = reader.number(14, 4);
  BmpHeader header{.pixels_begin = reader.number(10, 4)};
  if (header_size == 12) {
    header.width = static_cast<std::int64_t>(reader.number(18, 2));
    header.height = static_cast<std::int64_t>(reader.number(20, 2));
    header.bits_per_pixel = reader.number(24, 2);
  } else if (header_size >= 36) {
    header.width = signed_number(18);
    header.height = std::abs(signed_number(22));  // negative: the first row is the top one
    header.bits_per_pixel = reader.number(28, 2);
    header.compression = reader.number(30, 4);
  } else {
    throw Error(fmt::format("found a BMP header of {} bytes, expected 12 or at least 36", header_size));
  }
  return header;
}

/// Walks run-length coded pixels to their end mark. Throws: Error when the file ends before.
void check_bmp_runs(const ByteReader& reader, std::uint64_t at, std::uint64_t bits_per_pixel) {
  constexpr std::uint64_t kEndOfBitmap = 1;
  constexpr std::uint64_t kDelta = 2;
  while (true) {
    const std::uint64_t count = reader.number(at, 1);
    const std::uint64_t value = reader.number(at + 1, 1);
    at += 2;
    if (count > 0) continue;
    if (value == kEndOfBitmap) return;
    if (value == kDelta) {
      at += 2;
    } else if (value > kDelta) {
      at += (value * bits_per_pixel + 15) / 16 * 2;
    }
  }
}

void check_bmp(std::string_view bytes) {
  constexpr std::uint64_t kRuns8 = 1;
  constexpr std::uint64_t kRuns4 = 2;
  const BmpHeader header = read_bmp_header(bytes);
  const ByteReader reader(bytes, false);
  if (header.compression == kRuns8 || header.compression == kRuns4) {
    check_bmp_runs(reader, header.pixels_begin, header.bits_per_pixel);
    return;
  }
  const std::uint64_t row = (static_cast<std::uint64_t>(header.width) * header.bits_per_pixel + 31) / 32 * 4;
  reader.part(header.pixels_begin, row * static_cast<std::uint64_t>(header.height));
}

PictureHeader peek(std::string_view bytes, PictureFormat format) {
  switch (format) {
    case PictureFormat::kPng:
      return peek_png(bytes);
    case PictureFormat::kJpeg:
      return peek_jpeg(bytes);
    case PictureFormat::kTiff:
      return peek_tiff(bytes);
    case PictureFormat::kWebp:
      return peek_webp(bytes);
    case PictureFormat::kBmp:
      break;
  }
  const BmpHeader bmp = read_bmp_header(bytes);
  return {PictureFormat::kBmp, bmp.width, bmp.height};
}

}  // namespace

const char* name_of(PictureFormat format) {
  switch (format) {
    case PictureFormat::kPng:
      return "PNG";
    case PictureFormat::kJpeg:
      return "JPEG";
    case PictureFormat::kTiff:
      return "TIFF";
    case PictureFormat::kWebp:
      return "WebP";
    case PictureFormat::kBmp:
      break;
  }
  return "BMP";
}

PictureHeader peek_picture(std::string_view bytes) {
  const PictureHeader header = peek(bytes, format_of(bytes));
  if (header.width <= 0 || header.height <= 0) {
    throw Error(fmt::format("found a {} of {} x {} pixels, expected at least 1 x 1", name_of(header.format),
                            header.width, header.height));
  }
  return header;
}

void check_is_complete(std::string_view bytes, PictureFormat format) {
  switch (format) {
    case PictureFormat::kPng:
      return check_png(bytes);
    case PictureFormat::kJpeg:
      return check_jpeg(bytes);
    case PictureFormat::kTiff:
      return check_tiff(bytes);
    case PictureFormat::kWebp:
      return check_webp(bytes);
    case PictureFormat::kBmp:
      return check_bmp(bytes);
  }
}

}  // namespace solve_puzzle
