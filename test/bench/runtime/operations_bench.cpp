//===- operations_bench.cpp - get, set, remove+set against others ---------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "subjects.h"
#include <benchmark/benchmark.h>
#include <thread>

using namespace tidepool::bench;

namespace {

char Something[2];

template <class Subject> bool tooMany(benchmark::State &S) {
  if (static_cast<std::size_t>(S.range(0)) <= Subject::MostKeys)
    return false;
  S.SkipWithError("more keys than there can be");
  return true;
}

/// One iteration is one operation on each key in turn; the time is that of one operation. Memory is clobbered after
/// each: an operation stands alone, and nothing that it looks up is kept in registers for the next.
template <class Subject, class F> void measureHere(benchmark::State &S, F Operation) {
  const auto N = static_cast<std::size_t>(S.range(0));
  Subject All(N);
  typename Subject::Key *const Keys = All.keys();
  for (std::size_t I = 0; I != N; ++I)
    Subject::set(Keys[I], &Something[0]);
  // Long enough a batch that the loop around it does not count.
  const std::size_t Rounds = 1024 / N;
  for (auto _ : S)
    for (std::size_t R = 0; R != Rounds; ++R)
      for (std::size_t I = 0; I != N; ++I)
        Operation(Keys[I]);
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * N * Rounds));
}

/// On a thread of its own, as JavaBench does: its table is new, without what former measurements have left.
template <class Subject, class F> void measure(benchmark::State &S, F Operation) {
  if (!tooMany<Subject>(S))
    std::thread([&] { measureHere<Subject>(S, Operation); }).join();
}

template <class Subject> void get(benchmark::State &S) {
  Value Seen = nullptr;
  measure<Subject>(S, [&Seen](typename Subject::Key &K) {
    Value V = Subject::get(K);
    if (V != &Something[0]) // as JavaBench does: a use without a store to memory for each
      Seen = V;
    benchmark::ClobberMemory();
  });
  benchmark::DoNotOptimize(Seen);
}
template <class Subject> void set(benchmark::State &S) {
  measure<Subject>(S, [](typename Subject::Key &K) {
    Subject::set(K, &Something[1]);
    benchmark::ClobberMemory();
  });
}
template <class Subject> void removeAndSet(benchmark::State &S) {
  measure<Subject>(S, [](typename Subject::Key &K) {
    Subject::remove(K);
    Subject::set(K, &Something[1]);
    benchmark::ClobberMemory();
  });
}

/// Nanoseconds of one step of a chain of dependent instructions: three shifts and three exclusive ors (Marsaglia's
/// xorshift), six cycles. What the processor's clock really is at this moment.
void clock(benchmark::State &S) {
  constexpr int Steps = 16 * 1024;
  std::uint64_t X = 1;
  for (auto _ : S)
    for (int I = 0; I != Steps; ++I) {
      X ^= X << 13;
      X ^= X >> 7;
      X ^= X << 17;
    }
  benchmark::DoNotOptimize(X);
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * Steps));
}

} // namespace

BENCHMARK(clock);

#define SUBJECT(Name)                                                                                               \
  BENCHMARK(get<Name>)->Arg(1)->Arg(8)->Arg(64)->Arg(1024);                                                         \
  BENCHMARK(set<Name>)->Arg(1)->Arg(8)->Arg(64)->Arg(1024);                                                         \
  BENCHMARK(removeAndSet<Name>)->Arg(1)->Arg(8)->Arg(64)->Arg(1024)

SUBJECT(Tidepool);
SUBJECT(PthreadKeys);
SUBJECT(BoostPointers);
SUBJECT(Native);
SUBJECT(UnorderedMap);

BENCHMARK_MAIN();
