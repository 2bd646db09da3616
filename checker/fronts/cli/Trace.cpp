//===- Trace.cpp - `tidepool trace`: from a run to findings ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Suppress.h"
#include "checker/confirm/Observed.h"
#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Output.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<int> trace(const Request &R, StringRef WorkingDirectory) {
  StringRef Path = R.Inputs.front(), Name = Path == "-" ? "<stdin>" : Path;
  auto Bytes = MemoryBuffer::getFileOrSTDIN(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return createStringError(Bytes.getError(), "cannot read " + Name + ": " + Bytes.getError().message());
  Expected<confirm::Trace> T = confirm::readTrace((*Bytes)->getBuffer(), Name, WorkingDirectory);
  if (!T)
    return T.takeError();
  if (T->CutOff && !R.Quiet)
    WithColor::note(errs(), "tidepool")
        << Name << " ends in the middle of a line; what comes before it counts\n";

  checks::Outcome Outcome;
  Outcome.Findings = confirm::observedFindings(*T);
  llvm::erase_if(Outcome.Findings,
                 [&](const checks::Finding &F) { return !checks::checkEnabled(R.Checks.Checks, F.Check); });
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
