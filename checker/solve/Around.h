//===- Around.h - A slot in front of a node, and behind it -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some questions are about one node: a suspension, a call that waits. What has
// the function put into the slot when it gets there, and what does it do to the
// slot afterwards?
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_AROUND_H
#define TIDEPOOL_CHECKER_SOLVE_AROUND_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// The function by itself, whoever calls it. Solved.
CtxId anyCaller(Analysis &A, FnId F);

/// The slot's states where the node begins, each seen from the function's entry: Incoming is what its caller
/// had.
std::vector<PathState> statesBefore(Analysis &A, CtxId Ctx, CellId C, NodeId N);

/// A node that makes something else of the slot's state.
struct SlotChange {
  NodeId Node;
  SlotState From, To;
  /// The value is taken away, or what was there before it is put back.
  bool takesBack() const {
    return To.K == SlotKind::Incoming || To.K == SlotKind::Token || (To.K == SlotKind::Clean && !To.Found);
  }
  auto operator<=>(const SlotChange &) const = default;
};

/// The first changes behind the node, on every way, to a slot that is in that state there.
std::set<SlotChange> changesBehind(Analysis &A, CtxId Ctx, CellId C, NodeId N, const PathState &There);

/// The node takes the slot's value back, itself or in a function that it calls: the calls to where that is
/// done, the last one being the place that names the holder (docs/checks.md, 1).
using CallPath = std::vector<std::pair<FnId, NodeId>>;
CallPath takingBack(Analysis &A, CtxId Ctx, CellId C, NodeId N);
/// The same for a node that empties the slot.
CallPath emptying(Analysis &A, CtxId Ctx, CellId C, NodeId N);

/// Reads of what the slot has behind the node, before the function itself writes it anew.
std::set<Exposure> readsBehind(Analysis &A, CtxId Ctx, CellId C, NodeId N);

/// Who has put something into the slot that is there when a node is reached.
struct HeldValue {
  WriteId W = NoTerm;
  FnId Fn = NoTerm; ///< in whose frame the value is, and the call there that leads to the node
  NodeId Node = summary::None;
};

/// Values that a function that tasks reach, or a caller of it, has in the slot at a node. Each is looked for once.
class HeldValues {
public:
  explicit HeldValues(Analysis &A) : A(A) {}
  const std::vector<HeldValue> &at(FnId F, NodeId N, CellId C);

private:
  std::vector<HeldValue> find(FnId F, NodeId N, CellId C);
  Analysis &A;
  std::map<std::tuple<FnId, NodeId, CellId>, std::vector<HeldValue>> Known;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_AROUND_H
