//===- Waits.h - Where a task's thread may run other tasks -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task that waits need not leave its thread idle: some libraries run other
// tasks until what is waited for is done, and home-made pools that join by
// helping take from their queue what comes next.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_WAITS_H
#define TIDEPOOL_CHECKER_SOLVE_WAITS_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// A call in a task's code during which its thread may run any task of these pools.
struct Wait {
  FnId Fn;
  NodeId Node;
  llvm::SmallVector<uint32_t, 1> Pools;
};

/// For a library's pool it is the library's call, for a home-made one the call out of which code that is not
/// the pool's own gets to the place where tasks are taken and called. Not inside of what runs isolated.
/// Linear in the program.
std::vector<Wait> findWaits(Analysis &A);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_WAITS_H
