//===- SlotParts.cpp - Which slots a path may lead to, whoever calls -----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coarse pointer analysis after Andersen (1994), for addresses of slots only:
// context-insensitive, flow-insensitive, one set a parameter, local, field and
// result. It says which functions can be left out before the exact work begins.
// What it tells apart is a holder, and in a holder its first field ("part").
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Slots.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include <deque>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

static uint64_t key(FnId F, uint32_t I) { return uint64_t(F) << 32 | I; }

/// Second of a part's name: NoSym is the whole, ElementSym something inside that is not told apart.
PartId Slots::partOf(Sym Holder, Sym Part) const {
  auto [It, New] = PartIds.try_emplace({Holder, Part}, PartId(PartNames.size()));
  if (New)
    PartNames.push_back({Holder, Part});
  return It->second;
}

PartId Slots::part(CellId C) const {
  const PlaceData &D = V.T[Cells[C].Place];
  Sym Part = D.Steps.size() > Cells[C].Steps ? D.Steps[Cells[C].Steps] : NoSym;
  return partOf(Cells[C].Decl->Usr, Part == DerefSym ? ElementSym : Part);
}

/// The parts of In that a step leads to. What a raw pointer refers to is no longer the slot's.
Parts Slots::stepInto(const Parts &In, Sym Step) const {
  Parts Out;
  for (PartId Id : In) {
    auto [Usr, Part] = PartNames[Id];
    const Holder *H = P.holder(Usr);
    bool Owns = !H || owns(*H) || H->Indirect;
    if (Step == DerefSym && !Owns)
      continue;
    bool Whole = Part == NoSym;
    Out.set(Whole ? partOf(Usr, Step < FirstFreeSym ? ElementSym : Step) : Id);
  }
  return Out;
}

Slots::Reach Slots::reach(FnId F, const Path &Pth) const {
  Reach R;
  switch (Pth.R) {
  case Root::Global:
    if (isHolderStep(Pth.Index))
      R.At.set(partOf(Pth.Index, NoSym));
    else if (auto It = FieldParts.find(Pth.Index); It != FieldParts.end())
      R.To = It->second;
    break;
  case Root::Param:
    if (auto It = ParamParts.find(key(F, Pth.Index)); It != ParamParts.end())
      R.To = It->second;
    break;
  case Root::Local:
    if (auto It = LocalHolders.find(key(F, Pth.Index)); It != LocalHolders.end())
      R.At.set(partOf(It->second, NoSym));
    if (auto It = LocalParts.find(key(F, Pth.Index)); It != LocalParts.end())
      R.To = It->second;
    break;
  case Root::This:
    R.At = ThisParts[F];
    break;
  case Root::Result:
    if (Pth.Index < P.Functions[F].Nodes.size())
      for (FnId Callee : V.callees(P.Functions[F].Nodes[Pth.Index]))
        R.To |= ResultParts[Callee];
    break;
  case Root::Invalid:
    break;
  }
  for (Sym S : Pth.Steps)
    take(R, S);
  return R;
}

void Slots::take(Reach &R, Sym S) const {
  if (isHolderStep(S)) {
    R = {};
    R.At.set(partOf(S, NoSym));
    return;
  }
  if (S == ElementSym) { // a container of addresses refers to what its elements refer to
    R.At = stepInto(R.At, S);
    return;
  }
  Parts At = stepInto(R.At, S);
  if (S == DerefSym)
    At |= R.To;
  R.At = std::move(At);
  R.To.clear();
  if (S >= FirstFreeSym)
    if (auto It = FieldParts.find(S); It != FieldParts.end())
      R.To = It->second;
}

/// Holders that are used by value (keys) are the same holder wherever the value went.
Parts Slots::at(FnId F, const Path &Pth, bool Handle) const {
  Reach R = reach(F, Pth);
  if (Handle)
    R.At |= R.To;
  return std::move(R.At);
}

bool Slots::overlap(const Parts &Ids, CellId C) const {
  auto [Holder, Part] = PartNames[part(C)];
  for (PartId Id : Ids) {
    auto [Other, OtherPart] = PartNames[Id];
    if (Other == Holder && (OtherPart == Part || OtherPart == NoSym || Part == NoSym))
      return true;
  }
  return false;
}

bool Slots::mayBe(FnId F, const Path &Pth, CellId C) const { return overlap(at(F, Pth, true), C); }

SmallVector<const Holder *, 2> Slots::holders(FnId F, const Path &Pth) const {
  SmallVector<const Holder *, 2> Result;
  if (Pth.R == Root::Local && Pth.Steps.empty())
    if (const Holder *H = localHolder(F, Pth.Index))
      return {H};
  for (PartId Id : at(F, Pth, true))
    if (const Holder *H = P.holder(PartNames[Id].first); H && !is_contained(Result, H))
      Result.push_back(H);
  return Result;
}

bool Slots::mayRefer(FnId F, ValueId Id, CellId C) const { return overlap(addressed(F, Id), C); }

Parts Slots::addressed(FnId F, ValueId Id) const {
  if (Id == None)
    return {};
  const Value &Val = P.Functions[F].Values[Id];
  switch (Val.Kind) {
  case ValueKind::Address:
    return reach(F, Val.P).At;
  case ValueKind::Load: {
    Reach R = reach(F, Val.P);
    Parts Out = R.To;
    // A key is its holder wherever it is copied to; what is kept under it is not, nor is a copy of a state.
    for (PartId At : R.At) {
      auto [Usr, Part] = PartNames[At];
      const Holder *H = P.holder(Usr);
      if (H && H->Kind != HolderKind::Native && H->Kind != HolderKind::State && Part == NoSym)
        Out.set(At);
    }
    return Out;
  }
  case ValueKind::Result:
    return reach(F, Path{Root::Result, Val.Node, {}}).To;
  case ValueKind::Compute:
  case ValueKind::Choice:
  case ValueKind::Wrap: {
    Parts Out;
    for (ValueId Op : Val.Operands)
      Out |= addressed(F, Op);
    return Out;
  }
  default:
    return {};
  }
}

bool Slots::mayBeSlot(FnId F, const Path &Pth) const { return anyWritten(at(F, Pth, true)); }

/// True if To became larger.
static bool join(Parts &To, const Parts &From) { return To |= From; }

/// One step: addresses of slots flow from F into its callees' parameters, its locals, fields and result.
Slots::Changes Slots::propagateIn(FnId F) {
  const Function &Fn = P.Functions[F];
  Changes Ch;
  auto toField = [&](Sym Field, const Parts &From) {
    if (!From.empty() && join(FieldParts[Field], From))
      Ch.Fields.push_back(Field);
  };
  auto toParam = [&](FnId Callee, uint32_t Param, const Parts &From) {
    if (!From.empty() && join(ParamParts[key(Callee, Param)], From))
      Ch.Functions.push_back(Callee);
  };
  auto toThis = [&](FnId Callee, const Parts &From) {
    if (!From.empty() && join(ThisParts[Callee], From))
      Ch.Functions.push_back(Callee);
  };
  // Asked once a call: a virtual one may have hundreds of callees.
  SmallVector<Parts, 4> Args;
  auto evalArgs = [&](const Node &N) {
    Args.clear();
    for (ValueId A : N.Args)
      Args.push_back(addressed(F, A));
    return any_of(Args, [](const Parts &From) { return !From.empty(); });
  };
  for (const Value &Val : Fn.Values)
    if (Val.Kind == ValueKind::Closure || Val.Kind == ValueKind::Object)
      for (size_t I = 0; I != Val.Operands.size() && I < Val.Fields.size(); ++I)
        toField(Val.Fields[I], addressed(F, Val.Operands[I]));
  for (const Node &N : Fn.Nodes)
    switch (N.Kind) {
    case NodeKind::Store: {
      Parts From = addressed(F, N.Val);
      Sym Last = N.P.Steps.empty() ? NoSym : N.P.Steps.back();
      for (size_t I = N.P.Steps.size(); I-- && Last == ElementSym;)
        Last = N.P.Steps[I];
      if (Last >= FirstFreeSym)
        toField(Last, From);
      else if (N.P.R == Root::Global)
        toField(N.P.Index, From);
      else if (N.P.R == Root::Local && !From.empty() && Last != DerefSym && join(LocalParts[key(F, N.P.Index)], From))
        Ch.Functions.push_back(F);
      break;
    }
    case NodeKind::Return:
      if (join(ResultParts[F], addressed(F, N.Val)))
        Ch.Result = true;
      break;
    case NodeKind::Call: {
      Parts This = addressed(F, N.This);
      if (!evalArgs(N) && This.empty())
        break;
      for (FnId Callee : V.callees(N)) {
        toThis(Callee, This);
        for (uint32_t A = 0; A != Args.size(); ++A)
          toParam(Callee, A, Args[A]);
      }
      break;
    }
    case NodeKind::Invoke:
      if (evalArgs(N))
        for (const Target &T : V.targetsOf(F, N, /*WithHeap=*/true))
          for (uint32_t A = 0; A != Args.size(); ++A)
            toParam(T.Fn, T.Bound.size() + A, Args[A]);
      break;
    default:
      break;
    }
  return Ch;
}

static void addReader(SmallVectorImpl<FnId> &Readers, FnId F) {
  if (Readers.empty() || Readers.back() != F)
    Readers.push_back(F);
}

void Slots::propagateParts() {
  for (FnId F = 0; F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    for (uint32_t L = 0; L != Fn.Locals.size(); ++L)
      if (const Holder *H = localHolder(F, L))
        LocalHolders[key(F, L)] = H->Usr;
  }
  // Only functions in which an address can be on its way, and those that it gets to, are looked at again.
  std::deque<FnId> Work;
  std::vector<bool> Queued(P.Functions.size(), true);
  for (FnId F = 0; F != P.Functions.size(); ++F)
    Work.push_back(F);
  DenseMap<Sym, SmallVector<FnId, 4>> Readers; // fields and globals → functions that name them
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (const Value &Val : P.Functions[F].Values) {
      if (Val.P.R == Root::Global)
        addReader(Readers[Val.P.Index], F);
      for (Sym S : Val.P.Steps)
        if (S >= FirstFreeSym)
          addReader(Readers[S], F);
    }
  auto again = [&](FnId F) {
    if (!Queued[F]) {
      Queued[F] = true;
      Work.push_back(F);
    }
  };
  while (!Work.empty()) {
    FnId F = Work.front(); // first in, first out: what comes from several sides is taken on together
    Work.pop_front();
    Queued[F] = false;
    Changes Ch = propagateIn(F);
    for (FnId G : Ch.Functions)
      again(G);
    for (Sym S : Ch.Fields)
      for (FnId G : Readers.lookup(S))
        again(G);
    if (Ch.Result)
      for (const Values::CallSite &C : V.callers(F))
        again(C.Fn);
  }
}

} // namespace tidepool::solve
