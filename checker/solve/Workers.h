//===- Workers.h - Worker loops of home-made pools ------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_WORKERS_H
#define TIDEPOOL_CHECKER_SOLVE_WORKERS_H

#include "checker/solve/Tasks.h"

namespace tidepool::solve {

/// A loop that calls what it takes out of the storage Sink, or calls one of several functions with it, depending on
/// what kind of job it is.
struct WorkerLoop {
  std::vector<Frame> Frames;
  PlaceId Sink = NoTerm;         ///< where the callable (or object) is taken from
  Sym Method = summary::NoSym;   ///< virtual method called on the taken object
  FnId Fixed = NoTerm;           ///< one of several functions that the loop itself calls with what it takes
  bool Survives = false;
  std::vector<Sym> Caught;
};

/// Is there a handler around the call N of a task after which the thread goes on: with N again, in a loop, or by a
/// return from F where Returns says that its caller loops? Types gets what is caught; NoSym = everything.
bool caughtAround(const Program &P, FnId F, summary::NodeId N, bool Returns, std::vector<Sym> &Types);

std::vector<WorkerLoop> findWorkerLoops(Values &V);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_WORKERS_H
