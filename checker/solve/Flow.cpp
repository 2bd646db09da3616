//===- Flow.cpp - The dataflow of one slot through one function ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Flow.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Effects::FlowResult Effects::flow(CtxId Ctx, CellId C, const Start &From, Trace *T) {
  return Flow(*this, Ctx, C, From, T).run();
}

/// The node at which to stop, and those at which something is recorded, are not passed over.
SparseGraph Flow::graph() const {
  SmallVector<NodeId, 4> Stops;
  if (From.After)
    Stops.push_back(From.Node);
  for (auto It = E.HandOverSites.lower_bound({F, 0}); It != E.HandOverSites.end() && It->first == F; ++It)
    Stops.push_back(It->second);
  return sparse(E, Ctx, C, From, Stops);
}

Effects::FlowResult Flow::run() {
  G = graph();
  if (From.After) {
    const Node &N = Fn.Nodes[From.Node];
    From.S.Exc ? push(N.Unwind, From.S, {}) : normal(N, From.S, {});
  } else {
    push(From.Node, From.S, {});
  }
  while (!Work.empty()) {
    std::pop_heap(Work.begin(), Work.end());
    Item I = std::move(Work.back());
    Work.pop_back();
    const Known &At = Seen[I.Node][I.State];
    if (!is_contained(At.Variants, I.Facts))
      continue; // merged with others since
    Current = I.TraceId;
    if (From.After && I.Node == From.Node) {
      R.Stopped.push_back(At.S);
      continue;
    }
    ++Steps;
    ++E.Steps;
    step(I.Node, At.S, std::move(I.Facts));
  }
  return std::move(R);
}

/// How many sets of facts are kept apart for one state at one node before they are merged.
static constexpr unsigned MaxVariants = 4;

/// Beyond these numbers at one node, or of outcomes of one function, states forget everything but the slot itself.
static constexpr unsigned MaxStates = 12;
static constexpr unsigned MaxTiredStates = 5;
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
void Flow::push(NodeId N, PathState S, BranchFacts Facts, CtxId Through, bool Threw) {
  if (N == None)
    return;
  N = G.Ahead[N];
  auto &States = Seen[N];
  if (States.size() >= MaxStates || Steps > MaxSteps)
    widen(S);
  if (Steps > MaxSteps || G.Live.empty())
    Facts.clear();
  else
    llvm::erase_if(Facts, [&](const auto &Fact) {
      return !std::binary_search(G.Live[N].begin(), G.Live[N].end(), Fact.first);
    });
  auto It = find_if(States, [&](const Known &K) { return K.S == S; });
  if (It == States.end()) {
    if (States.size() + 1 >= (E.tired() ? MaxTiredStates : 3 * MaxStates))
      return;
    It = States.insert(States.end(), Known{S, {}});
  }
  auto &Variants = It->Variants;
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
    T->Visited.push_back({N, std::move(S), Current, Through, Threw});
  }
  Work.push_back({N, Pushed++, unsigned(It - States.begin()), std::move(Facts), Id});
  std::push_heap(Work.begin(), Work.end());
}

void Flow::normal(const Node &N, const PathState &S, const BranchFacts &Facts, CtxId Through, bool Threw) {
  for (NodeId X : N.Succs)
    push(X, S, Facts, Through, Threw);
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
        (S.Cur.K != SlotKind::Own || E.write(O.S.Cur.Id).sameSite(E.write(S.Cur.Id))))
      return;
  R.Effect.Outcomes.insert({K, std::move(S)});
}

void Flow::step(NodeId Id, PathState S, BranchFacts Facts) {
  if (Id <= 3 && Id != 0)
    return exit(Id == 1 ? ExitKind::Normal : Id == 2 ? ExitKind::Unwound : ExitKind::NoReturn, std::move(S));
  const Node &N = Fn.Nodes[Id];
  const NodeFacts &NF = E.facts(Ctx, Id);
  // A flag that moves from one object to another: what it is, the caller may know.
  if (NF.FlagTo != NoTerm && NF.FlagFrom != NoTerm && flagOfCaller(S, NF.FlagFrom)) {
    PathState With = S;
    if (assumeFlag(With, NF.FlagFrom, true)) {
      step(Id, std::move(With), Facts);
      assumeFlag(S, NF.FlagFrom, false);
      return step(Id, std::move(S), std::move(Facts));
    }
  }
  if (E.HandOverSites.count({F, Id}))
    R.Effect.HandOvers.insert({F, Id, S.Cur});
  for (const NodeFacts::Op &Op : NF.Ops)
    apply(Op, N, Id, S);
  save(NF, S);
  if (N.Kind == NodeKind::Store && N.Val != None && NF.Overwrites != NoTerm)
    moveInto(E.V.T[NF.Overwrites], N.Val, S);
  if (NF.FlagTo != NoTerm)
    setFlag(S, NF.FlagTo, NF.FlagFrom == NoTerm ? NF.FlagValue : flag(S, NF.FlagFrom));
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
    if (N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Load)
      moveObject(returned(F), Fn.Values[N.Val].P, S);
    else
      moveInto(returned(F), N.Val, S);
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
    return calls(N, Id, NF, S, Facts);
  default:
    return normal(N, S, Facts);
  }
}

//===-- Branches ---------------------------------------------------------------===//

/// Takes one edge of an emptiness test. False: the edge cannot be taken in this state. Found: what is written to an
/// empty slot then fills it for those who come later.
bool Flow::assume(const NodeFacts &NF, PathState &S, bool NonEmpty, bool Found) const {
  for (auto &[Cell, Copy] : NF.Tests) {
    if (!touches(Cell))
      continue;
    if (Copy != NoTerm) {
      const SlotState *Saved = token(S, Copy);
      // An old state that is empty says that nothing was set: that way is not looked at.
      if (Saved && E.S[Cell].Decl->Kind == HolderKind::State)
        return NonEmpty;
      if (!Saved || !(*Saved == S.Cur))
        continue;
    }
    switch (S.Cur.K) {
    case SlotKind::Clean:
      return !NonEmpty;
    case SlotKind::Own:
      if (!NonEmpty && (E.write(S.Cur.Id).From.neverEmpty() || E.write(S.Cur.Id).Keyed))
        return false;
      if (!NonEmpty && !S.Cur.Mixed)
        S.Cur = {.K = SlotKind::Clean, .Found = true}; // what was written turned out to be empty
      return true;
    case SlotKind::Incoming: {
      Before Now = NonEmpty ? Before::NonEmpty : Before::Empty;
      if (S.Pre != Before::Any && S.Pre != Now)
        return false;
      S.Pre = Now;
      if (!NonEmpty) {
        SlotState Old = S.Cur;
        S.Cur = {.K = SlotKind::Clean, .Found = Found, .Last = Old.Last};
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

/// Is there a way from the node to the function's normal end on which nothing is thrown?
bool Flow::goesOn(NodeId Start) {
  auto [It, New] = GoesOn.try_emplace(Start, false);
  if (!New)
    return It->second;
  std::vector<bool> Seen(Fn.Nodes.size());
  SmallVector<NodeId, 32> Ahead{Start};
  while (!Ahead.empty() && !It->second) {
    NodeId Id = Ahead.pop_back_val();
    if (Id == None || Seen[Id])
      continue;
    Seen[Id] = true;
    It->second = Id == 1;
    const Node &N = Fn.Nodes[Id];
    auto Callees = E.V.callees(N);
    if (N.Kind != NodeKind::Call || Callees.empty() || any_of(Callees, [&](FnId G) { return E.Th.mayReturn(G); }))
      Ahead.append(N.Succs.begin(), N.Succs.end());
  }
  return It->second;
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
        assumeFlag(Next, NF.FlagTest, Taken);
    }
    // `if (current) throw Busy();` uses nothing that it finds, and a write after it fills no cache.
    bool Found = Taken || NF.Tests.empty() || S.Cur.K != SlotKind::Incoming || goesOn(N.Succs[0]);
    if (assume(NF, Next, Taken, Found))
      push(N.Succs[Taken ? 0 : 1], std::move(Next), Here);
  }
}

} // namespace tidepool::solve
