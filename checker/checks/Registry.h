//===- Registry.h - The checks, and the one way to run them ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CHECKS_REGISTRY_H
#define TIDEPOOL_CHECKER_CHECKS_REGISTRY_H

#include "checker/checks/Finding.h"
#include "checker/summary/Summary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace tidepool::model {
class Index;
}

namespace tidepool::checks {

/// Name, one-line summary and page of a check: its declaration is its registration and the source
/// of its help text. Page is the Markdown of docs/checks/<name>.md, compiled in.
struct CheckInfo {
  llvm::StringRef Name;    ///< "tidepool-missing-remove"
  llvm::StringRef Summary; ///< "a task leaves its data in a thread-local holder"
  llvm::StringRef Page;    ///< docs/checks/missing-remove.md
};
llvm::ArrayRef<CheckInfo> allChecks();
const CheckInfo *findCheck(llvm::StringRef NameWithOrWithoutPrefix);

struct Options {
  /// Comma-separated globs as in clang-tidy: "*", "-*,tidepool-stale-read". The last match wins.
  std::string Checks = "*";
  Confidence Least = Confidence::Likely;
  bool ReportScratch = false;
  bool Latent = false;
  /// True for fronts that see one unit only (clang-tidy, clangd): nothing that a fuller view could take
  /// back is said, so entries that are merely unseen are not judged by deviance across units.
  bool SingleUnit = false;
};

/// True if Name is switched on by the globs.
bool checkEnabled(llvm::StringRef Globs, llvm::StringRef Name);

/// Links, solves, asks every enabled check, drops what NOLINT rules out, sorts and fingerprints.
Outcome run(std::vector<summary::TUSummary> Units, const model::Index &Models, const Options &Opts);

} // namespace tidepool::checks

#endif // TIDEPOOL_CHECKER_CHECKS_REGISTRY_H
