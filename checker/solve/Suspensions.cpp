//===- Suspensions.cpp - Where a function may go on on another thread ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Suspensions.h"
#include "checker/solve/EventLoops.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

static constexpr StringRef Yield = "co_yield";

static bool isCoroutine(const Function &Fn) { return Fn.Flags & IsCoroutine; }

/// awaiter.await_suspend(handle), where its body is known: the call in front of the suspension.
static NodeId handingOver(const Function &Fn, NodeId Suspend) {
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    if (Nd.Kind != NodeKind::Call || Nd.Args.size() != 1 || Nd.Args[0] == None ||
        !is_contained(Nd.Succs, Suspend))
      continue;
    const Value &Handle = Fn.Values[Nd.Args[0]];
    if (Handle.Kind == ValueKind::Function && Handle.Symbol == Fn.Usr)
      return N;
  }
  return None;
}

/// Is the node reached from the function's entry without any of these?
static bool reachedWithout(const Function &Fn, NodeId To, const DenseSet<NodeId> &Others) {
  std::vector<bool> Seen(Fn.Nodes.size());
  std::vector<NodeId> Work{0};
  while (!Work.empty()) {
    NodeId N = Work.back();
    Work.pop_back();
    if (N == To)
      return true;
    if (N == None || Seen[N] || Others.contains(N))
      continue;
    Seen[N] = true;
    append_range(Work, Fn.Nodes[N].Succs);
    Work.push_back(Fn.Nodes[N].Unwind);
  }
  return false;
}

Suspensions::Suspensions(Analysis &A) : A(A) {
  size_t Count = A.P.Functions.size();
  if (none_of(A.P.Functions, [](const Function &Fn) {
        return any_of(Fn.Nodes, [](const Node &N) { return N.Kind == NodeKind::Suspend; });
      }))
    return;
  Known.resize(Count);
  TaskBody.resize(Count);
  for (const Task &Tk : A.Tasks.Tasks)
    TaskBody[Tk.Body.Fn] = true;
  findResumed();
  findSwitching();
  for (FnId F = 0; F != Count; ++F) {
    const Function &Fn = A.P.Functions[F];
    if (isCoroutine(Fn))
      moves(F);
    else if (!MayRunAnywhere[F])
      continue;
    std::vector<NodeId> &Here = Points[F];
    for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
      const Node &Nd = Fn.Nodes[N];
      if (Nd.Kind == NodeKind::Suspend && !isCoroutine(Fn))
        Here.push_back(N);
      if (Nd.Kind == NodeKind::Call && MayRunAnywhere[F] &&
          any_of(A.V.callees(Nd), [&](FnId Callee) { return Switching[Callee]; }))
        Here.push_back(N);
    }
    llvm::sort(Here);
    if (Here.empty())
      Points.erase(F);
    else
      With.push_back(F);
  }
}

ArrayRef<NodeId> Suspensions::in(FnId F) const {
  auto It = Points.find(F);
  return It == Points.end() ? ArrayRef<NodeId>() : ArrayRef(It->second);
}

/// Code of tasks and threads that calls a coroutine's handle, which somebody has kept for it.
void Suspensions::findResumed() {
  Resumed.resize(A.P.Functions.size());
  std::vector<FnId> Entries;
  for (auto &[Entry, Site] : threadEntries(A.V))
    Entries.push_back(Entry.Fn);
  std::vector<bool> OnThreads = A.callees(Entries);
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    if (!A.reachedByTask(F) && !OnThreads[F])
      continue;
    for (const Node &N : A.P.Functions[F].Nodes)
      if (N.Kind == NodeKind::Invoke)
        for (const Target &T : A.V.targetsOf(F, N, /*WithHeap=*/true))
          if (T.Fn != F && isCoroutine(A.P.Functions[T.Fn]))
            Resumed[T.Fn] = true;
  }
}

void Suspensions::findSwitching() {
  size_t Count = A.P.Functions.size();
  Switching.resize(Count);
  std::vector<FnId> Work, Entries;
  for (FnId F = 0; F != Count; ++F)
    if (!isCoroutine(A.P.Functions[F]) &&
        any_of(A.P.Functions[F].Nodes, [](const Node &N) { return N.Kind == NodeKind::Suspend; })) {
      Switching[F] = true;
      Work.push_back(F);
    }
  while (!Work.empty()) {
    FnId F = Work.back();
    Work.pop_back();
    for (const Values::CallSite &Call : A.V.callers(F))
      if (!isCoroutine(A.P.Functions[Call.Fn]) && !Switching[Call.Fn]) {
        Switching[Call.Fn] = true;
        Work.push_back(Call.Fn);
      }
  }
  for (CtxId Entry : A.UnseenEntries)
    Entries.push_back(A.E[Entry].Fn);
  MayRunAnywhere = A.callees(Entries);
  for (FnId F = 0; F != Count; ++F)
    if (A.reachedByTask(F))
      MayRunAnywhere[F] = true;
}

bool Suspensions::moves(FnId F) {
  if (Known[F] != Moving::New)
    return Known[F] == Moving::Yes;
  Known[F] = Moving::Running;
  const Function &Fn = A.P.Functions[F];
  std::vector<NodeId> Here;
  for (bool Yields : {false, true})
    for (NodeId N = 0; N != Fn.Nodes.size(); ++N)
      if (const Node &Nd = Fn.Nodes[N];
          Nd.Kind == NodeKind::Suspend && (A.P.text(Nd.Text) == Yield) == Yields)
        if (moves(F, N) || (Yields && !Here.empty()))
          Here.push_back(N);
  Known[F] = Here.empty() ? Moving::No : Moving::Yes;
  if (!Here.empty())
    Points[F] = std::move(Here);
  return Known[F] == Moving::Yes;
}

bool Suspensions::moves(FnId F, NodeId N) {
  const Function &Fn = A.P.Functions[F];
  const Node &Nd = Fn.Nodes[N];
  StringRef Text = A.P.text(Nd.Text);
  if (!Text.empty() && Text != Yield)
    return true;
  NodeId Handing = handingOver(Fn, N);
  if (Handing != None && A.V.callees(Fn.Nodes[Handing]).empty())
    Handing = None; // nothing is seen of it
  if (const Task *Tk = handedToPool(F, Handing))
    return !pinned(F, N, *Tk);
  // Whoever has what a generator gives resumes it: its own caller, mostly.
  if (Text == Yield)
    return TaskBody[F] && Handing == None;
  if (auto Awaited = A.P.function(Nd.Callee); Awaited && isCoroutine(A.P.Functions[*Awaited]))
    return moves(*Awaited);
  if (Handing == None)
    return A.reachedByTask(F);
  // It is resumed by another thread, and no other suspension says why.
  return Resumed[F] && none_of(Fn.Nodes, [&](const Node &Other) {
           return Other.Kind == NodeKind::Suspend &&
                  handedToPool(F, handingOver(Fn, &Other - Fn.Nodes.data()));
         });
}

/// The task that the awaiter makes of the handle.
const Task *Suspensions::handedToPool(FnId F, NodeId Handing) const {
  if (Handing == None)
    return nullptr;
  SmallVector<FnId, 2> Awaiter = A.V.callees(A.P.Functions[F].Nodes[Handing]);
  for (const Task &Tk : A.Tasks.Tasks)
    if ((Tk.SubmitFn == F && Tk.SubmitNode == Handing) || is_contained(Awaiter, Tk.SubmitFn))
      return &Tk;
  return nullptr;
}

bool Suspensions::singleThreaded(uint32_t Pool) {
  auto [It, New] = Single.try_emplace(Pool, false);
  const std::vector<Frame> &Worker = A.Tasks.Pools[Pool].Worker;
  if (New && !Worker.empty())
    It->second = runsOnOneThread(A.V, Worker.front().Fn);
  return It->second;
}

/// The pool has one thread, and the coroutine is on it already.
bool Suspensions::pinned(FnId F, NodeId N, const Task &Tk) {
  if (!singleThreaded(Tk.Pool))
    return false;
  ArrayRef<Values::CallSite> Callers = A.V.callers(F);
  if (!Callers.empty() && all_of(Callers, [&](const Values::CallSite &C) { return A.reachedByTask(C.Fn); }))
    return true;
  DenseSet<NodeId> Others;
  for (const Task &Other : A.Tasks.Tasks)
    if (Other.SubmitFn == F && Other.Pool == Tk.Pool && Other.SubmitNode != Tk.SubmitNode)
      Others.insert(Other.SubmitNode);
  return !reachedWithout(A.P.Functions[F], N, Others);
}

} // namespace tidepool::solve
