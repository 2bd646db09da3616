//===- operations.cpp - What stands behind get, set and remove ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/detail/journal.h"
#include "trace_start.h"
#include "unobserved.h"

namespace tidepool::detail {
namespace {

/// Values that an operation took out of the maps: destroyed at its end, or later while the thread holds values.
class Leftover {
public:
  explicit Leftover(ThreadState &S) : S(S) {}
  ~Leftover() {
    if (S.Holding)
      S.Held.take(Dead);
  }
  Leftover(const Leftover &) = delete;
  Leftover &operator=(const Leftover &) = delete;
  Bin Dead;

private:
  ThreadState &S;
};

/// The counts of an operation, only where somebody wants to know.
class Counted {
public:
  OperationCounts *get() { return tracing() ? &Counts : nullptr; }
  void emit(ThreadState &S, HolderBase &H, std::string_view Operation, Site Where, std::uint64_t Digest = 0,
            bool Empty = false) noexcept {
    if (!tracing())
      return;
    TraceEvent E;
    E.Operation = Operation;
    describe(E, H);
    E.Empty = Empty;
    E.Digest = Digest;
    E.Slot = Counts.Slot;
    E.Probes = Counts.Probes;
    E.StaleMet = Counts.Met;
    E.StaleSwept = Counts.Swept;
    E.Where = Where;
    emitEvent(S, E, H.kind());
  }

  static std::uint64_t digest(HolderBase &H, Word Value) noexcept {
    return tracing() && H.type()->Digest ? H.type()->Digest(Value) : 0;
  }

private:
  OperationCounts Counts;
};

Origin originOf(ThreadLocalMap &Map, const Slot *At) {
  return At && Map.table()->Origins ? Map.table()->Origins[At - Map.table()->slots()] : Origin();
}

} // namespace

bool lookup(HolderBase &H, Site Where, Word &Value, Look For) {
  ThreadState *S = tracing() ? &ThreadState::current() : ThreadState::currentOrNull();
  if (!S)
    return false;
  Counted C;
  Leftover Left(*S);
  bool Found;
  {
    Mutation M(*S);
    Slot *E = S->Maps[H.kind()].getEntry(H.key(), H.hash_code(), Left.Dead, C.get());
    Found = E;
    Value = E ? E->Value : 0;
  }
  C.emit(*S, H, For == Look::Get ? "get" : "test", Where, Found ? Counted::digest(H, Value) : 0);
  if (Left.Dead.isEmpty() || S->Holding)
    return Found;
  // Destructors of swept values may change the map: look again, without sweeping.
  Left.Dead.empty();
  return peek(H, Value);
}

bool peek(const HolderBase &H, Word &Value) noexcept {
  ThreadState *S = ThreadState::currentOrNull();
  const Slot *E = S ? S->Maps[H.kind()].find(H.key(), H.hash_code()) : nullptr;
  Value = E ? E->Value : 0;
  return E;
}

namespace {

[[gnu::noinline]] void storeObserved(HolderBase &H, Word Value, Site Where, Why Reason) {
  Bin Own;
  Own.put(Value, H.key().boxed()); // in case of an exception
  const std::uint64_t Digest = Counted::digest(H, Value);
  const bool Empty = tracing() && H.type()->Empty && H.type()->Empty(Value);
  ThreadState &S = ThreadState::current();
  bool Log = S.Journal && S.Journal->prepare(H.key());
  Counted C;
  Leftover Left(S);
  ThreadLocalMap &Map = S.Maps[H.kind()];
  ThreadLocalMap::Replaced Old;
  Origin From;
  const bool Track = S.tracksOrigins();
  const HolderInfo *Info = Track ? infoOf(H) : nullptr;
  Where.File = Track ? interned(Where.File) : Where.File;
  {
    Mutation M(S);
    if (Log)
      From = originOf(Map, Map.find(H.key(), H.hash_code()));
    try {
      Old = Map.set(H.key(), H.hash_code(), Value, Left.Dead, C.get());
    } catch (...) {
      if (Log)
        S.Journal->forget(H.key());
      throw;
    }
    if (Track)
      if (Origin *O = Map.origins())
        O[Map.find(H.key(), H.hash_code()) - Map.table()->slots()] = {Info, Where, S.task()};
    S.publish();
  }
  Own.release();
  if (Log)
    S.Journal->note(H.kind(), H.key(), H.hash_code(), Old, From);
  else
    Left.Dead.put(Old.Value, H.key().boxed());
  C.emit(S, H, Reason == Why::Set ? "set" : "initial", Where, Digest, Empty);
}

[[gnu::noinline]] void eraseObserved(HolderBase &H, Site Where) {
  ThreadState *S = tracing() ? &ThreadState::current() : ThreadState::currentOrNull();
  if (!S)
    return;
  Counted C;
  Leftover Left(*S);
  ThreadLocalMap &Map = S->Maps[H.kind()];
  bool Log = S->Journal && S->Journal->prepare(H.key());
  ThreadLocalMap::Replaced Old;
  Origin From;
  {
    Mutation M(*S);
    if (Log)
      From = originOf(Map, Map.find(H.key(), H.hash_code()));
    Old = Map.remove(H.key(), H.hash_code(), Left.Dead, C.get());
  }
  if (Log)
    S->Journal->note(H.kind(), H.key(), H.hash_code(), Old, From);
  else
    Left.Dead.put(Old.Value, H.key().boxed());
  C.emit(*S, H, "remove", Where);
}

} // namespace

Slot *findToRead(const HolderBase &H) noexcept { return Unobserved::find(H, current.ReadMask); }
Slot *findToWrite(const HolderBase &H) noexcept { return Unobserved::find(H, current.WriteMask); }
bool insert(HolderBase &H, Word Value) noexcept { return Unobserved::insert(H, Value); }
bool eraseAtHome(HolderBase &H) noexcept { return Unobserved::eraseAtHome(H); }

void store(HolderBase &H, Word Value, Site Where, Why Reason) {
  if (!Unobserved::store(H, Value))
    storeObserved(H, Value, Where, Reason);
}

void erase(HolderBase &H, Site Where) {
  if (!Unobserved::erase(H))
    eraseObserved(H, Where);
}

} // namespace tidepool::detail
