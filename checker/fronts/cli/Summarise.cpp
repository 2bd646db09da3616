//===- Summarise.cpp - Units to summaries, many at once -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Summarise.h"
#include "checker/fronts/cli/Invocation.h"
#include "checker/fronts/cli/Recovery.h"
#include "checker/fronts/cli/Sharing.h"
#include "checker/headers/GuardedAction.h"
#include "checker/summary/Extract.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/ThreadPool.h"

using namespace llvm;
using namespace clang;

namespace tidepool::fronts {
namespace {

UnitSummary parse(const Unit &U, const model::Index &Models, const headers::SharedHeaders *Shared) {
  UnitSummary Result;
  IntrusiveRefCntPtr<vfs::FileSystem> Files = filesOf(U, Result.Why);
  if (!Files)
    return Result;
  std::shared_ptr<CompilerInvocation> Invocation = invocationOf(U, Files, Result.Why);
  if (!Invocation)
    return Result;

  summary::TUSummary Summary;
  summary::ExtractOptions Options;
  Options.SystemPrecompiled = Shared != nullptr;
  std::unique_ptr<FrontendAction> Action = summary::makeExtractAction(Models, Summary, Options);
  if (Shared) {
    Files = Shared->use(*Invocation, std::move(Files));
    Action = headers::makeGuardedAction(std::move(Action), *Shared, Result.WhyNotShared);
  }
  raw_string_ostream OS(Result.Why);
  FirstErrors Errors(OS);
  CompilerInstance Compiler;
  Compiler.setInvocation(std::move(Invocation));
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.setVerboseOutputStream(nulls());
  Compiler.createFileManager(Files);

  bool Done = Compiler.ExecuteAction(*Action);
  if (Done && Errors.getNumErrors() == 0)
    Result.Summary = std::move(Summary);
  else if (Errors.getNumErrors() == 0)
    Result.Why = "Clang could not parse it\n";
  else
    Result.Why += Errors.rest();
  return Result;
}

/// Nothing if the shared headers do not fit: then the unit is parsed by itself, which says what is wrong
/// with it if anything is.
std::optional<UnitSummary> parseShared(const Unit &U, const model::Index &Models,
                                       const headers::SharedHeaders &Shared, std::string &WhyNot) {
  UnitSummary Result;
  if (!runRecovering([&] { Result = parse(U, Models, &Shared); })) {
    WhyNot = "Clang crashed";
    return std::nullopt;
  }
  WhyNot = Result.WhyNotShared;
  if (WhyNot.empty() && !Result.Summary)
    WhyNot = StringRef(Result.Why).split('\n').first.str();
  if (!WhyNot.empty())
    return std::nullopt;
  Result.Shared = true;
  return Result;
}

} // namespace

UnitSummary summarise(const Unit &U, const model::Index &Models, const headers::SharedHeaders *Shared) {
  UnitSummary Result;
  if (!U.Problem.empty()) {
    Result.Why = U.Problem + "\n";
    return Result;
  }
  std::string WhyNotShared;
  if (Shared)
    if (std::optional<UnitSummary> Quick = parseShared(U, Models, *Shared, WhyNotShared))
      return std::move(*Quick);
  if (!runRecovering([&] { Result = parse(U, Models, nullptr); })) {
    Result = UnitSummary();
    Result.Why = "the analysis of this unit crashed: please report it\n";
  }
  Result.WhyNotShared = std::move(WhyNotShared);
  return Result;
}

std::vector<UnitSummary> summariseAll(ArrayRef<Unit> Units, const model::Index &Models,
                                      const SummariseOptions &Options, Progress &P) {
  enableRecovery();
  std::vector<UnitSummary> Summaries(Units.size());
  DefaultThreadPool Pool(hardware_concurrency(Options.Jobs));
  auto Work = [&](size_t I, const headers::SharedHeaders *Shared) {
    Summaries[I] = summarise(Units[I], Models, Shared);
    P.finished(Units[I].File);
  };
  if (Options.ShareHeaders && Units.size() > 2) {
    shareHeaders(Units, Pool, Work);
  } else {
    for (size_t I = 0; I != Units.size(); ++I)
      Pool.async([&, I] { Work(I, nullptr); });
  }
  Pool.wait();
  return Summaries;
}

} // namespace tidepool::fronts
