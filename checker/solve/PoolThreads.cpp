//===- PoolThreads.cpp - What a pool's own code does to slots -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Analysis.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

bool Analysis::writtenByWorker(CellId C) {
  DenseSet<FnId> Outside = Tasks.WorkerFunctions;
  for (auto &[Entry, Site] : threadEntries(V))
    Outside.insert(Entry.Fn);
  for (FnId F : Outside) {
    if (!S.relevant(F))
      continue;
    CtxId Ctx = E.context(F, Binding{.Callee = F, .This = {}, .Params = {}});
    E.solve(Ctx);
    // Itself, or by something that always does it: a setter.
    auto sets = [&](CtxId Callee) {
      CellId Of = NoCell;
      const CellEffect &Eff = E.effectOn(Callee, C, Of);
      auto normal = [](const Outcome &O) { return O.Exit == ExitKind::Normal; };
      return Of != NoCell && any_of(Eff.Outcomes, normal) && all_of(Eff.Outcomes, [&](const Outcome &O) {
               return !normal(O) || O.S.Cur.K == SlotKind::Own;
             });
    };
    for (NodeId N = 0; N != P.Functions[F].Nodes.size(); ++N) {
      const NodeFacts &NF = E.facts(Ctx, N);
      if (any_of(Tasks.Pools, [&](const Pool &Pl) {
            return !Pl.Worker.empty() && Pl.Worker.back().Fn == F && Pl.Worker.back().Node == N;
          }))
        continue; // that is the task
      if (any_of(NF.Ops, [&](const NodeFacts::Op &Op) { return Op.What == AccessOp::Write && related(Op.C, C); }) ||
          any_of(NF.Callees, sets))
        return true;
    }
  }
  return false;
}

/// Runs the worker's loop from behind the task's call until the next one: if the slot arrives clean, or newly
/// set, on every way, the pool itself sees to it.
bool Analysis::cleanedByPool(const Residue &R) {
  if (R.Task == NoTerm)
    return false;
  const Pool &Pl = Tasks.Pools[Tasks.Tasks[R.Task].Pool];
  if (Pl.Worker.empty())
    return false;
  auto Key = std::make_pair(Tasks.Tasks[R.Task].Pool * 2 + (R.Exit == ExitKind::Unwound), R.Cell);
  if (auto It = PoolCleans.find(Key); It != PoolCleans.end())
    return It->second;
  bool Clean = false;
  SlotState State{.K = SlotKind::Own, .Id = R.W};
  for (const Frame &Fr : reverse(Pl.Worker)) {
    if (!S.relevant(Fr.Fn) || Fr.Node == summary::None)
      continue;
    CtxId Ctx = E.context(Fr.Fn, Binding{.Callee = Fr.Fn, .This = {}, .Params = {}});
    E.solve(Ctx);
    Effects::Start From{.Node = Fr.Node, .S = {}, .After = true};
    From.S.Cur = State;
    if (R.Exit == ExitKind::Unwound && !R.Kept && !Tasks.Tasks[R.Task].KeepsExceptions &&
        &Fr == &Pl.Worker.back())
      From.S.Exc = R.Exc ? R.Exc : Th.id({});
    Effects::FlowResult Flow = E.flow(Ctx, R.Cell, From);
    auto stays = [&](const PathState &X) { return X.Cur.K == SlotKind::Own && X.Cur.Id == R.W; };
    bool Again = !Flow.Stopped.empty(), Leaves = any_of(Flow.Stopped, stays);
    for (const Outcome &O : Flow.Effect.Outcomes)
      if (O.Exit == ExitKind::Normal)
        Leaves |= !Again && stays(O.S);
    if (Again || !Leaves) {
      Clean = !Leaves;
      break;
    }
  }
  PoolCleans[Key] = Clean;
  return Clean;
}

bool Analysis::filledByPool(const Residue &R) {
  if (R.Task == NoTerm)
    return false;
  uint32_t Pool = Tasks.Tasks[R.Task].Pool;
  auto [It, New] = Prologues.try_emplace(Pool);
  if (New) {
    std::vector<FnId> Work;
    auto reach = [&](const Node &N) {
      if (N.Kind == NodeKind::Call)
        for (FnId G : V.callees(N))
          if (It->second.insert(G).second)
            Work.push_back(G);
    };
    for (const Frame &Fr : Tasks.Pools[Pool].Worker)
      for (NodeId N = 0; N != P.Functions[Fr.Fn].Nodes.size(); ++N)
        if (N != Fr.Node && !P.Functions[Fr.Fn].Nodes[N].InLoop)
          reach(P.Functions[Fr.Fn].Nodes[N]);
    while (!Work.empty()) {
      FnId F = Work.back();
      Work.pop_back();
      for (const Node &N : P.Functions[F].Nodes)
        reach(N);
    }
  }
  return It->second.contains(E.write(R.W).SiteFn);
}

/// The pool that a task is submitted to, where it is a variable or a member by value.
std::optional<PlaceId> Analysis::poolOf(const Task &Tk) {
  if (Tk.SubmitFn == NoTerm)
    return std::nullopt;
  const Node &N = P.Functions[Tk.SubmitFn].Nodes[Tk.SubmitNode];
  if (N.Kind != NodeKind::Call || N.This == None)
    return std::nullopt;
  TermSet Object = V.eval(Tk.SubmitFn, N.This);
  if (Object.size() != 1 || T.get(Object[0]).K != TermKind::Address)
    return std::nullopt;
  PlaceData D = T[T.get(Object[0]).Place];
  if (is_contained(D.Steps, DerefSym) || D.R == PlaceRoot::Param || D.R == PlaceRoot::Inside || D.R == PlaceRoot::Result)
    return std::nullopt;
  if (D.R == PlaceRoot::This) { // whichever object: its member
    if (D.Steps.empty())
      return std::nullopt;
    D = {.R = PlaceRoot::Field, .A = D.Steps.back()};
  }
  return T.place(std::move(D));
}

bool Analysis::sameThreads(uint32_t A, uint32_t B) const {
  if (Tasks.Tasks[A].Pool != Tasks.Tasks[B].Pool)
    return false;
  return !TaskPools[A] || !TaskPools[B] || TaskPools[A] == TaskPools[B];
}

} // namespace tidepool::solve
