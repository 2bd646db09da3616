//===- Operators.cpp - Operators and casts -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

Result FunctionBuilder::evalCast(const CastExpr *E, Use Us) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    return Result::value(asValue(eval(Sub, Us), Us, Sub));
  case CK_ArrayToPointerDecay:
    if (isa<StringLiteral>(Sub->IgnoreParens()))
      return eval(Sub);
    return Result::value(address(step(place(Sub), ElementSym)));
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return eval(Sub);
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return Result::value(empty());
  case CK_ToVoid:
    discard(Sub);
    return Result::value(empty());
  case CK_UserDefinedConversion:
  case CK_ConstructorConversion:
    return eval(Sub, Us);
  case CK_LValueBitCast:
  case CK_UncheckedDerivedToBase:
  case CK_DerivedToBase:
  case CK_BaseToDerived:
  case CK_NoOp:
  case CK_Dynamic:
    // Places stay places.
    return eval(Sub, Us);
  default:
    return Result::value(rvalue(Sub, Us));
  }
}

Result FunctionBuilder::evalUnary(const UnaryOperator *E, Use Us) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf:
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens())) {
      if (isa<FunctionDecl>(Ref->getDecl()))
        return eval(Sub);
      if (const auto *Field = dyn_cast<FieldDecl>(Ref->getDecl()))
        return Result::value(constant(U.field(Field)));
    }
    return Result::value(address(place(Sub)));
  case UO_Deref: {
    ValueId Pointer = rvalue(Sub, Us == Use::Returned || Us == Use::Referred ? Us : Use::Used);
    if (E->getType()->isFunctionType())
      return Result::value(Pointer);
    if (get(Pointer).Kind == ValueKind::Function || get(Pointer).Kind == ValueKind::Closure)
      return Result::value(Pointer); // (*fn)()
    Path P = deref(Pointer, nameLoc(E));
    return Result::place(P);
  }
  case UO_PreInc:
  case UO_PostInc:
  case UO_PreDec:
  case UO_PostDec:
    return evalCompound(Sub, nullptr, E->isIncrementOp() ? "++" : "--", E);
  case UO_LNot:
    return evalLogical(E);
  case UO_Plus:
  case UO_Extension:
  case UO_Real:
  case UO_Imag:
    return Result::value(rvalue(Sub, Us));
  case UO_Coawait:
    return evalSuspend(Sub, E);
  default: {
    ValueId V = rvalue(Sub);
    // -1 is a constant of its own.
    if (get(V).Kind == ValueKind::Const)
      return Result::value(constant(
          N.text((UnaryOperator::getOpcodeStr(E->getOpcode()) + U.Out.Strings[get(V).Symbol]).str())));
    return Result::value(compute({V}));
  }
  }
}

/// x op= y, ++x. On something that may be a slot the operation itself counts.
Result FunctionBuilder::evalCompound(const Expr *Target, const Expr *Amount, llvm::StringRef Op,
                                     const Expr *Whole) {
  ValueId By = Amount ? rvalue(Amount) : constant(N.text("1"));
  Path P = place(Target);
  bool Adds = Op == "++" || Op == "--" || Op == "+=" || Op == "-=";
  bool Post = false;
  if (const auto *U = dyn_cast<UnaryOperator>(Whole))
    Post = U->isPostfix();
  if (couldBeSlot(P) && Adds && Target->getType()->isArithmeticType()) {
    access(AccessOp::Append, P, nameLoc(Target), By, N.text(Op));
    return Post ? Result::value(compute({load(P), By})) : Result::place(P);
  }
  read(P, Use::Used, nameLoc(Target));
  ValueId New = Target->getType()->isPointerType() ? load(P) : compute({load(P), By});
  if (Target->getType()->isPointerType())
    return Whole->isGLValue() ? Result::place(P) : Result::value(load(P)); // still the same array
  assign(P, New, nameLoc(Target));
  return Whole->isGLValue() ? Result::place(P) : Result::value(compute({load(P)}));
}

Result FunctionBuilder::evalAssign(const BinaryOperator *E) {
  const Expr *LHS = E->getLHS(), *RHS = E->getRHS();
  ValueId V = rvalue(RHS, Use::Copied);
  Path P = place(LHS);
  assign(P, V, nameLoc(LHS));
  // C's pthread_cleanup_pop(0): the handler is taken back.
  if (const auto *M = dyn_cast<MemberExpr>(LHS);
      M && isEmpty(V) && M->getMemberDecl()->getIdentifier() && M->getMemberDecl()->getName() == "__do_it") {
    P.Steps.pop_back();
    cancel(P);
  }
  return Result::place(P);
}

Result FunctionBuilder::evalBinary(const BinaryOperator *E) {
  switch (E->getOpcode()) {
  case BO_Assign:
    return evalAssign(E);
  case BO_Comma:
    discard(E->getLHS());
    return eval(E->getRHS());
  case BO_LAnd:
  case BO_LOr:
    return evalLogical(E);
  case BO_PtrMemD:
  case BO_PtrMemI: {
    Path Base = E->getOpcode() == BO_PtrMemI ? deref(rvalue(E->getLHS()), nameLoc(E)) : place(E->getLHS());
    ValueId Member = rvalue(E->getRHS());
    if (get(Member).Kind == ValueKind::Const)
      return Result::place(step(Base, get(Member).Symbol));
    return Result::place(step(Base, ElementSym));
  }
  case BO_Add:
  case BO_Sub:
    // Pointer arithmetic stays in the array.
    if (E->getType()->isPointerType()) {
      bool Left = E->getLHS()->getType()->isPointerType();
      ValueId Pointer = rvalue(Left ? E->getLHS() : E->getRHS());
      rvalue(Left ? E->getRHS() : E->getLHS());
      return Result::value(Pointer);
    }
    [[fallthrough]];
  default: {
    if (asksSlot(E))
      return evalLogical(E);
    ValueId L = rvalue(E->getLHS());
    ValueId R = rvalue(E->getRHS());
    if (E->isComparisonOp() && E->getLHS()->getType()->isArithmeticType()) {
      decides(L);
      decides(R);
    }
    if (E->getOpcode() == BO_And && SavedStates.contains(L) && isConstant(R))
      return Result::value(L); // some bits of a thread's state are kept
    return Result::value(E->getOpcode() == BO_Sub ? difference(L, R) : compute({L, R}));
  }
  }
}

} // namespace tidepool::summary::extraction
