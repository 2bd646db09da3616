//===- StaleRead.cpp - tidepool-stale-read ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"

using namespace llvm;
using namespace tidepool::solve;
using SlotRead = tidepool::solve::StaleRead;

namespace tidepool::checks {

namespace {
/// What tasks leave for others to see.
struct Left {
  const Residue *R;
  bool Counter; ///< a number that tasks add to: seen by reads that weigh only
};
} // namespace

using BySlot = std::map<uint32_t, std::vector<Left>>;

static BySlot visible(Query &Q) {
  BySlot Out;
  for (const Residue &R : Q.A.Residues)
    if (bool Counter = Q.Left.counted(R); Counter || Q.Left.visibleLater(R))
      Out[Q.A.S[R.Cell].Slot].push_back({&R, Counter});
  return Out;
}

/// Residue in the same slot, of any task on the same threads; one that is written unconditionally before a cache's
/// filling.
static const Residue *seenBy(Query &Q, const SlotRead &R, const BySlot &All) {
  const Residue *Best = nullptr;
  auto Here = All.find(Q.A.S[R.Cell].Slot);
  if (Here == All.end())
    return nullptr;
  for (const Left &L : Here->second) {
    if (!Q.A.related(L.R->Cell, R.Cell) || Q.A.S.behindPointer(R.Cell, L.R->Cell) || (L.Counter && !R.X.Weighs) ||
        !Q.A.sameThreads(L.R->Task, R.Task))
      continue;
    if (!Best || (Q.A.E.write(Best->W).Fill && !Q.A.E.write(L.R->W).Fill))
      Best = L.R;
  }
  return Best;
}

/// A number that the task sets anew on other ways to the same read is the task's own: what is left is a way around that,
/// such as a loop without a round.
static bool managed(Query &Q, const SlotRead &R) {
  const auto &Effect = Q.A.E.effect(R.Entry);
  auto It = Effect.find(R.Cell);
  return R.X.Weighs && It != Effect.end() && It->second.ReadOwn.count({R.X.SiteFn, R.X.SiteNode});
}

static void run(Query &Q) {
  BySlot All = visible(Q);
  std::set<std::tuple<uint32_t, uint32_t, const summary::Holder *>> Told; // one finding, however many tasks reach it
  for (const SlotRead &R : Q.A.Reads) {
    if (Q.A.S[R.Cell].Life != summary::Lifetime::Static || Q.Left.keptOnPurpose(R.Cell))
      continue;
    const Residue *Left = seenBy(Q, R, All);
    const summary::Loc &L = Q.A.P.Functions[R.X.Fn].Nodes[R.X.Node].L;
    if (Left && Q.Left.counted(*Left) && managed(Q, R))
      continue;
    if (!Left || !Told.insert({L.File, L.Line, Q.A.S[R.Cell].Decl}).second)
      continue;
    const WriteRec &W = Q.A.E.write(Left->W);
    Story S(Q.A);
    S.holder(R.Cell).submission(Left->Task).residue(*Left);
    bool Other = R.Task != Left->Task;
    if (Other)
      S.submission(R.Task, "the task that reads");
    S.read(R);
    Finding F;
    F.Check = "tidepool-stale-read";
    F.Primary = S.at(R.X.Fn, R.X.Node);
    F.Holder = Q.A.S[R.Cell].Name;
    F.Function = S.function(R.X.Fn);
    Location Set = S.at(W.Fn, W.Node);
    std::string At = lineOf(Set, F.Primary), Reader = taskName(Q.A, R.Task, R.Entry);
    std::string By = Other ? "read here by " + Reader : "read here by a later task of the same kind";
    if (W.Fill) {
      F.Message = "'" + F.Holder + "' was made from another task's data (" + At +
                  "): the first task on this thread filled it, and every later one gets the same";
      S.add(Step::Kind::Read, F.Primary, By + ", which gets what the first one made");
      S.advise(Set, "make it anew for every task, or keep one for each value of what it is made from");
    } else if (W.Append) {
      F.Message = Reader + " reads '" + F.Holder + "' with what earlier tasks on this thread have added to it on " + At;
      S.add(Step::Kind::Read, F.Primary, By + ", with what earlier tasks added");
      S.advise(Set, "empty '" + F.Holder + "' at the start of every task that uses it, or when such a task ends");
    } else {
      F.Message = Reader + " reads '" + F.Holder +
                  "' before it sets it: on a reused thread this is another task's value, set on " + At +
                  " and never removed";
      S.add(Step::Kind::Read, F.Primary, By + ", before it has set it");
      S.advise(Set, removing(Q.A, R.Cell).str() + " '" + F.Holder +
                        "' when the task that sets it here ends, on every way out, or have the reader set it first");
    }
    S.finish(F, R.Cell);
    Q.Out.push_back(std::move(F));
  }
}

extern const Check StaleRead{"tidepool-stale-read", "a task reads what another task left in a thread-local holder",
                             run};

} // namespace tidepool::checks
