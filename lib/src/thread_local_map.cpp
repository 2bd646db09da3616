//===- thread_local_map.cpp - The table of one thread's values ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "algorithm.h"
#include <vector>

namespace tidepool {

using namespace detail;

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

ThreadLocalMap::Replaced ThreadLocalMap::remove(Key K, std::uint32_t Hash, Bin &Dead,
                                                OperationCounts *To) noexcept {
  if (!Data)
    return {};
  return To ? removeCounted(K, Hash, Dead, Counts{To}) : removeCounted(K, Hash, Dead, NoCounts());
}

/// Once in as many sweeps as there are slots, so it costs a constant for each: does the table still have stale
/// entries, after the deaths so far?
void ThreadLocalMap::lookForStaleEntries() noexcept {
  Data->Doubts = 0;
  const std::uint64_t Deaths = deaths.load(std::memory_order_acquire);
  std::uint32_t Displaced = 0;
  for (std::uint32_t I = 0; I != Data->length(); ++I) {
    const Key K = Data->slots()[I].K;
    if (!K)
      continue;
    const std::uint64_t State = K.state();
    if (Key::generationOf(State) != K.generation())
      return;
    Displaced += Data->home(Key::hashOf(State)) != I;
  }
  Data->CleanAt = Deaths;
  Data->Displaced = Displaced;
}

void ThreadLocalMap::rehash(Bin &Dead) noexcept {
  if (Data)
    rehashCounted(Dead, NoCounts());
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
    New->Displaced += To != New->home(Key::hashOf(State));
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
    Child.Data->Displaced += To != Child.Data->home(Key::hashOf(State));
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
