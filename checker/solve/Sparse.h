//===- Sparse.h - The part of a function's graph that concerns a slot -----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To one slot most nodes of a function do nothing, nor does anything leave from
// them: a state that reaches such an idle node comes out as it went in, and may
// as well go on from behind it. What is known of branches is dropped where
// nobody will ask (liveness, as for variables). Both depend on each other: a
// branch whose ways meet again before anything happens asks nothing.
//
// After the sparse analyses of Choi, Cytron, Ferrante (POPL 1991) and Hardekopf,
// Lin (CGO 2011).
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_SPARSE_H
#define TIDEPOOL_CHECKER_SOLVE_SPARSE_H

#include "checker/solve/Effects.h"

namespace tidepool::solve {

using LiveSet = llvm::SmallVector<uint32_t, 2>; ///< fact keys, sorted

struct SparseGraph {
  /// For each node, the one from which a state that reaches it may as well go on: itself, or one behind it.
  std::vector<summary::NodeId> Ahead;
  /// For each node, the facts that it or a node behind it may ask for. Empty where the function has no facts.
  std::vector<LiveSet> Live;
};

/// Of a context's function, for the slot C and flows that begin From. Stops: nodes that are not passed over. Linear, but
/// for facts in nested loops.
SparseGraph sparse(const Effects &E, CtxId Ctx, CellId C, const Effects::Start &From,
                   llvm::ArrayRef<summary::NodeId> Stops);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SPARSE_H
