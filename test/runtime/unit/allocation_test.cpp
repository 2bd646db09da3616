//===- allocation_test.cpp - Allocation failing at every point ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "allocation.h"
#include "tidepool/leak_report.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_pool.h"
#include "tidepool/trace.h"
#include "tidepool/transmittable.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace {

__thread std::size_t Count = 0;
__thread std::size_t FailFrom = SIZE_MAX;
__thread bool HasFailed = false;

void *allocate(std::size_t Size, std::size_t Alignment) noexcept {
  if (Count++ >= FailFrom) {
    HasFailed = true;
    return nullptr;
  }
  Size = Size ? Size : 1;
  return Alignment <= alignof(std::max_align_t)
             ? std::malloc(Size)
             : std::aligned_alloc(Alignment, (Size + Alignment - 1) / Alignment * Alignment);
}

void *orThrow(void *Memory) {
  if (!Memory)
    throw std::bad_alloc();
  return Memory;
}

} // namespace

void *operator new(std::size_t S) { return orThrow(allocate(S, 1)); }
void *operator new[](std::size_t S) { return orThrow(allocate(S, 1)); }
void *operator new(std::size_t S, std::align_val_t A) { return orThrow(allocate(S, std::size_t(A))); }
void *operator new(std::size_t S, const std::nothrow_t &) noexcept { return allocate(S, 1); }
void *operator new[](std::size_t S, const std::nothrow_t &) noexcept { return allocate(S, 1); }
void operator delete(void *P) noexcept { std::free(P); }
void operator delete[](void *P) noexcept { std::free(P); }
void operator delete(void *P, std::size_t) noexcept { std::free(P); }
void operator delete[](void *P, std::size_t) noexcept { std::free(P); }
void operator delete(void *P, std::align_val_t) noexcept { std::free(P); }
void operator delete(void *P, std::size_t, std::align_val_t) noexcept { std::free(P); }

namespace tidepool::test {

std::size_t allocations() { return Count; }
FailingAllocations::FailingAllocations(std::size_t N) {
  HasFailed = false;
  FailFrom = Count + N;
}
FailingAllocations::~FailingAllocations() { FailFrom = SIZE_MAX; }
bool FailingAllocations::failed() { return HasFailed; }

namespace {

/// Runs Step on fresh threads, each time with one allocation more before they fail, until none fails. Check looks
/// at the state after a failure.
template <class Prepare, class Step, class Check> void failEverywhere(Prepare P, Step S, Check C) {
  int Failures = 0;
  for (std::size_t N = 0;; ++N) {
    bool Failed = false;
    std::thread([&] {
      P();
      {
        FailingAllocations Fail(N);
        try {
          S();
        } catch (const std::bad_alloc &) {
          Failed = true;
        }
        Failed |= FailingAllocations::failed();
      }
      C(Failed);
    }).join();
    if (!Failed)
      break;
    ++Failures;
    ASSERT_LT(N, 2000u);
  }
  EXPECT_GT(Failures, 0);
}

const std::string Long(100, 'x');

TEST(Allocation, SmallValuesTakeNoneOnceThereIsAMap) {
  ThreadLocal<int> A;
  ThreadLocal<void *> B;
  A.set(1);
  std::size_t Before = allocations();
  B.set(&A);
  EXPECT_EQ(B.get(), &A);
  A.set(2);
  A.remove();
  A.set(3);
  EXPECT_EQ(A.get(), 3);
  EXPECT_EQ(allocations(), Before);
}

TEST(Allocation, OverwritingABoxedValueTakesNone) {
  ThreadLocal<std::string> A;
  A.set("short");
  std::size_t Before = allocations();
  for (int I = 0; I != 10; ++I)
    A.set("other");
  EXPECT_EQ(A.get(), "other");
  EXPECT_EQ(allocations(), Before);
}

TEST(Allocation, SetIsAllOrNothing) {
  ThreadLocal<std::string> A;
  failEverywhere([] {}, [&] { A.set("a value that is too long for the string itself"); },
                 [&](bool Failed) { EXPECT_EQ(A.is_present(), !Failed); });
}

TEST(Allocation, SetKeepsTheOldValueWhenTheNewOneFails) {
  // No swap that cannot throw: each set needs a box.
  struct Awkward {
    std::string Text;
    Awkward(const char *T) : Text(T) {}
    Awkward(const Awkward &) = default;
    Awkward &operator=(const Awkward &) noexcept(false) = default;
  };
  ThreadLocal<Awkward> A;
  failEverywhere([&] { A.set("old"); }, [&] { A.set("a value that is too long for the string itself"); },
                 [&](bool Failed) { EXPECT_EQ(A.get().Text == "old", Failed); });
}

TEST(Allocation, InitialValueIsAllOrNothing) {
  auto A = ThreadLocal<std::string>::with_initial([] { return Long; });
  failEverywhere([] {}, [&] { A.get(); },
                 [&](bool) {
                   EXPECT_EQ(A.get(), Long);
                 });
}

TEST(Allocation, AFullTableGoesOnAsLongAsThereIsASlot) {
  std::vector<std::unique_ptr<ThreadLocal<int>>> Keys;
  for (int I = 0; I != 16; ++I)
    Keys.push_back(std::make_unique<ThreadLocal<int>>());
  std::thread([&] {
    Keys[0]->set(0);
    {
      FailingAllocations Fail(0);
      for (int I = 1; I != 15; ++I)
        EXPECT_NO_THROW(Keys[static_cast<std::size_t>(I)]->set(I));
      EXPECT_THROW(Keys[15]->set(15), std::bad_alloc);
      EXPECT_FALSE(Keys[15]->is_present());
      EXPECT_NO_THROW(Keys[14]->set(140)); // overwriting needs no room
      Keys[3]->remove();
      EXPECT_NO_THROW(Keys[15]->set(15));
      Keys[15]->remove();
    }
    Keys[15]->set(15); // and now it grows
    Keys[3]->set(3);
    for (int I = 0; I != 16; ++I)
      EXPECT_EQ(Keys[static_cast<std::size_t>(I)]->get(), I == 14 ? 140 : I);
  }).join();
}

TEST(Allocation, AScopeUndoesWhatWasDoneBeforeTheFailure) {
  ThreadLocal<std::string> A, B;
  std::vector<std::unique_ptr<ThreadLocal<int>>> Many;
  for (int I = 0; I != 20; ++I)
    Many.push_back(std::make_unique<ThreadLocal<int>>());
  failEverywhere([&] { A.set("before"), Many[0]->set(7); },
                 [&] {
                   TaskScope Scope;
                   A.set("a value that is too long for the string itself");
                   for (auto &M : Many)
                     M->set(1);
                   A.remove();
                   B.set("another value that is too long for the string itself");
                 },
                 [&](bool) {
                   EXPECT_EQ(A.get(), "before");
                   EXPECT_FALSE(B.is_present());
                   EXPECT_EQ(Many[0]->get(), 7);
                   for (std::size_t I = 1; I != Many.size(); ++I)
                     EXPECT_FALSE(Many[I]->is_present());
                 });
}

TEST(Allocation, CaptureAndReplayAreAllOrNothing) {
  TransmittableThreadLocal<std::string> A, B;
  failEverywhere([&] { A.set(Long); },
                 [&] {
                   Captured C = capture();
                   A.set("own");
                   B.set("own, too");
                   Replayed R(C);
                   EXPECT_EQ(A.get(), Long);
                   EXPECT_FALSE(B.is_present());
                 },
                 [&](bool Failed) {
                   EXPECT_TRUE(A.get() == "own" || (Failed && A.get() == Long));
                   EXPECT_TRUE(Failed || B.get() == "own, too");
                 });
}

TEST(Allocation, AThreadThatCannotBeMadeLeavesNothing) {
  InheritableThreadLocal<std::string> A;
  failEverywhere([&] { A.set(Long); }, [&] { Thread([] {}).join(); }, [&](bool) { EXPECT_EQ(A.get(), Long); });
}

TEST(Allocation, HoldersThatCannotBeMade) {
  failEverywhere([] {},
                 [] {
                   std::vector<std::unique_ptr<ThreadLocal<int>>> Keys;
                   for (int I = 0; I != 300; ++I) // more than a block of cells
                     Keys.push_back(std::make_unique<ThreadLocal<int>>());
                   // Most allocations here are the holders themselves; a few are enough.
                 },
                 [](bool) {
                   ThreadLocal<int> A;
                   A.set(1);
                   EXPECT_EQ(A.get(), 1);
                 });
}

TEST(Allocation, ReportsAndOriginsDoWithoutWhatTheyCannotHave) {
  ThreadLocal<std::string> A("a name that is too long for the string itself, of a holder with origins");
  failEverywhere([] { track_origins(true); },
                 [&] {
                   A.set("short"); // succeeds without its origin, if there is no memory but for the box
                   LeakReport::collect().text();
                 },
                 [&](bool Failed) {
                   EXPECT_TRUE(Failed || A.get() == "short");
                   A.set("again");
                   EXPECT_EQ(A.get(), "again");
                   LeakReport::collect(); // nobody was left waiting
                   track_origins(false);
                 });
}

TEST(Allocation, AnEventIsLostBeforeItsOperationIs) {
  struct Counting : TraceSink {
    void write(const TraceEvent &) override { ++*To; }
    std::shared_ptr<int> To = std::make_shared<int>(0);
  };
  auto Sink = std::make_unique<Counting>();
  std::shared_ptr<int> Events = Sink->To;
  set_trace_sink(std::move(Sink));
  failEverywhere([] {},
                 [] {
                   ThreadLocal<int> A;
                   A.set(1);
                   EXPECT_EQ(A.get(), 1);
                   A.remove();
                 },
                 [](bool) {});
  set_trace_sink(nullptr);
  EXPECT_GT(*Events, 0);
}

TEST(Allocation, SubmissionIsAllOrNothing) {
  TransmittableThreadLocal<std::string> A;
  ThreadPool Pool(1);
  Pool.submit([] {}).get();
  failEverywhere([&] { A.set(Long); }, [&] { Pool.submit([&] { return A.get(); }).get(); },
                 [&](bool) { EXPECT_EQ(Pool.submit([&] { return A.get(); }).get(), Long); });
}

} // namespace
} // namespace tidepool::test
