// SPDX-License-Identifier: Apache-2.0
// The option --device of the real program, where there is no CUDA.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/tools/run_program.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Device : public testing::Test {
 protected:
  ProgramRun run(const std::string& command) const {
    return run_program({command, folder_ / "missing", "-o", folder_ / "new" / "out", "--device", "cuda"});
  }

  TemporaryFolder folder_;
};

TEST_F(Device, CudaWhereThereIsNoneIsRefusedBeforeAnyWork) {
  if (fs::exists("/dev/nvidiactl")) GTEST_SKIP() << "this machine may have CUDA";
  for (const char* command : {"solve", "bench", "train"}) {
    const ProgramRun refused = run(command);
    EXPECT_EQ(refused.exit_code, 1) << command;
    EXPECT_THAT(refused.err, AllOf(HasSubstr("--device cuda"), HasSubstr("without CUDA"), HasSubstr("--device cpu"),
                                   Not(HasSubstr("missing"))));
    EXPECT_FALSE(fs::exists(folder_ / "new"));
  }
}

TEST_F(Device, CudaWithoutThePluginNamesThePlugin) {
  setenv("SOLVE_PUZZLE_NETWORK", "/nowhere/plugin.so", 1);
  const ProgramRun refused = run("solve");
  unsetenv("SOLVE_PUZZLE_NETWORK");
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("/nowhere/plugin.so"));
}

}  // namespace
}  // namespace solve_puzzle
