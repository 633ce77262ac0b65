// SPDX-License-Identifier: Apache-2.0
// Serves one report on the loopback address and takes corrections from it. Knows nothing of solving.
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace solve_puzzle {

/// How far a solution is, as the page asks for it.
struct ViewProgress {
  bool is_running = false;
  double share = 0;  ///< of the stage
  std::string stage;
  std::string error;  ///< of the last run; empty when it went well
};

struct ViewHandlers {
  std::function<std::string()> page;                   ///< gives the whole report
  std::function<void(const std::string& pins)> solve;  ///< begins a run; throws Error when the pins are no good
  std::function<ViewProgress()> progress;
};

/// Listens on 127.0.0.1 only, under a path that nobody can guess. Requests with another host (a name that was made to
/// point here) or from a page of another site are refused; nothing but the report is served.
class ViewServer {
 public:
  /// port 0: any free one. Throws: Error when the port is taken.
  ViewServer(int port, ViewHandlers handlers);
  ~ViewServer();
  ViewServer(const ViewServer&) = delete;
  ViewServer& operator=(const ViewServer&) = delete;

  /// Gives the path of the page, such as "/3f…/".
  const std::string& path() const;
  std::string address() const;

  /// Serves until stop() or the end of the process.
  void run();
  void stop();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Gives 32 hexadecimal digits from the system's source of randomness.
std::string random_token();

}  // namespace solve_puzzle
