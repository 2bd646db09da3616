//===- Analysis.cpp - The solved program, as checks see it ----------------===//
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

Analysis::Analysis(std::vector<TUSummary> Units)
    : P(std::move(Units)), V(P, T), S(V), Th(V), Tasks(findTasks(V)), E(V, S, Th) {
  findReached();
  solveTasks();
  findUnseenEntries();
  for (const Task &Tk : Tasks.Tasks)
    TaskPools.push_back(poolOf(Tk));
}

void Analysis::solveTasks() {
  for (uint32_t I = 0; I != Tasks.Tasks.size(); ++I) {
    Task &Tk = Tasks.Tasks[I];
    CtxId C = E.context(Tk.Body.Fn, Tk.Env);
    TaskContexts.push_back(C);
    if (!S.relevant(Tk.Body.Fn))
      continue;
    E.solve(C);
    for (auto &[Cell, Eff] : E.effect(C)) {
      std::set<std::tuple<WriteId, ExitKind, ExcId, bool>> Left; // outcomes differ in more than matters here
      std::set<WriteId> Emptied;
      for (const Outcome &O : Eff.Outcomes) {
        if (O.Exit == ExitKind::NoReturn || (O.Exit == ExitKind::Unwound && !survives(Tk, O.S.Exc)))
          continue;
        ExitKind Exit = O.S.Kept ? ExitKind::Unwound : O.Exit;
        bool Stored = O.S.Kept && O.Exit == ExitKind::Normal;
        if (WriteId W = E.left(O.S.Cur); W != NoTerm && Left.insert({W, Exit, O.S.Exc, Stored}).second &&
                                         !emptiedInParts(C, Cell, W, O.Exit))
          (isState(Cell) ? StateResidues : Residues).push_back({I, C, Cell, W, Exit, O.S.Exc, Stored});
        if (O.S.Cur.K == SlotKind::Clean && O.S.Cur.Id != NoTerm && Emptied.insert(O.S.Cur.Id).second)
          EmptySets.push_back({I, C, Cell, O.S.Cur.Id});
      }
      for (const Exposure &X : Eff.Exposures)
        if (!X.Returned && !(X.Keyed && X.Key.tellsApart()))
          (isState(Cell) ? StateReads : Reads).push_back({I, C, Cell, X});
    }
  }
}

bool Analysis::emptiedInParts(CtxId Entry, CellId C, WriteId Id, ExitKind Exit) {
  const PlaceData &D = T[S[C].Place];
  Sym Name = D.R == PlaceRoot::Global || D.R == PlaceRoot::Field ? D.A : NoSym;
  if (!D.Steps.empty())
    Name = D.Steps.back();
  const Entity *Whole = P.entity(Name);
  const summary::Class *Class = Whole && !Whole->Pointer ? P.classOf(Whole->Class) : nullptr;
  if (!Class || !Class->Bases.empty() || Class->Fields.empty())
    return false;
  const WriteRec &W = E.write(Id);
  return all_of(Class->Fields, [&](Sym Field) {
    auto Part = S.cell(T.step(S[C].Place, Field));
    auto Effect = Part && *Part != C ? E.effect(Entry).find(*Part) : E.effect(Entry).end();
    if (Effect == E.effect(Entry).end())
      return false;
    return none_of(Effect->second.Outcomes, [&](const Outcome &O) {
      WriteId Left = E.left(O.S.Cur);
      return O.Exit == Exit && Left != NoTerm && E.write(Left).sameSite(W);
    });
  });
}

bool Analysis::survives(const Task &Tk, ExcId Exc) const {
  if (Tk.KeepsExceptions)
    return true;
  const Pool &Pl = Tasks.Pools[Tk.Pool];
  return Pl.Survives && any_of(Pl.Caught, [&](Sym Type) { return Th.catches(Type, Exc); });
}

/// Everything that these call.
std::vector<bool> Analysis::callees(ArrayRef<FnId> Roots) {
  std::vector<bool> Found(P.Functions.size());
  std::vector<FnId> Work;
  auto mark = [&](FnId F) {
    if (!Found[F]) {
      Found[F] = true;
      Work.push_back(F);
    }
  };
  for_each(Roots, mark);
  while (!Work.empty()) {
    FnId F = Work.back();
    Work.pop_back();
    for (const Node &N : P.Functions[F].Nodes) {
      if (N.Kind == NodeKind::Call)
        for (FnId C : V.callees(N))
          mark(C);
      if (N.Kind == NodeKind::Invoke)
        for (const Target &T : V.targetsOf(F, N, /*WithHeap=*/true))
          mark(T.Fn);
    }
  }
  return Found;
}

void Analysis::findReached() {
  std::vector<FnId> Again;
  for (const Task &Tk : Tasks.Tasks)
    Again.push_back(Tk.Body.Fn);
  Reached = callees(Again);
  // Between tasks the worker's own loop goes on.
  for (FnId F : Tasks.WorkerFunctions)
    for (const Node &N : P.Functions[F].Nodes)
      if (N.Kind == NodeKind::Call && N.InLoop)
        append_range(Again, V.callees(N));
  S.setRepeated(callees(Again), Tasks.WorkerFunctions);
}

/// Exported functions that nobody calls, callbacks given to code without a body, and handlers in tables that nobody
/// here takes them from. Members of classes with internal linkage, main, lambdas and what threads and tasks run have
/// entries that are seen.
void Analysis::findUnseenEntries() {
  std::vector<bool> Entered(P.Functions.size());
  for (auto &[Tg, Site] : threadEntries(V))
    Entered[Tg.Fn] = true;
  std::vector<bool> Escapes(P.Functions.size()), Listed(P.Functions.size());
  // A table of handlers: whoever is given the table calls them.
  for (const Function &Fn : P.Functions)
    if (P.text(Fn.Usr).contains("#init"))
      for (const Value &Val : Fn.Values)
        if (auto G = Val.Kind == ValueKind::Function ? P.function(Val.Symbol) : std::nullopt)
          Listed[*G] = true;
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (const Node &N : P.Functions[F].Nodes) {
      if (N.Kind == NodeKind::Invoke)
        for (const Target &T : V.targetsOf(F, N, /*WithHeap=*/true))
          Entered[T.Fn] = true;
      if (N.Kind == NodeKind::EscapeCall)
        for (const Target &T : V.targetsOf(F, N, /*WithHeap=*/true))
          Escapes[T.Fn] = true;
      // A function's address among the arguments of a call into code that is not there.
      if (N.Kind == NodeKind::Call && V.callees(N).empty())
        for (ValueId A : N.Args)
          for (TermId X : V.eval(F, A)) {
            TermKind K = T.get(X).K;
            if (K == TermKind::Function || K == TermKind::Closure || K == TermKind::Bind)
              for (const Target &T : V.targets(X, /*WithHeap=*/false))
                Escapes[T.Fn] = true;
          }
    }
  for (FnId F = 0; F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    bool Exported = (Fn.Flags & IsExternal) && !(Fn.Flags & (IsMain | IsLambda | IsImplicit | IsConstructor | IsDestructor));
    bool Unseen = Escapes[F] || ((Exported || Listed[F]) && V.callers(F).empty() && !Entered[F]);
    if (!Unseen || Reached[F] || !S.relevant(F))
      continue;
    CtxId C = E.context(F, Binding{.Callee = F, .This = {}, .Params = {}}, /*Shallow=*/true);
    E.solve(C);
    UnseenEntries.push_back(C);
  }
}

bool Analysis::setByAll(const Residue &R) const {
  for (uint32_t I = 0; I != Tasks.Tasks.size(); ++I) {
    if (!sameThreads(I, R.Task))
      continue;
    const auto &Effect = E.effect(TaskContexts[I]);
    auto It = Effect.find(R.Cell);
    if (It == Effect.end() || any_of(It->second.Outcomes, [&](const Outcome &O) {
          bool Goes = O.Exit == ExitKind::NoReturn || (O.Exit == ExitKind::Unwound && !survives(Tasks.Tasks[I], O.S.Exc));
          return !Goes && O.S.Cur.K == SlotKind::Incoming;
        }))
      return false;
  }
  return true;
}

std::optional<WriteRec> Analysis::cleanedElsewhere(CtxId Entry, CellId C, WriteId Id) const {
  const auto &Effect = E.effect(Entry);
  auto It = Effect.find(C);
  if (It == Effect.end())
    return std::nullopt;
  for (const Outcome &O : It->second.Outcomes)
    if (O.Exit == ExitKind::Normal && E.left(O.S.Cur) == NoTerm && O.S.Cur.Last != NoTerm &&
        E.write(O.S.Cur.Last).sameSite(E.write(Id)))
      return E.write(O.S.Cur.Last);
  return std::nullopt;
}

bool Analysis::leftByTasks(CellId C) const {
  return any_of(Residues, [&](const Residue &R) { return related(R.Cell, C); });
}

const std::vector<WriteRec> &Analysis::contextAt(FnId Fn, NodeId Node, CellId C) {
  auto [It, New] = HandedOver.try_emplace({Fn, Node, C});
  std::vector<WriteRec> &Result = It->second;
  if (!New)
    return Result;
  // Functions that reach the submission, each with the calls through which they do.
  std::map<FnId, std::set<NodeId>> Ways{{Fn, {Node}}};
  std::vector<FnId> Work{Fn};
  while (!Work.empty()) {
    FnId F = Work.back();
    Work.pop_back();
    for (const Values::CallSite &Call : V.callers(F)) {
      bool New = !Ways.count(Call.Fn);
      Ways[Call.Fn].insert(Call.Node);
      if (New)
        Work.push_back(Call.Fn);
    }
  }
  std::set<std::pair<FnId, NodeId>> Sites;
  for (auto &[F, Nodes] : Ways)
    for (NodeId N : Nodes)
      Sites.insert({F, N});
  E.setHandOverSites(Sites);
  for (auto &[F, Nodes] : Ways) {
    if (!S.relevant(F))
      continue;
    CtxId Ctx = E.context(F, Binding{.Callee = F, .This = {}, .Params = {}}, /*Shallow=*/true);
    E.solve(Ctx);
    for (auto &[Cell, Eff] : E.effect(Ctx)) {
      if (!related(Cell, C))
        continue;
      for (const HandOver &H : E.flow(Ctx, Cell, {}).Effect.HandOvers)
        if (WriteId W = E.left(H.S); W != NoTerm && Ways.count(H.Fn) && Ways[H.Fn].count(H.Node))
          Result.push_back(E.write(W));
    }
  }
  E.setHandOverSites({});
  return Result;
}

} // namespace tidepool::solve
