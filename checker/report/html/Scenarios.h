//===- Scenarios.h - Scripts that the page plays --------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_HTML_SCENARIOS_H
#define TIDEPOOL_CHECKER_REPORT_HTML_SCENARIOS_H

#include "checker/confirm/Playback.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"

namespace tidepool::report::html {

/// Most findings of one check do the same to tables, with other names. What they do is written once; each
/// finding has its names and its comments.
class Scenarios {
public:
  /// Its number in the page.
  unsigned add(const confirm::Playback &P);
  /// An array, by number. web/src/data.ts describes an element.
  void write(llvm::json::OStream &J) const;

private:
  std::vector<std::string> Texts; ///< JSON
  llvm::StringMap<unsigned> Numbers;
};

/// {scenario, names, notes}: the script is the scenario with these names in the places of its keys, and the
/// notes (comments and empty lines, each with the number of operations before it) in between.
void writeScript(llvm::json::OStream &J, llvm::StringRef Script, const confirm::Playback &P, unsigned Number);

} // namespace tidepool::report::html

#endif // TIDEPOOL_CHECKER_REPORT_HTML_SCENARIOS_H
