//===- ClobberingReset.cpp - tidepool-clobbering-reset ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/solve/Around.h"
#include "checker/solve/Waits.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using tidepool::summary::NodeKind;

namespace tidepool::checks {

namespace {
class Run {
public:
  explicit Run(Query &Q) : Q(Q), Held(Q.A) {}
  void all();

private:
  void call(CtxId Ctx, NodeId N, CtxId Callee);
  void report(CtxId Ctx, NodeId N, CellId C, WriteId Inner, const HeldValue &H, const Exposure &Later);

  Query &Q;
  std::set<std::pair<FnId, NodeId>> Waits;
  HeldValues Held;
  std::set<std::pair<const summary::Holder *, Location>> Told;
};
} // namespace

/// What a function has set itself, and then takes away with whatever was there before: on a way to its normal
/// end.
static WriteId setAndEmptied(const Analysis &A, const CellEffect &Effect) {
  for (const solve::Outcome &O : Effect.Outcomes) {
    const SlotState &S = O.S.Cur;
    if (O.Exit != ExitKind::Normal || S.K != SlotKind::Clean || S.Found || S.Last == NoTerm)
      continue;
    const WriteRec &W = A.E.write(S.Last);
    if (!W.Counter && !W.Append && !W.Fill && !W.Keyed)
      return S.Last;
  }
  return NoTerm;
}

void Run::report(CtxId Ctx, NodeId N, CellId C, WriteId Inner, const HeldValue &H, const Exposure &Later) {
  FnId Fn = Q.A.E[Ctx].Fn;
  CallPath Way = emptying(Q.A, Ctx, C, N);
  // Another task that runs while this one waits is nested-execution's.
  if (any_of(Way, [&](auto &At) { return Waits.count(At); }))
    return;
  auto [SiteFn, SiteNode] = Way.back();
  Story S(Q.A);
  Location At = S.at(SiteFn, SiteNode);
  if (!Told.insert({Q.A.S[C].Decl, At}).second)
    return;
  const WriteRec &Outer = Q.A.E.write(H.W), &Own = Q.A.E.write(Inner);
  Location Set = S.at(Outer.Fn, Outer.Node), Read = S.at(Later.Fn, Later.Node),
           Again = S.at(Own.Fn, Own.Node);
  Finding F;
  F.Check = "tidepool-clobbering-reset";
  F.Primary = At;
  F.Holder = Q.A.S[C].Name;
  F.Function = S.function(SiteFn);
  F.Message = "empties '" + F.Holder + "' where it should put back what it found: '" + S.function(H.Fn) +
              "', of the same task, has set it (line " + std::to_string(Set.Line) +
              ") and reads it afterwards (line " + std::to_string(Read.Line) + ")";
  S.holder(C).event(Event::Kind::TaskBegins, S.at(Q.A.P.Functions[H.Fn].L),
                    "the task with '" + S.function(H.Fn) + "'");
  S.add(Step::Kind::Write, Set, "set here, for the rest of the task").event(Event::Kind::Set, Set);
  S.add(Step::Kind::Call, S.at(H.Fn, H.Node), "called from '" + S.function(H.Fn) + "' here");
  if (Fn != H.Fn)
    S.add(Step::Kind::Call, S.at(Fn, N), "called from '" + S.function(Fn) + "' here");
  S.add(Step::Kind::Write, Again, "set anew here").event(Event::Kind::Set, Again);
  S.add(Step::Kind::Exit, At, "and emptied here, with what was there before").event(Event::Kind::Remove, At);
  S.add(Step::Kind::Read, Read, "read here, where there is nothing any more").event(Event::Kind::Get, Read);
  S.event(Event::Kind::TaskEnds, {});
  S.advise(At, "keep what is in '" + F.Holder + "' before it is set, and put that back here");
  S.finish(F, C);
  Q.Out.push_back(std::move(F));
}

void Run::call(CtxId Ctx, NodeId N, CtxId Callee) {
  FnId F = Q.A.E[Ctx].Fn;
  std::vector<std::pair<CellId, WriteId>> Found;
  for (auto &[C, Effect] : Q.A.E.effect(Callee))
    if (WriteId W = setAndEmptied(Q.A, Effect); W != NoTerm && !Q.Left.keptOnPurpose(C))
      Found.push_back({C, W});
  for (auto [C, Inner] : Found)
    for (const HeldValue &H : Held.at(F, N, C)) {
      const WriteRec &Outer = Q.A.E.write(H.W);
      if (!Outer.From.taskData() || Outer.Counter || Outer.Append || Outer.Fill)
        continue;
      std::set<Exposure> Later = readsBehind(Q.A, Ctx, C, N);
      if (Later.empty() && H.Fn != F)
        Later = readsBehind(Q.A, anyCaller(Q.A, H.Fn), C, H.Node);
      auto Whole = find_if(Later, [](const Exposure &X) { return !X.Keyed; });
      if (Whole == Later.end())
        continue;
      report(Ctx, N, C, Inner, H, *Whole);
      break;
    }
}

void Run::all() {
  for (const Wait &W : findWaits(Q.A))
    Waits.insert({W.Fn, W.Node});
  // Those that tasks have made: looking at candidates makes further ones.
  for (CtxId Ctx = 0, End = Q.A.E.contextCount(); Ctx != End; ++Ctx) {
    FnId F = Q.A.E[Ctx].Fn;
    if (!Q.A.reachedByTask(F) || !Q.A.S.relevant(F))
      continue;
    Q.A.E.solve(Ctx);
    for (NodeId N = 0; N != Q.A.P.Functions[F].Nodes.size(); ++N) {
      const summary::Node &Nd = Q.A.P.Functions[F].Nodes[N];
      if ((Nd.Kind != NodeKind::Call && Nd.Kind != NodeKind::Invoke) || Nd.Cleanup)
        continue;
      for (CtxId Callee : SmallVector<CtxId, 2>(Q.A.E.facts(Ctx, N).Callees))
        call(Ctx, N, Callee);
    }
  }
}

static void run(Query &Q) { Run(Q).all(); }

extern const Check ClobberingReset{"tidepool-clobbering-reset",
                                   "a holder is emptied in the middle of a task that goes on to use it", run};

} // namespace tidepool::checks
