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

/// For each node, the one from which a state that reaches it may as well go on: itself, or one behind it. Linear.
/// Stops: nodes that count as busy.
std::vector<NodeId> passOverIdle(const Effects &E, const summary::Function &Fn, const std::vector<NodeFacts> &Facts,
                                 llvm::ArrayRef<NodeId> Stops = {});

/// Fact keys: what is known about a branch condition, a local flag, or a call's result on a path.
inline uint32_t conditionFact(uint32_t Text) { return Text; }
inline uint32_t localFact(uint32_t Local) { return 0x40000000u | Local; }
inline uint32_t callFact(uint32_t Node) { return 0x80000000u | Node; }

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_FACTS_H
