//===- thread_local_test.cpp - Holders ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/collector.h"
#include "tidepool/thread_local.h"
#include <array>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tidepool {
namespace {

template <class F> void onFreshThread(F Body) { std::thread(Body).join(); }

TEST(ThreadLocal, EachThreadHasItsOwn) {
  ThreadLocal<int> A;
  A.set(1);
  onFreshThread([&] {
    EXPECT_FALSE(A.is_present());
    A.set(2);
    EXPECT_EQ(A.get(), 2);
  });
  EXPECT_EQ(A.get(), 1);
}

TEST(ThreadLocal, GetMakesAnInitialValueOnce) {
  int Calls = 0;
  auto A = ThreadLocal<int>::with_initial([&] { return ++Calls; });
  EXPECT_EQ(A.get(), 1);
  EXPECT_EQ(A.get(), 1);
  A.remove();
  EXPECT_EQ(A.get(), 2);
  A.set(9);
  EXPECT_EQ(A.get(), 9);
  EXPECT_EQ(Calls, 2);
}

TEST(ThreadLocal, IsPresentMakesNone) {
  ThreadLocal<int> A;
  EXPECT_FALSE(A.is_present());
  EXPECT_FALSE(A.is_present());
  EXPECT_EQ(A.get(), 0);
  EXPECT_TRUE(A.is_present());
}

TEST(ThreadLocal, InitialValueCanBeOverridden) {
  struct Named : ThreadLocal<std::string> {
    std::string initial_value() override { return "nobody"; }
  } A;
  EXPECT_EQ(A.get(), "nobody");
}

TEST(ThreadLocal, InitialValueThatThrowsLeavesNothing) {
  auto A = ThreadLocal<int>::with_initial([]() -> int { throw std::runtime_error("no"); });
  onFreshThread([&] {
    EXPECT_THROW(A.get(), std::runtime_error);
    EXPECT_FALSE(A.is_present());
    A.set(1);
    EXPECT_EQ(A.get(), 1);
  });
}

TEST(ThreadLocal, InitialValueMayUseOtherHolders) {
  ThreadLocal<int> B;
  std::vector<std::unique_ptr<ThreadLocal<int>>> Many;
  auto A = ThreadLocal<int>::with_initial([&] {
    B.set(5);
    for (int I = 0; I != 30; ++I) { // the table grows meanwhile
      Many.push_back(std::make_unique<ThreadLocal<int>>());
      Many.back()->set(I);
    }
    return B.get() + 1;
  });
  EXPECT_EQ(A.get(), 6);
  EXPECT_EQ(B.get(), 5);
}

TEST(ThreadLocal, TheReturnedInitialValueWinsOverOneThatWasSet) {
  ThreadLocal<int> *Self = nullptr;
  auto A = ThreadLocal<int>::with_initial([&] {
    Self->set(1);
    return 2;
  });
  Self = &A;
  EXPECT_EQ(A.get(), 2);
  EXPECT_EQ(A.get(), 2);
}

TEST(ThreadLocal, MoveOnlyValues) {
  ThreadLocal<std::unique_ptr<int>> A;
  EXPECT_EQ(A.get(), nullptr);
  A.set(std::make_unique<int>(4));
  EXPECT_EQ(*A.get(), 4);
  std::unique_ptr<int> Taken = std::move(A.get());
  EXPECT_EQ(*Taken, 4);
  EXPECT_EQ(A.get(), nullptr);
}

TEST(ThreadLocal, ATypeWithoutDefaultNeedsASupplier) {
  struct NoDefault {
    explicit NoDefault(int V) : V(V) {}
    int V;
  };
  ThreadLocal<NoDefault> A;
  EXPECT_THROW(A.get(), std::logic_error);
  EXPECT_FALSE(A.is_present());
  A.set(NoDefault(3));
  EXPECT_EQ(A.get().V, 3);
}

TEST(ThreadLocal, SmallValuesAreOverwrittenAwayFromHome) {
  std::thread([] {
    ThreadLocal<int> AtHome(HashCode{5}), Away(HashCode{5});
    AtHome.set(1);
    Away.set(2);
    Away.set(3);
    EXPECT_EQ(Away.get(), 3);
    Away.remove();
    EXPECT_FALSE(Away.is_present()); // there was one entry only
    Away.set(4);
    AtHome.remove(); // and it moves home
    EXPECT_EQ(Away.get(), 4);
    Away.set(5);
    Away.remove();
    EXPECT_FALSE(Away.is_present());
  }).join();
}

TEST(ThreadLocal, SmallValuesKeepAllTheirBits) {
  ThreadLocal<std::array<char, 3>> A;
  A.set({'a', '\0', 'c'});
  EXPECT_EQ(A.get(), (std::array<char, 3>{'a', '\0', 'c'}));
  ThreadLocal<double> B;
  B.set(-0.1);
  EXPECT_EQ(B.get(), -0.1);
  ThreadLocal<bool> C;
  C.set(true);
  EXPECT_TRUE(C.get());
}

TEST(ThreadLocal, AReferenceOutlivesChangesOfOtherHolders) {
  ThreadLocal<std::string> A;
  A.set("here");
  std::string &Reference = A.get();
  std::vector<std::unique_ptr<ThreadLocal<int>>> Others;
  for (int I = 0; I != 200; ++I) {
    Others.push_back(std::make_unique<ThreadLocal<int>>());
    Others.back()->set(I);
  }
  EXPECT_EQ(&Reference, &A.get());
  EXPECT_EQ(Reference, "here");
}

TEST(ThreadLocal, ValuesDieWithTheThread) {
  auto Token = std::make_shared<int>(0);
  ThreadLocal<std::shared_ptr<int>> A;
  onFreshThread([&] {
    A.set(Token);
    EXPECT_EQ(Token.use_count(), 2);
  });
  EXPECT_EQ(Token.use_count(), 1);
}

TEST(ThreadLocal, TheOldValueDiesWhenTheNewOneIsInPlace) {
  struct Probe {
    Probe() = default;
    Probe(ThreadLocal<Probe> *Holder, std::vector<int> *Seen, int Id) : Holder(Holder), Seen(Seen), Id(Id) {}
    Probe(Probe &&O) noexcept
        : Holder(std::exchange(O.Holder, nullptr)), Seen(O.Seen), Id(O.Id) {}
    Probe &operator=(Probe &&O) noexcept {
      std::swap(Holder, O.Holder), std::swap(Seen, O.Seen), std::swap(Id, O.Id);
      return *this;
    }
    ~Probe() {
      if (Holder && Holder->is_present())
        Seen->push_back(Holder->get().Id);
    }
    ThreadLocal<Probe> *Holder = nullptr;
    std::vector<int> *Seen = nullptr;
    int Id = 0;
  };
  std::vector<int> Seen;
  ThreadLocal<Probe> A;
  A.set(Probe(&A, &Seen, 1));
  A.set(Probe(&A, &Seen, 2));
  EXPECT_EQ(Seen, std::vector<int>{2});
  A.remove();
  EXPECT_EQ(Seen, std::vector<int>{2}); // at that moment there was none
}

TEST(ThreadLocal, ADeadHoldersValueStaysUntilItIsMet) {
  auto Token = std::make_shared<int>(0);
  onFreshThread([&] {
    auto A = std::make_unique<ThreadLocal<std::shared_ptr<int>>>(HashCode{3});
    ThreadLocal<int> SameHome(HashCode{3}), Elsewhere(HashCode{9});
    A->set(Token);
    A.reset();
    EXPECT_EQ(Token.use_count(), 2);
    EXPECT_FALSE(Elsewhere.is_present()); // does not come by
    EXPECT_EQ(Token.use_count(), 2);
    EXPECT_FALSE(SameHome.is_present());  // does
    EXPECT_EQ(Token.use_count(), 1);
  });
}

TEST(ThreadLocal, CellsAreUsedAgainForOtherHolders) {
  auto Token = std::make_shared<int>(0);
  auto A = std::make_unique<ThreadLocal<std::shared_ptr<int>>>(HashCode{3});
  A->set(Token);
  detail::Cell *Cell = A->key().cell();
  A.reset();
  ThreadLocal<int> B(HashCode{3});
  ASSERT_EQ(B.key().cell(), Cell);
  EXPECT_FALSE(B.is_present());
  B.set(4);
  EXPECT_EQ(B.get(), 4);
  EXPECT_EQ(Token.use_count(), 1);
}

TEST(ThreadLocal, ACellIsGivenUpWhenItsGenerationsAreUsedUp) {
  ThreadLocal<int> First;
  First.set(1);
  const detail::Cell *Cell = nullptr;
  bool GivenUp = false;
  for (std::uint32_t I = 0; I != detail::Key::MaxGeneration + 2 && !GivenUp; ++I) {
    ThreadLocal<int> A;
    GivenUp = Cell && A.key().cell() != Cell;
    Cell = A.key().cell();
    EXPECT_LT(A.key().generation(), detail::Key::MaxGeneration);
  }
  EXPECT_TRUE(GivenUp);
  EXPECT_EQ(First.get(), 1);
}

TEST(ThreadLocal, HashCodesSpread) {
  EXPECT_EQ(detail::HashIncrement, 0x61c88647u);
  for (std::uint32_t Length : {16u, 32u, 64u, 1024u}) {
    std::vector<int> Used(Length);
    for (std::uint32_t I = 0; I != Length; ++I)
      ++Used[I * detail::HashIncrement & (Length - 1)];
    EXPECT_EQ(Used, std::vector<int>(Length, 1)); // each slot once
  }
}

TEST(Collector, ManualModeWaits) {
  Collector::set_mode(Collector::Mode::Manual);
  auto Token = std::make_shared<int>(0);
  onFreshThread([&] {
    auto A = std::make_unique<ThreadLocal<std::shared_ptr<int>>>(HashCode{3});
    ThreadLocal<int> SameHome(HashCode{3});
    A->set(Token);
    A.reset();
    SameHome.set(1); // behind it: the entry is not stale yet
    EXPECT_EQ(Token.use_count(), 2);
    EXPECT_EQ(Collector::collect(), 1u);
    EXPECT_EQ(Token.use_count(), 2); // stale, and still there
    SameHome.set(2);
    EXPECT_EQ(Token.use_count(), 1);
  });
  EXPECT_EQ(Collector::collect(), 1u); // SameHome
  EXPECT_EQ(Collector::collect(), 0u);
  Collector::set_mode(Collector::Mode::Automatic);
}

TEST(ValueType, NamesAreReadable) {
  EXPECT_EQ(detail::TypeOf<int>.Name, "int");
  EXPECT_EQ(detail::TypeOf<int>.Size, sizeof(int));
  EXPECT_NE(detail::TypeOf<std::string>.Name.find("string"), std::string_view::npos);
  EXPECT_EQ(detail::TypeOf<std::unique_ptr<int[]>>.Copy, nullptr);
}

} // namespace
} // namespace tidepool
