//===- Leftovers.h - Which residue matters --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules of silence that several checks share (docs/checks.md): what is per
// task, what is a cache, scratch, cleaned by the pool or by the library.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_LEFTOVERS_H
#define TIDEPOOL_CHECKER_CHECKS_LEFTOVERS_H

#include "checker/checks/Registry.h"
#include "checker/solve/Analysis.h"

namespace tidepool::checks {

class Leftovers {
public:
  Leftovers(solve::Analysis &A, const model::Index &Models, const Options &Opts);

  /// Per-task data that is still there when the next task starts: what a stale read can see.
  bool visibleLater(const solve::Residue &R);
  /// A number that tasks add their own amounts to: seen by reads that weigh only.
  bool counted(const solve::Residue &R);
  /// As visibleLater, and nothing excuses leaving it: a write that should have been removed.
  bool shouldBeRemoved(const solve::Residue &R);
  /// The pool's library clears or restores such holders around every task.
  bool cleanedByLibrary(const solve::Residue &R) const;
  /// Annotated, state that only ambient-state judges, or kept by a transmittable holder that restores by itself.
  bool keptOnPurpose(solve::CellId C) const;
  /// Kept on purpose, carried along by the library, or set by the worker itself: not what one task has in it for itself.
  bool notOfTasks(solve::CellId C);
  /// Left behind is the address of something that dies with the task.
  bool dangling(const solve::Residue &R) const;

private:
  bool perTask(const solve::WriteRec &W) const;
  bool onlyGrows(solve::CellId C) const;
  bool recycled(const solve::Residue &R) const;
  bool owned(solve::CellId C) const;
  bool clears(solve::FnId F, const summary::Node &N, solve::CellId C) const;
  bool erasedByKey(solve::CellId C) const;
  bool scratch(const solve::Residue &R) const;
  bool plainField(solve::CellId C) const;
  bool exposed(const solve::Residue &Left) const;

  solve::Analysis &A;
  const model::Index &Models;
  const Options &Opts;
  std::map<solve::CellId, bool> NotOfTasks; ///< asked by several checks, of the same cells
};

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_LEFTOVERS_H
