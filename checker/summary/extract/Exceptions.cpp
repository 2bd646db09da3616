//===- Exceptions.cpp - Try, throw, structured exceptions ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

static void addBases(const CXXRecordDecl *Record, Names &N, std::vector<Sym> &Types) {
  if (!Record->hasDefinition())
    return;
  for (const CXXBaseSpecifier &B : Record->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl()) {
      Types.push_back(N.usr(Base));
      addBases(Base, N, Types);
    }
}

Sym FunctionBuilder::caughtType(QualType T) {
  if (T.isNull())
    return NoSym;
  T = T.getNonReferenceType().getUnqualifiedType();
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    return N.usr(Record);
  return N.typeName(T.getCanonicalType());
}

std::vector<Sym> FunctionBuilder::typesOf(QualType Thrown) {
  std::vector<Sym> Types{caughtType(Thrown)};
  if (const CXXRecordDecl *Record = Thrown.getNonReferenceType()->getAsCXXRecordDecl())
    addBases(Record, N, Types);
  return Types;
}

void FunctionBuilder::throwNode(QualType T, ValueId V, SourceLocation L) {
  std::vector<Sym> Types = T.isNull() ? std::vector<Sym>() : typesOf(T);
  NodeId Id = add(T.isNull() ? NodeKind::Rethrow : NodeKind::Throw, L);
  at(Id).Types = std::move(Types);
  at(Id).Val = V;
  NodeId To = unwindTarget(Top);
  at(Id).Unwind = To;
  Cur = None;
}

Result FunctionBuilder::evalThrow(const CXXThrowExpr *E) {
  ValueId V = None;
  if (const Expr *Thrown = E->getSubExpr())
    V = rvalue(Thrown, Use::Used);
  throwNode(E->getSubExpr() ? E->getSubExpr()->getType() : QualType(), V, E->getBeginLoc());
  return Result::value(empty());
}

void FunctionBuilder::tryStmt(const CXXTryStmt *S) {
  int Depth = Top;
  NodeId Landing = makeNode(NodeKind::Dispatch, S->getBeginLoc());
  NodeId Join = addNop();
  {
    NodeId Outer = unwindTarget(Depth);
    at(Landing).Unwind = Outer;
  }
  Cleanup C;
  C.K = Cleanup::Landing;
  C.Unwind = Landing;
  push(std::move(C));
  stmt(S->getTryBlock());
  Top = Depth;
  jump(Join);
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = S->getHandler(I);
    NodeId Head = makeNode(NodeKind::Nop, Handler->getBeginLoc());
    at(Landing).Types.push_back(caughtType(Handler->getCaughtType()));
    at(Landing).Succs.push_back(Head);
    start(Head);
    if (const VarDecl *V = Handler->getExceptionDecl())
      localPath(V);
    stmt(Handler->getHandlerBlock());
    if (Cur != None)
      add(NodeKind::EndCatch, Handler->getEndLoc());
    jump(Join);
    if (Handler->getCaughtType().isNull()) {
      at(Landing).Unwind = None;
      break;
    }
  }
  start(Join);
}

void FunctionBuilder::sehTry(const SEHTryStmt *S) {
  int Depth = Top;
  NodeId Join = addNop();
  Leaves.push_back({Join, Depth});
  if (const SEHFinallyStmt *Finally = S->getFinallyHandler()) {
    NodeId Leave = addNop();
    Cleanup C;
    C.K = Cleanup::Finally;
    C.Body = Finally->getBlock();
    C.L = Finally->getBeginLoc();
    push(std::move(C));
    Leaves.back() = {Leave, Top};
    stmt(S->getTryBlock());
    jump(Leave);
    start(Leave);
    popTo(Depth, {});
    jump(Join);
  } else if (const SEHExceptStmt *Except = S->getExceptHandler()) {
    NodeId Landing = makeNode(NodeKind::Dispatch, S->getBeginLoc());
    Cleanup C;
    C.K = Cleanup::Landing;
    C.Unwind = Landing;
    push(std::move(C));
    stmt(S->getTryBlock());
    Top = Depth;
    jump(Join);
    NodeId Head = addNop();
    at(Landing).Types = {NoSym};
    at(Landing).Succs = {Head};
    start(Head);
    discard(Except->getFilterExpr());
    stmt(Except->getBlock());
    add(NodeKind::EndCatch, Except->getEndLoc());
    jump(Join);
  }
  Leaves.pop_back();
  start(Join);
}

} // namespace tidepool::summary::extraction
