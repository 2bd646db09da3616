//===- EventLoops.h - Library pools whose threads the program provides ----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library's event loop is run by the program's own threads. Whether it is a
// pool, and whether a handler's exception ends its thread, depends on who calls
// run(): one thread alone makes no pool of it.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_EVENTLOOPS_H
#define TIDEPOOL_CHECKER_SOLVE_EVENTLOOPS_H

#include "checker/solve/Values.h"

namespace tidepool::solve {

struct EventLoop {
  bool SingleThread = false;        ///< every call of run() is seen, and only one thread gets to them
  std::vector<summary::Sym> Caught; ///< types that a caller of run() catches before it calls run() again; NoSym = all
};

/// By the library pool's name. Pools of which no call of run() is seen have no entry. Linear in the program.
llvm::DenseMap<summary::Sym, EventLoop> findEventLoops(Values &V);

/// Is the function entered by one thread only, as far as all that enters it is seen?
bool runsOnOneThread(Values &V, FnId F);

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_EVENTLOOPS_H
