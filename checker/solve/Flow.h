//===- Flow.h - The dataflow of one slot through one function ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_FLOW_H
#define TIDEPOOL_CHECKER_SOLVE_FLOW_H

#include "checker/solve/Effects.h"
#include "checker/solve/Facts.h"
#include "checker/solve/Sparse.h"
#include "llvm/ADT/STLExtras.h"

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
    unsigned Order;
    unsigned State; ///< index into Seen[Node]
    BranchFacts Facts;
    uint32_t TraceId;
    /// For a heap whose front is the first node, and there what was pushed first.
    bool operator<(const Item &O) const { return std::tie(Node, Order) > std::tie(O.Node, O.Order); }
  };
  /// A state that has reached a node, with the sets of branch facts that are kept apart there.
  struct Known {
    PathState S;
    llvm::SmallVector<BranchFacts, 1> Variants;
  };
  SparseGraph graph() const;
  /// Through and Threw are for traces: the callee that the state comes from, and whether an exception left it.
  void push(NodeId N, PathState S, BranchFacts Facts, CtxId Through = NoTerm, bool Threw = false);
  void step(NodeId Id, PathState S, BranchFacts Facts);
  void normal(const summary::Node &N, const PathState &S, const BranchFacts &Facts, CtxId Through = NoTerm,
              bool Threw = false);
  void apply(const NodeFacts::Op &Op, const summary::Node &N, NodeId Id, PathState &S);
  void write(const NodeFacts::Op &Op, PathState &S);
  void save(const NodeFacts &NF, PathState &S);
  void calls(const summary::Node &N, NodeId Id, const NodeFacts &NF, const PathState &S, const BranchFacts &Facts);
  /// Reads: what the callee reads counts; not where it only follows a pointer to what C is.
  void applyEffect(const summary::Node &N, NodeId Id, CtxId Callee, const CellEffect &Eff, bool Reads,
                   const PathState &S, const BranchFacts &Facts);
  void lateUses(const summary::Node &N, NodeId Id, FnId Callee, const CellEffect &Eff, const PathState &S);
  void branch(const summary::Node &N, const NodeFacts &NF, const PathState &S, BranchFacts Facts);
  bool assume(const NodeFacts &NF, PathState &S, bool NonEmpty, bool Found) const;
  bool goesOn(NodeId From);
  WriteId mapWrite(WriteId W, const summary::Node &N, NodeId Id, FnId Callee);
  template <class Rec> void lift(Rec &R, const summary::Node &N, NodeId Id) const;
  SlotState mapState(const SlotState &In, const summary::Node &N, NodeId Id, FnId Callee, const PathState &S);
  SlotState mapToken(const SlotState &In, const summary::Node &N, NodeId Id, FnId Callee, const PathState &S);
  bool clears(const summary::Node &Call) const;
  static SlotState removed(const SlotState &S) { return {.K = SlotKind::Clean, .Last = S.lastWrite()}; }
  static constexpr unsigned MaxPushed = 4; ///< nested pushes that are told apart
  PlaceId below(unsigned Level) const;
  unsigned pushed(const PathState &S) const;
  PlaceId onTopOf(unsigned Pushed, PlaceId P) const;
  bool pop(PathState &S) const;
  /// More was popped than had been pushed.
  bool popped(const SlotState &S) const { return S.K == SlotKind::Token && C != NoCell && S.Id == E.S[C].Place; }
  bool showsIncoming(const SlotState &S) const;
  bool ownEntry(const PathState &S) const;
  void expose(Exposure X, const PathState &S);
  void exit(ExitKind K, PathState S);
  bool callsHandedOver(const summary::Node &N) const;
  bool touches(CellId Op) const { return C != NoCell && E.S.covers(Op, C); }
  void rename(PathState &S, const PlaceData &From, const PlaceData &To) const;
  void moveObject(const PlaceData &To, const summary::Path &From, PathState &S) const;
  void moveInto(const PlaceData &To, summary::ValueId Id, PathState &S) const;
  PathState fromCallee(PathState S, CtxId Callee, NodeId Call) const;
  static std::optional<bool> flag(const PathState &S, PlaceId P);
  static void setFlag(PathState &S, PlaceId P, std::optional<bool> Value);
  static bool assumeFlag(PathState &S, PlaceId P, bool Value);
  bool flagOfCaller(const PathState &S, PlaceId P) const;
  static bool mergeFlags(PathState &S, const std::vector<Flag> &Callee);
  static const SlotState *token(const PathState &S, PlaceId P);
  static void setToken(PathState &S, PlaceId P, SlotState V);

  Effects &E;
  CtxId Ctx;
  CellId C;
  FnId F;
  const summary::Function &Fn;
  const Effects::Start &From;
  Effects::Trace *T;
  Effects::FlowResult R;
  llvm::DenseMap<NodeId, std::vector<Known>> Seen;
  SparseGraph G;
  unsigned Steps = 0;
  /// In the order of the nodes, mostly that of the source: ways meet before what follows is looked at.
  std::vector<Item> Work;
  unsigned Pushed = 0;
  llvm::DenseMap<std::pair<uint64_t, WriteId>, WriteId> Mapped; ///< callees' writes, as seen from each call
  llvm::DenseMap<NodeId, bool> GoesOn;
  uint32_t Current = NoTerm; ///< trace entry being expanded
};

/// The place of what a function returns by value, until its caller gives it a name.
inline PlaceData returned(FnId F) { return {.R = PlaceRoot::Result, .A = F, .B = summary::None}; }

inline void setFact(BranchFacts &Facts, uint32_t Key, std::optional<bool> Value) {
  auto It = llvm::lower_bound(Facts, Key, [](const auto &A, uint32_t B) { return A.first < B; });
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

inline std::optional<bool> getFact(const BranchFacts &Facts, uint32_t Key) {
  auto It = llvm::lower_bound(Facts, Key, [](const auto &A, uint32_t B) { return A.first < B; });
  if (It != Facts.end() && It->first == Key)
    return It->second;
  return std::nullopt;
}

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_FLOW_H
