//===- Story.cpp - Places, names and the steps of a finding ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Story.h"

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

Story &Story::submission(uint32_t Task) {
  if (Task == NoTerm)
    return *this;
  const solve::Task &Tk = A.Tasks.Tasks[Task];
  if (Tk.SubmitFn == NoTerm)
    return *this;
  const Pool &Pl = A.Tasks.Pools[Tk.Pool];
  std::string Text = "handed to a pool here";
  if (!Pl.Worker.empty())
    Text += "; its thread runs one task after another in '" + Pl.Name + "'";
  else
    Text += " (" + Pl.Name + ")";
  return add(Step::Kind::Submission, at(Tk.SubmitFn, Tk.SubmitNode), Text);
}

Story &Story::residue(const Residue &R) {
  for (const WitnessStep &W : A.witness(R.Entry, R.Cell, R.W, R.Exit)) {
    Location L = at(W.Fn, W.Node);
    switch (W.K) {
    case WitnessStep::Kind::Call:
      add(Step::Kind::Call, L, "called from '" + function(W.Fn) + "' here");
      break;
    case WitnessStep::Kind::Write:
      add(Step::Kind::Write, L, "'" + A.S[R.Cell].Name + "' is set here");
      break;
    case WitnessStep::Kind::Exit:
      Exit = L;
      add(Step::Kind::Exit, L, "'" + function(W.Fn) + "' ends here with '" + A.S[R.Cell].Name + "' still set");
      break;
    case WitnessStep::Kind::Escape:
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
  return *this;
}

Story &Story::callsTo(CtxId Entry, FnId F, NodeId N) {
  for (const WitnessStep &W : A.callPath(Entry, F, N))
    add(Step::Kind::Call, at(W.Fn, W.Node), "called from '" + function(W.Fn) + "' here");
  return *this;
}

std::string taskName(const Analysis &A, uint32_t Task) {
  if (Task == NoTerm)
    return "code entered from outside";
  return "task '" + A.P.text(A.P.Functions[A.Tasks.Tasks[Task].Body.Fn].Name).str() + "'";
}

} // namespace tidepool::checks
