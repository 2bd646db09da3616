//===- Contexts.cpp - A function's facts in one context --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Effects.h"
#include "checker/solve/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Effects::Effects(Values &V, Slots &S, Throws &Th) : V(V), S(S), Th(Th) {
  // Places where a slot's content is kept aside: restoring from them later is no write of new data.
  for (FnId F = 0; F != V.P.Functions.size(); ++F) {
    if (!S.relevant(F))
      continue;
    const Function &Fn = V.P.Functions[F];
    for (const Node &N : Fn.Nodes) {
      bool Writes = N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && N.Op == AccessOp::Write);
      if (Writes && N.Val != None && S.mayBeSlot(F, N.P)) {
        const Value &Val = Fn.Values[N.Val];
        if (!Val.P.Steps.empty() && Val.P.Steps.back() >= FirstFreeSym)
          RestoreFields.insert(Val.P.Steps.back());
      }
      if (N.Kind != NodeKind::Store || N.P.Steps.empty() || N.P.Steps.back() < FirstFreeSym)
        continue;
      for (TermId X : V.eval(F, N.Val)) {
        const TermData &D = V.T.get(X);
        if (D.K != TermKind::Content)
          continue;
        if (auto C = S.cell(D.Place))
          SavedFields.insert({N.P.Steps.back(), S[*C].Slot});
      }
    }
  }
}

bool Effects::savedFrom(PlaceId Token, CellId C) const {
  const PlaceData &D = V.T[Token];
  Sym Last = NoSym;
  if (D.R == PlaceRoot::Field)
    Last = D.A;
  for (Sym Step : D.Steps)
    if (Step >= FirstFreeSym)
      Last = Step;
  return Last != NoSym && SavedFields.count({Last, S[C].Slot});
}

WriteId Effects::intern(const WriteRec &W) {
  auto [It, New] = WriteIds.try_emplace(W, WriteId(Writes.size()));
  if (New)
    Writes.push_back(W);
  return It->second;
}

/// Keeps of a binding what the callee's effect can depend on.
CtxId Effects::context(FnId F, const Binding &B) {
  Context C;
  C.Fn = F;
  if (B.This.size() == 1 && S.usesThis(F) && S.matters(B.This[0]))
    C.This = B.This[0];
  auto useful = [&](TermId X) {
    const TermData &D = V.T.get(X);
    switch (D.K) {
    case TermKind::Function:
    case TermKind::Closure:
    case TermKind::Bind:
    case TermKind::Wrap:
    case TermKind::Object:
      return true;
    case TermKind::Address:
      return S.matters(D.Place);
    case TermKind::Content: {
      const PlaceData &P = V.T[D.Place];
      return P.R != PlaceRoot::Local && S.matters(D.Place);
    }
    default:
      return false;
    }
  };
  for (const TermSet &P : B.Params)
    C.Params.push_back(P.size() == 1 && useful(P[0]) ? P[0] : NoTerm);
  while (!C.Params.empty() && C.Params.back() == NoTerm)
    C.Params.pop_back();
  auto [It, New] = Known.try_emplace(C.key(), CtxId(States.size()));
  if (New) {
    States.emplace_back();
    States.back().Ctx = std::move(C);
  }
  return It->second;
}

void Effects::solve(CtxId C) {
  if (States[C].Ph == Phase::New)
    visit(C);
}

void Effects::visit(CtxId C) {
  States[C].Ph = Phase::Running;
  States[C].Facts = prepare(*this, C);
  std::set<CtxId> Callees;
  for (const NodeFacts &N : States[C].Facts)
    Callees.insert(N.Callees.begin(), N.Callees.end());
  for (CtxId Callee : Callees) {
    States[Callee].Dependents.insert(C);
    if (States[Callee].Ph == Phase::New)
      visit(Callee);
  }
  std::vector<CtxId> Work{C};
  // Only recursion makes a finished context depend on one that changes later.
  constexpr unsigned MaxRounds = 24;
  while (!Work.empty()) {
    CtxId X = Work.back();
    Work.pop_back();
    if (++States[X].Rounds > MaxRounds || !compute(X))
      continue;
    for (CtxId D : States[X].Dependents)
      if (States[D].Ph == Phase::Done || D == X)
        Work.push_back(D);
  }
  States[C].Ph = Phase::Done;
}

const CellEffect *Effects::effectOn(CtxId Callee, CellId C) const {
  const CellEffect *Best = nullptr;
  size_t BestSteps = 0;
  for (const auto &[Id, E] : States[Callee].Effect)
    if (S.covers(Id, C)) {
      size_t Steps = V.T[S[Id].Place].Steps.size();
      if (!Best || Steps >= BestSteps) {
        Best = &E;
        BestSteps = Steps;
      }
    }
  return Best;
}

bool Effects::compute(CtxId C) {
  std::set<CellId> Cells;
  for (const NodeFacts &N : States[C].Facts) {
    for (const NodeFacts::Op &O : N.Ops)
      Cells.insert(O.C);
    for (auto &[Token, Cell] : N.Saves)
      Cells.insert(Cell);
    for (CtxId Callee : N.Callees)
      for (auto &[Cell, E] : States[Callee].Effect)
        Cells.insert(Cell);
  }
  bool Changed = false;
  for (CellId Cell : Cells) {
    CellEffect E = flow(C, Cell, {}).Effect;
    auto It = States[C].Effect.find(Cell);
    if (It == States[C].Effect.end()) {
      States[C].Effect.emplace(Cell, std::move(E));
      Changed = true;
    } else if (!(It->second == E)) {
      It->second = std::move(E);
      Changed = true;
    }
  }
  return Changed;
}

} // namespace tidepool::solve
