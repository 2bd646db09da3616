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
#include <numeric>
#include <pthread.h>
#include <unordered_map>
#include <vector>

namespace tidepool::bench {

using Value = void *;

/// Each has N keys, an array at keys(), and get, set and remove for one of them on the calling thread. A key is what
/// a program would name: the holder, or the handle.
class Tidepool {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  using Key = std::unique_ptr<ThreadLocal<Value>>;
  explicit Tidepool(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Keys.push_back(std::make_unique<ThreadLocal<Value>>());
  }
  Key *keys() { return Keys.data(); }
  static Value get(const Key &K) { return K->get(); }
  static void set(const Key &K, Value V) { K->set(V); }
  static void remove(const Key &K) { K->remove(); }

private:
  std::vector<Key> Keys;
};

class PthreadKeys {
public:
  static constexpr std::size_t MostKeys = 1000; // PTHREAD_KEYS_MAX is 1024, and others have some
  using Key = pthread_key_t;
  explicit PthreadKeys(std::size_t N) : Keys(N) {
    for (pthread_key_t &K : Keys)
      if (pthread_key_create(&K, nullptr) != 0)
        throw std::bad_alloc();
  }
  ~PthreadKeys() {
    for (pthread_key_t K : Keys)
      pthread_key_delete(K);
  }
  Key *keys() { return Keys.data(); }
  static Value get(Key K) { return pthread_getspecific(K); }
  static void set(Key K, Value V) { pthread_setspecific(K, V); }
  static void remove(Key K) { pthread_setspecific(K, nullptr); }

private:
  std::vector<Key> Keys;
};

class BoostPointers {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  using Key = std::unique_ptr<boost::thread_specific_ptr<char>>;
  explicit BoostPointers(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Keys.push_back(std::make_unique<boost::thread_specific_ptr<char>>([](char *) {}));
  }
  Key *keys() { return Keys.data(); }
  static Value get(const Key &K) { return K->get(); }
  static void set(const Key &K, Value V) { K->reset(static_cast<char *>(V)); }
  static void remove(const Key &K) { K->reset(); }

private:
  std::vector<Key> Keys;
};

/// Each key is a slot of one native array: what a program with that many `thread_local` variables does.
class Native {
public:
  static constexpr std::size_t MostKeys = 1024;
  using Key = std::size_t;
  explicit Native(std::size_t N) : Keys(N) { std::iota(Keys.begin(), Keys.end(), std::size_t(0)); }
  Key *keys() { return Keys.data(); }
  static Value get(Key K) { return Slots[K]; }
  static void set(Key K, Value V) { Slots[K] = V; }
  static void remove(Key K) { Slots[K] = nullptr; }

private:
  std::vector<Key> Keys;
  static inline thread_local Value Slots[MostKeys];
};

/// The table that most would write: chained, strong keys.
class UnorderedMap {
public:
  static constexpr std::size_t MostKeys = 1 << 20;
  using Key = std::unique_ptr<std::uint64_t>;
  explicit UnorderedMap(std::size_t N) {
    for (std::size_t I = 0; I != N; ++I)
      Keys.push_back(std::make_unique<std::uint64_t>(I));
    Map.clear();
  }
  Key *keys() { return Keys.data(); }
  static Value get(const Key &K) {
    auto It = Map.find(K.get());
    return It == Map.end() ? nullptr : It->second;
  }
  static void set(const Key &K, Value V) { Map[K.get()] = V; }
  static void remove(const Key &K) { Map.erase(K.get()); }

private:
  std::vector<Key> Keys;
  static inline thread_local std::unordered_map<const void *, Value> Map;
};

} // namespace tidepool::bench

#endif // TIDEPOOL_TEST_BENCH_RUNTIME_SUBJECTS_H
