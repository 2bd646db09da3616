//===- LostContext.cpp - tidepool-lost-context -----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

/// A value that says something about the submitter's work: a flag or a constant only marks the thread.
static bool isContext(const WriteRec &W) {
  const Origins &O = W.From;
  return !W.Counter && (O.taskData() || O.Unknown || O.Global);
}

static void report(Query &Q, const StaleRead &R, const WriteRec &W) {
  const summary::Holder *H = Q.A.S[R.Cell].Decl;
  const solve::Task &Tk = Q.A.Tasks.Tasks[R.Task];
  Story S(Q.A);
  Finding F;
  F.Check = "tidepool-lost-context";
  F.Primary = S.at(R.X.Fn, R.X.Node);
  F.Holder = Q.A.S[R.Cell].Name;
  F.Function = S.function(R.X.Fn);
  F.Message = taskName(Q.A, R.Task, R.Entry) + " reads '" + F.Holder +
              "', which only the submitting thread has set (" + lineOf(S.at(W.Fn, W.Node), F.Primary) +
              "): on the pool's thread there is no such value";
  if (H->Inheritable)
    F.Message += "; an inheritable holder does not help, since a pool's threads inherit only once, when they are made";
  S.holder(R.Cell);
  S.add(Step::Kind::Write, S.at(W.Fn, W.Node), "set here, on the thread that submits");
  S.event(Event::Kind::Set, S.at(W.Fn, W.Node));
  S.submission(R.Task);
  S.event(Event::Kind::Submit, S.at(Tk.SubmitFn, Tk.SubmitNode));
  S.read(R);
  S.add(Step::Kind::Read, F.Primary, "read here, on the pool's thread");
  S.advise(S.at(Tk.SubmitFn, Tk.SubmitNode),
           "copy the value into the task here; inside the task, use the copy, or set '" + F.Holder +
               "' to it and " + removing(Q.A, R.Cell).str() + " it in a destructor");
  S.finish(F, R.Cell);
  Q.Out.push_back(std::move(F));
}

static void run(Query &Q) {
  std::map<CellId, bool> Candidate;
  std::set<std::tuple<FnId, NodeId, const summary::Holder *>> Told; // one finding, however many tasks reach it
  for (const StaleRead &R : Q.A.Reads) {
    const solve::Task &Tk = Q.A.Tasks.Tasks[R.Task];
    if (Tk.SubmitFn == NoTerm || Q.A.S[R.Cell].Decl->Transmittable || Q.Left.keptOnPurpose(R.Cell))
      continue;
    if (Told.count({R.X.Fn, R.X.Node, Q.A.S[R.Cell].Decl}))
      continue;
    auto [It, New] = Candidate.try_emplace(R.Cell, false);
    if (New)
      It->second = !Q.A.leftByTasks(R.Cell) && !Q.A.writtenByWorker(R.Cell);
    if (!It->second)
      continue;
    for (const WriteRec &W : Q.A.contextAt(Tk.SubmitFn, Tk.SubmitNode, R.Cell))
      // Where the task adds to the same collection on its way, each thread has a collection of its own.
      if (isContext(W) && !((W.Append || W.Keyed) && Q.A.reaches(R.Entry, W.Fn))) {
        Told.insert({R.X.Fn, R.X.Node, Q.A.S[R.Cell].Decl});
        report(Q, R, W);
        break;
      }
  }
}

extern const Check LostContext{"tidepool-lost-context",
                               "a task reads a holder that only its submitter's thread has set", run};

} // namespace tidepool::checks
