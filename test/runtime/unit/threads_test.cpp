//===- threads_test.cpp - What threads do to each other -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/collector.h"
#include "tidepool/leak_report.h"
#include "tidepool/thread.h"
#include "tidepool/thread_local.h"
#include "tidepool/trace.h"
#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace tidepool {
namespace {

/// Lets a body run on several threads, again and again, while another one does something to all of them.
template <class Body, class Meanwhile> void together(int Threads, Body B, Meanwhile M) {
  std::atomic<bool> Stop{false};
  std::vector<std::thread> All;
  for (int I = 0; I != Threads; ++I)
    All.emplace_back([&, I] {
      std::mt19937 Random(static_cast<unsigned>(I));
      while (!Stop)
        B(Random);
    });
  M();
  Stop = true;
  for (std::thread &T : All)
    T.join();
}

/// So many rounds, or as many as there is time for: walks wait for threads that a loaded machine has put aside.
class Rounds {
public:
  explicit Rounds(int Most) : Most(Most) {}
  bool next() { return ++Done <= Most && std::chrono::steady_clock::now() < End; }
  int number() const { return Done; }

private:
  int Most, Done = 0;
  std::chrono::steady_clock::time_point End = std::chrono::steady_clock::now() + std::chrono::milliseconds(800);
};

TEST(Threads, HoldersDieWhileOthersSearchTheirTables) {
  // Everybody has entries of everybody's holders; holders are replaced all the time, by whoever comes along.
  constexpr std::size_t Keys = 24;
  struct Shared {
    std::mutex Lock;
    std::shared_ptr<ThreadLocal<std::string>> Holder = std::make_shared<ThreadLocal<std::string>>();
  };
  std::vector<Shared> Holders(Keys);
  std::atomic<int> Wrong{0};
  auto Use = [&](std::mt19937 &Random) {
    Shared &S = Holders[Random() % Keys];
    std::shared_ptr<ThreadLocal<std::string>> H;
    {
      std::lock_guard<std::mutex> Lock(S.Lock);
      H = S.Holder;
    }
    std::string Value = std::to_string(reinterpret_cast<std::uintptr_t>(H.get()));
    switch (Random() % 4) {
    case 0:
      H->set(Value);
      break;
    case 1:
      H->remove();
      break;
    default:
      // A new holder must never show what a dead one left, whatever cell it got.
      if (std::string Seen = H->get(); !Seen.empty() && Seen != Value)
        ++Wrong;
    }
  };
  together(3, Use, [&] {
    for (Rounds R(6000); R.next();) {
      auto New = std::make_shared<ThreadLocal<std::string>>();
      Shared &S = Holders[static_cast<std::size_t>(R.number()) % Keys];
      std::lock_guard<std::mutex> Lock(S.Lock);
      S.Holder.swap(New);
    }
  });
  EXPECT_EQ(Wrong, 0);
}

TEST(Threads, ReportsWhileTablesChange) {
  ThreadLocal<std::string> A("a"), B("b");
  track_origins(true);
  together(
      3,
      [&](std::mt19937 &Random) {
        std::vector<std::unique_ptr<ThreadLocal<int>>> Own;
        const std::size_t Count = Random() % 40;
        while (Own.size() != Count) {
          Own.push_back(std::make_unique<ThreadLocal<int>>());
          Own.back()->set(1);
        }
        A.set("one");
        B.set("two");
        A.remove();
      },
      [&] {
        for (Rounds R(300); R.next();)
          for (const LeakEntry &E : LeakReport::collect().Entries)
            if (!E.Holder.empty())
              EXPECT_TRUE(E.Type == "int" || E.Type.find("string") != std::string::npos) << E.Type;
      });
  track_origins(false);
}

TEST(Threads, SwitchingWhileTablesChange) {
  ThreadLocal<int> A("a");
  struct Counting : TraceSink {
    explicit Counting(std::atomic<long> &To) : To(To) {}
    void write(const TraceEvent &) override { ++To; }
    std::atomic<long> &To;
  };
  std::atomic<long> Events{0};
  together(
      2,
      [&](std::mt19937 &Random) {
        int Value = static_cast<int>(Random());
        A.set(Value);
        if (A.get() != Value)
          ADD_FAILURE();
        A.remove();
      },
      [&] {
        for (Rounds R(300); R.next();) {
          set_trace_sink(std::make_unique<Counting>(Events));
          track_origins(R.number() % 2 == 0);
          std::this_thread::yield();
          set_trace_sink(nullptr);
        }
        set_trace_sink(std::make_unique<Counting>(Events));
        while (Events == 0)
          std::this_thread::yield();
        set_trace_sink(nullptr);
      });
  track_origins(false);
  EXPECT_GT(Events, 0);
}

TEST(Threads, ThreadsBeginAndEndDuringReports) {
  ThreadLocal<std::string> A("a");
  together(
      2, [&](std::mt19937 &) { std::thread([&] { A.set("x"); }).join(); },
      [&] {
        for (Rounds R(300); R.next();)
          LeakReport::collect();
      });
}

TEST(Threads, HoldersDieWhileOthersInherit) {
  struct Shared {
    std::mutex Lock;
    std::unique_ptr<InheritableThreadLocal<std::string>> Holder;
  } S;
  S.Holder = std::make_unique<InheritableThreadLocal<std::string>>();
  together(
      2,
      [&](std::mt19937 &) {
        {
          std::lock_guard<std::mutex> Lock(S.Lock);
          S.Holder->set("inherited");
        }
        Thread([] {}).join(); // its holder may die while its child_value runs: it is waited for
      },
      [&] {
        for (Rounds R(300); R.next();) {
          auto New = std::make_unique<InheritableThreadLocal<std::string>>();
          std::lock_guard<std::mutex> Lock(S.Lock);
          S.Holder.swap(New);
        }
      });
}

} // namespace
} // namespace tidepool
