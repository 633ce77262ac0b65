// SPDX-License-Identifier: Apache-2.0
#include "attention/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "puzzles/error.h"
#include "tests/attention/made_weights.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

const std::string kMetadata =
    R"("__metadata__":{"format":"solve-puzzle.weights","format_version":"1","architecture":"{}","sha256":")" +
    std::string(64, '0') + "\"}";
constexpr const char* kTwoValues = R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})";

Weights read(const std::string& bytes) { return parse_weights(bytes_of(bytes), "some.safetensors"); }

/// Gives a file with right metadata and digest and 8 bytes of data.
std::string file_with(const std::string& tensors, const std::string& data = std::string(8, '\0')) {
  return with_right_sha256(file_with_header("{" + kMetadata + "," + tensors + "}", data));
}

void expect_refused(const std::string& bytes, const std::string& words) {
  EXPECT_THAT([&] { read(bytes); },
              ThrowsMessage<Error>(AllOf(StartsWith("weights some.safetensors: "), HasSubstr(words))))
      << bytes;
}

/// Gives a file with metadata in which `from` became `to`.
std::string file_with_changed(const std::string& from, const std::string& to) {
  std::string bytes = "{" + kMetadata + "}";
  return file_with_header(bytes.replace(bytes.find(from), from.size(), to), "");
}

TEST(Weights, WriteReadWriteIsIdentical) {
  const Weights weights = made_weights();
  const std::string bytes = weights_bytes(weights);
  const Weights again = read(bytes);
  EXPECT_EQ(weights_bytes(again), bytes);
  EXPECT_EQ(again.metadata.at("data"), weights.metadata.at("data"));
  ASSERT_EQ(again.tensors.size(), weights.tensors.size());
  for (std::size_t i = 0; i < again.tensors.size(); ++i) {
    const std::vector<float>& values = again.tensors[i].values;
    EXPECT_EQ(again.tensors[i].name, weights.tensors[i].name);
    EXPECT_EQ(again.tensors[i].shape, weights.tensors[i].shape);
    ASSERT_EQ(values.size(), weights.tensors[i].values.size());
    if (values.empty()) continue;
    EXPECT_EQ(std::memcmp(values.data(), weights.tensors[i].values.data(), values.size() * sizeof(float)), 0);
  }
}

TEST(Weights, NoTensorIsAFileToo) {
  const std::string bytes = weights_bytes({.metadata = {{"architecture", "{}"}}, .tensors = {}});
  EXPECT_EQ(weights_bytes(read(bytes)), bytes);
}

TEST(Weights, TheOrderOfTensorsDoesNotMatter) {
  Weights weights = made_weights();
  std::swap(weights.tensors[0], weights.tensors[3]);
  EXPECT_EQ(weights_bytes(weights), weights_bytes(made_weights()));
}

TEST(Weights, TheBytesAreThoseOfTheFormat) {
  const std::string bytes = weights_bytes({.metadata = {{"architecture", "{}"}}, .tensors = {{"w", {2}, {1, -2}}}});
  const std::size_t length = static_cast<unsigned char>(bytes[0]) + 256U * static_cast<unsigned char>(bytes[1]);
  EXPECT_EQ(bytes.substr(2, 6), std::string(6, '\0'));
  EXPECT_EQ(length % 8, 0U);
  EXPECT_THAT(bytes.substr(8), StartsWith(R"({"__metadata__":{"architecture":"{}","format":"solve-puzzle.weights")"));
  EXPECT_THAT(bytes, HasSubstr(R"("w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})"));
  EXPECT_EQ(bytes.substr(8 + length), std::string("\0\0\x80\x3F\0\0\0\xC0", 8));
  EXPECT_EQ(with_right_sha256(bytes), bytes);
}

TEST(Weights, OthersMayWriteTheHeaderInAnotherOrder) {
  const std::string header = R"({ "b": {"data_offsets":[0,4],"shape":[1,1],"dtype":"F32"},
      "a": {"shape":[],"dtype":"F32","data_offsets":[4,8]}, )" +
                             kMetadata + " }  ";
  const Weights weights = read(with_right_sha256(file_with_header(header, std::string("\0\0\x80\x3F\0\0\0\xC0", 8))));
  EXPECT_THAT(weights.at("b").values, testing::ElementsAre(1.0F));
  EXPECT_THAT(weights.at("a").values, testing::ElementsAre(-2.0F));
  EXPECT_EQ(weights.tensors[0].name, "a");
}

TEST(Weights, FilesCutOffAnywhereThrowAndNameTheFile) {
  const std::string bytes = weights_bytes(made_weights());
  for (std::size_t size = 0; size < bytes.size(); ++size) expect_refused(bytes.substr(0, size), "");
  expect_refused(bytes.substr(0, 7), "cut off");
  expect_refused(bytes.substr(0, 20), "cut off");
  expect_refused(bytes.substr(0, bytes.size() - 1), "cut off");
  expect_refused(bytes + '\0', "goes on after its end");
}

TEST(Weights, EveryFlippedBitIsFound) {
  const std::string bytes = weights_bytes(made_weights());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    expect_refused(flipped, "");
  }
  std::string flipped = bytes;
  flipped.back() = 'x';
  expect_refused(flipped, "was damaged or changed by another program");
}

TEST(Weights, RandomBytesThrowAndNameTheFile) {
  std::mt19937 random(1);
  for (int i = 0; i < 1000; ++i) {
    std::string noise(random() % 100, '\0');
    for (char& byte : noise) byte = static_cast<char>(random());
    expect_refused(noise, "");
    expect_refused(file_with_header(noise, ""), "no JSON object");
  }
}

TEST(Weights, WrongHeadersThrowAndNameTheFile) {
  expect_refused(std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F{}", 10), "expected a header of 9223372036854775807");
  expect_refused(file_with_header("[]", ""), "no JSON object");
  expect_refused(file_with_header("{", ""), "no JSON object");
  expect_refused(file_with_header(std::string(100'000, '['), ""), "nested deeper");
  expect_refused(file_with_header("{\"a\":1,\"a\":2}", ""), "key \"a\" twice");
  expect_refused(file_with(R"("a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]})"), "twice");
}

TEST(Weights, WrongMetadataThrowAndNameTheFile) {
  expect_refused(file_with_header("{}", ""), "no format in the metadata; the file was not written by solve-puzzle");
  expect_refused(file_with_header(R"({"__metadata__":[]})", ""), "expected an object");
  expect_refused(file_with_header(R"({"__metadata__":{"seed":1}})", ""), "metadata \"seed\": found 1, expected text");
  expect_refused(file_with_changed("puzzle.weights", "puzzle.answer"), "expected solve-puzzle.weights");
  expect_refused(file_with_changed("architecture", "architekture"), "no architecture");
  expect_refused(file_with_changed("\"{}\"", "\"[]\""), "an architecture that is no JSON object");
  expect_refused(file_with_changed("\"{}\"", "\"" + std::string(70, '[') + "\""), "nested deeper");
  expect_refused(file_with_changed("sha256", "md5"), "no sha256");
  expect_refused(file_with_changed("\"000", "\""), "expected 64 digits");
}

TEST(Weights, AnotherVersionIsRefusedAndSaysWhoWroteIt) {
  expect_refused(file_with_changed(R"("1")", R"("2")"), "found format_version \"2\", expected 1");
  expect_refused(file_with_changed(R"("1")", R"("2","program_version":"9.8")"), "written by solve-puzzle \"9.8\"");
}

TEST(Weights, WrongTensorsThrowAndNameTheTensor) {
  const auto refused = [](const std::string& fields, const std::string& words) {
    expect_refused(file_with("\"a\":{" + fields + "}"), "tensor a: " + words);
  };
  refused(R"("dtype":"F16","shape":[4],"data_offsets":[0,8])", "found dtype \"F16\", expected \"F32\"; half");
  refused(R"("dtype":"BF16","shape":[4],"data_offsets":[0,8])", "found dtype \"BF16\"");
  refused(R"("dtype":"I64","shape":[1],"data_offsets":[0,8])", "found dtype \"I64\"");
  refused(R"("shape":[2],"data_offsets":[0,8])", "found {");
  refused(R"("dtype":"F32","shape":[2],"data_offsets":[0,8],"strides":[1])", "found {");
  refused(R"("dtype":"F32","shape":[-2],"data_offsets":[0,8])", "found the shape [-2]");
  refused(R"("dtype":"F32","shape":[2.0],"data_offsets":[0,8])", "found the shape [2.0]");
  refused(R"("dtype":"F32","shape":2,"data_offsets":[0,8])", "found the shape 2");
  refused(R"("dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8])",
          "found the shape [9223372036854775808]");
  refused(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0])", "found the shape 4294967296x");
  refused(R"("dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0])", "found the shape 46116");
  refused(R"("dtype":"F32","shape":[3],"data_offsets":[0,8])", "found 8 bytes of data, expected 12 for the shape 3");
  refused(R"("dtype":"F32","shape":[2],"data_offsets":[8,0])", "found the data_offsets [8,0]");
  refused(R"("dtype":"F32","shape":[2],"data_offsets":[0,8,8])", "found the data_offsets [0,8,8]");
  expect_refused(file_with(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,1e400]})"), "no JSON object");
  expect_refused(file_with(R"("a":[])"), "tensor a: found []");
  expect_refused(file_with(R"("a\n":{})"), R"(found a tensor named "a\n")");
  expect_refused(file_with(R"("":{})"), "found a tensor named");
}

TEST(Weights, TensorsFillTheDataWithoutGapOrOverlap) {
  const auto refused = [](const std::string& a, const std::string& b, const std::string& words) {
    const std::string fields = R"({"dtype":"F32","shape":[1],"data_offsets":)";
    expect_refused(file_with("\"a\":" + fields + a + "},\"b\":" + fields + b + "}"), words);
  };
  refused("[0,4]", "[0,4]", "tensor b: found its data at byte 0, expected 4; tensors overlap");
  refused("[2,6]", "[6,10]", "tensor a: found its data at byte 2, expected 0; there is a gap");
  refused("[0,4]", "[8,12]", "tensor b: found its data at byte 8, expected 4; there is a gap");
  expect_refused(file_with(std::string("\"a\":") + kTwoValues, "1234567"), "cut off");
  expect_refused(file_with(std::string("\"a\":") + kTwoValues, "123456789"), "goes on after its end");
  EXPECT_EQ(read(file_with(std::string("\"a\":") + kTwoValues)).at("a").values.size(), 2U);
}

TEST(Weights, ValuesThatAreNotFiniteThrow) {
  for (const char* four_bytes : {"\1\0\xC0\x7F", "\1\0\x80\xFF"}) {
    const std::string data = std::string(4, '\0') + std::string(four_bytes, 4);
    expect_refused(file_with(std::string("\"a\":") + kTwoValues, data), "tensor a: found a value that is not finite");
  }
}

TEST(Weights, WhatCouldNotBeReadIsNotWritten) {
  const auto refused = [](const Weights& weights, const std::string& words) {
    EXPECT_THAT([&] { weights_bytes(weights); },
                ThrowsMessage<Error>(AllOf(StartsWith("weights to be written: "), HasSubstr(words))));
  };
  const auto refused_tensor = [&](const WeightTensor& tensor, const std::string& words) {
    refused({.metadata = {{"architecture", "{}"}}, .tensors = {tensor}}, words);
  };
  refused({}, "no architecture");
  refused({.metadata = {{"architecture", "[1]"}}, .tensors = {}}, "no JSON object");
  refused({.metadata = {{"architecture", "{}"}, {"data", "\xFF"}}, .tensors = {}}, "not UTF-8");
  refused({.metadata = {{"architecture", "{}"}}, .tensors = {{"a", {1}, {1}}, {"a", {1}, {1}}}}, "name a twice");
  refused_tensor({"a", {1}, {std::numeric_limits<float>::infinity()}}, "not finite");
  refused_tensor({"a", {2}, {1}}, "tensor a: found 4 bytes of data, expected 8");
  refused_tensor({"a", {-1}, {1}}, "found the shape [-1]");
  refused_tensor({"a b", {1}, {1}}, "found a tensor named \"a b\"");
  refused_tensor({"__metadata__", {1}, {1}}, "name __metadata__ twice");
}

TEST(Weights, MissingUnexpectedAndWrongTensorsAreNamed) {
  const Weights weights = read(weights_bytes(made_weights()));
  const std::vector<ExpectedTensor> right = {{"scalar", {}}, {"empty", {3, 0}}, {"a.weight", {1, 2, 3}}, {"b-2", {2}}};
  const auto refused = [&](const std::vector<ExpectedTensor>& expected, const std::string& words) {
    const std::string message =
        "weights some.safetensors: tensor " + words + "; the file was made by another architecture";
    EXPECT_THAT([&] { check_tensors(weights, expected); }, ThrowsMessage<Error>(message));
  };
  check_tensors(weights, right);
  std::vector<ExpectedTensor> wrong = right;
  wrong[2].shape = {1, 3, 2};
  refused(wrong, "a.weight: found 1x2x3, expected 1x3x2");
  wrong = right;
  wrong.push_back({"stem.weight", {48, 45, 5}});
  refused(wrong, "stem.weight: found none, expected 48x45x5");
  wrong = right;
  wrong.erase(wrong.begin());
  refused(wrong, "scalar: found a scalar, expected none");
  EXPECT_THAT([&] { weights.at("stem.weight"); },
              ThrowsMessage<Error>(StartsWith("weights some.safetensors: tensor stem.weight: found none")));
}

}  // namespace
}  // namespace solve_puzzle
