//===- Observed.h - Findings of a run that took place -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_OBSERVED_H
#define TIDEPOOL_CHECKER_CONFIRM_OBSERVED_H

#include "checker/checks/Finding.h"
#include "checker/confirm/Proof.h"
#include "checker/confirm/TraceFile.h"
#include <map>
#include <set>

namespace tidepool::confirm {

/// What the run left behind, read or lost, as findings of the checks of the same names at the same places,
/// each with how often it happened and on which threads; sorted. docs/proof.md has the rules. Linear in the
/// trace, times the holders of a thread at each end of a task.
std::vector<checks::Finding> observedFindings(const Trace &T);

/// A run, to be asked about findings of the source.
class Execution {
public:
  explicit Execution(const Trace &T);
  /// Sets Run and RunText. Logarithmic in the places of the trace.
  void judge(const checks::Finding &F, Proof &Out) const;

private:
  using Line = std::pair<std::string, uint32_t>; ///< of a file
  const std::string *find(const checks::Finding &F) const;
  bool unambiguous(const std::string &Check, const Line &At) const;

  std::map<std::pair<std::string, Line>, std::string> Happened; ///< check and primary location: the message
  /// The same for where a holder that died was set.
  std::map<std::pair<std::string, Line>, std::string> HappenedAfter;
  std::map<Line, unsigned> Reached; ///< how often
  std::map<Line, std::set<std::string>> Holders; ///< ids of those that were used there
  std::map<Line, std::set<Line>> Declared;       ///< and where they are declared, as far as a run knows
};

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_OBSERVED_H
