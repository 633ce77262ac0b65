// SPDX-License-Identifier: Apache-2.0
#include "io/read_picture.h"

#include <sys/stat.h>

#include <opencv2/imgproc.hpp>

#include "io/picture_header.h"
#include "io/write_picture.h"
#include "tests/io/made_files.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const cv::Size kSize(31, 17);

cv::Mat without_alpha(const cv::Mat& picture) {
  cv::Mat colours;
  cv::cvtColor(picture, colours, cv::COLOR_BGRA2BGR);
  return colours;
}

TEST(ReadPicture, LosslessFormatsGiveThePixelsBack) {
  for (const char* ending : {".png", ".tiff", ".bmp"}) {
    const cv::Mat picture = gradient_picture(kSize, CV_8UC3);
    const Picture read = decode_picture(encoded(ending, picture));
    EXPECT_TRUE(is_same(read.pixels, picture)) << ending;
    EXPECT_TRUE(read.mask.empty()) << ending;
  }
  const cv::Mat picture = gradient_picture(kSize, CV_8UC3);
  EXPECT_TRUE(is_same(decode_picture(encoded(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101})).pixels, picture));
}

TEST(ReadPicture, SixteenBitsAreKept) {
  for (const char* ending : {".png", ".tiff"}) {
    const cv::Mat picture = gradient_picture(kSize, CV_16UC3);
    EXPECT_TRUE(is_same(decode_picture(encoded(ending, picture)).pixels, picture)) << ending;
    const cv::Mat with_alpha = gradient_picture(kSize, CV_16UC4);
    const Picture read = decode_picture(encoded(ending, with_alpha));
    EXPECT_TRUE(is_same(read.pixels, without_alpha(with_alpha))) << ending;
    EXPECT_TRUE(read.mask.empty()) << ending;
  }
}

TEST(ReadPicture, LossyFormatsComeNear) {
  const cv::Mat picture = gradient_picture(kSize, CV_8UC3);
  for (const char* ending : {".jpg", ".webp"}) {
    const Picture read = decode_picture(encoded(ending, picture, {cv::IMWRITE_JPEG_QUALITY, 95}));
    ASSERT_EQ(read.pixels.size(), kSize) << ending;
    EXPECT_LT(cv::norm(read.pixels, picture, cv::NORM_L1) / static_cast<double>(3 * kSize.area()), 20.0) << ending;
  }
}

TEST(ReadPicture, GreyBecomesThreeEqualChannels) {
  for (const int depth : {CV_8UC1, CV_16UC1}) {
    const cv::Mat grey = gradient_picture(kSize, depth);
    cv::Mat colours;
    cv::cvtColor(grey, colours, cv::COLOR_GRAY2BGR);
    for (const char* ending : {".png", ".tiff"}) {
      EXPECT_TRUE(is_same(decode_picture(encoded(ending, grey)).pixels, colours)) << ending;
    }
  }
}

TEST(ReadPicture, AlphaBelowHalfIsNotPiece) {
  cv::Mat picture = gradient_picture(kSize, CV_8UC4);
  picture.at<cv::Vec4b>(3, 5)[3] = 0;
  picture.at<cv::Vec4b>(4, 5)[3] = 200;
  for (const char* ending : {".png", ".tiff"}) {
    const Picture read = decode_picture(encoded(ending, picture));
    ASSERT_EQ(read.mask.type(), CV_8UC1) << ending;
    EXPECT_EQ(cv::countNonZero(read.mask), kSize.area() - 1) << ending;
    EXPECT_EQ(read.mask.at<unsigned char>(3, 5), 0) << ending;
    EXPECT_EQ(read.pixels.type(), CV_8UC3) << ending;
  }
}

TEST(ReadPicture, PalettesGiveTheirColours) {
  const std::string palette = png_chunk("PLTE", std::string("\x0A\x14\x1E\xC8\x64\x32", 6));
  const Picture read = decode_picture(made_png(2, 1, 8, 3, {std::string("\0\1", 2)}, palette));
  EXPECT_EQ(read.pixels.at<cv::Vec3b>(0, 0), cv::Vec3b(30, 20, 10));
  EXPECT_EQ(read.pixels.at<cv::Vec3b>(0, 1), cv::Vec3b(50, 100, 200));
  EXPECT_TRUE(read.mask.empty());
}

TEST(ReadPicture, PalettesMayHoldTransparentColours) {
  const std::string chunks =
      png_chunk("PLTE", std::string("\x0A\x14\x1E\xC8\x64\x32", 6)) + png_chunk("tRNS", std::string("\0", 1));
  const Picture read = decode_picture(made_png(2, 1, 8, 3, {std::string("\0\1", 2)}, chunks));
  ASSERT_FALSE(read.mask.empty());
  EXPECT_EQ(read.mask.at<unsigned char>(0, 0), 0);
  EXPECT_EQ(read.mask.at<unsigned char>(0, 1), 255);
  EXPECT_EQ(read.pixels.at<cv::Vec3b>(0, 1), cv::Vec3b(50, 100, 200));
}

TEST(ReadPicture, AGreyValueMayBeTransparent) {
  for (const int bits : {1, 2, 4, 8, 16}) {
    const unsigned value = 1;
    const std::string row = bits == 16 ? std::string("\0\1\0\0", 4)
                                       : (bits == 8 ? std::string("\1\0", 2) : number_bytes(value << (8U - bits), 1));
    const Picture read = decode_picture(made_png(2, 1, bits, 0, {row}, png_chunk("tRNS", number_bytes(value, 2))));
    ASSERT_FALSE(read.mask.empty()) << bits;
    EXPECT_EQ(read.mask.at<unsigned char>(0, 0), 0) << bits;
    EXPECT_EQ(read.mask.at<unsigned char>(0, 1), 255) << bits;
  }
}

TEST(ReadPicture, OneBitIsBlackAndWhite) {
  const std::string row("\xA0", 1);  // white, black, white
  for (const std::string& file : {made_png(3, 1, 1, 0, {row}), made_tiff(3, 1, row, {{258, 3, 1}, {262, 3, 1}})}) {
    const cv::Mat pixels = decode_picture(file).pixels;
    ASSERT_EQ(pixels.size(), cv::Size(3, 1));
    EXPECT_EQ(pixels.at<cv::Vec3b>(0, 0), cv::Vec3b::all(255));
    EXPECT_EQ(pixels.at<cv::Vec3b>(0, 1), cv::Vec3b::all(0));
    EXPECT_EQ(pixels.at<cv::Vec3b>(0, 2), cv::Vec3b::all(255));
  }
}

TEST(ReadPicture, BytesOfATiffMayGoEitherWay) {
  const std::string pixels("\x12\x34\xAB\xCD", 4);
  for (const bool is_big_endian : {false, true}) {
    const Picture read = decode_picture(made_tiff(2, 1, pixels, {{258, 3, 16}, {262, 3, 1}}, is_big_endian));
    EXPECT_EQ(read.pixels.at<cv::Vec3w>(0, 0)[0], is_big_endian ? 0x1234 : 0x3412);
  }
}

/// What orientation o does to the picture as stored: EXIF 2.3, table 4.6.4.
cv::Mat upright(const cv::Mat& stored, unsigned orientation) {
  cv::Mat picture = orientation >= 5 ? stored.t() : stored.clone();
  if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7) cv::flip(picture, picture, 1);
  if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8) cv::flip(picture, picture, 0);
  return picture;
}

TEST(ReadPicture, OrientationOfJpegIsApplied) {
  const std::string jpeg = encoded(".jpg", gradient_picture({32, 16}, CV_8UC3));
  const cv::Mat stored = decode_picture(jpeg).pixels;
  for (unsigned orientation = 1; orientation <= 8; ++orientation) {
    const cv::Mat read = decode_picture(with_orientation(jpeg, orientation)).pixels;
    EXPECT_TRUE(is_same(read, upright(stored, orientation))) << orientation;
  }
}

TEST(ReadPicture, OrientationOfTiffIsApplied) {
  const cv::Mat grey = gradient_picture({8, 4}, CV_8UC1);
  const std::string pixels(grey.datastart, grey.dataend);
  for (unsigned orientation = 1; orientation <= 8; ++orientation) {
    const std::string file = made_tiff(8, 4, pixels, {{258, 3, 8}, {262, 3, 1}, {274, 3, orientation}});
    cv::Mat read;
    cv::extractChannel(decode_picture(file).pixels, read, 0);
    EXPECT_TRUE(is_same(read, upright(grey, orientation))) << orientation;
  }
}

TEST(ReadPicture, OtherChunksOfAPngChangeNothing) {
  const std::string noise =
      png_chunk("iCCP", "not a profile") + png_chunk("tEXt", "Comment") + png_chunk("gAMA", "1234");
  const std::vector<std::string> rows = {"\x10\x20", "\x30\x40"};
  testing::internal::CaptureStderr();
  const cv::Mat read = decode_picture(made_png(2, 2, 8, 0, rows, noise)).pixels;
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_TRUE(is_same(read, decode_picture(made_png(2, 2, 8, 0, rows)).pixels));
}

TEST(ReadPicture, TheDensityOfAScanIsRead) {
  const cv::Mat picture = gradient_picture(kSize, CV_8UC3);
  const std::string png = encoded(".png", picture);
  EXPECT_EQ(decode_picture(png).pixels_per_inch, 0);
  EXPECT_NEAR(decode_picture(with_density(png, 11811)).pixels_per_inch, 300, 0.1);
  EXPECT_EQ(decode_picture(with_density(png, 11811, 0)).pixels_per_inch, 0);

  std::string jpeg = encoded(".jpg", picture);  // begins with JFIF; unit and density stand from byte 13 on
  ASSERT_EQ(jpeg.substr(6, 4), "JFIF");
  for (const auto& [unit, expected] : {std::pair(0, 0.0), std::pair(1, 300.0), std::pair(2, 762.0)}) {
    jpeg.replace(13, 3, number_bytes(static_cast<unsigned>(unit), 1) + number_bytes(300, 2));
    EXPECT_NEAR(decode_picture(jpeg).pixels_per_inch, expected, 1e-9);
  }

  for (const bool is_big_endian : {false, true}) {
    const auto tiff = [&](unsigned unit, unsigned denominator) {
      const std::string rational = number_bytes(1200, 4, is_big_endian) + number_bytes(denominator, 4, is_big_endian);
      const std::vector<TiffTag> tags = {{258, 3, 8}, {262, 3, 1}, {282, 5, 8 + 2}, {296, 3, unit}};
      return decode_picture(made_tiff(2, 1, "\x12\x34" + rational, tags, is_big_endian)).pixels_per_inch;
    };
    EXPECT_EQ(tiff(2, 2), 600);
    EXPECT_NEAR(tiff(3, 10), 304.8, 1e-9);
    EXPECT_EQ(tiff(1, 2), 0);
    EXPECT_EQ(tiff(2, 0), 0);
  }
}

TEST(ReadPicture, A32BitBmpWithoutAlphaIsOpaque) {
  std::string bmp = encoded(".bmp", gradient_picture(kSize, CV_8UC4));
  const std::size_t pixels_begin = static_cast<unsigned char>(bmp[10]);
  for (std::size_t i = pixels_begin + 3; i < bmp.size(); i += 4) bmp[i] = '\0';
  const Picture read = decode_picture(bmp);
  EXPECT_TRUE(read.mask.empty());
  EXPECT_TRUE(is_same(read.pixels, without_alpha(gradient_picture(kSize, CV_8UC4))));
}

TEST(ReadPicture, FloatingPointIsRefused) {
  EXPECT_THAT(message_of([] { decode_picture(encoded(".tiff", cv::Mat(4, 4, CV_32FC3, cv::Scalar(1)))); }),
              HasSubstr("signed or floating point"));
}

TEST(ReadPicture, WhatIsNoPictureIsRefused) {
  EXPECT_THAT(message_of([] { decode_picture(""); }), HasSubstr("found 0 bytes"));
  EXPECT_THAT(message_of([] { decode_picture("Dear Sir or Madam"); }), HasSubstr("expected a picture"));
  EXPECT_THAT(message_of([] { decode_picture("GIF89a"); }), HasSubstr("expected a picture"));
}

TEST(ReadPicture, HugePicturesAreRefusedBeforeTheyAreUnpacked) {
  const std::string jpeg = encoded(".jpg", cv::Mat(8, 8, CV_8UC3, cv::Scalar()));
  std::string huge_jpeg = jpeg;
  const std::size_t frame = huge_jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  huge_jpeg.replace(frame + 5, 4, "\xEA\x60\xEA\x60");
  std::string huge_bmp = encoded(".bmp", cv::Mat(8, 8, CV_8UC3, cv::Scalar()));
  huge_bmp.replace(18, 8, number_bytes(60000, 4, false) + number_bytes(60000, 4, false));
  const std::string files[] = {made_png(60000, 60000, 8, 2, {}), huge_jpeg, huge_bmp,
                               made_tiff(60000, 60000, "x", {{258, 3, 8}, {262, 3, 1}})};
  for (const std::string& file : files) {
    EXPECT_THAT(message_of([&] { decode_picture(file); }),
                HasSubstr("of 60000 x 60000 pixels, expected at most 268435456 pixels"));
  }
}

TEST(ReadPicture, TheLimitIsExact) {
  const std::string file = encoded(".png", gradient_picture(kSize, CV_8UC3));
  EXPECT_NO_THROW(decode_picture(file, kSize.area()));
  EXPECT_THAT(message_of([&] { decode_picture(file, kSize.area() - 1); }), HasSubstr("31 x 17"));
}

TEST(ReadPicture, HeadersTellTheSizeOfEveryFormat) {
  for (const char* ending : {".png", ".jpg", ".tiff", ".webp", ".bmp"}) {
    for (const int type : {CV_8UC1, CV_8UC3, CV_8UC4}) {
      if (std::string(ending) == ".jpg" && type == CV_8UC4) continue;
      for (const int quality : {90, 101}) {
        const std::string file = encoded(ending, gradient_picture(kSize, type), {cv::IMWRITE_WEBP_QUALITY, quality});
        const PictureHeader header = peek_picture(file);
        EXPECT_EQ(header.width, kSize.width) << ending << quality;
        EXPECT_EQ(header.height, kSize.height) << ending << quality;
      }
    }
  }
}

TEST(ReadPicture, DamagedFilesThrowAndNameTheFile) {
  const TemporaryFolder folder;
  for (const char* ending : {".png", ".jpg", ".tiff", ".webp", ".bmp"}) {
    const std::string whole = encoded(ending, gradient_picture({20, 12}, CV_8UC3));
    const fs::path path = folder / (std::string("cut off") + ending);
    testing::internal::CaptureStderr();
    for (std::size_t length = 0; length < whole.size(); length += 7) {
      write_bytes(path, whole.substr(0, length));
      EXPECT_THAT(message_of([&] { read_picture(path); }), HasSubstr(path.string())) << length;
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << ending;
  }
}

TEST(ReadPicture, DamagedBytesGiveAnErrorOrAPicture) {
  for (const char* ending : {".png", ".jpg", ".tiff", ".webp", ".bmp"}) {
    const std::string whole = encoded(ending, gradient_picture({20, 12}, CV_8UC3));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
      try {
        EXPECT_GT(decode_picture(damaged, 1 << 20).pixels.total(), 0U);
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("found")) << ending << at;
      }
    }
  }
}

TEST(ReadPicture, ADamagedPngChunkIsFound) {
  std::string file = encoded(".png", gradient_picture(kSize, CV_8UC3));
  file[file.find("IDAT") + 10] ^= 1;
  EXPECT_THAT(message_of([&] { decode_picture(file); }), HasSubstr("wrong checksum in PNG chunk IDAT"));
}

TEST(ReadPicture, NamesMayHoldAnyBytes) {
  const TemporaryFolder folder;
  const cv::Mat picture = gradient_picture(kSize, CV_8UC3);
  for (const char* name : {"with space.png", "new\nline.png", "\xFF\xFE.png", "no ending", "%d.png"}) {
    write_picture(folder / name, picture);
    EXPECT_TRUE(is_same(read_picture(folder / name).pixels, picture)) << name;
  }
}

TEST(ReadPicture, ErrorsNameTheFileReadably) {
  const TemporaryFolder folder;
  write_bytes(folder / "a\n\xFF.png", "text");
  EXPECT_THAT(message_of([&] { read_picture(folder / "a\n\xFF.png"); }), HasSubstr("/a\\x0a\\xff.png: found"));
}

TEST(ReadPicture, FoldersAndPipesAreRefusedWithoutWaiting) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "folder.png");
  ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
  EXPECT_THAT(message_of([&] { read_picture(folder / "folder.png"); }), HasSubstr("found a folder"));
  EXPECT_THAT(message_of([&] { read_picture(folder / "pipe.png"); }), HasSubstr("found a named pipe"));
}

TEST(WritePicture, ReadGivesWhatWasWritten) {
  const TemporaryFolder folder;
  for (const int type : {CV_8UC3, CV_16UC3}) {
    const cv::Mat picture = gradient_picture(kSize, type);
    write_picture(folder / "p.png", picture);
    EXPECT_TRUE(is_same(read_picture(folder / "p.png").pixels, picture));
  }
}

TEST(WritePicture, AnEmptyPictureIsAnError) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of([&] { write_picture(folder / "p.png", cv::Mat()); }), HasSubstr("p.png"));
}

}  // namespace
}  // namespace solve_puzzle
