//===- Summarise.h - Units to summaries, many at once ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_SUMMARISE_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_SUMMARISE_H

#include "checker/fronts/cli/Database.h"
#include "checker/fronts/cli/Progress.h"
#include "checker/model/Model.h"
#include "checker/summary/Summary.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::fronts {

struct UnitSummary {
  std::optional<summary::TUSummary> Summary;
  std::string Why; ///< there is none: Clang's first errors, or what else went wrong
};

/// Parses one unit and summarises it. Whatever the unit does to Clang, the process lives on.
UnitSummary summarise(const Unit &U, const model::Index &Models);

/// All of them, in the order of the units; Jobs = 0 means one thread for each core. A unit's memory is
/// given back as soon as its summary stands.
std::vector<UnitSummary> summariseAll(llvm::ArrayRef<Unit> Units, const model::Index &Models, unsigned Jobs,
                                      Progress &P);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_SUMMARISE_H
