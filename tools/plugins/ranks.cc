// SPDX-License-Identifier: Apache-2.0
// The plug-in that speaks MPI.
#include "tools/commands/ranks.h"

#include <fmt/format.h>
#include <mpi.h>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr int kTag = 1;

void check(int result, const char* what) {
  if (result != MPI_SUCCESS) throw Error(fmt::format("MPI: {} failed with code {}", what, result));
}

class MpiRanks final : public Ranks {
 public:
  MpiRanks() {
    int level = 0;
    check(MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &level), "MPI_Init_thread");
    check(MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
    check(MPI_Comm_rank(MPI_COMM_WORLD, &rank_), "MPI_Comm_rank");
    check(MPI_Comm_size(MPI_COMM_WORLD, &count_), "MPI_Comm_size");
  }

  int rank() const override { return rank_; }
  int count() const override { return count_; }

  void send(int to, const std::string& text) override {
    check(MPI_Send(text.data(), static_cast<int>(text.size()), MPI_CHAR, to, kTag, MPI_COMM_WORLD), "MPI_Send");
  }

  std::optional<RankMessage> receive() override {
    int has_come = 0, size = 0;
    MPI_Status status;
    check(MPI_Iprobe(MPI_ANY_SOURCE, kTag, MPI_COMM_WORLD, &has_come, &status), "MPI_Iprobe");
    if (has_come == 0) return std::nullopt;
    check(MPI_Get_count(&status, MPI_CHAR, &size), "MPI_Get_count");
    RankMessage message{status.MPI_SOURCE, std::string(static_cast<std::size_t>(size), ' ')};
    check(MPI_Recv(message.text.data(), size, MPI_CHAR, message.from, kTag, MPI_COMM_WORLD, MPI_STATUS_IGNORE),
          "MPI_Recv");
    return message;
  }

  void finish() override { check(MPI_Finalize(), "MPI_Finalize"); }

  void abort() override { MPI_Abort(MPI_COMM_WORLD, 1); }

 private:
  int rank_ = 0;
  int count_ = 1;
};

}  // namespace
}  // namespace solve_puzzle

extern "C" __attribute__((visibility("default"))) solve_puzzle::Ranks* solve_puzzle_ranks() {
  return new solve_puzzle::MpiRanks();
}
