//===- trace_start.h - Events, from the operations to the sink ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_TRACE_START_H
#define TIDEPOOL_SRC_TRACE_START_H

#include "thread_state.h"
#include "tidepool/trace.h"

namespace tidepool::detail {

/// Once: TIDEPOOL_TRACE.
void startTraceFromEnvironment() noexcept;

/// Completes an event with thread, task, time and table, and hands it on. Nothing if tracing has ended.
void emitEvent(ThreadState &S, TraceEvent E, MapKind Kind) noexcept;

#ifdef TIDEPOOL_WITHOUT_TRACING // test/bench/runtime: what does the hook cost?
constexpr bool tracing() { return false; }
#else
inline bool tracing() { return attentionTo(Tracing); }
#endif

/// The members of an event that say which holder it is about.
void describe(TraceEvent &E, HolderBase &H) noexcept;

/// Of the declaration of a living holder: made once for each place, kept for ever. Null where memory is short.
const HolderInfo *infoOf(HolderBase &H) noexcept;
/// A copy of a text that is kept for ever (a library whose text it was may be unloaded).
const char *interned(const char *Text) noexcept;

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_TRACE_START_H
