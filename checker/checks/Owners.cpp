//===- Owners.cpp - Does a holder die before the pool does -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Owners.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using namespace tidepool::summary;

namespace tidepool::checks {

/// The object that a task is submitted to: `pool_` in `pool_.submit(...)`.
static const Path *poolObject(const Analysis &A, const solve::Task &Tk) {
  const Function &Fn = A.P.Functions[Tk.SubmitFn];
  const Node &N = Fn.Nodes[Tk.SubmitNode];
  auto path = [&](ValueId V) -> const Path * {
    return V != summary::None && Fn.Values[V].P.valid() ? &Fn.Values[V].P : nullptr;
  };
  if (const Path *P = path(N.This))
    return P;
  for (ValueId V : N.Args)
    if (const Path *P = path(V))
      return P;
  return nullptr;
}

static bool byValue(const Path &P) { return !is_contained(P.Steps, DerefSym); }

/// Objects of the class that are neither static nor made once by main.
static bool shortLivedObject(const Analysis &A, Sym Class, unsigned Depth = 0) {
  if (Depth > 4)
    return false;
  for (const Function &Fn : A.P.Functions) {
    for (const Value &V : Fn.Values)
      if ((V.Kind == ValueKind::Fresh || V.Kind == ValueKind::Object) && V.Symbol == Class)
        return true;
    for (uint32_t L = 0; L != Fn.Locals.size(); ++L) {
      if (Fn.Locals[L].Class != Class || Fn.Locals[L].Pointer)
        continue;
      if (!(Fn.Flags & IsMain))
        return true;
      for (const Node &N : Fn.Nodes)
        if (N.InLoop && N.Kind == NodeKind::Call && N.This != summary::None && Fn.Values[N.This].P.R == Root::Local &&
            Fn.Values[N.This].P.Index == L)
          return true;
    }
  }
  // A member of something that is itself short-lived.
  for (const Holder &H : A.P.Holders)
    if (H.Owner == Class)
      for (const Function &Fn : A.P.Functions)
        if (Fn.Class != NoSym && Fn.Class != Class)
          if (const summary::Class *Outer = A.P.classOf(Fn.Class))
            for (Sym Field : Outer->Fields)
              if (const Entity *E = A.P.entity(Field); E && E->Class == Class && !E->Pointer)
                return shortLivedObject(A, Fn.Class, Depth + 1);
  return false;
}

bool diesBeforePool(Analysis &A, const Residue &R) {
  const Cell &C = A.S[R.Cell];
  if (R.Task == NoTerm)
    return false;
  const solve::Task &Tk = A.Tasks.Tasks[R.Task];
  if (Tk.SubmitFn == NoTerm)
    return false;
  const Path *PoolAt = poolObject(A, Tk);
  const Function &Submitter = A.P.Functions[Tk.SubmitFn];
  if (C.Life == Lifetime::Local) {
    const PlaceData &D = A.T[C.Place];
    bool Together = PoolAt && PoolAt->R == Root::Local && byValue(*PoolAt) && D.R == PlaceRoot::Local &&
                    D.A == Tk.SubmitFn;
    return !Together;
  }
  Sym Owner = C.Decl->Owner;
  bool SameObject = PoolAt && PoolAt->R == Root::This && byValue(*PoolAt) && Submitter.Class == Owner;
  return !SameObject && shortLivedObject(A, Owner);
}

} // namespace tidepool::checks
