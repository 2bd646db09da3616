//===- lifetime_test.cpp - Threads, processes and libraries that end ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/leak_report.h"
#include "tidepool/thread_local.h"
#include <atomic>
#include <csignal>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <memory>
#include <pthread.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tidepool {
namespace {

/// Runs a body in a child process that ends by exit(), with all that belongs to it; its exit code.
template <class F> int inChild(F Body) {
  std::fflush(nullptr);
  pid_t Child = fork();
  if (Child == 0) {
    Body();
    std::exit(0);
  }
  int Status = 0;
  waitpid(Child, &Status, 0);
  return WIFEXITED(Status) ? WEXITSTATUS(Status) : 1000 + Status;
}

TEST(Lifetime, ThreadsComeAndGo) {
  static ThreadLocal<std::string> Text;
  static ThreadLocal<int> Number;
  static std::atomic<int> Destroyed;
  struct Counts {
    bool Armed = true;
    Counts() = default;
    Counts(Counts &&O) noexcept : Armed(std::exchange(O.Armed, false)) {}
    Counts &operator=(Counts &&O) noexcept {
      std::swap(Armed, O.Armed);
      return *this;
    }
    ~Counts() { Destroyed += Armed; }
  };
  static ThreadLocal<Counts> Counted;
  constexpr int Threads = 10000, AtOnce = 20;
  for (int Round = 0; Round != Threads / AtOnce; ++Round) {
    std::vector<std::thread> All;
    for (int I = 0; I != AtOnce; ++I)
      All.emplace_back([I] {
        Number.set(I);
        Text.set("thread " + std::to_string(I));
        Counted.set(Counts());
        EXPECT_EQ(Number.get(), I);
        EXPECT_EQ(Text.get(), "thread " + std::to_string(I));
      });
    for (std::thread &T : All)
      T.join();
  }
  EXPECT_EQ(Destroyed, Threads);
  for (const LeakEntry &E : LeakReport::collect().Entries)
    EXPECT_EQ(E.Holder, "") << "only this thread is left";
}

TEST(Lifetime, OtherThreadLocalsMayUseHoldersWhenTheThreadEnds) {
  static ThreadLocal<std::shared_ptr<int>> Holder;
  static std::shared_ptr<int> Token;
  Token = std::make_shared<int>(0);
  struct Late {
    ~Late() { Holder.set(Token); } // after the thread's map has gone
    void touch() {}
  };
  std::thread([] {
    static thread_local Late L;
    L.touch(); // before the map: destroyed after it
    Holder.set(Token);
  }).join();
  EXPECT_EQ(Token.use_count(), 1);
}

TEST(Lifetime, KeysOfTheSystemMayUseHoldersWhenTheThreadEnds) {
  static ThreadLocal<std::shared_ptr<int>> Holder;
  static std::shared_ptr<int> Token;
  Token = std::make_shared<int>(0);
  static pthread_key_t Key;
  pthread_key_create(&Key, [](void *) { Holder.set(Token); });
  std::thread([] { pthread_setspecific(Key, &Key); }).join();
  pthread_key_delete(Key);
  EXPECT_EQ(Token.use_count(), 1);
}

TEST(Lifetime, ValuesThatSetThemselvesAgainComeToAnEnd) {
  static std::atomic<int> Destroyed;
  struct Undead {
    Undead() = default;
    explicit Undead(ThreadLocal<Undead> *H) : Holder(H) {}
    Undead(Undead &&O) noexcept : Holder(std::exchange(O.Holder, nullptr)) {}
    Undead &operator=(Undead &&O) noexcept {
      std::swap(Holder, O.Holder);
      return *this;
    }
    ~Undead() {
      if (Holder && ++Destroyed < 1000000)
        Holder->set(Undead(Destroyed < 5 ? Holder : nullptr));
    }
    ThreadLocal<Undead> *Holder = nullptr;
  };
  static ThreadLocal<Undead> Holder;
  std::thread([] { Holder.set(Undead(&Holder)); }).join();
  EXPECT_EQ(Destroyed, 5);
}

TEST(Lifetime, ProcessExitDestroysTheMainThreadsValues) {
  EXPECT_EQ(inChild([] {
              static ThreadLocal<std::unique_ptr<int, void (*)(int *)>> Holder;
              Holder.set({new int(7), [](int *P) {
                            delete P;
                            _exit(42); // has run
                          }});
            }),
            42);
}

TEST(Lifetime, StaticObjectsMayUseHoldersInAnyOrder) {
  EXPECT_EQ(inChild([] {
              struct UsesHolders {
                std::unique_ptr<ThreadLocal<std::string>> Own{new ThreadLocal<std::string>};
                ~UsesHolders() { // after the thread's map, and after everything static of the runtime
                  Own->set("a value that is too long for the string itself");
                  if (Own->get().size() < 10)
                    _exit(3);
                  Own->remove();
                  Own->set("again, a value that is too long for the string itself");
                  Own.reset();
                  ThreadLocal<int> Another;
                  Another.set(1);
                }
              };
              static UsesHolders Early;
              static ThreadLocal<int> Holder;
              Holder.set(1);
            }),
            0);
}

TEST(Lifetime, ProcessExitWhileOthersRun) {
  EXPECT_EQ(inChild([] {
              static ThreadLocal<std::string> Holder;
              std::atomic<int> *Running = new std::atomic<int>(0);
              for (int I = 0; I != 3; ++I)
                std::thread([Running] {
                  for (;;) {
                    ThreadLocal<std::string> Own;
                    Own.set("a value that is too long for the string itself");
                    ++*Running;
                  }
                }).detach();
              while (*Running < 10)
                std::this_thread::yield();
            }),
            0);
}

TEST(Lifetime, Fork) {
  static ThreadLocal<std::string> Holder;
  Holder.set("parent");
  std::atomic<bool> Stop{false}, Ready{false};
  std::thread Other([&] {
    Holder.set("other");
    Ready = true;
    while (!Stop) {
      ThreadLocal<std::string> Own;
      Own.set("busy");
    }
  });
  while (!Ready)
    std::this_thread::yield();
  for (int I = 0; I != 20; ++I)
    EXPECT_EQ(inChild([] {
                if (Holder.get() != "parent")
                  _exit(2);
                Holder.set("child");
                for (const LeakEntry &E : LeakReport::collect().Entries)
                  if (E.Thread != 1 && E.What == LeakEntry::Kind::Stale && E.Holder == "other")
                    _exit(3);
                std::thread([] { Holder.set("child's thread"); }).join();
                // What the parent's other threads own is lost here, and no leak of ours.
                _exit(Holder.get() == "child" ? 0 : 4);
              }),
              0);
  Stop = true;
  Other.join();
  EXPECT_EQ(Holder.get(), "parent");
}

TEST(Lifetime, AnUnloadedLibrarysValuesAreDestroyedAllTheSame) {
  int Destroyed = 0;
  std::thread([&] {
    void *Library = dlopen(TIDEPOOL_PLUGIN, RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(Library, nullptr) << dlerror();
    auto *Set = reinterpret_cast<void (*)(int *)>(dlsym(Library, "plugin_set"));
    ASSERT_NE(Set, nullptr);
    Set(&Destroyed);
    dlclose(Library);
    EXPECT_EQ(Destroyed, 0);
  }).join();
  EXPECT_EQ(Destroyed, 1);
}

} // namespace
} // namespace tidepool
