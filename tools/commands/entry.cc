// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/entry.h"

#include <fmt/format.h>

#include <exception>
#include <new>

#include "attention/network_plugin.h"
#include "tools/commands/run.h"
#include "tools/usage_error.h"

namespace {

struct Runner {
  int operator()(const solve_puzzle::DemoRequest& request) const { return solve_puzzle::run_demo(request); }
  int operator()(const solve_puzzle::SolveRequest& request) const { return solve_puzzle::run_solve(request); }
  int operator()(const solve_puzzle::CutRequest& request) const { return solve_puzzle::run_cut(request); }
  int operator()(const solve_puzzle::EvalRequest& request) const { return solve_puzzle::run_eval(request); }
  int operator()(const solve_puzzle::BenchRequest& request) const { return solve_puzzle::run_bench(request); }
  int operator()(const solve_puzzle::TrainRequest& request) const { return solve_puzzle::run_train(request); }
  int operator()(const solve_puzzle::ReportRequest& request) const { return solve_puzzle::run_report(request); }
  int operator()(const solve_puzzle::ViewRequest& request) const { return solve_puzzle::run_view(request); }
};

/// Before anything else is done, so that a machine without CUDA says so at once. Other devices need no plug-in yet.
void choose_device(const solve_puzzle::Request& request) {
  const bool is_cuda = std::visit([](const auto& r) { return r.common.device == "cuda"; }, request);
  if (is_cuda) solve_puzzle::network_plugin().use_cuda();
}

}  // namespace

int solve_puzzle_run_request(const solve_puzzle::Request& request) noexcept {
  try {
    choose_device(request);
    return std::visit(Runner{}, request);
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "solve-puzzle: error: out of memory\n");
  } catch (const solve_puzzle::UsageError& error) {  // of a list file
    fmt::print(stderr, "solve-puzzle: error: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "solve-puzzle: error: {}\n", error.what());
  }
  return 1;
}
