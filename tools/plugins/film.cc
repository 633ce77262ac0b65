// SPDX-License-Identifier: Apache-2.0
// The plug-in that writes moving pictures with FFmpeg's libraries: they bring dozens of codecs, slow to load.
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "puzzles/error.h"
#include "tools/commands/film.h"

namespace solve_puzzle {
namespace {

// Takes what was written to memory; nothing more can be written.
std::string taken_bytes(AVFormatContext* context) {
  std::uint8_t* bytes = nullptr;
  const int size = avio_close_dyn_buf(context->pb, &bytes);
  context->pb = nullptr;
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  av_free(bytes);
  return text;
}

struct FreeFormat {
  void operator()(AVFormatContext* context) const {
    if (context->pb != nullptr) taken_bytes(context);
    avformat_free_context(context);
  }
};
struct FreeCodec {
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct FreeFrame {
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct FreePacket {
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FreeScaler {
  void operator()(SwsContext* context) const { sws_freeContext(context); }
};

int checked(int result, const char* what) {
  if (result >= 0) return result;
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text = {};
  av_strerror(result, text.data(), text.size());
  throw Error(fmt::format("cannot write the animation: {}: {}", what, text.data()));
}

/// How a format is encoded.
struct Recipe {
  std::vector<const char*> encoders;  ///< the first that there is
  AVPixelFormat pixels;
  std::vector<std::pair<const char*, const char*>> options;  ///< of the encoder; unknown ones are left out
};

Recipe recipe_for(const std::string& format) {
  if (format == "gif") return {{"gif"}, AV_PIX_FMT_PAL8, {}};
  if (format == "webp") return {{"libwebp_anim"}, AV_PIX_FMT_YUV420P, {{"quality", "80"}, {"compression_level", "3"}}};
  return {{"libx264", "libopenh264", "mpeg4"}, AV_PIX_FMT_YUV420P, {{"crf", "22"}, {"preset", "medium"}}};
}

/// Finds the palette's nearest colour; remembers it for colours that agree in their upper five bits.
class Palette {
 public:
  explicit Palette(std::vector<cv::Vec3b> colours) : colours_(std::move(colours)), known_(32 * 32 * 32, -1) {}

  std::uint8_t nearest(const cv::Vec3b& colour) {
    std::int16_t& known = known_[(colour[0] >> 3) << 10 | (colour[1] >> 3) << 5 | colour[2] >> 3];
    if (known < 0) known = search(colour);
    return static_cast<std::uint8_t>(known);
  }

  const std::vector<cv::Vec3b>& colours() const { return colours_; }

 private:
  std::int16_t search(const cv::Vec3b& colour) const {
    int best = 0, least = std::numeric_limits<int>::max();
    for (int i = 0; i < static_cast<int>(colours_.size()); ++i) {
      int distance = 0;
      for (int c = 0; c < 3; ++c) distance += (colour[c] - colours_[i][c]) * (colour[c] - colours_[i][c]);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return static_cast<std::int16_t>(best);
  }

  std::vector<cv::Vec3b> colours_;
  std::vector<std::int16_t> known_;
};

class Film final : public FilmWriter {
 public:
  explicit Film(const FilmOptions& options) : options_(options), palette_(options.palette) {
    const Recipe recipe = recipe_for(options.format);
    AVFormatContext* format = nullptr;
    checked(avformat_alloc_output_context2(&format, nullptr, options.format.c_str(), nullptr), "format");
    format_.reset(format);
    open_codec(recipe);
    stream_ = avformat_new_stream(format, nullptr);
    checked(avcodec_parameters_from_context(stream_->codecpar, codec_.get()), "parameters");
    stream_->time_base = codec_->time_base;
    checked(avio_open_dyn_buf(&format->pb), "memory");
    if (options.format != "mp4") av_opt_set_int(format->priv_data, "loop", 0, 0);  // for ever
    checked(avformat_write_header(format, nullptr), "header");
    open_frame(recipe);
  }

  void add(const cv::Mat& picture) override {
    checked(av_frame_make_writable(frame_.get()), "frame");
    if (codec_->pix_fmt == AV_PIX_FMT_PAL8) {
      fill_with_palette(picture);
    } else {
      const std::array<const std::uint8_t*, 1> rows = {picture.data};
      const std::array<int, 1> step = {static_cast<int>(picture.step)};
      sws_scale(scaler_.get(), rows.data(), step.data(), 0, picture.rows, frame_->data, frame_->linesize);
    }
    frame_->pts = num_frames_++;
    encode(frame_.get());
  }

  std::string finish() override {
    encode(nullptr);
    checked(av_write_trailer(format_.get()), "end");
    return taken_bytes(format_.get());
  }

 private:
  void open_codec(const Recipe& recipe) {
    const AVCodec* encoder = nullptr;
    for (const char* name : recipe.encoders) {
      if (encoder == nullptr) encoder = avcodec_find_encoder_by_name(name);
    }
    if (encoder == nullptr) {
      throw Error(fmt::format("cannot write .{}: FFmpeg's libraries were built without the encoder {}", options_.format,
                              recipe.encoders.front()));
    }
    codec_.reset(avcodec_alloc_context3(encoder));
    codec_->width = options_.size.width;
    codec_->height = options_.size.height;
    codec_->time_base = {1, options_.frames_per_second};
    codec_->framerate = {options_.frames_per_second, 1};
    codec_->pix_fmt = recipe.pixels;
    codec_->bit_rate = 4'000'000;  // of encoders that know no constant quality
    codec_->flags |= (format_->oformat->flags & AVFMT_GLOBALHEADER) != 0 ? AV_CODEC_FLAG_GLOBAL_HEADER : 0;
    for (const auto& [name, value] : recipe.options) av_opt_set(codec_.get(), name, value, AV_OPT_SEARCH_CHILDREN);
    checked(avcodec_open2(codec_.get(), encoder, nullptr), encoder->name);
  }

  void open_frame(const Recipe& recipe) {
    packet_.reset(av_packet_alloc());
    frame_.reset(av_frame_alloc());
    frame_->format = recipe.pixels;
    frame_->width = options_.size.width;
    frame_->height = options_.size.height;
    checked(av_frame_get_buffer(frame_.get(), 0), "frame");
    if (recipe.pixels == AV_PIX_FMT_PAL8) return;
    scaler_.reset(sws_getContext(options_.size.width, options_.size.height, AV_PIX_FMT_BGR24, options_.size.width,
                                 options_.size.height, recipe.pixels, SWS_BICUBIC, nullptr, nullptr, nullptr));
  }

  void fill_with_palette(const cv::Mat& picture) {
    auto* const entries = reinterpret_cast<std::uint32_t*>(frame_->data[1]);
    std::fill_n(entries, 256, 0xff000000U);
    for (std::size_t i = 0; i < palette_.colours().size(); ++i) {
      const cv::Vec3b& colour = palette_.colours()[i];
      entries[i] = 0xff000000U | static_cast<std::uint32_t>(colour[2] << 16 | colour[1] << 8 | colour[0]);
    }
    for (int y = 0; y < picture.rows; ++y) {
      std::uint8_t* const row = frame_->data[0] + static_cast<std::ptrdiff_t>(y) * frame_->linesize[0];
      for (int x = 0; x < picture.cols; ++x) row[x] = palette_.nearest(picture.at<cv::Vec3b>(y, x));
    }
  }

  void encode(const AVFrame* frame) {
    checked(avcodec_send_frame(codec_.get(), frame), "encoding");
    for (;;) {
      const int result = avcodec_receive_packet(codec_.get(), packet_.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      checked(result, "encoding");
      packet_->duration = std::max<std::int64_t>(1, packet_->duration);
      av_packet_rescale_ts(packet_.get(), codec_->time_base, stream_->time_base);
      packet_->stream_index = stream_->index;
      checked(av_interleaved_write_frame(format_.get(), packet_.get()), "writing");
    }
  }

  FilmOptions options_;
  Palette palette_;
  std::unique_ptr<AVFormatContext, FreeFormat> format_;
  std::unique_ptr<AVCodecContext, FreeCodec> codec_;
  std::unique_ptr<AVFrame, FreeFrame> frame_;
  std::unique_ptr<AVPacket, FreePacket> packet_;
  std::unique_ptr<SwsContext, FreeScaler> scaler_;
  AVStream* stream_ = nullptr;
  std::int64_t num_frames_ = 0;
};

}  // namespace
}  // namespace solve_puzzle

extern "C" __attribute__((visibility("default"))) solve_puzzle::FilmWriter* solve_puzzle_film(
    const solve_puzzle::FilmOptions& options) {
  av_log_set_level(AV_LOG_QUIET);
  return new solve_puzzle::Film(options);
}
