//===- Witness.cpp - How a finding comes about ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Frames.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Does an exception that starts at Unwind get out of the function?
static bool getsOut(const Throws &Th, const Function &Fn, NodeId Unwind, ExcId Exc) {
  std::set<NodeId> Seen;
  for (NodeId At = Unwind; At != None && Seen.insert(At).second;) {
    if (At <= 3)
      return At == 2;
    const Node &N = Fn.Nodes[At];
    if (N.Kind == NodeKind::Dispatch && any_of(N.Types, [&](Sym Type) { return Th.catches(Type, Exc); }))
      return false;
    At = N.Kind == NodeKind::Dispatch || N.Succs.empty() ? N.Unwind : N.Succs[0];
  }
  return false;
}

/// The throw that an exception out of a call comes from: breadth first over the callees that let it through. What is
/// thrown on by a handler is looked for where it was caught.
std::optional<WitnessStep> Analysis::origin(FnId F, NodeId Call, ExcId Exc, bool Rethrown) {
  auto callees = [&](FnId G, const Node &N) {
    SmallVector<FnId, 4> Result;
    if (N.Kind == NodeKind::Call)
      Result = V.callees(N);
    if (N.Kind == NodeKind::Invoke)
      for (const Target &Tg : V.targetsOf(G, N, /*WithHeap=*/true))
        Result.push_back(Tg.Fn);
    erase_if(Result, [&](FnId C) { return !Th.of(C).count(Exc); });
    return Result;
  };
  std::set<FnId> Seen;
  std::deque<FnId> Work;
  auto add = [&](FnId G, const Node &N) {
    for (FnId C : callees(G, N))
      if (Seen.insert(C).second)
        Work.push_back(C);
  };
  add(F, P.Functions[F].Nodes[Call]);
  while (!Work.empty()) {
    FnId G = Work.front();
    Work.pop_front();
    const Function &Fn = P.Functions[G];
    for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
      const Node &Nd = Fn.Nodes[N];
      if (!Rethrown && !getsOut(Th, Fn, Nd.Unwind, Exc))
        continue;
      if (Nd.Kind == NodeKind::Throw && Th.id(Nd.Types) == Exc)
        return WitnessStep{WitnessStep::Kind::Throw, G, N};
      add(G, Nd);
    }
  }
  return Rethrown ? std::nullopt : origin(F, Call, Exc, /*Rethrown=*/true);
}

/// The last place after the write from which an exception goes past the remove.
void Analysis::showEscape(FnId F, ArrayRef<Effects::Trace::At> Path, std::vector<WitnessStep> &Out) {
  for (size_t I = Path.size(); I-- > 1;) {
    NodeId Id = Path[I - 1].Node;
    const Node &N = P.Functions[F].Nodes[Id];
    bool Throws = N.Kind == NodeKind::Throw || N.Kind == NodeKind::Rethrow;
    if ((!Throws && (!Path[I].Threw || N.Cleanup)) || !N.L.valid())
      continue;
    Out.push_back({WitnessStep::Kind::Escape, F, Id});
    if (!Throws)
      if (auto From = origin(F, Id, Path[I].S.Exc))
        Out.push_back(*From);
    return;
  }
}

/// The last return after the write.
static void showReturn(const Function &Fn, FnId F, ArrayRef<Effects::Trace::At> Path, std::vector<WitnessStep> &Out) {
  for (const Effects::Trace::At &At : reverse(Path))
    if (const Node &N = Fn.Nodes[At.Node]; N.Kind == NodeKind::Return && N.L.valid())
      return Out.push_back({WitnessStep::Kind::Exit, F, At.Node});
}

std::vector<WitnessStep> Analysis::steps(ArrayRef<FrameTrace> Frames) {
  std::vector<WitnessStep> Out;
  if (Frames.empty())
    return Out;
  for (size_t I = 0; I != Frames.size(); ++I) {
    bool Innermost = I + 1 == Frames.size();
    Out.push_back({Innermost ? WitnessStep::Kind::Write : WitnessStep::Kind::Call, E[Frames[I].Ctx].Fn,
                   Frames[I].Path[Frames[I].WriteAt].Node});
  }
  // The exit worth showing: in the innermost function that the exception leaves, or that does clean on another way;
  // else in the task itself.
  const FrameTrace *Shown = &Frames.front();
  for (const FrameTrace &Fr : Frames)
    if (Fr.Alternatives || Fr.Exit == ExitKind::Unwound)
      Shown = &Fr;
  FnId F = E[Shown->Ctx].Fn;
  auto Rest = ArrayRef(Shown->Path).drop_front(Shown->WriteAt);
  showEscape(F, Rest, Out);
  // Somebody catches it, and the task goes on to its end.
  const FrameTrace &End = Shown->Exit == ExitKind::Normal ? *Shown : Frames.front();
  if (End.Exit == ExitKind::Normal)
    showReturn(P.Functions[E[End.Ctx].Fn], E[End.Ctx].Fn, ArrayRef(End.Path).drop_front(End.WriteAt), Out);
  return Out;
}

SlotWitness Analysis::witness(CtxId Entry, CellId C, WriteId W, ExitKind Exit) {
  std::vector<FrameTrace> Frames = traceFrames(*this, Entry, C, E.write(W), {Exit});
  return {steps(Frames), slotEvents(*this, Frames)};
}

SlotWitness Analysis::emptyWitness(CtxId Entry, CellId C, WriteId W) {
  for (ExitKind Exit : {ExitKind::Normal, ExitKind::Unwound})
    if (auto Frames = traceFrames(*this, Entry, C, E.write(W), {Exit, /*Emptied=*/true}); !Frames.empty())
      return {steps(Frames), slotEvents(*this, Frames)};
  return {};
}

/// Breadth first over the contexts that the entry reaches: a shortest chain of calls.
const Analysis::CallTree &Analysis::callTree(CtxId Entry) {
  auto [It, New] = CallTrees.try_emplace(Entry);
  CallTree &Parent = It->second;
  if (!New)
    return Parent;
  Parent[Entry] = {NoTerm, 0};
  std::deque<CtxId> Work{Entry};
  while (!Work.empty()) {
    CtxId C = Work.front();
    Work.pop_front();
    E.solve(C);
    for (NodeId N = 0; N != P.Functions[E[C].Fn].Nodes.size(); ++N)
      for (CtxId Callee : E.facts(C, N).Callees)
        if (Parent.try_emplace(Callee, C, N).second)
          Work.push_back(Callee);
  }
  return Parent;
}

bool Analysis::reaches(CtxId Entry, FnId Fn) {
  return any_of(callTree(Entry), [&](const auto &At) { return E[At.first].Fn == Fn; });
}

std::vector<std::pair<CtxId, NodeId>> Analysis::callChain(CtxId Entry, FnId Fn, NodeId Node) {
  const CallTree &Parent = callTree(Entry);
  std::vector<std::pair<CtxId, NodeId>> Best;
  for (auto &[C, Link] : Parent) {
    if (E[C].Fn != Fn)
      continue;
    std::vector<std::pair<CtxId, NodeId>> Out{{C, Node}};
    for (CtxId X = C; Parent.at(X).first != NoTerm; X = Parent.at(X).first)
      Out.push_back(Parent.at(X));
    if (Best.empty() || Out.size() < Best.size())
      Best = std::move(Out);
  }
  std::reverse(Best.begin(), Best.end());
  return Best;
}

SlotWitness Analysis::readWitness(CtxId Entry, CellId C, FnId Fn, NodeId Node) {
  SlotWitness Out;
  std::vector<std::pair<CtxId, NodeId>> Chain = callChain(Entry, Fn, Node);
  for (size_t I = 0; I + 1 < Chain.size(); ++I)
    Out.Steps.push_back({WitnessStep::Kind::Call, E[Chain[I].first].Fn, Chain[I].second});
  Out.Events = eventsBefore(*this, Chain, C);
  return Out;
}

} // namespace tidepool::solve
