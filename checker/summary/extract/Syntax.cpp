//===- Syntax.cpp - Getting at the expression that matters ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Syntax.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace tidepool::summary::extraction {

const Expr *stripTemporaries(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(E)) {
      E = Full->getSubExpr();
    } else if (const auto *Temp = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = Temp->getSubExpr();
    } else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = Bind->getSubExpr();
    } else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E)) {
      E = Default->getExpr();
    } else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E)) {
      E = Default->getExpr();
    } else if (const auto *Cast = dyn_cast<CastExpr>(E);
               Cast && (Cast->getCastKind() == CK_NoOp || Cast->getCastKind() == CK_ConstructorConversion ||
                        Cast->getCastKind() == CK_UserDefinedConversion)) {
      E = Cast->getSubExpr();
    } else {
      return E;
    }
  }
}

bool isNull(const Expr *E) {
  E = E->getType()->isPointerType() ? E->IgnoreParenCasts() : E->IgnoreParenImpCasts(); // C's (void *)0
  if (const auto *I = dyn_cast<IntegerLiteral>(E))
    return I->getValue() == 0;
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return !B->getValue();
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

const Expr *movedExpr(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Cast = dyn_cast<CXXStaticCastExpr>(E); Cast && Cast->isXValue())
    return Cast->getSubExpr();
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || Call->getNumArgs() != 1 || !Callee->getIdentifier())
    return nullptr;
  llvm::StringRef Name = Callee->getName();
  bool Moves = (Name == "move" || (Name == "forward" && Call->isXValue())) && Callee->isInStdNamespace();
  return Moves ? Call->getArg(0) : nullptr;
}

std::string plainName(const FunctionDecl *F) {
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(F))
    return Ctor->getParent()->getName().str();
  if (const IdentifierInfo *Id = F->getIdentifier())
    return Id->getName().str();
  return F->getNameAsString();
}

unsigned writtenArguments(llvm::ArrayRef<const Expr *> Args) {
  unsigned Count = Args.size();
  while (Count > 0 && isa<CXXDefaultArgExpr>(Args[Count - 1]))
    --Count;
  return Count;
}

} // namespace tidepool::summary::extraction
