//===- TidyModule.cpp - Tidepool's checks inside clang-tidy ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A door, nothing else: one clang-tidy check per entry of checks::allChecks().
// The only file that includes clang-tidy's headers and with them ASTMatchers,
// which take most of its compile time.
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Registry.h"
#include "checker/fronts/tidy/UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace clang::tidy;
using tidepool::checks::Confidence;

namespace clang::tidy {
template <> struct OptionEnumMapping<Confidence> {
  static llvm::ArrayRef<std::pair<Confidence, StringRef>> getEnumMapping() {
    static constexpr std::pair<Confidence, StringRef> Names[] = {
        {Confidence::Audit, "audit"}, {Confidence::Likely, "likely"}, {Confidence::Certain, "certain"}};
    return Names;
  }
};
} // namespace clang::tidy

namespace tidepool::fronts {
namespace {

/// Held by the factories, which live as long as clang-tidy does. The checks of a unit are made together
/// and die together; whoever comes when none is alive starts the next unit.
struct Shared {
  ModelCache Models;
  std::weak_ptr<UnitAnalysis> Unit;

  std::shared_ptr<UnitAnalysis> currentUnit() {
    std::shared_ptr<UnitAnalysis> Current = Unit.lock();
    if (!Current)
      Unit = Current = std::make_shared<UnitAnalysis>(Models);
    return Current;
  }
};

class TidepoolCheck : public ClangTidyCheck {
public:
  TidepoolCheck(StringRef Name, ClangTidyContext *Context, std::shared_ptr<Shared> State)
      : ClangTidyCheck(Name, Context), Name(Name.str()), State(std::move(State)),
        Unit(this->State->currentUnit()) {
    Wanted.Models = Options.getLocalOrGlobal("Models", "").str();
    Wanted.Least = Options.getLocalOrGlobal("Confidence", Confidence::Likely);
    Wanted.ReportScratch = Options.getLocalOrGlobal("ReportScratch", false);
    Wanted.Latent = Options.getLocalOrGlobal("Latent", false);
    Unit->enable(Name);
  }

  void storeOptions(ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "Models", Wanted.Models);
    Options.store(Map, "Confidence", Wanted.Least);
    Options.store(Map, "ReportScratch", Wanted.ReportScratch);
    Options.store(Map, "Latent", Wanted.Latent);
  }

  /// Nothing is matched but the unit itself: MatchFinder hands its ASTContext only to those who match.
  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    for (const checks::Finding &F : Unit->findings(*Result.Context, Wanted))
      if (F.Check == Name)
        report(F, *Result.SourceManager);
    if (std::string Error = Unit->takeConfigurationError(); !Error.empty())
      configurationDiag("%0", DiagnosticIDs::Error) << Error;
  }

private:
  void report(const checks::Finding &F, const SourceManager &Sources);

  std::string Name;
  std::shared_ptr<Shared> State; // before Unit, which refers to its models
  std::shared_ptr<UnitAnalysis> Unit;
  Settings Wanted;
};

/// Back from a summary's plain numbers; Fallback where this unit does not have the place.
SourceLocation locate(const checks::Location &At, const SourceManager &Sources, SourceLocation Fallback) {
  if (At.Line == 0)
    return Fallback;
  OptionalFileEntryRef File = Sources.getFileManager().getOptionalFileRef(At.File);
  if (!File)
    return Fallback;
  SourceLocation Place = Sources.translateFileLineCol(*File, At.Line, At.Col ? At.Col : 1);
  return Place.isValid() ? Place : Fallback;
}

void TidepoolCheck::report(const checks::Finding &F, const SourceManager &Sources) {
  SourceLocation Primary =
      locate(F.Primary, Sources, Sources.getLocForStartOfFile(Sources.getMainFileID()));
  // Messages quote source text, and a per cent sign in a format string would be an instruction.
  diag(Primary, "%0") << F.Message;
  for (const checks::Step &S : F.Steps)
    diag(locate(S.At, Sources, Primary), "%0", DiagnosticIDs::Note) << S.Text;
}

class TidepoolModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto State = std::make_shared<Shared>();
    for (const checks::CheckInfo &Info : checks::allChecks())
      Factories.registerCheckFactory(Info.Name, [State](StringRef Name, ClangTidyContext *Context) {
        return std::make_unique<TidepoolCheck>(Name, Context, State);
      });
  }
};

ClangTidyModuleRegistry::Add<TidepoolModule> Registration("tidepool-module",
                                                          "What pool tasks leave in thread-local holders.");

} // namespace
} // namespace tidepool::fronts
