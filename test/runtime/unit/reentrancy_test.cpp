//===- reentrancy_test.cpp - User code in the middle of operations --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_local.h"
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tidepool {
namespace {

/// Runs something when it dies.
class OnDeath {
public:
  OnDeath() = default;
  explicit OnDeath(std::function<void()> Run) : Run(std::move(Run)) {}
  OnDeath(OnDeath &&O) noexcept { Run.swap(O.Run); }
  OnDeath &operator=(OnDeath &&O) noexcept {
    Run.swap(O.Run);
    return *this;
  }
  ~OnDeath() {
    if (Run)
      Run();
  }

private:
  std::function<void()> Run;
};

template <class F> void onFreshThread(F Body) { std::thread(Body).join(); }

TEST(Reentrancy, DestructorsMayUseHolders) {
  // For each way in which a value can leave a table, and each thing that its destructor can do.
  using Action = std::function<void(ThreadLocal<OnDeath> &, ThreadLocal<int> &)>;
  std::vector<std::unique_ptr<ThreadLocal<int>>> Late;
  const Action Deeds[] = {
      [](auto &, auto &Other) { Other.set(Other.get() + 1); },
      [](auto &, auto &Other) { Other.remove(), Other.set(1); },
      [](auto &Own, auto &) { Own.remove(); },
      [](auto &Own, auto &) { Own.set(OnDeath()); },
      [&](auto &, auto &) {
        for (int I = 0; I != 30; ++I) { // a rehash in the middle
          Late.push_back(std::make_unique<ThreadLocal<int>>());
          Late.back()->set(I);
        }
      },
      [](auto &, auto &) {
        ThreadLocal<std::string> Short;
        Short.set("made and gone");
      },
  };
  for (const Action &Deed : Deeds) {
    int Deaths = 0;
    auto Value = [&](ThreadLocal<OnDeath> &Own, ThreadLocal<int> &Other) {
      return OnDeath([&] { ++Deaths, Deed(Own, Other); });
    };
    ThreadLocal<int> Other(HashCode{3}), Behind(HashCode{3});
    ThreadLocal<OnDeath> Own(HashCode{3});
    onFreshThread([&] { // overwritten
      Own.set(Value(Own, Other));
      Own.set(OnDeath());
      Own.remove();
    });
    onFreshThread([&] { // removed
      Own.set(Value(Own, Other));
      Own.remove();
    });
    onFreshThread([&] { Own.set(Value(Own, Other)); }); // the thread's end
    onFreshThread([&] {                                 // expunged by get, by set, by remove, by a rehash
      for (int How = 0; How != 4; ++How) {
        auto Dropped = std::make_unique<ThreadLocal<OnDeath>>(HashCode{3});
        Dropped->set(Value(Own, Other));
        Behind.set(1);
        Dropped.reset();
        if (How == 0)
          EXPECT_EQ(Behind.get(), 1);
        else if (How == 1)
          Behind.set(2);
        else if (How == 2)
          Behind.remove();
        std::vector<std::unique_ptr<ThreadLocal<int>>> Many;
        for (std::uint32_t I = 0; I != 20; ++I) {
          Many.push_back(std::make_unique<ThreadLocal<int>>(HashCode{I}));
          Many.back()->set(1);
        }
      }
    });
    onFreshThread([&] { // undone by a scope
      TaskScope Scope;
      Own.set(Value(Own, Other));
    });
    EXPECT_EQ(Deaths, 8);
  }
}

TEST(Reentrancy, AnInitialValueMayDoTheSame) {
  for (int Deed = 0; Deed != 3; ++Deed) {
    ThreadLocal<std::string> *Self = nullptr;
    int Calls = 0;
    auto A = ThreadLocal<std::string>::with_initial([&] {
      if (++Calls == 1 && Deed == 0)
        Self->get(); // once deeper
      if (Deed == 1)
        Self->remove();
      std::vector<std::unique_ptr<ThreadLocal<int>>> Many;
      for (int I = 0; I != 40; ++I) {
        Many.push_back(std::make_unique<ThreadLocal<int>>());
        Many.back()->set(I);
      }
      return std::string("initial");
    });
    Self = &A;
    EXPECT_EQ(A.get(), "initial");
    EXPECT_EQ(Calls, Deed == 0 ? 2 : 1);
  }
}

TEST(Reentrancy, ChildValueMayChangeTheParentsMap) {
  struct Busy : InheritableThreadLocal<std::string> {
    using InheritableThreadLocal::InheritableThreadLocal;
    std::vector<std::unique_ptr<InheritableThreadLocal<std::string>>> *Others = nullptr;
    bool RemoveSelf = false;
    std::string child_value(const std::string &Parent) override {
      if (RemoveSelf)
        remove();
      for (int I = 0; Others && I != 40; ++I) { // the parent's table grows under the walk
        Others->push_back(std::make_unique<InheritableThreadLocal<std::string>>());
        Others->back()->set("other");
      }
      return Parent + "'";
    }
    ~Busy() override { retire(); }
  };
  for (bool RemoveSelf : {false, true}) {
    std::vector<std::unique_ptr<InheritableThreadLocal<std::string>>> Others;
    Busy A(HashCode{1});
    A.Others = &Others;
    A.RemoveSelf = RemoveSelf;
    InheritableThreadLocal<std::string> B(HashCode{2});
    onFreshThread([&] {
      A.set("a");
      B.set("b");
      Thread([&] {
        EXPECT_EQ(A.get(), "a'");
        EXPECT_EQ(B.get(), "b");
      }).join();
      EXPECT_EQ(A.is_present(), !RemoveSelf);
    });
  }
}

TEST(Reentrancy, ChildValueThatThrowsMakesNoThread) {
  struct Refuses : InheritableThreadLocal<int> {
    int child_value(const int &) override { throw std::runtime_error("not for children"); }
    ~Refuses() override { retire(); }
  } A;
  auto Token = std::make_shared<int>(0);
  InheritableThreadLocal<std::shared_ptr<int>> B;
  onFreshThread([&] {
    A.set(1);
    B.set(Token);
    bool Ran = false;
    EXPECT_THROW(Thread([&] { Ran = true; }), std::runtime_error);
    EXPECT_FALSE(Ran);
    EXPECT_EQ(Token.use_count(), 2); // no copy is left
    EXPECT_EQ(A.get(), 1);
  });
}

TEST(Reentrancy, ValuesThatThrowOnCopy) {
  struct Fragile {
    Fragile() = default;
    Fragile(const Fragile &O) : Id(O.Id) {
      if (Id == 13)
        throw std::runtime_error("no copy");
    }
    Fragile(Fragile &&) = default;
    Fragile &operator=(Fragile &&) = default;
    int Id = 0;
    std::string Text;
  };
  InheritableThreadLocal<Fragile> A;
  Fragile Bad;
  Bad.Id = 13;
  EXPECT_THROW(A.set(Bad), std::runtime_error);
  EXPECT_FALSE(A.is_present());
  A.set(std::move(Bad));
  EXPECT_THROW(Thread([] {}), std::runtime_error);
  EXPECT_EQ(A.get().Id, 13);
  A.remove();
}

TEST(Reentrancy, RandomDeeds) {
  // Values whose deaths do random things to the same few holders, against a count of who lives.
  static int Alive;
  struct World {
    std::mt19937 Random{20260101};
    std::vector<std::shared_ptr<ThreadLocal<std::shared_ptr<OnDeath>>>> Keys;
    int Depth = 0;
    int Budget = 20000;

    std::shared_ptr<OnDeath> value() {
      ++Alive;
      return std::make_shared<OnDeath>([this] {
        --Alive;
        if (Depth < 4 && Random() % 3 == 0) {
          ++Depth;
          act();
          --Depth;
        }
      });
    }
    void act() {
      if (--Budget <= 0)
        return;
      auto &Place = Keys[Random() % Keys.size()];
      auto Key = Place; // a holder may be replaced while it is used, but not destroyed
      switch (Random() % 6) {
      case 0:
      case 1:
        Key->set(value());
        break;
      case 2:
        Key->remove();
        break;
      case 3:
        (void)Key->get();
        break;
      case 4: {
        Place = std::make_shared<ThreadLocal<std::shared_ptr<OnDeath>>>(HashCode{std::uint32_t(Random() % 7)});
        break;
      }
      default: {
        TaskScope Scope;
        act(), act();
      }
      }
    }
  };
  onFreshThread([] {
    World W;
    for (std::uint32_t I = 0; I != 14; ++I)
      W.Keys.push_back(std::make_shared<ThreadLocal<std::shared_ptr<OnDeath>>>(HashCode{I % 5}));
    while (W.Budget > 0)
      W.act();
    for (auto &Key : W.Keys)
      Key->remove();
    // What dead holders left goes when the table is walked from end to end.
    std::vector<std::unique_ptr<ThreadLocal<int>>> Many;
    for (std::uint32_t I = 0; I != 200; ++I) {
      Many.push_back(std::make_unique<ThreadLocal<int>>(HashCode{I}));
      Many.back()->set(1);
    }
    EXPECT_EQ(Alive, 0);
  });
}

} // namespace
} // namespace tidepool
