//===- UnitAnalysis.h - One unit's findings, shared by its checks ---------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy makes one object per enabled check and unit. All of Tidepool's ask
// the same UnitAnalysis, so that a unit is summarised and solved once, however
// many checks are on. No header of clang-tidy in here.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_TIDY_UNITANALYSIS_H
#define TIDEPOOL_CHECKER_FRONTS_TIDY_UNITANALYSIS_H

#include "checker/checks/Finding.h"
#include "checker/model/Model.h"
#include "checker/summary/Summary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace tidepool::fronts {

/// What CheckOptions can say. Checks of one unit usually agree; where they do not, each gets the
/// outcome of its own settings.
struct Settings {
  std::string Models; ///< files, separated by semicolons
  checks::Confidence Least = checks::Confidence::Likely;
  bool ReportScratch = false;
  bool Latent = false;
  auto operator<=>(const Settings &) const = default;
};

/// A catalogue with the user's files appended, and the look-up over it.
class LoadedModels {
public:
  static llvm::Expected<std::shared_ptr<const LoadedModels>> load(llvm::ArrayRef<std::string> Files);
  const model::Index &index() const { return Names; }

private:
  explicit LoadedModels(model::Catalogue C) : Entries(std::move(C)), Names(Entries) {}
  model::Catalogue Entries;
  model::Index Names; // refers to Entries
};

/// What outlives a unit: parsing the catalogue for each of hundreds of units would be a waste.
class ModelCache {
public:
  /// Files is a semicolon-separated list. A relative name is looked for beside MainFile and in the
  /// directories above it, as .clang-tidy is, and then in the working directory.
  llvm::Expected<std::shared_ptr<const LoadedModels>> get(llvm::StringRef Files, llvm::StringRef MainFile);

private:
  std::map<std::vector<std::string>, std::shared_ptr<const LoadedModels>> Loaded;
};

class UnitAnalysis {
public:
  explicit UnitAnalysis(ModelCache &Cache) : Cache(Cache) {}

  /// A check of this unit is enabled: its question will be asked. Call before the first findings().
  void enable(llvm::StringRef Check);

  /// The unit's findings under S, of every enabled check. Runs the analysis at the first call. Empty
  /// for a unit with errors: half a program proves nothing, and clang-tidy shows the errors itself.
  llvm::ArrayRef<checks::Finding> findings(clang::ASTContext &Context, const Settings &S);

  /// What was wrong with the configuration; told once, then empty.
  std::string takeConfigurationError();

private:
  struct Extracted {
    std::shared_ptr<const LoadedModels> Models; // null: could not be loaded
    summary::TUSummary Summary;
  };
  const Extracted &extracted(clang::ASTContext &Context, const std::string &Files);

  ModelCache &Cache;
  std::string Globs = "-*";
  std::map<std::string, Extracted> ByModels;
  std::map<Settings, std::vector<checks::Finding>> BySettings;
  std::string ConfigurationError;
};

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_TIDY_UNITANALYSIS_H
