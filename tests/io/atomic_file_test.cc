// SPDX-License-Identifier: Apache-2.0
#include "io/atomic_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "io/read_file.h"
#include "tests/io/file_size_limit.h"
#include "tests/io/temporary_folder.h"

namespace solve_puzzle {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::ptrdiff_t num_entries(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(AtomicFile, ReadGivesWhatWasWritten) {
  const TemporaryFolder folder;
  for (const std::string& bytes : {std::string(), std::string("a\0b", 3), std::string(100'000, 'x')}) {
    write_file_atomically(folder / "f", bytes);
    EXPECT_EQ(read_file(folder / "f", 1'000'000), bytes);
    EXPECT_EQ(num_entries(folder.path()), 1);
  }
}

TEST(AtomicFile, NamesMayHoldAnyBytes) {
  const TemporaryFolder folder;
  for (const char* name : {"with space", "new\nline", "\xFF\xFE", "'\"*"}) {
    write_file_atomically(folder / name, name);
    EXPECT_EQ(read_bytes(folder / name), name);
  }
}

TEST(AtomicFile, AStagedFileThatIsNotPublishedLeavesNothing) {
  const TemporaryFolder folder;
  write_bytes(folder / "f", "old");
  { const StagedFile staged(folder / "f", "new"); }
  EXPECT_EQ(read_bytes(folder / "f"), "old");
  EXPECT_EQ(num_entries(folder.path()), 1);
}

TEST(AtomicFile, AFullDiskLeavesTheOldFileAndNothingElse) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "f", "old");
  std::string message;
  {
    const FileSizeLimit limit(1000);
    message = message_of([&] { write_file_atomically(folder / "f", std::string(5000, 'n')); });
  }
  EXPECT_THAT(message, HasSubstr((folder / "f").string() + ": cannot be written"));
  EXPECT_EQ(read_bytes(folder / "f"), "old");
  EXPECT_EQ(num_entries(folder.path()), 1);
}

TEST(AtomicFile, AFolderOfThatNameIsAnError) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "f" / "inner");
  EXPECT_THAT(message_of([&] { write_file_atomically(folder / "f", "x"); }), HasSubstr((folder / "f").string()));
  EXPECT_EQ(num_entries(folder.path()), 1);
}

TEST(AtomicFile, AMissingFolderIsAnErrorAndIsNamed) {
  const TemporaryFolder folder;
  EXPECT_THAT(message_of([&] { write_file_atomically(folder / "none" / "f", "x"); }), HasSubstr("No such file"));
}

TEST(AtomicFile, AReadOnlyFolderIsAnError) {
  const OrdinaryUser user;
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(message_of([&] { write_file_atomically(folder / "f", "x"); }), HasSubstr("Permission denied"));
  fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST(AtomicFile, AKilledRunLeavesTheOldFileOrTheNewOne) {
  const TemporaryFolder folder;
  const std::string texts[2] = {std::string(300'000, 'a'), std::string(200'000, 'b')};
  write_file_atomically(folder / "f", texts[0]);
  for (int trial = 0; trial < 20; ++trial) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (int i = 0;; ++i) write_file_atomically(folder / "f", texts[i % 2], Durability::kUnsynced);
    }
    ::usleep(static_cast<useconds_t>(500 + 331 * trial));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const std::string found = read_bytes(folder / "f");
    EXPECT_TRUE(found == texts[0] || found == texts[1]) << found.size();
  }
}

TEST(AtomicFile, WhatKilledRunsLeftIsRemovedAndNothingElse) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    write_bytes(unfinished_name(folder.path()), "half");
    fs::create_directories(unfinished_name(folder.path()) / "pieces");
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(num_entries(folder.path()), 2);
  write_bytes(unfinished_name(folder.path()), "of this process, which goes on");
  write_bytes(folder / ".solve-puzzle-notes", "of somebody");
  remove_unfinished(folder.path());
  EXPECT_EQ(num_entries(folder.path()), 2);
  EXPECT_TRUE(fs::exists(folder / ".solve-puzzle-notes"));
}

TEST(ReadFile, RefusesWhatIsNoFileWithoutWaiting) {
  const TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
  EXPECT_THAT(message_of([&] { read_file(folder / "pipe.png", 10); }),
              HasSubstr("found a named pipe, expected a file"));
  EXPECT_THAT(message_of([&] { read_file("/dev/zero", 10); }), HasSubstr("found a device"));
  EXPECT_THAT(message_of([&] { read_file(folder.path(), 10); }), HasSubstr("found a folder"));
  EXPECT_THAT(message_of([&] { read_file(folder / "none", 10); }), HasSubstr("No such file"));
}

TEST(ReadFile, RefusesMoreBytesThanAllowed) {
  const TemporaryFolder folder;
  write_bytes(folder / "f", "12345678901");
  EXPECT_THAT(message_of([&] { read_file(folder / "f", 10); }), HasSubstr("found 11 bytes, expected at most 10"));
  EXPECT_EQ(read_file(folder / "f", 11).size(), 11U);
}

TEST(ReadFile, AnUnreadableFileIsNamed) {
  const OrdinaryUser user;
  const TemporaryFolder folder;
  write_bytes(folder / "f", "x");
  fs::permissions(folder / "f", fs::perms::none);
  EXPECT_THAT(message_of([&] { read_file(folder / "f", 10); }), HasSubstr("Permission denied"));
}

TEST(MakeFolder, AFileInTheWayIsAnError) {
  const TemporaryFolder folder;
  write_bytes(folder / "f", "x");
  EXPECT_THAT(message_of([&] { make_folder(folder / "f"); }), HasSubstr((folder / "f").string()));
  EXPECT_THAT(message_of([&] { make_folder(folder / "f" / "g"); }), HasSubstr((folder / "f").string()));
  make_folder(folder / "a" / "b");
  make_folder(folder / "a" / "b");
  EXPECT_TRUE(fs::is_directory(folder / "a" / "b"));
}

}  // namespace
}  // namespace solve_puzzle
