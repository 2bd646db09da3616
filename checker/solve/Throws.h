//===- Throws.h - Which exceptions leave a function -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_THROWS_H
#define TIDEPOOL_CHECKER_SOLVE_THROWS_H

#include "checker/solve/Values.h"
#include <set>

namespace tidepool::solve {

/// An exception's type with its bases, interned; 0 = none in flight.
using ExcId = uint32_t;

class Throws {
public:
  explicit Throws(Values &V);
  /// Exceptions that may leave F. Functions without a body throw nothing.
  const std::set<ExcId> &of(FnId F) const { return Leaving[F]; }
  bool mayReturn(FnId F) const { return Returns[F]; }
  ExcId id(llvm::ArrayRef<Sym> TypeAndBases);
  /// Does a handler for Type catch E? NoSym catches everything.
  bool catches(Sym Type, ExcId E) const;
  Sym typeOf(ExcId E) const { return Types[E].empty() ? summary::NoSym : Types[E].front(); }

private:
  enum class Question : uint8_t { Leaves, ComesBack };
  void settle(Question Q);
  llvm::ArrayRef<Target> invoked(FnId F, const summary::Node &Invoke);
  bool analyse(FnId F, Question Q);
  Values &V;
  std::vector<std::vector<Sym>> Types;
  std::map<std::vector<Sym>, ExcId> Ids;
  std::vector<std::set<ExcId>> Leaving;
  std::vector<bool> Returns;
  /// Bodies that an Invoke may run.
  std::map<std::pair<FnId, summary::NodeId>, llvm::SmallVector<FnId, 2>> Invoked;
  llvm::DenseMap<FnId, llvm::SmallVector<FnId, 2>> InvokedBy;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_THROWS_H
