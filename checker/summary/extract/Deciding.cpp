//===- Deciding.cpp - Numbers that decide branches -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/FunctionGraph.h"
#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

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
void FunctionBuilder::decides(ValueId V) {
  forEachReading(F, V, F.Nodes.size(), [&](NodeId Id) { at(Id).Decides = true; });
}

} // namespace tidepool::summary::extraction
