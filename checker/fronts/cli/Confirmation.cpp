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
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tidepool::fronts {

Error makeScenarioFolder(const Request &R) {
  if (R.Scenarios.empty())
    return Error::success();
  std::error_code Code = sys::fs::create_directories(R.Scenarios);
  if (!Code && !sys::fs::is_directory(R.Scenarios))
    Code = std::make_error_code(std::errc::not_a_directory);
  if (!Code)
    Code = sys::fs::access(R.Scenarios, sys::fs::AccessMode::Write);
  if (!Code)
    return Error::success();
  return createStringError(Code,
                           "--scenarios: cannot write to the folder " + R.Scenarios + ": " + Code.message());
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

Expected<Confirmation> confirmFindings(const Request &R, std::vector<checks::Finding> &Findings) {
  if (!R.Scenarios.empty())
    if (Error E = writeScenarios(R.Scenarios, Findings))
      return std::move(E);
  Confirmation Result;
  if (!R.Confirm)
    return Result;
  std::vector<checks::Finding> Shown;
  for (checks::Finding &F : Findings) {
    confirm::Proof P = confirm::confirm(F);
    if (P.V == confirm::Verdict::Refuted && !R.ShowRefuted) {
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
