//===- Deviance.h - Judging entries that are not seen ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where code is entered from outside the program, nobody says that it runs on a
// pool. What the code itself does is the evidence: a write that some paths
// clean up and another does not (after Engler et al., "Bugs as Deviant
// Behavior", SOSP 2001).
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_DEVIANCE_H
#define TIDEPOOL_CHECKER_CHECKS_DEVIANCE_H

#include "checker/solve/Analysis.h"

namespace tidepool::checks {

struct Deviation {
  solve::Residue R;
  std::optional<solve::WriteRec> Cleaned; ///< the same write, where another path cleans it; none if latent
};

/// Writes that survive to an exit of this kind in unseen entries. WithLatent: also those without evidence.
/// OfState: of state that no variable holds, and only of that.
std::vector<Deviation> deviations(solve::Analysis &A, solve::ExitKind Exit, bool WithLatent, bool OfState = false);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_DEVIANCE_H
