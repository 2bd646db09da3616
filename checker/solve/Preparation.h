//===- Preparation.h - Resolves a function's nodes in one context ---------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to Facts.cpp (nodes) and Copies.cpp (copies of slots' values).
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_PREPARATION_H
#define TIDEPOOL_CHECKER_SOLVE_PREPARATION_H

#include "checker/solve/Effects.h"

namespace tidepool::solve {

/// One function in one context; run() once.
class Preparation {
public:
  Preparation(Effects &E, CtxId C)
      : E(E), V(E.V), S(E.S), F(E[C].Fn), Fn(V.P.Functions[F]), Ctx(E[C]), Once(E.onceGuards(F)) {
    Env.Callee = F;
    if (Ctx.This != NoTerm)
      Env.This.push_back(Ctx.This);
    for (uint32_t I = 0; I != Ctx.Params.size(); ++I) {
      TermId Own = V.T.content(V.T.place({.R = PlaceRoot::Param, .A = F, .B = I}));
      Env.Params.push_back({Ctx.Params[I] == NoTerm ? Own : Ctx.Params[I]});
    }
  }

  std::vector<NodeFacts> run();

private:
  TermSet inContext(llvm::ArrayRef<TermId> Own);
  PlaceSet placesInContext(llvm::ArrayRef<PlaceId> Own);
  TermSet eval(summary::ValueId Id);
  PlaceSet places(const summary::Path &P);
  llvm::SmallVector<CellId, 2> cells(const summary::Path &P);
  void access(const summary::Node &N, summary::NodeId Id, NodeFacts &Out);
  void store(const summary::Node &N, summary::NodeId Id, NodeFacts &Out);
  llvm::SmallVector<FnId, 2> targetsOf(const summary::Node &N);
  void call(const summary::Node &N, summary::NodeId Id, NodeFacts &Out);
  void copies(const summary::Node &N, NodeFacts &Out);
  void invoke(const summary::Node &N, NodeFacts &Out);
  void branch(const summary::Node &N, NodeFacts &Out);
  void addCallee(FnId Callee, const Binding &B, NodeFacts &Out);
  void kill(const summary::Path &P, NodeFacts &Out);
  PlaceId flagAt(const summary::Path &P);
  uint32_t factKey(const summary::Cond &C);
  void findUsefulFacts();
  void dropUnasked(std::vector<NodeFacts> &Out) const;
  WriteRec writeRec(const summary::Node &N, summary::NodeId Id);
  void restoreSource(const summary::Node &N, CellId C, NodeFacts::Op &Op);
  bool copiedToSave(const summary::Path &P) const;
  bool copiedToReturn(const summary::Path &P) const;
  PlaceId copyAt(const summary::Path &P);
  void keep(const summary::Path &P, PlaceId To, summary::ValueId Id, NodeFacts &Out);
  bool worthKeeping(const summary::Path &P) const;
  bool fromSlot(TermId X);
  bool loads(summary::ValueId Id, const summary::Path &P) const;
  bool gives(summary::ValueId Id, const summary::Path &P) const;
  bool savingPlace(const summary::Path &P, unsigned Depth = 0) const;
  NodeFacts::Use useOfResult(summary::NodeId Call) const;
  bool anchored(const summary::Path &P, uint32_t &Via) const;
  bool copyOfSlot(summary::ValueId Id);
  bool throughCopy(const summary::Path &P);

  Effects &E;
  Values &V;
  Slots &S;
  FnId F;
  const summary::Function &Fn;
  Context Ctx;
  Binding Env;
  const OnceGuards &Once;
  llvm::DenseSet<uint32_t> Useful;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_PREPARATION_H
