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

/// Where the flag is that a branch asks: itself, or what a member function says of it (`if (!client.ready())`).
static PlaceSet asked(Values &V, Slots &S, FnId F, const Cond &C) {
  if (C.Call == None)
    return S.mayBeSlot(F, C.P) ? V.places(F, C.P) : PlaceSet();
  PlaceSet At;
  for (TermId X : V.results(F, C.Call))
    if (const TermData &D = V.T.get(X); D.K == TermKind::Content)
      addTo(At, D.Place, 4);
  return At;
}

/// Does the node, or a function that it calls, set the flag? A callee's member of that name counts.
static bool sets(const Values &V, const Function &Fn, const Node &N, const Path &Flag, Sym Field) {
  auto stores = [&](const Function &In, const Node &X, auto Is) {
    return X.puts() && X.Val != None && In.Values[X.Val].Kind != ValueKind::Empty && Is(X.P);
  };
  if (stores(Fn, N, [&](const Path &P) { return P == Flag; }))
    return true;
  if (N.Kind != NodeKind::Call || Field < FirstFreeSym)
    return false;
  auto member = [&](const Path &P) { return !P.Steps.empty() && P.Steps.back() == Field; };
  return any_of(V.callees(N), [&](FnId C) {
    const Function &Callee = V.P.Functions[C];
    return !(Callee.Flags & IsConstructor) &&
           any_of(Callee.Nodes, [&](const Node &X) { return stores(Callee, X, member); });
  });
}

OnceGuards::OnceGuards(Values &V, Slots &S, FnId F) : S(S) {
  const Function &Fn = V.P.Functions[F];
  for (NodeId B = 0; B != Fn.Nodes.size(); ++B) {
    const Node &N = Fn.Nodes[B];
    if (N.Kind != NodeKind::Branch || N.Cond == None || N.Succs.size() != 2)
      continue;
    if (const Cond &C = Fn.Conds[N.Cond]; C.Kind != CondKind::NonEmpty && C.Call == None)
      continue;
    const Path &Flag = Fn.Conds[N.Cond].P;
    PlaceSet At = asked(V, S, F, Fn.Conds[N.Cond]);
    auto C = At.size() == 1 ? S.cell(At[0]) : std::nullopt;
    if (!C || S.takenBack(*C, F))
      continue;
    const PlaceData &D = V.T[At[0]];
    Sym Field = D.Steps.empty() ? NoSym : D.Steps.back();
    if (any_of(Fn.Nodes, [&](const Node &X) { return sets(V, Fn, X, Flag, Field); }))
      Guards.push_back({*C, reachedWithout(Fn, B)});
  }
}

bool OnceGuards::guards(NodeId N, std::optional<CellId> Other) const {
  return any_of(Guards, [&](const Guard &G) {
    return !G.Without[N] && !(Other && (S.covers(G.Flag, *Other) || S.covers(*Other, G.Flag)));
  });
}

} // namespace tidepool::solve
