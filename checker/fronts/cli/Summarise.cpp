//===- Summarise.cpp - Units to summaries, many at once -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Summarise.h"
#include "checker/fronts/cli/Recovery.h"
#include "checker/summary/Extract.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Frontend/Utils.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang;

namespace tidepool::fronts {
namespace {

constexpr unsigned ShownErrors = 3;

/// Keeps the first errors as a compiler would print them, and counts the rest.
class FirstErrors : public TextDiagnosticPrinter {
public:
  explicit FirstErrors(raw_ostream &OS) : TextDiagnosticPrinter(OS, new DiagnosticOptions) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    Last = Level == DiagnosticsEngine::Note ? Last : Level;
    if (Last >= DiagnosticsEngine::Error && getNumErrors() <= ShownErrors)
      TextDiagnosticPrinter::HandleDiagnostic(Level, Info);
  }

private:
  DiagnosticsEngine::Level Last = DiagnosticsEngine::Ignored;
};

std::string withRest(std::string Text, unsigned Errors) {
  if (Errors > ShownErrors)
    Text += "and " + std::to_string(Errors - ShownErrors) + " more errors\n";
  return Text;
}

/// A processor that Clang does not know is no reason to give a unit up: it is the code's last detail.
void forgetUnknownProcessor(CompilerInvocation &Invocation, DiagnosticsEngine &Diags) {
  auto Copy = std::make_shared<clang::TargetOptions>(Invocation.getTargetOpts());
  if (IntrusiveRefCntPtr<TargetInfo>(TargetInfo::CreateTargetInfo(Diags, Copy)))
    return;
  Invocation.getTargetOpts().CPU.clear();
  Invocation.getTargetOpts().TuneCPU.clear();
}

/// Flags of another compiler may have values that Clang refuses: what can be understood counts, and
/// what matters shows as errors of the parse.
std::shared_ptr<CompilerInvocation> invocation(const Unit &U, IntrusiveRefCntPtr<vfs::FileSystem> Files,
                                               std::string &Why) {
  std::vector<const char *> Arguments;
  for (const std::string &A : U.Arguments)
    Arguments.push_back(A.c_str());
  raw_string_ostream OS(Why);
  FirstErrors Errors(OS);
  CreateInvocationOptions Options;
  Options.Diags =
      CompilerInstance::createDiagnostics(new DiagnosticOptions, &Errors, /*ShouldOwnClient=*/false);
  Options.VFS = std::move(Files);
  Options.RecoverOnError = true;
  std::shared_ptr<CompilerInvocation> Invocation = createInvocation(Arguments, Options);
  if (Invocation) {
    forgetUnknownProcessor(*Invocation, *Options.Diags);
    // A compiler leaves this to the process's end; here the next unit comes.
    Invocation->getFrontendOpts().DisableFree = false;
    Invocation->getCodeGenOpts().DisableFree = false;
  } else if (Why.empty()) {
    Why = "its command does not compile anything\n";
  }
  return Invocation;
}

UnitSummary parse(const Unit &U, const model::Index &Models) {
  UnitSummary Result;
  // Of its own, since units run in folders of their own, at the same time.
  IntrusiveRefCntPtr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  if (std::error_code Code = Files->setCurrentWorkingDirectory(U.Directory)) {
    Result.Why = U.Directory + ": " + Code.message() + "\n";
    return Result;
  }
  std::shared_ptr<CompilerInvocation> Invocation = invocation(U, Files, Result.Why);
  if (!Invocation)
    return Result;
  Result.Why.clear();

  raw_string_ostream OS(Result.Why);
  FirstErrors Errors(OS);
  CompilerInstance Compiler;
  Compiler.setInvocation(std::move(Invocation));
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.setVerboseOutputStream(nulls());
  Compiler.createFileManager(Files);

  summary::TUSummary Summary;
  std::unique_ptr<FrontendAction> Action = summary::makeExtractAction(Models, Summary);
  bool Done = Compiler.ExecuteAction(*Action);
  if (Done && Errors.getNumErrors() == 0)
    Result.Summary = std::move(Summary);
  else if (Errors.getNumErrors() == 0)
    Result.Why = "Clang could not parse it\n";
  else
    Result.Why = withRest(std::move(Result.Why), Errors.getNumErrors());
  return Result;
}

} // namespace

UnitSummary summarise(const Unit &U, const model::Index &Models) {
  if (!U.Problem.empty())
    return {std::nullopt, U.Problem + "\n"};
  UnitSummary Result;
  if (!runRecovering([&] { Result = parse(U, Models); }))
    return {std::nullopt, "the analysis of this unit crashed: please report it\n"};
  return Result;
}

std::vector<UnitSummary> summariseAll(ArrayRef<Unit> Units, const model::Index &Models, unsigned Jobs,
                                      Progress &P) {
  enableRecovery();
  std::vector<UnitSummary> Summaries(Units.size());
  DefaultThreadPool Pool(hardware_concurrency(Jobs));
  for (size_t I = 0; I != Units.size(); ++I) {
    Pool.async([&, I] {
      Summaries[I] = summarise(Units[I], Models);
      P.finished(Units[I].File);
    });
  }
  Pool.wait();
  return Summaries;
}

} // namespace tidepool::fronts
