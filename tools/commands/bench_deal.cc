// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/bench_deal.h"

#include <fmt/format.h>

#include <chrono>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "io/file_names.h"
#include "puzzles/error.h"
#include "tools/commands/results_file.h"
#include "tools/commands/stopwatch.h"

namespace solve_puzzle {
namespace {

using Json = nlohmann::json;

constexpr double kLongSilence = 4;  ///< of rank 0, which also reads lists and writes files, in patiences
constexpr auto kPause = std::chrono::milliseconds(5);  ///< between looks for messages

// What ranks say. All: "alive". Worker: "ready", "result" with task and line or failure. Rank 0: "task" with task and
// key, "leave" with whether all ranks are there.
Json said(const std::string& word) { return {{"say", word}}; }

void send(Ranks& ranks, int to, const Json& message) { ranks.send(to, message.dump()); }

Json result_message(std::size_t task, const TaskResult& result) {
  Json message = said("result");
  message["task"] = task;
  message["line"] = result.line ? csv_line(*result.line) : "";
  message["failure"] = utf8(result.failure);
  return message;
}

TaskResult result_of(const Json& message) {
  const auto line = message["line"].get<std::string>();
  return {line.empty() ? std::nullopt : std::optional(parse_csv_line(line)), message["failure"].get<std::string>()};
}

// Both sides list the puzzles for themselves, and must mean the same.
TaskResult do_named_task(const std::vector<BenchTask>& tasks, std::size_t number, const std::string& key) {
  if (number >= tasks.size() || puzzle_key(tasks[number].start) != key) {
    return {std::nullopt, "another process lists other puzzles; expected the same folders and the same program"};
  }
  return do_task(tasks[number], nullptr);
}

/// A task that is done on a thread of its own, so that this one can go on listening.
class Work {
 public:
  template <class Do>
  void start(const Do& do_it) {
    result_ = std::async(std::launch::async, do_it);
  }
  bool is_busy() const { return result_.valid(); }
  std::optional<TaskResult> result_if_done() {
    if (!result_.valid() || result_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
    return result_.get();
  }

 private:
  std::future<TaskResult> result_;
};

/// What rank 0 does, step by step.
class Table {
 public:
  Table(Ranks& ranks, const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left, const TakeResult& take)
      : ranks_(ranks), tasks_(tasks), take_(take), dealer_(left) {
    for (int rank = 0; rank < ranks.count(); ++rank) dealer_.hear(rank, 0);  // who never speaks is lost, too
  }

  void answer(const RankMessage& message, double now) {
    const Json words = Json::parse(message.text);
    dealer_.hear(message.from, now);
    if (words["say"] == "ready") ready_.insert(message.from);
    if (words["say"] == "result") take_back(message.from, words["task"], result_of(words));
  }

  void deal_to_the_ready(double now) {
    for (const int rank : std::set<int>(ready_)) {
      if (dealer_.lost().contains(rank)) continue;
      const std::optional<std::size_t> task = dealer_.deal(rank, now);
      if (!task) return;
      Json message = said("task");
      message["task"] = *task;
      message["key"] = puzzle_key(tasks_[*task].start);
      send(ranks_, rank, message);
      ready_.erase(rank);
    }
  }

  void work_too(const std::atomic<bool>& stop, double now) {
    dealer_.hear(0, now);
    if (const std::optional<TaskResult> result = own_.result_if_done()) take_back(0, own_task_, *result);
    if (own_.is_busy() || stop) return;
    if (const std::optional<std::size_t> task = dealer_.deal(0, now)) {
      own_task_ = *task;
      own_.start([this, &stop] { return do_task(tasks_[own_task_], &stop); });
    }
  }

  void give_up_the_silent(double now, double patience) {
    for (const std::size_t task : dealer_.drop_silent(now, patience)) {
      take_(task, {std::nullopt, fmt::format("{} processes that had it were lost", Dealer::kMostDeals)});
    }
  }

  void beat(double now, double pause) {
    if (now - last_beat_ < pause) return;
    last_beat_ = now;
    for (int rank = 1; rank < ranks_.count(); ++rank) {
      if (!dealer_.lost().contains(rank)) send(ranks_, rank, said("alive"));
    }
  }

  bool is_finished() const { return dealer_.is_finished(); }
  bool is_working() const { return own_.is_busy(); }
  std::set<int> lost() const { return dealer_.lost(); }

 private:
  void take_back(int rank, std::size_t task, const TaskResult& result) {
    if (dealer_.take_back(rank, task)) take_(task, result);
  }

  Ranks& ranks_;
  const std::vector<BenchTask>& tasks_;
  const TakeResult& take_;
  Dealer dealer_;
  std::set<int> ready_;
  Work own_;
  std::size_t own_task_ = 0;
  double last_beat_ = 0;
};

void send_home(Ranks& ranks, const std::set<int>& lost) {
  Json message = said("leave");
  message["all there"] = lost.empty();
  for (int rank = 1; rank < ranks.count(); ++rank) {
    if (!lost.contains(rank)) send(ranks, rank, message);
  }
}

}  // namespace

std::optional<std::size_t> Dealer::deal(int rank, double now) {
  if (waiting_.empty() || away_.contains(rank)) return std::nullopt;
  const std::size_t task = waiting_.front();
  waiting_.pop_front();
  away_[rank] = task;
  heard_[rank] = now;
  ++num_deals_[task];
  return task;
}

void Dealer::hear(int rank, double now) {
  heard_[rank] = now;
  lost_.erase(rank);
}

bool Dealer::take_back(int rank, std::size_t task) {
  const auto found = away_.find(rank);
  if (found != away_.end() && found->second == task) away_.erase(found);
  std::erase(waiting_, task);  // dealt again, and not needed any more
  return settled_.insert(task).second;
}

std::vector<std::size_t> Dealer::drop_silent(double now, double patience) {
  std::vector<std::size_t> given_up;
  for (const auto& [rank, time] : heard_) {
    if (now - time <= patience || !lost_.insert(rank).second) continue;
    const auto found = away_.find(rank);
    if (found == away_.end()) continue;
    const std::size_t task = found->second;
    away_.erase(found);
    if (settled_.contains(task)) continue;
    if (num_deals_[task] < kMostDeals) {
      waiting_.push_front(task);
    } else if (settled_.insert(task).second) {
      given_up.push_back(task);
    }
  }
  return given_up;
}

std::set<int> deal_tasks(Ranks& ranks, const std::vector<BenchTask>& tasks, const std::vector<std::size_t>& left,
                         const std::atomic<bool>& stop, const TakeResult& take, const DealTimes& times) {
  const Stopwatch clock;
  Table table(ranks, tasks, left, take);
  while (stop ? table.is_working() : !table.is_finished()) {
    while (const std::optional<RankMessage> message = ranks.receive()) table.answer(*message, clock.seconds());
    if (!stop) table.deal_to_the_ready(clock.seconds());
    table.work_too(stop, clock.seconds());
    table.give_up_the_silent(clock.seconds(), times.patience);
    table.beat(clock.seconds(), times.beat);
    std::this_thread::sleep_for(kPause);
  }
  send_home(ranks, table.lost());
  return table.lost();
}

bool work_for_rank_0(Ranks& ranks, const std::vector<BenchTask>& tasks, const DealTimes& times) {
  const Stopwatch clock;
  Work work;
  std::size_t number = 0;
  double last_beat = 0, last_heard = 0;
  send(ranks, 0, said("ready"));
  for (;; std::this_thread::sleep_for(kPause)) {
    if (clock.seconds() - last_heard > kLongSilence * times.patience) throw Error("rank 0 is silent; is it gone?");
    while (const std::optional<RankMessage> message = ranks.receive()) {
      last_heard = clock.seconds();
      const Json words = Json::parse(message->text);
      if (words["say"] == "leave") return words["all there"];
      if (words["say"] != "task") continue;
      number = words["task"];
      work.start([&tasks, number, key = words["key"].get<std::string>()] { return do_named_task(tasks, number, key); });
    }
    if (const std::optional<TaskResult> result = work.result_if_done()) {
      send(ranks, 0, result_message(number, *result));
      send(ranks, 0, said("ready"));
    }
    if (clock.seconds() - last_beat > times.beat) {
      send(ranks, 0, said("alive"));
      last_beat = clock.seconds();
    }
  }
}

}  // namespace solve_puzzle
