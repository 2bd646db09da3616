//===- raw_operations.cpp - Changes of a thread's maps that no holder asks for ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "raw_operations.h"
#include "inherit.h"
#include "trace_start.h"

namespace tidepool::detail {
namespace {

void emit(ThreadState &S, const LooseEntry &E, const OperationCounts &Counts, const char *Operation) noexcept {
  if (!tracing())
    return;
  TraceEvent Event;
  Event.Operation = Operation;
  PinnedHolder H(S, E.K);
  Event.Holder = "?";
  Event.HolderId = E.K.bits();
  if (H.get())
    describe(Event, *H.get());
  Event.Slot = Counts.Slot;
  Event.Probes = Counts.Probes;
  Event.StaleMet = Counts.Met;
  Event.StaleSwept = Counts.Swept;
  emitEvent(S, Event, E.Kind);
}

LooseEntry change(ThreadState &S, const LooseEntry &E, bool Put, const char *Operation) {
  Bin Dead;
  OperationCounts Counts;
  OperationCounts *To = tracing() ? &Counts : nullptr;
  ThreadLocalMap &Map = S.Maps[E.Kind];
  LooseEntry Before{E.K, E.Hash, E.Kind, {}, {}};
  {
    Mutation M(S);
    auto OriginOf = [&]() -> Origin * {
      const Slot *At = Map.find(E.K, E.Hash);
      return At && Map.table()->Origins ? &Map.table()->Origins[At - Map.table()->slots()] : nullptr;
    };
    if (Origin *O = OriginOf())
      Before.From = *O;
    Before.Old = Put ? Map.set(E.K, E.Hash, E.Old.Value, Dead, To) : Map.remove(E.K, E.Hash, Dead, To);
    if (Put)
      if (Origin *O = OriginOf())
        *O = E.From;
    S.publish();
  }
  emit(S, E, Counts, Operation);
  if (S.Holding)
    S.Held.take(Dead);
  return Before;
}

} // namespace

LooseEntry putIn(ThreadState &S, const LooseEntry &E, const char *Operation) { return change(S, E, true, Operation); }

LooseEntry takeOut(ThreadState &S, const LooseEntry &E, const char *Operation) noexcept {
  return change(S, E, false, Operation);
}

} // namespace tidepool::detail
