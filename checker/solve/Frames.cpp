//===- Frames.cpp - The way through a task, function by function ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Frames.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tidepool::solve {

using At = Effects::Trace::At;

/// Is the slot's content what the write put there?
static bool holds(const Analysis &A, const SlotState &S, const WriteRec &W, const Goal &G) {
  WriteId Id = NoTerm;
  if (G.Emptied)
    Id = S.K == SlotKind::Clean ? S.Id : NoTerm;
  else
    Id = S.K == SlotKind::Own ? S.Id : S.K == SlotKind::Token ? S.Else : NoTerm;
  return Id != NoTerm && A.E.write(Id).sameSite(W);
}

static std::vector<At> wayTo(const Effects::Trace &T, uint32_t Last) {
  std::vector<At> Path;
  for (uint32_t I = Last, Steps = 0; I != NoTerm && Steps <= T.Visited.size();
       I = T.Visited[I].Parent, ++Steps)
    Path.push_back(T.Visited[I]);
  std::reverse(Path.begin(), Path.end());
  return Path;
}

static std::optional<FrameTrace> traceFrame(Analysis &A, CtxId Ctx, CellId C, const WriteRec &W,
                                            const Goal &G) {
  Effects::Trace T;
  A.E.flow(Ctx, C, {}, &T);
  bool Unwinds = G.Exit == ExitKind::Unwound;
  FrameTrace Fr{.Ctx = Ctx, .Exit = G.Exit, .Path = {}};
  uint32_t Last = NoTerm;
  for (uint32_t I = 0; I != T.Visited.size(); ++I) {
    const At &Here = T.Visited[I];
    if (Here.Node == 1 && Here.S.Cur.Last != NoTerm && A.E.write(Here.S.Cur.Last).sameSite(W))
      Fr.Alternatives = true;
    bool Ends = Unwinds ? Here.Node == 2 || (Here.Node == 1 && Here.S.Kept) : Here.Node == 1 && !Here.S.Kept;
    if (Ends && holds(A, Here.S.Cur, W, G) && Last == NoTerm)
      Last = I;
  }
  if (Last == NoTerm)
    return std::nullopt;
  Fr.Path = wayTo(T, Last);
  // The last time that it was not the slot's content, the step after that made it so.
  for (size_t I = 0; I + 1 < Fr.Path.size(); ++I)
    if (!holds(A, Fr.Path[I].S.Cur, W, G) && holds(A, Fr.Path[I + 1].S.Cur, W, G))
      Fr.WriteAt = I;
  return Fr;
}

std::vector<FrameTrace> traceFrames(Analysis &A, CtxId Entry, CellId C, const WriteRec &Wanted, Goal G) {
  std::vector<FrameTrace> Frames;
  std::set<CtxId> Seen;
  WriteRec W = Wanted; // analysing further contexts may move the records
  for (CtxId Ctx = Entry; Seen.insert(Ctx).second;) {
    auto Fr = traceFrame(A, Ctx, C, W, G);
    if (!Fr)
      break;
    const At *Next = Fr->WriteAt + 1 < Fr->Path.size() ? &Fr->Path[Fr->WriteAt + 1] : nullptr;
    CtxId Callee = Next ? Next->Callee : NoTerm;
    G.Exit = Next && Next->Threw ? ExitKind::Unwound : ExitKind::Normal;
    Frames.push_back(std::move(*Fr));
    if (Callee == NoTerm)
      break;
    Ctx = Callee;
  }
  return Frames;
}

//===-- What happens to the slot ------------------------------------------------===//

static SlotEvent::Kind kindOf(const WriteRec &W) {
  if (W.Fill)
    return SlotEvent::Kind::Fill;
  return W.Append || W.Counter ? SlotEvent::Kind::Append : SlotEvent::Kind::Set;
}

/// The event that makes one state the other; none if nothing was done to the slot.
static std::optional<SlotEvent> change(const Analysis &A, FnId F, NodeId N, const SlotState &From,
                                       const SlotState &To) {
  using Kind = SlotEvent::Kind;
  if (WriteId Now = A.E.left(To); Now != NoTerm) {
    WriteId Was = A.E.left(From);
    const WriteRec &W = A.E.write(Now);
    if (Was != NoTerm && (Was == Now || A.E.write(Was).sameSite(W)))
      return std::nullopt;
    return SlotEvent{kindOf(W), W.SiteFn, W.SiteNode};
  }
  if (From.K == To.K && From.Id == To.Id)
    return std::nullopt;
  if (To.K == SlotKind::Clean) {
    if (To.Id != NoTerm)
      return SlotEvent{Kind::SetEmpty, A.E.write(To.Id).SiteFn, A.E.write(To.Id).SiteNode};
    if (To.Found)
      return std::nullopt;
    return SlotEvent{Kind::Remove, F, N};
  }
  return SlotEvent{Kind::Restore, F, N};
}

static void addChanges(const Analysis &A, FnId F, ArrayRef<At> Path, std::vector<SlotEvent> &Out) {
  for (size_t I = 0; I + 1 < Path.size(); ++I)
    if (auto E = change(A, F, Path[I].Node, Path[I].S.Cur, Path[I + 1].S.Cur))
      Out.push_back(*E);
}

std::vector<SlotEvent> slotEvents(const Analysis &A, ArrayRef<FrameTrace> Frames) {
  std::vector<SlotEvent> Out;
  if (Frames.empty())
    return Out;
  const FrameTrace &Fr = Frames.front();
  FnId F = A.E[Fr.Ctx].Fn;
  ArrayRef<At> Path = Fr.Path;
  if (Frames.size() == 1 || Fr.WriteAt + 1 >= Path.size()) {
    addChanges(A, F, Path, Out);
    return Out;
  }
  // The call in which it is written is told by the callee's own frame.
  addChanges(A, F, Path.take_front(Fr.WriteAt + 1), Out);
  append_range(Out, slotEvents(A, Frames.drop_front()));
  addChanges(A, F, Path.drop_front(Fr.WriteAt + 1), Out);
  return Out;
}

std::vector<SlotEvent> eventsBefore(Analysis &A, ArrayRef<std::pair<CtxId, NodeId>> Chain, CellId C) {
  std::vector<SlotEvent> Out;
  for (auto [Ctx, Node] : Chain) {
    Effects::Trace T;
    A.E.flow(Ctx, C, {}, &T);
    auto Here =
        find_if(T.Visited, [N = Node](const At &X) { return X.Node == N && X.S.Cur.showsIncoming(); });
    if (Here != T.Visited.end())
      addChanges(A, A.E[Ctx].Fn, wayTo(T, Here - T.Visited.begin()), Out);
  }
  return Out;
}

} // namespace tidepool::solve
