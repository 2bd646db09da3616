//===- Facts.cpp - Resolves a function's nodes in one context -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Facts.h"
#include "checker/solve/OnceGuards.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
class Preparation {
public:
  Preparation(Effects &E, CtxId C)
      : E(E), V(E.V), S(E.S), F(E[C].Fn), Fn(V.P.Functions[F]), Ctx(E[C]), Once(V, S, F) {
    Env.Callee = F;
    if (Ctx.This != NoTerm)
      Env.This.push_back(Ctx.This);
    for (uint32_t I = 0; I != Ctx.Params.size(); ++I) {
      TermId Own = V.T.content(V.T.place({.R = PlaceRoot::Param, .A = F, .B = I}));
      Env.Params.push_back({Ctx.Params[I] == NoTerm ? Own : Ctx.Params[I]});
    }
  }

  std::vector<NodeFacts> run();

private:
  TermSet eval(ValueId Id);
  PlaceSet places(const Path &P);
  SmallVector<CellId, 2> cells(const Path &P);
  void access(const Node &N, NodeId Id, NodeFacts &Out);
  void store(const Node &N, NodeId Id, NodeFacts &Out);
  void call(const Node &N, NodeId Id, NodeFacts &Out);
  void copies(const Node &N, NodeFacts &Out);
  void invoke(const Node &N, NodeFacts &Out);
  void branch(const Node &N, NodeFacts &Out);
  void addCallee(FnId Callee, const Binding &B, NodeFacts &Out);
  void kill(const Path &P, NodeFacts &Out);
  PlaceId flagAt(const Path &P);
  uint32_t factKey(const Cond &C);
  void findUsefulFacts();
  WriteRec writeRec(const Node &N, NodeId Id);
  void restoreSource(const Node &N, CellId C, NodeFacts::Op &Op);
  bool copiedToSave(const Path &P) const;
  PlaceId copyAt(const Path &P);
  bool worthKeeping(const Path &P) const;
  bool savingPlace(const Path &P, unsigned Depth = 0) const;
  NodeFacts::Use useOfResult(NodeId Call) const;
  bool anchored(const Path &P, uint32_t &Via) const;
  bool copyOfSlot(ValueId Id);
  bool throughCopy(const Path &P);

  Effects &E;
  Values &V;
  Slots &S;
  FnId F;
  const Function &Fn;
  Context Ctx;
  Binding Env;
  OnceGuards Once;
  DenseSet<uint32_t> Useful;
};
} // namespace

TermSet Preparation::eval(ValueId Id) {
  TermSet R;
  for (TermId X : V.eval(F, Id))
    for (TermId Y : V.substitute(X, Env))
      addTo(R, Y);
  return R;
}

PlaceSet Preparation::places(const Path &P) {
  PlaceSet R;
  for (PlaceId X : V.places(F, P))
    for (PlaceId Y : V.substitutePlace(X, Env))
      addTo(R, Y, 4);
  return R;
}

SmallVector<CellId, 2> Preparation::cells(const Path &P) {
  SmallVector<CellId, 2> R;
  if (!S.mayBeSlot(F, P) && Ctx.This == NoTerm && Ctx.Params.empty())
    return R;
  for (PlaceId X : places(P))
    if (auto C = S.cell(X); C && S.cellWritten(*C))
      addTo(R, *C, 4);
  return R;
}

/// Facts that something can ask for later: a second branch on the same condition, a flag, a returned flag.
void Preparation::findUsefulFacts() {
  DenseMap<uint32_t, unsigned> Asked;
  for (const Node &N : Fn.Nodes) {
    if (N.Kind == NodeKind::Branch && N.Cond != None) {
      const Cond &C = Fn.Conds[N.Cond];
      if (uint32_t K = factKey(C))
        Asked[K] += C.P.R == Root::Local || C.Call != None ? 2 : 1;
      if (C.Call != None)
        Asked[callFact(C.Call)] += 2;
    }
    if (N.Kind == NodeKind::Return && N.Val != None) {
      const Value &Val = Fn.Values[N.Val];
      if (Val.Kind == ValueKind::Load && Val.P.R == Root::Local && Val.P.Steps.empty())
        Asked[localFact(Val.P.Index)] += 2;
      if (Val.Kind == ValueKind::Result)
        Asked[callFact(Val.Node)] += 2;
    }
  }
  for (auto [K, Count] : Asked)
    if (Count > 1)
      Useful.insert(K);
  // A copy of a flag is as useful as the flag.
  for (const Node &N : Fn.Nodes)
    if (N.Kind == NodeKind::Store && N.P.R == Root::Local && N.P.Steps.empty() && N.Val != None &&
        Useful.contains(localFact(N.P.Index))) {
      const Value &Val = Fn.Values[N.Val];
      if (Val.Kind == ValueKind::Result)
        Useful.insert(callFact(Val.Node));
      if (Val.Kind == ValueKind::Load && Val.P.R == Root::Local)
        Useful.insert(localFact(Val.P.Index));
    }
}

std::vector<NodeFacts> Preparation::run() {
  findUsefulFacts();
  std::vector<NodeFacts> Out(Fn.Nodes.size());
  for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id) {
    const Node &N = Fn.Nodes[Id];
    switch (N.Kind) {
    case NodeKind::Access:
      access(N, Id, Out[Id]);
      break;
    case NodeKind::Store:
      store(N, Id, Out[Id]);
      break;
    case NodeKind::Call:
      call(N, Id, Out[Id]);
      break;
    case NodeKind::Invoke:
      invoke(N, Out[Id]);
      break;
    case NodeKind::Branch:
      branch(N, Out[Id]);
      break;
    default:
      break;
    }
  }
  return Out;
}

/// Does the path name the holder itself, by its variable or through an accessor?
bool Preparation::anchored(const Path &P, uint32_t &Via) const {
  if (P.R == Root::Param) {
    Via = P.Index;
    return false;
  }
  // A local reference to something in a parameter, or in this object.
  if (P.R == Root::Local && !P.Steps.empty() && P.Steps[0] == DerefSym)
    for (PlaceId X : V.places(F, P)) {
      const PlaceData &D = V.T[X];
      if (!D.symbolic() || D.A != F || (D.R == PlaceRoot::This && (Fn.Flags & IsLambda)))
        continue;
      Via = D.R == PlaceRoot::Param ? D.B : None;
      return false;
    }
  if (P.R != Root::This || (Fn.Flags & IsLambda))
    return true;
  Via = None;
  return false;
}

WriteRec Preparation::writeRec(const Node &N, NodeId Id) {
  WriteRec W;
  W.SiteFn = W.Fn = F;
  W.SiteNode = W.Node = Id;
  W.Anchored = anchored(N.P, W.Via);
  W.From = E.origins(F, N.Val);
  return W;
}

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

/// A pointer that was copied out of a slot: the copying was the read, not what is done with the copy.
bool Preparation::copyOfSlot(ValueId Id) {
  if (Id == None)
    return false;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind != ValueKind::Load && Val.Kind != ValueKind::Result && Val.Kind != ValueKind::Choice)
    return false;
  return any_of(eval(Id), [&](TermId X) {
    const TermData &D = V.T.get(X);
    return D.K == TermKind::Content && S.cell(D.Place);
  });
}

bool Preparation::throughCopy(const Path &P) {
  if (P.R != Root::Local || P.Steps.empty() || P.Steps[0] != DerefSym)
    return false;
  return any_of(V.load(V.T.place({.R = PlaceRoot::Local, .A = F, .B = P.Index})), [&](TermId X) {
    const TermData &D = V.T.get(X);
    return D.K == TermKind::Content && S.cell(D.Place);
  });
}

void Preparation::access(const Node &N, NodeId Id, NodeFacts &Out) {
  if (N.Op == AccessOp::Read && throughCopy(N.P))
    return;
  for (CellId C : cells(N.P)) {
    NodeFacts::Op Op;
    Op.What = N.Op;
    Op.C = C;
    Op.W = writeRec(N, Id);
    StringRef Text = V.P.text(N.Text);
    if (N.Op == AccessOp::Read) {
      Op.Returned = Text == "return";
      Op.Weighs = S.counters().weighs(F, Id);
      Op.Saved = Text == "copy" && copiedToSave(N.P);
    }
    if (N.Op == AccessOp::Append) {
      Op.W.Append = true;
      Op.W.Counter = !Text.empty();
    }
    if (!N.Args.empty()) {
      Op.W.Keyed = true;
      Op.W.Key = E.origins(F, N.Args[0]);
    }
    Op.Once = Once.guards(Id, C);
    if (N.Op == AccessOp::Write)
      restoreSource(N, C, Op);
    Out.Ops.push_back(std::move(Op));
  }
  if (N.Op == AccessOp::Write || N.Op == AccessOp::Remove || N.Op == AccessOp::Append)
    kill(N.P, Out);
}

/// A copy of a slot's value that is later written back (or handed to a function that may) was made to restore
/// it. A copy of which only the emptiness is asked is not a read either.
bool Preparation::savingPlace(const Path &P, unsigned Depth) const {
  auto loads = [&](ValueId Id) {
    return Id != None && Fn.Values[Id].Kind == ValueKind::Load && Fn.Values[Id].P == P;
  };
  if ((P.R != Root::Local && P.R != Root::Param) || !P.Steps.empty()) {
    // A field: somebody writes it back.
    Sym Field = P.Steps.empty() ? NoSym : P.Steps.back();
    return Field >= FirstFreeSym && E.restoredFromField(Field);
  }
  bool Used = false;
  for (const Node &N : Fn.Nodes) {
    if ((N.Kind == NodeKind::Access || N.Kind == NodeKind::Store) && loads(N.Val) && S.mayBeSlot(F, N.P))
      return true;
    // Kept in yet another place.
    if (N.Kind == NodeKind::Store && loads(N.Val) && Depth < 4)
      return savingPlace(N.P, Depth + 1);
    if (N.Kind == NodeKind::Call && any_of(N.Args, loads))
      for (FnId Callee : V.callees(N))
        if (S.relevant(Callee))
          return true;
    Used |= N.P.R == P.R && N.P.Index == P.Index && !N.P.Steps.empty();
  }
  for (const Value &Val : Fn.Values)
    Used |= Val.P.R == P.R && Val.P.Index == P.Index;
  return !Used;
}

bool Preparation::copiedToSave(const Path &P) const {
  for (const Node &N : Fn.Nodes)
    if (N.Kind == NodeKind::Store && N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Load &&
        Fn.Values[N.Val].P == P)
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

/// `text = text + tag`: what was there before is still there.
static bool addsToItself(const Function &Fn, ValueId Id, const Path &P) {
  if (Id == None || Fn.Values[Id].Kind != ValueKind::Compute)
    return false;
  return any_of(Fn.Values[Id].Operands, [&](ValueId Op) {
    const Value &Val = Fn.Values[Op];
    return (Val.Kind == ValueKind::Load && Val.P == P) || addsToItself(Fn, Op, P);
  });
}

/// A store may be a write of a slot (through a reference), may save a slot, and changes what is known.
void Preparation::store(const Node &N, NodeId Id, NodeFacts &Out) {
  bool Whole = N.P.R == Root::Local && N.P.Steps.empty();
  SmallVector<CellId, 2> Cs;
  if (!Whole)
    Cs = cells(N.P);
  for (CellId C : Cs) {
    NodeFacts::Op Op;
    Op.What = AccessOp::Write;
    if (N.Val != None) {
      const Value &Val = Fn.Values[N.Val];
      const Holder *H = S[C].Decl;
      bool Initial = Val.Kind == ValueKind::Const && H->Initial != NoSym && Val.Symbol == H->Initial;
      if ((Val.Kind == ValueKind::Empty && H->Initial == NoSym) || Initial)
        Op.What = AccessOp::Remove;
    }
    Op.C = C;
    Op.W = writeRec(N, Id);
    Op.W.Append = addsToItself(Fn, N.Val, N.P);
    Op.Once = Once.guards(Id, C);
    restoreSource(N, C, Op);
    Out.Ops.push_back(std::move(Op));
  }
  kill(N.P, Out);
  if (Whole && N.Val != None) {
    const Value &Val = Fn.Values[N.Val];
    bool Asked = Useful.contains(localFact(N.P.Index));
    if (Asked && Val.Kind == ValueKind::Empty)
      Out.Sets.push_back({localFact(N.P.Index), false});
    if (Asked && (Val.Kind == ValueKind::Const || Val.Kind == ValueKind::Fresh || Val.Kind == ValueKind::Address))
      Out.Sets.push_back({localFact(N.P.Index), true});
    if (Val.Kind == ValueKind::Result) {
      Out.CopyFact = localFact(N.P.Index);
      Out.CopyFrom = callFact(Val.Node);
    }
    if (Val.Kind == ValueKind::Load && Val.P.R == Root::Local && Val.P.Steps.empty()) {
      Out.CopyFact = localFact(N.P.Index);
      Out.CopyFrom = localFact(Val.P.Index);
    }
  }
  if (N.Val != None && Cs.empty()) {
    const Value &Val = Fn.Values[N.Val];
    PlaceId From = Val.Kind == ValueKind::Load ? flagAt(Val.P) : NoTerm;
    bool FromField = From != NoTerm && !Val.P.Steps.empty();
    if (!Whole || FromField) {
      Out.FlagTo = flagAt(N.P);
      Out.FlagFrom = From;
    }
    if (Val.Kind == ValueKind::Empty)
      Out.FlagValue = false;
    if (Val.Kind == ValueKind::Const || Val.Kind == ValueKind::Fresh || Val.Kind == ValueKind::Address ||
        Val.Kind == ValueKind::Closure || Val.Kind == ValueKind::Function)
      Out.FlagValue = true;
    // A callable or an address that came in as an argument.
    if (Out.FlagTo != NoTerm && !Out.FlagValue && all_of(eval(N.Val), [&](TermId X) {
          TermKind K = V.T.get(X).K;
          return K == TermKind::Closure || K == TermKind::Function || K == TermKind::Bind ||
                 K == TermKind::Alloc || K == TermKind::Address;
        })) {
      Out.FlagValue = true;
      Out.FlagFrom = NoTerm;
    }
  }
  if (!Cs.empty())
    return;
  PlaceSet To;
  if (Whole)
    To.push_back(V.T.place({.R = PlaceRoot::Local, .A = F, .B = N.P.Index}));
  else
    To = places(N.P);
  if (To.size() != 1)
    return;
  Out.Overwrites = To[0];
  if (N.Val == None)
    return;
  NodeFacts::Save Sv{.To = To[0], .C = std::nullopt};
  const Value &Val = Fn.Values[N.Val];
  if (Val.Kind == ValueKind::Load)
    Sv.From = copyAt(Val.P);
  for (TermId X : eval(N.Val))
    if (const TermData &D = V.T.get(X); D.K == TermKind::Content && !Sv.C)
      Sv.C = S.cell(D.Place);
  if (Sv.C && !S.cellWritten(*Sv.C))
    Sv.C = std::nullopt;
  if ((Sv.C || Sv.From != NoTerm) && worthKeeping(N.P))
    Out.Saves.push_back(Sv);
}

/// A copy matters if it can be written back, handed on, or tested for the slot's emptiness.
bool Preparation::worthKeeping(const Path &P) const {
  if (!P.Steps.empty() && P.Steps.back() >= FirstFreeSym)
    return E.restoredFromField(P.Steps.back());
  if (P.R != Root::Local && P.R != Root::Param)
    return true;
  auto loads = [&](ValueId Id) { return Id != None && Fn.Values[Id].P == P && Fn.Values[Id].Kind == ValueKind::Load; };
  for (const Cond &C : Fn.Conds)
    if (C.Kind == CondKind::NonEmpty && C.P == P)
      return true;
  return any_of(Fn.Nodes, [&](const Node &N) {
    if (N.Kind == NodeKind::Store || N.Kind == NodeKind::Access)
      return loads(N.Val);
    return N.Kind == NodeKind::Call && any_of(N.Args, loads);
  });
}

/// The place of a variable or field that may hold a copy of a slot's value.
PlaceId Preparation::copyAt(const Path &P) {
  if (P.R == Root::Local && P.Steps.empty())
    return V.T.place({.R = PlaceRoot::Local, .A = F, .B = P.Index});
  PlaceSet At = places(P);
  return At.size() == 1 && !S.cell(At[0]) ? At[0] : NoTerm;
}

void Preparation::addCallee(FnId Callee, const Binding &B, NodeFacts &Out) {
  if (S.relevant(Callee))
    addTo(Out.Callees, E.context(Callee, B), 32);
  else
    addTo(Out.Plain, Callee, 32);
}

void Preparation::call(const Node &N, NodeId Id, NodeFacts &Out) {
  for (FnId Callee : V.callees(N)) {
    Binding B = V.bind(F, N, Callee);
    Binding Here;
    Here.Callee = Callee;
    for (PlaceId X : B.This)
      for (PlaceId Y : V.substitutePlace(X, Env))
        addTo(Here.This, Y, 4);
    for (const TermSet &P : B.Params) {
      TermSet Q;
      for (TermId X : P)
        for (TermId Y : V.substitute(X, Env))
          addTo(Q, Y);
      Here.Params.push_back(std::move(Q));
    }
    addCallee(Callee, Here, Out);
  }
  Out.ResultAsked = Useful.contains(callFact(Id));
  if (!Out.Callees.empty()) {
    Out.Result = useOfResult(Id);
    Out.Once = Once.guards(Id, std::nullopt);
    copies(N, Out);
    Out.Weighs = S.counters().weighs(F, Id);
    Out.SlotCopies = copyOfSlot(N.This);
    for (uint32_t A = 0; A != N.Args.size() && A < 31; ++A)
      Out.SlotCopies |= uint32_t(copyOfSlot(N.Args[A])) << (A + 1);
  }
  // A callee may change a flag whose address it gets.
  for (ValueId A : N.Args)
    if (A != None && Fn.Values[A].Kind == ValueKind::Address && Fn.Values[A].P.R == Root::Local)
      kill(Fn.Values[A].P, Out);
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

void Preparation::invoke(const Node &N, NodeFacts &Out) {
  Out.MaySkip = N.MayNotRun;
  SmallVector<TermSet, 4> Args;
  for (ValueId A : N.Args)
    Args.push_back(eval(A));
  bool Any = false;
  for (bool WithHeap : {false, true}) {
    if (Any)
      break;
    for (TermId X : eval(N.Val))
      for (const Target &T : V.targets(X, WithHeap)) {
        size_t Before = Out.Callees.size();
        addCallee(T.Fn, V.bind(T, Args), Out);
        if (T.KeepsExceptions && Out.Callees.size() != Before)
          Out.Keeping.push_back(Out.Callees.back());
        Any = true;
      }
    // A function handed to this one by many callers: the facts of one must not be mixed with another's.
    if (WithHeap && Out.Callees.size() + Out.Plain.size() > 8) {
      Out.Callees.clear();
      Out.Plain.clear();
    }
  }
}

/// The flag at a path: a field of an object that this activation or one of its callers owns, or a local copy of one.
PlaceId Preparation::flagAt(const Path &P) {
  if (P.R == Root::Local && P.Steps.empty())
    return V.T.place({.R = PlaceRoot::Local, .A = F, .B = P.Index});
  if (P.Steps.empty() || !E.flagField(P.Steps.back()))
    return NoTerm;
  PlaceSet At = places(P);
  if (At.size() != 1 || (V.T[At[0]].R != PlaceRoot::Local && V.T[At[0]].R != PlaceRoot::Inside))
    return NoTerm;
  return At[0];
}

uint32_t Preparation::factKey(const Cond &C) {
  if (C.Kind == CondKind::NonEmpty && C.P.R == Root::Local && C.P.Steps.empty())
    return localFact(C.P.Index);
  if (C.Call != None)
    return callFact(C.Call);
  if (C.Kind == CondKind::Plain || C.Kind == CondKind::NonEmpty)
    return conditionFact(C.Text);
  return 0;
}

void Preparation::branch(const Node &N, NodeFacts &Out) {
  if (N.Cond == None)
    return;
  const Cond &C = Fn.Conds[N.Cond];
  Out.FactKey = factKey(C);
  if (!Useful.contains(Out.FactKey))
    Out.FactKey = 0;
  if (C.Kind != CondKind::NonEmpty || !C.P.valid())
    return;
  if (!C.P.Steps.empty())
    Out.FlagTest = flagAt(C.P);
  for (CellId Cell : cells(C.P))
    Out.Tests.push_back({Cell, NoTerm});
  if (!Out.Tests.empty())
    return;
  // `auto *p = current(); if (p)`: a copy of the slot is tested.
  if (C.P.R == Root::Local && C.P.Steps.empty()) {
    PlaceId Copy = V.T.place({.R = PlaceRoot::Local, .A = F, .B = C.P.Index});
    for (TermId X : V.load(Copy))
      for (TermId Y : V.substitute(X, Env))
        if (V.T.get(Y).K == TermKind::Content)
          if (auto Cell = S.cell(V.T.get(Y).Place))
            Out.Tests.push_back({*Cell, Copy});
  } else if (C.P.R == Root::Result && C.P.Steps.empty()) {
    for (TermId X : V.results(F, C.P.Index))
      for (TermId Y : V.substitute(X, Env))
        if (V.T.get(Y).K == TermKind::Content)
          if (auto Cell = S.cell(V.T.get(Y).Place))
            Out.Tests.push_back({*Cell, NoTerm});
  }
}

/// Conditions over what is stored to here have to be asked anew.
void Preparation::kill(const Path &P, NodeFacts &Out) {
  if (P.R == Root::Local && P.Steps.empty())
    addTo(Out.Kills, localFact(P.Index), 64);
  for (const Cond &C : Fn.Conds) {
    bool Touched = any_of(C.Mentions, [&](const Path &M) {
      if (M.R != P.R || M.Index != P.Index)
        return false;
      size_t N = std::min(M.Steps.size(), P.Steps.size());
      return std::equal(M.Steps.begin(), M.Steps.begin() + N, P.Steps.begin());
    });
    if (Touched)
      if (uint32_t K = factKey(C))
        addTo(Out.Kills, K, 64);
  }
}

std::vector<NodeFacts> prepare(Effects &E, CtxId C) { return Preparation(E, C).run(); }

} // namespace tidepool::solve
