//===- OnceGuards.cpp - What a thread does only once ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/OnceGuards.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Nodes reached from the entry on ways that do not take the second edge of Branch.
static std::vector<bool> reachedWithout(const Function &Fn, NodeId Branch) {
  std::vector<bool> Reached(Fn.Nodes.size());
  std::vector<NodeId> Work{0};
  Reached[0] = true;
  while (!Work.empty()) {
    NodeId N = Work.back();
    Work.pop_back();
    auto go = [&](NodeId To) {
      if (To != None && !Reached[To]) {
        Reached[To] = true;
        Work.push_back(To);
      }
    };
    for (size_t I = 0; I != Fn.Nodes[N].Succs.size(); ++I)
      if (N != Branch || I != 1)
        go(Fn.Nodes[N].Succs[I]);
    go(Fn.Nodes[N].Unwind);
  }
  return Reached;
}

OnceGuards::OnceGuards(Values &V, Slots &S, FnId F) : S(S) {
  const Function &Fn = V.P.Functions[F];
  auto sets = [&](const Node &N, const Path &Flag) {
    bool Writes = N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && N.Op == AccessOp::Write);
    return Writes && N.P == Flag && N.Val != None && Fn.Values[N.Val].Kind != ValueKind::Empty;
  };
  for (NodeId B = 0; B != Fn.Nodes.size(); ++B) {
    const Node &N = Fn.Nodes[B];
    if (N.Kind != NodeKind::Branch || N.Cond == None || N.Succs.size() != 2 ||
        Fn.Conds[N.Cond].Kind != CondKind::NonEmpty)
      continue;
    const Path &Flag = Fn.Conds[N.Cond].P;
    if (!S.mayBeSlot(F, Flag) || none_of(Fn.Nodes, [&](const Node &X) { return sets(X, Flag); }))
      continue;
    PlaceSet At = V.places(F, Flag);
    auto C = At.size() == 1 ? S.cell(At[0]) : std::nullopt;
    if (C && !S.takenBack(*C, F))
      Guards.push_back({*C, reachedWithout(Fn, B)});
  }
}

bool OnceGuards::guards(NodeId N, std::optional<CellId> Other) const {
  return any_of(Guards, [&](const Guard &G) {
    return !G.Without[N] && !(Other && (S.covers(G.Flag, *Other) || S.covers(*Other, G.Flag)));
  });
}

} // namespace tidepool::solve
