//===- Copies.cpp - Copies of slots' values, and what becomes of them -----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A copy that is made to be put back is no read, and to put it back is no write
// of new data. This finds both within one function.
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Preparation.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// `slot = saved;` writes back what was read from it, if saved holds that.
void Preparation::restoreSource(const Node &N, CellId C, NodeFacts::Op &Op) {
  if (N.Val == None)
    return;
  const Value &Val = Fn.Values[N.Val];
  if (Val.Kind != ValueKind::Load && Val.Kind != ValueKind::Address)
    return;
  PlaceSet From;
  if (Val.P.R == Root::Local && Val.P.Steps.empty())
    From.push_back(V.T.place({.R = PlaceRoot::Local, .A = F, .B = Val.P.Index}));
  else
    From = places(Val.P);
  for (PlaceId X : From) {
    Op.RestoresFrom = X;
    Op.MaybeRestore = E.savedFrom(X, C);
    break;
  }
  // What a setter was given, only its caller knows.
  bool Given = Val.P.R == Root::Param && (Val.P.Steps.empty() || (Val.P.Steps.size() == 1 && Val.P.Steps[0] == DerefSym));
  if (!Op.MaybeRestore && Given && E.restoredFromParam(F, Val.P.Index)) {
    Op.RestoresFrom = V.T.place({.R = PlaceRoot::Param, .A = F, .B = Val.P.Index});
    Op.MaybeRestore = true;
  }
}

/// Is the value what some slot held?
bool Preparation::fromSlot(TermId X) {
  const TermData &D = V.T.get(X);
  return D.K == TermKind::Content && S.cell(D.Place);
}

/// A pointer that was copied out of a slot: the copying was the read, not what is done with the copy.
bool Preparation::copyOfSlot(ValueId Id) {
  if (Id == None)
    return false;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind != ValueKind::Load && Val.Kind != ValueKind::Result && Val.Kind != ValueKind::Choice)
    return false;
  return any_of(eval(Id), [&](TermId X) { return fromSlot(X); });
}

bool Preparation::throughCopy(const Path &P) {
  if (P.R != Root::Local || P.Steps.empty() || P.Steps[0] != DerefSym)
    return false;
  return any_of(V.load(V.T.place({.R = PlaceRoot::Local, .A = F, .B = P.Index})),
                [&](TermId X) { return fromSlot(X); });
}

/// Is the value what is in a variable?
bool Preparation::loads(ValueId Id, const Path &P) const {
  return Id != None && Fn.Values[Id].Kind == ValueKind::Load && Fn.Values[Id].P == P;
}

/// Is the value what is in a variable, or its address?
bool Preparation::gives(ValueId Id, const Path &P) const {
  return loads(Id, P) || (Id != None && Fn.Values[Id].Kind == ValueKind::Address && Fn.Values[Id].P == P);
}

/// A copy of a slot's value that is later written back (or handed to a function that may) was made to restore
/// it. A copy of which only the emptiness is asked is not a read either.
bool Preparation::savingPlace(const Path &P, unsigned Depth) const {
  if ((P.R != Root::Local && P.R != Root::Param) || !P.Steps.empty()) {
    // A field: somebody writes it back.
    Sym Field = P.Steps.empty() ? NoSym : P.Steps.back();
    return Field >= FirstFreeSym && E.restoredFromField(Field);
  }
  // Captured by a function object that writes it back.
  for (const Value &Val : Fn.Values)
    for (size_t I = 0; I != Val.Operands.size() && I != Val.Fields.size(); ++I) {
      ValueId Op = Val.Operands[I];
      if (Op != None && Fn.Values[Op].P == P && Val.Fields[I] >= FirstFreeSym && E.restoredFromField(Val.Fields[I]))
        return true;
    }
  bool Used = false;
  for (const Node &N : Fn.Nodes) {
    if ((N.Kind == NodeKind::Access || N.Kind == NodeKind::Store) && loads(N.Val, P) && S.mayBeSlot(F, N.P))
      return true;
    // Kept in yet another place.
    if (N.Kind == NodeKind::Store && loads(N.Val, P) && Depth < 4)
      return savingPlace(N.P, Depth + 1);
    if (N.Kind == NodeKind::Call && any_of(N.Args, [&](ValueId Id) { return gives(Id, P); }))
      for (FnId Callee : V.callees(N))
        if (S.relevant(Callee))
          return true;
    Used |= N.P.R == P.R && N.P.Index == P.Index && !N.P.Steps.empty();
  }
  for (const Value &Val : Fn.Values)
    Used |= Val.P.R == P.R && Val.P.Index == P.Index;
  return !Used;
}

/// `T *old = slot; slot = next; return old;`: what becomes of the copy is the caller's to say.
bool Preparation::copiedToReturn(const Path &P) const {
  for (const Node &Copy : Fn.Nodes) {
    bool Local = Copy.Kind == NodeKind::Store && Copy.P.R == Root::Local && Copy.P.Steps.empty();
    if (!Local || !loads(Copy.Val, P))
      continue;
    auto mentions = [&](const Path &Q) { return Q.R == Root::Local && Q.Index == Copy.P.Index; };
    auto uses = [&](ValueId Id) { return Id != None && mentions(Fn.Values[Id].P); };
    bool Returned = false, Other = any_of(Fn.Values, [&](const Value &Val) { return any_of(Val.Operands, uses); }) ||
                                  any_of(Fn.Conds, [&](const Cond &C) { return any_of(C.Mentions, mentions); });
    for (const Node &N : Fn.Nodes) {
      (N.Kind == NodeKind::Return ? Returned : Other) |= uses(N.Val);
      Other |= any_of(N.Args, uses) || uses(N.This) || (&N != &Copy && mentions(N.P));
    }
    return Returned && !Other;
  }
  return false;
}

bool Preparation::copiedToSave(const Path &P) const {
  for (const Node &N : Fn.Nodes)
    if (N.Kind == NodeKind::Store && loads(N.Val, P))
      return savingPlace(N.P);
  return false;
}

NodeFacts::Use Preparation::useOfResult(NodeId Call) const {
  bool Returned = false, Used = false;
  for (ValueId Id = 0; Id != Fn.Values.size(); ++Id) {
    const Value &Val = Fn.Values[Id];
    if (Val.P.R == Root::Result && Val.P.Index == Call)
      return NodeFacts::Use::Used;
    if (Val.Kind != ValueKind::Result || Val.Node != Call)
      continue;
    for (const Node &N : Fn.Nodes) {
      if (N.Kind == NodeKind::Store && N.Val == Id)
        Used |= !savingPlace(N.P);
      else if (N.Kind == NodeKind::Return && N.Val == Id)
        Returned = true;
      else
        Used |= N.Val == Id || is_contained(N.Args, Id) || N.This == Id;
    }
    for (const Value &Other : Fn.Values)
      Used |= is_contained(Other.Operands, Id);
  }
  for (const Node &N : Fn.Nodes)
    Used |= N.P.R == Root::Result && N.P.Index == Call;
  return Used ? NodeFacts::Use::Used : Returned ? NodeFacts::Use::Returned : NodeFacts::Use::Unused;
}

/// A copy of a slot's value goes into a place, alone or as a member of an aggregate.
void Preparation::keep(const Path &P, PlaceId To, ValueId Id, NodeFacts &Out) {
  const Value &Val = Fn.Values[Id];
  if (Val.Kind == ValueKind::Object && Val.Node == None) {
    for (size_t I = 0; I != Val.Operands.size() && I != Val.Fields.size(); ++I) {
      Path Member = P;
      Member.Steps.push_back(Val.Fields[I]);
      if (Val.Fields[I] != NoSym && Val.Operands[I] != None)
        keep(Member, V.T.step(To, Val.Fields[I]), Val.Operands[I], Out);
    }
    return;
  }
  NodeFacts::Save Sv{.To = To, .C = std::nullopt};
  if (Val.Kind == ValueKind::Load)
    Sv.From = copyAt(Val.P);
  if (Val.Kind == ValueKind::Result && !(P.R == Root::Local && P.Steps.empty())) // old_(slot.exchange(next))
    Sv.From = V.T.place({.R = PlaceRoot::Result, .A = F, .B = Val.Node});
  for (TermId X : eval(Id))
    if (const TermData &D = V.T.get(X); D.K == TermKind::Content && !Sv.C)
      Sv.C = S.cell(D.Place);
  if (Sv.C && !S.cellWritten(*Sv.C))
    Sv.C = std::nullopt;
  // An old state is given through a pointer for one purpose only.
  bool State = Sv.C && S[*Sv.C].Decl->Kind == HolderKind::State;
  if ((Sv.C || Sv.From != NoTerm) && (State || worthKeeping(P)))
    Out.Saves.push_back(Sv);
}

/// A copy matters if it can be written back, handed on, or tested for the slot's emptiness.
bool Preparation::worthKeeping(const Path &P) const {
  if (!P.Steps.empty() && P.Steps.back() >= FirstFreeSym)
    return E.restoredFromField(P.Steps.back());
  if (P.R != Root::Local && P.R != Root::Param)
    return true;
  for (const Cond &C : Fn.Conds)
    if (C.Kind == CondKind::NonEmpty && C.P == P)
      return true;
  if (any_of(Fn.Values, [&](const Value &V) { return any_of(V.Operands, [&](ValueId Id) { return loads(Id, P); }); }))
    return true;
  return any_of(Fn.Nodes, [&](const Node &N) {
    if (N.Kind == NodeKind::Store || N.Kind == NodeKind::Access || N.Kind == NodeKind::Return)
      return loads(N.Val, P);
    return N.Kind == NodeKind::Call && any_of(N.Args, [&](ValueId Id) { return gives(Id, P); });
  });
}

/// The place of a variable or field that may hold a copy of a slot's value.
PlaceId Preparation::copyAt(const Path &P) {
  if (P.R == Root::Local && P.Steps.empty())
    return V.T.place({.R = PlaceRoot::Local, .A = F, .B = P.Index});
  PlaceSet At = places(P);
  return At.size() == 1 && !S.cell(At[0]) ? At[0] : NoTerm;
}

/// Where setters' arguments come from: maybe a copy that was made to be put back.
void Preparation::copies(const Node &N, NodeFacts &Out) {
  for (uint32_t A = 0; A != N.Args.size(); ++A) {
    Out.Copies.push_back(NoTerm);
    if (N.Args[A] == None || !any_of(V.callees(N), [&](FnId G) { return E.restoredFromParam(G, A); }))
      continue;
    const Value &Val = Fn.Values[N.Args[A]];
    if (Val.Kind == ValueKind::Load && Val.P.R == Root::Param && E.restoredFromParam(F, Val.P.Index))
      Out.Copies.back() = V.T.place({.R = PlaceRoot::Param, .A = F, .B = Val.P.Index});
    else if (Val.Kind == ValueKind::Load || Val.Kind == ValueKind::Address)
      Out.Copies.back() = copyAt(Val.P);
  }
}

} // namespace tidepool::solve
