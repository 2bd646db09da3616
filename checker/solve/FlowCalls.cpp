//===- FlowCalls.cpp - A callee's effect, applied at its call ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Flow.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Names a callee's access by this call, unless the callee itself names the holder.
template <class Rec> void Flow::lift(Rec &R, const Node &N, NodeId Id) const {
  if (R.Anchored)
    return;
  ValueId Arg = R.Via == None ? N.This : R.Via < N.Args.size() ? N.Args[R.Via] : None;
  R.Fn = F;
  R.Node = Id;
  R.Anchored = true;
  if (Arg == None)
    return;
  const Path &P = Fn.Values[Arg].P;
  if (P.R == Root::Param) {
    R.Anchored = false;
    R.Via = P.Index;
  } else if (P.R == Root::This && !(Fn.Flags & IsLambda)) {
    R.Anchored = false;
    R.Via = None;
  }
  if (R.Anchored)
    R.Via = None;
}

WriteId Flow::mapWrite(WriteId W, const Node &N, NodeId Id, FnId Callee) {
  const WriteRec &Old = E.write(W);
  bool Once = E.facts(Ctx, Id).Once;
  auto local = [](const Origins &O) { return !O.Params && !O.This; };
  if (Old.Anchored && local(Old.From) && local(Old.Key) && !Once)
    return W;
  auto [It, New] = Mapped.try_emplace({uint64_t(Id) << 32 | Callee, W}, NoTerm);
  if (New) {
    WriteRec Here = Old;
    Here.From = E.mapOrigins(Here.From, F, N, Callee);
    if (Here.Keyed)
      Here.Key = E.mapOrigins(Here.Key, F, N, Callee, /*Key=*/true);
    Here.Fill |= Once;
    lift(Here, N, Id);
    It->second = E.intern(Here);
  }
  return It->second;
}

/// The callee has written what is in a place: a copy saved here, one that a caller may have saved, or new data.
SlotState Flow::mapToken(const SlotState &In, const Node &N, NodeId Id, FnId Callee, const PathState &S) {
  PlaceId Place = In.Id;
  const PlaceData &D = E.V.T[Place];
  bool Given = D.R == PlaceRoot::Param && D.A == Callee;
  const auto &Copies = E.facts(Ctx, Id).Copies;
  if (Given)
    Place = D.B < Copies.size() ? Copies[D.B] : NoTerm;
  if (popped(In)) {
    PathState Popped = S;
    pop(Popped);
    return Popped.Cur;
  }
  if (const SlotState *Saved = Place == NoTerm ? nullptr : token(S, Place)) {
    SlotState Back = *Saved;
    if (Back.K != SlotKind::Own)
      Back.Last = S.Cur.lastWrite();
    return Back;
  }
  SlotState Out = In;
  if (In.Last != NoTerm)
    Out.Last = mapWrite(In.Last, N, Id, Callee);
  if (In.Else != NoTerm)
    Out.Else = mapWrite(In.Else, N, Id, Callee);
  if (!Given)
    return Out;
  Out.Id = Place;
  if (Place != NoTerm && (E.V.T[Place].R == PlaceRoot::Param || E.savedFrom(Place, C)))
    return Out;
  return {.K = SlotKind::Own, .Id = Out.Else, .Last = Out.Last};
}

SlotState Flow::mapState(const SlotState &In, const Node &N, NodeId Id, FnId Callee, const PathState &S) {
  SlotState Out = In;
  if (In.Last != NoTerm)
    Out.Last = mapWrite(In.Last, N, Id, Callee);
  switch (In.K) {
  case SlotKind::Incoming:
    Out = S.Cur;
    if (In.Last != NoTerm && Out.K != SlotKind::Own)
      Out.Last = mapWrite(In.Last, N, Id, Callee);
    return Out;
  case SlotKind::Own:
    // Numbers that are only added to keep what the caller made of them.
    if (In.Mixed && E.write(In.Id).Counter && S.Cur.K == SlotKind::Own)
      return S.Cur;
    Out.Id = mapWrite(In.Id, N, Id, Callee);
    Out.Mixed = In.Mixed && S.Cur.showsIncoming();
    return Out;
  case SlotKind::Clean:
    if (In.Found && S.Cur.K != SlotKind::Incoming) {
      if (S.Cur.K != SlotKind::Clean)
        return {.K = SlotKind::Clean, .Found = true, .Last = Out.Last};
      return S.Cur;
    }
    if (In.Id != NoTerm)
      Out.Id = mapWrite(In.Id, N, Id, Callee);
    if (Out.Last == NoTerm)
      Out.Last = S.Cur.lastWrite();
    return Out;
  case SlotKind::Token:
    return mapToken(In, N, Id, Callee, S);
  }
  return Out;
}

/// Does the node call something that was captured or passed in, rather than named?
bool Flow::callsHandedOver(const Node &N) const {
  if (N.Kind == NodeKind::Invoke)
    return true;
  auto Callee = E.V.P.function(N.Callee);
  bool Callable = Callee && ((E.V.P.Functions[*Callee].Flags & IsLambda) ||
                             E.V.P.text(N.Callee).contains("@F@operator()"));
  if (N.This == None || !Callable)
    return false;
  const Path &P = Fn.Values[N.This].P;
  return P.R == Root::Param || (P.R == Root::This && (Fn.Flags & IsLambda));
}

/// What a destructor reads that a scope's end runs: after the slot was cleaned, or while it has the address of a local.
void Flow::lateUses(const Node &N, NodeId Id, FnId Callee, const CellEffect &Eff, const PathState &S) {
  constexpr size_t MaxLateUses = 64;
  auto Add = [&](const LateUse &L) {
    if (R.Effect.LateUses.size() < MaxLateUses)
      R.Effect.LateUses.insert(L);
  };
  for (LateUse L : Eff.LateUses) {
    L.W = mapWrite(L.W, N, Id, Callee);
    Add(L);
  }
  bool Cleaned = S.Cur.K == SlotKind::Clean || S.Cur.K == SlotKind::Incoming;
  WriteId W = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last;
  if (!N.Cleanup || W == NoTerm || S.Cur.Found || (!Cleaned && !E.write(W).From.LocalAddress))
    return;
  for (const Exposure &X : Eff.Exposures)
    if (X.Anchored && !X.Returned && !X.Keyed && X.Pre != Before::NonEmpty)
      Add({F, Id, X.SiteFn, X.SiteNode, X.Fn, X.Node, W, Cleaned});
}

void Flow::applyEffect(const Node &N, NodeId Id, CtxId Callee, const CellEffect &Eff, bool Reads,
                       const PathState &S, const BranchFacts &Facts) {
  FnId G = E[Callee].Fn;
  bool Peeks = S.Peeked;
  if (Reads && S.Pre != Before::Empty)
    for (Exposure X : Eff.Exposures) {
      if (!showsIncoming(S.Cur) && !X.Weighs && !E.facts(Ctx, Id).Weighs)
        continue;
      uint32_t Arg = X.Via == None ? 0 : X.Via + 1;
      if (!X.Anchored && Arg < 32 && (E.facts(Ctx, Id).SlotCopies >> Arg & 1))
        continue;
      lift(X, N, Id);
      if (X.Keyed)
        X.Key = E.mapOrigins(X.Key, F, N, G, /*Key=*/true);
      if (X.Returned) {
        NodeFacts::Use Use = E.facts(Ctx, Id).Result;
        if (Use == NodeFacts::Use::Unused)
          continue;
        X.Returned = Use == NodeFacts::Use::Returned;
        X.Weighs |= E.facts(Ctx, Id).Weighs;
      }
      expose(X, S);
      Peeks |= X.Weighs && S.Cur.showsIncoming();
    }
  lateUses(N, Id, G, Eff, S);
  if (!S.Peeked)
    R.Effect.ReadOwn.insert(Eff.ReadOwn.begin(), Eff.ReadOwn.end());
  for (HandOver H : Eff.HandOvers) {
    H.S = mapState(H.S, N, Id, G, S);
    R.Effect.HandOvers.insert(H);
  }
  for (const Outcome &From : Eff.Outcomes) {
    const Outcome O{From.Exit, fromCallee(From.S, Callee, Id)};
    PathState Next = S;
    if (O.S.Pre != Before::Any) {
      bool NonEmpty = O.S.Pre == Before::NonEmpty;
      if (S.Cur.K == SlotKind::Clean && NonEmpty)
        continue;
      if (S.Cur.K == SlotKind::Own && !NonEmpty && E.write(S.Cur.Id).From.neverEmpty())
        continue;
      if (S.Cur.K == SlotKind::Incoming) {
        if (S.Pre != Before::Any && S.Pre != O.S.Pre)
          continue;
        Next.Pre = O.S.Pre;
      }
    }
    if (!mergeFlags(Next, O.S.Flags))
      continue;
    Next.Cur = mapState(O.S.Cur, N, Id, G, S);
    Next.Peeked = Peeks || (O.S.Peeked && S.Cur.showsIncoming());
    unsigned Pushed = pushed(S);
    if (Pushed && popped(O.S.Cur))
      llvm::erase_if(Next.Tokens, [&](const auto &Tk) { return Tk.first == below(Pushed - 1); });
    for (auto &[Place, State] : O.S.Tokens)
      setToken(Next, onTopOf(Pushed, Place), mapState(State, N, Id, G, S));
    Next.Ret = Truth::Unknown;
    switch (O.Exit) {
    case ExitKind::Normal: {
      BranchFacts Here = Facts;
      if (O.S.Kept) {
        Next.Kept = true;
        Next.Exc = O.S.Exc;
      }
      std::optional<bool> Fact;
      if (O.S.Ret != Truth::Unknown)
        Fact = O.S.Ret == Truth::True;
      if (E.facts(Ctx, Id).ResultAsked)
        setFact(Here, callFact(Id), Fact);
      if (E.facts(Ctx, Id).Removes && E.touchesSlot(Callee, C))
        Next.Cur = removed(Next.Cur);
      normal(N, Next, Here, Callee);
      break;
    }
    case ExitKind::Unwound:
      Next.Exc = O.S.Exc;
      // It has left a callable that somebody handed over: whatever catches it now is not the task's own code.
      if (callsHandedOver(N))
        Next.Kept = true;
      if (is_contained(E.facts(Ctx, Id).Keeping, Callee)) {
        Next.Kept = true;
        normal(N, Next, Facts, Callee, /*Threw=*/true);
        break;
      }
      push(N.Unwind, std::move(Next), Facts, Callee, /*Threw=*/true);
      break;
    case ExitKind::NoReturn:
      break;
    }
  }
}

/// Does a call that empties what the thread has, or the holders of some libraries, empty this slot?
bool Flow::clears(const Node &Call) const {
  return Call.Types.empty() || (C != NoCell && is_contained(Call.Types, E.S[C].Decl->Model));
}

void Flow::calls(const Node &N, NodeId Id, const NodeFacts &NF, const PathState &S, const BranchFacts &Facts) {
  if (NF.FlagTest != NoTerm && flag(S, NF.FlagTest) == false)
    return normal(N, S, Facts); // a scope guard that was cancelled
  bool Skips = NF.MaySkip || (NF.Callees.empty() && NF.Plain.empty());
  auto throwing = [&](FnId G) {
    for (ExcId X : E.Th.of(G)) {
      PathState Next = S;
      Next.Exc = X;
      push(N.Unwind, std::move(Next), Facts, NoTerm, /*Threw=*/true);
    }
    Skips |= E.Th.mayReturn(G);
  };
  for (FnId G : NF.Plain)
    throwing(G);
  for (CtxId Callee : NF.Callees) {
    CellId Of = C;
    const CellEffect &Eff = E.effectOn(Callee, C, Of);
    applyEffect(N, Id, Callee, Eff, C == NoCell || !E.S.behindPointer(Of, C), S, Facts);
  }
  if (Skips) {
    BranchFacts Here = Facts;
    setFact(Here, callFact(Id), std::nullopt);
    PathState Next = S;
    if (NF.Removes && NF.Callees.empty() && clears(N))
      Next.Cur = removed(S.Cur);
    normal(N, Next, Here);
  }
}

} // namespace tidepool::solve
