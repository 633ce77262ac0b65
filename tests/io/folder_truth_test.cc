// SPDX-License-Identifier: Apache-2.0
#include "io/folder_truth.h"

#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// Pieces fragment_0001 ... of 11 x 21 pixels.
Puzzle made_puzzle(int num_pieces) {
  Puzzle puzzle = {Kind::kTorn, Rotation::kFree, {}, {}};
  for (int i = 1; i <= num_pieces; ++i) {
    const std::string id = "fragment_000" + std::to_string(i);
    puzzle.pieces.push_back({id, id + ".png", cv::Mat(21, 11, CV_8UC3), cv::Mat(21, 11, CV_8UC1, cv::Scalar(255))});
  }
  return puzzle;
}

cv::Vec2d at(const Assembly& truth, std::size_t piece, double x, double y) {
  return truth.pieces[piece].canvas_from_piece * cv::Vec3d(x, y, 1);
}

TEST(JigsawNetTruth, MatricesActOnRowAndColumn) {
  // Piece 1 stays; piece 2 is turned so that its rows run along the columns of the whole: (r, c) -> (c + 5, 40 - r).
  const Assembly truth = jigsawnet_truth("1 \n1 0 0  0 1 0  0 0 1 \n2 \n0 1 5  -1 0 40  0 0 1 \n", made_puzzle(2));
  ASSERT_TRUE(truth.pieces[0].placed && truth.pieces[1].placed);
  EXPECT_EQ(truth.kind, Kind::kTorn);
  EXPECT_NEAR(cv::norm(at(truth, 0, 3, 4) - cv::Vec2d(3, 4)), 0, 1e-9);
  EXPECT_NEAR(cv::norm(at(truth, 1, 3, 4) - cv::Vec2d(40 - 4, 3 + 5)), 0, 1e-9);
  ASSERT_EQ(truth.groups.size(), 1U);
  EXPECT_EQ(truth.groups[0].width, 41);   // piece 2 reaches x = 40 - 0
  EXPECT_EQ(truth.groups[0].height, 21);  // piece 1
}

TEST(JigsawNetTruth, TheCanvasBeginsAtItsTopLeftPixel) {
  const Assembly truth = jigsawnet_truth("2\n1 0 -7 0 1 1000 0 0 1", made_puzzle(2));
  EXPECT_FALSE(truth.pieces[0].placed);
  EXPECT_NEAR(cv::norm(at(truth, 1, 0, 0)), 0, 1e-9);
}

TEST(JigsawNetTruth, DamageNamesTheLine) {
  const std::string good = "1\n1 0 0 0 1 0 0 0 1\n";
  const auto message = [](const std::string& text) {
    return message_of([&] { jigsawnet_truth(text, made_puzzle(2)); });
  };
  EXPECT_THAT(message(""), HasSubstr("no line"));
  EXPECT_THAT(message(good + "7\n1 0 0 0 1 0 0 0 1"), AllOf(HasSubstr("line 3"), HasSubstr("\"7\"")));
  EXPECT_THAT(message(good + "1\n1 0 0 0 1 0 0 0 1"), AllOf(HasSubstr("line 3"), HasSubstr("once")));
  EXPECT_THAT(message(good + "\n2\n"), AllOf(HasSubstr("line 4"), HasSubstr("matrix after it")));
  EXPECT_THAT(message("1\n2\n1 0 0 0 1 0 0 0 1\n"), AllOf(HasSubstr("line 2"), HasSubstr("nine numbers")));
  EXPECT_THAT(message("1\n1 0 0 0 1 0 0 0\n"), AllOf(HasSubstr("line 2"), HasSubstr("nine numbers")));
  EXPECT_THAT(message("1\n1 0 0 0 1 0 0 0 x\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("1\n1 0 nan 0 1 0 0 0 1\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("1\n2 0 0 0 2 0 0 0 1\n"), AllOf(HasSubstr("line 2"), HasSubstr("scale")));
  EXPECT_THAT(message("1\n1 0 0 0 -1 0 0 0 1\n"), AllOf(HasSubstr("line 2"), HasSubstr("mirroring")));
  EXPECT_THAT(message("1\n1 0 0 0 1 0 0 1 1\n"), HasSubstr("line 2"));
  EXPECT_THAT(message("one\n1 0 0 0 1 0 0 0 1\n"), AllOf(HasSubstr("line 1"), HasSubstr("number of a fragment")));
}

TEST(FrescoTruth, CentresAreRowAndColumn) {
  const Assembly truth = fresco_truth(
      R"({"fragments": {"fragment_0001.png": [0, 0, 0], "fragment_0002.png": [30.5, -12, 90]}})", made_puzzle(2));
  // Whatever the origin: from centre to centre 12 to the left, 30.5 down.
  const cv::Vec2d step = at(truth, 1, 5, 10) - at(truth, 0, 5, 10);
  EXPECT_NEAR(cv::norm(step - cv::Vec2d(-12, 30.5)), 0, 1e-9);
  const cv::Vec2d right = at(truth, 1, 6, 10) - at(truth, 1, 5, 10);
  EXPECT_NEAR(cv::norm(right - cv::Vec2d(0, 1)), 0, 1e-9);
}

TEST(FrescoTruth, DamageNamesTheField) {
  const auto message = [](const std::string& text) { return message_of([&] { fresco_truth(text, made_puzzle(1)); }); };
  EXPECT_THAT(message("{"), HasSubstr("no JSON"));
  EXPECT_THAT(message("[]"), HasSubstr("fragments"));
  EXPECT_THAT(message(R"({"fragments": {"x.png": [0, 0, 0]}})"), HasSubstr("x.png"));
  EXPECT_THAT(message(R"({"fragments": {"fragment_0001.png": [0, 0]}})"), HasSubstr("fragment_0001.png"));
  EXPECT_THAT(message(R"({"fragments": {"fragment_0001.png": [0, 0, "a"]}})"), HasSubstr("degrees"));
}

TEST(ReadFolderTruth, NamesTheFile) {
  const TemporaryFolder folder;
  EXPECT_FALSE(has_folder_truth(folder.path()));
  write_bytes(folder / "truth.json", "nothing");
  EXPECT_TRUE(has_folder_truth(folder.path()));
  EXPECT_THAT(message_of([&] { read_folder_truth(folder.path(), made_puzzle(1)); }),
              HasSubstr((folder / "truth.json").string() + ": "));
  write_bytes(folder / "groundTruth.txt", "1\n1 0 0 0 1 0 0 0 1\n");
  EXPECT_TRUE(read_folder_truth(folder.path(), made_puzzle(1)).pieces[0].placed);
}

}  // namespace
}  // namespace solve_puzzle
