//===- task_run.cpp - Tasks, counted --------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "task_run.h"
#include "trace_start.h"

namespace tidepool::detail {

static void emit(ThreadState &S, const char *Operation) noexcept {
  if (!tracing())
    return;
  TraceEvent E;
  E.Operation = Operation;
  emitEvent(S, E, PlainMap);
}

void beginTask(ThreadState &S) noexcept {
  {
    Mutation M(S); // leak reports read it
    ++S.Task;
    S.InTask = true;
  }
  emit(S, "task-begin");
}

void endTask(ThreadState &S) noexcept {
  emit(S, "task-end");
  Mutation M(S);
  S.InTask = false;
}

} // namespace tidepool::detail
