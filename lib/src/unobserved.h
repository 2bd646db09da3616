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
/// table's and nothing else, and all of it is compiled into one function.
class Unobserved {
public:
  /// Both: false if it is not the usual case, and nothing has been done.
  static bool store(HolderBase &H, Word Value);
  static bool erase(HolderBase &H) noexcept;

private:
  explicit Unobserved(MapKind Kind) noexcept {
    if (__atomic_load_n(&current.Write[Kind], __ATOMIC_RELAXED) == &NoTable.Header)
      return;
    __atomic_store_n(&current.Busy, 1, __ATOMIC_RELAXED);
    std::atomic_signal_fence(std::memory_order_seq_cst); // as in Mutation
    if (TIDEPOOL_LIKELY(attention.load(std::memory_order_acquire) == 0))
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

  static void leave() noexcept { __atomic_store_n(&current.Busy, 0, __ATOMIC_RELEASE); }
  ThreadState *State = nullptr;
};

[[gnu::always_inline]] inline bool Unobserved::store(HolderBase &H, Word Value) {
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

[[gnu::always_inline]] inline bool Unobserved::erase(HolderBase &H) noexcept {
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
