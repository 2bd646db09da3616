//===- operations_bench.cpp - get, set, remove+set against others ---------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "subjects.h"
#include <benchmark/benchmark.h>

using namespace tidepool::bench;

namespace {

char Something[2];

template <class Subject> bool tooMany(benchmark::State &S) {
  if (static_cast<std::size_t>(S.range(0)) <= Subject::MostKeys)
    return false;
  S.SkipWithError("more keys than there can be");
  return true;
}

/// One iteration is one operation on each key in turn; the time is that of one operation.
template <class Subject, class F> void measure(benchmark::State &S, F Operation) {
  if (tooMany<Subject>(S))
    return;
  const auto N = static_cast<std::size_t>(S.range(0));
  Subject Keys(N);
  for (std::size_t I = 0; I != N; ++I)
    Keys.set(I, &Something[0]);
  // Long enough a batch that the loop around it does not count.
  const std::size_t Rounds = 1024 / N;
  for (auto _ : S)
    for (std::size_t R = 0; R != Rounds; ++R)
      for (std::size_t I = 0; I != N; ++I)
        Operation(Keys, I);
  S.SetItemsProcessed(static_cast<int64_t>(S.iterations() * N * Rounds));
}

template <class Subject> void get(benchmark::State &S) {
  measure<Subject>(S, [](Subject &Keys, std::size_t I) { benchmark::DoNotOptimize(Keys.get(I)); });
}
template <class Subject> void set(benchmark::State &S) {
  measure<Subject>(S, [](Subject &Keys, std::size_t I) {
    Keys.set(I, &Something[1]);
    benchmark::ClobberMemory();
  });
}
template <class Subject> void removeAndSet(benchmark::State &S) {
  measure<Subject>(S, [](Subject &Keys, std::size_t I) {
    Keys.remove(I);
    Keys.set(I, &Something[1]);
    benchmark::ClobberMemory();
  });
}

} // namespace

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
