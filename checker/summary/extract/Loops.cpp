//===- Loops.cpp - Loops -------------------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"

using namespace clang;

namespace tidepool::summary::extraction {

void FunctionBuilder::whileStmt(const WhileStmt *S) {
  int Depth = Top;
  NodeId Head = addNop(), Body = addNop(), End = addNop(), Leave = addNop();
  jump(Head);
  start(Head);
  ++Loops;
  if (const DeclStmt *D = S->getConditionVariableDeclStmt())
    declStmt(D);
  int Inner = Top;
  branch(S->getCond(), Body, Leave);
  popTo(Inner, {});
  start(Body);
  Breaks.push_back({End, Depth});
  Continues.push_back({Head, Depth});
  scoped(S->getBody());
  Breaks.pop_back();
  Continues.pop_back();
  leaveTo(Depth);
  jump(Head);
  start(Leave);
  leaveTo(Depth);
  --Loops;
  Top = Depth;
  jump(End);
  start(End);
}

void FunctionBuilder::doStmt(const DoStmt *S) {
  // do { ... } while (0), the macro writer's block, is no loop.
  const auto *Zero = dyn_cast<IntegerLiteral>(S->getCond()->IgnoreParenImpCasts());
  const auto *False = dyn_cast<CXXBoolLiteralExpr>(S->getCond()->IgnoreParenImpCasts());
  bool Once = (Zero && Zero->getValue() == 0) || (False && !False->getValue());
  NodeId Body = addNop(), Test = addNop(), End = addNop();
  jump(Body);
  start(Body);
  Loops += !Once;
  Breaks.push_back({End, Top});
  Continues.push_back({Test, Top});
  scoped(S->getBody());
  Breaks.pop_back();
  Continues.pop_back();
  jump(Test);
  start(Test);
  int Depth = Top;
  if (Once)
    jump(End);
  else
    branch(S->getCond(), Body, End);
  popTo(Depth, {});
  Loops -= !Once;
  start(End);
}

/// for (i = a; i < b; ++i) with a literal or constant b.
bool FunctionBuilder::hasConstantBound(const ForStmt *S) const {
  const auto *Test =
      dyn_cast_or_null<BinaryOperator>(S->getCond() ? S->getCond()->IgnoreParenImpCasts() : nullptr);
  if (!Test || !Test->isComparisonOp() || !S->getInc())
    return false;
  for (const Expr *Side : {Test->getLHS(), Test->getRHS()})
    if (!Side->isValueDependent() && Side->getType()->isIntegralOrEnumerationType() &&
        Side->isIntegerConstantExpr(U.Context))
      return true;
  return false;
}

void FunctionBuilder::forStmt(const ForStmt *S) {
  int Depth = Top;
  stmt(S->getInit());
  int Outer = Top;
  bool Unbounded = !hasConstantBound(S);
  NodeId Head = addNop(), Body = addNop(), Next = addNop(), End = addNop(), Leave = addNop();
  jump(Head);
  start(Head);
  Loops += Unbounded;
  if (const DeclStmt *D = S->getConditionVariableDeclStmt())
    declStmt(D);
  int Inner = Top;
  if (S->getCond())
    branch(S->getCond(), Body, Leave);
  else
    jump(Body);
  popTo(Inner, {});
  start(Body);
  Breaks.push_back({End, Outer});
  Continues.push_back({Next, Outer});
  scoped(S->getBody());
  Breaks.pop_back();
  Continues.pop_back();
  leaveTo(Outer);
  jump(Next);
  start(Next);
  Top = Outer;
  if (S->getInc())
    fullExpr(S->getInc());
  jump(Head);
  Top = Inner;
  start(Leave);
  leaveTo(Outer);
  Loops -= Unbounded;
  Top = Outer;
  jump(End);
  start(End);
  popTo(Depth, S->getEndLoc());
}

/// Any number of rounds over the elements of something that is not changed meanwhile.
void FunctionBuilder::rangeFor(const CXXForRangeStmt *S) {
  int Depth = Top;
  stmt(S->getInit());
  const Expr *Range = S->getRangeInit();
  Path Container = place(Range);
  read(Container, Use::Used, nameLoc(Range));
  Path Element = step(Container, ElementSym);
  int Outer = Top;
  NodeId Head = addNop(), Body = addNop(), End = addNop();
  jump(Head);
  start(Head);
  fork({Body, End}, S->getForLoc());
  start(Body);
  const VarDecl *V = S->getLoopVariable();
  Path P = localPath(V);
  if (V->getType()->isReferenceType()) {
    Elements.insert(P.Index);
    store(P, address(Element), V->getLocation());
  } else {
    store(P, loadFrom(Element, Use::Copied, V->getLocation()), V->getLocation());
  }
  registerLife(P, V->getType(), V->getLocation(), nullptr);
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(V))
    bindHoldingVariables(Decomposed, V->getType()->isReferenceType() ? step(P, DerefSym) : P);
  Breaks.push_back({End, Outer});
  Continues.push_back({Head, Outer});
  scoped(S->getBody());
  Breaks.pop_back();
  Continues.pop_back();
  popTo(Outer, S->getEndLoc());
  jump(Head);
  start(End);
  popTo(Depth, S->getEndLoc());
}

} // namespace tidepool::summary::extraction
