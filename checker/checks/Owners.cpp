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
static const Value *poolObject(const Analysis &A, const solve::Task &Tk) {
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

/// Can the node run again in the same call of its function?
static bool inCycle(const Function &Fn, NodeId N) {
  std::vector<bool> Seen(Fn.Nodes.size());
  std::vector<NodeId> Work(Fn.Nodes[N].Succs);
  while (!Work.empty()) {
    NodeId X = Work.back();
    Work.pop_back();
    if (X == N)
      return true;
    if (Seen[X])
      continue;
    Seen[X] = true;
    Work.insert(Work.end(), Fn.Nodes[X].Succs.begin(), Fn.Nodes[X].Succs.end());
  }
  return false;
}

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
      for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
        const Node &Nd = Fn.Nodes[N];
        const Path *P = Nd.Kind == NodeKind::Store ? &Nd.P
                        : Nd.Kind == NodeKind::Call && Nd.This != summary::None ? &Fn.Values[Nd.This].P
                                                                                : nullptr;
        if (P && P->R == Root::Local && P->Index == L && inCycle(Fn, N))
          return true;
      }
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
