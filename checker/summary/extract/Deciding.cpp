//===- Deciding.cpp - Numbers that decide branches -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// Followed this far through variables, and back over so many nodes.
static constexpr unsigned MaxDepth = 4;
static constexpr NodeId Window = 256;

/// `now - before`: what was counted in between, whoever counted earlier. A constant is no earlier reading.
ValueId FunctionBuilder::difference(ValueId Left, ValueId Right) {
  ValueKind K = get(Right).Kind;
  if (K != ValueKind::Load && K != ValueKind::Result)
    return compute({Left, Right});
  Value V;
  V.Kind = ValueKind::Compute;
  V.Symbol = N.text("-");
  V.Operands = {Left, Right};
  return value(std::move(V));
}

/// A branch, or a comparison, asks the number: where it was read, or what it was returned by, is marked.
void FunctionBuilder::decides(ValueId V, NodeId Before, unsigned Depth) {
  if (V == None || Depth > MaxDepth)
    return;
  const Value Asked = get(V);
  switch (Asked.Kind) {
  case ValueKind::Result:
    at(Asked.Node).Decides = true;
    return;
  case ValueKind::Compute:
  case ValueKind::Choice:
    if (Asked.Symbol == NoSym)
      for (ValueId Op : Asked.Operands)
        decides(Op, Before, Depth + 1);
    return;
  case ValueKind::Load:
    break;
  default:
    return;
  }
  bool Variable = Asked.P.R == Root::Local && Asked.P.Steps.empty();
  NodeId Id = std::min<NodeId>(Before, F.Nodes.size());
  for (NodeId Last = std::max<NodeId>(4, Id > Window ? Id - Window : 0); Id-- > Last;) {
    Node &Nd = at(Id);
    if (!(Nd.P == Asked.P))
      continue;
    if (Nd.Kind == NodeKind::Store && Variable)
      return decides(Nd.Val, Id, Depth + 1);
    if (Nd.Kind == NodeKind::Access && Nd.Op == AccessOp::Read) {
      Nd.Decides = true;
      return;
    }
  }
}

} // namespace tidepool::summary::extraction
