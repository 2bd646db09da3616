//===- Guard.h - May this unit start with shared headers? ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_HEADERS_GUARD_H
#define TIDEPOOL_CHECKER_HEADERS_GUARD_H

#include "checker/headers/Precompile.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/DenseMap.h"

namespace tidepool::headers {

/// Knows which of the shared headers the unit has included so far, and compares what the project says with
/// what the others would have said by then. One unit's; GuardedAction.h says what it looks for.
class Guard {
public:
  Guard(const SharedHeaders &S, const clang::CompilerInstance &CI, std::string &Why)
      : S(S), SM(CI.getSourceManager()), Why(Why), IsC(!CI.getLangOpts().CPlusPlus),
        Entered(S.Includes.size()) {}

  bool violated() const { return !Why.empty(); }
  /// Nothing can go wrong any more, or it has already.
  bool done() const { return AllEntered || violated(); }
  /// Is the text that is read now the project's, with headers still to come?
  bool watching() const { return InProject && !done(); }

  void changedFile(clang::SrcMgr::CharacteristicKind Kind) { InProject = !clang::SrcMgr::isSystem(Kind); }
  void included(clang::SourceLocation L, clang::FileEntryRef File);
  void defined(const clang::IdentifierInfo *Macro);
  void asked(const clang::IdentifierInfo *Macro);
  void pragma(clang::SourceLocation L, clang::PragmaIntroducerKind Introducer);
  void token(const clang::Token &T);
  void declared(clang::DeclGroupRef Group);
  void end();

private:
  enum class Where { Global, System, Project };
  void declared(const clang::Decl *D, Where In);

  using Declarations = llvm::SmallVector<SharedHeaders::Declaration, 1>;

  void violation(const llvm::Twine &What) {
    if (Why.empty())
      Why = What.str();
  }
  const Declarations *declarations(const clang::IdentifierInfo *Id);
  void name(const clang::Token &T, const clang::IdentifierInfo *Id);
  void follow(const clang::Token &T);
  const llvm::BitVector &enteredAt(clang::SourceLocation L) const;
  void complain(const clang::IdentifierInfo *Id, const Declarations &All, const llvm::BitVector &Entered,
                llvm::function_ref<bool(const SharedHeaders::Declaration &)> Concerns);

  const SharedHeaders &S;
  const clang::SourceManager &SM;
  std::string &Why;
  const bool IsC;
  llvm::BitVector Entered;
  struct Step {
    clang::SourceLocation At;
    llvm::BitVector Before;
  };
  std::vector<Step> Steps; ///< the inclusions that changed Entered
  bool AllEntered = false, DeclarationsDone = false, InProject = true;

  llvm::DenseMap<const clang::IdentifierInfo *, const Declarations *> Known;
  /// The token before, and the name if it is one.
  clang::tok::TokenKind Last = clang::tok::unknown;
  const clang::IdentifierInfo *Called = nullptr;
  bool UsesNamespace = false; ///< names of system namespaces are found without a qualifier
  unsigned Depth = 0, ReopenedAt = 0;
};

} // namespace tidepool::headers

#endif // TIDEPOOL_CHECKER_HEADERS_GUARD_H
