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
  std::vector<Effects::Trace::At> Path; ///< entry to exit
  size_t WriteAt = 0;                   ///< index of the step at which the slot became the write's
  bool Alternatives = false;            ///< another way through this function cleans what was written
};
} // namespace

/// Does one of the two records describe the same writing node?
static bool sameSite(const WriteRec &A, const WriteRec &B) {
  return A.SiteFn == B.SiteFn && A.SiteNode == B.SiteNode;
}

static std::optional<FrameTrace> traceFrame(Analysis &A, CtxId Ctx, CellId C, const WriteRec &W, ExitKind Exit) {
  Effects::Trace T;
  A.E.flow(Ctx, C, {}, &T);
  bool Unwinds = Exit == ExitKind::Unwound;
  FrameTrace Fr{.Ctx = Ctx, .Path = {}};
  auto owns = [&](const PathState &S) {
    WriteId Id = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.K == SlotKind::Token ? S.Cur.Else : NoTerm;
    return Id != NoTerm && sameSite(A.E.write(Id), W);
  };
  uint32_t Last = NoTerm;
  for (uint32_t I = 0; I != T.Visited.size(); ++I) {
    const auto &At = T.Visited[I];
    if (At.Node == 1 && At.S.Cur.Last != NoTerm && sameSite(A.E.write(At.S.Cur.Last), W))
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

std::vector<WitnessStep> Analysis::witness(CtxId Entry, CellId C, WriteId WId, ExitKind Exit) {
  std::vector<WitnessStep> Out;
  WriteRec W = E.write(WId);
  std::vector<FrameTrace> Frames;
  std::set<CtxId> Seen;
  for (CtxId Ctx = Entry; Seen.insert(Ctx).second;) {
    auto Fr = traceFrame(*this, Ctx, C, W, Frames.empty() ? Exit : ExitKind::Normal);
    if (!Fr)
      break;
    CtxId Next = Fr->WriteAt + 1 < Fr->Path.size() ? Fr->Path[Fr->WriteAt + 1].Callee : NoTerm;
    Frames.push_back(std::move(*Fr));
    if (Next == NoTerm)
      break;
    Ctx = Next;
  }
  for (size_t I = 0; I != Frames.size(); ++I) {
    FnId F = E[Frames[I].Ctx].Fn;
    NodeId N = Frames[I].Path[Frames[I].WriteAt].Node;
    bool Innermost = I + 1 == Frames.size();
    Out.push_back({Innermost ? WitnessStep::Kind::Write : WitnessStep::Kind::Call, F, N});
  }
  // The exit worth showing: in the innermost function that does clean on another way, else in the task itself.
  const FrameTrace *Shown = Frames.empty() ? nullptr : &Frames.front();
  for (const FrameTrace &Fr : Frames)
    if (Fr.Alternatives)
      Shown = &Fr;
  if (!Shown)
    return Out;
  FnId F = E[Shown->Ctx].Fn;
  for (size_t I = Shown->Path.size(); I-- > Shown->WriteAt;) {
    const Node &N = P.Functions[F].Nodes[Shown->Path[I].Node];
    bool Leaves = Exit == ExitKind::Unwound && Shown == &Frames.front()
                      ? (N.Kind == NodeKind::Throw || (N.Kind == NodeKind::Call && !N.Cleanup) ||
                         N.Kind == NodeKind::Invoke)
                      : N.Kind == NodeKind::Return;
    if (!Leaves || !N.L.valid())
      continue;
    Out.push_back({WitnessStep::Kind::Exit, F, Shown->Path[I].Node});
    break;
  }
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
