//===- Invocation.h - From a unit's flags to Clang's options --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_INVOCATION_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_INVOCATION_H

#include "checker/fronts/cli/Database.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace tidepool::fronts {

/// Prints the first errors as a compiler would, and counts the rest.
class FirstErrors : public clang::TextDiagnosticPrinter {
public:
  explicit FirstErrors(llvm::raw_ostream &OS);
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override;

  /// "and 5 more errors", if some were not shown.
  std::string rest() const;

private:
  static constexpr unsigned Shown = 3;
  clang::DiagnosticsEngine::Level Last = clang::DiagnosticsEngine::Ignored;
};

/// The real files, seen from the unit's folder; each unit has its own, as several are parsed at the same
/// time. Null and Why if there is no such folder.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> filesOf(const Unit &U, std::string &Why);

/// Clang's options for the unit. Flags of another compiler may have values that Clang refuses: what can be
/// understood counts, and what matters shows as errors of the parse. Null and Why if there is no sense in
/// them.
std::shared_ptr<clang::CompilerInvocation>
invocationOf(const Unit &U, llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, std::string &Why);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_INVOCATION_H
