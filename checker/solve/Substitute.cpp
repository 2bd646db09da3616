//===- Substitute.cpp - Terms of a callee, seen from its caller -----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Values.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Binding Values::bind(FnId Caller, const Node &Call, FnId Callee) {
  Binding B;
  B.Callee = Callee;
  if (Call.This != None)
    for (TermId X : eval(Caller, Call.This))
      for (PlaceId Q : pointees(X))
        addTo(B.This, Q, 4);
  for (ValueId A : Call.Args)
    B.Params.push_back(eval(Caller, A));
  return B;
}

Binding Values::bind(const Target &Tg, ArrayRef<TermSet> Args) {
  Binding B;
  B.Callee = Tg.Fn;
  const Function &Fn = P.Functions[Tg.Fn];
  SmallVector<TermSet, 4> All;
  for (TermId X : Tg.Bound)
    All.push_back({X});
  // Unknown bound arguments are placeholders: filled in order by the call's own.
  size_t Next = 0;
  for (TermSet &S : All)
    if (S.size() == 1 && T.get(S[0]).K == TermKind::Unknown && Next < Args.size())
      S = Args[Next++];
  for (; Next < Args.size(); ++Next)
    All.push_back(Args[Next]);
  ArrayRef<TermSet> Rest(All);
  if (Tg.Self != NoTerm) {
    B.This = pointees(Tg.Self);
  } else if (Fn.Class != NoSym && !(Fn.Flags & (IsStatic | IsLambda)) && !Rest.empty()) {
    // A functor is bound by value, the object of a pointer to member by address.
    bool ByValue = P.text(Fn.Usr).contains("@F@operator()");
    for (TermId X : Rest[0])
      if (ByValue && T.get(X).K == TermKind::Content)
        addTo(B.This, T.get(X).Place, 4);
      else
        for (PlaceId Q : pointees(X))
          addTo(B.This, Q, 4);
    Rest = Rest.drop_front();
  }
  B.Params.assign(Rest.begin(), Rest.end());
  return B;
}

PlaceSet Values::substitutePlace(PlaceId Id, const Binding &B) {
  const PlaceData D = T[Id];
  if (D.R == PlaceRoot::This && D.A == B.Callee) {
    if (B.This.empty())
      return {Id};
    PlaceSet R;
    for (PlaceId Q : B.This)
      addTo(R, T.steps(Q, D.Steps), 4);
    return project(R);
  }
  if (D.R == PlaceRoot::Param && D.A == B.Callee && D.B < B.Params.size() && !D.Steps.empty()) {
    PlaceSet R;
    ArrayRef<Sym> Steps(D.Steps);
    for (TermId X : B.Params[D.B]) {
      if (Steps[0] == DerefSym) {
        for (PlaceId Q : pointees(X))
          addTo(R, T.steps(Q, Steps.drop_front()), 4);
      } else if (const TermData &XD = T.get(X); XD.K == TermKind::Content) {
        addTo(R, T.steps(XD.Place, Steps), 4);
      } else if (XD.K == TermKind::Object || XD.K == TermKind::Closure) {
        addTo(R, T.steps(T.place({.R = PlaceRoot::Inside, .A = X}), Steps), 4);
      }
    }
    if (!R.empty())
      return project(R);
  }
  if (D.R == PlaceRoot::Inside && T.symbolic(D.A)) {
    PlaceSet R;
    for (TermId X : substitute(TermId(D.A), B))
      addTo(R, T.steps(T.place({.R = PlaceRoot::Inside, .A = X}), D.Steps), 4);
    return project(R);
  }
  return {Id};
}

TermSet Values::substitute(TermId Id, const Binding &B) {
  if (!T.symbolic(Id))
    return {Id};
  const TermData D = T.get(Id);
  TermSet R;
  switch (D.K) {
  case TermKind::Address:
    for (PlaceId Q : substitutePlace(D.Place, B))
      addTo(R, T.address(Q));
    return R;
  case TermKind::Content: {
    const PlaceData PD = T[D.Place];
    if (PD.R == PlaceRoot::Param && PD.A == B.Callee && PD.Steps.empty())
      return PD.B < B.Params.size() ? B.Params[PD.B] : TermSet{T.unknown()};
    for (PlaceId Q : substitutePlace(D.Place, B))
      if (Q == D.Place)
        addTo(R, Id);
      else
        for (TermId X : load(Q))
          addTo(R, X);
    return R;
  }
  default: {
    TermData New = D;
    for (TermId &Op : New.Ops) {
      TermSet S = substitute(Op, B);
      Op = S.empty() ? T.unknown() : S.front();
    }
    return {T.term(std::move(New))};
  }
  }
}

} // namespace tidepool::solve
