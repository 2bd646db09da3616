//===- LibraryObjects.cpp - Objects of library classes come into being ---===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The symbol of a pair's or tuple's part: pairs have fields, tuples only numbers.
Sym FunctionBuilder::partOf(QualType T, unsigned Index) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (Record && Record->getIdentifier() && Record->getName() == "pair")
    for (const FieldDecl *Field : Record->fields())
      if (Field->getName() == (Index == 0 ? "first" : "second"))
        return U.field(Field);
  return N.text("get<" + std::to_string(Index) + ">");
}

/// True if the constructor is one that models or the standard library's roles speak for.
bool FunctionBuilder::constructLibrary(const CXXConstructExpr *E, const Path &Target) {
  const CXXConstructorDecl *Ctor = E->getConstructor();
  const CXXRecordDecl *Record = Ctor->getParent();
  QualType T = U.Context.getRecordType(Record);
  SourceLocation L = E->getBeginLoc();
  llvm::SmallVector<const Expr *, 4> As(E->arguments());
  bool Default = As.empty() || isa<CXXDefaultArgExpr>(As[0]);
  bool Copy = Ctor->isCopyOrMoveConstructor();

  if (U.T.holder(T) && !Copy) {
    for (const Expr *Arg : As)
      if (!isa<CXXDefaultArgExpr>(Arg))
        callable(Arg);
    return true; // what a new holder holds is nobody's concern
  }
  if (!Copy && Record->getIdentifier() && U.Models.mentions(Record->getName())) {
    if (const model::GuardModel *G = U.T.guard(T)) {
      armGuard(*G, Target, As, L);
      return true;
    }
    std::optional<Result> R;
    if (U.T.role(Record) == Role::Other)
      R = library(Ctor, nullptr, As, E, Use::Used);
    if (R) {
      if (R->V != None && get(R->V).Kind != ValueKind::Unknown && !isEmpty(R->V))
        assign(Target, R->V, L);
      return true;
    }
  }
  if (!U.T.isSystem(Record) && U.T.role(Record) == Role::Other)
    return false;
  if (Record->getIdentifier() && Record->getName() == "__pthread_cleanup_class" && As.size() == 2) {
    store(step(Target, N.text("guard.callable")), callable(As[0]), L);
    store(step(Target, N.text("guard.saved")), rvalue(As[1]), L);
    return true;
  }
  if (Copy) {
    if (U.T.guard(T)) { // returned or moved guards
      ValueId V = movedFrom(As[0], Use::Copied);
      store(Target, V, L);
      return true;
    }
    return false;
  }
  if (Default) {
    assign(Target, empty(), L);
    return true;
  }
  switch (U.T.role(Record)) {
  case Role::SmartPointer:
  case Role::SharedPointer: {
    ValueId V = movedFrom(As[0], Use::Copied);
    bool Deleter = As.size() > 1 && !isa<CXXDefaultArgExpr>(As[1]);
    if (Deleter) {
      const Expr *D = stripTemporaries(As[1]);
      const CXXRecordDecl *Class = D->getType()->getAsCXXRecordDecl();
      bool Functor = Class && !Class->isLambda() && U.T.role(T) == Role::SmartPointer;
      if (isCallable(D->getType()))
        store(step(Target, N.text("deleter")), Functor ? contentOf(D) : callable(D), L);
    }
    bool Local = Target.R == Root::Local && Target.Steps.empty();
    if (U.T.role(Record) == Role::SharedPointer && Local && (Deleter || get(V).Kind == ValueKind::Fresh))
      OwnedShares[Target.Index] = Deleter;
    assign(Target, V, L);
    return true;
  }
  case Role::Optional: {
    const Expr *Bare = stripTemporaries(As[0]);
    if (U.T.role(Bare->getType()) == Role::Optional || isSlot(Target))
      return false;
    std::string Type = Bare->getType().getAsString();
    if (Type.find("nullopt_t") != std::string::npos || Type.find("none_t") != std::string::npos) {
      assign(Target, empty(), L);
      return true;
    }
    if (Type.find("in_place_t") != std::string::npos)
      return false;
    construct(As[0], step(Target, ElementSym), L);
    return true;
  }
  case Role::Container: {
    // {a, b, c}
    const Expr *Bare = stripTemporaries(As[0]);
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Bare)) {
      if (const auto *Elements = dyn_cast<InitListExpr>(stripTemporaries(List->getSubExpr()))) {
        if (isSlot(Target))
          return false;
        for (const Expr *Element : Elements->inits()) {
          ValueId V = isCallable(Element->getType()) ? callable(Element) : contentOf(Element);
          store(step(Target, ElementSym), V, Element->getBeginLoc());
        }
        return true;
      }
    }
    return false;
  }
  case Role::Pair: {
    bool Piecewise = As.size() < 2 ||
                     stripTemporaries(As[0])->getType().getAsString().find("piecewise") != std::string::npos;
    if (Piecewise)
      return false;
    Value V;
    V.Kind = ValueKind::Object;
    V.Symbol = N.usr(Record);
    for (size_t I = 0; I < As.size(); ++I) {
      V.Fields.push_back(partOf(T, I));
      V.Operands.push_back(bound(As[I]));
    }
    assign(Target, value(std::move(V)), L);
    return true;
  }
  default:
    return false;
  }
}

} // namespace tidepool::summary::extraction
