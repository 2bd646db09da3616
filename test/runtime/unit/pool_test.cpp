//===- pool_test.cpp - Pools, scopes and what tasks leave -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/leak_report.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_local.h"
#include "tidepool/thread_pool.h"
#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tidepool {
namespace {

TEST(ThreadPool, RunsTasksAndReturnsTheirResults) {
  ThreadPool Pool(3);
  std::vector<std::future<int>> Results;
  for (int I = 0; I != 100; ++I)
    Results.push_back(Pool.submit([](int A, std::unique_ptr<int> B) { return A * *B; }, I, std::make_unique<int>(2)));
  for (int I = 0; I != 100; ++I)
    EXPECT_EQ(Results[static_cast<std::size_t>(I)].get(), 2 * I);
  EXPECT_EQ(Pool.size(), 3u);
}

TEST(ThreadPool, ExceptionsAreInTheFutureAndTheWorkerLivesOn) {
  ThreadPool Pool(1);
  auto Bad = Pool.submit([] { throw std::runtime_error("task"); });
  auto Good = Pool.submit([] { return 1; });
  EXPECT_THROW(Bad.get(), std::runtime_error);
  EXPECT_EQ(Good.get(), 1);
}

TEST(ThreadPool, WrongUse) {
  EXPECT_THROW(ThreadPool(0), std::invalid_argument);
  ThreadPool Pool(1);
  std::atomic<int> Ran{0};
  for (int I = 0; I != 10; ++I)
    Pool.submit([&] { ++Ran; });
  Pool.shutdown();
  EXPECT_EQ(Ran, 10);
  EXPECT_THROW(Pool.submit([] {}), std::runtime_error);
  Pool.shutdown();
}

/// What the next task on the same worker finds of a value that was there before, one that the task set, and one
/// that it removed.
std::string after(AfterTask Policy) {
  static ThreadLocal<std::string> Before("before"), Set("set"), Removed("removed");
  ThreadPool Pool(1, Policy, [](const LeakReport &) {});
  auto Show = [] {
    auto One = [](ThreadLocal<std::string> &H) { return H.is_present() ? H.get() : std::string("-"); };
    return One(Before) + " " + One(Set) + " " + One(Removed);
  };
  Pool.submit([] { Before.set("b"), Removed.set("r"); }).get();
  Pool.submit([] { Set.set("s"), Removed.remove(); }).get();
  return Pool.submit(Show).get();
}

TEST(ThreadPool, Policies) {
  EXPECT_EQ(after(AfterTask::keep), "b s -");
  EXPECT_EQ(after(AfterTask::remove), "- - -");
  EXPECT_EQ(after(AfterTask::restore), "- - -");
  EXPECT_EQ(after(AfterTask::report), "b s -");
}

TEST(ThreadPool, ReportsWhatATaskLeft) {
  static ThreadLocal<std::string> Tenant("tenant");
  static ThreadLocal<int> Clean("clean");
  std::mutex Lock;
  std::vector<LeakEntry> Seen;
  ThreadPool Pool(1, AfterTask::report, [&](const LeakReport &R) {
    std::lock_guard<std::mutex> Locked(Lock);
    Seen.insert(Seen.end(), R.Entries.begin(), R.Entries.end());
  });
  int Line = 0;
  Pool.submit([&] {
    Line = __LINE__ + 1;
    Tenant.set("a");
    Clean.set(1);
    Clean.remove();
  });
  Pool.submit([] {});
  Pool.shutdown();
  ASSERT_EQ(Seen.size(), 1u);
  EXPECT_EQ(Seen[0].Holder, "tenant");
  EXPECT_EQ(Seen[0].SetAt, std::string(__FILE__) + ":" + std::to_string(Line));
  EXPECT_EQ(Seen[0].TasksAgo, 1u);
  EXPECT_EQ(Seen[0].ThreadName, "pool-1");
}

TEST(LeakReport, FindsWhatFinishedTasksLeftAndWhatNobodyReaches) {
  static ThreadLocal<std::string> Tenant("tenant");
  track_origins(true);
  ThreadPool Pool(1);
  auto Dropped = std::make_unique<ThreadLocal<std::vector<int>>>("dropped");
  Pool.submit([&] { Tenant.set("a"), Dropped->set({1, 2}); }).get();
  Pool.submit([] {}).get();
  Dropped.reset();
  track_origins(false);
  LeakReport R = LeakReport::collect();
  const LeakEntry *Left = nullptr, *Stale = nullptr;
  for (const LeakEntry &E : R.Entries) {
    Left = E.Holder == "tenant" ? &E : Left;
    Stale = E.Holder == "dropped" ? &E : Stale;
  }
  ASSERT_TRUE(Left && Stale) << R.text();
  EXPECT_EQ(Left->What, LeakEntry::Kind::LeftOver);
  EXPECT_EQ(Left->TasksAgo, 2u);
  EXPECT_EQ(Left->Size, sizeof(std::string));
  EXPECT_EQ(Stale->What, LeakEntry::Kind::Stale);
  EXPECT_NE(Stale->Type.find("vector<int"), std::string::npos) << Stale->Type;
  EXPECT_NE(Stale->SetAt.find("pool_test.cpp:"), std::string::npos);
  EXPECT_NE(R.text().find("holder 'tenant'"), std::string::npos);
}

TEST(LeakReport, WithoutOriginsItStillNamesHolderAndType) {
  static ThreadLocal<std::string> Tenant("tenant without origin");
  ThreadPool Pool(1);
  Pool.submit([] { Tenant.set("a"); }).get();
  bool Found = false;
  for (const LeakEntry &E : LeakReport::collect().Entries)
    if (E.Holder == "tenant without origin") {
      Found = true;
      EXPECT_EQ(E.What, LeakEntry::Kind::LeftOver);
      EXPECT_EQ(E.SetAt, "");
      EXPECT_EQ(E.TasksAgo, 0u);
    }
  EXPECT_TRUE(Found);
}

TEST(LeakReport, ATaskThatRunsHasLeftNothingYet) {
  static ThreadLocal<std::string> Tenant("running");
  track_origins(true);
  TaskScope Scope;
  Tenant.set("a");
  for (const LeakEntry &E : LeakReport::collect().Entries)
    EXPECT_NE(E.Holder, "running");
  track_origins(false);
}

TEST(TaskScope, UndoesWhatTheTaskDid) {
  ThreadLocal<int> Kept, Changed, Removed, Added, Initial;
  ThreadLocal<std::string> Text;
  std::thread([&] {
    Kept.set(1), Changed.set(2), Removed.set(3), Text.set("text");
    {
      TaskScope Scope;
      Changed.set(20), Changed.set(21);
      Removed.remove(), Removed.set(4), Removed.remove();
      Added.set(5), Added.remove(), Added.set(6);
      EXPECT_EQ(Initial.get(), 0);
      Text.set("other"), Text.remove();
      {
        TaskScope Inner;
        Changed.set(22);
        Text.set("inner");
      }
      EXPECT_EQ(Changed.get(), 21);
      EXPECT_FALSE(Text.is_present());
    }
    EXPECT_EQ(Kept.get(), 1);
    EXPECT_EQ(Changed.get(), 2);
    EXPECT_EQ(Removed.get(), 3);
    EXPECT_FALSE(Added.is_present());
    EXPECT_FALSE(Initial.is_present());
    EXPECT_EQ(Text.get(), "text");
  }).join();
}

TEST(TaskScope, ManyHolders) {
  std::vector<std::unique_ptr<ThreadLocal<std::string>>> Many;
  for (int I = 0; I != 100; ++I)
    Many.push_back(std::make_unique<ThreadLocal<std::string>>());
  std::thread([&] {
    for (std::size_t I = 0; I != 50; ++I)
      Many[I]->set("before");
    {
      TaskScope Scope;
      for (int Round = 0; Round != 3; ++Round)
        for (auto &H : Many)
          H->set("task");
      for (std::size_t I = 0; I < 100; I += 7)
        Many[I].reset(); // dies meanwhile
    }
    for (std::size_t I = 0; I != 100; ++I)
      if (Many[I])
        EXPECT_EQ(Many[I]->is_present(), I < 50) << I;
  }).join();
}

TEST(TaskScope, Exceptions) {
  ThreadLocal<int> A;
  try {
    TaskScope Scope;
    A.set(1);
    throw 1;
  } catch (int) {
  }
  EXPECT_FALSE(A.is_present());
}

TEST(OnExit, Removes) {
  ThreadLocal<int> A;
  {
    auto Cleanup = remove_on_exit(A);
    A.set(1);
  }
  EXPECT_FALSE(A.is_present());
}

thread_local const char *NativeName = "outer";
thread_local std::unique_ptr<int> NativeOwner;

TEST(OnExit, RestoresNativeVariables) {
  {
    auto Restore = restore_on_exit(NativeName);
    NativeName = "inner";
  }
  EXPECT_STREQ(NativeName, "outer");
  NativeOwner = std::make_unique<int>(1);
  {
    auto Restore = restore_on_exit(NativeOwner);
    EXPECT_EQ(NativeOwner, nullptr);
    NativeOwner = std::make_unique<int>(2);
  }
  EXPECT_EQ(*NativeOwner, 1);
}

} // namespace
} // namespace tidepool
