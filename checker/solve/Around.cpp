//===- Around.cpp - A slot in front of a node, and behind it ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Around.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// How many functions up the callers are asked for what they have in the slot.
static constexpr size_t MaxFrames = 64;

CtxId anyCaller(Analysis &A, FnId F) {
  CtxId Ctx = A.E.context(F, Binding{.Callee = F, .This = {}, .Params = {}}, /*Shallow=*/true);
  A.E.solve(Ctx);
  return Ctx;
}

std::vector<PathState> statesBefore(Analysis &A, CtxId Ctx, CellId C, NodeId N) {
  A.E.setHandOverSites({{A.E[Ctx].Fn, N}});
  Effects::Trace T;
  A.E.flow(Ctx, C, {}, &T);
  A.E.setHandOverSites({});
  std::vector<PathState> Result;
  for (const Effects::Trace::At &At : T.Visited)
    if (At.Node == N && !is_contained(Result, At.S))
      Result.push_back(At.S);
  return Result;
}

std::set<SlotChange> changesBehind(Analysis &A, CtxId Ctx, CellId C, NodeId N, const PathState &There) {
  Effects::Trace T;
  A.E.flow(Ctx, C, {.Node = N, .S = There, .After = true}, &T);
  std::set<SlotChange> Result;
  for (const Effects::Trace::At &At : T.Visited) {
    if (At.Parent == NoTerm)
      continue;
    const Effects::Trace::At &Before = T.Visited[At.Parent];
    bool Was = Before.S.Cur.K == There.Cur.K && Before.S.Cur.Id == There.Cur.Id;
    bool Is = At.S.Cur.K == There.Cur.K && At.S.Cur.Id == There.Cur.Id;
    if (Was && !Is)
      Result.insert({Before.Node, Before.S.Cur, At.S.Cur});
  }
  return Result;
}

/// Does the call hand over the holder itself, as its object or an argument?
static bool namesHolder(Analysis &A, FnId F, const Node &N, CellId C) {
  auto isHolder = [&](ValueId Id) {
    return Id != summary::None && any_of(A.V.eval(F, Id), [&](TermId X) {
             const TermData &D = A.T.get(X);
             auto Cell = D.K == TermKind::Address ? A.S.cell(D.Place) : std::nullopt;
             return Cell && A.related(*Cell, C);
           });
  };
  return isHolder(N.This) || any_of(N.Args, isHolder);
}

/// Down from the node to where one of its callees makes such a change.
static CallPath placeOf(Analysis &A, CtxId Ctx, CellId C, NodeId N,
                        function_ref<bool(const SlotChange &)> Wanted) {
  CallPath Path{{A.E[Ctx].Fn, N}};
  DenseSet<CtxId> Seen;
  while (Seen.insert(Ctx).second) {
    auto [Fn, At] = Path.back();
    if (namesHolder(A, Fn, A.P.Functions[Fn].Nodes[At], C))
      break;
    std::optional<std::pair<CtxId, NodeId>> Deeper;
    for (CtxId Callee : A.E.facts(Ctx, At).Callees) {
      if (Deeper || !A.E.touchesSlot(Callee, C))
        continue;
      Effects::Trace T;
      A.E.flow(Callee, C, {}, &T);
      for (const Effects::Trace::At &X : T.Visited) {
        if (X.Parent == NoTerm)
          continue;
        SlotChange Change{T.Visited[X.Parent].Node, T.Visited[X.Parent].S.Cur, X.S.Cur};
        if (!(Change.From == Change.To) && Wanted(Change)) {
          Deeper = {Callee, Change.Node};
          break;
        }
      }
    }
    if (!Deeper)
      break;
    Ctx = Deeper->first;
    Path.push_back({A.E[Ctx].Fn, Deeper->second});
  }
  return Path;
}

CallPath takingBack(Analysis &A, CtxId Ctx, CellId C, NodeId N) {
  return placeOf(A, Ctx, C, N, [](const SlotChange &X) { return X.takesBack(); });
}

CallPath emptying(Analysis &A, CtxId Ctx, CellId C, NodeId N) {
  return placeOf(A, Ctx, C, N, [](const SlotChange &X) { return X.To.K == SlotKind::Clean && !X.To.Found; });
}

std::set<Exposure> readsBehind(Analysis &A, CtxId Ctx, CellId C, NodeId N) {
  return A.E.flow(Ctx, C, {.Node = N, .S = {}, .After = true}).Effect.Exposures;
}

const std::vector<HeldValue> &HeldValues::at(FnId F, NodeId N, CellId C) {
  auto [It, New] = Known.try_emplace({F, N, C});
  if (New)
    It->second = find(F, N, C);
  return It->second;
}

std::vector<HeldValue> HeldValues::find(FnId F, NodeId N, CellId C) {
  std::vector<HeldValue> Result;
  std::set<std::pair<FnId, NodeId>> Seen{{F, N}};
  std::vector<std::pair<FnId, NodeId>> Work{{F, N}};
  while (!Work.empty() && Seen.size() < MaxFrames) {
    auto [Fn, Node] = Work.back();
    Work.pop_back();
    bool Passes = true;
    if (A.S.relevant(Fn)) {
      CtxId Ctx = anyCaller(A, Fn);
      CellId Of = NoCell;
      A.E.effectOn(Ctx, C, Of);
      if (Of != NoCell) {
        Passes = false;
        for (const PathState &S : statesBefore(A, Ctx, C, Node)) {
          if (WriteId W = A.E.left(S.Cur); W != NoTerm)
            Result.push_back({W, Fn, Node});
          Passes |= S.Cur.K == SlotKind::Incoming;
        }
      }
    }
    if (Passes)
      for (const Values::CallSite &Call : A.V.callers(Fn))
        if (A.reachedByTask(Call.Fn) && Seen.insert({Call.Fn, Call.Node}).second)
          Work.push_back({Call.Fn, Call.Node});
  }
  return Result;
}

} // namespace tidepool::solve
