//===- Filled.cpp - Objects that a function makes, fills and returns ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// C has no constructors: make_job(run, data) allocates, stores both and returns
// the block. Kept in the term of the allocation, what was stored is known for
// each call of its own, where one abstract cell a field would mix all callers.
// Only fields that are called, or handed to a call through one, are kept.
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Values.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

void Values::indexCalledFields(const Function &Fn) {
  auto last = [&](ValueId V) {
    if (V != None && Fn.Values[V].Kind == ValueKind::Load && !Fn.Values[V].P.Steps.empty() &&
        Fn.Values[V].P.Steps.back() >= FirstFreeSym)
      CalledFields.insert(Fn.Values[V].P.Steps.back());
  };
  for (const Node &N : Fn.Nodes)
    if (N.Kind == NodeKind::Invoke) {
      last(N.Val);
      for (ValueId A : N.Args)
        last(A);
    }
}

/// Adds what one store through the block's pointer says of the fields that matter. False if a field is stored twice.
bool Values::fillFrom(FnId F, const Node &Store, TermData &Block) {
  auto add = [&](Sym Field, TermId Content) {
    if (!CalledFields.contains(Field))
      return true;
    if (is_contained(Block.Fields, Field))
      return false;
    Block.Fields.push_back(Field);
    Block.Ops.push_back(Content);
    return true;
  };
  TermSet Stored = eval(F, Store.Val);
  TermId One = Stored.size() == 1 ? Stored.front() : T.unknown();
  if (Store.P.Steps.size() == 2)
    return add(Store.P.Steps[1], One);
  const TermData Whole = T.get(One);
  for (size_t I = 0; I != Whole.Fields.size() && I != Whole.Ops.size(); ++I)
    if (!add(Whole.Fields[I], Whole.Ops[I]))
      return false;
  return true;
}

TermId Values::filled(TermId Id) {
  const TermData D = T.get(Id);
  if (D.K != TermKind::Alloc || !D.Fields.empty() || P.Functions[D.Fn].Values[D.Node].Node != None)
    return Id;
  if (auto It = Filled.find(Id); It != Filled.end())
    return It->second;
  TermData Block = D;
  Block.Ops.clear();
  const Function &Fn = P.Functions[D.Fn];
  for (const Node &N : Fn.Nodes) {
    if (N.Kind != NodeKind::Store || N.P.R != Root::Local || N.Val == None || N.P.Steps.empty() ||
        N.P.Steps.size() > 2 || N.P.Steps[0] != DerefSym)
      continue;
    TermSet Pointer = load(T.place({.R = PlaceRoot::Local, .A = D.Fn, .B = N.P.Index}));
    if (is_contained(Pointer, Id) && !fillFrom(D.Fn, N, Block))
      return Filled[Id] = Id;
  }
  return Filled[Id] = Block.Fields.empty() ? Id : T.term(std::move(Block));
}

} // namespace tidepool::solve
