//===- Lambdas.cpp - Lambdas, blocks and OpenMP regions ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "clang/AST/DeclOpenMP.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/OpenMPKinds.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The only body that a lambda can have: of a generic one, the first instantiation.
static const CXXMethodDecl *bodyOf(const CXXRecordDecl *Closure) {
  const CXXMethodDecl *Op = Closure->getLambdaCallOperator();
  if (const FunctionTemplateDecl *Generic = Closure->getDependentLambdaCallOperator())
    for (const FunctionDecl *Instance : Generic->specializations())
      if (Instance->hasBody())
        return cast<CXXMethodDecl>(Instance);
  return Op;
}

ValueId FunctionBuilder::captureOf(const VarDecl *V, bool ByReference, QualType) {
  Path P = evalVariable(V).P;
  if (ByReference)
    return address(P);
  return loadFrom(P, Use::Copied, V->getLocation());
}

/// What a closure owns dies with it, after its body: the destructor may look at what the body has cleared.
void FunctionBuilder::captureEnds(const LambdaCapture &C) {
  const auto *Var = dyn_cast<VarDecl>(C.getCapturedVar());
  if (!Var || C.getCaptureKind() == LCK_ByRef)
    return;
  QualType T = Var->getType().getNonReferenceType();
  Role R = U.T.role(T);
  if (R == Role::SmartPointer || R == Role::SharedPointer)
    T = U.T.element(T);
  const CXXRecordDecl *Record = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (Record && U.T.endMatters(T) && U.T.role(T) == Role::Other && !U.T.isSystem(Record))
    U.destructor(Record);
}

Result FunctionBuilder::evalLambda(const LambdaExpr *E) {
  const CXXRecordDecl *Closure = E->getLambdaClass();
  Sym Class = N.lambda(Closure);
  Value V;
  V.Kind = ValueKind::Closure;
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    const Expr *From = *Init++;
    if (C.capturesVLAType())
      continue;
    ValueId Held = None;
    if (C.capturesThis()) {
      Path Self = thisObject();
      Held = C.getCaptureKind() == LCK_StarThis ? load(Self) : address(Self);
    } else if (C.getCapturedVar()->isInitCapture()) {
      const auto *Var = cast<VarDecl>(C.getCapturedVar());
      if (C.getCaptureKind() == LCK_ByRef || Var->getType()->isReferenceType())
        Held = address(place(From));
      else
        Held = isCallable(From->getType()) ? callable(From) : contentOf(From, Use::Copied);
    } else {
      const auto *Var = dyn_cast<VarDecl>(C.getCapturedVar());
      if (!Var) { // a structured binding
        const auto *B = cast<BindingDecl>(C.getCapturedVar());
        Path P = B->getHoldingVar() ? evalVariable(B->getHoldingVar()).P
                 : B->getBinding()  ? place(B->getBinding())
                                    : Path();
        if (!P.valid())
          continue;
        Held = C.getCaptureKind() == LCK_ByRef ? address(P) : loadFrom(P, Use::Copied, E->getBeginLoc());
      } else {
        Held = captureOf(Var, C.getCaptureKind() == LCK_ByRef, Var->getType());
      }
    }
    if (!C.capturesThis())
      captureEnds(C);
    V.Fields.push_back(N.capture(Class, C));
    V.Operands.push_back(Held);
  }
  V.Symbol = U.function(bodyOf(Closure));
  U.addressTaken(V.Symbol);
  return Result::value(value(std::move(V)));
}

Result FunctionBuilder::evalBlock(const BlockExpr *E) {
  const BlockDecl *B = E->getBlockDecl();
  Job J;
  J.Block = E;
  J.Usr = N.derived(F.Usr, "#block@" + N.lineCol(E->getBeginLoc()));
  Value V;
  V.Kind = ValueKind::Closure;
  V.Symbol = J.Usr;
  for (const BlockDecl::Capture &C : B->captures()) {
    Sym Field = N.capture(J.Usr, C.getVariable()->getName());
    bool ByReference = C.isByRef();
    J.Captures[C.getVariable()->getCanonicalDecl()] = {Field, ByReference};
    V.Fields.push_back(Field);
    V.Operands.push_back(captureOf(C.getVariable(), ByReference, C.getVariable()->getType()));
  }
  if (B->capturesCXXThis()) {
    J.This = {N.capture(J.Usr, "this"), true};
    V.Fields.push_back(J.This.Field);
    V.Operands.push_back(address(thisObject()));
  }
  U.enqueue(std::move(J));
  U.addressTaken(V.Symbol);
  return Result::value(value(std::move(V)));
}

/// Directives whose region other threads run become tasks; the rest runs here.
void FunctionBuilder::openMP(const OMPExecutableDirective *D) {
  OpenMPDirectiveKind Kind = D->getDirectiveKind();
  bool Outlined = isOpenMPParallelDirective(Kind) || isOpenMPTaskingDirective(Kind) ||
                  isOpenMPTeamsDirective(Kind) || isOpenMPTargetExecutionDirective(Kind);
  if (!D->hasAssociatedStmt())
    return;
  const Stmt *Associated = D->getAssociatedStmt();
  const auto *Captured = dyn_cast_or_null<CapturedStmt>(Associated);
  if (!Captured) {
    scoped(Associated);
    return;
  }
  // Combined directives nest captured statements: only the innermost is code.
  Captured = D->getInnermostCapturedStmt();
  if (!Outlined)
    return scoped(Captured->getCapturedStmt());
  Job J;
  J.Region = Captured;
  J.Usr = N.derived(F.Usr, "#omp@" + N.lineCol(D->getBeginLoc()));
  Value V;
  V.Kind = ValueKind::Closure;
  V.Symbol = J.Usr;
  llvm::DenseSet<const VarDecl *> Seen;
  for (const Stmt *S = Associated; S;) {
    const auto *Level = dyn_cast<CapturedStmt>(S);
    if (!Level)
      break;
    for (const CapturedStmt::Capture &C : Level->captures()) {
      if (C.capturesThis()) {
        if (J.This.Field != NoSym)
          continue;
        J.This = {N.capture(J.Usr, "this"), true};
        V.Fields.push_back(J.This.Field);
        V.Operands.push_back(address(thisObject()));
      } else if (C.capturesVariable() || C.capturesVariableByCopy()) {
        const VarDecl *Var = C.getCapturedVar();
        // Clauses' made-up variables (loop bounds) are of no interest.
        if (!Seen.insert(Var).second || Var->hasGlobalStorage() || isa<OMPCapturedExprDecl>(Var))
          continue;
        Sym Field = N.capture(J.Usr, Var->getName());
        bool ByReference = C.capturesVariable();
        J.Captures[Var->getCanonicalDecl()] = {Field, ByReference};
        V.Fields.push_back(Field);
        V.Operands.push_back(captureOf(Var, ByReference, Var->getType()));
      }
    }
    S = Level->getCapturedStmt();
  }
  // Copies made for the region are no captures to Clang.
  for (const auto *Clause : D->getClausesOfKind<OMPFirstprivateClause>())
    for (const Expr *E : Clause->varlists()) {
      const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
      const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (!Var || Var->hasGlobalStorage() || !Seen.insert(Var).second)
        continue;
      Sym Field = N.capture(J.Usr, Var->getName());
      J.Captures[Var->getCanonicalDecl()] = {Field, false};
      V.Fields.push_back(Field);
      V.Operands.push_back(captureOf(Var, false, Var->getType()));
    }
  U.enqueue(std::move(J));
  U.addressTaken(V.Symbol);
  ValueId Region = value(std::move(V));
  NodeId Id = add(NodeKind::Submit, D->getBeginLoc());
  at(Id).Val = Region;
  at(Id).Text = N.text("OpenMP");
  if (!isOpenMPTaskingDirective(D->getDirectiveKind()))
    waits(D->getEndLoc());
}

} // namespace tidepool::summary::extraction
