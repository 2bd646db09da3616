//===- Database.h - Which units there are, and how they are compiled ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_DATABASE_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_DATABASE_H

#include "checker/fronts/cli/CommandLine.h"
#include "checker/report/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tidepool::fronts {

/// One compiler run.
struct Unit {
  std::string File;      ///< absolute
  std::string Directory; ///< in which the compiler runs
  std::vector<std::string> Arguments;
  std::string Problem; ///< why it cannot be analysed; empty = nothing known against it
};

/// What is to be analysed, in the database's order.
struct UnitList {
  std::vector<Unit> Units;
  std::vector<report::SkippedUnits> Skipped;
  std::vector<std::string> Dropped; ///< flags that Clang does not know, as often as they occurred
};

/// Finds the database (or takes the flags of the command line), restricts it to the inputs, adjusts the
/// flags and merges what would be analysed twice. An error means wrong use.
llvm::Expected<UnitList> findUnits(const Request &R, llvm::StringRef WorkingDirectory);

/// The database nearest to Folder: in it or in one of its build*/ folders, else one folder up.
std::string searchDatabase(llvm::StringRef Folder);

/// True if a FILE, FOLDER or GLOB of the command line means this unit.
class UnitFilter {
public:
  static llvm::Expected<UnitFilter> create(llvm::StringRef Input, llvm::StringRef WorkingDirectory);
  bool matches(llvm::StringRef File) const;

private:
  std::string Name, Absolute, Real;
  std::unique_ptr<const std::string> GlobText; ///< Glob refers to it, so it must not move
  std::optional<llvm::GlobPattern> Glob;
};

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_DATABASE_H
