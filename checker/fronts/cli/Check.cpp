//===- Check.cpp - `tidepool check`, pass by pass -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Confirmation.h"
#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Output.h"
#include "checker/fronts/cli/Summarise.h"
#include "checker/summary/SummaryIO.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {

/// One file a unit: units of the same name and the same file with other flags are told apart by a number.
static Error keepSummaries(StringRef Folder, ArrayRef<Unit> Units, ArrayRef<UnitSummary> Summaries) {
  if (std::error_code Code = sys::fs::create_directories(Folder))
    return createStringError(Code, "cannot make the folder " + Folder + ": " + Code.message());
  for (size_t I = 0; I != Units.size(); ++I) {
    if (!Summaries[I].Summary)
      continue;
    SmallString<256> Path(Folder);
    sys::path::append(Path, formatv("{0}-{1}.tps", I + 1, sys::path::stem(Units[I].File)).str());
    if (Error E = write(Path, summary::serialize(*Summaries[I].Summary)))
      return E;
  }
  return Error::success();
}

static void explainSharing(ArrayRef<Unit> Units, ArrayRef<UnitSummary> Summaries, StringRef Root) {
  size_t Shared = 0;
  for (size_t I = 0; I != Units.size(); ++I) {
    Shared += Summaries[I].Shared;
    if (!Summaries[I].WhyNotShared.empty())
      WithColor::note(errs(), "tidepool") << report::shownPath(Units[I].File, Root)
                                          << " was parsed by itself: " << Summaries[I].WhyNotShared << '\n';
  }
  WithColor::note(errs(), "tidepool") << Shared << " of " << Units.size() << " units shared system headers\n";
}

Expected<int> check(const Request &R, StringRef WorkingDirectory) {
  if (Error E = prepareOutput(R))
    return std::move(E);
  Expected<std::optional<confirm::Execution>> Seen = prepareConfirmation(R, WorkingDirectory);
  if (!Seen)
    return Seen.takeError();

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
    Summaries = summariseAll(List->Units, Models, {R.Jobs, R.Shared != SharedHeaders::Off}, P);
  }
  if (R.Shared == SharedHeaders::Explain)
    explainSharing(List->Units, Summaries, WorkingDirectory);
  if (!R.Summaries.empty())
    if (Error E = keepSummaries(R.Summaries, List->Units, Summaries))
      return std::move(E);

  // The units that could not be analysed are put aside; the others go on.
  Remarks Beside{{}, std::move(List->Skipped), std::move(List->Dropped), {}, std::move(*Seen)};
  std::vector<summary::TUSummary> Units;
  for (size_t I = 0; I != Summaries.size(); ++I) {
    if (Summaries[I].Summary)
      Units.push_back(std::move(*Summaries[I].Summary));
    else
      Beside.Failed.push_back({List->Units[I].File, std::move(Summaries[I].Why)});
  }

  // The whole program: link, solve, ask every check.
  checks::Outcome Outcome = checks::run(std::move(Units), Models, R.Checks);

  // What was found, replayed if asked for, in the format asked for.
  return show(R, std::move(Outcome), Beside, WorkingDirectory);
}

} // namespace tidepool::fronts
