//===- FlowState.cpp - What nodes do to the state of a slot --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Flow.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

const SlotState *Flow::token(const PathState &S, PlaceId P) {
  for (auto &[Place, State] : S.Tokens)
    if (Place == P)
      return &State;
  return nullptr;
}

void Flow::setToken(PathState &S, PlaceId P, SlotState V) {
  auto It = lower_bound(S.Tokens, P, [](const auto &A, PlaceId B) { return A.first < B; });
  if (It != S.Tokens.end() && It->first == P)
    It->second = V;
  else
    S.Tokens.insert(It, {P, V});
}

/// An object moves, and what is known of its members moves with it.
void Flow::rename(PathState &S, const PlaceData &From, const PlaceData &To) const {
  auto moved = [&](PlaceId &P) {
    const PlaceData &D = E.V.T[P];
    if (D.R != From.R || D.A != From.A || D.B != From.B)
      return;
    PlaceData New = To;
    New.Steps.append(D.Steps.begin(), D.Steps.end());
    P = E.V.T.place(std::move(New));
  };
  for (auto &Tk : S.Tokens)
    moved(Tk.first);
  for (Flag &Fl : S.Flags)
    moved(Fl.P);
  llvm::sort(S.Tokens);
  llvm::sort(S.Flags);
}

/// The place of what a function returns by value, until its caller gives it a name.
static PlaceData returned(FnId F) { return {.R = PlaceRoot::Result, .A = F, .B = None}; }

void Flow::returnObject(const Node &N, PathState &S) const {
  if (N.Val == None || (S.Tokens.empty() && S.Flags.empty()))
    return;
  const Value &Val = Fn.Values[N.Val];
  const Path *P = nullptr;
  if (Val.Kind == ValueKind::Load)
    P = &Val.P;
  else if (Val.Kind == ValueKind::Object && Val.Node != None && Fn.Nodes[Val.Node].This != None)
    P = &Fn.Values[Fn.Nodes[Val.Node].This].P;
  if (P && (P->R == Root::Local || P->R == Root::Param) && P->Steps.empty())
    rename(S, {.R = P->R == Root::Local ? PlaceRoot::Local : PlaceRoot::Param, .A = F, .B = P->Index}, returned(F));
  if (Val.Kind == ValueKind::Result)
    rename(S, {.R = PlaceRoot::Result, .A = F, .B = Val.Node}, returned(F));
}

PathState Flow::fromCallee(PathState S, FnId Callee, NodeId Call) const {
  rename(S, returned(Callee), {.R = PlaceRoot::Result, .A = F, .B = Call});
  return S;
}

std::optional<bool> Flow::flag(const PathState &S, PlaceId P) {
  for (const Flag &Fl : S.Flags)
    if (Fl.P == P)
      return Fl.Value;
  return std::nullopt;
}

void Flow::setFlag(PathState &S, PlaceId P, std::optional<bool> Value, bool Assumed) {
  constexpr size_t MaxFlags = 6;
  llvm::erase_if(S.Flags, [&](const Flag &Fl) { return Fl.P == P; });
  if (!Value || S.Flags.size() >= MaxFlags)
    return;
  Flag New{P, *Value, Assumed};
  S.Flags.insert(lower_bound(S.Flags, New), New);
}

/// False if the callee's way assumes the opposite of what is known here.
bool Flow::mergeFlags(PathState &S, const std::vector<Flag> &Callee) {
  for (const Flag &Fl : Callee) {
    auto Known = flag(S, Fl.P);
    if (Fl.Assumed && Known && *Known != Fl.Value)
      return false;
    if (!Fl.Assumed || !Known)
      setFlag(S, Fl.P, Fl.Value, Fl.Assumed);
  }
  return true;
}

void Flow::write(const NodeFacts::Op &Op, PathState &S) {
  if (Op.RestoresFrom != NoTerm) {
    if (const SlotState *Saved = token(S, Op.RestoresFrom)) {
      WriteId Last = S.Cur.lastWrite();
      S.Cur = *Saved;
      if (S.Cur.K != SlotKind::Own)
        S.Cur.Last = Last;
      return;
    }
  }
  WriteRec W = Op.W;
  W.Fill = Op.Once || (S.Cur.K == SlotKind::Clean && S.Pre == Before::Empty && S.Cur.Last == NoTerm);
  SlotState New{.K = SlotKind::Own, .Id = E.intern(W)};
  if (Op.RestoresFrom != NoTerm && Op.MaybeRestore) {
    S.Cur = {.K = SlotKind::Token, .Id = Op.RestoresFrom, .Last = S.Cur.lastWrite(), .Else = New.Id};
    return;
  }
  if (W.Append)
    New.Mixed = S.Cur.showsIncoming();
  // Numbers that are only added to keep what an earlier write of the same task made of them.
  if (W.Append && S.Cur.K == SlotKind::Own && W.Counter)
    return;
  S.Cur = New;
}

/// Where a slot's value is copied to, its state is remembered; copies of copies remember the same.
void Flow::save(const NodeFacts &NF, PathState &S) {
  std::vector<std::pair<PlaceId, SlotState>> New;
  for (const NodeFacts::Save &Sv : NF.Saves) {
    if (const SlotState *Earlier = Sv.From == NoTerm ? nullptr : token(S, Sv.From))
      New.push_back({Sv.To, *Earlier});
    else if (Sv.C && touches(*Sv.C))
      New.push_back({Sv.To, S.Cur});
  }
  if (NF.Overwrites != NoTerm)
    llvm::erase_if(S.Tokens, [&](const auto &Tk) { return Tk.first == NF.Overwrites; });
  for (auto &[To, State] : New)
    setToken(S, To, State);
}

void Flow::apply(const NodeFacts::Op &Op, const Node &N, NodeId Id, PathState &S) {
  if (!touches(Op.C))
    return;
  switch (Op.What) {
  case AccessOp::Write:
    return write(Op, S);
  case AccessOp::Append: {
    StringRef Text = E.V.P.text(N.Text);
    PlaceId Depth = E.S[C].Place; // a slot keeps its own depth: ++ saves, -- restores
    if (Text == "--") {
      if (const SlotState *Saved = token(S, Depth)) {
        S.Cur = *Saved;
        llvm::erase_if(S.Tokens, [&](const auto &Tk) { return Tk.first == Depth; });
        return;
      }
    }
    if (Text == "++" && !token(S, Depth))
      setToken(S, Depth, S.Cur);
    return write(Op, S);
  }
  case AccessOp::Remove:
  case AccessOp::SetEmpty:
    S.Cur = {.K = SlotKind::Clean, .Id = Op.What == AccessOp::SetEmpty ? E.intern(Op.W) : NoTerm,
             .Last = S.Cur.lastWrite()};
    return;
  case AccessOp::Read:
    if (!Op.Saved && !E.S.behindPointer(Op.C, C)) {
      Exposure X{.SiteFn = F, .SiteNode = Id, .Fn = F, .Node = Id, .Returned = Op.Returned};
      X.Anchored = Op.W.Anchored;
      X.Via = Op.W.Via;
      expose(X, S);
    }
    return;
  default:
    return;
  }
}

void Flow::expose(Exposure X, const PathState &S) {
  if (!S.Cur.showsIncoming() || S.Pre == Before::Empty)
    return;
  if (S.Pre == Before::NonEmpty)
    X.Pre = Before::NonEmpty;
  R.Effect.Exposures.insert(X);
}

} // namespace tidepool::solve
