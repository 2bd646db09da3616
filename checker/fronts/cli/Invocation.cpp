//===- Invocation.cpp - From a unit's flags to Clang's options ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Invocation.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/Utils.h"

using namespace llvm;
using namespace clang;

namespace tidepool::fronts {

FirstErrors::FirstErrors(raw_ostream &OS) : TextDiagnosticPrinter(OS, new DiagnosticOptions) {}

void FirstErrors::HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  Last = Level == DiagnosticsEngine::Note ? Last : Level;
  if (Last >= DiagnosticsEngine::Error && getNumErrors() <= Shown)
    TextDiagnosticPrinter::HandleDiagnostic(Level, Info);
}

std::string FirstErrors::rest() const {
  return getNumErrors() > Shown ? "and " + std::to_string(getNumErrors() - Shown) + " more errors\n" : "";
}

/// A processor that Clang does not know is no reason to give a unit up: it is the code's last detail.
static void forgetUnknownProcessor(CompilerInvocation &Invocation, DiagnosticsEngine &Diags) {
  auto Copy = std::make_shared<clang::TargetOptions>(Invocation.getTargetOpts());
  if (IntrusiveRefCntPtr<TargetInfo>(TargetInfo::CreateTargetInfo(Diags, Copy)))
    return;
  Invocation.getTargetOpts().CPU.clear();
  Invocation.getTargetOpts().TuneCPU.clear();
}

IntrusiveRefCntPtr<vfs::FileSystem> filesOf(const Unit &U, std::string &Why) {
  IntrusiveRefCntPtr<vfs::FileSystem> Files = vfs::createPhysicalFileSystem();
  if (std::error_code Code = Files->setCurrentWorkingDirectory(U.Directory)) {
    Why = U.Directory + ": " + Code.message() + "\n";
    return nullptr;
  }
  return Files;
}

std::shared_ptr<CompilerInvocation> invocationOf(const Unit &U, IntrusiveRefCntPtr<vfs::FileSystem> Files,
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
    Why.clear();
  } else if (Why.empty()) {
    Why = "its command does not compile anything\n";
  }
  return Invocation;
}

} // namespace tidepool::fronts
