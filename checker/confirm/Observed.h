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
  std::map<std::tuple<std::string, std::string, uint32_t>, std::string> Happened; ///< check, file, line: the message
  std::map<std::pair<std::string, uint32_t>, unsigned> Reached;                   ///< how often
};

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_OBSERVED_H
