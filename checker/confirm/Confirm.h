//===- Confirm.h - Findings are shown happening, or not ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding's witness becomes a script, the script runs on the reference runtime,
// and the verdict is read off the tables: nothing here looks at what the finding
// says. docs/proof.md has the rules.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_CONFIRM_H
#define TIDEPOOL_CHECKER_CONFIRM_CONFIRM_H

#include "checker/checks/Finding.h"
#include "checker/confirm/Proof.h"
#include "llvm/ADT/ArrayRef.h"

namespace tidepool::confirm {

/// Takes some milliseconds, most of them for the thousand runs. Findings may be confirmed by several threads
/// at once.
Proof confirm(const checks::Finding &F);

/// The names of the findings' scenarios, in their order: check and fingerprint, and a number where these are
/// equal.
std::vector<std::string> scenarioNames(llvm::ArrayRef<checks::Finding> Findings);

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_CONFIRM_H
