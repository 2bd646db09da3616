//===- Names.h - Symbols, files and names of one unit --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_NAMES_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_NAMES_H

#include "checker/summary/Summary.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace tidepool::summary::extraction {

/// Everything that turns declarations and locations into the numbers of a summary. Printing names and
/// USRs is the dear part of extraction, so each is made once, and only for what is mentioned.
class Names {
public:
  Names(clang::ASTContext &Context, TUSummary &Out);

  Sym text(llvm::StringRef Text);
  Sym usr(const clang::Decl *D);
  /// The closure class of a lambda: its call operator's symbol, without template arguments.
  Sym lambda(const clang::CXXRecordDecl *Closure);
  Sym capture(Sym Closure, llvm::StringRef Name);
  Sym capture(Sym Closure, const clang::LambdaCapture &C);
  Sym implicitDestructor(const clang::CXXRecordDecl *Record);
  /// Symbol made of another one and a suffix ("#omp@3:5").
  Sym derived(Sym Base, const llvm::Twine &Suffix);

  /// Without template arguments and inline namespaces: "boost::thread_specific_ptr::reset".
  llvm::StringRef qualified(const clang::NamedDecl *D);
  Sym display(const clang::NamedDecl *D);
  Sym lambdaDisplay(clang::SourceLocation L);
  Sym typeName(clang::QualType T);

  Loc loc(clang::SourceLocation L);
  std::string lineCol(clang::SourceLocation L);
  bool isSystem(clang::SourceLocation L) const;
  bool inMainFile(clang::SourceLocation L) const;
  bool isSystem(const clang::Decl *D) const;
  std::string absolute(llvm::StringRef Path) const;

private:
  Sym makeUsr(const clang::Decl *D);
  uint32_t file(clang::FileID Id);

  clang::ASTContext &Context;
  const clang::SourceManager &SM;
  TUSummary &Out;
  llvm::StringMap<Sym> Interned;
  llvm::DenseMap<const clang::Decl *, Sym> Usrs;
  llvm::DenseMap<Sym, const clang::Decl *> Owners;
  llvm::DenseMap<const clang::Decl *, llvm::StringRef> QualifiedNames;
  llvm::StringMap<char> QualifiedTexts;
  llvm::DenseMap<clang::FileID, uint32_t> FileIds;
};

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_NAMES_H
