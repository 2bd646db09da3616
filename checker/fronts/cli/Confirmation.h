//===- Confirmation.h - What --confirm and --scenarios ask for ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_CONFIRMATION_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_CONFIRMATION_H

#include "checker/confirm/Confirm.h"
#include "checker/confirm/Observed.h"
#include "checker/fronts/cli/CommandLine.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace tidepool::fronts {

struct Confirmation {
  std::vector<confirm::Proof> Proofs; ///< one for each finding that is left; empty if nobody asked
  unsigned Refuted = 0;               ///< findings that were dropped
};

/// The run that --confirm-with names, if any. To be called before the analysis, which may take long: a folder that
/// cannot be made, or a trace that cannot be read, is no news for its end.
llvm::Expected<std::optional<confirm::Execution>> prepareConfirmation(const Request &R,
                                                                      llvm::StringRef WorkingDirectory);

/// A trace's file, or standard input for "-". Tell: say so if it ends in the middle of a line.
llvm::Expected<confirm::Trace> loadTrace(llvm::StringRef Path, llvm::StringRef WorkingDirectory, bool Tell);

/// Writes the scenarios, replays the witnesses, and drops the findings that they refute, as far as the
/// request asks for it.
llvm::Expected<Confirmation> confirmFindings(const Request &R, std::vector<checks::Finding> &Findings,
                                             const std::optional<confirm::Execution> &Run);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_CONFIRMATION_H
