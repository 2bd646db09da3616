//===- Frames.h - The way through a task, function by function ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_FRAMES_H
#define TIDEPOOL_CHECKER_SOLVE_FRAMES_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// A way through one function, from its entry to its exit.
struct FrameTrace {
  CtxId Ctx;
  ExitKind Exit = ExitKind::Normal;     ///< how the function is left
  std::vector<Effects::Trace::At> Path; ///< entry to exit
  size_t WriteAt = 0;                   ///< index of the step at which the slot became the write's
  bool Alternatives = false;            ///< another way through this function cleans what was written
};

/// What is sought: how the task ends, and whether the write set a value or an empty one.
struct Goal {
  ExitKind Exit = ExitKind::Normal;
  bool Emptied = false;
};

/// A way on which the task ends with what the write put into the cell: the task's own frame first, then those of the
/// calls that lead to the write. Empty if there is none.
std::vector<FrameTrace> traceFrames(Analysis &A, CtxId Entry, CellId C, const WriteRec &W, Goal G);

/// What happens to the slot on that way, in order.
std::vector<SlotEvent> slotEvents(const Analysis &A, llvm::ArrayRef<FrameTrace> Frames);

/// The same before a read of what was incoming. Chain: the calls that lead to the read, and the read.
std::vector<SlotEvent> eventsBefore(Analysis &A, llvm::ArrayRef<std::pair<CtxId, NodeId>> Chain, CellId C);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_FRAMES_H
