//===- Saving.cpp - Where slots' values are kept to be put back ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A guard keeps the old value in a member, a function in a variable; both give
// it back by a write, or by a call of a setter. This finds, once for the whole
// program, the fields and parameters that can be on such a way.
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Effects.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Effects::Effects(Values &V, Slots &S, Throws &Th) : V(V), S(S), Th(Th) {
  findSettersParams();
  findSavingPlaces();
  findSettledFields();
}

/// The parameter that a value is a copy of.
static std::optional<uint32_t> copiedParam(const Function &Fn, ValueId Id) {
  if (Id == None || Fn.Values[Id].Kind != ValueKind::Load || Fn.Values[Id].P.R != Root::Param)
    return std::nullopt;
  const Path &P = Fn.Values[Id].P;
  bool Whole = P.Steps.empty() || (P.Steps.size() == 1 && P.Steps[0] == DerefSym);
  return Whole ? std::optional<uint32_t>(P.Index) : std::nullopt;
}

/// The field (or capture) that is loaded, also where it is a reference.
static Sym fieldOf(const Path &P) {
  ArrayRef<Sym> Steps(P.Steps);
  while (!Steps.empty() && Steps.back() == DerefSym)
    Steps = Steps.drop_back();
  return !Steps.empty() && Steps.back() >= FirstFreeSym ? Steps.back() : NoSym;
}

static bool writesSlot(const Slots &S, FnId F, const Node &N) {
  return N.puts() && N.Val != None && S.mayBeSlot(F, N.P);
}

/// Parameters that a setter writes to a slot, itself or through another setter, where a caller passes a variable.
void Effects::findSettersParams() {
  std::vector<std::pair<FnId, uint32_t>> Work;
  auto add = [&](FnId F, ValueId Val) {
    if (auto Param = copiedParam(V.P.Functions[F], Val))
      if (RestoreParams.insert({F, *Param}).second)
        Work.push_back({F, *Param});
  };
  for (FnId F = 0; F != V.P.Functions.size(); ++F)
    if (S.relevant(F))
      for (const Node &N : V.P.Functions[F].Nodes)
        if (writesSlot(S, F, N))
          add(F, N.Val);
  while (!Work.empty()) {
    auto [F, Param] = Work.back();
    Work.pop_back();
    bool Variable = false;
    for (const Values::CallSite &C : V.callers(F)) {
      const Function &Caller = V.P.Functions[C.Fn];
      const Node &Call = Caller.Nodes[C.Node];
      if (Param >= Call.Args.size() || Call.Args[Param] == None)
        continue;
      const Value &Arg = Caller.Values[Call.Args[Param]];
      Variable |= Arg.Kind == ValueKind::Load || (Arg.Kind == ValueKind::Address && Arg.P.valid());
      if (Sym Field = Arg.Kind == ValueKind::Load ? fieldOf(Arg.P) : NoSym)
        RestoreFields.insert(Field);
      add(C.Fn, Call.Args[Param]);
    }
    if (!Variable)
      RestoreParams.erase({F, Param});
  }
}

/// Members where a slot's content is kept aside: restoring from them later is no write of new data.
void Effects::findSavingPlaces() {
  for (FnId F = 0; F != V.P.Functions.size(); ++F) {
    if (!S.relevant(F))
      continue;
    const Function &Fn = V.P.Functions[F];
    for (const Cond &C : (Fn.Flags & IsDestructor) ? ArrayRef<Cond>(Fn.Conds) : ArrayRef<Cond>())
      if (C.Kind == CondKind::NonEmpty && !C.P.Steps.empty() && C.P.Steps.back() >= FirstFreeSym)
        FlagFields.insert(C.P.Steps.back());
    for (const Node &N : Fn.Nodes) {
      // A scope guard whose callable may have been taken back.
      if (N.Kind == NodeKind::Invoke && N.Cleanup && N.Val != None && !Fn.Values[N.Val].P.Steps.empty() &&
          Fn.Values[N.Val].P.Steps.back() >= FirstFreeSym)
        FlagFields.insert(Fn.Values[N.Val].P.Steps.back());
      if (writesSlot(S, F, N)) {
        if (Sym Field = fieldOf(Fn.Values[N.Val].P))
          RestoreFields.insert(Field);
      }
      if (N.Kind == NodeKind::Store && N.Val != None)
        savedIn(F, N.P.Steps.empty() ? NoSym : N.P.Steps.back(), N.Val);
    }
  }
}

/// A slot's content in a value that is put into a field, or that is itself an aggregate with fields.
void Effects::savedIn(FnId F, Sym Field, ValueId Id) {
  const Value &Val = V.P.Functions[F].Values[Id];
  if (Val.Kind == ValueKind::Object && Val.Node == None) {
    for (size_t I = 0; I != Val.Operands.size() && I != Val.Fields.size(); ++I)
      if (Val.Operands[I] != None)
        savedIn(F, Val.Fields[I], Val.Operands[I]);
    return;
  }
  if (Field < FirstFreeSym)
    return;
  for (TermId X : V.eval(F, Id)) {
    const TermData &D = V.T.get(X);
    if (D.K != TermKind::Content)
      continue;
    if (auto C = S.cell(D.Place))
      SavedFields.insert({Field, S[*C].Slot});
    // Through a reference or `this`: whatever slot the caller has.
    const PlaceData &At = V.T[D.Place];
    Root Kind = At.R == PlaceRoot::Param ? Root::Param : Root::This;
    if (At.symbolic() && At.A == F && S.mayBeSlot(F, Path{Kind, At.B, {At.Steps.begin(), At.Steps.end()}}))
      SavedFields.insert({Field, AnySlot});
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
  return Last != NoSym && (SavedFields.count({Last, S[C].Slot}) || SavedFields.count({Last, AnySlot}));
}

WriteId Effects::left(const SlotState &S) const {
  if (S.K == SlotKind::Own)
    return S.Id;
  return S.K == SlotKind::Token && V.T[S.Id].R == PlaceRoot::Param ? S.Else : NoTerm;
}

} // namespace tidepool::solve
