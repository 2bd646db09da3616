//===- Takings.h - Out of which storage functions take --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_TAKINGS_H
#define TIDEPOOL_CHECKER_SOLVE_TAKINGS_H

#include "checker/solve/Values.h"
#include <memory>

namespace tidepool::solve {

/// Fields and globals out of which a function, or a helper of it, takes something.
struct Taken {
  llvm::DenseMap<Sym, summary::NodeId> Containers; ///< elements are removed; where, if only once (outside a loop of the function)
  llvm::DenseSet<Sym> Lists;      ///< the head moves on to its successor, the index of an array to its next element
  llvm::DenseSet<Sym> HandOvers;  ///< a single field that the function itself sets to null
  llvm::DenseSet<Sym> Grabbed;    ///< of these, those that it took the content of before
  void takenAt(Sym S, summary::NodeId At) {
    auto [It, New] = Containers.try_emplace(S, At);
    It->second = New ? At : std::min(It->second, At);
  }
};

/// Made for one function after the other, when asked for.
class Takings {
public:
  explicit Takings(Values &V) : V(V), P(V.P) {}
  /// What F takes in its loops, and helpers of it do for it. Linear in the functions' sizes.
  const Taken &in(FnId F);
  bool feedsItself(FnId F, Sym Field) const;

private:
  void collect(FnId F, bool Own, Taken &Out);
  void collectAdvanced(FnId F, Taken &Out);

  Values &V;
  const Program &P;
  llvm::DenseMap<FnId, std::unique_ptr<Taken>> Known;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_TAKINGS_H
