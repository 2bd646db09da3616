//===- inherit_test.cpp - What goes to other threads ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include "tidepool/transmittable.h"
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace tidepool {
namespace {

template <class F> void onFreshThread(F Body) { std::thread(Body).join(); }

TEST(Inheritable, IsCopiedWhenTheThreadIsConstructed) {
  InheritableThreadLocal<std::string> A;
  ThreadLocal<std::string> B;
  A.set("before");
  B.set("mine");
  Thread T([&] {
    EXPECT_EQ(A.get(), "before");
    EXPECT_FALSE(B.is_present());
    A.set("child's");
  });
  A.set("after");
  T.join();
  EXPECT_EQ(A.get(), "after");
}

TEST(Inheritable, IsTheSameHolderThroughItsBase) {
  // The two maps are different, and the base does not know in which one it has to look.
  TransmittableThreadLocal<int> Small(HashCode{5});
  InheritableThreadLocal<std::string> Large(HashCode{5});
  ThreadLocal<int> Plain(HashCode{5});
  ThreadLocal<int> &SmallBase = Small;
  ThreadLocal<std::string> &LargeBase = Large;
  Plain.set(1);
  SmallBase.set(2);
  LargeBase.set("three");
  EXPECT_EQ(Small.get(), 2);
  EXPECT_EQ(SmallBase.get(), 2);
  EXPECT_EQ(&Large.get(), &LargeBase.get());
  Small.set(4);
  EXPECT_EQ(SmallBase.get(), 4);
  EXPECT_EQ(Plain.get(), 1);
  Thread([&] { EXPECT_EQ(SmallBase.get(), 4); }).join();
  SmallBase.remove();
  EXPECT_FALSE(Small.is_present());
  EXPECT_EQ(Plain.get(), 1);
}

TEST(Inheritable, InitialValuesDoNotMakeItAPlainHolder) {
  auto A = InheritableThreadLocal<int>::with_initial([] { return 7; });
  auto B = TransmittableThreadLocal<std::string>::with_initial([] { return std::string("seven"); });
  EXPECT_EQ(A.get(), 7);
  A.set(8);
  B.set("eight");
  Thread([&] {
    EXPECT_EQ(A.get(), 8);
    A.remove();
    EXPECT_EQ(A.get(), 7);
    EXPECT_EQ(B.get(), "eight");
  }).join();
  auto Task = transmit([&] { return B.get(); });
  std::thread([&] { EXPECT_EQ(Task(), "eight"); }).join();
}

TEST(Inheritable, ANativeThreadInheritsNothing) {
  InheritableThreadLocal<int> A;
  A.set(1);
  onFreshThread([&] { EXPECT_FALSE(A.is_present()); });
}

TEST(Inheritable, MoveOnlyValuesNeedAChildValue) {
  InheritableThreadLocal<std::unique_ptr<int>> A;
  struct Cloned : InheritableThreadLocal<std::unique_ptr<int>> {
    std::unique_ptr<int> child_value(const std::unique_ptr<int> &P) override {
      return P ? std::make_unique<int>(*P + 1) : nullptr;
    }
    ~Cloned() override { retire(); }
  } B;
  onFreshThread([&] {
    B.set(std::make_unique<int>(1));
    Thread([&] { EXPECT_EQ(*B.get(), 2); }).join();
    A.set(std::make_unique<int>(1));
    EXPECT_THROW(Thread([] {}), std::logic_error);
  });
}

TEST(Inheritable, GrandchildrenInherit) {
  InheritableThreadLocal<int> A;
  onFreshThread([&] {
    A.set(1);
    Thread([&] { Thread([&] { EXPECT_EQ(A.get(), 1); }).join(); }).join();
  });
}

TEST(Transmittable, GoesWithTheTaskAndComesBack) {
  TransmittableThreadLocal<std::string> A;
  ThreadPool Pool(1);
  A.set("first");
  EXPECT_EQ(Pool.submit([&] { return A.get(); }).get(), "first");
  A.set("second");
  EXPECT_EQ(Pool.submit([&] { return A.get(); }).get(), "second");
  onFreshThread([&] { EXPECT_EQ(Pool.submit([&] { return A.is_present(); }).get(), false); });
}

TEST(Transmittable, InheritanceAloneShowsTheFirstSubmittersValue) {
  InheritableThreadLocal<std::string> A;
  ThreadPool Pool(1);
  A.set("first");
  EXPECT_EQ(Pool.submit([&] { return A.get(); }).get(), "first");
  A.set("second");
  EXPECT_EQ(Pool.submit([&] { return A.get(); }).get(), "first");
}

TEST(Transmittable, CaptureReplayRestore) {
  TransmittableThreadLocal<int> InBoth, OnlyCaptured, OnlyHere, SetByTask;
  Captured C;
  onFreshThread([&] {
    InBoth.set(1);
    OnlyCaptured.set(2);
    C = capture();
  });
  onFreshThread([&] {
    InBoth.set(10);
    OnlyHere.set(30);
    for (int Round = 0; Round != 2; ++Round) {
      {
        Replayed R(C);
        EXPECT_EQ(InBoth.get(), 1);
        EXPECT_EQ(OnlyCaptured.get(), 2);
        EXPECT_FALSE(OnlyHere.is_present());
        InBoth.set(100);
        SetByTask.set(4);
      }
      EXPECT_EQ(InBoth.get(), 10);
      EXPECT_FALSE(OnlyCaptured.is_present());
      EXPECT_EQ(OnlyHere.get(), 30);
      EXPECT_FALSE(SetByTask.is_present());
    }
  });
}

TEST(Transmittable, CopyAndCallbacks) {
  struct Logged : TransmittableThreadLocal<std::string> {
    std::string Log;
    std::string copy(const std::string &V) override { return V + " copied"; }
    void before_execute() override { Log += "before " + get() + ";"; }
    void after_execute() override { Log += "after " + get() + ";"; }
    ~Logged() override { retire(); }
  } A;
  std::function<void()> Task;
  onFreshThread([&] {
    A.set("value");
    Task = transmit([&] { A.set("changed"); });
  });
  onFreshThread([&] {
    Task();
    EXPECT_FALSE(A.is_present());
  });
  EXPECT_EQ(A.Log, "before value copied;after changed;");
}

TEST(Transmittable, MoveOnlyValuesAreCopiedAsTheHolderSays) {
  struct Cloned : TransmittableThreadLocal<std::unique_ptr<int>> {
    std::unique_ptr<int> copy(const std::unique_ptr<int> &P) override { return std::make_unique<int>(*P); }
    ~Cloned() override { retire(); }
  } A;
  onFreshThread([&] {
    A.set(std::make_unique<int>(5));
    Captured C = capture();
    A.remove();
    for (int Round = 0; Round != 2; ++Round) {
      Replayed R(C);
      EXPECT_EQ(*A.get(), 5);
    }
  });
}

TEST(Transmittable, AHolderThatDiesBetweenIsLeftOut) {
  auto A = std::make_unique<TransmittableThreadLocal<std::string>>();
  TransmittableThreadLocal<int> B;
  onFreshThread([&] {
    A->set("gone");
    B.set(1);
    Captured C = capture();
    A.reset();
    B.remove();
    Replayed R(C);
    EXPECT_EQ(B.get(), 1);
  });
}

TEST(Transmittable, InsideAScope) {
  TransmittableThreadLocal<std::string> A;
  Captured C;
  onFreshThread([&] {
    A.set("captured");
    C = capture();
  });
  onFreshThread([&] {
    A.set("own");
    {
      TaskScope Scope;
      {
        Replayed R(C);
        EXPECT_EQ(A.get(), "captured");
        A.set("changed by the task");
      }
      EXPECT_EQ(A.get(), "own");
      A.set("changed by the scope");
    }
    EXPECT_EQ(A.get(), "own");
  });
}

} // namespace
} // namespace tidepool
