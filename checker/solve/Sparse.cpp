//===- Sparse.cpp - The part of a function's graph that concerns a slot ---===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Sparse.h"
#include "checker/solve/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

namespace {
class Builder {
public:
  Builder(const Effects &E, CtxId Ctx, CellId C, const Effects::Start &From, ArrayRef<NodeId> Stops)
      : E(E), Ctx(Ctx), C(C), Fn(E.V.P.Functions[E[Ctx].Fn]), Busy(Fn.Nodes.size()) {
    Carries = !From.S.Tokens.empty() || !From.S.Flags.empty();
    for (NodeId Id = 0; Id != Fn.Nodes.size() && !Carries; ++Id)
      Carries = loads(Id);
    for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id) {
      Busy[Id] = Id <= 3 || acts(Id);
      HasFacts |= touchesFacts(Id);
    }
    for (NodeId Id : Stops)
      Busy[Id] = true;
  }
  SparseGraph run();

private:
  const NodeFacts &facts(NodeId Id) const { return E.facts(Ctx, Id); }
  bool touches(CellId Op) const { return C != NoCell && E.S.covers(Op, C); }
  bool acts(NodeId Id) const;
  bool calls(const NodeFacts &NF) const;
  bool loads(NodeId Id) const;
  bool touchesFacts(NodeId Id) const;
  NodeId behind(const Node &N) const;
  void passOver();
  void findLive();
  void asked(NodeId Id, LiveSet &Out) const;
  template <class Fn> void forEachMade(NodeId Id, Fn Made) const;
  bool wake();

  const Effects &E;
  CtxId Ctx;
  CellId C;
  const Function &Fn;
  std::vector<bool> Busy;
  bool HasFacts = false;
  bool Carries = false; ///< some state has copies of the slot, or flags
  SparseGraph G;
};
} // namespace

static bool idle(const CellEffect &Eff) {
  if (Eff.Outcomes.size() != 1 || !Eff.Exposures.empty() || !Eff.HandOvers.empty() || !Eff.ReadOwn.empty())
    return false;
  const Outcome &Only = *Eff.Outcomes.begin();
  return Only.Exit == ExitKind::Normal && Only.S == PathState();
}

/// Do all callees come back, and leave the slot and everything else as it was?
bool Builder::calls(const NodeFacts &NF) const {
  if (NF.Removes)
    return true;
  if (any_of(NF.Plain, [&](FnId G) { return !E.Th.of(G).empty(); }))
    return true;
  bool Returns = NF.MaySkip || (NF.Callees.empty() && NF.Plain.empty()) ||
                 any_of(NF.Plain, [&](FnId G) { return E.Th.mayReturn(G); });
  for (CtxId Callee : NF.Callees) {
    CellId Of = C;
    if (!idle(E.effectOn(Callee, C, Of)))
      return true;
    Returns = true;
  }
  return !Returns;
}

/// Can the node change a state's slot, copies of it or flags, or send it elsewhere than along all its normal edges?
bool Builder::acts(NodeId Id) const {
  const Node &N = Fn.Nodes[Id];
  const NodeFacts &NF = facts(Id);
  if ((Carries && (!NF.Saves.empty() || NF.Overwrites != NoTerm)) || NF.FlagTo != NoTerm || NF.FlagTest != NoTerm ||
      any_of(NF.Ops, [&](const NodeFacts::Op &Op) { return touches(Op.C); }))
    return true;
  switch (N.Kind) {
  case NodeKind::Nop:
  case NodeKind::Access:
  case NodeKind::Store:
  case NodeKind::Take:
  case NodeKind::Spawn:
  case NodeKind::Submit:
  case NodeKind::EscapeCall:
  case NodeKind::Suspend:
  case NodeKind::Help:
    return false;
  case NodeKind::Call:
  case NodeKind::Invoke:
    return calls(NF);
  case NodeKind::Branch:
    return any_of(NF.Tests, [&](const auto &Test) { return touches(Test.first); });
  default:
    return true;
  }
}

/// Do states come out of the node with copies of the slot, or with flags, that went in without?
bool Builder::loads(NodeId Id) const {
  const NodeFacts &NF = facts(Id);
  if (NF.FlagTo != NoTerm || NF.FlagTest != NoTerm ||
      any_of(NF.Saves, [&](const NodeFacts::Save &Sv) { return Sv.C && touches(*Sv.C); }) ||
      any_of(NF.Ops, [&](const NodeFacts::Op &Op) { return Op.What == AccessOp::Append && touches(Op.C); }))
    return true;
  return any_of(NF.Callees, [&](CtxId Callee) {
    CellId Of = C;
    return any_of(E.effectOn(Callee, C, Of).Outcomes,
                  [](const Outcome &O) { return !O.S.Tokens.empty() || !O.S.Flags.empty(); });
  });
}

bool Builder::touchesFacts(NodeId Id) const {
  const NodeFacts &NF = facts(Id);
  return NF.FactKey || NF.ResultAsked || NF.CopyFact || !NF.Sets.empty();
}

/// The one node to which an idle node's edges lead, or None where they differ.
NodeId Builder::behind(const Node &N) const {
  ArrayRef<NodeId> Succs(N.Succs);
  if (N.Kind == NodeKind::Branch && N.Cond != None && Succs.size() == 2) {
    if (Fn.Conds[N.Cond].Kind == CondKind::ConstTrue)
      Succs = Succs.take_front();
    else if (Fn.Conds[N.Cond].Kind == CondKind::ConstFalse)
      Succs = Succs.drop_front();
  }
  if (Succs.empty() || Succs[0] == None)
    return None;
  NodeId To = G.Ahead[Succs[0]];
  return all_of(Succs, [&](NodeId X) { return X != None && G.Ahead[X] == To; }) ? To : None;
}

/// Nodes are mostly in source order, so that one round backwards sees to all but loops' edges.
void Builder::passOver() {
  G.Ahead.resize(Fn.Nodes.size());
  for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id)
    G.Ahead[Id] = Id;
  for (unsigned Round = 0; Round != 2; ++Round)
    for (NodeId Id = Fn.Nodes.size(); Id-- > 0;)
      if (!Busy[Id])
        if (NodeId To = behind(Fn.Nodes[Id]); To != None)
          G.Ahead[Id] = To;
}

/// What the node asks for, as Flow's steps do.
void Builder::asked(NodeId Id, LiveSet &Out) const {
  const Node &N = Fn.Nodes[Id];
  const NodeFacts &NF = facts(Id);
  auto add = [&](uint32_t K) {
    if (auto It = lower_bound(Out, K); It == Out.end() || *It != K)
      Out.insert(It, K);
  };
  if (NF.CopyFact && is_contained(Out, NF.CopyFact))
    add(NF.CopyFrom);
  if (N.Kind == NodeKind::Branch && NF.FactKey && G.Ahead[Id] == Id) {
    add(NF.FactKey);
    if (Fn.Conds[N.Cond].Call != None)
      add(callFact(Fn.Conds[N.Cond].Call));
  }
  if (N.Kind == NodeKind::Return && N.Val != None) {
    const Value &Val = Fn.Values[N.Val];
    if (Val.Kind == ValueKind::Load && Val.P.R == Root::Local && Val.P.Steps.empty())
      add(localFact(Val.P.Index));
    if (Val.Kind == ValueKind::Result)
      add(callFact(Val.Node));
  }
}

/// Facts that are no longer what they were before the node.
template <class Fn> void Builder::forEachMade(NodeId Id, Fn Made) const {
  const NodeFacts &NF = facts(Id);
  for (uint32_t K : NF.Kills)
    Made(K);
  for (auto &[K, Value] : NF.Sets)
    Made(K);
  if (NF.CopyFact)
    Made(NF.CopyFact);
  if (NF.ResultAsked)
    Made(callFact(Id));
}

void Builder::findLive() {
  G.Live.assign(Fn.Nodes.size(), {});
  auto join = [](LiveSet &To, const LiveSet &From) {
    if (From.empty())
      return;
    LiveSet Both;
    std::set_union(To.begin(), To.end(), From.begin(), From.end(), std::back_inserter(Both));
    To = std::move(Both);
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (NodeId Id = Fn.Nodes.size(); Id-- > 0;) {
      const Node &N = Fn.Nodes[Id];
      LiveSet Here;
      for (NodeId X : N.Succs)
        if (X != None)
          join(Here, G.Live[X]);
      if (N.Unwind != None && Busy[Id])
        join(Here, G.Live[N.Unwind]);
      asked(Id, Here);
      const NodeFacts &NF = facts(Id);
      forEachMade(Id, [&](uint32_t K) {
        bool Asked = (N.Kind == NodeKind::Branch && NF.FactKey == K) || (NF.CopyFact && NF.CopyFrom == K);
        if (auto It = lower_bound(Here, K); !Asked && It != Here.end() && *It == K)
          Here.erase(It);
      });
      if (Here != G.Live[Id]) {
        G.Live[Id] = std::move(Here);
        Changed = true;
      }
    }
  }
}

/// Idle nodes that change a fact which is asked for behind them are busy, too. True if there were any.
bool Builder::wake() {
  bool Any = false;
  for (NodeId Id = 4; Id < Fn.Nodes.size(); ++Id) {
    if (Busy[Id] || !(touchesFacts(Id) || !facts(Id).Kills.empty()))
      continue;
    const Node &N = Fn.Nodes[Id];
    auto alive = [&](uint32_t K) {
      return any_of(N.Succs, [&](NodeId X) {
        return X != None && std::binary_search(G.Live[X].begin(), G.Live[X].end(), K);
      });
    };
    bool Needed = N.Kind == NodeKind::Branch && facts(Id).FactKey && alive(facts(Id).FactKey);
    forEachMade(Id, [&](uint32_t K) { Needed |= alive(K); });
    if (Needed)
      Any = Busy[Id] = true;
  }
  return Any;
}

SparseGraph Builder::run() {
  passOver();
  while (HasFacts) {
    findLive();
    if (!wake())
      break;
    passOver();
  }
  return std::move(G);
}

SparseGraph sparse(const Effects &E, CtxId Ctx, CellId C, const Effects::Start &From, ArrayRef<NodeId> Stops) {
  return Builder(E, Ctx, C, From, Stops).run();
}

} // namespace tidepool::solve
