//===- AcrossSuspension.cpp - tidepool-across-suspension -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Check.h"
#include "checker/solve/Around.h"
#include "checker/solve/SlotPointers.h"
#include "checker/solve/Suspensions.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using tidepool::summary::NodeKind;

namespace tidepool::checks {

namespace {
class Run {
public:
  explicit Run(Query &Q) : Q(Q), Where(Q.A) {}
  void all();

private:
  /// A value that is set in front of a suspension, and what the function does about it behind.
  struct Held {
    CellId C;
    WriteId W;
    NodeId Point;
    PathState S;
  };
  void slots(FnId F);
  void value(CtxId Ctx, const Held &H);
  void guard(FnId F, const Held &H, NodeId Cleanup);
  void read(FnId F, const Held &H, const Exposure &X);
  void remove(CtxId Ctx, const Held &H, NodeId N);
  void pointers(FnId F);
  bool told(CellId C, const Location &At) { return !Told.insert({Q.A.S[C].Decl, At}).second; }
  std::string how(FnId F, NodeId Point) const;
  std::string line(const Story &S, FnId F, NodeId N) const { return std::to_string(S.at(F, N).Line); }
  void begin(Story &S, FnId F, const Held &H);
  void finish(Story &S, FnId F, CellId C, Location At, std::string Message);

  Query &Q;
  Suspensions Where;
  std::set<std::pair<const summary::Holder *, Location>> Told;
  std::set<std::tuple<FnId, CellId, NodeId>> Guards;                ///< with the end of their scope
  std::set<std::tuple<const summary::Holder *, FnId, NodeId>> Uses; ///< by suspension
};
} // namespace

/// "co_await on line 12", "call of 'bthread_usleep' on line 12".
std::string Run::how(FnId F, NodeId Point) const {
  const summary::Function &Fn = Q.A.P.Functions[F];
  const summary::Node &N = Fn.Nodes[Point];
  bool Coroutine = Fn.Flags & summary::IsCoroutine;
  StringRef Text = Q.A.P.text(N.Text);
  if (N.Kind == NodeKind::Suspend && Coroutine)
    return Text == "co_yield" ? "co_yield" : "co_await";
  if (N.Kind == NodeKind::Call)
    if (auto Callee = Q.A.P.function(N.Callee))
      Text = Q.A.P.text(Q.A.P.Functions[*Callee].Name);
  return "call of '" + Text.str() + "'";
}

/// Set on the first thread, which then goes on with something else.
void Run::begin(Story &S, FnId F, const Held &H) {
  const WriteRec &W = Q.A.E.write(H.W);
  S.holder(H.C).add(Step::Kind::Write, S.at(W.Fn, W.Node), "set here, on this thread");
  S.event(Event::Kind::Set, S.at(W.Fn, W.Node));
  S.add(Step::Kind::Note, S.at(F, H.Point), "suspended here: another thread may go on");
  S.event(Event::Kind::Submit, S.at(F, H.Point));
  S.event(Event::Kind::TaskBegins, S.at(F, H.Point), S.function(F) + ", resumed,");
}

void Run::finish(Story &S, FnId F, CellId C, Location At, std::string Message) {
  Finding Out;
  Out.Check = "tidepool-across-suspension";
  Out.Primary = std::move(At);
  Out.Holder = Q.A.S[C].Name;
  Out.Function = S.function(F);
  Out.Message = std::move(Message);
  S.advise(Out.Primary, "end the use of '" + Out.Holder + "' before the suspension, and begin it anew behind it");
  S.finish(Out, C);
  Q.Out.push_back(std::move(Out));
}

//===-- What is set before -------------------------------------------------------===//

void Run::guard(FnId F, const Held &H, NodeId Cleanup) {
  // One finding a guard: at the first suspension while it lives.
  if (!Guards.insert({F, H.C, Cleanup}).second)
    return;
  Story S(Q.A);
  Location At = S.at(F, H.Point);
  if (told(H.C, At))
    return;
  const WriteRec &W = Q.A.E.write(H.W);
  begin(S, F, H);
  S.add(Step::Kind::Exit, S.at(F, Cleanup), "the guard ends here, on whatever thread that is");
  S.event(Event::Kind::Remove, S.at(F, Cleanup))
      .event(Event::Kind::TaskEnds, {})
      .event(Event::Kind::Back, {});
  finish(S, F, H.C, At,
         "a guard of '" + Q.A.S[H.C].Name + "' lives across this " + how(F, H.Point) +
             ": what it set (line " + line(S, W.Fn, W.Node) +
             ") stays on this thread, for whatever runs there meanwhile, and its end (line " +
             line(S, F, Cleanup) + ") may come on another one");
}

void Run::read(FnId F, const Held &H, const Exposure &X) {
  Story S(Q.A);
  Location At = S.at(X.Fn, X.Node);
  if (told(H.C, At))
    return;
  const WriteRec &W = Q.A.E.write(H.W);
  begin(S, F, H);
  S.add(Step::Kind::Read, At, "read here, on whatever thread that is");
  S.event(Event::Kind::Get, At).event(Event::Kind::TaskEnds, {});
  finish(S, X.Fn, H.C, At,
         "reads '" + Q.A.S[H.C].Name + "', which was set on line " + line(S, W.Fn, W.Node) + ", behind the " +
             how(F, H.Point) + " on line " + line(S, F, H.Point) +
             ": on another thread there is no such value, or somebody else's");
}

void Run::remove(CtxId Ctx, const Held &H, NodeId N) {
  FnId F = Q.A.E[Ctx].Fn;
  auto [SiteFn, SiteNode] = takingBack(Q.A, Ctx, H.C, N).back();
  Story S(Q.A);
  Location At = S.at(SiteFn, SiteNode);
  if (told(H.C, At))
    return;
  const WriteRec &W = Q.A.E.write(H.W);
  begin(S, F, H);
  if (SiteFn != F)
    S.add(Step::Kind::Call, S.at(F, N), "called from '" + S.function(F) + "' here");
  S.add(Step::Kind::Exit, At, "taken back here, on whatever thread that is");
  S.event(Event::Kind::Remove, At).event(Event::Kind::TaskEnds, {}).event(Event::Kind::Back, {});
  finish(S, SiteFn, H.C, At,
         "takes back what '" + Q.A.S[H.C].Name + "' was set to on line " + line(S, W.Fn, W.Node) +
             ", behind the " + how(F, H.Point) + " on line " + line(S, F, H.Point) +
             ": that may be another thread's slot, and the first one keeps the value");
}

/// A guard's end; else the first use of any kind, in the order of the source.
void Run::value(CtxId Ctx, const Held &H) {
  FnId F = Q.A.E[Ctx].Fn;
  const auto &Nodes = Q.A.P.Functions[F].Nodes;
  bool Counter = Q.A.E.write(H.W).Counter;
  std::optional<NodeId> End, Taken;
  for (const SlotChange &Change : changesBehind(Q.A, Ctx, H.C, H.Point, H.S)) {
    // Counters are emptied when they are accounted for, on whatever thread they have grown.
    if (!Change.takesBack() || (Counter && Change.To.K == SlotKind::Clean))
      continue;
    bool Ends = Nodes[Change.Node].Cleanup;
    if (!Ends && Q.A.E.left(Change.To) != NoTerm)
      continue; // what a setter is given is new
    auto &Which = Ends ? End : Taken;
    Which = std::min(Which.value_or(Change.Node), Change.Node);
  }
  if (End)
    return guard(F, H, *End);
  const Exposure *Read = nullptr;
  std::set<Exposure> Reads = readsBehind(Q.A, Ctx, H.C, H.Point);
  auto at = [&](const Exposure &X) {
    return std::make_pair(X.Fn == F ? X.Node : static_cast<NodeId>(Nodes.size()), X);
  };
  for (const Exposure &X : Reads)
    if (!Counter && !X.Keyed && (!Read || at(X) < at(*Read)))
      Read = &X;
  if (Read && Taken && Read->Fn == F && *Taken < Read->Node)
    Read = nullptr;
  if ((!Read && !Taken) || !Uses.insert({Q.A.S[H.C].Decl, F, H.Point}).second)
    return;
  return Read ? read(F, H, *Read) : remove(Ctx, H, *Taken);
}

void Run::slots(FnId F) {
  if (!Q.A.S.relevant(F))
    return;
  CtxId Ctx = anyCaller(Q.A, F);
  std::vector<CellId> Cells;
  for (auto &[C, Effect] : Q.A.E.effect(Ctx))
    if (!Q.Left.notOfTasks(C))
      Cells.push_back(C);
  for (CellId C : Cells)
    for (NodeId Point : Where.in(F))
      for (const PathState &S : statesBefore(Q.A, Ctx, C, Point))
        if (WriteId W = Q.A.E.left(S.Cur); W != NoTerm && !Q.A.E.write(W).Fill)
          value(Ctx, {C, W, Point, S});
}

//===-- Pointers -----------------------------------------------------------------===//

void Run::pointers(FnId F) {
  std::vector<OldPointer> Old = oldPointers(Q.A, F, Where.in(F));
  llvm::sort(Old, [](const OldPointer &A, const OldPointer &B) {
    return std::tie(A.Used, A.Suspended, A.TakenIn, A.Taken, A.C) <
           std::tie(B.Used, B.Suspended, B.TakenIn, B.Taken, B.C);
  });
  std::set<std::tuple<summary::Sym, CellId, NodeId>> First; // of each pointer, behind each suspension
  for (const OldPointer &P : Old) {
    if (Q.Left.keptOnPurpose(P.C) || !First.insert({P.Name, P.C, P.Taken}).second)
      continue;
    Story S(Q.A);
    Location At = S.at(F, P.Used);
    if (told(P.C, At))
      continue;
    S.holder(P.C).add(Step::Kind::Note, S.at(P.TakenIn, P.Taken),
                      "its address is taken here, on this thread");
    S.add(Step::Kind::Note, S.at(F, P.Suspended), "suspended here: another thread may go on");
    S.add(Step::Kind::Read, At, "used here, on whatever thread that is");
    std::string What = P.Name == summary::NoSym ? std::string("the object is")
                                                : "'" + Q.A.P.text(P.Name).str() + "' refers to";
    S.event(Event::Kind::NotShown, {}, "a thread's table does not show who uses pointers to its values");
    finish(S, F, P.C, At,
           What + " '" + Q.A.S[P.C].Name + "' of the thread on which line " + line(S, P.TakenIn, P.Taken) +
               " ran, and is used behind the " + how(F, P.Suspended) + " on line " + line(S, F, P.Suspended) +
               ": by then this may be another thread, and the first one uses its slot for other work");
  }
}

void Run::all() {
  for (FnId F : Where.functions()) {
    slots(F);
    pointers(F);
  }
}

static void run(Query &Q) { Run(Q).all(); }

extern const Check AcrossSuspension{"tidepool-across-suspension",
                                    "a thread's slot is used on both sides of a suspension", run};

} // namespace tidepool::checks
