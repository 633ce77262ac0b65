// SPDX-License-Identifier: Apache-2.0
// Moving pictures as bytes of a file: WebP, GIF or MP4. What they show: animation.h.
#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace solve_puzzle {

struct FilmOptions {
  std::string format;              ///< webp, gif or mp4
  cv::Size size;                   ///< even numbers
  int frames_per_second = 25;      ///< at most 100
  std::vector<cv::Vec3b> palette;  ///< blue-green-red, at most 256; gif only
};

/// Takes pictures one by one. Made by open_film().
class FilmWriter {
 public:
  virtual ~FilmWriter() = default;
  /// Shapes: FilmOptions::size, CV_8UC3. Throws: Error of the encoder.
  virtual void add(const cv::Mat& picture) = 0;
  /// Gives the bytes of the whole file; nothing can be added afterwards. Throws: Error of the encoder.
  virtual std::string finish() = 0;
};

/// The plug-in's one function.
using FilmEntry = FilmWriter*(const FilmOptions& options);

/// Throws: Error when the program was built without the plug-in, or FFmpeg's libraries lack the encoder.
std::unique_ptr<FilmWriter> open_film(const FilmOptions& options);

}  // namespace solve_puzzle
