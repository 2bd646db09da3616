//===- Idle.cpp - Nodes that a slot's dataflow may pass over --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a context most nodes neither touch a slot nor change what is known about a
// branch, and nothing leaves from them. A state that reaches one comes out as it
// went in, so that it may as well go on from behind it. This is done once for a
// context; its flows, one for each cell, then walk a much smaller graph.
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Facts.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Does every state come out of the node, by its normal edges only, as it went in?
static bool idle(const Effects &E, const Function &Fn, const std::vector<NodeFacts> &Facts, NodeId Id) {
  const Node &N = Fn.Nodes[Id];
  const NodeFacts &NF = Facts[Id];
  bool Changes = !NF.Ops.empty() || !NF.Saves.empty() || NF.Overwrites != NoTerm || NF.FlagTo != NoTerm ||
                 NF.FlagTest != NoTerm || !NF.Kills.empty() || !NF.Sets.empty() || NF.CopyFact;
  if (Changes)
    return false;
  switch (N.Kind) {
  case NodeKind::Nop:
  case NodeKind::Access:
  case NodeKind::Store:
  case NodeKind::Take:
  case NodeKind::Spawn:
  case NodeKind::Submit:
  case NodeKind::EscapeCall:
  case NodeKind::Suspend:
    return true;
  case NodeKind::Call:
  case NodeKind::Invoke:
    if (!NF.Callees.empty() || NF.ResultAsked || any_of(NF.Plain, [&](FnId G) { return !E.Th.of(G).empty(); }))
      return false;
    return NF.MaySkip || NF.Plain.empty() || any_of(NF.Plain, [&](FnId G) { return E.Th.mayReturn(G); });
  case NodeKind::Branch:
    return !NF.FactKey && NF.Tests.empty();
  default:
    return false;
  }
}

/// The one node to which an idle node's edges lead, or None where they differ.
static NodeId behind(const Function &Fn, const Node &N, ArrayRef<NodeId> Ahead) {
  ArrayRef<NodeId> Succs(N.Succs);
  if (N.Kind == NodeKind::Branch && N.Cond != None && Succs.size() == 2) {
    if (Fn.Conds[N.Cond].Kind == CondKind::ConstTrue)
      Succs = Succs.take_front();
    else if (Fn.Conds[N.Cond].Kind == CondKind::ConstFalse)
      Succs = Succs.drop_front();
  }
  if (Succs.empty() || Succs[0] == None)
    return None;
  NodeId To = Ahead[Succs[0]];
  return all_of(Succs, [&](NodeId X) { return X != None && Ahead[X] == To; }) ? To : None;
}

std::vector<NodeId> passOverIdle(const Effects &E, const Function &Fn, const std::vector<NodeFacts> &Facts,
                                 ArrayRef<NodeId> Stops) {
  std::vector<NodeId> Ahead(Fn.Nodes.size());
  std::vector<bool> Idle(Fn.Nodes.size());
  for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id) {
    Ahead[Id] = Id;
    Idle[Id] = Id > 3 && idle(E, Fn, Facts, Id);
  }
  for (NodeId Id : Stops)
    Idle[Id] = false;
  // Nodes are mostly in source order, so that one round backwards sees to all but loops' edges.
  for (unsigned Round = 0; Round != 2; ++Round)
    for (NodeId Id = Fn.Nodes.size(); Id-- > 0;)
      if (Idle[Id])
        if (NodeId To = behind(Fn, Fn.Nodes[Id], Ahead); To != None)
          Ahead[Id] = To;
  return Ahead;
}

} // namespace tidepool::solve
