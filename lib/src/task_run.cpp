//===- task_run.cpp - Tasks, counted --------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "task_run.h"
#include "trace_start.h"

namespace tidepool::detail {

static void emit(ThreadState &S, const char *Operation, std::uint64_t Submission = 0, bool Unwound = false) noexcept {
  if (!tracing())
    return;
  TraceEvent E;
  E.Operation = Operation;
  E.Submission = Submission;
  E.Unwound = Unwound;
  emitEvent(S, E, PlainMap);
}

void beginTask(ThreadState &S) noexcept {
  {
    Mutation M(S); // leak reports read it
    ++S.Task;
    S.InTask = true;
  }
  emit(S, "task-begin", S.Submission);
}

void endTask(ThreadState &S, bool Unwound) noexcept {
  emit(S, "task-end", 0, Unwound);
  Mutation M(S);
  S.InTask = false;
}

void noteCleared(ThreadState &S) noexcept { emit(S, "clear"); }

std::uint64_t noteSubmission() noexcept {
  if (!tracing())
    return 0;
  static std::atomic<std::uint64_t> Submitted{0};
  const std::uint64_t Number = ++Submitted;
  emit(ThreadState::current(), "submit", Number);
  return Number;
}

} // namespace tidepool::detail
