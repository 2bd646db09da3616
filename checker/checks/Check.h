//===- Check.h - What every check is given, and what it declares ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is one file: a question asked of the solved program, a message, and
// `extern const Check <FileName>`, which is its registration.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_CHECK_H
#define TIDEPOOL_CHECKER_CHECKS_CHECK_H

#include "checker/checks/Leftovers.h"
#include "checker/checks/Registry.h"
#include "checker/checks/Story.h"

namespace tidepool::checks {

/// The solved program with everything that checks share.
struct Query {
  solve::Analysis &A;
  const model::Index &Models;
  const Options &Opts;
  Leftovers &Left;
  std::vector<Finding> &Out;
};

struct Check {
  llvm::StringRef Name;
  llvm::StringRef Summary;
  void (*Run)(Query &Q);
};

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_CHECK_H
