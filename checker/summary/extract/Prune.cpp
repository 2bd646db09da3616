//===- Prune.cpp - Leaving out what nothing refers to --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"

namespace tidepool::summary::extraction {

namespace {

/// Mark and sweep over one function: nodes that can be reached, values and locals that they need.
class Pruner {
public:
  explicit Pruner(Function &F) : F(F) {}

  void run() {
    // Hop over empty joins first, so that branches without a difference show.
    Goes.resize(F.Nodes.size());
    for (NodeId I = 0; I < F.Nodes.size(); ++I)
      Goes[I] = I;
    for (NodeId I = 4; I < F.Nodes.size(); ++I)
      Goes[I] = skip(I);
    reach();
    markLive();
    renumber();
  }

private:
  /// Where control really goes that arrives at a node: joins, and branches whose arms are the same.
  NodeId skip(NodeId Id) {
    llvm::SmallVector<NodeId, 8> Way;
    llvm::DenseSet<NodeId> Seen;
    while (Id >= 4 && F.Nodes[Id].Kind == NodeKind::Nop && F.Nodes[Id].Text == NoSym &&
           F.Nodes[Id].Succs.size() == 1 && Seen.insert(Id).second)
      Id = F.Nodes[Id].Succs.front();
    return Id;
  }

  void reach() {
    Reached.assign(F.Nodes.size(), false);
    llvm::SmallVector<NodeId, 64> Todo{0};
    for (NodeId Fixed : {1, 2, 3})
      Reached[Fixed] = true;
    Reached[0] = true;
    while (!Todo.empty()) {
      Node &N = F.Nodes[Todo.pop_back_val()];
      auto Visit = [&](NodeId &To) {
        To = Goes[To];
        if (!Reached[To]) {
          Reached[To] = true;
          Todo.push_back(To);
        }
      };
      for (NodeId &To : N.Succs)
        Visit(To);
      if (N.Kind == NodeKind::Branch && N.Cond == None) {
        llvm::SmallVector<NodeId, 4> Unique;
        for (NodeId To : N.Succs)
          if (!llvm::is_contained(Unique, To))
            Unique.push_back(To);
        N.Succs.assign(Unique.begin(), Unique.end());
      }
      if (N.Unwind != None)
        Visit(N.Unwind);
    }
  }

  /// Stores into a local's own memory count only if somebody looks at the local.
  static bool isLocalStore(const Node &N) {
    return N.Kind == NodeKind::Store && N.P.R == Root::Local && !llvm::is_contained(N.P.Steps, DerefSym);
  }

  /// A branch that leads to the same place either way.
  bool isPointless(const Node &N) const {
    if (N.Kind != NodeKind::Branch || N.Succs.empty())
      return false;
    return llvm::all_of(N.Succs, [&](NodeId To) { return To == N.Succs.front(); });
  }

  void usePath(const Path &P) {
    if (P.R != Root::Local || !LocalUsed.insert(P.Index).second)
      return;
    auto It = StoresTo.find(P.Index);
    if (It == StoresTo.end())
      return;
    for (NodeId Id : It->second)
      useNode(Id);
  }

  void useValue(ValueId V) {
    if (V == None || !ValueUsed.insert(V).second)
      return;
    Value &Val = F.Values[V];
    usePath(Val.P);
    for (ValueId Op : Val.Operands)
      useValue(Op);
  }

  void useNode(NodeId Id) {
    if (!NodeUsed.insert(Id).second)
      return;
    const Node &N = F.Nodes[Id];
    usePath(N.P);
    useValue(N.Val);
    useValue(N.This);
    for (ValueId A : N.Args)
      useValue(A);
    if (N.Cond != None) {
      const Cond &C = F.Conds[N.Cond];
      usePath(C.P);
      for (const Path &P : C.Mentions)
        usePath(P);
    }
  }

  void markLive() {
    for (NodeId I = 0; I < F.Nodes.size(); ++I)
      if (Reached[I] && isLocalStore(F.Nodes[I]))
        StoresTo[F.Nodes[I].P.Index].push_back(I);
    for (NodeId I = 0; I < F.Nodes.size(); ++I)
      if (Reached[I] && !isLocalStore(F.Nodes[I]) && !isPointless(F.Nodes[I]) &&
          F.Nodes[I].Kind != NodeKind::Nop)
        useNode(I);
    for (NodeId I = 0; I < 4; ++I)
      NodeUsed.insert(I);
  }

  /// The first node at or after Id that stays.
  NodeId kept(NodeId Id) {
    llvm::DenseSet<NodeId> Seen;
    while (!NodeUsed.contains(Id) && !F.Nodes[Id].Succs.empty()) {
      if (!Seen.insert(Id).second) {
        // An empty endless loop: keep it as a join.
        NodeUsed.insert(Id);
        return Id;
      }
      Id = F.Nodes[Id].Succs.front();
    }
    if (!NodeUsed.contains(Id))
      NodeUsed.insert(Id); // a dead end
    return Id;
  }

  NodeId mapNode(NodeId Id) {
    if (Id == None)
      return None;
    return NewNode[Id];
  }

  Path mapPath(Path P) {
    if (P.R == Root::Local)
      P.Index = NewLocal[P.Index];
    else if (P.R == Root::Result)
      P.Index = NewNode[P.Index] == None ? 0 : NewNode[P.Index];
    return P;
  }

  void renumber() {
    // Redirect edges to nodes that stay; this may keep a few more.
    bool Changed = true;
    while (Changed) {
      size_t Before = NodeUsed.size();
      for (NodeId I = 0; I < F.Nodes.size(); ++I) {
        if (!NodeUsed.contains(I))
          continue;
        for (NodeId &To : F.Nodes[I].Succs)
          To = kept(To);
        if (F.Nodes[I].Unwind != None)
          F.Nodes[I].Unwind = kept(F.Nodes[I].Unwind);
      }
      Changed = NodeUsed.size() != Before;
    }
    NewNode.assign(F.Nodes.size(), None);
    NodeId NextNode = 0;
    for (NodeId I = 0; I < F.Nodes.size(); ++I)
      if (NodeUsed.contains(I))
        NewNode[I] = NextNode++;
    uint32_t NextLocal = 0;
    NewLocal.assign(F.Locals.size(), 0);
    std::vector<Variable> Locals;
    for (uint32_t I = 0; I < F.Locals.size(); ++I)
      if (LocalUsed.contains(I)) {
        NewLocal[I] = NextLocal++;
        Locals.push_back(F.Locals[I]);
      }
    std::vector<ValueId> NewValue(F.Values.size(), None);
    ValueId NextValue = 0;
    for (ValueId I = 0; I < F.Values.size(); ++I)
      if (ValueUsed.contains(I))
        NewValue[I] = NextValue++;
    std::vector<Value> Values;
    for (ValueId I = 0; I < F.Values.size(); ++I) {
      if (!ValueUsed.contains(I))
        continue;
      Value V = std::move(F.Values[I]);
      // The result of a node that is gone (it cannot be reached) is nobody's.
      if (V.Node != None && NewNode[V.Node] == None && V.Kind == ValueKind::Result)
        V = Value();
      V.Node = mapNode(V.Node);
      V.P = mapPath(V.P);
      for (ValueId &Op : V.Operands)
        Op = NewValue[Op];
      Values.push_back(std::move(V));
    }
    std::vector<Node> Nodes;
    std::vector<Cond> Conds;
    for (NodeId I = 0; I < F.Nodes.size(); ++I) {
      if (!NodeUsed.contains(I))
        continue;
      Node N = std::move(F.Nodes[I]);
      for (NodeId &To : N.Succs)
        To = NewNode[To];
      N.Unwind = mapNode(N.Unwind);
      N.P = mapPath(N.P);
      auto MapValue = [&](ValueId V) { return V == None ? None : NewValue[V]; };
      N.Val = MapValue(N.Val);
      N.This = MapValue(N.This);
      for (ValueId &A : N.Args)
        A = MapValue(A);
      if (N.Cond != None) {
        Cond C = F.Conds[N.Cond];
        C.P = mapPath(C.P);
        C.Call = mapNode(C.Call);
        for (Path &P : C.Mentions)
          P = mapPath(P);
        N.Cond = static_cast<uint32_t>(Conds.size());
        Conds.push_back(std::move(C));
      }
      Nodes.push_back(std::move(N));
    }
    F.Nodes = std::move(Nodes);
    F.Values = std::move(Values);
    F.Conds = std::move(Conds);
    F.Locals = std::move(Locals);
  }

  Function &F;
  std::vector<NodeId> Goes, NewNode;
  std::vector<uint32_t> NewLocal;
  std::vector<bool> Reached;
  llvm::DenseSet<NodeId> NodeUsed;
  llvm::DenseSet<ValueId> ValueUsed;
  llvm::DenseSet<uint32_t> LocalUsed;
  llvm::DenseMap<uint32_t, llvm::SmallVector<NodeId, 2>> StoresTo;
};

} // namespace

void prune(TUSummary &, Function &F) { Pruner(F).run(); }

/// Nothing in it that a caller could notice.
static bool isInert(const Function &F) {
  if (F.Flags & (IsVirtual | AddressTaken | IsLambda | IsMain | IsCoroutine) || F.Annotations)
    return false;
  for (const Node &N : F.Nodes)
    switch (N.Kind) {
    case NodeKind::Entry:
    case NodeKind::Exit:
    case NodeKind::Unwound:
    case NodeKind::NoReturn:
    case NodeKind::Nop:
    case NodeKind::Branch:
      break;
    case NodeKind::Return:
      if (N.Val != None && F.Values[N.Val].Kind != ValueKind::Const &&
          F.Values[N.Val].Kind != ValueKind::Empty && F.Values[N.Val].Kind != ValueKind::Unknown)
        return false;
      break;
    case NodeKind::Store:
      if (N.P.R == Root::Local && !llvm::is_contained(N.P.Steps, DerefSym))
        break;
      return false;
    default:
      return false;
    }
  for (NodeId Id : {NodeId(2), NodeId(3)})
    for (const Node &N : F.Nodes)
      if (llvm::is_contained(N.Succs, Id))
        return false;
  return true;
}

void pruneFunctions(TUSummary &S) { llvm::erase_if(S.Functions, isInert); }

} // namespace tidepool::summary::extraction
