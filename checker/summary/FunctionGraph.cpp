//===- FunctionGraph.cpp - Questions about one function's graph -----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>

namespace tidepool::summary {

/// Variables are followed this far, and readings are looked for among so many nodes before.
static constexpr unsigned MaxDepth = 4;
static constexpr NodeId Window = 256;

static void reach(const Function &Fn, NodeId From, NodeId Without, std::vector<bool> &Found) {
  llvm::SmallVector<NodeId, 32> Work;
  auto visit = [&](NodeId N) {
    if (N != None && N != Without && !Found[N]) {
      Found[N] = true;
      Work.push_back(N);
    }
  };
  visit(From);
  while (!Work.empty()) {
    const Node &N = Fn.Nodes[Work.pop_back_val()];
    for (NodeId S : N.Succs)
      visit(S);
    visit(N.Unwind);
  }
}

bool onOneSide(const Function &Fn, NodeId Branch, NodeId N) {
  std::vector<bool> True(Fn.Nodes.size()), False(Fn.Nodes.size());
  reach(Fn, Fn.Nodes[Branch].Succs[0], Branch, True);
  reach(Fn, Fn.Nodes[Branch].Succs[1], Branch, False);
  return True[N] != False[N];
}

std::vector<bool> behind(const Function &Fn, NodeId From, NodeId Without) {
  std::vector<bool> Found(Fn.Nodes.size());
  for (NodeId S : Fn.Nodes[From].Succs)
    reach(Fn, S, Without, Found);
  reach(Fn, Fn.Nodes[From].Unwind, Without, Found);
  return Found;
}

bool inCycle(const Function &Fn, NodeId N) {
  std::vector<bool> Seen(Fn.Nodes.size());
  std::vector<NodeId> Work(Fn.Nodes[N].Succs);
  while (!Work.empty()) {
    NodeId X = Work.back();
    Work.pop_back();
    if (X == N)
      return true;
    if (Seen[X])
      continue;
    Seen[X] = true;
    Work.insert(Work.end(), Fn.Nodes[X].Succs.begin(), Fn.Nodes[X].Succs.end());
  }
  return false;
}

static void readings(const Function &Fn, ValueId Id, NodeId Before, llvm::function_ref<void(NodeId)> Found,
                     unsigned Depth) {
  if (Id == None || Depth > MaxDepth)
    return;
  const Value &Val = Fn.Values[Id];
  switch (Val.Kind) {
  case ValueKind::Result:
    return Found(Val.Node);
  case ValueKind::Compute:
  case ValueKind::Choice:
    if (Val.Symbol == NoSym)
      for (ValueId Op : Val.Operands)
        readings(Fn, Op, Before, Found, Depth + 1);
    return;
  case ValueKind::Load:
    break;
  default:
    return;
  }
  bool Variable = Val.P.R == Root::Local && Val.P.Steps.empty();
  NodeId N = std::min<NodeId>(Before, Fn.Nodes.size());
  for (NodeId First = N > Window ? N - Window : 0; N-- > First;) {
    const Node &Nd = Fn.Nodes[N];
    if (!(Nd.P == Val.P))
      continue;
    if (Variable && Nd.Kind == NodeKind::Store)
      return readings(Fn, Nd.Val, N, Found, Depth + 1);
    if (Nd.Kind == NodeKind::Access && Nd.Op == AccessOp::Read)
      return Found(N);
  }
}

void forEachReading(const Function &Fn, ValueId Val, NodeId Before, llvm::function_ref<void(NodeId)> Found) {
  readings(Fn, Val, Before, Found, 0);
}

} // namespace tidepool::summary
