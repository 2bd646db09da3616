//===- transmittable.cpp - Values that go with a task ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/transmittable.h"
#include "inherit.h"
#include "raw_operations.h"
#include "tidepool/detail/journal.h"
#include <algorithm>
#include <new>
#include <vector>

namespace tidepool {
namespace detail {

/// Entries with their values, destroyed unless taken.
struct LooseEntries {
  LooseEntries() = default;
  LooseEntries(const LooseEntries &) = delete;
  LooseEntries &operator=(const LooseEntries &) = delete;
  ~LooseEntries() {
    Bin Dead;
    for (LooseEntry &E : List)
      Dead.put(E.Old.Value, E.K.boxed());
  }
  const LooseEntry *find(Key K) const {
    auto It = std::find_if(List.begin(), List.end(), [&](const LooseEntry &E) { return E.K == K; });
    return It == List.end() ? nullptr : &*It;
  }
  std::vector<LooseEntry> List;
};

struct CapturedValues : LooseEntries {};
struct ReplacedValues : LooseEntries {
  explicit ReplacedValues(ThreadState &S) : S(S) {}
  ThreadState &S;
};

namespace {

/// Without its value; none if the slot has no live transmittable holder's entry.
LooseEntry transmittableAt(const ThreadLocalMap &Map, std::uint32_t I) noexcept {
  Key K = Map.table()->slots()[I].K;
  if (!K || !K.cell()->Transmittable.load(std::memory_order_relaxed))
    return {};
  std::uint64_t State = K.state();
  if (Key::generationOf(State) != K.generation())
    return {};
  return {K, Key::hashOf(State), InheritableMap, {}, {}};
}

/// All of the thread's.
std::vector<LooseEntry> present(ThreadState &S) {
  std::vector<LooseEntry> Out;
  ThreadLocalMap &Map = S.Maps[InheritableMap];
  for (std::uint32_t I = 0; I != Map.length(); ++I)
    if (LooseEntry E = transmittableAt(Map, I); E.K)
      Out.push_back(E);
  return Out;
}

/// As the type copies itself, or, where it does not, as its holder says.
Word copyOf(ThreadState &S, Key K, Word Value) {
  if (!K.boxed())
    return Value;
  const Box *B = toBox(Value);
  if (B->Type->Copy)
    return toWord(B->Type->Copy(B));
  PinnedHolder H(S, K);
  if (!H.get())
    throwLogicError("a captured value that cannot be copied has lost its holder");
  return H.get()->copyWord(Value);
}

/// A scope around the replay has to know what was there: it gets a copy.
void noteForScope(ThreadState &S, const LooseEntry &E) {
  if (!S.Journal || !S.Journal->prepare(E.K))
    return;
  const Slot *At = S.Maps[E.Kind].find(E.K, E.Hash);
  ThreadLocalMap::Replaced Old;
  try {
    if (At)
      Old = {true, copyOf(S, E.K, At->Value)};
  } catch (...) {
    S.Journal->forget(E.K);
    throw;
  }
  S.Journal->note(E.Kind, E.K, E.Hash, Old, {});
}

void callAll(ThreadState &S, void (HolderBase::*Function)()) {
  for (const LooseEntry &E : present(S)) {
    PinnedHolder H(S, E.K);
    if (H.get())
      (H.get()->*Function)();
  }
}

/// Of the entries that the thread has and had not: one, or none. At a task's end nothing may be allocated.
LooseEntry addedEntry(ThreadState &S, const ReplacedValues &Before) noexcept {
  ThreadLocalMap &Map = S.Maps[InheritableMap];
  for (std::uint32_t I = 0; I != Map.length(); ++I) {
    LooseEntry E = transmittableAt(Map, I);
    const LooseEntry *Was = E.K ? Before.find(E.K) : nullptr;
    if (E.K && (!Was || !Was->Old.Had))
      return E;
  }
  return {};
}

/// What remains of the thread's own values goes back, all others go.
void restore(ReplacedValues &Before) noexcept {
  ThreadState &S = Before.S;
  Bin Dead;
  for (LooseEntry E = addedEntry(S, Before); E.K; E = addedEntry(S, Before))
    Dead.put(takeOut(S, E, "restore").Old.Value, E.K.boxed());
  for (LooseEntry &E : Before.List) {
    if (!E.Old.Had || E.K.stale())
      continue;
    Dead.put(putIn(S, E, "restore").Old.Value, E.K.boxed());
    E.Old = {};
  }
}

} // namespace
} // namespace detail

using namespace detail;

bool Captured::empty() const noexcept { return !Values || Values->List.empty(); }

Captured capture() {
  Captured Out;
  ThreadState *S = ThreadState::currentOrNull();
  if (!S)
    return Out;
  auto Values = std::make_shared<CapturedValues>();
  HoldValues Hold(*S);
  std::vector<LooseEntry> Entries = present(*S);
  Values->List.reserve(Entries.size());
  for (LooseEntry E : Entries) {
    PinnedHolder H(*S, E.K);
    const Slot *At = S->Maps[InheritableMap].find(E.K, E.Hash);
    if (!H.get() || !At)
      continue;
    E.Old = {true, H.get()->copyWord(At->Value)};
    Values->List.push_back(E);
  }
  Out.Values = std::move(Values);
  return Out;
}

Replayed::Replayed(const Captured &C) {
  static const CapturedValues None;
  const CapturedValues &Wanted = C.Values ? *C.Values : None;
  ThreadState &S = ThreadState::current();
  auto Replaced = std::make_unique<ReplacedValues>(S);

  // All that can fail comes first.
  LooseEntries Copies;
  Copies.List.reserve(Wanted.List.size());
  for (LooseEntry E : Wanted.List) {
    if (E.K.stale())
      continue;
    E.Old = {true, copyOf(S, E.K, E.Old.Value)};
    Copies.List.push_back(E);
  }
  std::vector<LooseEntry> Own = present(S);
  Replaced->List.reserve(Own.size() + Copies.List.size());
  for (const LooseEntry &E : Own)
    noteForScope(S, E);
  for (const LooseEntry &E : Copies.List)
    noteForScope(S, E);

  try {
    for (const LooseEntry &E : Own)
      if (!Copies.find(E.K))
        Replaced->List.push_back(takeOut(S, E, "replay"));
    for (LooseEntry &E : Copies.List) {
      Replaced->List.push_back(putIn(S, E, "replay"));
      E.Old = {};
    }
    callAll(S, &HolderBase::beforeExecute);
  } catch (...) {
    restore(*Replaced);
    throw;
  }
  Before = std::move(Replaced);
}

Replayed::~Replayed() {
  try {
    callAll(Before->S, &HolderBase::afterExecute);
  } catch (const std::bad_alloc &) {
    // Not even a list of them could be made. What matters more, the values, needs no memory.
  }
  restore(*Before);
}

} // namespace tidepool
