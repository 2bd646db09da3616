//===- SummaryCommand.cpp - `tidepool summary`: one unit's summary --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Output.h"
#include "checker/fronts/cli/Summarise.h"
#include "checker/summary/SummaryIO.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace tidepool::fronts {

static std::string readable(const summary::TUSummary &S) {
  std::string Text;
  raw_string_ostream OS(Text);
  summary::dump(S, OS);
  return Text;
}

static Expected<int> dumpStored(const Request &R, StringRef Path) {
  auto Bytes = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Bytes)
    return createStringError(Bytes.getError(), Path + ": " + Bytes.getError().message());
  Expected<summary::TUSummary> S = summary::deserialize((*Bytes)->getBuffer(), Path);
  if (!S)
    return S.takeError();
  if (Error E = write(R.Output, readable(*S)))
    return std::move(E);
  return NothingFound;
}

/// The one unit that the request means. A file that is compiled twice, with different flags, is taken as
/// it is compiled first.
static Expected<Unit> theUnit(const Request &R, ArrayRef<Unit> Units) {
  for (const Unit &U : Units.drop_front())
    if (U.File != Units.front().File)
      return createStringError(R.Inputs.front() +
                               " means several units of the compilation database, among them " +
                               Units.front().File + " and " + U.File + "; a summary is of one");
  if (Units.size() > 1 && !R.Quiet)
    WithColor::note(errs(), "tidepool")
        << R.Inputs.front() << " is compiled in " << Units.size() << " ways; this is the first\n";
  return Units.front();
}

Expected<int> summary(const Request &R, StringRef WorkingDirectory) {
  StringRef Input = R.Inputs.front();
  if (Input.ends_with(".tps")) {
    if (R.Dump)
      return dumpStored(R, Input);
    return createStringError(Input + " is a summary already; --dump shows it");
  }
  Expected<model::Catalogue> Catalogue = loadModels(R);
  if (!Catalogue)
    return Catalogue.takeError();
  Expected<UnitList> List = findUnits(R, WorkingDirectory);
  if (!List)
    return List.takeError();
  Expected<Unit> U = theUnit(R, List->Units);
  if (!U)
    return U.takeError();

  Progress Silent(1, false);
  UnitSummary Result = std::move(summariseAll(*U, model::Index(*Catalogue), {/*Jobs=*/1}, Silent).front());
  if (!R.Quiet)
    showDropped(List->Dropped);
  if (!Result.Summary) {
    showFailed({{U->File, Result.Why}}, WorkingDirectory);
    return UnitsFailed;
  }
  std::string Path = R.Output;
  if (Path.empty() && !R.Dump)
    Path = (sys::path::stem(Input) + ".tps").str();
  if (Error E = write(Path, R.Dump ? readable(*Result.Summary) : summary::serialize(*Result.Summary)))
    return std::move(E);
  return NothingFound;
}

} // namespace tidepool::fronts
