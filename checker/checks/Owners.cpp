//===- Owners.cpp - Does a holder die before the pool does -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Owners.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using namespace tidepool::summary;

namespace tidepool::checks {

const Value *poolObject(const Analysis &A, const solve::Task &Tk) {
  const Function &Fn = A.P.Functions[Tk.SubmitFn];
  const Node &N = Fn.Nodes[Tk.SubmitNode];
  auto object = [&](ValueId V) -> const Value * {
    return V != summary::None && Fn.Values[V].P.valid() ? &Fn.Values[V] : nullptr;
  };
  if (const Value *P = object(N.This))
    return P;
  for (ValueId V : N.Args)
    if (const Value *P = object(V))
      return P;
  return nullptr;
}

/// Part of the object or frame that names it, rather than reached through a pointer or reference.
static bool byValue(const Value &V) {
  return V.Kind == ValueKind::Address && !is_contained(V.P.Steps, DerefSym);
}

/// Is the function entered at most once, on the way from main?
static bool runsOnce(const Analysis &A, FnId F, unsigned Depth) {
  const Function &Fn = A.P.Functions[F];
  if (Fn.Flags & IsMain)
    return true;
  auto Callers = A.V.callers(F);
  if (Depth > 8 || Callers.size() != 1 || A.reachedByTask(F) || A.P.addressTaken(F))
    return false;
  const Values::CallSite &Call = Callers[0];
  return !inCycle(A.P.Functions[Call.Fn], Call.Node) && runsOnce(A, Call.Fn, Depth + 1);
}

/// Made here, each time anew: not as something of static lifetime, nor once by main.
static bool madeEachTime(const Analysis &A, FnId F, ValueId Made) {
  const Function &Fn = A.P.Functions[F];
  auto names = [&](ValueId Id) {
    return Id == Made || (Id != summary::None && is_contained(Fn.Values[Id].Operands, Made));
  };
  auto asked = [&](const Path &P) {
    return any_of(Fn.Conds, [&](const Cond &C) { return C.Kind == CondKind::NonEmpty && C.P == P; });
  };
  bool Once = runsOnce(A, F, 0), Cycle = false;
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    if (!names(Nd.Val) && !names(Nd.This) && none_of(Nd.Args, names))
      continue;
    // if (!instance) instance = new Single;
    if (Nd.P.R == Root::Global || (Nd.puts() && Nd.P.R == Root::This && asked(Nd.P)))
      return false;
    Cycle |= inCycle(Fn, N);
  }
  return !Once || Cycle;
}

/// A variable of automatic storage that comes and goes.
static bool comesAndGoes(const Analysis &A, FnId F, uint32_t Local) {
  const Function &Fn = A.P.Functions[F];
  if (!runsOnce(A, F, 0))
    return true;
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    const Path *P = Nd.Kind == NodeKind::Store                                ? &Nd.P
                    : Nd.Kind == NodeKind::Call && Nd.This != summary::None ? &Fn.Values[Nd.This].P
                                                                            : nullptr;
    if (P && P->R == Root::Local && P->Index == Local && inCycle(Fn, N))
      return true;
  }
  return false;
}

/// Objects of the class that are neither static nor made once by main.
static bool shortLivedObject(const Analysis &A, Sym Class, unsigned Depth = 0) {
  if (Depth > 4)
    return false;
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    const Function &Fn = A.P.Functions[F];
    for (ValueId Id = 0; Id != Fn.Values.size(); ++Id) {
      const Value &V = Fn.Values[Id];
      if ((V.Kind == ValueKind::Fresh || V.Kind == ValueKind::Object) && V.Symbol == Class && madeEachTime(A, F, Id))
        return true;
    }
    for (uint32_t L = 0; L != Fn.Locals.size(); ++L)
      if (Fn.Locals[L].Class == Class && !Fn.Locals[L].Pointer && comesAndGoes(A, F, L))
        return true;
  }
  // A member, or a base, of something that is itself short-lived.
  for (auto &[Usr, Outer] : A.P.classes()) {
    bool Has = is_contained(Outer.Bases, Class) || any_of(Outer.Fields, [&](Sym Field) {
                 const Entity *E = A.P.entity(Field);
                 return E && E->Class == Class && !E->Pointer;
               });
    if (Has && Usr != Class && shortLivedObject(A, Usr, Depth + 1))
      return true;
  }
  return false;
}

bool shortLived(const Analysis &A, Sym Class) { return shortLivedObject(A, Class); }

bool runsOnce(const Analysis &A, FnId F) { return runsOnce(A, F, 0); }

bool diesBeforePool(Analysis &A, const Residue &R) {
  const Cell &C = A.S[R.Cell];
  if (R.Task == NoTerm)
    return false;
  const solve::Task &Tk = A.Tasks.Tasks[R.Task];
  if (Tk.SubmitFn == NoTerm)
    return false;
  const Value *PoolAt = poolObject(A, Tk);
  const Function &Submitter = A.P.Functions[Tk.SubmitFn];
  if (C.Life == Lifetime::Local) {
    const PlaceData &D = A.T[C.Place];
    // What is declared first dies last: then the pool's threads are joined before.
    bool Together = PoolAt && PoolAt->P.R == Root::Local && byValue(*PoolAt) && D.R == PlaceRoot::Local &&
                    D.A == Tk.SubmitFn && D.B < PoolAt->P.Index;
    return !Together;
  }
  Sym Owner = C.Decl->Owner;
  bool SameObject = PoolAt && PoolAt->P.R == Root::This && byValue(*PoolAt) && Submitter.Class == Owner;
  return !SameObject && shortLivedObject(A, Owner);
}

} // namespace tidepool::checks
