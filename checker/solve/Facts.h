//===- Facts.h - Resolves a function's nodes in one context ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_FACTS_H
#define TIDEPOOL_CHECKER_SOLVE_FACTS_H

#include "checker/solve/Effects.h"

namespace tidepool::solve {

/// What every node of the context's function does to slots. Creates the contexts of its callees.
std::vector<NodeFacts> prepare(Effects &E, CtxId C);

/// Fact keys: what is known about a branch condition, a local flag, or a call's result on a path.
inline uint32_t conditionFact(uint32_t Text) { return Text; }
inline uint32_t localFact(uint32_t Local) { return 0x40000000u | Local; }
inline uint32_t callFact(uint32_t Node) { return 0x80000000u | Node; }

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_FACTS_H
