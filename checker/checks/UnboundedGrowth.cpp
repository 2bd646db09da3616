//===- UnboundedGrowth.cpp - tidepool-unbounded-growth ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/checks/Owners.h"
#include "checker/solve/Growth.h"
#include <map>

using namespace llvm;
using namespace tidepool::solve;

namespace tidepool::checks {

/// The class of the objects by whose addresses entries are found.
static summary::Sym keyedObject(const Analysis &A, const Addition &X) {
  const summary::Function &Fn = A.P.Functions[X.SiteFn];
  const summary::Node &N = Fn.Nodes[X.SiteNode];
  if (N.Args.empty())
    return summary::NoSym;
  const summary::Value &Key = Fn.Values[N.Args.front()];
  const summary::Path &P = Key.P;
  for (summary::Sym Step : reverse(P.Steps))
    if (Step >= summary::FirstFreeSym)
      return A.P.entity(Step) ? A.P.entity(Step)->Class : summary::NoSym;
  if (P.R == summary::Root::This)
    return Fn.Class;
  if (P.R == summary::Root::Param && P.Index < Fn.Params.size())
    return Fn.Params[P.Index].Class;
  if (P.R == summary::Root::Local)
    return Fn.Locals[P.Index].Class;
  return summary::NoSym;
}

static bool silent(Query &Q, const Addition &X) {
  const Cell &C = Q.A.S[X.Cell];
  if (C.Life != summary::Lifetime::Static || Q.Left.keptOnPurpose(X.Cell))
    return true;
  if (Q.A.P.text(X.Word) != summary::GrowsByAddress)
    return false;
  summary::Sym Class = keyedObject(Q.A, X);
  return Class != summary::NoSym && Q.A.P.classOf(Class) && !shortLived(Q.A, Class);
}

static Finding report(Query &Q, const Addition &X) {
  Story S(Q.A);
  Finding F;
  F.Check = "tidepool-unbounded-growth";
  F.Primary = S.at(X.Fn, X.Node);
  F.Holder = Q.A.S[X.Cell].Name;
  F.Function = S.function(X.Fn);
  StringRef Word = Q.A.P.text(X.Word);
  std::string Task = taskName(Q.A, X.Task);
  if (Word == summary::GrowsEach)
    F.Message = Task + " adds to '" + F.Holder + "', and no task ever takes anything out: on each thread it grows with every task";
  else
    F.Message = Task + " adds an entry to '" + F.Holder +
                "' for every new key that it brings, and no task ever takes one out: on each thread it grows as long as keys come";
  if (Word == summary::GrowsByAddress)
    F.Message += "; the key is an address, and another object that is later made at the same address finds the old entry";
  S.holder(X.Cell).submission(X.Task).addition(X);
  S.advise(F.Primary, Word == summary::GrowsEach ? "clear '" + F.Holder + "' when a task begins or ends"
                                                 : "take old entries out, or bound the number of entries");
  S.finish(F, X.Cell);
  return F;
}

/// One finding for a holder in one function, at the first addition; the others are notes.
static void run(Query &Q) {
  std::map<std::pair<const summary::Holder *, FnId>, std::vector<Addition>> Places;
  for (const Addition &X : Growth(Q.A).unbounded())
    if (!silent(Q, X))
      Places[{Q.A.S[X.Cell].Decl, X.Fn}].push_back(X);
  for (auto &[Place, All] : Places) {
    const auto &Nodes = Q.A.P.Functions[Place.second].Nodes;
    auto line = [&](const Addition &X) { return std::pair(Nodes[X.Node].L.Line, Nodes[X.Node].L.Col); };
    llvm::sort(All, [&](const Addition &A, const Addition &B) { return line(A) < line(B); });
    Finding F = report(Q, All.front());
    for (size_t I = 1; I != All.size(); ++I)
      if (line(All[I]) != line(All[I - 1]))
        F.Steps.push_back({Step::Kind::Note, Story(Q.A).at(All[I].Fn, All[I].Node), "also added to here"});
    Q.Out.push_back(std::move(F));
  }
}

extern const Check UnboundedGrowth{"tidepool-unbounded-growth",
                                   "tasks only ever add to a thread-local container", run};

} // namespace tidepool::checks
