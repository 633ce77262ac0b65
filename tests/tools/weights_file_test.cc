// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/weights_file.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "puzzles/error.h"
#include "tests/attention/made_weights.h"
#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

class WeightsFile : public testing::Test {
 protected:
  WeightsFile() { unsetenv("SOLVE_PUZZLE_WEIGHTS"); }
  ~WeightsFile() override { unsetenv("SOLVE_PUZZLE_WEIGHTS"); }

  TemporaryFolder folder_;
};

TEST_F(WeightsFile, WriteReadWriteIsIdentical) {
  write_weights_file(folder_ / "a.safetensors", made_weights());
  write_weights_file(folder_ / "b.safetensors", read_weights_file(folder_ / "a.safetensors"));
  EXPECT_EQ(read_text(folder_ / "a.safetensors"), read_text(folder_ / "b.safetensors"));
}

TEST_F(WeightsFile, WhatCannotBeWrittenLeavesTheOldFile) {
  const auto path = folder_ / "a.safetensors";
  write_weights_file(path, made_weights());
  EXPECT_THROW(write_weights_file(path, {}), Error);
  EXPECT_EQ(read_text(path), weights_bytes(made_weights()));
  EXPECT_THAT([&] { write_weights_file(folder_ / "none" / "a", made_weights()); },
              ThrowsMessage<Error>(HasSubstr("cannot be written")));
}

TEST_F(WeightsFile, DamagedFilesThrowAndNameTheFile) {
  const auto path = folder_ / "a.safetensors";
  write_text(path, weights_bytes(made_weights()).substr(0, 100));
  EXPECT_THAT([&] { read_weights_file(path); }, ThrowsMessage<Error>(StartsWith("weights " + path.string())));
  EXPECT_THAT([&] { read_weights_file(folder_ / "none"); }, ThrowsMessage<Error>(HasSubstr("No such file")));
  EXPECT_THAT([&] { read_weights_file(folder_.path()); }, ThrowsMessage<Error>(HasSubstr("found a folder")));
}

TEST_F(WeightsFile, WhatIsGivenComesBeforeTheVariable) {
  write_text(folder_ / "given", "");
  write_text(folder_ / "seam.safetensors", "");
  setenv("SOLVE_PUZZLE_WEIGHTS", folder_.path().c_str(), 1);
  EXPECT_EQ(find_weights_file(folder_ / "given", "seam"), folder_ / "given");
  EXPECT_EQ(find_weights_file("", "seam"), folder_ / "seam.safetensors");
}

TEST_F(WeightsFile, TheVariableMayNameAFile) {
  write_text(folder_ / "mine", "");
  setenv("SOLVE_PUZZLE_WEIGHTS", (folder_ / "mine").c_str(), 1);
  EXPECT_EQ(find_weights_file("", "seam"), folder_ / "mine");
}

TEST_F(WeightsFile, WhatIsNamedAndMissingIsNotLookedForElsewhere) {
  const auto refused = [&](const std::string& given, const std::filesystem::path& tried) {
    EXPECT_THAT([&] { find_weights_file(given, "seam"); },
                ThrowsMessage<Error>(testing::EndsWith("Tried:\n  " + tried.string())));
  };
  refused(folder_ / "given", folder_ / "given");
  setenv("SOLVE_PUZZLE_WEIGHTS", folder_.path().c_str(), 1);
  refused("", folder_ / "seam.safetensors");
}

TEST_F(WeightsFile, TheErrorListsThePlacesBesideTheProgramAndOfTheInstallation) {
  const auto tree = std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path();
  const std::string file = "share/solve-puzzle/weights/no such.safetensors";
  EXPECT_THAT([] { find_weights_file("", "no such"); },
              ThrowsMessage<Error>(AllOf(HasSubstr("\n  " + (tree / file).string()), testing::EndsWith(file),
                                         HasSubstr("SOLVE_PUZZLE_WEIGHTS"), HasSubstr("--weights"))));
}

}  // namespace
}  // namespace solve_puzzle
