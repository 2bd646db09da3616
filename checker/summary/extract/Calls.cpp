//===- Calls.cpp - Calls of functions and of callable values -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace tidepool::summary::extraction {

bool FunctionBuilder::mayThrow(const FunctionDecl *Callee) const {
  if (!U.Unwinds || Callee->hasAttr<NoThrowAttr>())
    return false;
  const auto *Type = Callee->getType()->getAs<FunctionProtoType>();
  if (!Type)
    return false;
  ExceptionSpecificationType Spec = Type->getExceptionSpecType();
  if (Spec == EST_Unevaluated)
    return !isa<CXXDestructorDecl>(Callee);
  if (Spec == EST_Uninstantiated || Spec == EST_Unparsed)
    return true;
  return Type->canThrow() != CT_Cannot;
}

bool FunctionBuilder::noReturn(const FunctionDecl *Callee) const {
  if (Callee->isNoReturn())
    return true;
  const IdentifierInfo *Id = Callee->getIdentifier();
  if (!Id || !U.Models.mentions(Id->getName()))
    return false;
  const model::FunctionModel *M = U.Models.function(N.qualified(Callee));
  return M && M->NoReturn;
}

Result FunctionBuilder::returned(NodeId Id, QualType Type) {
  if (Type.isNull() || Type->isVoidType())
    return Result::value(empty());
  if (!Type->isReferenceType())
    return Result::value(resultOf(Id));
  Path P;
  P.R = Root::Result;
  P.Index = Id;
  return Result::place(step(P, DerefSym));
}

Result FunctionBuilder::emitCall(const FunctionDecl *Callee, ValueId This, llvm::ArrayRef<ValueId> As,
                                 bool Virtual, const Expr *E, const CXXRecordDecl *Class) {
  Sym Symbol = U.function(Callee);
  NodeId Id = add(NodeKind::Call, E->getBeginLoc());
  Node &Call = at(Id);
  Call.Callee = Symbol;
  Call.This = This;
  Call.Args.assign(As.begin(), As.end());
  Call.Virtual = Virtual;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Class && Method && Class->getCanonicalDecl() != Method->getParent()->getCanonicalDecl()) {
    Call.Types = {N.usr(Class)};
    U.mention(Class);
  }
  if (!U.hasBody(Callee))
    Call.Text = N.text(N.qualified(Callee));
  if (annotated(Callee, "tidepool::removes"))
    Call.Op = AccessOp::Remove;
  if (annotated(Callee, "tidepool::switches"))
    at(add(NodeKind::Suspend, E->getBeginLoc())).Text = N.text(N.qualified(Callee));
  if (mayThrow(Callee))
    mayThrow(Id);
  if (noReturn(Callee)) {
    jump(3);
    return Result::value(empty());
  }
  return returned(Id, Callee->getReturnType());
}

Result FunctionBuilder::invoke(ValueId Callable, llvm::ArrayRef<ValueId> As, const Expr *E,
                               QualType ResultType) {
  NodeId Id = add(NodeKind::Invoke, E->getBeginLoc());
  at(Id).Val = Callable;
  at(Id).Args.assign(As.begin(), As.end());
  mayThrow(Id);
  return returned(Id, ResultType);
}

/// The object of a member call: given by pointer or by place.
Path FunctionBuilder::objectOf(const Expr *Object) {
  if (Object->getType()->isPointerType())
    return deref(rvalue(Object), nameLoc(Object));
  return place(Object);
}

ValueId FunctionBuilder::thisAddress(const Expr *Object) { return address(objectOf(Object)); }

Result FunctionBuilder::evalCall(const CallExpr *E, Use Us) {
  llvm::SmallVector<const Expr *, 6> As(E->arguments());
  const Expr *Callee = E->getCallee()->IgnoreParenImpCasts();
  if (const auto *Destructor = dyn_cast<CXXPseudoDestructorExpr>(Callee)) {
    eval(Destructor->getBase(), Use::Nothing);
    return Result::value(empty());
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(Callee); Op && Op->isPtrMemOp())
    return callMemberPointer(E, Op);
  const auto *Function = dyn_cast_or_null<FunctionDecl>(E->getCalleeDecl());
  if (!Function)
    return callIndirect(E);
  if (const auto *Member = dyn_cast<MemberExpr>(Callee); Member && isa<CXXMethodDecl>(Function)) {
    const auto *Method = cast<CXXMethodDecl>(Function);
    if (Method->isStatic() || Method->isExplicitObjectMemberFunction()) {
      if (Method->isStatic())
        eval(Member->getBase(), Use::Nothing);
      else
        As.insert(As.begin(), Member->getBase());
      return callFunction(Function, nullptr, As, E, Us);
    }
    return callFunction(Function, Member->getBase(), As, E, Us);
  }
  if (isa<CXXOperatorCallExpr>(E))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Function); Method && !As.empty()) {
      const Expr *Object = As.front();
      As.erase(As.begin());
      if (Method->isStatic()) // static operator()
        return callFunction(Function, nullptr, As, E, Us);
      Result R = callFunction(Function, Object, As, E, Us);
      if (Function->getOverloadedOperator() == OO_Subscript && U.N.isSystem(Function) && !As.empty())
        ringElement(As[0], R.P, E->getBeginLoc());
      return R;
    }
  Result R = callFunction(Function, nullptr, As, E, Us);
  rememberResult(E);
  return R;
}

Result FunctionBuilder::callMemberPointer(const CallExpr *E, const BinaryOperator *Op) {
  const Expr *Base = Op->getLHS();
  ValueId Object = Op->getOpcode() == BO_PtrMemI ? rvalue(Base) : address(place(Base));
  ValueId Member = rvalue(Op->getRHS());
  Value V;
  V.Kind = ValueKind::Bind;
  V.Operands = {Member, Object};
  ValueId Callable = value(std::move(V));
  llvm::SmallVector<ValueId, 4> As;
  for (const Expr *Arg : E->arguments())
    As.push_back(Arg->isGLValue() ? address(place(Arg)) : rvalue(Arg));
  return invoke(Callable, As, E, E->getCallReturnType(U.Context));
}

Result FunctionBuilder::callIndirect(const CallExpr *E) {
  ValueId Callable = rvalue(E->getCallee());
  QualType T = E->getCallee()->getType();
  if (T->isPointerType() || T->isBlockPointerType())
    T = T->getPointeeType();
  const auto *Type = T->getAs<FunctionProtoType>();
  llvm::SmallVector<ValueId, 4> As;
  for (unsigned I = 0; I < E->getNumArgs(); ++I) {
    bool Known = Type && I < Type->getNumParams();
    As.push_back(Known ? argument(E->getArg(I), Type->getParamType(I)) : rvalue(E->getArg(I)));
  }
  return invoke(Callable, As, E, E->getCallReturnType(U.Context));
}

static bool dispatchesVirtually(const CXXMethodDecl *Method, const Expr *Object, const Expr *E,
                                const ASTContext &Context) {
  if (!Method->isVirtual() || Method->hasAttr<FinalAttr>() || Method->getParent()->isEffectivelyFinal())
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParenImpCasts());
        Member && !Member->performsVirtualDispatch(Context.getLangOpts()))
      return false;
  // A variable that is the object itself has its static type.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts()))
    return Ref->getType()->isPointerType() || Ref->getDecl()->getType()->isReferenceType();
  return true;
}

Result FunctionBuilder::callFunction(const FunctionDecl *Callee, const Expr *Object,
                                     llvm::ArrayRef<const Expr *> As, const Expr *E, Use Us) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  bool Lambda = Method && Method->getParent()->isLambda();
  waitsIn(Callee, E->getBeginLoc());
  if (!Lambda) {
    if (std::optional<Result> R = library(Callee, Object, As, E, Us))
      return *R;
    if (U.N.isSystem(Callee))
      return Object ? systemMember(Callee, Object, As, E, Us) : systemCall(Callee, As, E, Us);
  } else if (isa<CXXConversionDecl>(Method)) {
    // A lambda as function pointer.
    return eval(stripTemporaries(Object), Us);
  }
  if (isa<CXXDestructorDecl>(Callee) && Object) {
    Path P = objectOf(Object);
    callDestructor(Method->getParent(), P, dispatchesVirtually(Method, Object, E, U.Context),
                   E->getBeginLoc());
    F.Nodes.back().Cleanup = false;
    return Result::value(empty());
  }
  if (Method && Object && !Method->isUserProvided() &&
      (Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()) && As.size() == 1) {
    ValueId V = movedFrom(As[0], Use::Copied);
    Path P = objectOf(Object);
    assign(P, V, nameLoc(Object));
    return Result::place(P);
  }
  ValueId This = None;
  if (Object)
    This = thisAddress(Object);
  llvm::SmallVector<ValueId, 6> Values;
  arguments(Callee, As, Values);
  bool Virtual = Method && Object && dispatchesVirtually(Method, Object, E, U.Context);
  return emitCall(Callee, This, Values, Virtual, E, Virtual ? objectClass(Object) : nullptr);
}

} // namespace tidepool::summary::extraction
