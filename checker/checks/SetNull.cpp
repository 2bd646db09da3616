//===- SetNull.cpp - tidepool-set-null -------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"

using namespace tidepool::solve;

namespace tidepool::checks {

static void run(Query &Q) {
  for (const EmptySet &R : Q.A.EmptySets) {
    const WriteRec &W = Q.A.E.write(R.W);
    Story S(Q.A);
    S.holder(R.Cell).submission(R.Task).emptySet(R);
    Finding F;
    F.Check = "tidepool-set-null";
    F.Primary = S.at(W.Fn, W.Node);
    F.Holder = Q.A.S[R.Cell].Name;
    F.Function = S.function(W.Fn);
    F.Message = "setting '" + F.Holder +
                "' to an empty value does not remove it: the entry stays in the thread's table when " +
                taskName(Q.A, R.Task, R.Entry) + " ends";
    S.add(Step::Kind::Write, F.Primary, "the empty value is set here, and nothing removes the entry afterwards");
    S.advise(F.Primary, "call the holder's remove operation here instead");
    S.finish(F, R.Cell);
    Q.Out.push_back(std::move(F));
  }
}

extern const Check SetNull{"tidepool-set-null", "the empty value is set where the entry should be removed", run};

} // namespace tidepool::checks
