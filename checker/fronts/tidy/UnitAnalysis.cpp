//===- UnitAnalysis.cpp - One unit's findings, shared by its checks -------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/tidy/UnitAnalysis.h"
#include "checker/checks/Registry.h"
#include "checker/summary/Extract.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <utility>

using namespace clang;
namespace path = llvm::sys::path;

namespace tidepool::fronts {

//===-- Models --------------------------------------------------------------===//

static std::string findUpward(llvm::StringRef Name, llvm::StringRef MainFile) {
  if (path::is_absolute(Name))
    return Name.str();
  for (llvm::StringRef Dir = path::parent_path(MainFile); !Dir.empty(); Dir = path::parent_path(Dir)) {
    llvm::SmallString<256> Candidate(Dir);
    path::append(Candidate, Name);
    if (llvm::sys::fs::exists(Candidate))
      return Candidate.str().str();
  }
  return Name.str();
}

llvm::Expected<std::shared_ptr<const LoadedModels>> LoadedModels::load(llvm::ArrayRef<std::string> Files) {
  model::Catalogue Entries = model::Catalogue::builtin();
  for (const std::string &File : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer)
      return llvm::createStringError(Buffer.getError(),
                                     "cannot read the model file '%s' named by the option 'Models': %s",
                                     File.c_str(), Buffer.getError().message().c_str());
    if (llvm::Error Err = Entries.append((*Buffer)->getBuffer(), File))
      return std::move(Err);
  }
  return std::shared_ptr<const LoadedModels>(new LoadedModels(std::move(Entries)));
}

llvm::Expected<std::shared_ptr<const LoadedModels>> ModelCache::get(llvm::StringRef Files,
                                                                    llvm::StringRef MainFile) {
  llvm::SmallVector<llvm::StringRef, 4> Names;
  Files.split(Names, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  std::vector<std::string> Found;
  for (llvm::StringRef Name : Names)
    Found.push_back(findUpward(Name.trim(), MainFile));
  auto It = Loaded.find(Found);
  if (It != Loaded.end())
    return It->second;
  auto Models = LoadedModels::load(Found);
  if (!Models)
    return Models.takeError();
  return Loaded.emplace(std::move(Found), std::move(*Models)).first->second;
}

//===-- The unit ------------------------------------------------------------===//

static std::string mainFile(const SourceManager &Sources) {
  OptionalFileEntryRef File = Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (!File)
    return "";
  llvm::SmallString<256> Name(File->getName());
  Sources.getFileManager().makeAbsolutePath(Name);
  path::remove_dots(Name, /*remove_dot_dot=*/true);
  return Name.str().str();
}

void UnitAnalysis::enable(llvm::StringRef Check) { (Globs += ',') += Check; }

const UnitAnalysis::Extracted &UnitAnalysis::extracted(ASTContext &Context, const std::string &Files) {
  auto [It, New] = ByModels.try_emplace(Files);
  Extracted &Unit = It->second;
  if (!New)
    return Unit;
  auto Models = Cache.get(Files, mainFile(Context.getSourceManager()));
  if (!Models) {
    ConfigurationError = llvm::toString(Models.takeError());
    return Unit;
  }
  Unit.Models = std::move(*Models);
  Unit.Summary = summary::extract(Context, Unit.Models->index());
  // NOLINT is clang-tidy's own business: it drops the notes along with the finding, counts what it
  // dropped, and knows which comments are malformed.
  Unit.Summary.Suppressions.clear();
  return Unit;
}

llvm::ArrayRef<checks::Finding> UnitAnalysis::findings(ASTContext &Context, const Settings &S) {
  auto [It, New] = BySettings.try_emplace(S);
  if (!New || Context.getDiagnostics().hasUncompilableErrorOccurred())
    return It->second;
  const Extracted &Unit = extracted(Context, S.Models);
  if (!Unit.Models)
    return It->second;
  checks::Options Options;
  Options.Checks = Globs;
  Options.Least = S.Least;
  Options.ReportScratch = S.ReportScratch;
  Options.Latent = S.Latent;
  Options.SingleUnit = true;
  It->second = checks::run({Unit.Summary}, Unit.Models->index(), Options).Findings;
  return It->second;
}

std::string UnitAnalysis::takeConfigurationError() { return std::exchange(ConfigurationError, {}); }

} // namespace tidepool::fronts
