//===- Flow.cpp - The dataflow of one slot through one function -----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Effects.h"
#include "checker/solve/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

using BranchFacts = std::vector<std::pair<uint32_t, bool>>; // sorted

class Flow {
public:
  Flow(Effects &E, CtxId Ctx, CellId C, const Effects::Start &From, Effects::Trace *T)
      : E(E), Ctx(Ctx), C(C), F(E[Ctx].Fn), Fn(E.V.P.Functions[F]), From(From), T(T) {}
  Effects::FlowResult run();

private:
  struct Item {
    NodeId Node;
    PathState S;
    BranchFacts Facts;
    uint32_t TraceId;
  };
  void push(NodeId N, PathState S, BranchFacts Facts, CtxId Through = NoTerm);
  void step(const Item &I, BranchFacts Facts);
  void normal(const Node &N, const PathState &S, const BranchFacts &Facts, CtxId Through = NoTerm);
  bool apply(const NodeFacts::Op &Op, const Node &N, NodeId Id, PathState &S);
  void write(const NodeFacts::Op &Op, PathState &S);
  void save(const NodeFacts &NF, PathState &S);
  void calls(const Node &N, NodeId Id, const NodeFacts &NF, const PathState &S, const BranchFacts &Facts);
  void applyEffect(const Node &N, NodeId Id, CtxId Callee, const CellEffect &Eff, const PathState &S,
                   const BranchFacts &Facts);
  void branch(const Node &N, const NodeFacts &NF, const PathState &S, BranchFacts Facts);
  bool assume(const NodeFacts &NF, PathState &S, bool NonEmpty) const;
  WriteId mapWrite(WriteId W, const Node &N, NodeId Id, FnId Callee, const PathState &S);
  template <class Rec> void lift(Rec &R, const Node &N, NodeId Id) const;
  SlotState mapState(const SlotState &In, const Node &N, NodeId Id, FnId Callee, const PathState &S);
  void expose(Exposure X, const PathState &S);
  void exit(ExitKind K, PathState S);
  bool callsHandedOver(const Node &N) const;
  bool touches(CellId Op) const { return C != NoCell && E.S.covers(Op, C); }
  void rename(PathState &S, const PlaceData &From, const PlaceData &To) const;
  void returnObject(const Node &N, PathState &S) const;
  PathState fromCallee(PathState S, FnId Callee, NodeId Call) const;
  static std::optional<bool> flag(const PathState &S, PlaceId P);
  static void setFlag(PathState &S, PlaceId P, std::optional<bool> Value, bool Assumed);
  static bool mergeFlags(PathState &S, const std::vector<Flag> &Callee);
  static const SlotState *token(const PathState &S, PlaceId P);
  static void setToken(PathState &S, PlaceId P, SlotState V);

  Effects &E;
  CtxId Ctx;
  CellId C;
  FnId F;
  const Function &Fn;
  const Effects::Start &From;
  Effects::Trace *T;
  Effects::FlowResult R;
  std::map<std::pair<NodeId, PathState>, SmallVector<BranchFacts, 1>> Seen;
  DenseMap<NodeId, unsigned> StatesAt;
  unsigned Steps = 0;
  /// In the order of the nodes, mostly that of the source: ways meet before what follows is looked at.
  std::map<std::pair<NodeId, unsigned>, Item> Work;
  unsigned Pushed = 0;
  DenseMap<std::pair<uint64_t, WriteId>, WriteId> Mapped; ///< callees' writes, as seen from each call
  uint32_t Current = NoTerm; ///< trace entry being expanded
};

Effects::FlowResult Effects::flow(CtxId Ctx, CellId C, const Start &From, Trace *T) {
  return Flow(*this, Ctx, C, From, T).run();
}

Effects::FlowResult Flow::run() {
  if (From.After) {
    const Node &N = Fn.Nodes[From.Node];
    From.S.Exc ? push(N.Unwind, From.S, {}) : normal(N, From.S, {});
  } else {
    push(From.Node, From.S, {});
  }
  while (!Work.empty()) {
    Item I = std::move(Work.begin()->second);
    Work.erase(Work.begin());
    if (!is_contained(Seen[{I.Node, I.S}], I.Facts))
      continue; // merged with others since
    Current = I.TraceId;
    if (From.After && I.Node == From.Node) {
      R.Stopped.push_back(I.S);
      continue;
    }
    ++Steps;
    step(I, I.Facts);
  }
  return std::move(R);
}

/// How many sets of facts are kept apart for one state at one node before they are merged.
static constexpr unsigned MaxVariants = 4;

/// Beyond these numbers at one node, or of outcomes of one function, states forget everything but the slot itself.
static constexpr unsigned MaxStates = 12;
/// After so many steps in one function, branch facts are no longer kept.
static constexpr unsigned MaxSteps = 3000;

static void widen(PathState &S) {
  S.Tokens.clear();
  S.Flags.clear();
  S.Ret = Truth::Unknown;
  S.Pre = Before::Any;
  S.Cur.Last = NoTerm;
}

/// Equal states with different facts go on side by side; from a certain number on only what they agree on stays.
void Flow::push(NodeId N, PathState S, BranchFacts Facts, CtxId Through) {
  if (N == None)
    return;
  if (StatesAt[N] >= MaxStates || Steps > MaxSteps)
    widen(S);
  if (Steps > MaxSteps)
    Facts.clear();
  auto &Variants = Seen[{N, S}];
  if (Variants.empty() && ++StatesAt[N] >= 3 * MaxStates)
    return;
  auto weaker = [&](const BranchFacts &Known) {
    return std::includes(Facts.begin(), Facts.end(), Known.begin(), Known.end());
  };
  if (any_of(Variants, weaker))
    return;
  if (Variants.size() >= MaxVariants) {
    for (const BranchFacts &Known : Variants) {
      BranchFacts Both;
      std::set_intersection(Known.begin(), Known.end(), Facts.begin(), Facts.end(), std::back_inserter(Both));
      Facts = std::move(Both);
    }
    Variants.clear();
  }
  Variants.push_back(Facts);
  uint32_t Id = 0;
  if (T) {
    Id = T->Visited.size();
    T->Visited.push_back({N, S, Current, Through});
  }
  Work.emplace(std::make_pair(N, Pushed++), Item{N, std::move(S), std::move(Facts), Id});
}

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
  if (P && P->R == Root::Local && P->Steps.empty())
    rename(S, {.R = PlaceRoot::Local, .A = F, .B = P->Index}, returned(F));
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

static void setFact(BranchFacts &Facts, uint32_t Key, std::optional<bool> Value) {
  auto It = lower_bound(Facts, Key, [](const auto &A, uint32_t B) { return A.first < B; });
  bool There = It != Facts.end() && It->first == Key;
  if (!Value) {
    if (There)
      Facts.erase(It);
  } else if (There) {
    It->second = *Value;
  } else {
    Facts.insert(It, {Key, *Value});
  }
}

static std::optional<bool> getFact(const BranchFacts &Facts, uint32_t Key) {
  auto It = lower_bound(Facts, Key, [](const auto &A, uint32_t B) { return A.first < B; });
  if (It != Facts.end() && It->first == Key)
    return It->second;
  return std::nullopt;
}

void Flow::normal(const Node &N, const PathState &S, const BranchFacts &Facts, CtxId Through) {
  for (NodeId X : N.Succs)
    push(X, S, Facts, Through);
}

void Flow::exit(ExitKind K, PathState S) {
  // What was saved in this function's own variables dies with them.
  llvm::erase_if(S.Tokens, [&](const auto &Tk) {
    const PlaceData &D = E.V.T[Tk.first];
    return (D.R == PlaceRoot::Local && D.A == F) || (D.R == PlaceRoot::Param && D.A == F && D.Steps.empty());
  });
  llvm::erase_if(S.Flags, [&](const Flag &Fl) {
    const PlaceData &D = E.V.T[Fl.P];
    return D.R == PlaceRoot::Local && D.A == F;
  });
  if (K == ExitKind::Normal && !S.Kept)
    S.Exc = 0;
  if (R.Effect.Outcomes.size() < MaxStates) {
    R.Effect.Outcomes.insert({K, std::move(S)});
    return;
  }
  widen(S);
  // One way of leaving a write behind stands for all of the same place.
  for (const Outcome &O : R.Effect.Outcomes)
    if (O.Exit == K && O.S.Cur.K == S.Cur.K && O.S.Exc == S.Exc &&
        (S.Cur.K != SlotKind::Own || (E.write(O.S.Cur.Id).SiteNode == E.write(S.Cur.Id).SiteNode &&
                                      E.write(O.S.Cur.Id).SiteFn == E.write(S.Cur.Id).SiteFn)))
      return;
  R.Effect.Outcomes.insert({K, std::move(S)});
}

void Flow::step(const Item &I, BranchFacts Facts) {
  if (I.Node <= 3 && I.Node != 0)
    return exit(I.Node == 1 ? ExitKind::Normal : I.Node == 2 ? ExitKind::Unwound : ExitKind::NoReturn, I.S);
  const Node &N = Fn.Nodes[I.Node];
  const NodeFacts &NF = E.facts(Ctx, I.Node);
  PathState S = I.S;
  if (E.HandOverSites.count({F, I.Node}))
    R.Effect.HandOvers.insert({F, I.Node, S.Cur});
  for (const NodeFacts::Op &Op : NF.Ops)
    if (!apply(Op, N, I.Node, S))
      return;
  save(NF, S);
  if (N.Kind == NodeKind::Store && N.Val != None && N.P.R == Root::Local && N.P.Steps.empty() &&
      Fn.Values[N.Val].Kind == ValueKind::Result)
    rename(S, {.R = PlaceRoot::Result, .A = F, .B = Fn.Values[N.Val].Node},
           {.R = PlaceRoot::Local, .A = F, .B = N.P.Index});
  if (NF.FlagTo != NoTerm)
    setFlag(S, NF.FlagTo, NF.FlagFrom == NoTerm ? NF.FlagValue : flag(S, NF.FlagFrom), false);
  std::optional<bool> Copied;
  if (NF.CopyFact)
    Copied = getFact(Facts, NF.CopyFrom);
  for (uint32_t K : NF.Kills)
    setFact(Facts, K, std::nullopt);
  for (auto &[K, Value] : NF.Sets)
    setFact(Facts, K, Value);
  if (NF.CopyFact)
    setFact(Facts, NF.CopyFact, Copied);

  switch (N.Kind) {
  case NodeKind::Throw:
    S.Exc = E.Th.id(N.Types);
    return push(N.Unwind, std::move(S), Facts);
  case NodeKind::Rethrow:
    return push(N.Unwind, std::move(S), Facts);
  case NodeKind::Dispatch:
    for (size_t T = 0; T != N.Types.size() && T != N.Succs.size(); ++T)
      if (E.Th.catches(N.Types[T], S.Exc))
        return push(N.Succs[T], std::move(S), Facts);
    return push(N.Unwind, std::move(S), Facts);
  case NodeKind::EndCatch:
    S.Exc = 0;
    return normal(N, S, Facts);
  case NodeKind::Branch:
    return branch(N, NF, S, std::move(Facts));
  case NodeKind::Return:
    S.Ret = Truth::Unknown;
    returnObject(N, S);
    if (N.Val != None) {
      const Value &Val = Fn.Values[N.Val];
      std::optional<bool> Fact;
      if (Val.Kind == ValueKind::Load && Val.P.R == Root::Local && Val.P.Steps.empty())
        Fact = getFact(Facts, localFact(Val.P.Index));
      if (Val.Kind == ValueKind::Result)
        Fact = getFact(Facts, callFact(Val.Node));
      if (Val.Kind == ValueKind::Empty)
        Fact = false;
      if (Val.Kind == ValueKind::Const || Val.Kind == ValueKind::Fresh || Val.Kind == ValueKind::Address)
        Fact = true;
      if (Fact)
        S.Ret = *Fact ? Truth::True : Truth::False;
    }
    return normal(N, S, Facts);
  case NodeKind::Call:
  case NodeKind::Invoke:
    return calls(N, I.Node, NF, S, Facts);
  default:
    return normal(N, S, Facts);
  }
}

//===-- Operations on the slot ------------------------------------------------===//

void Flow::write(const NodeFacts::Op &Op, PathState &S) {
  if (Op.RestoresFrom != NoTerm) {
    if (const SlotState *Saved = token(S, Op.RestoresFrom)) {
      WriteId Last = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last;
      S.Cur = *Saved;
      if (S.Cur.K != SlotKind::Own)
        S.Cur.Last = Last;
      return;
    }
    if (Op.MaybeRestore) {
      S.Cur = {.K = SlotKind::Token, .Id = Op.RestoresFrom,
               .Last = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last};
      return;
    }
  }
  WriteRec W = Op.W;
  W.Fill = (S.Cur.K == SlotKind::Clean && S.Pre == Before::Empty && S.Cur.Last == NoTerm);
  SlotState New{.K = SlotKind::Own, .Id = E.intern(W)};
  if (W.Append)
    New.Mixed = S.Cur.K == SlotKind::Incoming || (S.Cur.K == SlotKind::Own && S.Cur.Mixed);
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

/// False if the path ends here.
bool Flow::apply(const NodeFacts::Op &Op, const Node &N, NodeId Id, PathState &S) {
  bool Whole = touches(Op.C);
  switch (Op.What) {
  case AccessOp::Write:
    if (Whole)
      write(Op, S);
    return true;
  case AccessOp::Append:
    if (Whole) {
      StringRef Text = E.V.P.text(N.Text);
      PlaceId Depth = E.S[C].Place; // a slot keeps its own depth: ++ saves, -- restores
      if (Text == "--") {
        if (const SlotState *Saved = token(S, Depth)) {
          S.Cur = *Saved;
          llvm::erase_if(S.Tokens, [&](const auto &Tk) { return Tk.first == Depth; });
          return true;
        }
      }
      if (Text == "++" && !token(S, Depth))
        setToken(S, Depth, S.Cur);
      write(Op, S);
    }
    return true;
  case AccessOp::Remove:
  case AccessOp::SetEmpty:
    if (Whole)
      S.Cur = {.K = SlotKind::Clean, .Id = Op.What == AccessOp::SetEmpty ? E.intern(Op.W) : NoTerm,
               .Last = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last};
    return true;
  case AccessOp::Read:
    if (Whole && !Op.Saved) {
      Exposure X{.SiteFn = F, .SiteNode = Id, .Fn = F, .Node = Id, .Returned = Op.Returned};
      X.Anchored = Op.W.Anchored;
      X.Via = Op.W.Via;
      expose(X, S);
    }
    return true;
  default:
    return true;
  }
}

void Flow::expose(Exposure X, const PathState &S) {
  bool Sees = S.Cur.K == SlotKind::Incoming || (S.Cur.K == SlotKind::Own && S.Cur.Mixed);
  if (!Sees || S.Pre == Before::Empty)
    return;
  if (S.Pre == Before::NonEmpty)
    X.Pre = Before::NonEmpty;
  R.Effect.Exposures.insert(X);
}

//===-- Branches ---------------------------------------------------------------===//

/// Takes one edge of an emptiness test. False: the edge cannot be taken in this state.
bool Flow::assume(const NodeFacts &NF, PathState &S, bool NonEmpty) const {
  for (auto &[Cell, Copy] : NF.Tests) {
    if (!touches(Cell))
      continue;
    if (Copy != NoTerm) {
      const SlotState *Saved = token(S, Copy);
      if (!Saved || !(*Saved == S.Cur))
        continue;
    }
    switch (S.Cur.K) {
    case SlotKind::Clean:
      return !NonEmpty;
    case SlotKind::Own:
      if (!NonEmpty && E.write(S.Cur.Id).From.neverEmpty())
        return false;
      if (!NonEmpty && !S.Cur.Mixed)
        S.Cur = {.K = SlotKind::Clean, .Id = NoTerm, .Last = S.Cur.Id};
      return true;
    case SlotKind::Incoming: {
      Before Now = NonEmpty ? Before::NonEmpty : Before::Empty;
      if (S.Pre != Before::Any && S.Pre != Now)
        return false;
      S.Pre = Now;
      if (!NonEmpty) {
        SlotState Old = S.Cur;
        S.Cur = {.K = SlotKind::Clean, .Id = NoTerm, .Last = Old.Last};
        for (auto &Tk : S.Tokens)
          if (Tk.second == Old)
            Tk.second = S.Cur;
      }
      return true;
    }
    case SlotKind::Token:
      return true;
    }
  }
  return true;
}

void Flow::branch(const Node &N, const NodeFacts &NF, const PathState &S, BranchFacts Facts) {
  if (N.Cond == None || N.Succs.size() != 2)
    return normal(N, S, Facts);
  const Cond &Cd = Fn.Conds[N.Cond];
  for (bool Taken : {true, false}) {
    if (Cd.Kind == (Taken ? CondKind::ConstFalse : CondKind::ConstTrue))
      continue;
    BranchFacts Here = Facts;
    if (NF.FactKey) {
      auto Fact = getFact(Here, NF.FactKey);
      if (!Fact && Cd.Call != None)
        Fact = getFact(Here, callFact(Cd.Call));
      if (Fact && *Fact != Taken)
        continue;
      setFact(Here, NF.FactKey, Taken);
    }
    PathState Next = S;
    if (NF.FlagTest != NoTerm) {
      auto Known = flag(Next, NF.FlagTest);
      if (Known && *Known != Taken)
        continue;
      if (!Known)
        setFlag(Next, NF.FlagTest, Taken, true);
    }
    if (assume(NF, Next, Taken))
      push(N.Succs[Taken ? 0 : 1], std::move(Next), Here);
  }
}

//===-- Calls ------------------------------------------------------------------===//

/// Names a callee's access by this call, unless the callee itself names the holder.
template <class Rec> void Flow::lift(Rec &R, const Node &N, NodeId Id) const {
  if (R.Anchored)
    return;
  ValueId Arg = R.Via == None ? N.This : R.Via < N.Args.size() ? N.Args[R.Via] : None;
  R.Fn = F;
  R.Node = Id;
  R.Anchored = true;
  if (Arg == None)
    return;
  const Path &P = Fn.Values[Arg].P;
  if (P.R == Root::Param) {
    R.Anchored = false;
    R.Via = P.Index;
  } else if (P.R == Root::This && !(Fn.Flags & IsLambda)) {
    R.Anchored = false;
    R.Via = None;
  }
  if (R.Anchored)
    R.Via = None;
}

WriteId Flow::mapWrite(WriteId W, const Node &N, NodeId Id, FnId Callee, const PathState &S) {
  const WriteRec &Old = E.write(W);
  if (Old.Anchored && !Old.From.Params && !Old.From.This)
    return W;
  auto [It, New] = Mapped.try_emplace({uint64_t(Id) << 32 | Callee, W}, NoTerm);
  if (New) {
    WriteRec Here = Old;
    Here.From = E.mapOrigins(Here.From, F, N, Callee);
    lift(Here, N, Id);
    It->second = E.intern(Here);
  }
  return It->second;
}

SlotState Flow::mapState(const SlotState &In, const Node &N, NodeId Id, FnId Callee, const PathState &S) {
  SlotState Out = In;
  if (In.Last != NoTerm)
    Out.Last = mapWrite(In.Last, N, Id, Callee, S);
  switch (In.K) {
  case SlotKind::Incoming:
    Out = S.Cur;
    if (In.Last != NoTerm && Out.K != SlotKind::Own)
      Out.Last = mapWrite(In.Last, N, Id, Callee, S);
    return Out;
  case SlotKind::Own:
    Out.Id = mapWrite(In.Id, N, Id, Callee, S);
    Out.Mixed = In.Mixed && (S.Cur.K == SlotKind::Incoming || (S.Cur.K == SlotKind::Own && S.Cur.Mixed));
    return Out;
  case SlotKind::Clean:
    if (In.Id != NoTerm)
      Out.Id = mapWrite(In.Id, N, Id, Callee, S);
    if (Out.Last == NoTerm)
      Out.Last = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last;
    return Out;
  case SlotKind::Token:
    if (const SlotState *Saved = token(S, In.Id)) {
      SlotState Back = *Saved;
      if (Back.K != SlotKind::Own)
        Back.Last = S.Cur.K == SlotKind::Own ? S.Cur.Id : S.Cur.Last;
      return Back;
    }
    return Out;
  }
  return Out;
}

/// Does the node call something that was captured or passed in, rather than named?
bool Flow::callsHandedOver(const Node &N) const {
  if (N.Kind == NodeKind::Invoke)
    return true;
  auto Callee = E.V.P.function(N.Callee);
  bool Callable = Callee && ((E.V.P.Functions[*Callee].Flags & IsLambda) ||
                             E.V.P.text(N.Callee).contains("@F@operator()"));
  if (N.This == None || !Callable)
    return false;
  const Path &P = Fn.Values[N.This].P;
  return P.R == Root::Param || (P.R == Root::This && (Fn.Flags & IsLambda));
}

void Flow::applyEffect(const Node &N, NodeId Id, CtxId Callee, const CellEffect &Eff, const PathState &S,
                       const BranchFacts &Facts) {
  FnId G = E[Callee].Fn;
  bool Sees = S.Cur.K == SlotKind::Incoming || (S.Cur.K == SlotKind::Own && S.Cur.Mixed);
  if (Sees && S.Pre != Before::Empty)
    for (Exposure X : Eff.Exposures) {
      lift(X, N, Id);
      if (X.Returned) {
        NodeFacts::Use Use = E.facts(Ctx, Id).Result;
        if (Use == NodeFacts::Use::Unused)
          continue;
        X.Returned = Use == NodeFacts::Use::Returned;
      }
      expose(X, S);
    }
  for (HandOver H : Eff.HandOvers) {
    H.S = mapState(H.S, N, Id, G, S);
    R.Effect.HandOvers.insert(H);
  }
  for (const Outcome &From : Eff.Outcomes) {
    const Outcome O{From.Exit, fromCallee(From.S, G, Id)};
    PathState Next = S;
    if (O.S.Pre != Before::Any) {
      bool NonEmpty = O.S.Pre == Before::NonEmpty;
      if (S.Cur.K == SlotKind::Clean && NonEmpty)
        continue;
      if (S.Cur.K == SlotKind::Own && !NonEmpty && E.write(S.Cur.Id).From.neverEmpty())
        continue;
      if (S.Cur.K == SlotKind::Incoming) {
        if (S.Pre != Before::Any && S.Pre != O.S.Pre)
          continue;
        Next.Pre = O.S.Pre;
      }
    }
    if (!mergeFlags(Next, O.S.Flags))
      continue;
    Next.Cur = mapState(O.S.Cur, N, Id, G, S);
    for (auto &[Place, State] : O.S.Tokens)
      setToken(Next, Place, mapState(State, N, Id, G, S));
    Next.Ret = Truth::Unknown;
    switch (O.Exit) {
    case ExitKind::Normal: {
      BranchFacts Here = Facts;
      if (O.S.Kept) {
        Next.Kept = true;
        Next.Exc = O.S.Exc;
      }
      std::optional<bool> Fact;
      if (O.S.Ret != Truth::Unknown)
        Fact = O.S.Ret == Truth::True;
      if (E.facts(Ctx, Id).ResultAsked)
        setFact(Here, callFact(Id), Fact);
      normal(N, Next, Here, Callee);
      break;
    }
    case ExitKind::Unwound:
      Next.Exc = O.S.Exc;
      // It has left a callable that somebody handed over: whatever catches it now is not the task's own code.
      if (callsHandedOver(N))
        Next.Kept = true;
      if (is_contained(E.facts(Ctx, Id).Keeping, Callee)) {
        Next.Kept = true;
        normal(N, Next, Facts, Callee);
        break;
      }
      push(N.Unwind, std::move(Next), Facts, Callee);
      break;
    case ExitKind::NoReturn:
      break;
    }
  }
}

void Flow::calls(const Node &N, NodeId Id, const NodeFacts &NF, const PathState &S, const BranchFacts &Facts) {
  bool Skips = NF.MaySkip || (NF.Callees.empty() && NF.Plain.empty());
  auto throwing = [&](FnId G) {
    for (ExcId X : E.Th.of(G)) {
      PathState Next = S;
      Next.Exc = X;
      push(N.Unwind, std::move(Next), Facts);
    }
    Skips |= E.Th.mayReturn(G);
  };
  for (FnId G : NF.Plain)
    throwing(G);
  for (CtxId Callee : NF.Callees)
    applyEffect(N, Id, Callee, E.effectOn(Callee, C), S, Facts);
  if (Skips) {
    BranchFacts Here = Facts;
    setFact(Here, callFact(Id), std::nullopt);
    normal(N, S, Here);
  }
}

} // namespace tidepool::solve
