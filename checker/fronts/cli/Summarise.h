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
#include "checker/headers/Precompile.h"
#include "checker/model/Model.h"
#include "checker/summary/Summary.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::fronts {

struct UnitSummary {
  std::optional<summary::TUSummary> Summary;
  std::string Why;          ///< there is none: Clang's first errors, or what else went wrong
  std::string WhyNotShared; ///< shared headers were tried, and this is why they do not fit
  bool Shared = false;      ///< they did
};

/// Parses one unit and summarises it. Whatever the unit does to Clang, the process lives on. Where the
/// shared headers do not fit, the unit is parsed by itself: its summary is the same either way.
UnitSummary summarise(const Unit &U, const model::Index &Models,
                      const headers::SharedHeaders *Shared = nullptr);

struct SummariseOptions {
  unsigned Jobs = 0;         ///< 0 = one thread for each core
  bool ShareHeaders = false; ///< parse the system headers that many units include once for all of them
};

/// All of them, in the order of the units. A unit's memory is given back as soon as its summary stands.
std::vector<UnitSummary> summariseAll(llvm::ArrayRef<Unit> Units, const model::Index &Models,
                                      const SummariseOptions &Options, Progress &P);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_SUMMARISE_H
