//===- Check.cpp - `tidepool check`, pass by pass -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Output.h"
#include "checker/fronts/cli/Summarise.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<int> check(const Request &R, StringRef WorkingDirectory) {
  // What is known of libraries.
  Expected<model::Catalogue> Catalogue = loadModels(R);
  if (!Catalogue)
    return Catalogue.takeError();
  model::Index Models(*Catalogue);

  // Which units there are, and with which flags.
  Expected<UnitList> List = findUnits(R, WorkingDirectory);
  if (!List)
    return List.takeError();

  // Each unit for itself, many at once: the only pass that needs Clang, and nearly all of the time.
  std::vector<UnitSummary> Summaries;
  {
    Progress P(List->Units.size(), !R.Quiet);
    Summaries = summariseAll(List->Units, Models, R.Jobs, P);
  }

  // The units that could not be analysed are put aside; the others go on.
  Remarks Beside{{}, std::move(List->Skipped), std::move(List->Dropped)};
  std::vector<summary::TUSummary> Units;
  for (size_t I = 0; I != Summaries.size(); ++I) {
    if (Summaries[I].Summary)
      Units.push_back(std::move(*Summaries[I].Summary));
    else
      Beside.Failed.push_back({List->Units[I].File, std::move(Summaries[I].Why)});
  }

  // The whole program: link, solve, ask every check.
  checks::Outcome Outcome = checks::run(std::move(Units), Models, R.Checks);

  // What was found, in the format asked for.
  return show(R, Outcome, Beside, WorkingDirectory);
}

} // namespace tidepool::fronts
