//===- Suspensions.h - Where a function may go on on another thread --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Not every co_await changes the thread. It does where the coroutine's handle is
// given to a pool, where what is awaited does itself, and where a coroutine that
// runs on a pool awaits something of which nothing is seen. Functions that switch
// a whole stack (fibers) are known by models and annotations.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_SUSPENSIONS_H
#define TIDEPOOL_CHECKER_SOLVE_SUSPENSIONS_H

#include "checker/solve/Analysis.h"

namespace tidepool::solve {

class Suspensions {
public:
  /// Linear in the program.
  explicit Suspensions(Analysis &A);
  /// Nodes behind which F may be on another thread, in the order of the nodes.
  llvm::ArrayRef<NodeId> in(FnId F) const;
  /// Functions with such nodes.
  llvm::ArrayRef<FnId> functions() const { return With; }

private:
  bool moves(FnId F, NodeId N);
  bool moves(FnId Coroutine);
  const Task *handedToPool(FnId F, NodeId Handing) const;
  bool pinned(FnId F, NodeId N, const Task &Tk);
  bool singleThreaded(uint32_t Pool);
  void findResumed();
  void findSwitching();

  Analysis &A;
  enum class Moving : uint8_t { New, Running, No, Yes };
  std::vector<Moving> Known;             ///< coroutines
  std::vector<bool> TaskBody;            ///< handed to a pool
  std::vector<bool> Resumed;             ///< coroutines that another thread's code resumes itself
  std::vector<bool> Switching;           ///< on their own stack: they, or what they call
  std::vector<bool> MayRunAnywhere;      ///< reached by tasks, or by code that is not seen
  llvm::DenseMap<uint32_t, bool> Single; ///< pool → has one thread
  std::map<FnId, std::vector<NodeId>> Points;
  std::vector<FnId> With;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SUSPENSIONS_H
