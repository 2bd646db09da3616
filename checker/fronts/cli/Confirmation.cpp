//===- Confirmation.cpp - What --confirm and --scenarios ask for ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Confirmation.h"
#include "checker/confirm/Script.h"
#include "checker/fronts/cli/Output.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<std::optional<confirm::Execution>> prepareConfirmation(const Request &R, StringRef WorkingDirectory) {
  if (!R.Scenarios.empty())
    if (Error E = makeFolder("--scenarios", R.Scenarios))
      return std::move(E);
  if (R.ConfirmWith.empty())
    return std::nullopt;
  Expected<confirm::Trace> T = loadTrace(R.ConfirmWith, WorkingDirectory, !R.Quiet);
  if (!T)
    return T.takeError();
  return confirm::Execution(*T);
}

Expected<confirm::Trace> loadTrace(StringRef Path, StringRef WorkingDirectory, bool Tell) {
  StringRef Name = Path == "-" ? "<stdin>" : Path;
  auto Bytes = MemoryBuffer::getFileOrSTDIN(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return createStringError(Bytes.getError(), "cannot read " + Name + ": " + Bytes.getError().message());
  Expected<confirm::Trace> T = confirm::readTrace((*Bytes)->getBuffer(), Name, WorkingDirectory);
  if (T && T->CutOff && Tell)
    WithColor::note(errs(), "tidepool") << Name << " ends in the middle of a line; what comes before it counts\n";
  return T;
}

static Error writeScenarios(StringRef Folder, ArrayRef<checks::Finding> Findings) {
  std::vector<std::string> Names = confirm::scenarioNames(Findings);
  for (auto [F, Name] : zip_equal(Findings, Names)) {
    if (F.Replayable.Events.empty())
      continue;
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name + ".txt");
    if (Error E = write(Path, confirm::script(F).Text))
      return E;
  }
  return Error::success();
}

Expected<Confirmation> confirmFindings(const Request &R, std::vector<checks::Finding> &Findings,
                                       const std::optional<confirm::Execution> &Run) {
  if (!R.Scenarios.empty())
    if (Error E = writeScenarios(R.Scenarios, Findings))
      return std::move(E);
  Confirmation Result;
  if (!R.Confirm)
    return Result;
  std::vector<checks::Finding> Shown;
  for (checks::Finding &F : Findings) {
    confirm::Proof P = confirm::confirm(F);
    if (Run)
      Run->judge(F, P);
    // What was seen to happen is not refuted.
    if (P.V == confirm::Verdict::Refuted && P.Run != confirm::Executed::Confirmed && !R.ShowRefuted) {
      ++Result.Refuted;
      continue;
    }
    Result.Proofs.push_back(std::move(P));
    Shown.push_back(std::move(F));
  }
  Findings = std::move(Shown);
  return Result;
}

} // namespace tidepool::fronts
