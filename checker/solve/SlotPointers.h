//===- SlotPointers.h - Pointers to a slot, used behind a suspension -------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_SLOTPOINTERS_H
#define TIDEPOOL_CHECKER_SOLVE_SLOTPOINTERS_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// A pointer or reference to the thread's slot is taken, the function may change its thread, and the pointer
/// is used.
struct OldPointer {
  CellId C = NoCell;
  Sym Name = summary::NoSym; ///< the variable's; NoSym: the object that the function runs on
  FnId TakenIn = NoTerm;     ///< the function itself, or the caller that hands the slot to it
  NodeId Taken = summary::None;
  NodeId Suspended = summary::None;
  NodeId Used = summary::None;
};

/// Points: the nodes behind which F may be on another thread. The first uses on the ways from there. Linear
/// in the function for each of its variables that points to a slot.
std::vector<OldPointer> oldPointers(Analysis &A, FnId F, llvm::ArrayRef<NodeId> Points);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SLOTPOINTERS_H
