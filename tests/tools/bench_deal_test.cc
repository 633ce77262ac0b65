// SPDX-License-Identifier: Apache-2.0
// Dealing puzzles out: to threads that play the ranks, some of which die; and under a real mpirun where there is one.
#include "tools/commands/bench_deal.h"

#include <gmock/gmock.h>

#include <chrono>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "tests/tools/run_program.h"
#include "tests/tools/timeless_lines.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The post between ranks of one process.
class Post {
 public:
  explicit Post(int count) : boxes_(static_cast<std::size_t>(count)) {}

  int count() const { return static_cast<int>(boxes_.size()); }
  void send(int from, int to, const std::string& text) {
    const std::lock_guard lock(mutex_);
    boxes_[static_cast<std::size_t>(to)].push_back({from, text});
  }
  std::optional<RankMessage> receive(int rank) {
    const std::lock_guard lock(mutex_);
    std::deque<RankMessage>& box = boxes_[static_cast<std::size_t>(rank)];
    if (box.empty()) return std::nullopt;
    const RankMessage message = box.front();
    box.pop_front();
    return message;
  }

 private:
  std::mutex mutex_;
  std::vector<std::deque<RankMessage>> boxes_;
};

class PlayedRank : public Ranks {
 public:
  PlayedRank(Post& post, int rank) : post_(post), rank_(rank) {}
  int rank() const override { return rank_; }
  int count() const override { return post_.count(); }
  void send(int to, const std::string& text) override { post_.send(rank_, to, text); }
  std::optional<RankMessage> receive() override { return post_.receive(rank_); }
  void finish() override {}
  void abort() override { std::abort(); }

 private:
  Post& post_;
  int rank_;
};

// Asks for a puzzle, gets it, and is never heard of again.
void die_with_a_puzzle(Post& post, int rank) {
  PlayedRank me(post, rank);
  me.send(0, R"({"say": "ready"})");
  for (;;) {
    const std::optional<RankMessage> message = me.receive();
    if (message && message->text.find("\"task\"") != std::string::npos) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

class BenchDeal : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(folder_ / "photos");
    for (int i = 1; i <= 6; ++i) write_sample(folder_ / "photos" / (std::to_string(i) + ".png"), 224, 168, i);
    BenchRequest request;
    request.datasets = {folder_ / "photos"};
    all_ = bench_tasks(request);
    for (std::size_t i = 0; i < all_.tasks.size(); ++i) numbers_.push_back(i);
  }

  // Images whose lines came back, in any order; failures as texts.
  std::vector<std::string> results(Ranks& ranks, std::set<int>& lost) const {
    std::vector<std::string> results;
    lost = deal_tasks(
        ranks, all_.tasks, numbers_, no_stop_,
        [&](std::size_t task, const TaskResult& result) {
          results.push_back(all_.tasks[task].start.image + (result.line ? "" : ": " + result.failure));
        },
        kTimes);
    std::sort(results.begin(), results.end());
    return results;
  }

  static constexpr DealTimes kTimes = {.beat = 0.05, .patience = 1.0};
  TemporaryFolder folder_;
  BenchTasks all_;
  std::vector<std::size_t> numbers_;
  std::atomic<bool> no_stop_ = false;
};

TEST_F(BenchDeal, EveryPuzzleComesBackOnceFromAnyNumberOfRanks) {
  for (const int count : {1, 2, 4}) {
    Post post(count);
    std::vector<std::thread> workers;
    for (int rank = 1; rank < count; ++rank) {
      workers.emplace_back([&, rank] {
        PlayedRank me(post, rank);
        EXPECT_TRUE(work_for_rank_0(me, all_.tasks, kTimes));
      });
    }
    PlayedRank first(post, 0);
    std::set<int> lost;
    EXPECT_THAT(results(first, lost), ElementsAre("1", "2", "3", "4", "5", "6"));
    for (std::thread& worker : workers) worker.join();
    EXPECT_THAT(lost, IsEmpty());
  }
}

TEST_F(BenchDeal, ThePuzzleOfALostRankIsDealtAgain) {
  Post post(3);
  std::thread dying([&] { die_with_a_puzzle(post, 1); });
  std::thread working([&] {
    PlayedRank me(post, 2);
    EXPECT_FALSE(work_for_rank_0(me, all_.tasks, kTimes)) << "not all are there to take leave of";
  });
  PlayedRank first(post, 0);
  std::set<int> lost;
  EXPECT_THAT(results(first, lost), ElementsAre("1", "2", "3", "4", "5", "6"));
  dying.join();
  working.join();
  EXPECT_THAT(lost, ElementsAre(1));
}

TEST_F(BenchDeal, ARankThatListsOtherPuzzlesSolvesNone) {
  Post post(2);
  std::thread other([&] {
    PlayedRank me(post, 1);
    std::vector<BenchTask> tasks = all_.tasks;
    for (BenchTask& task : tasks) task.start.image += "x";
    work_for_rank_0(me, tasks, kTimes);
  });
  PlayedRank first(post, 0);
  std::set<int> lost;
  EXPECT_THAT(results(first, lost), testing::Contains(HasSubstr("lists other puzzles")));
  other.join();
}

TEST(Dealer, APuzzleThatIsLostTwiceIsGivenUp) {
  Dealer dealer({7, 8});
  EXPECT_EQ(dealer.deal(1, 0), 7U);
  EXPECT_EQ(dealer.deal(2, 0), 8U);
  EXPECT_TRUE(dealer.take_back(2, 8));
  dealer.hear(2, 20);
  EXPECT_THAT(dealer.drop_silent(20, 15), IsEmpty());
  EXPECT_THAT(dealer.lost(), ElementsAre(1));
  EXPECT_EQ(dealer.deal(2, 20), 7U);
  EXPECT_FALSE(dealer.is_finished());
  EXPECT_THAT(dealer.drop_silent(40, 15), ElementsAre(7));
  EXPECT_TRUE(dealer.is_finished());
}

TEST(Dealer, ARankThatWasOnlySlowIsTakenBackAndItsResultCountsOnce) {
  Dealer dealer({7});
  EXPECT_EQ(dealer.deal(1, 0), 7U);
  EXPECT_THAT(dealer.drop_silent(20, 15), IsEmpty());
  dealer.hear(1, 21);
  EXPECT_THAT(dealer.lost(), IsEmpty());
  EXPECT_TRUE(dealer.take_back(1, 7));
  EXPECT_TRUE(dealer.is_finished()) << "it is not dealt again";
  EXPECT_FALSE(dealer.take_back(2, 7));
}

TEST(Dealer, OneRankHasOneTask) {
  Dealer dealer({7, 8});
  EXPECT_EQ(dealer.deal(1, 0), 7U);
  EXPECT_FALSE(dealer.deal(1, 0));
}

// The program under mpirun, as a stranger starts it.
class UnderMpirun : public BenchDeal {
 protected:
  void SetUp() override {
    if (std::system("mpirun --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "there is no mpirun here";
    if (!fs::exists(SOLVE_PUZZLE_RANKS)) GTEST_SKIP() << "built without MPI";
    BenchDeal::SetUp();
    setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
    setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // Open MPI keeps what it set up, in libraries that it unloads
  }

  // Gives the exit code. `options` are mpirun's; `before` is a shell's command that each process runs first.
  int bench(const std::string& options, int num_seeds, const std::string& before) const {
    const std::string line = "mpirun --oversubscribe " + options + " sh -c '" + before + " exec \"" +
                             SOLVE_PUZZLE_PROGRAM + "\" bench \"" + (folder_ / "photos").string() + "\" -o \"" +
                             (folder_ / "many").string() + "\" --matcher classical --seeds " +
                             std::to_string(num_seeds) + " --quiet' > \"" + (folder_ / "log").string() + "\" 2>&1";
    return std::system(line.c_str());
  }
};

TEST_F(UnderMpirun, ResultsAreThoseOfOneProcess) {
  ASSERT_EQ(run_program({"bench", folder_ / "photos", "-o", folder_ / "one", "--matcher", "classical", "--seeds", "2"})
                .exit_code,
            0);
  ASSERT_EQ(bench("-n 3", 2, ""), 0) << read_text(folder_ / "log");
  EXPECT_EQ(timeless_lines(folder_ / "many"), timeless_lines(folder_ / "one"));
}

TEST_F(UnderMpirun, AKilledRankLosesOnlyItsPuzzle) {
  // One process has a second of processor time, which is not enough for its share.
  ASSERT_EQ(bench("--enable-recovery -n 3", 10, "if [ \"$OMPI_COMM_WORLD_RANK\" = 1 ]; then ulimit -t 1; fi;"), 0)
      << read_text(folder_ / "log");
  EXPECT_THAT(read_text(folder_ / "log"), HasSubstr("1 of 3 processes were lost"));
  EXPECT_EQ(timeless_lines(folder_ / "many").size(), 60U);
}

}  // namespace
}  // namespace solve_puzzle
