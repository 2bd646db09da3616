//===- Graph.cpp - Nodes, values and paths of one function ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "llvm/ADT/Hashing.h"

using namespace clang;

namespace tidepool::summary::extraction {

NodeId FunctionBuilder::makeNode(NodeKind K, SourceLocation L) {
  Node New;
  New.Kind = K;
  New.InLoop = Loops > 0;
  New.L = N.loc(L);
  F.Nodes.push_back(std::move(New));
  return static_cast<NodeId>(F.Nodes.size() - 1);
}

/// Appends a node to the current flow. Behind a return or a throw there is none: the node stays
/// without predecessors and is pruned later.
NodeId FunctionBuilder::add(NodeKind K, SourceLocation L) {
  NodeId Id = makeNode(K, L);
  jump(Id);
  Cur = Id;
  bool Quiet = K == NodeKind::Store || K == NodeKind::Access;
  if (!Quiet)
    RecentReads.clear();
  return Id;
}

void FunctionBuilder::jump(NodeId To) {
  if (Cur != None)
    at(Cur).Succs.push_back(To);
  Cur = None;
}

void FunctionBuilder::start(NodeId At) {
  Cur = At;
  RecentReads.clear();
  InitialisedBy.clear();
  StateResults.clear();
}

void FunctionBuilder::mayThrow(NodeId Id) {
  if (U.Unwinds)
    at(Id).Unwind = unwindTarget(Top);
}

static uint64_t hashOf(const Value &V) {
  llvm::hash_code H = llvm::hash_combine(static_cast<unsigned>(V.Kind), V.Symbol, V.Node,
                                         static_cast<unsigned>(V.P.R), V.P.Index);
  H = llvm::hash_combine(H, llvm::hash_combine_range(V.P.Steps.begin(), V.P.Steps.end()));
  return llvm::hash_combine(H, llvm::hash_combine_range(V.Operands.begin(), V.Operands.end()));
}

/// Equal values share an id, except for those that stand for an object of their own.
ValueId FunctionBuilder::value(Value V) {
  bool Identity = V.Kind == ValueKind::Fresh || V.Kind == ValueKind::Object || V.Kind == ValueKind::Closure;
  if (!Identity) {
    llvm::SmallVector<ValueId, 1> &Bucket = ValueTable[hashOf(V)];
    for (ValueId Id : Bucket)
      if (F.Values[Id] == V)
        return Id;
    Bucket.push_back(static_cast<ValueId>(F.Values.size()));
  }
  F.Values.push_back(std::move(V));
  return static_cast<ValueId>(F.Values.size() - 1);
}

ValueId FunctionBuilder::empty() {
  Value V;
  V.Kind = ValueKind::Empty;
  return value(std::move(V));
}

ValueId FunctionBuilder::constant(Sym Spelling) {
  Value V;
  V.Kind = ValueKind::Const;
  V.Symbol = Spelling;
  return value(std::move(V));
}

ValueId FunctionBuilder::load(const Path &P) {
  Value V;
  V.Kind = ValueKind::Load;
  V.P = P;
  return value(std::move(V));
}

ValueId FunctionBuilder::address(const Path &P) {
  // Taking the address of what a pointer refers to is the pointer.
  if (!P.Steps.empty() && P.Steps.back() == DerefSym) {
    Path Pointer = P;
    Pointer.Steps.pop_back();
    // What a slot's smart pointer owns is part of the slot: a reference to it is no copy of the pointer.
    if (isSlot(Pointer) && U.ownsContent(Pointer.Steps.empty() ? Pointer.Index : Pointer.Steps.back())) {
      Value V;
      V.Kind = ValueKind::Address;
      V.P = P;
      return value(std::move(V));
    }
    if (Pointer.R == Root::Result && Pointer.Steps.empty())
      return resultOf(Pointer.Index);
    return load(Pointer);
  }
  Value V;
  V.Kind = ValueKind::Address;
  V.P = P;
  return value(std::move(V));
}

ValueId FunctionBuilder::resultOf(NodeId Call) {
  Value V;
  V.Kind = ValueKind::Result;
  V.Node = Call;
  return value(std::move(V));
}

ValueId FunctionBuilder::functionValue(Sym Function) {
  U.addressTaken(Function);
  Value V;
  V.Kind = ValueKind::Function;
  V.Symbol = Function;
  return value(std::move(V));
}

ValueId FunctionBuilder::compute(llvm::ArrayRef<ValueId> Operands, ValueKind K) {
  Value V;
  V.Kind = K;
  for (ValueId Id : Operands)
    if (Id != None && !llvm::is_contained(V.Operands, Id))
      V.Operands.push_back(Id);
  if (V.Operands.size() == 1 && K != ValueKind::Wrap) {
    ValueKind Only = get(V.Operands.front()).Kind;
    if (K == ValueKind::Choice || Only == ValueKind::Compute || Only == ValueKind::Const)
      return V.Operands.front();
  }
  return value(std::move(V));
}

Path FunctionBuilder::step(Path P, Sym S) const {
  // Data structures that go round and round (p->next->next ...) need no more than this.
  if (P.Steps.size() < 12)
    P.Steps.push_back(S);
  return P;
}

Path FunctionBuilder::deref(ValueId Pointer, SourceLocation L) {
  const Value V = get(Pointer);
  switch (V.Kind) {
  case ValueKind::Load:
    return step(V.P, DerefSym);
  case ValueKind::Address:
    return V.P;
  case ValueKind::Result: {
    Path P;
    P.R = Root::Result;
    P.Index = V.Node;
    P.Steps = {DerefSym};
    return P;
  }
  default:
    return step(hold(Pointer, {}, L), DerefSym);
  }
}

Path FunctionBuilder::newLocal(Variable V) {
  F.Locals.push_back(V);
  Path P;
  P.R = Root::Local;
  P.Index = static_cast<uint32_t>(F.Locals.size() - 1);
  return P;
}

Path FunctionBuilder::temporary(QualType T, SourceLocation L) {
  Variable V;
  V.L = N.loc(L);
  if (!T.isNull()) {
    if (const CXXRecordDecl *Record = U.T.classOf(T); Record && !U.T.isSystem(Record))
      V.Class = N.usr(Record);
    V.Pointer = U.T.isPointerLike(T);
    V.Kind = U.T.content(T);
  }
  return newLocal(V);
}

/// A made-up local that has the value.
Path FunctionBuilder::hold(ValueId V, QualType T, SourceLocation L) {
  Path P = temporary(T, L);
  store(P, V, L);
  return P;
}

} // namespace tidepool::summary::extraction
