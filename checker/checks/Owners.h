//===- Owners.h - Does a holder die before the pool does -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_OWNERS_H
#define TIDEPOOL_CHECKER_CHECKS_OWNERS_H

#include "checker/solve/Analysis.h"

namespace tidepool::checks {

/// For a holder that is a local or a member: is there an object of its kind that goes while the pool's
/// threads stay? Not where pool and holder are parts of one object or locals of one function, and not where all
/// owners live as long as the program.
bool diesBeforePool(solve::Analysis &A, const solve::Residue &R);

/// The object that a task is submitted to, as its submitter names it: `pool_` in `pool_.submit(...)`. Null if unknown.
const summary::Value *poolObject(const solve::Analysis &A, const solve::Task &Tk);

/// Are there objects of the class that are neither static nor made once by main?
bool shortLived(const solve::Analysis &A, summary::Sym Class);

/// Is the function entered at most once, on the way from main?
bool runsOnce(const solve::Analysis &A, solve::FnId F);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_OWNERS_H
