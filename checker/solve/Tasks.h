//===- Tasks.h - Pools, submissions and the tasks they run ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A home-made pool is found by its shape: a dedicated thread runs a loop that
// takes a value out of storage which outlives the iteration and calls it. The
// storage (one cell of the heap abstraction) is then a sink: whatever is stored
// there is a task, and the call that put it there is its submission. Values
// that are a function's parameter are followed to its callers, so that the
// submission is the place that made the task, not the pool's own queue.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_TASKS_H
#define TIDEPOOL_CHECKER_SOLVE_TASKS_H

#include "checker/solve/Slots.h"

namespace tidepool::solve {

/// One step from a worker thread's entry to the loop that calls tasks.
struct Frame {
  FnId Fn = NoTerm;
  NodeId Node = summary::None; ///< the call into the next frame; in the last one, the call of the task
  Binding Env;
};

struct Pool {
  std::string Name;
  std::string Library;         ///< home-made, and known to the catalogue as well: the name there
  std::vector<Frame> Worker;   ///< home-made: entry first; empty for library pools
  bool Survives = false;       ///< an exception out of a task does not end the thread
  PlaceId Sink = NoTerm;       ///< home-made: where its tasks are taken from
  std::vector<Sym> Caught;     ///< types that the loop catches; NoSym = all
};

struct Task {
  uint32_t Pool = 0;
  Target Body;
  Binding Env;
  FnId SubmitFn = NoTerm;      ///< where it is handed over; NoTerm for annotated tasks
  NodeId SubmitNode = summary::None;
  bool KeepsExceptions = false;
};

struct TaskSet {
  std::vector<Pool> Pools;
  std::vector<Task> Tasks;
  /// Functions that run on a pool's threads outside any task: worker loops and what they call before.
  llvm::DenseSet<FnId> WorkerFunctions;
  unsigned Submissions = 0;
};

TaskSet findTasks(Values &V);

/// Dedicated threads' entries (std::thread and its kind), loops or not.
llvm::SmallVector<std::pair<Target, Values::CallSite>, 8> threadEntries(Values &V);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_TASKS_H
