//===- Syntax.h - Getting at the expression that matters -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_EXTRACT_SYNTAX_H
#define TIDEPOOL_CHECKER_SUMMARY_EXTRACT_SYNTAX_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringRef.h"

namespace tidepool::summary::extraction {

/// Without parentheses, cleanups, temporaries and conversions that change nothing.
const clang::Expr *stripTemporaries(const clang::Expr *E);

/// nullptr, 0, false, or a macro for one.
bool isNull(const clang::Expr *E);

/// The x of std::move(x), or null.
const clang::Expr *movedExpr(const clang::Expr *E);

/// The coroutine that made the value of the expression: of f(x), of a variable that was initialised with it, or null.
const clang::FunctionDecl *coroutineOf(const clang::Expr *E);

/// Name of a function without its scope; of a constructor the class's.
std::string plainName(const clang::FunctionDecl *F);

/// Number of arguments that somebody wrote.
unsigned writtenArguments(llvm::ArrayRef<const clang::Expr *> Args);

} // namespace tidepool::summary::extraction

#endif // TIDEPOOL_CHECKER_SUMMARY_EXTRACT_SYNTAX_H
