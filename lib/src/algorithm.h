//===- algorithm.h - The algorithm of ThreadLocalMap ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_ALGORITHM_H
#define TIDEPOOL_SRC_ALGORITHM_H

#include "table_memory.h"
#include "tidepool/thread_local_map.h"
#include <new>
#include <utility>

namespace tidepool {

/// The two ways to run an operation: counting for traces, and not.
struct ThreadLocalMap::NoCounts {
  void probe() {}
  void met() {}
  void swept(Key) {}
  void at(std::uint32_t) {}
};
struct ThreadLocalMap::Counts {
  OperationCounts *To;
  void probe() { ++To->Probes; }
  void met() { ++To->Met; }
  void swept(Key K) { To->Swept += K.stale(); } ///< not for the entry that `remove` takes out
  void at(std::uint32_t I) { To->Slot = static_cast<std::int32_t>(I); }
};

/// Entries move within the table with all that is known of them.
inline void ThreadLocalMap::move(std::uint32_t From, std::uint32_t To) noexcept {
  Slot *Tab = Data->slots();
  Tab[To] = Tab[From];
  Tab[From] = Slot();
  if (Data->Origins)
    Data->Origins[To] = Data->Origins[From];
}

template <class Counter>
ThreadLocalMap::Slot *ThreadLocalMap::getEntryAfterMiss(Key K, std::uint32_t I, Bin &Dead, Counter C) noexcept {
  Slot *Tab = Data->slots();
  while (Tab[I].K) {
    C.probe();
    if (Tab[I].K == K) {
      C.at(I);
      return &Tab[I];
    }
    if (Tab[I].K.stale()) {
      C.met();
      expungeStaleEntry(I, Dead, C); // the same index is looked at again: another entry may have moved there
    } else {
      I = Data->nextIndex(I);
    }
  }
  return nullptr;
}

template <class Counter>
ThreadLocalMap::Replaced ThreadLocalMap::setCounted(Key K, std::uint32_t Hash, Word Value, Bin &Dead, Counter C) {
  Slot *Tab = Data->slots();
  const bool Clean = knownClean();
  std::uint32_t I = Data->home(Hash);
  for (; Tab[I].K; I = Data->nextIndex(I)) {
    C.probe();
    if (Tab[I].K == K) {
      C.at(I);
      return {true, std::exchange(Tab[I].Value, Value)};
    }
    if (!Clean && Tab[I].K.stale()) {
      C.met();
      return replaceStaleEntry(K, Data->home(Hash), Value, I, Dead, C);
    }
  }
  // A search ends at an empty slot: the last one is never given away. It is only ever asked for when the table
  // could not grow for want of memory.
  if (Data->Size + 1 == Data->length())
    throw std::bad_alloc();
  Tab[I] = Slot{K, Value};
  if (Data->Origins)
    Data->Origins[I] = detail::Origin();
  Data->Displaced += I != Data->home(Hash);
  C.at(I);
  std::uint32_t Size = ++Data->Size;
  const bool Removed = !Clean && cleanSomeSlots(I, Size, Dead, C);
  if (!Removed && Size >= Data->Threshold)
    rehashCounted(Dead, C);
  return {};
}

/// Puts the entry in the place of a stale one. If the key has an entry further on, that one is swapped to here:
/// emptying the stale slot while it stands behind it would put it out of a search's reach. One more run of
/// stale entries is expunged on the way, the one that begins farthest back.
template <class Counter>
[[gnu::noinline]] ThreadLocalMap::Replaced
ThreadLocalMap::replaceStaleEntry(Key K, std::uint32_t Home, Word Value, std::uint32_t StaleSlot, Bin &Dead,
                                  Counter C) noexcept {
  Slot *Tab = Data->slots();
  std::uint32_t SlotToExpunge = StaleSlot;
  for (std::uint32_t I = Data->prevIndex(StaleSlot); Tab[I].K; I = Data->prevIndex(I))
    if (Tab[I].K.stale()) {
      C.met();
      SlotToExpunge = I;
    }

  for (std::uint32_t I = Data->nextIndex(StaleSlot); Tab[I].K; I = Data->nextIndex(I)) {
    C.probe();
    if (Tab[I].K == K) {
      Replaced Old{true, std::exchange(Tab[I].Value, Value)};
      std::swap(Tab[I], Tab[StaleSlot]);
      if (Data->Origins)
        std::swap(Data->Origins[I], Data->Origins[StaleSlot]);
      Data->Displaced -= StaleSlot == Home; // from I it could only come nearer
      C.at(StaleSlot);
      if (SlotToExpunge == StaleSlot)
        SlotToExpunge = I;
      cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);
      return Old;
    }
    if (Tab[I].K.stale()) {
      C.met();
      if (SlotToExpunge == StaleSlot)
        SlotToExpunge = I;
    }
  }

  Dead.put(Tab[StaleSlot].Value, Tab[StaleSlot].K.boxed());
  C.swept(Tab[StaleSlot].K);
  Tab[StaleSlot] = Slot{K, Value};
  if (Data->Origins)
    Data->Origins[StaleSlot] = detail::Origin();
  Data->Displaced += StaleSlot != Home;
  C.at(StaleSlot);
  if (SlotToExpunge != StaleSlot)
    cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);
  return {};
}

template <class Counter>
ThreadLocalMap::Replaced ThreadLocalMap::removeCounted(Key K, std::uint32_t Hash, Bin &Dead, Counter C) noexcept {
  Slot *Tab = Data->slots();
  for (std::uint32_t I = Data->home(Hash); Tab[I].K; I = Data->nextIndex(I)) {
    C.probe();
    if (Tab[I].K != K)
      continue;
    C.at(I);
    Replaced Old{true, std::exchange(Tab[I].Value, 0)};
    Data->Displaced -= I != Data->home(Hash);
    expungeStaleEntry(I, Dead, C);
    return Old;
  }
  return {};
}

/// Empties a slot and walks on to the next empty one: stale entries go, displaced ones move to the first empty
/// slot from their home. Returns the index of the empty slot that ended the walk. (Knuth, volume 3, section 6.4,
/// algorithm R, with several deleted entries in one run.)
template <class Counter>
std::uint32_t ThreadLocalMap::expungeStaleEntry(std::uint32_t StaleSlot, Bin &Dead, Counter C) noexcept {
  Slot *Tab = Data->slots();
  auto Clear = [&](std::uint32_t I) {
    Dead.put(Tab[I].Value, Tab[I].K.boxed());
    Tab[I] = Slot();
    --Data->Size;
  };
  C.swept(Tab[StaleSlot].K);
  Clear(StaleSlot);

  std::uint32_t I = Data->nextIndex(StaleSlot);
  for (; Tab[I].K; I = Data->nextIndex(I)) {
    std::uint64_t State = Tab[I].K.state();
    if (Key::generationOf(State) != Tab[I].K.generation()) {
      C.met();
      C.swept(Tab[I].K);
      Clear(I);
      continue;
    }
    std::uint32_t Home = Data->home(Key::hashOf(State));
    if (Home == I)
      continue;
    // From the home on, not from I: the run before I may have got holes.
    std::uint32_t To = Home;
    while (To != I && Tab[To].K)
      To = Data->nextIndex(To);
    if (To != I)
      move(I, To);
    Data->Displaced -= To == Home;
  }
  return I;
}

/// Looks at a few slots after I: one for each halving of N, and at a stale one N is the length again. A compromise
/// between no sweeping, which is fast and keeps garbage, and a full one, which makes insertions linear.
template <class Counter>
[[gnu::noinline]] bool ThreadLocalMap::cleanSomeSlots(std::uint32_t I, std::uint32_t N, Bin &Dead, Counter C) noexcept {
  Slot *Tab = Data->slots();
  bool Removed = false;
  do {
    I = Data->nextIndex(I);
    if (Tab[I].K && Tab[I].K.stale()) {
      C.met();
      N = Data->length();
      Removed = true;
      I = expungeStaleEntry(I, Dead, C);
    }
  } while ((N >>= 1) != 0);
  if (++Data->Doubts == Data->length())
    lookForStaleEntries();
  return Removed;
}

template <class Counter> [[gnu::noinline]] void ThreadLocalMap::rehashCounted(Bin &Dead, Counter C) noexcept {
  expungeStaleEntries(Dead, C);
  // Lower than the threshold: a table that sweeping brought just below it would come back at once.
  if (Data->Size >= Data->Threshold - Data->Threshold / 4)
    resize(Dead);
}

template <class Counter> void ThreadLocalMap::expungeStaleEntries(Bin &Dead, Counter C) noexcept {
  const std::uint64_t Deaths = detail::deaths.load(std::memory_order_acquire);
  if (Data->CleanAt == Deaths)
    return;
  Slot *Tab = Data->slots();
  for (std::uint32_t I = 0; I != Data->length(); ++I)
    if (Tab[I].K && Tab[I].K.stale()) {
      C.met();
      expungeStaleEntry(I, Dead, C);
    }
  Data->CleanAt = Deaths;
}

} // namespace tidepool

#endif // TIDEPOOL_SRC_ALGORITHM_H
