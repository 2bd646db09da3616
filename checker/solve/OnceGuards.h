//===- OnceGuards.h - What a thread does only once ------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   static thread_local bool ready;
//   if (!ready) { ready = true; cache = open(); }
//
// What happens only where a flag of the thread is not set yet, and that sets it,
// happens once a thread: a lazy initialisation whose emptiness test is another
// slot's. Flags that something takes back are switches, not such guards.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_ONCEGUARDS_H
#define TIDEPOOL_CHECKER_SOLVE_ONCEGUARDS_H

#include "checker/solve/Slots.h"

namespace tidepool::solve {

/// The flags of one function. Linear in the function's size for each flag.
class OnceGuards {
public:
  OnceGuards(Values &V, Slots &S, FnId F);
  /// Is the node reached only where a flag was found unset? Other: a cell whose own test does not count.
  bool guards(summary::NodeId N, std::optional<CellId> Other) const;

private:
  struct Guard {
    CellId Flag;
    std::vector<bool> Without; ///< nodes that are reached also where the flag is set
  };
  Slots &S;
  std::vector<Guard> Guards;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_ONCEGUARDS_H
