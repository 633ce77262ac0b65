// SPDX-License-Identifier: Apache-2.0
// The command train of the real program: what it does with the pictures it finds, and going on after a stop.
#include <gmock/gmock.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "tests/attention/made_weights.h"
#include "tests/tools/run_program.h"
#include "tools/commands/weights_file.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class Train : public testing::Test {
 protected:
  Train() {
    fs::create_directories(folder_ / "photos");
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // see tests/attention/CMakeLists.txt
  }

  void write_photos(int count) const {
    for (int i = 1; i <= count; ++i) {
      write_sample(folder_ / "photos" / (std::to_string(i) + ".png"), 20 * 28, 15 * 28, i);
    }
  }

  /// The smallest network, few queries, two judgements.
  std::vector<std::string> words(const std::string& out, std::vector<std::string> more = {}) const {
    std::vector<std::string> words = {"train", folder_ / "photos", "-o", folder_ / out};
    const std::vector<std::string> small = {"--steps",           "6", "--judge-every", "3", "--sets-per-step", "1",
                                            "--queries-per-set", "6", "--depth",       "2", "--width",         "4",
                                            "--blocks",          "0", "--token",       "4", "--hidden",        "4"};
    words.insert(words.end(), small.begin(), small.end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  ProgramRun train(const std::string& out, std::vector<std::string> more = {}) const {
    return run_program(words(out, std::move(more)));
  }

  TemporaryFolder folder_;
};

void expect_failure(const ProgramRun& run, const testing::Matcher<const std::string&>& message) {
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, message);
}

TEST_F(Train, AnEmptyFolderIsNamed) {
  expect_failure(train("a.safetensors"), AllOf(HasSubstr("photos"), HasSubstr("found no picture")));
  EXPECT_FALSE(fs::exists(folder_ / "a.safetensors"));
}

TEST_F(Train, OnePictureIsTooFew) {
  write_photos(1);
  expect_failure(train("a.safetensors"), AllOf(HasSubstr("found 1 picture"), HasSubstr("at least 2")));
  EXPECT_FALSE(fs::exists(folder_ / "a.safetensors"));
}

TEST_F(Train, WhereNoPictureCanBeReadAllAreNamed) {
  for (const char* name : {"a.png", "b.png"}) write_text(folder_ / "photos" / name, "this is no picture");
  expect_failure(train("a.safetensors"), HasSubstr("b.png"));
}

TEST_F(Train, ACheckpointThatIsMissingDamagedOrOfAnotherRunIsNamed) {
  write_photos(2);
  const fs::path checkpoint = folder_ / "a.checkpoint";
  expect_failure(train("a.safetensors", {"--resume"}), AllOf(HasSubstr("a.checkpoint"), HasSubstr("No such file")));
  write_text(checkpoint, "damaged");
  expect_failure(train("a.safetensors", {"--resume"}), HasSubstr("a.checkpoint"));
  std::string bytes = weights_bytes(made_weights());
  bytes.back() = static_cast<char>(bytes.back() + 1);
  write_text(checkpoint, bytes);
  expect_failure(train("a.safetensors", {"--resume"}), HasSubstr("a.checkpoint"));
  write_weights_file(checkpoint, made_weights());
  expect_failure(train("a.safetensors", {"--resume"}), AllOf(HasSubstr("a.checkpoint"), HasSubstr("architecture")));
  EXPECT_FALSE(fs::exists(folder_ / "a.safetensors"));
}

TEST_F(Train, AFullDiskAndALossThatIsNoNumberStopItAndLeaveTheLastCheckpoint) {
  write_photos(2);
  ASSERT_EQ(train("a.safetensors").exit_code, 0);
  const fs::path checkpoint = folder_ / "a.checkpoint";
  const std::string good = read_text(checkpoint);
  expect_failure(run_program(words("a.safetensors"), static_cast<long>(good.size()) / 2), HasSubstr("a.checkpoint"));
  EXPECT_EQ(read_text(checkpoint), good);

  Weights huge = read_weights_file(checkpoint);
  huge.metadata["step"] = std::to_string(3);
  for (WeightTensor& tensor : huge.tensors) {
    if (tensor.name.starts_with("network.")) std::fill(tensor.values.begin(), tensor.values.end(), 1e30F);
  }
  write_weights_file(checkpoint, huge);
  const std::string before = read_text(checkpoint);
  expect_failure(train("a.safetensors", {"--resume"}), HasSubstr("not a finite number"));
  EXPECT_EQ(read_text(checkpoint), before);
}

TEST_F(Train, AStoppedRunGoesOnToTheWeightsOfAnUninterruptedOneAndUnfitPicturesAreNamed) {
  write_photos(3);
  write_text(folder_ / "photos" / "0.png", "this is no picture");
  write_sample(folder_ / "photos" / "00.png", 30, 20);
  const ProgramRun whole = train("whole.safetensors");
  ASSERT_EQ(whole.exit_code, 0) << whole.err;
  EXPECT_THAT(whole.err, AllOf(HasSubstr("skipped 2 of 5 photos"), HasSubstr("/0.png"), HasSubstr("30x20")));
  const Weights weights = read_weights_file(folder_ / "whole.safetensors");
  EXPECT_THAT(weights.metadata, testing::Contains(testing::Key("accuracy")));

  StartedProgram stopped(words("stopped.safetensors"));
  while (stopped.is_running() && !fs::exists(folder_ / "stopped.checkpoint")) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  stopped.send(SIGINT);
  EXPECT_THAT(stopped.wait().exit_code, testing::AnyOf(0, 1));  // 0: it was faster than we
  const ProgramRun resumed = train("stopped.safetensors", {"--resume"});
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(read_text(folder_ / "stopped.safetensors"), read_text(folder_ / "whole.safetensors"));
  const auto num_lines = [&](const char* name) {
    const std::string text = read_text(folder_ / name);
    return std::count(text.begin(), text.end(), '\n');
  };
  EXPECT_EQ(num_lines("stopped.curve.csv"), num_lines("whole.curve.csv"));
}

}  // namespace
}  // namespace solve_puzzle
