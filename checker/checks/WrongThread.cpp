//===- WrongThread.cpp - tidepool-wrong-thread -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/solve/Around.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using tidepool::summary::NodeKind;

namespace tidepool::checks {

namespace {
/// Where a value that the submitter sets is taken back, on the pool's thread.
struct Elsewhere {
  CellId C;
  FnId By;                             ///< the task's body, or the destructor of something that the task owns
  summary::Sym Class = summary::NoSym; ///< whose constructor sets it, where By is a destructor
  bool Captured = false; ///< an object that the task's callable has with it, not the callable itself
};

class Run {
public:
  explicit Run(Query &Q) : Q(Q) {}
  void all();

private:
  std::vector<Elsewhere> takenBack(uint32_t Task);
  void byDestructor(uint32_t Task, TermId Object, bool Captured, std::vector<Elsewhere> &Out);
  bool readBy(uint32_t Task, CellId C) const;
  bool stays(FnId F, NodeId N, CellId C, const PathState &S, unsigned Depth);
  void look(uint32_t Task, const Elsewhere &E);
  void report(uint32_t Task, const Elsewhere &E, const WriteRec &W);

  Query &Q;
  DenseMap<summary::Sym, FnId> Destructors; ///< by class: those that touch slots
  std::set<std::pair<const summary::Holder *, Location>> Told;
};
} // namespace

/// How far up the submitter's callers may clean up after it.
static constexpr unsigned MaxFrames = 3;

/// Then it is lost-context's: the read is what goes wrong.
bool Run::readBy(uint32_t Task, CellId C) const {
  return any_of(Q.A.Reads, [&](const StaleRead &R) { return R.Task == Task && Q.A.related(R.Cell, C); });
}

static bool takesBack(const solve::Outcome &O) {
  const SlotState &S = O.S.Cur;
  return O.Exit == ExitKind::Normal && (S.K == SlotKind::Token || (S.K == SlotKind::Clean && !S.Found));
}

/// An object that goes with the task: its destructor takes back what its constructor has set.
void Run::byDestructor(uint32_t Task, TermId Object, bool Captured, std::vector<Elsewhere> &Out) {
  if (Object == NoTerm)
    return;
  const TermData &D = Q.A.T.get(Object);
  if (D.K == TermKind::Closure)
    for (TermId Op : D.Ops)
      byDestructor(Task, Op, /*Captured=*/true, Out);
  if ((D.K != TermKind::Object && D.K != TermKind::Alloc) || D.Symbol == summary::NoSym)
    return;
  auto Destructor = Destructors.find(D.Symbol);
  if (Destructor == Destructors.end())
    return;
  for (auto &[C, Effect] : Q.A.E.effect(anyCaller(Q.A, Destructor->second)))
    if (any_of(Effect.Outcomes, takesBack))
      Out.push_back({C, Destructor->second, D.Symbol, Captured});
}

std::vector<Elsewhere> Run::takenBack(uint32_t Task) {
  std::vector<Elsewhere> Result;
  const solve::Task &Tk = Q.A.Tasks.Tasks[Task];
  for (auto &[C, Effect] : Q.A.E.effect(Q.A.TaskContexts[Task])) {
    // On every way to its end the task empties a slot that it has not set.
    bool Any = false, All = true;
    for (const solve::Outcome &O : Effect.Outcomes) {
      if (O.Exit != ExitKind::Normal)
        continue;
      bool Empties =
          O.S.Cur.K == SlotKind::Clean && !O.S.Cur.Found && O.S.Cur.Last == NoTerm && O.S.Cur.Id == NoTerm;
      Any |= Empties;
      All &= Empties;
    }
    if (Any && All)
      Result.push_back({C, Tk.Body.Fn});
  }
  byDestructor(Task, Tk.Body.Self, /*Captured=*/false, Result);
  return Result;
}

/// Nobody takes it back on the thread on which it was set.
bool Run::stays(FnId F, NodeId N, CellId C, const PathState &S, unsigned Depth) {
  CtxId Ctx = anyCaller(Q.A, F);
  auto takesBack = [](const SlotChange &X) { return X.takesBack(); };
  if (any_of(changesBehind(Q.A, Ctx, C, N, S), takesBack))
    return false;
  if (Depth == MaxFrames)
    return true;
  PathState Above;
  Above.Cur = {.K = SlotKind::Own, .Id = Q.A.E.left(S.Cur)};
  return all_of(Q.A.V.callers(F), [&](const Values::CallSite &Call) {
    return !Q.A.S.relevant(Call.Fn) || stays(Call.Fn, Call.Node, C, Above, Depth + 1);
  });
}

void Run::report(uint32_t Task, const Elsewhere &E, const WriteRec &W) {
  const solve::Task &Tk = Q.A.Tasks.Tasks[Task];
  Story S(Q.A);
  Location Set = S.at(W.Fn, W.Node), Primary = Set, Back = S.at(Q.A.P.Functions[E.By].L);
  FnId In = W.Fn;
  // A guard is where it is made, as anywhere else.
  if (E.Captured)
    for (NodeId N = 0; N != Q.A.P.Functions[Tk.SubmitFn].Nodes.size(); ++N)
      if (const summary::Node &Nd = Q.A.P.Functions[Tk.SubmitFn].Nodes[N];
          Nd.Kind == NodeKind::Call && Nd.Callee == Q.A.P.Functions[W.SiteFn].Usr) {
        In = Tk.SubmitFn;
        Primary = S.at(In, N);
      }
  if (!Told.insert({Q.A.S[E.C].Decl, Primary}).second)
    return;
  Finding F;
  F.Check = "tidepool-wrong-thread";
  F.Primary = Primary;
  F.Holder = Q.A.S[E.C].Name;
  F.Function = S.function(In);
  F.Message = "sets '" + F.Holder + "' on the thread that submits " + taskName(Q.A, Task) +
              ", where nobody takes it back: '" + S.function(E.By) + "' does (line " +
              std::to_string(Back.Line) + "), on the pool's thread, where it was never set";
  S.holder(E.C)
      .add(Step::Kind::Write, Set, "set here, on the thread that submits")
      .event(Event::Kind::Set, Set);
  S.submission(Task).event(Event::Kind::Submit, S.at(Tk.SubmitFn, Tk.SubmitNode));
  S.event(Event::Kind::TaskBegins, S.at(Q.A.P.Functions[Tk.Body.Fn].L), taskName(Q.A, Task));
  S.add(Step::Kind::Exit, Back, "taken back in here, on the pool's thread").event(Event::Kind::Remove, Back);
  S.event(Event::Kind::TaskEnds, {}).event(Event::Kind::Back, {});
  S.advise(Primary, "set '" + F.Holder + "' inside the task, and take it back there");
  S.finish(F, E.C);
  Q.Out.push_back(std::move(F));
}

void Run::look(uint32_t Task, const Elsewhere &E) {
  const solve::Task &Tk = Q.A.Tasks.Tasks[Task];
  if (Q.Left.notOfTasks(E.C) || readBy(Task, E.C) || !Q.A.S.relevant(Tk.SubmitFn))
    return;
  for (const PathState &S : statesBefore(Q.A, anyCaller(Q.A, Tk.SubmitFn), E.C, Tk.SubmitNode)) {
    WriteId Set = Q.A.E.left(S.Cur);
    if (Set == NoTerm)
      continue;
    const WriteRec &W = Q.A.E.write(Set);
    bool Context = W.From.taskData() || W.From.Unknown || W.From.Global;
    if (!Context || W.Counter || W.Append || W.Fill ||
        (E.Captured && Q.A.P.Functions[W.SiteFn].Class != E.Class))
      continue;
    if (stays(Tk.SubmitFn, Tk.SubmitNode, E.C, S, 0))
      return report(Task, E, W);
  }
}

void Run::all() {
  for (FnId F = 0; F != Q.A.P.Functions.size(); ++F)
    if ((Q.A.P.Functions[F].Flags & summary::IsDestructor) && Q.A.S.relevant(F))
      Destructors.try_emplace(Q.A.P.Functions[F].Class, F);
  for (uint32_t Task = 0; Task != Q.A.Tasks.Tasks.size(); ++Task)
    if (Q.A.Tasks.Tasks[Task].SubmitFn != NoTerm)
      for (const Elsewhere &E : takenBack(Task))
        look(Task, E);
}

static void run(Query &Q) { Run(Q).all(); }

extern const Check WrongThread{
    "tidepool-wrong-thread", "a holder is set where a task is submitted, and taken back where it runs", run};

} // namespace tidepool::checks
