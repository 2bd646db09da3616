//===- Rings.cpp - Indices of hand-written rings and stacks --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Rings.h"
#include "checker/summary/extract/FunctionBuilder.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The variable or field that an expression names, also behind & and parentheses.
static const ValueDecl *named(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Op = dyn_cast<UnaryOperator>(E); Op && Op->getOpcode() == UO_AddrOf)
    E = Op->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  return nullptr;
}

static bool isShared(const ValueDecl *D) {
  if (const auto *V = dyn_cast<VarDecl>(D))
    return V->hasGlobalStorage() && V->getTLSKind() == VarDecl::TLS_None;
  return isa<FieldDecl>(D);
}

bool mentions(const Stmt *E, const IndexSet &Indices) {
  if (const auto *Ex = dyn_cast<Expr>(E))
    if (const ValueDecl *D = named(Ex); D && Indices.contains(D))
      return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) { return Child && mentions(Child, Indices); });
}

namespace {
class IndexFinder : public RecursiveASTVisitor<IndexFinder> {
public:
  IndexSet Found;

  bool VisitUnaryOperator(UnaryOperator *Op) {
    if (Op->isIncrementDecrementOp())
      moves(Op->getSubExpr());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->isCompoundAssignmentOp())
      moves(Op->getLHS());
    else if (Op->isAssignmentOp())
      assigned(named(Op->getLHS()), Op->getRHS());
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->getInit())
      assigned(V, V->getInit());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    OverloadedOperatorKind Op = Call->getOperator();
    if ((Op == OO_PlusPlus || Op == OO_MinusMinus || Op == OO_PlusEqual) && Call->getNumArgs() > 0)
      moves(Call->getArg(0));
    return true;
  }
  /// Atomics: members, and C's functions, which get the address first.
  bool VisitCallExpr(CallExpr *Call) {
    const auto *Callee = dyn_cast_or_null<FunctionDecl>(Call->getCalleeDecl());
    if (!Callee || !Callee->getIdentifier())
      return true;
    StringRef Name = Callee->getName();
    if (!Name.contains("fetch_") && !Name.contains("compare_exchange") && !Name.contains("compare_and_swap"))
      return true;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      moves(Member->getImplicitObjectArgument());
    for (Expr *Arg : Call->arguments())
      if (const ValueDecl *D = named(Arg); D && isa<FieldDecl, VarDecl>(D) && Name.contains("compare"))
        Found.insert(D); // the expected value becomes the head's
      else if (Arg == Call->getArg(0))
        moves(Arg);
    return true;
  }
  bool VisitAtomicExpr(AtomicExpr *E) {
    if (E->getOp() != AtomicExpr::AO__atomic_load && E->getOp() != AtomicExpr::AO__atomic_load_n &&
        E->getOp() != AtomicExpr::AO__c11_atomic_load)
      moves(E->getPtr());
    return true;
  }

private:
  void moves(const Expr *E) {
    if (const ValueDecl *D = named(E); D && isShared(D))
      Found.insert(D);
  }
  /// head = (head + 1) % n; size_t at = head++;
  void assigned(const ValueDecl *To, const Expr *From) {
    if (!To)
      return;
    IndexSet Itself{To};
    bool Counts = isShared(To) && To->getType()->isIntegralOrEnumerationType() && mentions(From, Itself);
    bool Copies = !isShared(To) && To->getType()->isIntegralOrEnumerationType() && mentions(From, Found);
    if (Counts || Copies)
      Found.insert(To);
  }
};
} // namespace

IndexSet movingIndices(const Stmt *Body) {
  IndexFinder Finder;
  // Twice: a local may be made from an index that is moved on only further down.
  for (int Round = 0; Round != 2 && Body; ++Round)
    Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return std::move(Finder.Found);
}

/// An element of a shared array is looked at whose index moves on: it is taken out.
void FunctionBuilder::ringElement(const Expr *Index, const Path &Element, SourceLocation L) {
  if (!Element.valid() || Element.Steps.empty() || isSlot(Element) || !Decl)
    return;
  bool Shared = Element.R == Root::Global || Element.R == Root::This ||
                ((Element.R == Root::Param || Element.R == Root::Local) && Element.Steps.size() > 1);
  if (!Shared)
    return;
  if (!MovingIndices)
    MovingIndices = movingIndices(Decl->getBody());
  if (MovingIndices->empty() || !mentions(Index, *MovingIndices))
    return;
  NodeId Id = add(NodeKind::Take, L);
  at(Id).P = Element;
  at(Id).P.Steps.pop_back();
  at(Id).Text = N.text("ring");
}

} // namespace tidepool::summary::extraction
