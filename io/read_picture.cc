// SPDX-License-Identifier: Apache-2.0
#include "io/read_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <new>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "io/file_names.h"
#include "io/picture_header.h"
#include "io/png_chunks.h"
#include "io/read_file.h"
#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

void check_size(const PictureHeader& header, std::int64_t max_pixels) {
  if (header.width > max_pixels / header.height) {
    throw Error(fmt::format("found a {} of {} x {} pixels, expected at most {} pixels", name_of(header.format),
                            header.width, header.height, max_pixels));
  }
}

/// Libraries never print, and OpenCV would on every damaged file.
void silence_opencv() {
  static const auto kBefore = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  static_cast<void>(kBefore);
}

/// Decodes with what channels and depth the file has. JPEG goes another way: OpenCV 4.6 applies its EXIF orientation
/// only when asked for colours, while TIFF orientation is always applied and alpha is kept only when asked for nothing.
cv::Mat decode_as_stored(std::string_view bytes, PictureFormat format) {
  silence_opencv();
  if (bytes.size() > static_cast<std::size_t>(INT_MAX)) {
    throw Error(fmt::format("found {} bytes, expected at most {}", bytes.size(), INT_MAX));
  }
  const cv::Mat file(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
  const int flags = format == PictureFormat::kJpeg ? cv::IMREAD_COLOR | cv::IMREAD_ANYDEPTH : cv::IMREAD_UNCHANGED;
  cv::Mat stored;
  try {
    stored = cv::imdecode(file, flags);
  } catch (const cv::Exception& error) {
    throw Error(fmt::format("found a damaged {} that cannot be decoded: {}", name_of(format), error.err));
  } catch (const std::bad_alloc&) {
    throw Error(fmt::format("found a {} that needs more memory than there is", name_of(format)));
  }
  if (stored.empty()) throw Error(fmt::format("found a damaged {} that cannot be decoded", name_of(format)));
  if (stored.depth() != CV_8U && stored.depth() != CV_16U) {
    throw Error(fmt::format("found a {} of an unknown depth, expected 8 or 16 bit", name_of(format)));
  }
  return stored;
}

double largest_value(const cv::Mat& picture) { return picture.depth() == CV_16U ? 65535.0 : 255.0; }

/// Gives the mask of an alpha channel, empty where all of it is opaque.
cv::Mat mask_of_alpha(const cv::Mat& alpha) {
  double smallest = 0.0;
  cv::minMaxLoc(alpha, &smallest);
  if (smallest >= largest_value(alpha)) return {};
  return alpha >= largest_value(alpha) / 2;
}

/// A 32-bit BMP may have a fourth byte that nobody filled: all zero there means no alpha, not an invisible picture.
bool is_unused_alpha(const cv::Mat& alpha, PictureFormat format) {
  return format == PictureFormat::kBmp && cv::countNonZero(alpha) == 0;
}

Picture picture_of(const cv::Mat& stored, PictureFormat format) {
  Picture picture;
  if (stored.channels() == 1) {
    cv::cvtColor(stored, picture.pixels, cv::COLOR_GRAY2BGR);
  } else if (stored.channels() == 3) {
    picture.pixels = stored;
  } else if (stored.channels() == 4) {
    cv::Mat alpha;
    cv::extractChannel(stored, alpha, 3);
    cv::cvtColor(stored, picture.pixels, cv::COLOR_BGRA2BGR);
    if (!is_unused_alpha(alpha, format)) picture.mask = mask_of_alpha(alpha);
  } else {
    throw Error(fmt::format("found a {} of {} channels, expected 1, 3 or 4", name_of(format), stored.channels()));
  }
  return picture;
}

/// OpenCV drops the transparent value of grey PNG files, so it is looked up in the pixels.
cv::Mat mask_of_grey_key(const cv::Mat& stored, const GreyKey& key) {
  const int in_8_bits = key.bits >= 8 ? key.value : key.value * 255 / ((1 << key.bits) - 1);
  const cv::Mat mask = stored != cv::Scalar(in_8_bits);
  return cv::countNonZero(mask) == static_cast<int>(mask.total()) ? cv::Mat() : mask;
}

Picture decode_png(std::string_view bytes) {
  const cv::Mat stored = decode_as_stored(png_of_pixels_only(bytes), PictureFormat::kPng);
  Picture picture = picture_of(stored, PictureFormat::kPng);
  const auto key = stored.channels() == 1 ? png_grey_key(bytes) : std::nullopt;
  if (key) picture.mask = mask_of_grey_key(stored, *key);
  return picture;
}

}  // namespace

Picture decode_picture(std::string_view bytes, std::int64_t max_pixels) {
  const PictureHeader header = peek_picture(bytes);
  check_size(header, max_pixels);
  check_is_complete(bytes, header.format);
  Picture picture = header.format == PictureFormat::kPng
                        ? decode_png(bytes)
                        : picture_of(decode_as_stored(bytes, header.format), header.format);
  picture.pixels_per_inch = header.format == PictureFormat::kPng ? png_pixels_per_inch(bytes) : header.pixels_per_inch;
  return picture;
}

Picture read_picture(const std::filesystem::path& path, std::int64_t max_pixels) {
  constexpr std::size_t kMaxBytesPerPixel = 8;
  constexpr std::size_t kRoomForMetadata = std::size_t{64} << 20U;
  const std::size_t max_bytes =
      std::min<std::size_t>(static_cast<std::size_t>(max_pixels) * kMaxBytesPerPixel + kRoomForMetadata, INT_MAX);
  const std::string bytes = read_file(path, max_bytes);
  try {
    return decode_picture(bytes, max_pixels);
  } catch (const Error& error) {
    throw Error(display_name(path) + ": " + error.what());
  }
}

}  // namespace solve_puzzle
