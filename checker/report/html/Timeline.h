//===- Timeline.h - A finding's path and its scenario as one story --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_HTML_TIMELINE_H
#define TIDEPOOL_CHECKER_REPORT_HTML_TIMELINE_H

#include "checker/checks/Finding.h"
#include "checker/confirm/Proof.h"

namespace tidepool::report::html {

/// What the reader steps through.
struct TimelineStep {
  /// A path step's (docs/output.md), or "begin", "end", "remove", "restore", "back", "later".
  llvm::StringRef Kind;
  checks::Location At; ///< line 0: nowhere in the sources
  std::string Text;
  size_t Operations = 0; ///< of the scenario that have been done then
  bool OnPath = false;   ///< one of the finding's own steps
};

/// The finding's steps, each at the moment of the scenario that it belongs to, and then what goes on
/// afterwards. A moment belongs to a step of its kind at the same place, or, where there is none, to the next
/// one of its kind. Operations: of the whole scenario. Quadratic in the steps of one finding, which are few.
std::vector<TimelineStep> timeline(const checks::Finding &F, llvm::ArrayRef<confirm::Moment> Moments,
                                   size_t Operations);

} // namespace tidepool::report::html

#endif // TIDEPOOL_CHECKER_REPORT_HTML_TIMELINE_H
