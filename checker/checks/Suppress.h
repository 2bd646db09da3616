//===- Suppress.h - What is not said twice, or not at all ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_SUPPRESS_H
#define TIDEPOOL_CHECKER_CHECKS_SUPPRESS_H

#include "checker/checks/Registry.h"
#include "checker/solve/Program.h"

namespace tidepool::checks {

/// Drops findings below the asked confidence and those that NOLINT rules out, joins those of one check, holder and
/// place (and the fields of one holder written in one function), sorts, and gives every one its fingerprint.
void tidyUp(const solve::Program &P, const Options &Opts, Outcome &O);

/// Drops findings that a NOLINT in their file rules out: for findings that come without a program. Reads the files at
/// which they are; what cannot be read rules nothing out. Returns how many there were.
unsigned dropRuledOut(std::vector<Finding> &Findings);

/// Gives every finding its fingerprint. Reads the files at which they are; what cannot be read counts as empty.
void fingerprint(std::vector<Finding> &Findings);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_SUPPRESS_H
