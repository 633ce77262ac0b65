// SPDX-License-Identifier: Apache-2.0
// The commands, one function each: does what the request says, prints results on stdout, gives the exit code.
#pragma once

#include "tools/requests.h"

namespace solve_puzzle {

/// Throws: Error, as all below.
int run_demo(const DemoRequest& request);
int run_solve(const SolveRequest& request);
int run_cut(const CutRequest& request);
int run_eval(const EvalRequest& request);
int run_bench(const BenchRequest& request);
int run_train(const TrainRequest& request);
int run_report(const ReportRequest& request);
int run_view(const ViewRequest& request);

}  // namespace solve_puzzle
