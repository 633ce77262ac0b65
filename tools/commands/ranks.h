// SPDX-License-Identifier: Apache-2.0
// The processes of one mpirun and the words that they send each other. What they say: bench_deal.h.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace solve_puzzle {

struct RankMessage {
  int from = 0;
  std::string text;
};

/// One process of the job. All calls come from one thread.
class Ranks {
 public:
  virtual ~Ranks() = default;
  virtual int rank() const = 0;
  virtual int count() const = 0;
  virtual void send(int to, const std::string& text) = 0;
  /// Gives the next message that has come, if any; does not wait.
  virtual std::optional<RankMessage> receive() = 0;
  /// Takes leave when all others do, too. Where one was lost nobody may call this, or it waits for ever.
  virtual void finish() = 0;
  /// Ends the whole job at once.
  virtual void abort() = 0;
};

/// The plug-in's one function.
using RanksEntry = Ranks*();

/// Says whether mpirun started this process as one of several.
bool is_one_of_several_ranks();

/// Throws: Error when the program was built without MPI.
std::unique_ptr<Ranks> open_ranks();

}  // namespace solve_puzzle
