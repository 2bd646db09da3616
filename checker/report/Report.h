//===- Report.h - What a run found, and the formats that show it ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A format is one file in this folder: a class with a write(), registered at the
// file's end. Nothing else has to know of it; the command line offers what is
// registered.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_REPORT_H
#define TIDEPOOL_CHECKER_REPORT_REPORT_H

#include "checker/checks/Finding.h"
#include "checker/checks/Registry.h"
#include "checker/confirm/Proof.h"
#include "checker/report/Sources.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Registry.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <string>
#include <vector>

namespace tidepool::report {

/// A unit that could not be analysed, and why (usually its first errors, several lines).
struct FailedUnit {
  std::string File;
  std::string Why;
};

/// Units that were left out on purpose: "2 assembly files".
struct SkippedUnits {
  unsigned Count = 0;
  std::string Why;
};

/// Everything that a format may show. Borrowed for the time of one write().
struct Run {
  const checks::Outcome &Outcome;
  llvm::ArrayRef<checks::CheckInfo> Checks;
  llvm::ArrayRef<FailedUnit> Failed;
  llvm::ArrayRef<SkippedUnits> Skipped;
  std::string Root; ///< paths below this folder are shown relative to it
  int ExitCode = 0;
  bool Colours = false;
  llvm::ArrayRef<confirm::Proof> Proofs = {}; ///< one for each finding, or none at all
  unsigned Refuted = 0;                       ///< findings that are not shown because of their replay
  std::string Counted;                        ///< for the last line, if it is no program that was analysed
};

class Format {
public:
  virtual ~Format();
  /// True if people read it. What they do not read must hold nothing else on the same stream.
  virtual bool forPeople() const { return false; }
  /// The file's name, if it has to be in a folder of its own, which -o names then. Such a format shows what happens: it
  /// wants findings to be confirmed.
  virtual llvm::StringRef fileInFolder() const { return ""; }
  /// Why this build cannot write it; empty if it can.
  virtual llvm::StringRef missing() const { return ""; }
  virtual void write(const Run &R, Sources &Texts, llvm::raw_ostream &OS) const = 0;
};

using Formats = llvm::Registry<Format>;

/// Names of all formats, sorted.
std::vector<llvm::StringRef> formatNames();
/// Null if there is no format of that name.
std::unique_ptr<Format> findFormat(llvm::StringRef Name);

/// Path as people want to see it: relative when it lies below Root.
llvm::StringRef shownPath(llvm::StringRef Path, llvm::StringRef Root);

/// "8 units, 61 functions, 4 holders, 1 pool, 5 submissions: 3 findings (1 unit failed: a.cpp)".
std::string summaryLine(const Run &R);

/// "certain", "likely", "audit".
llvm::StringRef name(checks::Confidence C);
/// "holder", "submission", "call", ...
llvm::StringRef name(checks::Step::Kind K);
/// "confirmed", "transient", "refuted", "not-replayed".
llvm::StringRef name(confirm::Verdict V);
/// "confirmed", "reached", "not-reached", "not-traced"; "" if nobody asked.
llvm::StringRef name(confirm::Executed E);

} // namespace tidepool::report

#endif // TIDEPOOL_CHECKER_REPORT_REPORT_H
