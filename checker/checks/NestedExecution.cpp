//===- NestedExecution.cpp - tidepool-nested-execution ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/solve/Around.h"
#include "checker/solve/Waits.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

namespace {
/// What a task does to a slot that it finds as another task has left it.
struct Disturbance {
  uint32_t Task;
  CellId C;
  std::optional<StaleRead> Read; ///< it reads what is there
  WriteId W = NoTerm;            ///< or else: it leaves something of its own there, or has taken that away
  bool Left = false;
};

class Run {
public:
  explicit Run(Query &Q) : Q(Q), Held(Q.A) {}
  void all();

private:
  void findDisturbances();
  void overwrites(uint32_t Task);
  bool submittedWith(const Disturbance &D, const HeldValue &H);
  bool onlyItself(const Disturbance &D, FnId Waits);
  void meet(const Wait &At, const Disturbance &D);
  void report(const Wait &At, const Disturbance &D, const HeldValue &H, const Exposure *Later);

  Query &Q;
  std::map<uint32_t, std::vector<Disturbance>> By; ///< pool
  std::map<uint32_t, std::vector<bool>> Reaches; ///< task → functions
  HeldValues Held;
  std::set<std::pair<const summary::Holder *, Location>> Told;
};
} // namespace

/// A normal end at which the slot is neither as it was found nor as it was saved.
void Run::overwrites(uint32_t Task) {
  for (auto &[C, Effect] : Q.A.E.effect(Q.A.TaskContexts[Task])) {
    for (const solve::Outcome &O : Effect.Outcomes) {
      bool Left = O.S.Cur.K == SlotKind::Own, Emptied = O.S.Cur.K == SlotKind::Clean && !O.S.Cur.Found;
      if (O.Exit != ExitKind::Normal || !(Left || Emptied))
        continue;
      WriteId W = Left ? O.S.Cur.Id : O.S.Cur.Last;
      if (W == NoTerm || Q.A.E.write(W).Counter || Q.A.E.write(W).Append || Q.A.E.write(W).Fill || Q.Left.notOfTasks(C))
        continue;
      By[Q.A.Tasks.Tasks[Task].Pool].push_back({Task, C, std::nullopt, W, Left});
      break;
    }
  }
}

void Run::findDisturbances() {
  for (const StaleRead &R : Q.A.Reads)
    if (R.Task != NoTerm && !R.X.Keyed && !Q.Left.notOfTasks(R.Cell))
      By[Q.A.Tasks.Tasks[R.Task].Pool].push_back({R.Task, R.Cell, R, NoTerm, false});
  for (uint32_t Task = 0; Task != Q.A.Tasks.Tasks.size(); ++Task)
    overwrites(Task);
}

/// Handed over while the value was there: it is the task's own part, and what it reads is lost-context's to
/// judge.
bool Run::submittedWith(const Disturbance &D, const HeldValue &H) {
  const solve::Task &Tk = Q.A.Tasks.Tasks[D.Task];
  if (Tk.SubmitFn == NoTerm)
    return true;
  return any_of(Held.at(Tk.SubmitFn, Tk.SubmitNode, D.C),
                [&](const HeldValue &Other) { return Q.A.E.write(Other.W).sameSite(Q.A.E.write(H.W)); });
}

/// A submission that waits for its task is an algorithm: parallel_for runs its body many times over.
static bool runsMany(const summary::Function &Fn, summary::NodeId Submit) {
  for (summary::NodeId Next : Fn.Nodes[Submit].Succs) {
    const summary::Node *N = &Fn.Nodes[Next];
    if (N->Kind == summary::NodeKind::Call && N->Callee == summary::NoSym && N->Succs.size() == 1)
      N = &Fn.Nodes[N->Succs[0]]; // the wait itself
    if (N->Kind == summary::NodeKind::Help)
      return true;
  }
  return false;
}

/// Is the disturbing task the one that waits, of which there is only one?
bool Run::onlyItself(const Disturbance &D, FnId Waits) {
  const solve::Task &Tk = Q.A.Tasks.Tasks[D.Task];
  const summary::Function &Submitter = Q.A.P.Functions[Tk.SubmitFn];
  if (!(Submitter.Flags & summary::IsMain) || summary::inCycle(Submitter, Tk.SubmitNode) ||
      runsMany(Submitter, Tk.SubmitNode))
    return false;
  for (uint32_t Task = 0; Task != Q.A.Tasks.Tasks.size(); ++Task) {
    auto [It, New] = Reaches.try_emplace(Task);
    if (New)
      It->second = Q.A.callees(Q.A.Tasks.Tasks[Task].Body.Fn);
    if (It->second[Waits] != (Task == D.Task))
      return false;
  }
  return true;
}

void Run::meet(const Wait &At, const Disturbance &D) {
  for (const HeldValue &H : Held.at(At.Fn, At.Node, D.C)) {
    const WriteRec &W = Q.A.E.write(H.W);
    if (!W.From.taskData() || W.Counter || W.Fill || W.Append || onlyItself(D, H.Fn))
      continue;
    if (D.Read) {
      if (submittedWith(D, H))
        continue;
      return report(At, D, H, nullptr);
    }
    std::set<Exposure> Later = readsBehind(Q.A, anyCaller(Q.A, H.Fn), D.C, H.Node);
    auto Whole = find_if(Later, [](const Exposure &X) { return !X.Keyed; });
    if (Whole != Later.end())
      return report(At, D, H, &*Whole);
  }
}

void Run::report(const Wait &At, const Disturbance &D, const HeldValue &H, const Exposure *Later) {
  Story S(Q.A);
  Location Primary = S.at(At.Fn, At.Node);
  if (!Told.insert({Q.A.S[D.C].Decl, Primary}).second)
    return;
  const WriteRec &W = Q.A.E.write(H.W);
  Finding F;
  F.Check = "tidepool-nested-execution";
  F.Primary = Primary;
  F.Holder = Q.A.S[D.C].Name;
  F.Function = S.function(At.Fn);
  std::string Other = taskName(Q.A, D.Task);
  F.Message = "other tasks may run on this thread while it waits here, with '" + F.Holder +
              "' set to this task's (line " + std::to_string(S.at(W.Fn, W.Node).Line) + "): " + Other;
  S.holder(D.C).add(Step::Kind::Write, S.at(W.Fn, W.Node), "set here, by the task that waits");
  S.event(Event::Kind::TaskBegins, S.at(Q.A.P.Functions[H.Fn].L),
          "the task that waits, '" + S.function(H.Fn) + "',");
  S.event(Event::Kind::Set, S.at(W.Fn, W.Node));
  if (H.Fn != At.Fn)
    S.add(Step::Kind::Call, S.at(H.Fn, H.Node), "called from '" + S.function(H.Fn) + "' here");
  S.add(Step::Kind::Note, Primary, "waits here; the thread takes other tasks meanwhile");
  S.submission(D.Task);
  if (D.Read) {
    Location Read = S.at(D.Read->X.Fn, D.Read->X.Node);
    F.Message += " reads it (line " + std::to_string(Read.Line) + ") and takes it for its own";
    S.read(*D.Read).add(Step::Kind::Read, Read, "read here, on the same thread");
  } else {
    const WriteRec &Theirs = Q.A.E.write(D.W);
    Location Set = S.at(Theirs.Fn, Theirs.Node), Read = S.at(Later->Fn, Later->Node);
    F.Message += D.Left ? " leaves its own there" : " sets it, and takes away what is there at its end";
    F.Message += " (line " + std::to_string(Set.Line) + "), and this one reads it afterwards (line " +
                 std::to_string(Read.Line) + ")";
    S.event(Event::Kind::TaskBegins, S.at(Q.A.P.Functions[Q.A.Tasks.Tasks[D.Task].Body.Fn].L), Other);
    S.add(Step::Kind::Write, Set, "set here, on the same thread").event(Event::Kind::Set, Set);
    if (!D.Left)
      S.event(Event::Kind::Remove, Set);
    S.event(Event::Kind::TaskEnds, {});
    S.add(Step::Kind::Read, Read, "read here, when the wait is over").event(Event::Kind::Get, Read);
  }
  S.event(Event::Kind::TaskEnds, {});
  S.advise(Primary, "empty '" + F.Holder + "' for as long as the wait lasts and put it back behind it, or wait where no "
                    "other task can run");
  S.finish(F, D.C);
  Q.Out.push_back(std::move(F));
}

void Run::all() {
  std::vector<Wait> Waits = findWaits(Q.A);
  if (Waits.empty())
    return;
  findDisturbances();
  for (const Wait &At : Waits)
    for (uint32_t Pool : At.Pools)
      for (const Disturbance &D : By[Pool])
        meet(At, D);
}

static void run(Query &Q) { Run(Q).all(); }

extern const Check NestedExecution{"tidepool-nested-execution",
                                   "a task waits, and another one runs on its thread with its context", run};

} // namespace tidepool::checks
