// SPDX-License-Identifier: Apache-2.0
// The command view: the report on the loopback address, where "solve again" runs the solver with the pins.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "io/file_names.h"
#include "io/read_pins.h"
#include "io/write_result.h"
#include "puzzles/error.h"
#include "puzzles/parallel.h"
#include "solver/solve.h"
#include "tools/commands/add_looks.h"
#include "tools/commands/learned_matcher.h"
#include "tools/commands/report.h"
#include "tools/commands/report_page.h"
#include "tools/commands/run.h"
#include "tools/commands/view_server.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;

/// Holds a folder for one view at a time.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder) : file_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (file_ < 0) throw Error(fmt::format("{}: is no folder that can be read", display_name(folder)));
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    ::close(file_);
    throw Error(fmt::format("{}: another solve-puzzle view shows this folder; close it first", display_name(folder)));
  }
  ~FolderLock() { ::close(file_); }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_;
};

/// Fields that the answer's options name get their values.
class FromJson {
 public:
  explicit FromJson(const nlohmann::json& options) : options_(options) {}

  template <class Value>
  void operator()(const OptionInfo& info, Value& field) const {
    const auto found = options_.find(info.name);
    if (found == options_.end()) return;
    try {
      found->get_to(field);
    } catch (const nlohmann::json::exception&) {
      throw Error(
          fmt::format("assembly.json: options.{} is {}, which the option does not take", info.name, found->dump()));
    }
  }

 private:
  const nlohmann::json& options_;
};

SolveOptions options_of(const AssemblyFile& file) {
  const nlohmann::json options = nlohmann::json::parse(file.info.options, nullptr, /*allow_exceptions=*/false);
  SolveOptions result;
  if (options.is_object()) SolveOptions::visit(result, FromJson(options));
  return result;
}

/// What the page shows and what it asks for. Called from the threads of the server.
class Viewed {
 public:
  explicit Viewed(const ViewRequest& request)
      : out_(request.out),
        lock_(out_),
        file_(read_assembly(out_ / "assembly.json")),
        puzzle_(read_pieces_of(out_, file_, {request.pieces.begin(), request.pieces.end()})),
        options_(options_of(file_)) {}
  ~Viewed() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Viewed(const Viewed&) = delete;
  Viewed& operator=(const Viewed&) = delete;

  /// The server's path is known only once it listens.
  void show_at(const std::string& path) {
    path_ = path;
    page_ = report_page(puzzle_, file_, {.server = path_});
  }

  std::string page() const {
    const std::lock_guard lock(mutex_);
    return page_;
  }

  ViewProgress progress() const {
    const std::lock_guard lock(mutex_);
    return progress_;
  }

  void begin(const std::string& pins_text) {
    Pins pins = pins_from_json(pins_text, puzzle_);
    const std::lock_guard lock(mutex_);
    if (progress_.is_running) throw Error("the solver is still running");
    if (thread_.joinable()) thread_.join();
    progress_ = {.is_running = true, .share = 0, .stage = "begins", .error = ""};
    thread_ = std::thread([this, pins = std::move(pins)] { solve_again(pins); });
  }

 private:
  void report(const std::string& stage, double share) {
    const std::lock_guard lock(mutex_);
    progress_.stage = stage;
    progress_.share = share;
  }

  void solve_again(const Pins& pins) {
    std::string error;
    try {
      const Corrections corrections{.pins = pins, .earlier = file_.assembly};
      const SolveControl control{.stop = &stop_,
                                 .progress = [this](const std::string& stage, double share) { report(stage, share); },
                                 .corrections = &corrections};
      const SeamMatcher* learned = learned_matcher(options_, puzzle_.kind);
      Assembly answer = solve(puzzle_, options_, control, learned);
      if (learned != nullptr && !stop_) add_looks(puzzle_, *learned, answer);
      if (!stop_) keep(std::move(answer));
    } catch (const std::exception& failure) {
      error = failure.what();
    }
    const std::lock_guard lock(mutex_);
    progress_.is_running = false;
    progress_.error = error;
  }

  void keep(Assembly answer) {
    report("writing", 1);
    AssemblyFile next{.assembly = std::move(answer), .info = file_.info};
    for (const char* stage : {"read", "refine"}) next.assembly.seconds.try_emplace(stage, 0.0);
    write_result(out_, puzzle_, next.assembly, next.info);
    write_report(out_, puzzle_, next);
    std::string page = report_page(puzzle_, next, {.server = path_});
    const std::lock_guard lock(mutex_);
    file_ = std::move(next);
    page_ = std::move(page);
  }

  fs::path out_;
  FolderLock lock_;
  AssemblyFile file_;
  Puzzle puzzle_;
  SolveOptions options_;
  std::string path_;
  mutable std::mutex mutex_;
  std::string page_;
  ViewProgress progress_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace

int run_view(const ViewRequest& request) {
  const ThreadLimit limit(request.common.threads);
  Viewed viewed(request);
  ViewServer server(request.port, {.page = [&] { return viewed.page(); },
                                   .solve = [&](const std::string& pins) { viewed.begin(pins); },
                                   .progress = [&] { return viewed.progress(); }});
  viewed.show_at(server.path());
  fmt::print("{}\n", server.address());
  std::fflush(stdout);
  if (!request.common.quiet) fmt::print(stderr, "open this address in a browser on this machine; Ctrl-C ends it\n");
  server.run();
  return 0;
}

}  // namespace solve_puzzle
