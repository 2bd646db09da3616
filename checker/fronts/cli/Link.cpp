//===- Link.cpp - `tidepool link`: from summaries to findings -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/Confirmation.h"
#include "checker/fronts/cli/Output.h"
#include "checker/summary/SummaryIO.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<int> link(const Request &R, StringRef WorkingDirectory) {
  if (Error E = prepareOutput(R))
    return std::move(E);
  Expected<std::optional<confirm::Execution>> Seen = prepareConfirmation(R, WorkingDirectory);
  if (!Seen)
    return Seen.takeError();
  Expected<model::Catalogue> Catalogue = loadModels(R);
  if (!Catalogue)
    return Catalogue.takeError();
  model::Index Models(*Catalogue);

  Remarks Beside;
  Beside.Seen = std::move(*Seen);
  std::vector<summary::TUSummary> Units;
  for (const std::string &Path : R.Inputs) {
    auto Bytes = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!Bytes)
      return createStringError(Bytes.getError(), Path + ": " + Bytes.getError().message());
    Expected<summary::TUSummary> Unit = summary::deserialize((*Bytes)->getBuffer(), Path);
    if (Unit)
      Units.push_back(std::move(*Unit));
    else
      Beside.Failed.push_back({Path, toString(Unit.takeError()) + "\n"});
  }
  return show(R, checks::run(std::move(Units), Models, R.Checks), Beside, WorkingDirectory);
}

} // namespace tidepool::fronts
