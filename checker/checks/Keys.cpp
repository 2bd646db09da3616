//===- Keys.cpp - Where keys are made and deleted ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Keys.h"
#include "checker/checks/Owners.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using namespace tidepool::summary;

namespace tidepool::checks {

/// Calls are followed this far, up or down.
static constexpr unsigned MaxDepth = 6;

Keys::Keys(Analysis &A) : A(A) {
  for (const solve::Task &Tk : A.Tasks.Tasks)
    TaskBodies.insert(Tk.Body.Fn);
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    const Function &Fn = A.P.Functions[F];
    for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
      const Node &Nd = Fn.Nodes[N];
      if (Nd.Kind == NodeKind::Invoke)
        for (const Target &T : A.V.targetsOf(F, Nd, /*WithHeap=*/true))
          Invokes[T.Fn].push_back({F, N});
      if (Nd.Kind != NodeKind::Access || (Nd.Op != AccessOp::CreateKey && Nd.Op != AccessOp::DeleteKey))
        continue;
      auto &Calls = Nd.Op == AccessOp::CreateKey ? Creations : Deletions;
      auto Of = A.S.holders(F, Nd.P);
      for (const Holder *H : Of)
        Calls.push_back({F, N, H});
      if (Of.empty())
        Calls.push_back({F, N, nullptr});
    }
  }
}

bool Keys::deleted(const Holder &Key) const {
  return any_of(Deletions, [&](const KeyCall &D) { return !D.Key || D.Key == &Key; });
}

//===-- How often -------------------------------------------------------------===//

/// Does something that outlives the call decide whether the node is reached: a flag, the key's own emptiness, the
/// guard of a static variable's initialiser?
bool Keys::guarded(FnId F, NodeId N, bool Static) const {
  const Function &Fn = A.P.Functions[F];
  auto outlives = [](const Path &P) {
    return P.R == Root::Global || P.R == Root::This || P.R == Root::Result || is_contained(P.Steps, DerefSym);
  };
  for (NodeId B = 0; B != Fn.Nodes.size(); ++B) {
    const Node &Nd = Fn.Nodes[B];
    if (Nd.Kind != NodeKind::Branch || Nd.Succs.size() != 2 || B == N)
      continue;
    const Cond *Q = Nd.Cond == None ? nullptr : &Fn.Conds[Nd.Cond];
    bool Decides = Q ? Q->Call != None || Q->Kind == CondKind::Opaque || outlives(Q->P) || any_of(Q->Mentions, outlives)
                     : Static && !Nd.InLoop;
    if (Decides && onOneSide(Fn, B, N))
      return true;
  }
  return false;
}

/// Can the node happen more than once in the life of the program? ByTask: because tasks get there.
bool Keys::again(FnId F, NodeId N, bool Static, unsigned Depth, bool &ByTask) const {
  if (Depth > MaxDepth || guarded(F, N, Static))
    return false;
  if (TaskBodies.contains(F))
    return ByTask = true;
  if (inCycle(A.P.Functions[F], N))
    return true;
  auto calls = [&](const Values::CallSite &C) {
    const Node &Call = A.P.Functions[C.Fn].Nodes[C.Node];
    bool OnceOnly = Call.Kind == NodeKind::Invoke && Call.Text != NoSym && A.P.text(Call.Text) == "once";
    return !OnceOnly && again(C.Fn, C.Node, false, Depth + 1, ByTask);
  };
  if (any_of(A.V.callers(F), calls))
    return true;
  auto It = Invokes.find(F);
  return It != Invokes.end() && any_of(It->second, calls);
}

Made Keys::made(const KeyCall &C) {
  const Function &Fn = A.P.Functions[C.Fn];
  const Path &P = Fn.Nodes[C.Node].P;
  // keys[i]: one after another, each for itself.
  if (is_contained(P.Steps, ElementSym) || guarded(C.Fn, C.Node, P.R == Root::Global))
    return Made::Once;
  bool ByTask = false, Again = again(C.Fn, C.Node, P.R == Root::Global, 0, ByTask);
  if (C.Key && C.Key->Life == Lifetime::Member)
    return C.Key->Owner != NoSym && shortLived(A, C.Key->Owner) ? Made::EachObject : Made::Once;
  if (ByTask)
    return Made::EachTask;
  bool Local = P.R == Root::Local && P.Steps.empty();
  bool Called = !A.V.callers(C.Fn).empty() || (Fn.Flags & IsExternal);
  if (Again || (Local && Called && !(Fn.Flags & IsMain) && !runsOnce(A, C.Fn)))
    return Made::EachCall;
  return Made::Once;
}

bool Keys::handedOn(const KeyCall &C) const {
  const Function &Fn = A.P.Functions[C.Fn];
  const Path &Key = Fn.Nodes[C.Node].P;
  if (Key.R != Root::Local || !Key.Steps.empty())
    return false;
  auto names = [&](ValueId Id) {
    return Id != None && (Fn.Values[Id].P == Key || any_of(Fn.Values[Id].Operands, [&](ValueId Op) {
                            return Fn.Values[Op].P == Key;
                          }));
  };
  return any_of(Fn.Nodes, [&](const Node &N) {
    bool Takes = N.Kind == NodeKind::Store || N.Kind == NodeKind::Return || N.Kind == NodeKind::Call ||
                 N.Kind == NodeKind::EscapeCall || (N.Kind == NodeKind::Access && N.Op == AccessOp::Append);
    return Takes && (names(N.Val) || any_of(N.Args, names));
  });
}

//===-- Destructors -------------------------------------------------------------===//

bool Keys::withoutDestructor(const KeyCall &C) const {
  const Function &Fn = A.P.Functions[C.Fn];
  ValueId Id = Fn.Nodes[C.Node].Val;
  if (Id == None)
    return true;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind == ValueKind::Empty)
    return true;
  // A wrapper's constructor gets it from whoever makes the wrapper.
  bool Given = Val.Kind == ValueKind::Load && Val.P.R == Root::Param && Val.P.Steps.empty();
  auto Callers = A.V.callers(C.Fn);
  return Given && !Callers.empty() && all_of(Callers, [&](const Values::CallSite &S) {
           const Function &Caller = A.P.Functions[S.Fn];
           const Node &Call = Caller.Nodes[S.Node];
           return Val.P.Index < Call.Args.size() && Call.Args[Val.P.Index] != None &&
                  Caller.Values[Call.Args[Val.P.Index]].Kind == ValueKind::Empty;
         });
}

bool Keys::destructorWithValues(const Holder &Key) const {
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    for (const Node &N : A.P.Functions[F].Nodes)
      if (N.Kind == NodeKind::Access && N.Op == AccessOp::Write && N.This != None &&
          A.P.Functions[F].Values[N.This].Kind != ValueKind::Empty && is_contained(A.S.holders(F, N.P), &Key))
        return true;
  return false;
}

bool Keys::freedByWorkers(CellId C) const {
  std::vector<FnId> Roots;
  auto looks = [&](FnId F, const Node &N) {
    return N.Kind == NodeKind::Access && (N.Op == AccessOp::Read || N.Op == AccessOp::Remove) && A.S.mayBe(F, N.P, C);
  };
  std::vector<FnId> Threads(A.Tasks.WorkerFunctions.begin(), A.Tasks.WorkerFunctions.end());
  for (auto &[T, Site] : threadEntries(A.V))
    Threads.push_back(T.Fn);
  for (FnId F : Threads)
    for (const Node &N : A.P.Functions[F].Nodes) {
      if (N.InLoop)
        continue;
      if (looks(F, N))
        return true;
      if (N.Kind == NodeKind::Call)
        append_range(Roots, A.V.callees(N));
    }
  llvm::erase_if(Roots, [&](FnId F) { return A.Tasks.WorkerFunctions.contains(F); });
  std::vector<bool> Outside = A.callees(Roots);
  for (FnId F = 0; F != Outside.size(); ++F)
    if (Outside[F] && !A.Tasks.WorkerFunctions.contains(F) && !TaskBodies.contains(F) &&
        any_of(A.P.Functions[F].Nodes, [&](const Node &N) { return looks(F, N); }))
      return true;
  return false;
}

/// The value that a write puts into the slot, as the function sees it that names the holder: a setter is given it.
static ValueId given(const Function &Fn, const Node &N, bool Site) {
  if (Site)
    return N.Val;
  for (ValueId Arg : N.Args)
    if (Arg != None && (Fn.Values[Arg].Kind == ValueKind::Fresh || (Fn.Values[Arg].Kind == ValueKind::Load &&
                                                                    Fn.Values[Arg].P.R == Root::Local)))
      return Arg;
  return None;
}

bool Keys::ownsOnly(const WriteRec &W) const {
  if (!W.From.Fresh || W.From.Unknown || W.From.Global)
    return false;
  const Function &Fn = A.P.Functions[W.Fn];
  const Node &Write = Fn.Nodes[W.Node];
  ValueId Id = given(Fn, Write, W.Fn == W.SiteFn && W.Node == W.SiteNode);
  if (Id == None)
    return false;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind != ValueKind::Load || Val.P.R != Root::Local || !Val.P.Steps.empty())
    return Val.Kind == ValueKind::Fresh;
  // Whoever else got the pointer may free it.
  auto named = [&](ValueId Id) {
    auto is = [&](const Value &V) { return V.Kind == ValueKind::Load && V.P == Val.P; };
    return Id != None && (is(Fn.Values[Id]) || any_of(Fn.Values[Id].Operands, [&](ValueId Op) { return is(Fn.Values[Op]); }));
  };
  return none_of(Fn.Nodes, [&](const Node &N) {
    if (&N == &Write)
      return false;
    bool Keeps = N.Kind == NodeKind::Call || N.Kind == NodeKind::Submit || N.Kind == NodeKind::EscapeCall ||
                 (N.Kind == NodeKind::Store && !(N.P.R == Root::Local && N.P.Steps.empty())) ||
                 (N.Kind == NodeKind::Access && (N.Op == AccessOp::Append || N.Op == AccessOp::Write));
    return Keeps && (named(N.Val) || any_of(N.Args, named));
  });
}

//===-- While others have values ---------------------------------------------------===//

bool Keys::leadsTo(FnId From, FnId To, unsigned Depth) const {
  if (From == To)
    return true;
  return Depth < MaxDepth && any_of(A.P.Functions[From].Nodes, [&](const Node &N) {
           return N.Kind == NodeKind::Call && any_of(A.V.callees(N), [&](FnId G) { return leadsTo(G, To, Depth + 1); });
         });
}

/// In the function whose variable the pool is: the deletion comes behind the submission, nothing but submissions is
/// called on the pool in between, and its end comes behind that.
bool Keys::poolLives(const solve::Task &Tk, const KeyCall &D) const {
  if (Tk.SubmitFn == NoTerm)
    return false;
  if (A.reachedByTask(D.Fn))
    return true;
  const Value *Pool = poolObject(A, Tk);
  FnId G = Tk.SubmitFn;
  // Up to the function that has the pool as a variable of its own.
  for (unsigned Depth = 0; Pool && Pool->P.R == Root::Param && Depth != MaxDepth; ++Depth) {
    auto Callers = A.V.callers(G);
    if (Callers.size() != 1)
      return false;
    const Function &Caller = A.P.Functions[Callers[0].Fn];
    const Node &Call = Caller.Nodes[Callers[0].Node];
    ValueId Arg = Pool->P.Index < Call.Args.size() ? Call.Args[Pool->P.Index] : None;
    Pool = Arg == None ? nullptr : &Caller.Values[Arg];
    G = Callers[0].Fn;
  }
  if (!Pool || Pool->Kind != ValueKind::Address || Pool->P.R != Root::Local || !Pool->P.Steps.empty())
    return false;
  const Function &Fn = A.P.Functions[G];
  auto onPool = [&](const Node &N) {
    return N.Kind == NodeKind::Call && N.This != None && Fn.Values[N.This].P == Pool->P;
  };
  auto reaches = [&](const Node &N, FnId To) {
    return N.Kind == NodeKind::Call && any_of(A.V.callees(N), [&](FnId C) { return leadsTo(C, To); });
  };
  auto submits = [&](NodeId N) {
    return any_of(A.Tasks.Tasks, [&](const solve::Task &T) { return T.SubmitFn == G && T.SubmitNode == N; });
  };
  auto isCtor = [&](const Node &N) {
    auto C = A.P.function(N.Callee);
    return C && (A.P.Functions[*C].Flags & IsConstructor);
  };
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    bool Deletes = (G == D.Fn && N == D.Node) || (!onPool(Nd) && reaches(Nd, D.Fn));
    if (!Deletes)
      continue;
    std::vector<bool> Behind = behind(Fn, N);
    bool Ends = false;
    for (NodeId M = 0; M != Fn.Nodes.size(); ++M) {
      const Node &Other = Fn.Nodes[M];
      if (!onPool(Other) || isCtor(Other))
        continue;
      if (Behind[M] || Other.Cleanup)
        Ends |= Behind[M] && Other.Cleanup;
      else if (!reaches(Other, Tk.SubmitFn) && !submits(M))
        return false; // may have joined the threads
    }
    return Ends;
  }
  return false;
}

} // namespace tidepool::checks
