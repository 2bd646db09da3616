//===- Growth.cpp - Containers that tasks only add to ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Growth.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Calls of a function that says how large a container is are followed this far.
static constexpr unsigned MaxDepth = 3;

Growth::Growth(Analysis &A) : A(A) {
  std::vector<FnId> Roots(A.Tasks.WorkerFunctions.begin(), A.Tasks.WorkerFunctions.end());
  for (const Task &Tk : A.Tasks.Tasks)
    Roots.push_back(Tk.Body.Fn);
  // Whoever has the address, or is not seen, may call it at any time.
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    const Function &Fn = A.P.Functions[F];
    bool Unseen = (Fn.Flags & IsExternal) && !(Fn.Flags & (IsMain | IsImplicit | IsConstructor | IsDestructor)) &&
                  A.V.callers(F).empty();
    if (Unseen || (A.P.addressTaken(F) && !(Fn.Flags & IsLambda)))
      Roots.push_back(F);
  }
  Between = A.callees(Roots);
}

std::vector<Addition> Growth::unbounded() {
  std::vector<Addition> Out;
  for (uint32_t I = 0; I != A.Tasks.Tasks.size(); ++I)
    if (A.S.relevant(A.Tasks.Tasks[I].Body.Fn))
      collect(I, Out);
  return Out;
}

void Growth::collect(uint32_t Task, std::vector<Addition> &Out) {
  CtxId Entry = A.TaskContexts[Task];
  std::vector<CtxId> New;
  std::deque<CtxId> Work{Entry};
  DenseSet<CtxId> Seen{Entry};
  if (Done.contains(Entry))
    return;
  while (!Work.empty()) {
    CtxId C = Work.front();
    Work.pop_front();
    if (!Done.insert(C).second)
      continue;
    New.push_back(C);
    for (NodeId N = 0; N != A.P.Functions[A.E[C].Fn].Nodes.size(); ++N)
      for (CtxId Callee : A.E.facts(C, N).Callees) {
        Callers[Callee].push_back({C, N});
        if (Seen.insert(Callee).second)
          Work.push_back(Callee);
      }
  }
  for (CtxId C : New) {
    FnId F = A.E[C].Fn;
    for (NodeId N = 0; N != A.P.Functions[F].Nodes.size(); ++N) {
      const Node &Nd = A.P.Functions[F].Nodes[N];
      if (Nd.Kind != NodeKind::Access || Nd.Op != AccessOp::Append || Nd.Types.empty())
        continue;
      for (const NodeFacts::Op &Op : A.E.facts(C, N).Ops) {
        Addition X{Task, Entry, Op.C, F, N, F, N, Nd.Types.front()};
        if (!adds(X, C, Op))
          continue;
        nameHolder(C, Op, X);
        Out.push_back(X);
      }
    }
  }
}

bool Growth::adds(const Addition &X, CtxId C, const NodeFacts::Op &Op) {
  StringRef Word = A.P.text(X.Word);
  if (Op.What != AccessOp::Append || Op.Once || Op.W.From.Recycled != NoSym || Word == GrowsClosed)
    return false;
  const Node &N = A.P.Functions[X.SiteFn].Nodes[X.SiteNode];
  bool Nested = Word == GrowsEach && is_contained(N.P.Steps, ElementSym);
  if (shrinks(X.Cell, Nested))
    return false;
  // Where a map is asked through this or a parameter, what is added is made of the key.
  Origins Key = Op.W.Keyed ? Op.W.Key : Op.W.From;
  if (Word == GrowsEach) {
    Key = {};
    Key.This = true; // as many as there are tasks
  }
  DenseSet<uint64_t> Seen;
  return grows(C, X.SiteNode, X, Key, Seen);
}

/// On some chain of calls from a task, nothing decides about the addition, and the key is one that the task brings.
bool Growth::grows(CtxId C, NodeId N, const Addition &X, Origins Key, DenseSet<uint64_t> &Seen) {
  if (!Key.taskData() || !Seen.insert(uint64_t(C) << 32 | N).second)
    return false;
  FnId F = A.E[C].Fn;
  bool Each = A.P.text(X.Word) == GrowsEach;
  if (guarded(F, N, X.Cell, Each))
    return false;
  if (C == X.Entry || any_of(A.TaskContexts, [&](CtxId T) { return T == C; }))
    return true;
  if (A.E.facts(C, N).Once)
    return false;
  return any_of(Callers.lookup(C), [&](const Edge &E) {
    FnId Caller = A.E[E.Caller].Fn;
    const Node &Call = A.P.Functions[Caller].Nodes[E.Call];
    if (A.E.facts(E.Caller, E.Call).Once)
      return false;
    Origins Above = Each ? Key : A.E.mapOrigins(Key, Caller, Call, F, /*Key=*/true);
    return grows(E.Caller, E.Call, X, Above, Seen);
  });
}

/// Up the calls to the expression that names the holder itself, not through this or a parameter.
void Growth::nameHolder(CtxId C, const NodeFacts::Op &Op, Addition &X) const {
  bool Anchored = Op.W.Anchored;
  uint32_t Via = Op.W.Via;
  DenseSet<CtxId> Seen;
  while (!Anchored && Seen.insert(C).second) {
    auto It = Callers.find(C);
    if (It == Callers.end())
      return;
    const Edge &E = It->second.front();
    C = E.Caller;
    X.Fn = A.E[C].Fn;
    X.Node = E.Call;
    const Function &Fn = A.P.Functions[X.Fn];
    const Node &Call = Fn.Nodes[E.Call];
    ValueId Arg = Via == None ? Call.This : Via < Call.Args.size() ? Call.Args[Via] : None;
    const Path *P = Arg == None ? nullptr : &Fn.Values[Arg].P;
    bool Param = P && P->R == Root::Param, This = P && P->R == Root::This && !(Fn.Flags & IsLambda);
    Anchored = !Param && !This;
    Via = Param ? P->Index : None;
  }
}

//===-- What takes away ------------------------------------------------------===//

bool Growth::shrinks(CellId C, bool Nested) {
  auto [It, New] = Shrinks.try_emplace({C, Nested}, false);
  if (!New)
    return It->second;
  for (FnId F = 0; F != A.P.Functions.size() && !It->second; ++F)
    if (Between[F])
      It->second = any_of(A.P.Functions[F].Nodes, [&](const Node &N) { return takesFrom(F, N, C, Nested); });
  return It->second;
}

bool Growth::takesFrom(FnId F, const Node &N, CellId C, bool Nested) const {
  const Function &Fn = A.P.Functions[F];
  // What becomes of a container that is handed to code without a body is not known.
  if (N.Kind == NodeKind::Call && A.V.callees(N).empty())
    return any_of(N.Args, [&](ValueId Id) { return A.S.mayRefer(F, Id, C); });
  bool Puts = N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && N.Op == AccessOp::Write && N.Args.empty());
  bool Takes = N.Kind == NodeKind::Take ||
               (N.Kind == NodeKind::Access && (N.Op == AccessOp::Remove || N.Op == AccessOp::SetEmpty ||
                                               N.Op == AccessOp::Erase || N.Op == AccessOp::Escape));
  if (!Puts && !Takes)
    return false;
  // To put something into an element leaves as many as there were; to take from it is no end of what it is in.
  if (is_contained(N.P.Steps, ElementSym) && (Puts || !Nested))
    return false;
  // A local that refers to the container is bound, not assigned to.
  if (N.Kind == NodeKind::Store && N.P.R == Root::Local && N.P.Steps.empty())
    return false;
  // One entry more can be an assignment, too: text = text + more.
  auto itself = [&](ValueId Id) { return Id != None && Fn.Values[Id].Kind == ValueKind::Load && Fn.Values[Id].P == N.P; };
  if (Puts && N.Val != None && any_of(Fn.Values[N.Val].Operands, itself))
    return false;
  return A.S.mayBe(F, N.P, C);
}

//===-- What bounds an addition ------------------------------------------------===//

/// Is the node reached on one side only of a branch that asks how much there is?
bool Growth::guarded(FnId F, NodeId N, CellId C, bool Own) {
  const Function &Fn = A.P.Functions[F];
  for (NodeId B = 0; B != Fn.Nodes.size(); ++B) {
    const Node &Nd = Fn.Nodes[B];
    if (Nd.Kind != NodeKind::Branch || Nd.Cond == None || Nd.Succs.size() != 2 || !asks(F, B, C, Own))
      continue;
    if (onOneSide(Fn, B, N))
      return true;
  }
  return false;
}

/// From there no other branch comes first.
bool Growth::sizeReachesBranch(FnId F, NodeId From, NodeId Branch) const {
  const Function &Fn = A.P.Functions[F];
  for (unsigned Step = 0; Step != 32 && From < Fn.Nodes.size(); ++Step) {
    const Node &N = Fn.Nodes[From];
    if (From == Branch)
      return true;
    if (N.Succs.size() != 1)
      return false;
    From = N.Succs[0];
  }
  return false;
}

/// A branch on the container's size, on a number of the thread's own, or, for a container without keys (Own), on
/// anything in the same slot: an arena that has no room left, a log whose first line is missing.
bool Growth::asks(FnId F, NodeId Branch, CellId C, bool Own) const {
  const Function &Fn = A.P.Functions[F];
  const Cond &Q = Fn.Conds[Fn.Nodes[Branch].Cond];
  auto local = [&](const Path &P) { return P.R == Root::Local && P.Steps.empty(); };
  if (Own && (any_of(Q.Mentions, [&](const Path &P) { return A.S.mayBe(F, P, C); }) || A.S.mayBe(F, Q.P, C)))
    return true;
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    bool Size = Nd.Kind == NodeKind::Access && Nd.Op == AccessOp::Test && Nd.Text != NoSym &&
                A.P.text(Nd.Text) == "size" && A.S.mayBe(F, Nd.P, C);
    bool Number = Nd.Kind == NodeKind::Access && Nd.Op == AccessOp::Read && Nd.Decides &&
                  Q.Kind != CondKind::NonEmpty && A.S.mayBeHolder(F, Nd.P);
    bool Told = Nd.Kind == NodeKind::Call && (Nd.Decides || Q.Call == N) &&
                any_of(A.V.callees(Nd), [&](FnId G) { return tellsSize(G, C, 0); });
    if (!Size && !Number && !Told)
      continue;
    if (Q.Call == N || sizeReachesBranch(F, N, Branch))
      return true;
    // size_t n = log.size(); ... if (n > 100)
    if (N + 1 < Fn.Nodes.size() && Fn.Nodes[N + 1].Kind == NodeKind::Store && local(Fn.Nodes[N + 1].P) &&
        any_of(Q.Mentions, [&](const Path &P) { return P == Fn.Nodes[N + 1].P; }))
      return true;
  }
  return false;
}

/// Does the function, or one that it calls, ask for the container's size or return a number of the thread's own?
bool Growth::tellsSize(FnId F, CellId C, unsigned Depth) const {
  return any_of(A.P.Functions[F].Nodes, [&](const Node &N) {
    if (N.Kind == NodeKind::Access && N.Op == AccessOp::Test && N.Text != NoSym && A.P.text(N.Text) == "size")
      return A.S.mayBe(F, N.P, C);
    if (N.Kind == NodeKind::Access && N.Op == AccessOp::Append && N.Text != NoSym && N.Types.empty())
      return A.S.mayBeHolder(F, N.P);
    return N.Kind == NodeKind::Call && Depth < MaxDepth &&
           any_of(A.V.callees(N), [&](FnId G) { return tellsSize(G, C, Depth + 1); });
  });
}

} // namespace tidepool::solve
