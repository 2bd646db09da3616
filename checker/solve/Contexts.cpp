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

/// Values nested more deeply than this are made by recursion (a closure around itself, a list's next's next).
static constexpr unsigned MaxDepth = 8;

/// A small program's functions are told apart in as many ways as they are called.
static constexpr size_t FreeContexts = 2000;

WriteId Effects::intern(const WriteRec &W) {
  auto [It, New] = WriteIds.try_emplace(W, WriteId(Writes.size()));
  if (New)
    Writes.push_back(W);
  return It->second;
}

/// Keeps of a binding what the callee's effect can depend on.
CtxId Effects::context(FnId F, const Binding &B, bool Shallow) {
  Context C;
  C.Fn = F;
  // Parts of a slot that are not told apart give one context: recursion over them comes to an end.
  auto canonical = [&](PlaceId Place) {
    auto Cell = S.cell(Place);
    return Cell && V.T[Place].R == PlaceRoot::Global ? S[*Cell].Place : Place;
  };
  // A local object is told apart only where something hangs on its members: a guard, a wrapper, a functor.
  auto ownMatters = [&](PlaceId Place) {
    const PlaceData &D = V.T[Place];
    bool GivenByValue = D.R == PlaceRoot::Param && !is_contained(D.Steps, DerefSym);
    if (!GivenByValue && !S.matters(Place))
      return false;
    const Function &Fn = V.P.Functions[F];
    bool Value = GivenByValue || D.R == PlaceRoot::Local || D.R == PlaceRoot::Inside;
    bool Callable = (Fn.Flags & IsLambda) || V.P.text(Fn.Usr).contains("@F@operator()");
    return !Value || Callable || S.guardClass(Fn.Class) || S.refersToSlot(Fn.Class) ||
           S.holdsSlot(Place);
  };
  if (B.This.size() == 1 && S.usesThis(F) && ownMatters(B.This[0]) && V.T.placeDepth(B.This[0]) <= MaxDepth)
    C.This = canonical(B.This[0]);
  auto useful = [&](TermId X, uint32_t Param) {
    const TermData &D = V.T.get(X);
    if (V.T.depth(X) > MaxDepth)
      return false;
    switch (D.K) {
    case TermKind::Function:
    case TermKind::Closure:
    case TermKind::Bind:
    case TermKind::Wrap:
      return true;
    case TermKind::Alloc: // a block that its maker has filled
    case TermKind::Object:
      return (D.K == TermKind::Object && S.guardClass(D.Symbol)) || any_of(D.Ops, [&](TermId Op) {
        TermKind K = V.T.get(Op).K;
        return K == TermKind::Function || K == TermKind::Closure || K == TermKind::Bind;
      });
    case TermKind::Address:
      return V.T[D.Place].R == PlaceRoot::Local ? S.slotParam(F, Param) || S.guardParam(F, Param)
                                                : S.matters(D.Place);
    case TermKind::Content: {
      const PlaceData &P = V.T[D.Place];
      return P.R != PlaceRoot::Local && S.matters(D.Place);
    }
    default:
      return false;
    }
  };
  // A pointer that starts as NULL and is then made is that which was made.
  auto single = [&](const TermSet &P) {
    TermId One = NoTerm;
    for (TermId X : P)
      if (P.size() == 1 || V.T.get(X).K != TermKind::Empty) {
        if (One != NoTerm)
          return NoTerm;
        One = X;
      }
    return One;
  };
  for (const TermSet &P : B.Params)
    if (TermId X = single(P); X == NoTerm || !useful(X, C.Params.size()))
      C.Params.push_back(NoTerm);
    else if (const TermData &D = V.T.get(X); D.K == TermKind::Address)
      C.Params.push_back(V.T.address(canonical(D.Place)));
    else
      C.Params.push_back(X);
  while (!C.Params.empty() && C.Params.back() == NoTerm)
    C.Params.pop_back();
  // A function called in very many ways is analysed once for all the ways beyond a number.
  const Function &Fn = V.P.Functions[F];
  unsigned Limit = S.guardClass(Fn.Class) ? 256 : 12;
  if (States.size() > V.P.Functions.size() + FreeContexts)
    Limit = 1; // the whole stays linear in the program
  if (!Known.count(C.key()) && ContextCount[F] >= Limit) {
    C.This = NoTerm;
    C.Params.clear();
  }
  C.Shallow = Shallow && !Known.count(C.key());
  auto [It, New] = Known.try_emplace(C.key(), CtxId(States.size()));
  if (New) {
    ++ContextCount[F];
    States.emplace_back();
    States.back().Ctx = std::move(C);
  }
  return It->second;
}

const OnceGuards &Effects::onceGuards(FnId F) {
  std::unique_ptr<OnceGuards> &Of = Once[F];
  if (!Of)
    Of = std::make_unique<OnceGuards>(V, S, F);
  return *Of;
}

void Effects::solve(CtxId C) {
  if (States[C].Ph == Phase::New)
    visit(C);
}

/// Tarjan's strongly connected components, callees first.
void Effects::visit(CtxId C) {
  State &Me = States[C]; // a deque: stays valid while more are added
  Me.Ph = Phase::Running;
  Me.Index = Me.Low = NextIndex++;
  Stack.push_back(C);
  Me.Facts = prepare(*this, C);
  std::set<CtxId> Callees;
  for (const NodeFacts &N : Me.Facts)
    Callees.insert(N.Callees.begin(), N.Callees.end());
  for (CtxId Callee : Callees) {
    State &Other = States[Callee];
    Other.Dependents.insert(C);
    if (Other.Ph == Phase::New) {
      visit(Callee);
      Me.Low = std::min(Me.Low, Other.Low);
    } else if (Other.Ph == Phase::Running) {
      Me.Low = std::min(Me.Low, Other.Index);
    }
  }
  if (Me.Low != Me.Index)
    return;
  std::vector<CtxId> Component;
  do {
    Component.push_back(Stack.back());
    Stack.pop_back();
  } while (Component.back() != C);
  settle(Component);
}

/// Least fixed point over functions that call each other: to begin with, nothing comes back from any of them.
void Effects::settle(ArrayRef<CtxId> Component) {
  std::set<CellId> Cells{NoCell};
  for (CtxId X : Component)
    collectCells(X, Cells);
  for (CtxId X : Component) {
    States[X].Ph = Phase::Settling;
    for (CellId Cell : Cells)
      if (Cell != NoCell)
        States[X].Effect.try_emplace(Cell);
  }
  for (CellId Cell : Cells)
    settle(Component, Cell);
  for (CtxId X : Component)
    States[X].Ph = Phase::Done;
}

/// Every function of the component knows the cell by now, so that only its own effects can change each other.
void Effects::settle(ArrayRef<CtxId> Component, CellId Cell) {
  // Large components (virtual calls join half a program) get fewer rounds: what is not found by then is missed,
  // never invented, since effects only grow.
  const unsigned MaxRounds = Component.size() < 200 ? 24 : Component.size() < 1000 ? 6 : 3;
  std::deque<CtxId> Work(Component.begin(), Component.end());
  DenseSet<CtxId> Queued(Component.begin(), Component.end());
  DenseMap<CtxId, unsigned> Rounds;
  while (!Work.empty()) {
    CtxId X = Work.front();
    Work.pop_front();
    Queued.erase(X);
    if (++Rounds[X] > MaxRounds || !compute(X, Cell))
      continue;
    for (CtxId D : States[X].Dependents)
      if (States[D].Ph == Phase::Settling && Queued.insert(D).second)
        Work.push_back(D);
  }
}

/// Its effect on slots that it does not touch still says how it ends, and which exceptions leave it.
const CellEffect &Effects::effectOn(CtxId Callee, CellId C, CellId &Of) const {
  const State &X = States[Callee];
  if (C != NoCell && !X.Effect.empty())
    for (CellId Around : S.around(C))
      if (auto It = X.Effect.find(Around); It != X.Effect.end()) {
        Of = Around;
        return It->second;
      }
  return X.Elsewhere;
}

/// Cells that the function itself or what it calls touches.
void Effects::collectCells(CtxId C, std::set<CellId> &Out) {
  for (const NodeFacts &N : States[C].Facts) {
    for (const NodeFacts::Op &O : N.Ops)
      Out.insert(O.C);
    for (const NodeFacts::Save &Sv : N.Saves)
      if (Sv.C)
        Out.insert(*Sv.C);
    for (CtxId Callee : N.Callees)
      for (auto &[Cell, E] : States[Callee].Effect)
        Out.insert(Cell);
  }
}

/// True if the effect changed.
bool Effects::compute(CtxId C, CellId Cell) {
  CellEffect New = flow(C, Cell, {}).Effect;
  CellEffect &Old = Cell == NoCell ? States[C].Elsewhere : States[C].Effect[Cell];
  if (Old == New)
    return false;
  Old = std::move(New);
  return true;
}

} // namespace tidepool::solve
