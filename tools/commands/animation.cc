// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/animation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>

#include "io/atomic_file.h"
#include "io/file_names.h"
#include "puzzles/error.h"
#include "puzzles/rigid.h"
#include "tools/commands/film.h"
#include "tools/commands/flight_plan.h"
#include "tools/commands/labels.h"
#include "tools/commands/pictures.h"
#include "tools/commands/report_sheet.h"

namespace solve_puzzle {
namespace {

constexpr int kMargin = 12;  ///< around the sheet, pixels of the film

/// How a film is first tried.
struct Quality {
  int longest_side = 0;  ///< pixels
  int frames_per_second = 0;
};

Quality first_quality(const std::string& format) {
  if (format == "mp4") return {960, 25};
  return format == "webp" ? Quality{720, 20} : Quality{480, 15};
}

/// A piece in the size of the film.
struct Sprite {
  cv::Mat pixels;  ///< CV_8UC3
  cv::Mat mask;    ///< CV_8UC1
};

/// What a film of one size is drawn from.
struct Scene {
  FlightPlan plan;
  std::vector<Sprite> sprites;
  std::vector<cv::Size> sizes;  ///< of the sprites
  cv::Mat end;                  ///< CV_8UC3, the last picture
};

cv::Size film_size(cv::Size sheet, int longest_side) {
  const double scale = std::min(1.0, static_cast<double>(longest_side) / std::max(sheet.width, sheet.height));
  const auto even = [&](int length) { return 2 * std::max(1, static_cast<int>(scale * length / 2)) + 2 * kMargin; };
  return {even(sheet.width), even(sheet.height)};
}

Sprite sprite_of(const Piece& piece, cv::Point2d scale) {
  Sprite sprite{eight_bits(piece.pixels),
                piece.mask.empty() ? cv::Mat(piece.pixels.size(), CV_8U, cv::Scalar(255)) : piece.mask};
  const cv::Size size(std::max(1, static_cast<int>(std::lround(scale.x * piece.pixels.cols))),
                      std::max(1, static_cast<int>(std::lround(scale.y * piece.pixels.rows))));
  cv::resize(sprite.pixels, sprite.pixels, size, 0, 0, cv::INTER_AREA);
  cv::resize(sprite.mask, sprite.mask, size, 0, 0, cv::INTER_AREA);
  return sprite;
}

// Where a piece's centre lies says where its smaller picture lies.
cv::Matx23d on_film(const cv::Matx23d& pose, cv::Size before, cv::Size now, cv::Point2d scale) {
  const cv::Point2d centre = moved(pose, {(before.width - 1) / 2.0, (before.height - 1) / 2.0});
  cv::Matx23d smaller = pose;
  smaller(0, 2) = smaller(1, 2) = 0;
  const cv::Point2d off = moved(smaller, {(now.width - 1) / 2.0, (now.height - 1) / 2.0});
  smaller(0, 2) = (centre.x + 0.5) * scale.x - 0.5 + kMargin - off.x;
  smaller(1, 2) = (centre.y + 0.5) * scale.y - 0.5 + kMargin - off.y;
  return smaller;
}

cv::Mat last_picture(const cv::Mat& sheet, cv::Size film) {
  cv::Mat picture(film, CV_8UC3, kPaper);
  const cv::Rect inside(kMargin, kMargin, film.width - 2 * kMargin, film.height - 2 * kMargin);
  cv::Mat small;
  cv::resize(on_background(sheet, kPaper), small, inside.size(), 0, 0, cv::INTER_AREA);
  small.copyTo(picture(inside));
  return picture;
}

Scene make_scene(const Puzzle& puzzle, const Assembly& assembly, cv::Size film, std::uint64_t seed) {
  const SheetLayout layout = lay_out_sheet(puzzle, assembly);
  const cv::Point2d scale(static_cast<double>(film.width - 2 * kMargin) / layout.size.width,
                          static_cast<double>(film.height - 2 * kMargin) / layout.size.height);
  Scene scene;
  std::vector<cv::Matx23d> poses;
  for (std::size_t i = 0; i < puzzle.pieces.size(); ++i) {
    scene.sprites.push_back(sprite_of(puzzle.pieces[i], scale));
    scene.sizes.push_back(scene.sprites.back().pixels.size());
    poses.push_back(on_film(layout.sheet_from_piece[i], puzzle.pieces[i].pixels.size(), scene.sizes.back(), scale));
  }
  scene.plan = plan_flights(assembly, {.sheet_from_piece = poses, .sizes = scene.sizes, .sheet = film, .seed = seed});
  constexpr std::int64_t kEnough = 4;  // times the pixels of the film
  scene.end = last_picture(draw_sheet(puzzle, assembly, layout, kEnough * film.area()).picture, film);
  return scene;
}

/// A piece's picture where it lies on the film.
struct Footprint {
  cv::Rect box;  ///< inside of the film
  cv::Mat pixels;
  cv::Mat mask;
};

Footprint footprint_of(const Sprite& sprite, cv::Matx23d pose, cv::Size film) {
  const cv::Size size = sprite.pixels.size();
  cv::Rect2d box(moved(pose, {0, 0}), cv::Size2d(0, 0));
  for (const cv::Point2d corner : {cv::Point2d(size.width - 1, 0), cv::Point2d(0, size.height - 1),
                                   cv::Point2d(size.width - 1, size.height - 1)}) {
    const cv::Point2d at = moved(pose, corner);
    const cv::Point2d low(std::min(box.x, at.x), std::min(box.y, at.y));
    box = {low, cv::Point2d(std::max(box.br().x, at.x), std::max(box.br().y, at.y))};
  }
  Footprint footprint;
  const cv::Rect whole(cvFloor(box.x), cvFloor(box.y), cvCeil(box.width) + 2, cvCeil(box.height) + 2);
  footprint.box = whole & cv::Rect({0, 0}, film);
  if (footprint.box.empty()) return footprint;
  pose(0, 2) -= footprint.box.x;
  pose(1, 2) -= footprint.box.y;
  cv::warpAffine(sprite.pixels, footprint.pixels, pose, footprint.box.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  cv::warpAffine(sprite.mask, footprint.mask, pose, footprint.box.size(), cv::INTER_LINEAR);
  return footprint;
}

void blend(const Footprint& footprint, cv::Mat& picture) {
  for (int y = 0; y < footprint.box.height; ++y) {
    for (int x = 0; x < footprint.box.width; ++x) {
      const int alpha = footprint.mask.at<std::uint8_t>(y, x);
      if (alpha == 0) continue;
      auto& pixel = picture.at<cv::Vec3b>(footprint.box.y + y, footprint.box.x + x);
      const auto& colour = footprint.pixels.at<cv::Vec3b>(y, x);
      for (int c = 0; c < 3; ++c) {
        pixel[c] = static_cast<std::uint8_t>((colour[c] * alpha + pixel[c] * (255 - alpha) + 127) / 255);
      }
    }
  }
}

/// Draws picture after picture. Pieces that have landed are uncovered in the last picture, so that no cracks show
/// between them.
class Drawer {
 public:
  explicit Drawer(const Scene& scene) : scene_(scene), landed_(scene.end.size(), CV_8UC3, kPaper) {}

  /// Times must not fall.
  cv::Mat at(double seconds) {
    const std::vector<Flight>& flights = scene_.plan.flights;
    for (const Flight& flight : flights) {
      if (flight.end <= seconds && !is_down_.contains(flight.piece)) land(flight);
    }
    cv::Mat picture = landed_.clone();
    // Who flies later lies lower.
    for (auto flight = flights.rbegin(); flight != flights.rend(); ++flight) {
      if (!is_down_.contains(flight->piece)) blend(footprint(*flight, seconds), picture);
    }
    return picture;
  }

 private:
  Footprint footprint(const Flight& flight, double seconds) const {
    return footprint_of(scene_.sprites[flight.piece], pose_at(flight, scene_.sizes[flight.piece], seconds),
                        landed_.size());
  }

  void land(const Flight& flight) {
    const Footprint there = footprint(flight, flight.end);
    is_down_.insert(flight.piece);
    if (!there.box.empty()) scene_.end(there.box).copyTo(landed_(there.box), there.mask);
  }

  const Scene& scene_;
  cv::Mat landed_;
  std::set<int> is_down_;
};

// The colours of the last picture, which has all there are: the means of clusters.
std::vector<cv::Vec3b> palette_of(const cv::Mat& picture) {
  constexpr int kColours = 255;
  cv::Mat small;
  cv::resize(picture, small, {64, 64}, 0, 0, cv::INTER_NEAREST);
  cv::Mat samples, labels, centres;
  small.reshape(1, static_cast<int>(small.total())).convertTo(samples, CV_32F);
  cv::theRNG().state = 1;  // kmeans draws from it
  cv::kmeans(samples, kColours, labels, {cv::TermCriteria::COUNT, 8, 0}, 1, cv::KMEANS_PP_CENTERS, centres);
  std::vector<cv::Vec3b> palette = {cv::Vec3b(255, 255, 255)};
  for (int i = 0; i < centres.rows; ++i) {
    const auto& centre = centres.at<cv::Vec3f>(i);
    palette.emplace_back(cv::saturate_cast<std::uint8_t>(centre[0]), cv::saturate_cast<std::uint8_t>(centre[1]),
                         cv::saturate_cast<std::uint8_t>(centre[2]));
  }
  return palette;
}

std::string film_of(const Scene& scene, const std::string& format, int frames_per_second) {
  const std::unique_ptr<FilmWriter> film =
      open_film({.format = format,
                 .size = scene.end.size(),
                 .frames_per_second = frames_per_second,
                 .palette = format == "gif" ? palette_of(scene.end) : std::vector<cv::Vec3b>()});
  Drawer drawer(scene);
  const int num_frames = static_cast<int>(scene.plan.seconds * frames_per_second);
  for (int i = 0; i < num_frames; ++i) film->add(drawer.at(static_cast<double>(i) / frames_per_second));
  return film->finish();
}

// Half of the bytes go with a smaller picture, half with fewer frames.
Quality lower(const Quality& quality, std::size_t num_bytes) {
  const double share = 0.8 * static_cast<double>(kMostAnimationBytes) / static_cast<double>(num_bytes);
  return {static_cast<int>(quality.longest_side * std::pow(share, 0.35)),
          std::max(8, static_cast<int>(quality.frames_per_second * std::pow(share, 0.3)))};
}

}  // namespace

void write_animation(const std::filesystem::path& file, const Puzzle& puzzle, const Assembly& assembly,
                     std::uint64_t seed) {
  constexpr int kSmallest = 120, kMostTries = 5;
  const std::string format = file.extension().string().substr(1);
  const cv::Size sheet = lay_out_sheet(puzzle, assembly).size;
  Quality quality = first_quality(format);
  std::size_t num_bytes = 0;
  for (int i = 0; i < kMostTries && quality.longest_side >= kSmallest; ++i) {
    const Scene scene = make_scene(puzzle, assembly, film_size(sheet, quality.longest_side), seed);
    const std::string bytes = film_of(scene, format, quality.frames_per_second);
    if (bytes.size() <= kMostAnimationBytes) return write_file_atomically(file, bytes);
    num_bytes = bytes.size();
    quality = lower(quality, num_bytes);
  }
  throw Error(fmt::format("{}: has {} bytes in the smallest size, expected at most {}; another format may do",
                          display_name(file), num_bytes, kMostAnimationBytes));
}

}  // namespace solve_puzzle
