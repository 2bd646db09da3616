//===- UnsafeRemove.cpp - tidepool-unsafe-remove ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Deviance.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

/// The same write also survives a normal end: then that is what has to be mended first.
static bool staysNormally(Query &Q, const Residue &R) {
  const WriteRec &W = Q.A.E.write(R.W);
  return any_of(Q.A.Residues, [&](const Residue &O) {
    const WriteRec &X = Q.A.E.write(O.W);
    return O.Exit == ExitKind::Normal && X.sameSite(W) &&
           Q.A.related(O.Cell, R.Cell) && Q.Left.shouldBeRemoved(O);
  });
}

static void report(Query &Q, const Residue &R) {
  const WriteRec &W = Q.A.E.write(R.W);
  Story S(Q.A);
  S.holder(R.Cell).submission(R.Task).residue(R);
  Finding F;
  F.Check = "tidepool-unsafe-remove";
  F.Conf = R.Task != NoTerm && Q.Left.dangling(R) ? Confidence::Certain : Confidence::Likely;
  F.Primary = S.at(W.Fn, W.Node);
  F.Holder = Q.A.S[R.Cell].Name;
  F.Function = S.function(W.Fn);
  StringRef Type = Q.A.P.text(Q.A.Th.typeOf(R.Exc));
  F.Message = "an exception";
  if (size_t At = Type.rfind('@'); At != StringRef::npos && Type.starts_with("c:"))
    F.Message += " (" + Type.substr(At + 1).str() + ")";
  bool Seen = R.Task != NoTerm;
  F.Message += " can end " + taskName(Q.A, R.Task, R.Entry) + " before '" + F.Holder + "' is " +
               (removing(Q.A, R.Cell) == "clear" ? "cleared" : "removed") + "; the thread lives on, and ";
  F.Message += Seen ? "its next task finds " : "what it does next finds ";
  F.Message += Q.Left.dangling(R) ? "the address of an object that is gone"
               : Seen             ? "this task's data"
                                  : "this call's data";
  S.advise(F.Primary, "let a destructor " + removing(Q.A, R.Cell).str() + " '" + F.Holder +
                          "': a guard made here runs when an exception passes, too");
  S.finish(F, R.Cell);
  Q.Out.push_back(std::move(F));
}

static void run(Query &Q) {
  for (const Residue &R : Q.A.Residues)
    if (R.Exit == ExitKind::Unwound && Q.Left.shouldBeRemoved(R) && !staysNormally(Q, R))
      report(Q, R);
  auto Normal = deviations(Q.A, ExitKind::Normal, /*WithLatent=*/true);
  for (const Deviation &D : deviations(Q.A, ExitKind::Unwound, /*WithLatent=*/false)) {
    bool Stays = any_of(Normal, [&](const Deviation &O) {
      return Q.A.E.write(O.R.W).sameSite(Q.A.E.write(D.R.W));
    });
    if (!Stays && Q.Left.shouldBeRemoved(D.R))
      report(Q, D.R);
  }
}

extern const Check UnsafeRemove{"tidepool-unsafe-remove",
                                "an exception ends a task before its thread-local holder is cleaned", run};

} // namespace tidepool::checks
