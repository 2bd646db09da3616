//===- Output.h - What a command leaves behind ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_OUTPUT_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_OUTPUT_H

#include "checker/confirm/Observed.h"
#include "checker/fronts/cli/CommandLine.h"
#include "checker/report/Report.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::fronts {

/// Beside the findings: what was not analysed, or not as the user may think.
struct Remarks {
  std::vector<report::FailedUnit> Failed;
  std::vector<report::SkippedUnits> Skipped;
  std::vector<std::string> DroppedFlags;
  std::string Counted; ///< for the last line, if it is no program that was analysed
  std::optional<confirm::Execution> Seen; ///< the run that --confirm-with names
};

enum ExitCode { NothingFound = 0, Findings = 1, WrongUse = 2, UnitsFailed = 3 };

std::string inFolder(llvm::StringRef Folder, llvm::StringRef File);

/// Before the analysis, which may take long: what cannot be written to is no news for its end.
llvm::Error prepareOutput(const Request &R);

/// Makes the folder if it is not there, and sees whether it can be written to. Option: who asks for it.
llvm::Error makeFolder(llvm::StringRef Option, llvm::StringRef Folder);

/// Shows findings and remarks as the request wants them, with their replays if it asks for that. Returns the exit
/// code.
llvm::Expected<int> show(const Request &R, checks::Outcome Outcome, const Remarks &Beside,
                         llvm::StringRef WorkingDirectory);

/// Names of the units and why they failed, on standard error.
void showFailed(llvm::ArrayRef<report::FailedUnit> Failed, llvm::StringRef Root);
/// One note for the whole database: the same flags come with every unit.
void showDropped(llvm::ArrayRef<std::string> Flags);

/// Writes to a file, or to standard output for "" and "-". A reader who has seen enough is no error.
llvm::Error write(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_OUTPUT_H
