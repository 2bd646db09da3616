//===- Sentinels.h - Initial values that stand for "not set" --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_SENTINELS_H
#define TIDEPOOL_CHECKER_SOLVE_SENTINELS_H

#include "checker/solve/Program.h"

namespace tidepool::solve {

/// `thread_local int tid = -1;` is empty while it is -1: comparing with that value asks whether it is set, and
/// assigning it is the remove. Only the linked program knows, since the initial value stands in one unit.
/// Rewrites such comparisons and assignments in place. Cost: linear in the nodes.
void readSentinels(Program &P);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SENTINELS_H
