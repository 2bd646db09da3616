//===- ablation_bench.cpp - The design's choices, one by one --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// Claims 7, 8 and 10 of docs/runtime.md, measured: the same operations on tables that differ in one thing.
//
//   OpenWeak, OpenStrong, ChainedStrong    one table a thread; keys spread evenly
//   OpenCrowded, ChainedCrowded            the same, but all keys share four homes, or buckets
//   PerHolder                              a map in each holder, from threads to values

#include "tidepool/thread_local.h"
#include "tidepool/thread_local_map.h"
#include <atomic>
#include <chrono>
#include <benchmark/benchmark.h>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

using tidepool::ThreadLocal;
using tidepool::ThreadLocalMap;
using tidepool::detail::Bin;

/// The runtime's own table: open addressing, weak keys, one a thread.
class OpenWeak {
public:
  explicit OpenWeak(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Keys.push_back(std::make_unique<ThreadLocal<int>>());
  }
  OpenWeak(std::size_t N, std::uint32_t Homes) {
    for (std::size_t I = 0; I != N; ++I)
      Keys.push_back(std::make_unique<ThreadLocal<int>>(tidepool::HashCode{std::uint32_t(I) % Homes}));
  }
  std::uint64_t get(std::size_t I) {
    auto *E = Map.getEntry(Keys[I]->key(), Keys[I]->hash_code(), Dead);
    return E ? E->Value : 0;
  }
  void set(std::size_t I, std::uint64_t V) { Map.set(Keys[I]->key(), Keys[I]->hash_code(), V, Dead); }
  void remove(std::size_t I) { Map.remove(Keys[I]->key(), Keys[I]->hash_code(), Dead); }

private:
  std::vector<std::unique_ptr<ThreadLocal<int>>> Keys;
  ThreadLocalMap Map;
  Bin Dead;
};

/// Clustering, where the hash codes are bad.
constexpr std::uint32_t Crowd = 4;
class OpenCrowded : public OpenWeak {
public:
  explicit OpenCrowded(std::size_t N) : OpenWeak(N, Crowd) {}
};

/// The same ring with strong keys: no entry is ever stale, nothing is swept, homes need no look at the key. Out of
/// line, as the operations of the runtime's table are.
class OpenStrong {
public:
  explicit OpenStrong(std::size_t N) : Slots(16) {
    for (std::size_t I = 0; I != N; ++I)
      Hashes.push_back(std::uint32_t(I) * tidepool::detail::HashIncrement);
  }
  [[gnu::noinline]] std::uint64_t get(std::size_t I) {
    for (std::size_t P = Hashes[I] & mask(); Slots[P].Used; P = (P + 1) & mask())
      if (Slots[P].Key == I)
        return Slots[P].Value;
    return 0;
  }
  [[gnu::noinline]] void set(std::size_t I, std::uint64_t V) {
    std::size_t P = Hashes[I] & mask();
    for (; Slots[P].Used; P = (P + 1) & mask())
      if (Slots[P].Key == I) {
        Slots[P].Value = V;
        return;
      }
    Slots[P] = {true, std::uint32_t(I), V};
    if (++Size >= Slots.size() * 2 / 3)
      grow();
  }
  [[gnu::noinline]] void remove(std::size_t I) {
    std::size_t P = Hashes[I] & mask();
    while (Slots[P].Used && Slots[P].Key != I)
      P = (P + 1) & mask();
    if (!Slots[P].Used)
      return;
    Slots[P].Used = false;
    --Size;
    for (std::size_t J = (P + 1) & mask(); Slots[J].Used; J = (J + 1) & mask()) {
      Slot S = Slots[J];
      Slots[J].Used = false;
      std::size_t To = Hashes[S.Key] & mask();
      while (Slots[To].Used)
        To = (To + 1) & mask();
      Slots[To] = S;
    }
  }

private:
  struct Slot {
    bool Used = false;
    std::uint32_t Key = 0;
    std::uint64_t Value = 0;
  };
  std::size_t mask() const { return Slots.size() - 1; }
  void grow() {
    std::vector<Slot> Old(Slots.size() * 2);
    Old.swap(Slots);
    Size = 0;
    for (const Slot &S : Old)
      if (S.Used)
        set(S.Key, S.Value);
  }
  std::vector<Slot> Slots;
  std::vector<std::uint32_t> Hashes;
  std::size_t Size = 0;
};

/// Chains of nodes instead of a ring.
class ChainedStrong {
public:
  explicit ChainedStrong(std::size_t N) : Keys(N) {}
  std::uint64_t get(std::size_t I) {
    auto It = Map.find(&Keys[I]);
    return It == Map.end() ? 0 : It->second;
  }
  void set(std::size_t I, std::uint64_t V) { Map[&Keys[I]] = V; }
  void remove(std::size_t I) { Map.erase(&Keys[I]); }

private:
  std::vector<char> Keys;
  std::unordered_map<const void *, std::uint64_t> Map;
};

class ChainedCrowded {
public:
  explicit ChainedCrowded(std::size_t) {}
  std::uint64_t get(std::size_t I) {
    auto It = Map.find(I);
    return It == Map.end() ? 0 : It->second;
  }
  void set(std::size_t I, std::uint64_t V) { Map[I] = V; }
  void remove(std::size_t I) { Map.erase(I); }

private:
  struct Hash {
    std::size_t operator()(std::size_t I) const { return I % Crowd; }
  };
  std::unordered_map<std::size_t, std::uint64_t, Hash> Map;
};

/// The old design: each holder has a map from threads to values, and a lock.
class PerHolder {
public:
  explicit PerHolder(std::size_t N) : Holders(N) {}
  std::uint64_t get(std::size_t I) {
    std::lock_guard<std::mutex> Lock(Holders[I].Lock);
    auto It = Holders[I].Map.find(std::this_thread::get_id());
    return It == Holders[I].Map.end() ? 0 : It->second;
  }
  void set(std::size_t I, std::uint64_t V) {
    std::lock_guard<std::mutex> Lock(Holders[I].Lock);
    Holders[I].Map[std::this_thread::get_id()] = V;
  }
  void remove(std::size_t I) {
    std::lock_guard<std::mutex> Lock(Holders[I].Lock);
    Holders[I].Map.erase(std::this_thread::get_id());
  }
  std::size_t values(std::size_t I) { return Holders[I].Map.size(); }

private:
  struct Holder {
    std::mutex Lock;
    std::unordered_map<std::thread::id, std::uint64_t> Map;
  };
  std::vector<Holder> Holders;
};

template <class Table> void get(benchmark::State &S) {
  const auto N = static_cast<std::size_t>(S.range(0));
  Table T(N);
  for (std::size_t I = 0; I != N; ++I)
    T.set(I, I);
  for (auto _ : S)
    for (std::size_t I = 0; I != N; ++I)
      benchmark::DoNotOptimize(T.get(I));
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * N));
}
template <class Table> void removeAndSet(benchmark::State &S) {
  const auto N = static_cast<std::size_t>(S.range(0));
  Table T(N);
  for (std::size_t I = 0; I != N; ++I)
    T.set(I, I);
  for (auto _ : S)
    for (std::size_t I = 0; I != N; ++I) {
      T.remove(I);
      T.set(I, I);
    }
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * N));
}

/// Eight holders that all threads use at once; each has a value in each.
constexpr std::size_t SharedHolders = 8;

void sharedPerHolder(benchmark::State &S) {
  static PerHolder Old(SharedHolders);
  for (std::size_t I = 0; I != SharedHolders; ++I)
    Old.set(I, I);
  for (auto _ : S)
    for (std::size_t I = 0; I != SharedHolders; ++I)
      benchmark::DoNotOptimize(Old.get(I));
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * SharedHolders));
}
void sharedPerThread(benchmark::State &S) {
  static ThreadLocal<std::uint64_t> Holders[SharedHolders];
  for (auto &H : Holders)
    H.set(1);
  for (auto _ : S)
    for (auto &H : Holders)
      benchmark::DoNotOptimize(H.get());
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * SharedHolders));
}

struct Counted {
  static inline std::atomic<int> Alive{0};
  Counted() { ++Alive; }
  Counted(const Counted &) { ++Alive; }
  ~Counted() { --Alive; }
};

/// Threads set a value each, and end. How many values are there then?
void threadsEnd(benchmark::State &S) {
  constexpr int Threads = 500;
  ThreadLocal<Counted> New;
  PerHolder Old(1);
  for (auto _ : S) {
    std::atomic<int> Set{0};
    std::vector<std::thread> All;
    for (int I = 0; I != Threads; ++I)
      All.emplace_back([&] {
        New.get();
        Old.set(0, 1);
        for (++Set; Set != Threads;) // all at the same time: identifiers of threads are used again
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
      });
    for (std::thread &T : All)
      T.join();
  }
  S.counters["left_per_holder"] = static_cast<double>(Old.values(0));
  S.counters["left_per_thread"] = Counted::Alive.load();
}

} // namespace

#define TABLE(Name)                                                                                                 \
  BENCHMARK(get<Name>)->Arg(8)->Arg(64)->Arg(1024);                                                                 \
  BENCHMARK(removeAndSet<Name>)->Arg(8)->Arg(64)->Arg(1024)

TABLE(OpenWeak);
TABLE(OpenStrong);
TABLE(ChainedStrong);
TABLE(OpenCrowded);
TABLE(ChainedCrowded);
TABLE(PerHolder);
BENCHMARK(sharedPerHolder)->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK(sharedPerThread)->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK(threadsEnd)->Iterations(1)->UseRealTime();

BENCHMARK_MAIN();
