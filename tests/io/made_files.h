// SPDX-License-Identifier: Apache-2.0
// Picture files put together byte by byte, for what OpenCV cannot write: palettes, few bits, orientation, huge sizes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

namespace solve_puzzle {

inline std::string number_bytes(std::uint64_t value, int length, bool is_big_endian = true) {
  std::string bytes;
  for (int i = 0; i < length; ++i) {
    const int shift = 8 * (is_big_endian ? length - 1 - i : i);
    bytes += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
  }
  return bytes;
}

inline std::string png_chunk(const std::string& name, const std::string& data) {
  std::uint32_t checksum = 0xFFFFFFFFU;
  for (const char c : name + data) {
    checksum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) checksum = (checksum >> 1U) ^ ((checksum & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return number_bytes(data.size(), 4) + name + data + number_bytes(checksum ^ 0xFFFFFFFFU, 4);
}

/// Packs bytes (fewer than 65536) as a zlib stream of one stored block.
inline std::string zlib_stored(const std::string& bytes) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65521U;
    b = (b + a) % 65521U;
  }
  return "\x78\x01\x01" + number_bytes(bytes.size(), 2, false) + number_bytes(~bytes.size(), 2, false) + bytes +
         number_bytes((b << 16U) | a, 4);
}

/// rows: the packed pixels of every row. colour_type: 0 grey, 2 colour, 3 palette, as PNG numbers them.
inline std::string made_png(std::uint32_t width, std::uint32_t height, int bits, int colour_type,
                            const std::vector<std::string>& rows, const std::string& chunks_before = "") {
  std::string pixels;
  for (const std::string& row : rows) pixels += '\0' + row;
  const std::string header = number_bytes(width, 4) + number_bytes(height, 4) +
                             number_bytes(static_cast<unsigned>(bits), 1) +
                             number_bytes(static_cast<unsigned>(colour_type), 1) + std::string(3, '\0');
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", header) + chunks_before + png_chunk("IDAT", zlib_stored(pixels)) +
         png_chunk("IEND", "");
}

struct TiffTag {
  unsigned tag;
  unsigned type;  ///< 3: 16 bit, 4: 32 bit
  unsigned value;
};

/// Makes a TIFF of one strip; `tags` come after size, strip and compression tags, in ascending order.
inline std::string made_tiff(unsigned width, unsigned height, const std::string& pixels, std::vector<TiffTag> tags,
                             bool is_big_endian = false) {
  const auto number = [&](std::uint64_t value, int length) { return number_bytes(value, length, is_big_endian); };
  constexpr unsigned kPixelsBegin = 8;
  tags.insert(tags.end(), {{256, 4, width},
                           {257, 4, height},
                           {259, 3, 1},
                           {273, 4, kPixelsBegin},
                           {278, 4, height},
                           {279, 4, static_cast<unsigned>(pixels.size())}});
  std::sort(tags.begin(), tags.end(), [](const TiffTag& a, const TiffTag& b) { return a.tag < b.tag; });
  std::string directory = number(tags.size(), 2);
  for (const TiffTag& tag : tags) {
    directory += number(tag.tag, 2) + number(tag.type, 2) + number(1, 4);
    directory += tag.type == 3 ? number(tag.value, 2) + std::string(2, '\0') : number(tag.value, 4);
  }
  return (is_big_endian ? "MM" : "II") + number(42, 2) + number(kPixelsBegin + pixels.size(), 4) + pixels + directory +
         number(0, 4);
}

/// Puts an EXIF segment with an orientation (1 to 8) behind the first marker of a JPEG.
inline std::string with_orientation(const std::string& jpeg, unsigned orientation) {
  const std::string exif = std::string("Exif\0\0MM\0*\0\0\0\x08\0\x01", 16) + number_bytes(0x0112, 2) +
                           number_bytes(3, 2) + number_bytes(1, 4) + number_bytes(orientation, 2) +
                           std::string(6, '\0');
  return jpeg.substr(0, 2) + "\xFF\xE1" + number_bytes(exif.size() + 2, 2) + exif + jpeg.substr(2);
}

/// Puts a density behind the header of a PNG. unit: 1 metre, 0 unknown.
inline std::string with_density(const std::string& png, unsigned per_unit, unsigned unit = 1) {
  constexpr std::size_t kHeaderEnd = 33;
  const std::string density = number_bytes(per_unit, 4) + number_bytes(per_unit, 4) + number_bytes(unit, 1);
  return png.substr(0, kHeaderEnd) + png_chunk("pHYs", density) + png.substr(kHeaderEnd);
}

inline std::string encoded(const std::string& ending, const cv::Mat& picture, const std::vector<int>& flags = {}) {
  std::vector<unsigned char> bytes;
  cv::imencode(ending, picture, bytes, flags);
  return {bytes.begin(), bytes.end()};
}

/// Makes a picture with a gradient along each axis, so that every turn and flip of it differs.
inline cv::Mat gradient_picture(cv::Size size, int type) {
  cv::Mat picture(size, type);
  const int channels = picture.channels();
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      for (int c = 0; c < channels; ++c) {
        const int value = c == 3 ? 255 : (x * (3 + c) + y * 5 + c * 20) % 256;
        if (picture.depth() == CV_16U) {
          picture.ptr<std::uint16_t>(y)[x * channels + c] = static_cast<std::uint16_t>(value * 257 - (c == 3 ? 0 : y));
        } else {
          picture.ptr<unsigned char>(y)[x * channels + c] = static_cast<unsigned char>(value);
        }
      }
    }
  }
  return picture;
}

inline bool is_same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace solve_puzzle
