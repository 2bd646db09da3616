//===- Bodies.cpp - From a declaration to a function of the summary ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace tidepool::summary::extraction {

Variable FunctionBuilder::variableOf(const VarDecl *V) {
  Variable Out;
  Out.Name = N.text(V->getIdentifier() ? V->getName() : llvm::StringRef());
  QualType T = V->getType();
  if (const CXXRecordDecl *Record = U.T.classOf(T); Record && !U.T.isSystem(Record))
    Out.Class = N.usr(Record);
  Out.Pointer = U.T.isPointerLike(T);
  Out.Kind = U.T.content(T);
  Out.L = N.loc(V->getLocation());
  return Out;
}

Function FunctionBuilder::build(const Job &J) {
  for (NodeKind K : {NodeKind::Entry, NodeKind::Exit, NodeKind::Unwound, NodeKind::NoReturn})
    makeNode(K, {});
  Cur = 0;
  if (J.Function)
    lowerFunction(J.Function);
  else if (J.Destructor)
    lowerDestructor(J.Destructor);
  else if (J.Initialiser)
    lowerInitialiser(J.Initialiser);
  else if (J.Region)
    lowerRegion(J);
  else if (J.Block)
    lowerBlock(J);
  resolveGotos();
  return std::move(F);
}

void FunctionBuilder::describeFunction(const FunctionDecl *D) {
  F.Usr = U.function(D);
  F.Name = N.display(D);
  F.L = N.loc(D->getLocation());
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (D->isExternallyVisible() && !(Method && Method->getParent()->isLambda()) &&
      D->getTemplateSpecializationKind() != TSK_ImplicitInstantiation && !D->isInlined())
    F.Flags |= IsExternal;
  if (D->isMain())
    F.Flags |= IsMain;
  if (!Method || Method->isStatic())
    F.Flags |= IsStatic;
  if (Method) {
    F.Class = N.usr(Method->getParent());
    if (Method->isVirtual())
      F.Flags |= IsVirtual;
    if (Method->getParent()->isLambda())
      F.Flags |= IsLambda;
    for (const CXXMethodDecl *O : Method->overridden_methods())
      F.Overrides.push_back(U.function(O));
  }
  if (isa<CXXConstructorDecl>(D))
    F.Flags |= IsConstructor;
  if (isa<CXXDestructorDecl>(D))
    F.Flags |= IsDestructor;
  if (D->isImplicit() || D->isDefaulted())
    F.Flags |= IsImplicit;
  F.Annotations = U.annotations(D);
  for (const ParmVarDecl *P : D->parameters()) {
    Params[P] = static_cast<uint32_t>(F.Params.size());
    F.Params.push_back(variableOf(P));
  }
  if (U.Unwinds && D->getType()->getAs<FunctionProtoType>()) {
    ExceptionSpecificationType Spec = D->getExceptionSpecType();
    bool NoExcept = D->hasAttr<NoThrowAttr>() || Spec == EST_BasicNoexcept || Spec == EST_NoexceptTrue ||
                    Spec == EST_DynamicNone || (Spec == EST_Unevaluated && isa<CXXDestructorDecl>(D));
    if (NoExcept) {
      F.Flags |= IsNoExcept;
      Terminates = true;
    }
  }
}

void FunctionBuilder::lowerFunction(const FunctionDecl *D) {
  Decl = D;
  describeFunction(D);
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && Method->getParent()->isLambda()) {
    Sym Class = N.lambda(Method->getParent());
    for (const LambdaCapture &C : Method->getParent()->captures()) {
      if (C.capturesVLAType())
        continue;
      bool ByReference = C.getCaptureKind() == LCK_ByRef;
      if (C.capturesThis())
        CapturedThis = Captured{N.capture(Class, C), C.getCaptureKind() != LCK_StarThis};
      else {
        const ValueDecl *Var = C.getCapturedVar();
        bool Init = Var->isInitCapture();
        ByReference |= Init && Var->getType()->isReferenceType();
        Captures[cast<ValueDecl>(Var->getCanonicalDecl())] = {N.capture(Class, C), ByReference};
      }
    }
  }
  for (const ParmVarDecl *P : D->parameters()) {
    Path At;
    At.R = Root::Param;
    At.Index = Params[P];
    registerLife(At, P->getType(), D->getBodyRBrace(), nullptr);
  }
  const Stmt *Body = D->getBody();
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(D)) {
    if (const auto *Class = Ctor->getParent(); !Class->isLambda())
      constructorInits(Ctor);
  }
  const auto *Dtor = dyn_cast<CXXDestructorDecl>(D);
  if (!Dtor) {
    outermost(Body);
    return finish(Body ? Body->getEndLoc() : D->getLocation());
  }
  // A return in the body still runs the members' destructors: they are a scope around it.
  destroyMembers(Dtor->getParent());
  outermost(Body);
  finish(Body ? Body->getEndLoc() : D->getLocation());
}

/// Pushes the ends of bases and members, so that every way out of the destructor runs them.
void FunctionBuilder::destroyMembers(const CXXRecordDecl *Record) {
  if (!Record->hasDefinition() || Record->isUnion())
    return;
  Record = Record->getDefinition();
  SourceLocation L = Record->getDestructor() ? Record->getDestructor()->getBodyRBrace() : SourceLocation();
  if (L.isInvalid())
    L = Record->getLocation();
  Path This;
  This.R = Root::This;
  auto Push = [&](const Path &P, QualType T) {
    if (!U.T.endMatters(T) || U.T.role(T) == Role::SharedPointer)
      return;
    Cleanup C;
    C.P = P;
    C.Type = T;
    C.L = L;
    push(std::move(C));
  };
  for (const CXXBaseSpecifier &B : Record->bases())
    Push(This, B.getType());
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isAnonymousStructOrUnion() || Field->getType()->isReferenceType())
      continue;
    // The owner of a heap object destroys it with everything in it; only user code there matters.
    Push(step(This, U.field(Field)), Field->getType());
  }
}

void FunctionBuilder::lowerDestructor(const CXXRecordDecl *Record) {
  F.Usr = N.implicitDestructor(Record);
  F.Name = N.text((N.qualified(Record) + "::~" + Record->getName() + "()").str());
  F.L = N.loc(Record->getLocation());
  F.Flags = IsDestructor | IsImplicit | IsNoExcept;
  Terminates = true;
  F.Class = N.usr(Record);
  if (const CXXDestructorDecl *D = Record->getDestructor()) {
    if (D->isVirtual())
      F.Flags |= IsVirtual;
    for (const CXXMethodDecl *O : D->overridden_methods())
      F.Overrides.push_back(U.function(O));
  }
  destroyMembers(Record);
  finish(Record->getLocation());
}

void FunctionBuilder::constructorInits(const CXXConstructorDecl *D) {
  Path This;
  This.R = Root::This;
  for (const CXXCtorInitializer *I : D->inits()) {
    const Expr *Init = I->getInit();
    if (!Init)
      continue;
    SourceLocation L = I->getSourceLocation().isValid() ? I->getSourceLocation() : Init->getBeginLoc();
    int Depth = Top;
    if (I->isBaseInitializer() || I->isDelegatingInitializer()) {
      const Expr *Bare = stripTemporaries(Init);
      const CXXRecordDecl *Base = Bare->getType()->getAsCXXRecordDecl();
      if (const auto *Made = dyn_cast<CXXConstructExpr>(Bare); Made && !isCopyLike(Made) && Base &&
                                                               !U.T.isSystem(Base) &&
                                                               needsConstructorCall(Made->getConstructor())) {
        llvm::SmallVector<const Expr *, 4> Exprs(Made->arguments());
        llvm::SmallVector<ValueId, 4> As;
        const CXXConstructorDecl *Ctor = Made->getConstructor();
        arguments(Ctor, Exprs, As);
        callConstructor(Ctor, address(This), As, L);
      } else if (Base && U.T.isSystem(Base) && isa<CXXConstructExpr>(Bare)) {
        for (const Expr *Arg : cast<CXXConstructExpr>(Bare)->arguments())
          if (!isa<CXXDefaultArgExpr>(Arg))
            contentOf(Arg);
      }
    } else if (const FieldDecl *Field = I->getAnyMember()) {
      Path P = This;
      if (I->isIndirectMemberInitializer())
        for (const NamedDecl *Link : I->getIndirectMember()->chain())
          P = step(P, U.field(cast<FieldDecl>(Link)));
      else
        P = step(P, U.field(Field));
      if (Field->getType()->isReferenceType())
        store(P, address(place(Init)), L);
      else if (const auto *Made = dyn_cast<CXXConstructExpr>(stripTemporaries(Init));
               !Made || Made->getNumArgs() > 0 || needsConstructorCall(Made->getConstructor()))
        construct(Init, P, L);
    }
    popTo(Depth, {});
  }
}

void FunctionBuilder::lowerInitialiser(const VarDecl *V) {
  Path P;
  P.R = Root::Global;
  P.Index = U.variable(V);
  F.Usr = N.derived(P.Index, "#init");
  F.Name = N.text(("initialiser of " + N.qualified(V)).str());
  F.L = N.loc(V->getLocation());
  F.Flags = IsStatic | IsImplicit;
  Initialising = true;
  if (V->getType()->isReferenceType())
    store(P, address(place(V->getInit())), V->getLocation());
  else
    construct(V->getInit(), P, V->getLocation());
  popTo(-1, {});
  finish({});
}

void FunctionBuilder::lowerRegion(const Job &J) {
  F.Usr = J.Usr;
  SourceLocation L = J.Region->getBeginLoc();
  F.Name = N.text("OpenMP region" + U.Out.Strings[N.lambdaDisplay(L)].substr(6));
  F.L = N.loc(L);
  F.Flags = IsLambda;
  Captures = J.Captures;
  if (J.This.Field != NoSym)
    CapturedThis = J.This;
  const Stmt *Body = J.Region->getCapturedStmt();
  outermost(Body);
  finish(Body->getEndLoc());
}

void FunctionBuilder::lowerBlock(const Job &J) {
  const BlockDecl *B = J.Block->getBlockDecl();
  F.Usr = J.Usr;
  F.Name = N.text("block" + U.Out.Strings[N.lambdaDisplay(J.Block->getBeginLoc())].substr(6));
  F.L = N.loc(J.Block->getBeginLoc());
  F.Flags = IsLambda;
  Captures = J.Captures;
  if (J.This.Field != NoSym)
    CapturedThis = J.This;
  for (const ParmVarDecl *P : B->parameters()) {
    Params[P] = static_cast<uint32_t>(F.Params.size());
    F.Params.push_back(variableOf(P));
  }
  outermost(B->getBody());
  finish(B->getBody()->getEndLoc());
}

/// A body's statements without the end of its scope, which comes after the return.
void FunctionBuilder::outermost(const Stmt *Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Block)
    return stmt(Body);
  for (const Stmt *Child : Block->body())
    stmt(Child);
}

/// The body's end is reached: a return without a value, at the closing brace.
void FunctionBuilder::finish(SourceLocation End) {
  if (End.isValid())
    for (int I = Top; I >= 0; I = Cleanups[I].Parent)
      Cleanups[I].L = End;
  if (Cur != None) {
    NodeId Id = add(NodeKind::Return, End);
    at(Id).Val = None;
    leaveTo(-1);
    jump(1);
  }
  Top = -1;
}

} // namespace tidepool::summary::extraction
