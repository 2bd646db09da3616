//===- Counters.h - What becomes of a counter's value ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number that tasks only add to is a statistic, and so is the difference of
// two readings. It is something else where its value decides a branch, or goes
// into something that belongs to a task: then one task pays for another's.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_COUNTERS_H
#define TIDEPOOL_CHECKER_SOLVE_COUNTERS_H

#include "checker/solve/Values.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace tidepool::solve {

class Counters {
public:
  explicit Counters(Values &V) : V(V) {}
  /// Does the number that node N of F reads, or gets from the function that it calls, decide a branch or go into
  /// something of the task's? Computed per function when first asked; linear in its size.
  bool weighs(FnId F, NodeId N);

private:
  /// Where a callee puts one of its parameters.
  struct Sink {
    enum Kind : uint8_t { None, This, Param } K = None;
    uint32_t Index = 0;
  };
  const std::vector<bool> &readings(FnId F);
  Sink sink(FnId F, uint32_t Param, unsigned Depth);
  bool contains(const summary::Function &Fn, ValueId Id, llvm::function_ref<bool(const summary::Value &)> Is) const;
  bool owned(FnId F, const summary::Path &P);
  bool ownedObject(FnId F, ValueId Id);
  bool shared(Sym Class);

  Values &V;
  llvm::DenseMap<FnId, std::vector<bool>> Readings;
  std::map<std::pair<FnId, uint32_t>, Sink> Sinks;
  llvm::DenseSet<Sym> Shared; ///< classes whose `this` tasks capture: many tasks' object
  bool SharedKnown = false;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_COUNTERS_H
