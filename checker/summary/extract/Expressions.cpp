//===- Expressions.cpp - Expressions: places and values ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

Path FunctionBuilder::asPlace(const Result &R, const Expr *E) {
  if (R.P.valid())
    return R.P;
  if (R.V != None && get(R.V).Kind == ValueKind::Result) {
    Path P;
    P.R = Root::Result;
    P.Index = get(R.V).Node;
    return P;
  }
  return hold(R.V == None ? unknown() : R.V, E->getType(), E->getBeginLoc());
}

ValueId FunctionBuilder::asValue(const Result &R, Use Us, const Expr *E) {
  if (R.P.valid())
    return loadFrom(R.P, Us, nameLoc(E));
  return R.V == None ? unknown() : R.V;
}

Path FunctionBuilder::place(const Expr *E) { return asPlace(eval(E), E); }
ValueId FunctionBuilder::rvalue(const Expr *E, Use Us) { return asValue(eval(E, Us), Us, E); }

void FunctionBuilder::discard(const Expr *E) {
  if (!E)
    return;
  Result R = eval(E, Use::Nothing);
  // A class object that nobody keeps (Guard{};) dies with the full expression.
  const Expr *Bare = E->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(Bare))
    Bare = Full->getSubExpr()->IgnoreParens();
  if (isa<MaterializeTemporaryExpr>(Bare) || !Bare->isPRValue() || !Bare->getType()->isRecordType() ||
      !U.T.endMatters(Bare->getType()))
    return;
  Path P;
  if (R.V != None && get(R.V).Kind == ValueKind::Object)
    if (auto It = Opaques.find(Bare->IgnoreImplicit()); It != Opaques.end())
      P = It->second;
  if (!P.valid())
    P = asPlace(R, Bare);
  registerLife(P, Bare->getType(), Bare->getBeginLoc(), Bare);
}

/// Where the expression starts that names the object: `h` in `h.x`, `*h`, `h->f()`.
SourceLocation FunctionBuilder::nameLoc(const Expr *E) const {
  while (true) {
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
        return M->getMemberLoc();
      E = M->getBase();
    } else if (const auto *Op = dyn_cast<UnaryOperator>(E)) {
      E = Op->getSubExpr();
    } else if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Sub->getBase();
    } else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
      E = Cast->getSubExpr();
    } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
               Call && Call->getNumArgs() > 0 &&
               (Call->getOperator() == OO_Arrow || Call->getOperator() == OO_Star ||
                Call->getOperator() == OO_Subscript)) {
      E = Call->getArg(0);
    } else {
      return E->getBeginLoc();
    }
  }
}

Path FunctionBuilder::thisObject() {
  Path P;
  P.R = Root::This;
  if (!CapturedThis)
    return P;
  P = step(P, CapturedThis->Field);
  return CapturedThis->ByReference ? step(P, DerefSym) : P;
}

Result FunctionBuilder::evalVariable(const VarDecl *V) {
  Path P;
  bool Reference = V->getType()->isReferenceType();
  if (V->hasGlobalStorage()) {
    P.R = Root::Global;
    P.Index = U.variable(V);
    return Result::place(Reference ? step(P, DerefSym) : P);
  }
  if (auto It = Captures.find(V->getCanonicalDecl()); It != Captures.end()) {
    P.R = Root::This;
    P = step(P, It->second.Field);
    return Result::place(It->second.ByReference ? step(P, DerefSym) : P);
  }
  if (auto It = Params.find(V); It != Params.end()) {
    P.R = Root::Param;
    P.Index = It->second;
    return Result::place(Reference ? step(P, DerefSym) : P);
  }
  P = localPath(V);
  return Result::place(Reference ? step(P, DerefSym) : P);
}

Result FunctionBuilder::evalDeclRef(const DeclRefExpr *E) {
  const ValueDecl *D = E->getDecl();
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    mentionsServer(Function, E);
    return Result::value(functionValue(U.function(Function)));
  }
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(D)) {
    if (Constant->getInitVal() == 0)
      return Result::value(empty());
    return Result::value(constant(N.text(Constant->getName())));
  }
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holding = Binding->getHoldingVar())
      return evalVariable(Holding);
    return Binding->getBinding() ? eval(Binding->getBinding()) : Result::value(unknown());
  }
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return Result::value(unknown());
  if (V->isConstexpr() && V->getType()->isArithmeticType())
    return Result::value(constant(N.text(V->getName())));
  return evalVariable(V);
}

Result FunctionBuilder::evalMember(const MemberExpr *E) {
  const ValueDecl *D = E->getMemberDecl();
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (!isa<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts()))
      eval(E->getBase(), Use::Nothing);
    return evalVariable(V);
  }
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(D))
    return Result::value(constant(N.text(Constant->getName())));
  const auto *Field = dyn_cast<FieldDecl>(D);
  if (!Field) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
      return Result::value(functionValue(U.function(Method)));
    return Result::value(unknown());
  }
  Path Base = E->isArrow() ? deref(rvalue(E->getBase()), nameLoc(E)) : place(E->getBase());
  Path P = step(Base, U.field(Field));
  return Result::place(Field->getType()->isReferenceType() ? step(P, DerefSym) : P);
}

Result FunctionBuilder::evalChildren(const Expr *E) {
  llvm::SmallVector<ValueId, 4> Parts;
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      Parts.push_back(rvalue(Sub));
  return Result::value(compute(Parts));
}

Result FunctionBuilder::evalMaterialized(const MaterializeTemporaryExpr *E) {
  const Expr *Sub = E->getSubExpr();
  QualType T = Sub->getType();
  bool Matters = U.T.endMatters(T);
  Path P;
  if (!Matters && T->isRecordType()) {
    // f().x needs no temporary; T(a).x does.
    const Expr *Bare = Sub->IgnoreImplicit();
    if (isa<CallExpr>(Bare) && !isa<CXXOperatorCallExpr>(Bare)) {
      Result R = eval(Sub, Use::Copied);
      return Result::place(asPlace(R, Sub));
    }
  }
  P = temporary(T, E->getBeginLoc());
  construct(Sub, P, E->getBeginLoc());
  if (Matters)
    registerLife(P, T, E->getEndLoc(), Sub);
  return Result::place(P);
}

Result FunctionBuilder::evalConditional(const Expr *Whole, const Expr *Cond, const Expr *True,
                                        const Expr *False, Use Us) {
  NodeId T = addNop(), Fa = addNop(), Join = addNop();
  bool Void = Whole->getType()->isVoidType();
  bool Place = Whole->isGLValue() && !Whole->getType()->isFunctionType();
  branch(Cond, T, Fa);
  llvm::SmallVector<ValueId, 2> Values;
  Path Merged = Void ? Path() : temporary(Place ? QualType() : Whole->getType(), Whole->getBeginLoc());
  for (auto [Start, Arm] : {std::pair(T, True), std::pair(Fa, False)}) {
    start(Start);
    int Depth = Top;
    if (Void) {
      discard(Arm);
    } else if (isa<CXXThrowExpr>(Arm->IgnoreParenImpCasts())) {
      eval(Arm);
    } else {
      ValueId V = Place ? address(place(Arm)) : rvalue(Arm, Us);
      store(Merged, V, Arm->getBeginLoc());
    }
    popTo(Depth, {});
    jump(Join);
  }
  start(Join);
  if (Void)
    return Result::value(empty());
  return Place ? Result::place(step(Merged, DerefSym)) : Result::value(load(Merged));
}

/// && and || as values.
Result FunctionBuilder::evalLogical(const Expr *E) {
  NodeId T = addNop(), Fa = addNop(), Join = addNop();
  Path P = temporary(E->getType(), E->getBeginLoc());
  branch(E, T, Fa);
  start(T);
  store(P, constant(N.text("true")), E->getBeginLoc());
  jump(Join);
  start(Fa);
  store(P, empty(), E->getBeginLoc());
  jump(Join);
  start(Join);
  return Result::value(load(P));
}

Result FunctionBuilder::eval(const Expr *E, Use Us) {
  switch (E->getStmtClass()) {
  case Stmt::ParenExprClass:
    return eval(cast<ParenExpr>(E)->getSubExpr(), Us);
  case Stmt::ExprWithCleanupsClass:
    return eval(cast<ExprWithCleanups>(E)->getSubExpr(), Us);
  case Stmt::ConstantExprClass:
    return eval(cast<ConstantExpr>(E)->getSubExpr(), Us);
  case Stmt::CXXBindTemporaryExprClass:
    return eval(cast<CXXBindTemporaryExpr>(E)->getSubExpr(), Us);
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return eval(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement(), Us);
  case Stmt::CXXDefaultArgExprClass:
    return eval(cast<CXXDefaultArgExpr>(E)->getExpr(), Us);
  case Stmt::CXXDefaultInitExprClass:
    return eval(cast<CXXDefaultInitExpr>(E)->getExpr(), Us);
  case Stmt::GenericSelectionExprClass:
    return eval(cast<GenericSelectionExpr>(E)->getResultExpr(), Us);
  case Stmt::ChooseExprClass:
    return eval(cast<ChooseExpr>(E)->getChosenSubExpr(), Us);
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return eval(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm(), Us);
  case Stmt::PseudoObjectExprClass:
    return cast<PseudoObjectExpr>(E)->getResultExpr() ? eval(cast<PseudoObjectExpr>(E)->getResultExpr(), Us)
                                                      : evalChildren(E);
  case Stmt::OpaqueValueExprClass: {
    const auto *Opaque = cast<OpaqueValueExpr>(E);
    if (auto It = Opaques.find(Opaque); It != Opaques.end())
      return Result::place(It->second);
    return Opaque->getSourceExpr() ? eval(Opaque->getSourceExpr(), Us) : Result::value(unknown());
  }
  case Stmt::DeclRefExprClass:
    return evalDeclRef(cast<DeclRefExpr>(E));
  case Stmt::CXXThisExprClass:
    return Result::value(address(thisObject()));
  case Stmt::MemberExprClass:
    return evalMember(cast<MemberExpr>(E));
  case Stmt::ArraySubscriptExprClass: {
    const auto *Sub = cast<ArraySubscriptExpr>(E);
    rvalue(Sub->getIdx());
    const Expr *Base = Sub->getBase()->IgnoreParens();
    if (const auto *Decay = dyn_cast<ImplicitCastExpr>(Base);
        Decay && Decay->getCastKind() == CK_ArrayToPointerDecay) {
      Path P = step(place(Decay->getSubExpr()), ElementSym);
      ringElement(Sub->getIdx(), P, E->getBeginLoc());
      return Result::place(P);
    }
    // A pointer into an array refers to its elements already.
    Path P = deref(rvalue(Base), nameLoc(E));
    ringElement(Sub->getIdx(), P, E->getBeginLoc());
    return Result::place(P);
  }
  case Stmt::UnaryOperatorClass:
    return evalUnary(cast<UnaryOperator>(E), Us);
  case Stmt::BinaryOperatorClass:
    return evalBinary(cast<BinaryOperator>(E));
  case Stmt::CompoundAssignOperatorClass: {
    const auto *Op = cast<CompoundAssignOperator>(E);
    return evalCompound(Op->getLHS(), Op->getRHS(), Op->getOpcodeStr(), E);
  }
  case Stmt::ConditionalOperatorClass: {
    const auto *C = cast<ConditionalOperator>(E);
    return evalConditional(E, C->getCond(), C->getTrueExpr(), C->getFalseExpr(), Us);
  }
  case Stmt::BinaryConditionalOperatorClass: {
    const auto *C = cast<BinaryConditionalOperator>(E);
    ValueId Common = rvalue(C->getCommon(), Us);
    Opaques[C->getOpaqueValue()] = hold(Common, C->getCommon()->getType(), E->getBeginLoc());
    return evalConditional(E, C->getCond(), C->getTrueExpr(), C->getFalseExpr(), Us);
  }
  case Stmt::MaterializeTemporaryExprClass:
    return evalMaterialized(cast<MaterializeTemporaryExpr>(E));
  case Stmt::InitListExprClass:
    return evalInitList(cast<InitListExpr>(E));
  case Stmt::CXXParenListInitExprClass:
  case Stmt::DesignatedInitExprClass:
    return evalChildren(E);
  case Stmt::CXXStdInitializerListExprClass: {
    // {a, b} for a container: the elements.
    const Expr *List = cast<CXXStdInitializerListExpr>(E)->getSubExpr()->IgnoreImplicit();
    return evalChildren(List);
  }
  case Stmt::CompoundLiteralExprClass: {
    Path P = temporary(E->getType(), E->getBeginLoc());
    construct(cast<CompoundLiteralExpr>(E)->getInitializer(), P, E->getBeginLoc());
    return Result::place(P);
  }
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return evalConstruct(cast<CXXConstructExpr>(E), Us);
  case Stmt::CXXInheritedCtorInitExprClass:
    return Result::value(unknown());
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return evalCall(cast<CallExpr>(E), Us);
  case Stmt::CXXNewExprClass:
    return evalNew(cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass:
    return evalDelete(cast<CXXDeleteExpr>(E));
  case Stmt::CXXThrowExprClass:
    return evalThrow(cast<CXXThrowExpr>(E));
  case Stmt::LambdaExprClass:
    return evalLambda(cast<LambdaExpr>(E));
  case Stmt::BlockExprClass:
    return evalBlock(cast<BlockExpr>(E));
  case Stmt::StmtExprClass: {
    const CompoundStmt *Body = cast<StmtExpr>(E)->getSubStmt();
    int Depth = Top;
    ValueId V = empty();
    for (const Stmt *Child : Body->body()) {
      const auto *Last = Child == Body->body_back() ? dyn_cast<Expr>(Child) : nullptr;
      if (Last && !Last->getType()->isVoidType())
        V = load(hold(rvalue(Last, Us), Last->getType(), Last->getBeginLoc()));
      else
        stmt(Child);
    }
    popTo(Depth, E->getEndLoc());
    return Result::value(V);
  }
  case Stmt::CoawaitExprClass:
    return evalAwait(cast<CoroutineSuspendExpr>(E), cast<CoawaitExpr>(E)->getOperand());
  case Stmt::CoyieldExprClass:
    return evalAwait(cast<CoroutineSuspendExpr>(E), cast<CoyieldExpr>(E)->getOperand());
  case Stmt::IntegerLiteralClass: {
    llvm::SmallString<24> Digits;
    const llvm::APInt &I = cast<IntegerLiteral>(E)->getValue();
    if (I == 0)
      return Result::value(empty());
    I.toStringUnsigned(Digits);
    return Result::value(constant(N.text(Digits)));
  }
  case Stmt::CharacterLiteralClass:
    if (cast<CharacterLiteral>(E)->getValue() == 0)
      return Result::value(empty());
    return Result::value(constant(N.text("'" + std::to_string(cast<CharacterLiteral>(E)->getValue()) + "'")));
  case Stmt::CXXBoolLiteralExprClass:
    return Result::value(cast<CXXBoolLiteralExpr>(E)->getValue() ? constant(N.text("true")) : empty());
  case Stmt::FloatingLiteralClass:
    if (cast<FloatingLiteral>(E)->getValue().isZero())
      return Result::value(empty());
    return Result::value(constant(U.constantSpelling(E)));
  case Stmt::StringLiteralClass:
    if (cast<StringLiteral>(E)->getLength() == 0)
      return Result::value(empty());
    return Result::value(constant(U.constantSpelling(E)));
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::NoInitExprClass:
    return Result::value(empty());
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::PredefinedExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::AddrLabelExprClass:
    return Result::value(constant(N.text("constant")));
  default:
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      return evalCast(Cast, Us);
    return evalChildren(E);
  }
}

} // namespace tidepool::summary::extraction
