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

/// A variable or parameter goes, as a whole, to another place.
void Flow::moveObject(const PlaceData &To, const Path &From, PathState &S) const {
  if ((From.R == Root::Local || From.R == Root::Param) && From.Steps.empty())
    rename(S, {.R = From.R == Root::Local ? PlaceRoot::Local : PlaceRoot::Param, .A = F, .B = From.Index}, To);
}

/// A value is put somewhere: an object that was made for this, or the members of an aggregate, one by one.
void Flow::moveInto(const PlaceData &To, ValueId Id, PathState &S) const {
  if (Id == None || (S.Tokens.empty() && S.Flags.empty()))
    return;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind == ValueKind::Result)
    return rename(S, {.R = PlaceRoot::Result, .A = F, .B = Val.Node}, To);
  if (Val.Kind != ValueKind::Object)
    return;
  if (Val.Node != None && Fn.Nodes[Val.Node].This != None)
    return moveObject(To, Fn.Values[Fn.Nodes[Val.Node].This].P, S);
  for (size_t I = 0; I != Val.Operands.size() && I != Val.Fields.size(); ++I) {
    PlaceData Member = To;
    Member.Steps.push_back(Val.Fields[I]);
    moveInto(Member, Val.Operands[I], S);
  }
}

/// What the callee says of its result and of objects that it was given by value.
PathState Flow::fromCallee(PathState S, CtxId Callee, NodeId Call) const {
  FnId G = E[Callee].Fn;
  rename(S, returned(G), {.R = PlaceRoot::Result, .A = F, .B = Call});
  const Node &N = Fn.Nodes[Call];
  const auto &Known = E[Callee].Params;
  for (uint32_t I = 0; I != N.Args.size() && !S.Flags.empty(); ++I) {
    const Value *Val = N.Args[I] == None ? nullptr : &Fn.Values[N.Args[I]];
    PlaceData Object;
    if (Val && Val->Kind == ValueKind::Result)
      Object = {.R = PlaceRoot::Result, .A = F, .B = Val->Node};
    else if (Val && Val->Kind == ValueKind::Object && Val->Node != None && Fn.Nodes[Val->Node].This != None &&
             Fn.Values[Fn.Nodes[Val->Node].This].P.R == Root::Local)
      Object = {.R = PlaceRoot::Local, .A = F, .B = Fn.Values[Fn.Nodes[Val->Node].This].P.Index};
    else
      continue;
    rename(S, {.R = PlaceRoot::Param, .A = G, .B = I}, Object);
    if (I < Known.size() && Known[I] != NoTerm && E.V.T.get(Known[I]).K == TermKind::Object)
      rename(S, {.R = PlaceRoot::Inside, .A = Known[I]}, Object);
  }
  return S;
}

static Truth truth(std::optional<bool> Value) {
  return !Value ? Truth::Unknown : *Value ? Truth::True : Truth::False;
}

/// The entry for a flag, made if there is room for it.
static Flag *flagEntry(PathState &S, PlaceId P) {
  constexpr size_t MaxFlags = 6;
  auto It = lower_bound(S.Flags, P, [](const Flag &Fl, PlaceId Q) { return Fl.P < Q; });
  if (It != S.Flags.end() && It->P == P)
    return &*It;
  return S.Flags.size() < MaxFlags ? &*S.Flags.insert(It, Flag{.P = P}) : nullptr;
}

std::optional<bool> Flow::flag(const PathState &S, PlaceId P) {
  for (const Flag &Fl : S.Flags)
    if (Fl.P == P && Fl.Now != Truth::Unknown)
      return Fl.Now == Truth::True;
  return std::nullopt;
}

void Flow::setFlag(PathState &S, PlaceId P, std::optional<bool> Value) {
  if (Flag *Fl = flagEntry(S, P)) {
    Fl->Now = truth(Value);
    Fl->Written = true;
  }
}

/// A way on which the flag has this value. False if there is no room to remember it.
bool Flow::assumeFlag(PathState &S, PlaceId P, bool Value) {
  Flag *Fl = flagEntry(S, P);
  if (!Fl)
    return false;
  Fl->Now = truth(Value);
  if (!Fl->Written)
    Fl->Entry = Fl->Now;
  return true;
}

/// Nothing is known of the flag here, but a caller may: it is in an object of somebody's on the way.
bool Flow::flagOfCaller(const PathState &S, PlaceId P) const {
  const PlaceData &D = E.V.T[P];
  bool Own = D.R == PlaceRoot::Local && D.A == F;
  return !Own && !any_of(S.Flags, [&](const Flag &Fl) { return Fl.P == P && (Fl.Written || Fl.Now != Truth::Unknown); });
}

/// False if the callee's way needs the opposite of what is known here.
bool Flow::mergeFlags(PathState &S, const std::vector<Flag> &Callee) {
  for (const Flag &Fl : Callee) {
    auto Known = flag(S, Fl.P);
    if (Fl.Entry != Truth::Unknown && Known && *Known != (Fl.Entry == Truth::True))
      return false;
  }
  for (const Flag &Fl : Callee) {
    if (Fl.Entry != Truth::Unknown && !flag(S, Fl.P))
      assumeFlag(S, Fl.P, Fl.Entry == Truth::True);
    if (Fl.Written)
      setFlag(S, Fl.P, Fl.Now == Truth::Unknown ? std::nullopt : std::optional(Fl.Now == Truth::True));
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
  W.Fill = Op.Once || (S.Cur.Found && S.Pre == Before::Empty && S.Cur.Last == NoTerm);
  SlotState New{.K = SlotKind::Own, .Id = E.intern(W)};
  if (Op.RestoresFrom != NoTerm && Op.MaybeRestore) {
    S.Cur = {.K = SlotKind::Token, .Id = Op.RestoresFrom, .Last = S.Cur.lastWrite(), .Else = New.Id};
    return;
  }
  if (W.Append)
    New.Mixed = showsIncoming(S.Cur);
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
    if (Text == "push" && !N.InLoop && pushed(S) < MaxPushed)
      setToken(S, below(pushed(S)), S.Cur);
    return write(Op, S);
  }
  case AccessOp::Remove:
  case AccessOp::SetEmpty:
    S.Cur = removed(S.Cur);
    if (Op.What == AccessOp::SetEmpty)
      S.Cur.Id = E.intern(Op.W);
    return;
  case AccessOp::Erase:
    if (E.V.P.text(N.Text) == "pop" && pop(S))
      return;
    // The entry that this task has made is gone; those of others, if any, remain.
    if (Op.W.Keyed && ownEntry(S))
      S.Cur = {.K = S.Cur.Mixed ? SlotKind::Incoming : SlotKind::Clean, .Last = S.Cur.Id};
    return;
  case AccessOp::Read:
    if (!Op.Saved && !E.S.behindPointer(Op.C, C)) {
      Exposure X{.SiteFn = F, .SiteNode = Id, .Fn = F, .Node = Id, .Returned = Op.Returned};
      X.Anchored = Op.W.Anchored;
      X.Via = Op.W.Via;
      X.Weighs = Op.Weighs;
      X.Keyed = Op.W.Keyed;
      X.Key = Op.W.Key;
      expose(X, S);
      S.Peeked |= X.Weighs && S.Cur.showsIncoming();
    }
    return;
  default:
    return;
  }
}

/// Where the slot's state before the push number Level is remembered.
PlaceId Flow::below(unsigned Level) const {
  PlaceId P = E.S[C].Place;
  for (; Level; --Level)
    P = E.V.T.step(P, ElementSym);
  return P;
}

/// How many pushes wait for their pop.
unsigned Flow::pushed(const PathState &S) const {
  unsigned Level = 0;
  while (C != NoCell && Level < MaxPushed && token(S, below(Level)))
    ++Level;
  return Level;
}

/// The state before the last push. Who pops what a caller has pushed leaves it to the caller to say what that was.
bool Flow::pop(PathState &S) const {
  if (unsigned Level = pushed(S)) {
    PlaceId Before = below(Level - 1);
    WriteId Last = S.Cur.lastWrite();
    S.Cur = *token(S, Before);
    if (S.Cur.K != SlotKind::Own)
      S.Cur.Last = Last;
    llvm::erase_if(S.Tokens, [&](const auto &Tk) { return Tk.first == Before; });
    return true;
  }
  if (S.Cur.K == SlotKind::Incoming)
    S.Cur = {.K = SlotKind::Token, .Id = E.S[C].Place, .Last = S.Cur.Last};
  return popped(S.Cur);
}

/// A callee's pushes come after those of its caller.
PlaceId Flow::onTopOf(unsigned Pushed, PlaceId P) const {
  for (unsigned Level = 0; Pushed && C != NoCell && Level < MaxPushed; ++Level)
    if (P == below(Level))
      return below(std::min(Pushed + Level, MaxPushed - 1));
  return P;
}

/// What was there before the function began can still be seen, be it below what was popped.
bool Flow::showsIncoming(const SlotState &S) const { return S.showsIncoming() || popped(S); }

/// What was put under a key last; whoever asks by key then asks for that.
bool Flow::ownEntry(const PathState &S) const {
  return S.Cur.K == SlotKind::Own && E.write(S.Cur.Id).Keyed;
}

void Flow::expose(Exposure X, const PathState &S) {
  if (X.Weighs && !showsIncoming(S.Cur) && !S.Peeked)
    R.Effect.ReadOwn.insert({X.SiteFn, X.SiteNode});
  if (!showsIncoming(S.Cur) || S.Pre == Before::Empty || (X.Keyed && ownEntry(S)))
    return;
  if (S.Pre == Before::NonEmpty)
    X.Pre = Before::NonEmpty;
  R.Effect.Exposures.insert(X);
}

} // namespace tidepool::solve
