//===- MissingRemove.cpp - tidepool-missing-remove -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Deviance.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

static void report(Query &Q, const Residue &R, const WriteRec *Cleaned) {
  const WriteRec &W = Q.A.E.write(R.W);
  Story S(Q.A);
  S.holder(R.Cell).submission(R.Task).residue(R);
  Finding F;
  F.Check = "tidepool-missing-remove";
  F.Conf = R.Task != NoTerm && Q.Left.dangling(R) ? Confidence::Certain : Confidence::Likely;
  F.Primary = S.at(W.Fn, W.Node);
  F.Holder = Q.A.S[R.Cell].Name;
  F.Function = S.function(W.Fn);
  bool Seen = R.Task != NoTerm, Dangling = Q.Left.dangling(R);
  std::string Exit = S.exit().Line ? lineOf(S.exit(), F.Primary) : "";
  F.Message = "'" + F.Holder + "' keeps ";
  F.Message += Dangling ? "the address of a local object" : Seen ? "this task's data" : "this call's data";
  F.Message += " when " + taskName(Q.A, R.Task, R.Entry) + " ends";
  if (!Exit.empty())
    F.Message += " on " + Exit;
  F.Message += Seen ? "; the next task on this thread finds it" : "; what this thread does next finds it";
  if (Dangling)
    F.Message += ", and the object is gone";
  if (Cleaned)
    F.Message += " (another path of '" + S.function(Cleaned->SiteFn) + "' does clean up)";
  std::string Verb = removing(Q.A, R.Cell).str();
  S.advise(F.Primary, Verb + " '" + F.Holder + "' on every way out" + (Exit.empty() ? "" : ", " + Exit + " too") +
                          "; surest is a guard made here, whose destructor puts back what was there before");
  S.finish(F, R.Cell);
  Q.Out.push_back(std::move(F));
}

static void run(Query &Q) {
  for (const Residue &R : Q.A.Residues)
    if (R.Exit == ExitKind::Normal && Q.Left.shouldBeRemoved(R))
      report(Q, R, nullptr);
  for (const Deviation &D : deviations(Q.A, ExitKind::Normal, Q.Opts.Latent))
    if (Q.Left.shouldBeRemoved(D.R))
      report(Q, D.R, D.Cleaned ? &*D.Cleaned : nullptr);
}

extern const Check MissingRemove{"tidepool-missing-remove",
                                 "a task ends and its data stays in a thread-local holder", run};

} // namespace tidepool::checks
