//===- thread_local_map.cpp - The algorithm of ThreadLocalMap -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread_local_map.h"
#include "table_memory.h"
#include <new>
#include <utility>
#include <vector>

namespace tidepool {

using namespace detail;

namespace {

/// The two ways to run an operation: counting for traces, and not.
struct NoCounts {
  void probe() {}
  void met() {}
  void swept() {}
  void at(std::uint32_t) {}
};
struct Counts {
  OperationCounts *To;
  void probe() { ++To->Probes; }
  void met() { ++To->Met; }
  void swept() { ++To->Swept; }
  void at(std::uint32_t I) { To->Slot = static_cast<std::int32_t>(I); }
};

} // namespace

ThreadLocalMap &ThreadLocalMap::operator=(ThreadLocalMap &&Other) noexcept {
  ThreadLocalMap Old(std::move(*this));
  swap(Other);
  return *this;
}

ThreadLocalMap::~ThreadLocalMap() {
  if (!Data)
    return;
  Bin Dead;
  for (std::uint32_t I = 0; I != Data->length(); ++I)
    Dead.put(Data->slots()[I].Value, Data->slots()[I].K.boxed());
  freeTable(Data);
}

void ThreadLocalMap::swap(ThreadLocalMap &Other) noexcept { std::swap(Data, Other.Data); }

/// Entries move within the table with all that is known of them.
void ThreadLocalMap::move(std::uint32_t From, std::uint32_t To) noexcept {
  Slot *Tab = Data->slots();
  Tab[To] = Tab[From];
  Tab[From] = Slot();
  if (Data->Origins)
    Data->Origins[To] = Data->Origins[From];
}

ThreadLocalMap::Slot *ThreadLocalMap::getEntry(Key K, std::uint32_t Hash, Bin &Dead,
                                               OperationCounts *To) noexcept {
  if (!Data)
    return nullptr;
  std::uint32_t I = Data->home(Hash);
  if (To)
    return getEntryAfterMiss(K, I, Dead, Counts{To});
  if (Data->slots()[I].K == K)
    return &Data->slots()[I];
  return getEntryAfterMiss(K, I, Dead, NoCounts());
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

const ThreadLocalMap::Slot *ThreadLocalMap::find(Key K, std::uint32_t Hash) const noexcept {
  if (!Data)
    return nullptr;
  const Slot *Tab = Data->slots();
  for (std::uint32_t I = Data->home(Hash); Tab[I].K; I = Data->nextIndex(I))
    if (Tab[I].K == K)
      return &Tab[I];
  return nullptr;
}

ThreadLocalMap::Slot *ThreadLocalMap::find(Key K, std::uint32_t Hash) noexcept {
  return const_cast<Slot *>(std::as_const(*this).find(K, Hash));
}

ThreadLocalMap::Replaced ThreadLocalMap::set(Key K, std::uint32_t Hash, Word Value, Bin &Dead,
                                             OperationCounts *To) {
  if (!Data)
    Data = newTable(InitialCapacity);
  return To ? setCounted(K, Hash, Value, Dead, Counts{To}) : setCounted(K, Hash, Value, Dead, NoCounts());
}

template <class Counter>
ThreadLocalMap::Replaced ThreadLocalMap::setCounted(Key K, std::uint32_t Hash, Word Value, Bin &Dead, Counter C) {
  Slot *Tab = Data->slots();
  std::uint32_t I = Data->home(Hash);
  for (; Tab[I].K; I = Data->nextIndex(I)) {
    C.probe();
    if (Tab[I].K == K) {
      C.at(I);
      return {true, std::exchange(Tab[I].Value, Value)};
    }
    if (Tab[I].K.stale()) {
      C.met();
      return replaceStaleEntry(K, Value, I, Dead, C);
    }
  }
  // A search ends at an empty slot: the last one is never given away. It is only ever asked for when the table
  // could not grow for want of memory.
  if (Data->Size + 1 == Data->length())
    throw std::bad_alloc();
  Tab[I] = Slot{K, Value};
  if (Data->Origins)
    Data->Origins[I] = Origin();
  C.at(I);
  std::uint32_t Size = ++Data->Size;
  if (!cleanSomeSlots(I, Size, Dead, C) && Size >= Data->Threshold)
    rehashCounted(Dead, C);
  return {};
}

/// Puts the entry in the place of a stale one. If the key has an entry further on, that one is swapped to here:
/// emptying the stale slot while it stands behind it would put it out of a search's reach. One more run of
/// stale entries is expunged on the way, the one that begins farthest back.
template <class Counter>
ThreadLocalMap::Replaced ThreadLocalMap::replaceStaleEntry(Key K, Word Value, std::uint32_t StaleSlot, Bin &Dead,
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
  C.swept();
  Tab[StaleSlot] = Slot{K, Value};
  if (Data->Origins)
    Data->Origins[StaleSlot] = Origin();
  C.at(StaleSlot);
  if (SlotToExpunge != StaleSlot)
    cleanSomeSlots(expungeStaleEntry(SlotToExpunge, Dead, C), Data->length(), Dead, C);
  return {};
}

ThreadLocalMap::Replaced ThreadLocalMap::remove(Key K, std::uint32_t Hash, Bin &Dead,
                                                OperationCounts *To) noexcept {
  if (!Data)
    return {};
  return To ? removeCounted(K, Hash, Dead, Counts{To}) : removeCounted(K, Hash, Dead, NoCounts());
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
  if (Tab[StaleSlot].K.stale())
    C.swept();
  Clear(StaleSlot);

  std::uint32_t I = Data->nextIndex(StaleSlot);
  for (; Tab[I].K; I = Data->nextIndex(I)) {
    std::uint64_t State = Tab[I].K.state();
    if (Key::generationOf(State) != Tab[I].K.generation()) {
      C.met();
      C.swept();
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
  }
  return I;
}

/// Looks at a few slots after I: one for each halving of N, and at a stale one N is the length again. A compromise
/// between no sweeping, which is fast and keeps garbage, and a full one, which makes insertions linear.
template <class Counter>
bool ThreadLocalMap::cleanSomeSlots(std::uint32_t I, std::uint32_t N, Bin &Dead, Counter C) noexcept {
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
  return Removed;
}

void ThreadLocalMap::rehash(Bin &Dead) noexcept {
  if (Data)
    rehashCounted(Dead, NoCounts());
}

template <class Counter> void ThreadLocalMap::rehashCounted(Bin &Dead, Counter C) noexcept {
  expungeStaleEntries(Dead, C);
  // Lower than the threshold: a table that sweeping brought just below it would come back at once.
  if (Data->Size >= Data->Threshold - Data->Threshold / 4)
    resize(Dead);
}

template <class Counter> void ThreadLocalMap::expungeStaleEntries(Bin &Dead, Counter C) noexcept {
  Slot *Tab = Data->slots();
  for (std::uint32_t I = 0; I != Data->length(); ++I)
    if (Tab[I].K && Tab[I].K.stale()) {
      C.met();
      expungeStaleEntry(I, Dead, C);
    }
}

void ThreadLocalMap::resize(Bin &Dead) noexcept {
  Table *New = newTable(Data->length() * 2, std::nothrow);
  if (!New)
    return; // the next insertion tries again
  if (Data->Origins)
    New->Origins = newOrigins(New->length());
  Slot *Old = Data->slots(), *Tab = New->slots();
  for (std::uint32_t J = 0; J != Data->length(); ++J) {
    if (!Old[J].K)
      continue;
    std::uint64_t State = Old[J].K.state();
    if (Key::generationOf(State) != Old[J].K.generation()) {
      Dead.put(Old[J].Value, Old[J].K.boxed());
      continue;
    }
    std::uint32_t To = New->home(Key::hashOf(State));
    while (Tab[To].K)
      To = New->nextIndex(To);
    Tab[To] = Old[J];
    if (New->Origins)
      New->Origins[To] = Data->Origins[J];
    ++New->Size;
  }
  freeTable(std::exchange(Data, New));
}

ThreadLocalMap ThreadLocalMap::createInheritedMap(ThreadLocalMap &Parent, ChildValues &Values) {
  ThreadLocalMap Child;
  if (!Parent.Data)
    return Child;
  std::uint32_t Length = Parent.length();
  Child.Data = newTable(Length);
  // childValue() may change the parent's map: what it adds further on is inherited, too. When the table grows
  // meanwhile, the walk goes on in the order that it had.
  const std::vector<Slot> Before(Parent.Data->slots(), Parent.Data->slots() + Length);
  auto At = [&](std::uint32_t J) {
    if (Parent.length() == Length)
      return Parent.Data->slots()[J];
    const Slot *Now = Before[J].K ? Parent.find(Before[J].K, Key::hashOf(Before[J].K.state())) : nullptr;
    return Now ? *Now : Slot();
  };
  for (std::uint32_t J = 0; J != Length; ++J) {
    Slot E = At(J);
    std::uint64_t State = E.K ? E.K.state() : 0;
    if (!E.K || Key::generationOf(State) != E.K.generation() || Child.find(E.K, Key::hashOf(State)))
      continue;
    Slot Made{E.K, 0};
    if (!Values.childValue(E.K, E.Value, Made.Value))
      continue;
    Slot *Tab = Child.Data->slots();
    std::uint32_t To = Child.Data->home(Key::hashOf(State));
    while (Tab[To].K)
      To = Child.Data->nextIndex(To);
    Tab[To] = Made;
    ++Child.Data->Size;
  }
  return Child;
}

detail::Origin *ThreadLocalMap::origins() noexcept {
  if (Data && !Data->Origins)
    Data->Origins = newOrigins(Data->length());
  return Data ? Data->Origins : nullptr;
}

} // namespace tidepool
