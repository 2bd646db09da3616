//===- unobserved.h - set and remove where nobody looks -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_UNOBSERVED_H
#define TIDEPOOL_SRC_UNOBSERVED_H

#include "algorithm.h"
#include "thread_state.h"

namespace tidepool::detail {

/// The usual case: there is a map, and nobody traces, tracks, logs, holds or walks. Then an operation is the
/// table's and nothing else.
class Unobserved {
public:
  /// All four: false if it is not the usual case, and nothing has been done.

  /// The entry is a new one, and nothing has to be swept and nothing grows.
  static bool insert(HolderBase &H, Word Value) noexcept;
  /// The entry is at home, and behind it stands nothing stale and nothing to move.
  static bool eraseAtHome(HolderBase &H) noexcept;
  static bool store(HolderBase &H, Word Value);
  static bool erase(HolderBase &H) noexcept;

  /// The entry, wherever it is, where a search would meet nothing to sweep. `Masks` is Current's for the operation.
  static Slot *find(const HolderBase &H, const std::uint64_t (&Masks)[2]) noexcept;

private:
  explicit Unobserved(MapKind Kind) noexcept {
    if (__atomic_load_n(&current.WriteMask[Kind], __ATOMIC_RELAXED) == 0)
      return;
    if (TIDEPOOL_LIKELY(enter()))
      State = current.State;
    else
      leave();
  }
  ~Unobserved() {
    if (State)
      leave();
  }
  Unobserved(const Unobserved &) = delete;
  Unobserved &operator=(const Unobserved &) = delete;

  /// As Mutation does. False: somebody wants to know; leave() has to follow all the same.
  static bool enter() noexcept {
    __atomic_store_n(&current.Busy, 1, __ATOMIC_RELAXED);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    return attention.load(std::memory_order_acquire) == 0;
  }
  static void leave() noexcept { __atomic_store_n(&current.Busy, 0, __ATOMIC_RELEASE); }

  static bool clean(const Table &T) noexcept { return T.CleanAt == deaths.load(std::memory_order_acquire); }
  /// Of this thread's map, if WriteMask is not 0.
  static Table &table(MapKind Kind) noexcept { return reinterpret_cast<Table *>(current.Ring[Kind] + 1)[-1]; }

  ThreadState *State = nullptr;
};

[[gnu::always_inline]] inline Slot *Unobserved::find(const HolderBase &H,
                                                     const std::uint64_t (&Masks)[2]) noexcept {
  const MapKind Kind = H.kind();
  if (__atomic_load_n(&Masks[Kind], __ATOMIC_RELAXED) == 0)
    return nullptr;
  Table &T = table(Kind);
  if (!clean(T))
    return nullptr;
  Slot *Tab = T.slots();
  for (std::uint32_t I = T.home(H.hash_code()); Tab[I].K; I = T.nextIndex(I))
    if (Tab[I].K == H.K)
      return &Tab[I];
  return nullptr;
}

[[gnu::always_inline]] inline bool Unobserved::insert(HolderBase &H, Word Value) noexcept {
  const MapKind Kind = H.kind();
  if (__atomic_load_n(&current.WriteMask[Kind], __ATOMIC_RELAXED) == 0)
    return false;
  Table &T = table(Kind);
  if (T.Size + 1 >= T.Threshold || T.Origins || !clean(T))
    return false;
  const std::uint32_t Home = T.home(H.hash_code());
  std::uint32_t I = Home;
  for (; T.slots()[I].K; I = T.nextIndex(I))
    if (T.slots()[I].K == H.K)
      return false;
  const bool Done = enter();
  if (TIDEPOOL_LIKELY(Done)) {
    T.slots()[I] = Slot{H.K, Value};
    T.Displaced += I != Home;
    ++T.Size;
  }
  leave();
  return Done;
}

[[gnu::always_inline]] inline bool Unobserved::eraseAtHome(HolderBase &H) noexcept {
  const MapKind Kind = H.kind();
  Slot &S = current.writeSlot(Kind, H.Offset);
  if (S.K != H.K) // so it is not the Sentinel's
    return false;
  Table &T = table(Kind);
  if ((T.Displaced || !clean(T)) && T.slots()[T.nextIndex(T.home(H.hash_code()))].K)
    return false;
  const Word Value = S.Value;
  const bool Done = enter();
  if (TIDEPOOL_LIKELY(Done)) {
    S.K = Key();
    S.Value = 0;
    --T.Size;
  }
  leave();
  if (Done && H.K.boxed() && Value)
    toBox(Value)->Type->Destroy(toBox(Value));
  return Done;
}

inline bool Unobserved::store(HolderBase &H, Word Value) {
  Bin Dead;
  Unobserved U(H.kind());
  if (!U.State)
    return false;
  ThreadLocalMap &Map = U.State->Maps[H.kind()];
  const Table *Before = Map.table();
  ThreadLocalMap::Replaced Old;
  try {
    Old = Map.setCounted(H.key(), H.hash_code(), Value, Dead, ThreadLocalMap::NoCounts());
  } catch (...) {
    Dead.put(Value, H.key().boxed());
    throw;
  }
  if (Map.table() != Before)
    U.State->publish();
  Dead.put(Old.Value, H.key().boxed());
  return true;
}

inline bool Unobserved::erase(HolderBase &H) noexcept {
  Bin Dead;
  Unobserved U(H.kind());
  if (!U.State)
    return false;
  ThreadLocalMap &Map = U.State->Maps[H.kind()];
  Dead.put(Map.removeCounted(H.key(), H.hash_code(), Dead, ThreadLocalMap::NoCounts()).Value, H.key().boxed());
  return true;
}

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_UNOBSERVED_H
