//===- Growth.h - Containers that tasks only add to -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A container in a slot is bounded where something that runs between tasks takes
// away from it, or where the addition happens only as long as its size (or a
// number of the thread's own) says so. Everything else that adds one entry more
// for each task, or for each key that tasks bring, goes on for as long as the
// thread does.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_GROWTH_H
#define TIDEPOOL_CHECKER_SOLVE_GROWTH_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

/// A task adds to a container in a slot of its thread, and nothing bounds it.
struct Addition {
  uint32_t Task = NoTerm;
  CtxId Entry = 0;
  CellId Cell = 0;
  FnId SiteFn = NoTerm;  ///< the node that adds
  NodeId SiteNode = summary::None;
  FnId Fn = NoTerm;      ///< the place that names the holder
  NodeId Node = summary::None;
  Sym Word = summary::NoSym; ///< growth word of the summary
};

class Growth {
public:
  explicit Growth(Analysis &A);
  /// Once a cell and place, however many tasks get there. Linear in the contexts that tasks reach, times the functions
  /// that can take away for each container found.
  std::vector<Addition> unbounded();

private:
  struct Edge {
    CtxId Caller;
    NodeId Call;
  };
  /// Additions of one entry's tree of calls.
  void collect(uint32_t Task, std::vector<Addition> &Out);
  bool adds(const Addition &X, CtxId C, const NodeFacts::Op &Op);
  bool grows(CtxId C, NodeId N, const Addition &X, Origins Key, llvm::DenseSet<uint64_t> &Seen);
  void nameHolder(CtxId C, const NodeFacts::Op &Op, Addition &X) const;
  bool shrinks(CellId C, bool Nested);
  bool takesFrom(FnId F, const summary::Node &N, CellId C, bool Nested) const;
  bool guarded(FnId F, NodeId N, CellId C, bool Own);
  bool asks(FnId F, NodeId Branch, CellId C, bool Own) const;
  bool tellsSize(FnId F, CellId C, unsigned Depth) const;
  bool sizeReachesBranch(FnId F, NodeId From, NodeId Branch) const;

  Analysis &A;
  std::vector<bool> Between; ///< functions that can run between two tasks, or in one
  llvm::DenseMap<CtxId, llvm::SmallVector<Edge, 2>> Callers;
  std::map<std::pair<CellId, bool>, bool> Shrinks;
  llvm::DenseSet<CtxId> Done;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_GROWTH_H
