//===- DroppedHolder.cpp - tidepool-dropped-holder -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Owners.h"

using namespace tidepool::solve;

namespace tidepool::checks {

static void run(Query &Q) {
  for (const Residue &R : Q.A.Residues) {
    const Cell &C = Q.A.S[R.Cell];
    // How a key that is no static ends is key-misuse's to say.
    if (C.Life == summary::Lifetime::Static || C.Decl->Kind != summary::HolderKind::Class ||
        C.Decl->FreedWithHolder || Q.Left.keptOnPurpose(R.Cell) || !diesBeforePool(Q.A, R))
      continue;
    const WriteRec &W = Q.A.E.write(R.W);
    Story S(Q.A);
    S.submission(R.Task).event(Event::Kind::HolderMade, S.at(C.L)).residue(R);
    S.event(Event::Kind::HolderDies, S.at(C.L));
    Finding F;
    F.Check = "tidepool-dropped-holder";
    F.Primary = S.at(C.L);
    F.Holder = C.Name;
    F.Function = S.function(W.Fn);
    F.Message = "'" + C.Name + "' is " + (C.Life == summary::Lifetime::Local ? "a local" : "a member") +
                " and dies while the pool's threads live: the values that tasks set in it (" +
                lineOf(S.at(W.Fn, W.Node), F.Primary) +
                ") stay behind in the threads' tables, one for every thread and object";
    S.advise(F.Primary, "make '" + C.Name + "' static, or remove its value whenever a task that sets it ends");
    S.finish(F, R.Cell);
    Q.Out.push_back(std::move(F));
  }
}

extern const Check DroppedHolder{"tidepool-dropped-holder",
                                 "a holder that is no static dies while pool threads keep its values", run};

} // namespace tidepool::checks
