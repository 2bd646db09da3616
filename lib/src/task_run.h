//===- task_run.h - Tasks, counted ----------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_TASK_RUN_H
#define TIDEPOOL_SRC_TASK_RUN_H

#include "thread_state.h"

namespace tidepool::detail {

/// This thread begins its next task, or has ended it: for traces, origins and leak reports.
void beginTask(ThreadState &S) noexcept;
/// Unwound: an exception ends it.
void endTask(ThreadState &S, bool Unwound = false) noexcept;
/// All entries of this thread have been taken away.
void noteCleared(ThreadState &S) noexcept;
/// This thread hands a task to a pool. Returns the submission's number; 0 if nobody traces.
std::uint64_t noteSubmission() noexcept;

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_TASK_RUN_H
