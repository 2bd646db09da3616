//===- subjects.h - What is measured: one thread's values under some keys -===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_BENCH_RUNTIME_SUBJECTS_H
#define TIDEPOOL_TEST_BENCH_RUNTIME_SUBJECTS_H

#include "tidepool/thread_local.h"
#include <boost/thread/tss.hpp>
#include <cstdint>
#include <memory>
#include <pthread.h>
#include <unordered_map>
#include <vector>

namespace tidepool::bench {

using Value = void *;

/// Each has get(i), set(i, v), remove(i) for keys 0 .. n-1 on the calling thread.
class Tidepool {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  explicit Tidepool(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Holders.push_back(std::make_unique<ThreadLocal<Value>>());
  }
  Value get(std::size_t I) { return Holders[I]->get(); }
  void set(std::size_t I, Value V) { Holders[I]->set(V); }
  void remove(std::size_t I) { Holders[I]->remove(); }

private:
  std::vector<std::unique_ptr<ThreadLocal<Value>>> Holders;
};

class PthreadKeys {
public:
  static constexpr std::size_t MostKeys = 1000; // PTHREAD_KEYS_MAX is 1024, and others have some
  explicit PthreadKeys(std::size_t N) : Keys(N) {
    for (pthread_key_t &K : Keys)
      if (pthread_key_create(&K, nullptr) != 0)
        throw std::bad_alloc();
  }
  ~PthreadKeys() {
    for (pthread_key_t K : Keys)
      pthread_key_delete(K);
  }
  Value get(std::size_t I) { return pthread_getspecific(Keys[I]); }
  void set(std::size_t I, Value V) { pthread_setspecific(Keys[I], V); }
  void remove(std::size_t I) { pthread_setspecific(Keys[I], nullptr); }

private:
  std::vector<pthread_key_t> Keys;
};

class BoostPointers {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  explicit BoostPointers(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Holders.push_back(std::make_unique<boost::thread_specific_ptr<char>>([](char *) {}));
  }
  Value get(std::size_t I) { return Holders[I]->get(); }
  void set(std::size_t I, Value V) { Holders[I]->reset(static_cast<char *>(V)); }
  void remove(std::size_t I) { Holders[I]->reset(); }

private:
  std::vector<std::unique_ptr<boost::thread_specific_ptr<char>>> Holders;
};

/// Each key is a slot of one native array: what a program with that many `thread_local` variables does.
class Native {
public:
  static constexpr std::size_t MostKeys = 1024;
  explicit Native(std::size_t) {}
  Value get(std::size_t I) { return Slots[I]; }
  void set(std::size_t I, Value V) { Slots[I] = V; }
  void remove(std::size_t I) { Slots[I] = nullptr; }

private:
  static inline thread_local Value Slots[MostKeys];
};

/// The table that most would write: chained, strong keys.
class UnorderedMap {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  explicit UnorderedMap(std::size_t N) : Keys(N) { Map.clear(); }
  Value get(std::size_t I) {
    auto It = Map.find(&Keys[I]);
    return It == Map.end() ? nullptr : It->second;
  }
  void set(std::size_t I, Value V) { Map[&Keys[I]] = V; }
  void remove(std::size_t I) { Map.erase(&Keys[I]); }

private:
  std::vector<std::uint64_t> Keys;
  static inline thread_local std::unordered_map<const void *, Value> Map;
};

} // namespace tidepool::bench

#endif // TIDEPOOL_TEST_BENCH_RUNTIME_SUBJECTS_H
