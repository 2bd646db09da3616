//===- Witness.cpp - How a finding comes about ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Analysis.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
struct FrameTrace {
  CtxId Ctx;
  ExitKind Exit = ExitKind::Normal;     ///< how the function is left
  std::vector<Effects::Trace::At> Path; ///< entry to exit
  size_t WriteAt = 0;                   ///< index of the step at which the slot became the write's
  bool Alternatives = false;            ///< another way through this function cleans what was written
};
} // namespace

static std::optional<FrameTrace> traceFrame(Analysis &A, CtxId Ctx, CellId C, const WriteRec &W, ExitKind Exit) {
  Effects::Trace T;
  A.E.flow(Ctx, C, {}, &T);
  bool Unwinds = Exit == ExitKind::Unwound;
  FrameTrace Fr{.Ctx = Ctx, .Exit = Exit, .Path = {}};
  auto owns = [&](const PathState &S) {
    WriteId Id = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.K == SlotKind::Token ? S.Cur.Else : NoTerm;
    return Id != NoTerm && A.E.write(Id).sameSite(W);
  };
  uint32_t Last = NoTerm;
  for (uint32_t I = 0; I != T.Visited.size(); ++I) {
    const auto &At = T.Visited[I];
    if (At.Node == 1 && At.S.Cur.Last != NoTerm && A.E.write(At.S.Cur.Last).sameSite(W))
      Fr.Alternatives = true;
    bool Ends = Unwinds ? At.Node == 2 || (At.Node == 1 && At.S.Kept) : At.Node == 1 && !At.S.Kept;
    if (Ends && owns(At.S) && Last == NoTerm)
      Last = I;
  }
  if (Last == NoTerm)
    return std::nullopt;
  for (uint32_t I = Last, Steps = 0; I != NoTerm && Steps <= T.Visited.size(); I = T.Visited[I].Parent, ++Steps)
    Fr.Path.push_back(T.Visited[I]);
  std::reverse(Fr.Path.begin(), Fr.Path.end());
  // The last time that it was not the slot's content, the step after that made it so.
  for (size_t I = 0; I + 1 < Fr.Path.size(); ++I)
    if (!owns(Fr.Path[I].S) && owns(Fr.Path[I + 1].S))
      Fr.WriteAt = I;
  return Fr;
}

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

std::vector<WitnessStep> Analysis::witness(CtxId Entry, CellId C, WriteId WId, ExitKind Exit) {
  std::vector<WitnessStep> Out;
  WriteRec W = E.write(WId);
  std::vector<FrameTrace> Frames;
  std::set<CtxId> Seen;
  for (CtxId Ctx = Entry; Seen.insert(Ctx).second;) {
    auto Fr = traceFrame(*this, Ctx, C, W, Exit);
    if (!Fr)
      break;
    const Effects::Trace::At *Next = Fr->WriteAt + 1 < Fr->Path.size() ? &Fr->Path[Fr->WriteAt + 1] : nullptr;
    CtxId Callee = Next ? Next->Callee : NoTerm;
    Exit = Next && Next->Threw ? ExitKind::Unwound : ExitKind::Normal;
    Frames.push_back(std::move(*Fr));
    if (Callee == NoTerm)
      break;
    Ctx = Callee;
  }
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

/// Breadth first over the contexts that the entry reaches: a shortest chain of calls.
std::vector<WitnessStep> Analysis::callPath(CtxId Entry, FnId Fn, NodeId Node) {
  auto [It, New] = CallTrees.try_emplace(Entry);
  auto &Parent = It->second;
  if (New) {
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
  }
  std::vector<WitnessStep> Best;
  bool Found = false;
  for (auto &[C, Link] : Parent) {
    if (E[C].Fn != Fn)
      continue;
    std::vector<WitnessStep> Out;
    for (CtxId X = C; Parent[X].first != NoTerm; X = Parent[X].first)
      Out.push_back({WitnessStep::Kind::Call, E[Parent[X].first].Fn, Parent[X].second});
    if (!Found || Out.size() < Best.size())
      Best = std::move(Out);
    Found = true;
  }
  std::reverse(Best.begin(), Best.end());
  return Best;
}

} // namespace tidepool::solve
