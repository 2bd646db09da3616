//===- Story.cpp - Places, names, steps and witness of a finding ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Story.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

Location Story::at(const summary::Loc &L) const { return {A.P.Files[L.File], L.Line, L.Col}; }

Location Story::at(FnId F, NodeId N) const {
  const summary::Function &Fn = A.P.Functions[F];
  const summary::Loc &L = Fn.Nodes[N].L;
  return at(L.valid() ? L : Fn.L);
}

std::string Story::function(FnId F) const { return A.P.text(A.P.Functions[F].Name).str(); }

Story &Story::add(Step::Kind K, Location At, std::string Text) {
  if (At.Line)
    Steps.push_back({K, std::move(At), std::move(Text)});
  return *this;
}

Story &Story::holder(CellId C) {
  const Cell &Cl = A.S[C];
  return add(Step::Kind::Holder, at(Cl.L), "'" + Cl.Name + "' has one value per thread and is declared here");
}

Story &Story::submission(uint32_t Task, StringRef Who) {
  if (Task == NoTerm)
    return *this;
  const solve::Task &Tk = A.Tasks.Tasks[Task];
  if (Tk.SubmitFn == NoTerm)
    return *this;
  const Pool &Pl = A.Tasks.Pools[Tk.Pool];
  std::string Text = Who.empty() ? "handed to a pool here" : Who.str() + " is handed to a pool here";
  if (Pl.Worker.empty())
    Text += " (" + Pl.Name + ")";
  Text += ", whose threads run one task after another";
  if (!Pl.Worker.empty())
    Text += " in '" + Pl.Name + "'";
  return add(Step::Kind::Submission, at(Tk.SubmitFn, Tk.SubmitNode), Text);
}

Story &Story::residue(const Residue &R) {
  SlotWitness Way = A.witness(R.Entry, R.Cell, R.W, R.Exit);
  Location End;
  for (const WitnessStep &W : Way.Steps) {
    Location L = at(W.Fn, W.Node);
    switch (W.K) {
    case WitnessStep::Kind::Call:
      add(Step::Kind::Call, L, "called from '" + function(W.Fn) + "' here");
      break;
    case WitnessStep::Kind::Write:
      add(Step::Kind::Write, L, "'" + A.S[R.Cell].Name + "' is set here");
      break;
    case WitnessStep::Kind::Exit:
      Exit = End = L;
      add(Step::Kind::Exit, L, "'" + function(W.Fn) + "' ends here with '" + A.S[R.Cell].Name + "' still set");
      break;
    case WitnessStep::Kind::Escape:
      End = L;
      add(Step::Kind::Exit, L,
          R.Exit == ExitKind::Unwound
              ? "an exception leaves '" + function(W.Fn) + "' from here with '" + A.S[R.Cell].Name + "' still set"
              : "an exception from here goes past the remove");
      break;
    case WitnessStep::Kind::Throw:
      add(Step::Kind::Note, L, "thrown here");
      break;
    }
  }
  if (Way.Steps.empty())
    return *this;
  task(R.Task, R.Entry, Way.Events, &A.E.write(R.W));
  return event(R.Exit == ExitKind::Unwound ? Event::Kind::TaskUnwinds : Event::Kind::TaskEnds, End);
}

void Story::calls(ArrayRef<WitnessStep> Path) {
  for (const WitnessStep &W : Path)
    if (W.K == WitnessStep::Kind::Call)
      add(Step::Kind::Call, at(W.Fn, W.Node), "called from '" + function(W.Fn) + "' here");
}

Story &Story::emptySet(const EmptySet &R) {
  const WriteRec &W = A.E.write(R.W);
  calls(A.readWitness(R.Entry, R.Cell, W.SiteFn, W.SiteNode).Steps);
  SlotWitness Way = A.emptyWitness(R.Entry, R.Cell, R.W);
  if (Way.Steps.empty())
    return *this;
  task(R.Task, R.Entry, Way.Events, &W);
  return event(Event::Kind::TaskEnds, {});
}

Story &Story::read(const StaleRead &R) {
  SlotWitness Way = A.readWitness(R.Entry, R.Cell, R.X.SiteFn, R.X.SiteNode);
  calls(Way.Steps);
  task(R.Task, R.Entry, Way.Events);
  event(Event::Kind::Get, at(R.X.Fn, R.X.Node));
  return event(Event::Kind::TaskEnds, {});
}

Story &Story::addition(const Addition &X) {
  SlotWitness Way = A.readWitness(X.Entry, X.Cell, X.SiteFn, X.SiteNode);
  calls(Way.Steps);
  add(Step::Kind::Write, at(X.SiteFn, X.SiteNode), "added to '" + A.S[X.Cell].Name + "' here");
  task(X.Task, X.Entry, Way.Events);
  event(Event::Kind::Append, at(X.Fn, X.Node));
  return event(Event::Kind::TaskEnds, {});
}

/// A task's beginning, and what it does to the slot. About: the write in question, where the finding puts it. Others may
/// fill an empty slot where this one does not.
void Story::task(uint32_t Task, CtxId Entry, ArrayRef<SlotEvent> Events, const WriteRec *About) {
  static constexpr std::pair<SlotEvent::Kind, Event::Kind> Kinds[] = {
      {SlotEvent::Kind::Set, Event::Kind::Set},           {SlotEvent::Kind::Fill, Event::Kind::Fill},
      {SlotEvent::Kind::Append, Event::Kind::Append},     {SlotEvent::Kind::SetEmpty, Event::Kind::SetEmpty},
      {SlotEvent::Kind::Remove, Event::Kind::Remove},     {SlotEvent::Kind::Restore, Event::Kind::Restore},
  };
  FnId Body = A.E[Entry].Fn;
  Happened.push_back({Event::Kind::TaskBegins, at(A.P.Functions[Body].L), taskName(A, Task, Entry)});
  for (const SlotEvent &E : Events) {
    bool Own = About && About->SiteFn == E.Fn && About->SiteNode == E.Node;
    Event::Kind K = find_if(Kinds, [&](auto &K) { return K.first == E.K; })->second;
    if (Own && K == Event::Kind::Fill && !About->Fill)
      K = Event::Kind::Set;
    event(K, Own ? at(About->Fn, About->Node) : at(E.Fn, E.Node));
  }
}

/// Holders that stand in the same tables: a native variable has none.
static std::vector<std::string> others(const Analysis &A, const summary::Holder *Own) {
  std::vector<std::string> Names;
  for (const summary::Holder &H : A.P.Holders)
    if (&H != Own && H.Kind != summary::HolderKind::Native && H.Kind != summary::HolderKind::State &&
        H.Life == summary::Lifetime::Static &&
        Names.size() != Witness::MaxOthers)
      Names.push_back(A.P.text(H.Name).str());
  return Names;
}

void Story::finish(Finding &F, CellId C) {
  const summary::Holder *H = A.S[C].Decl;
  F.Steps = std::move(Steps);
  F.Replayable.Events = std::move(Happened);
  F.Replayable.MapLike = H->Kind != summary::HolderKind::Native;
  F.Replayable.Inheritable = H->Inheritable;
  if (F.Replayable.MapLike)
    F.Replayable.Others = others(A, H);
}

std::string taskName(const Analysis &A, uint32_t Task, CtxId Entry) {
  if (Task == NoTerm && Entry == NoTerm)
    return "code that is entered from outside";
  if (Task == NoTerm)
    return "'" + A.P.text(A.P.Functions[A.E[Entry].Fn].Name).str() + "'";
  return "task '" + A.P.text(A.P.Functions[A.Tasks.Tasks[Task].Body.Fn].Name).str() + "'";
}

std::string lineOf(const Location &At, const Location &Near) {
  std::string Text = "line " + std::to_string(At.Line);
  return At.File == Near.File ? Text : Text + " of " + sys::path::filename(At.File).str();
}

StringRef removing(const Analysis &A, CellId C) {
  return A.S[C].Decl->Kind == summary::HolderKind::Native ? "clear" : "remove";
}

} // namespace tidepool::checks
