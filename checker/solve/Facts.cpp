//===- Facts.cpp - Resolves a function's nodes in one context -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Facts.h"
#include "checker/solve/Preparation.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Implementations of a method that are followed in a shallow context.
static constexpr unsigned MaxShallow = 2;

/// Terms of the function, as they are in this context.
TermSet Preparation::inContext(ArrayRef<TermId> Own) {
  TermSet R;
  for (TermId X : Own)
    for (TermId Y : V.substitute(X, Env)) {
      const TermData &D = V.T.get(Y);
      if (D.K == TermKind::Address || D.K == TermKind::Content)
        if (PlaceId Near = V.T.nearest(D.Place); Near != D.Place)
          Y = D.K == TermKind::Address ? V.T.address(Near) : V.T.content(Near);
      addTo(R, Y);
    }
  return R;
}

PlaceSet Preparation::placesInContext(ArrayRef<PlaceId> Own) {
  PlaceSet R;
  for (PlaceId X : Own)
    for (PlaceId Y : V.substitutePlace(X, Env))
      addTo(R, V.T.nearest(Y), 4);
  return R;
}

TermSet Preparation::eval(ValueId Id) { return inContext(V.eval(F, Id)); }

PlaceSet Preparation::places(const Path &P) { return placesInContext(V.places(F, P)); }

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
  dropUnasked(Out);
  return Out;
}

/// Forgetting what was never known, and overwriting copies that were never made, would only keep a node busy.
void Preparation::dropUnasked(std::vector<NodeFacts> &Out) const {
  DenseSet<PlaceId> Kept;
  for (const NodeFacts &NF : Out)
    for (const NodeFacts::Save &Sv : NF.Saves)
      Kept.insert(Sv.To);
  DenseSet<uint32_t> Lent; // locals whose address a callee may have
  for (const Value &Val : Fn.Values)
    if (Val.Kind == ValueKind::Address && Val.P.R == Root::Local)
      Lent.insert(Val.P.Index);
  // What is known of a returned object's members, or of those of an object's parts, comes along with it.
  auto brings = [&](ValueId Id) {
    if (Id == None || Fn.Values[Id].Kind == ValueKind::Object)
      return Id != None;
    const Value &Val = Fn.Values[Id];
    return Val.Kind == ValueKind::Result && !Out[Val.Node].Callees.empty();
  };
  for (NodeId Id = 0; Id != Out.size(); ++Id) {
    NodeFacts &NF = Out[Id];
    llvm::erase_if(NF.Kills, [&](uint32_t K) { return !Useful.contains(K); });
    if (!Useful.contains(NF.CopyFact))
      NF.CopyFact = 0;
    if (NF.Overwrites == NoTerm || Kept.contains(NF.Overwrites) || brings(Fn.Nodes[Id].Val))
      continue;
    const PlaceData &D = V.T[NF.Overwrites];
    bool Own = D.R == PlaceRoot::Local && D.A == F && D.Steps.empty() && !Lent.contains(D.B);
    bool NoCopy = !D.Steps.empty() && D.Steps.back() >= FirstFreeSym && !E.restoredFromField(D.Steps.back());
    if (Own || NoCopy)
      NF.Overwrites = NoTerm;
  }
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
      Op.Returned = Text == "return" || (Text == "copy" && copiedToReturn(N.P));
      // What an object of the thread's own (an arena, a sampler) does with its own number is its own affair.
      bool Internal = N.P.R == Root::This && !(Fn.Flags & IsLambda);
      Op.Weighs = !Internal && S.counters().weighs(F, Id);
      Op.Saved = Text == "copy" && copiedToSave(N.P);
    }
    if (N.Op == AccessOp::Append) {
      Op.W.Append = true;
      Op.W.Counter = !Text.empty() && Text != "push";
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
  if (N.Val != None)
    keep(N.P, To[0], N.Val, Out);
}

void Preparation::addCallee(FnId Callee, const Binding &B, NodeFacts &Out) {
  if (S.relevant(Callee))
    addTo(Out.Callees, E.context(Callee, B, Ctx.Shallow), 32);
  else
    addTo(Out.Plain, Callee, 32);
}

/// The functions that a call may run. Where the object is known to have been made as one class, a virtual call runs
/// that class's own.
SmallVector<FnId, 2> Preparation::targetsOf(const Node &N) {
  SmallVector<FnId, 2> All = V.callees(N);
  if (!N.Virtual || All.size() < 2 || N.This == None)
    return All;
  SmallVector<FnId, 2> Own;
  for (TermId X : eval(N.This)) {
    const TermData &D = V.T.get(X);
    const PlaceData *At = D.K == TermKind::Address ? &V.T[D.Place] : nullptr;
    bool Whole = At && At->R == PlaceRoot::Inside && At->Steps.empty();
    const TermData &Made = Whole ? V.T.get(At->A) : D;
    auto *It = Made.K == TermKind::Alloc ? find_if(All, [&](FnId G) { return V.P.Functions[G].Class == Made.Symbol; })
                                         : All.end();
    if (It == All.end())
      return All;
    addTo(Own, *It);
  }
  return Own;
}

void Preparation::call(const Node &N, NodeId Id, NodeFacts &Out) {
  auto Targets = targetsOf(N);
  Out.Removes = N.Op == AccessOp::Remove;
  auto matter = [&](FnId G) { return S.relevant(G); };
  bool Wide = Ctx.Shallow && N.Virtual && count_if(Targets, matter) > MaxShallow;
  for (FnId Callee : Targets) {
    if (Wide) {
      addTo(Out.Plain, Callee, 32);
      continue;
    }
    Binding B = V.bind(F, N, Callee);
    B.This = placesInContext(B.This);
    for (TermSet &P : B.Params)
      P = inContext(P);
    addCallee(Callee, B, Out);
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

void Preparation::invoke(const Node &N, NodeFacts &Out) {
  Out.MaySkip = N.MayNotRun;
  if (N.Cleanup && Fn.Values[N.Val].Kind == ValueKind::Load && !Fn.Values[N.Val].P.Steps.empty())
    Out.FlagTest = flagAt(Fn.Values[N.Val].P);
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
  // An object that came in by value; its caller knows how it was made.
  if (At.size() == 1 && V.T[At[0]].R == PlaceRoot::Param && !is_contained(V.T[At[0]].Steps, DerefSym))
    return At[0];
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
    for (TermId X : inContext(V.load(Copy)))
      if (V.T.get(X).K == TermKind::Content)
        if (auto Cell = S.cell(V.T.get(X).Place))
          Out.Tests.push_back({*Cell, Copy});
  } else if (C.P.R == Root::Result && C.P.Steps.empty()) {
    for (TermId X : inContext(V.results(F, C.P.Index)))
      if (V.T.get(X).K == TermKind::Content)
        if (auto Cell = S.cell(V.T.get(X).Place))
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
