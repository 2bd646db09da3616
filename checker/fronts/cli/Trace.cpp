//===- Trace.cpp - `tidepool trace`: from a run to findings ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Suppress.h"
#include "checker/confirm/Observed.h"
#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Confirmation.h"
#include "checker/fronts/cli/Output.h"
#include "llvm/ADT/DenseSet.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<int> trace(const Request &R, StringRef WorkingDirectory) {
  if (Error E = prepareOutput(R))
    return std::move(E);
  Expected<confirm::Trace> T = loadTrace(R.Inputs.front(), WorkingDirectory, !R.Quiet);
  if (!T)
    return T.takeError();

  checks::Outcome Outcome;
  Outcome.Findings = confirm::observedFindings(*T);
  llvm::erase_if(Outcome.Findings,
                 [&](const checks::Finding &F) { return !checks::checkEnabled(R.Checks.Checks, F.Check); });
  Outcome.Stats.Suppressed = checks::dropRuledOut(Outcome.Findings);
  checks::fingerprint(Outcome.Findings);
  DenseSet<uint64_t> Threads;
  for (const confirm::TraceLine &L : T->Lines)
    Threads.insert(L.Thread);
  Remarks Beside;
  Beside.Counted = (Twine(T->Lines.size()) + (T->Lines.size() == 1 ? " event" : " events") + " of " +
                    Twine(Threads.size()) + (Threads.size() == 1 ? " thread" : " threads"))
                       .str();
  return show(R, std::move(Outcome), Beside, WorkingDirectory);
}

} // namespace tidepool::fronts
