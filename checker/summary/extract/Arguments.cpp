//===- Arguments.cpp - What calls are given ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

void FunctionBuilder::arguments(const FunctionDecl *Callee, llvm::ArrayRef<const Expr *> As,
                                llvm::SmallVectorImpl<ValueId> &Out) {
  for (size_t I = 0; I < As.size(); ++I) {
    if (I < Callee->getNumParams())
      Out.push_back(argument(As[I], Callee->getParamDecl(I)->getType()));
    else
      Out.push_back(rvalue(As[I]));
  }
}

ValueId FunctionBuilder::argument(const Expr *Arg, QualType ParamType) {
  if (ParamType->isReferenceType())
    return address(place(Arg));
  return rvalue(Arg, Use::Used);
}

/// What an argument is, whether it is handed over by value or by reference: for library code, of
/// which only this matters.
ValueId FunctionBuilder::contentOf(const Expr *Arg, Use Us) {
  const Expr *Bare = stripTemporaries(Arg);
  if (movedExpr(Bare))
    return movedFrom(Bare, Us);
  return rvalue(Bare, Us);
}

/// A string copies what a pointer points to.
ValueId FunctionBuilder::characters(const Expr *Arg, ValueId V) {
  const Expr *Bare = stripTemporaries(Arg);
  bool Pointer = Bare->getType()->isPointerType() || Bare->getType()->isArrayType();
  ValueKind K = get(V).Kind;
  if (!Pointer || (K != ValueKind::Address && K != ValueKind::Load && K != ValueKind::Result))
    return V;
  return load(deref(V, Bare->getBeginLoc()));
}

const CXXMethodDecl *FunctionBuilder::callOperator(QualType T) const {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return nullptr;
  if (Record->isLambda())
    return Record->getLambdaCallOperator();
  const CXXMethodDecl *Found = nullptr;
  for (const CXXMethodDecl *M : Record->getDefinition()->methods())
    if (M->getOverloadedOperator() == OO_Call) {
      if (Found)
        return nullptr;
      Found = M;
    }
  if (Found)
    return Found;
  for (const CXXBaseSpecifier &B : Record->getDefinition()->bases())
    if (const CXXMethodDecl *M = callOperator(B.getType()))
      return M;
  return nullptr;
}

static bool isBindResult(const CXXRecordDecl *Record, Names &N) {
  if (!Record->getIdentifier())
    return false;
  llvm::StringRef Name = Record->getName();
  return Name.starts_with("_Bind") || Name == "bind_t" || Name.starts_with("_Mem_fn") || Name == "mf" ||
         Name.starts_with("_Not_fn") || Name == "FrontBinder"; // absl::bind_front
}

bool FunctionBuilder::isCallable(QualType T) const {
  T = T.getNonReferenceType();
  if (T->isFunctionType() || T->isFunctionPointerType() || T->isMemberFunctionPointerType() ||
      T->isBlockPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (Record->isLambda() || U.T.role(Record) == Role::Callable || isBindResult(Record, N))
    return true;
  if (U.T.role(Record) == Role::Reference)
    return isCallable(U.T.element(T));
  return !U.T.isSystem(Record) && callOperator(T);
}

/// A value that can be invoked. Functor objects become their call operator, bound to the object.
ValueId FunctionBuilder::callable(const Expr *Arg) {
  const Expr *Bare = stripTemporaries(Arg);
  QualType T = Bare->getType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (Record && !Record->isLambda() && !U.T.isSystem(Record) && U.T.role(Record) == Role::Other)
    if (const CXXMethodDecl *Op = callOperator(T)) {
      ValueId Object = contentOf(Bare);
      Value V;
      V.Kind = ValueKind::Bind;
      V.Operands = {functionValue(U.function(Op)), Object};
      return value(std::move(V));
    }
  ValueId V = contentOf(Bare);
  // std::ref(f) and &closure are as good as the closure.
  if (get(V).Kind == ValueKind::Address && !T->isFunctionPointerType()) {
    Path P = get(V).P;
    return load(P);
  }
  return V;
}

static bool isPlaceholder(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() &&
         (Record->getName() == "_Placeholder" || Record->getName() == "arg" || Record->getName() == "__ph");
}

/// An argument kept for later (bind, thread): by value, unless wrapped in ref().
ValueId FunctionBuilder::bound(const Expr *Arg) {
  const Expr *Bare = stripTemporaries(Arg);
  if (isPlaceholder(Bare->getType()))
    return unknown();
  if (isCallable(Bare->getType()) && U.T.role(Bare->getType()) != Role::Reference)
    return callable(Bare);
  return contentOf(Bare);
}

ValueId FunctionBuilder::bind(Args A) {
  if (A.empty())
    return unknown();
  Value V;
  V.Kind = ValueKind::Bind;
  V.Operands.push_back(callable(A.front()));
  for (const Expr *Arg : A.drop_front())
    V.Operands.push_back(bound(Arg));
  if (V.Operands.size() == 1)
    return V.Operands.front();
  return value(std::move(V));
}

void FunctionBuilder::spawn(Args A, int Param, const Expr *E) {
  if (Param < 0 || static_cast<size_t>(Param) >= A.size())
    Param = 0;
  // boost::async and std::async may be given a policy first.
  while (static_cast<size_t>(Param) + 1 < A.size() && !isCallable(A[Param]->getType()))
    ++Param;
  if (static_cast<size_t>(Param) >= A.size())
    return;
  for (int I = 0; I < Param; ++I)
    eval(A[I], Use::Nothing);
  Args Rest = A.drop_front(Param + 1);
  ValueId Callable = callable(A[Param]);
  if (A[Param]->getType().getNonReferenceType()->isMemberFunctionPointerType() && !Rest.empty()) {
    Value V;
    V.Kind = ValueKind::Bind;
    V.Operands = {Callable, bound(Rest.front())};
    Callable = value(std::move(V));
    Rest = Rest.drop_front();
  }
  llvm::SmallVector<ValueId, 4> Values;
  for (const Expr *Arg : Rest)
    if (!isa<CXXDefaultArgExpr>(Arg))
      Values.push_back(bound(Arg));
  NodeId Id = add(NodeKind::Spawn, E->getBeginLoc());
  at(Id).Val = Callable;
  at(Id).Args.assign(Values.begin(), Values.end());
}

} // namespace tidepool::summary::extraction
