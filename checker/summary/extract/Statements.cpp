//===- Statements.cpp - Statements ---------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace tidepool::summary::extraction {

void FunctionBuilder::stmt(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    return fullExpr(E);
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass: {
    int Depth = Top;
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      stmt(Child);
    return popTo(Depth, cast<CompoundStmt>(S)->getRBracLoc());
  }
  case Stmt::DeclStmtClass:
    return declStmt(cast<DeclStmt>(S));
  case Stmt::IfStmtClass:
    return ifStmt(cast<IfStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchStmt(cast<SwitchStmt>(S));
  case Stmt::WhileStmtClass:
    return whileStmt(cast<WhileStmt>(S));
  case Stmt::DoStmtClass:
    return doStmt(cast<DoStmt>(S));
  case Stmt::ForStmtClass:
    return forStmt(cast<ForStmt>(S));
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(cast<CXXForRangeStmt>(S));
  case Stmt::ReturnStmtClass:
    return returnStmt(cast<ReturnStmt>(S)->getRetValue(), S->getBeginLoc(), cast<ReturnStmt>(S)->getNRVOCandidate());
  case Stmt::CoreturnStmtClass:
    return returnStmt(cast<CoreturnStmt>(S)->getOperand(), S->getBeginLoc());
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass: {
    auto &Targets = isa<BreakStmt>(S) ? Breaks : Continues;
    if (Targets.empty())
      return;
    JumpTarget T = Targets.back();
    leaveTo(T.Depth);
    return jump(T.To);
  }
  case Stmt::GotoStmtClass:
    return gotoStmt(cast<GotoStmt>(S)->getLabel());
  case Stmt::IndirectGotoStmtClass:
    Cur = None;
    return;
  case Stmt::LabelStmtClass:
    return labelStmt(cast<LabelStmt>(S));
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass: {
    const auto *Case = cast<SwitchCase>(S);
    if (auto It = Cases.find(Case); It != Cases.end()) {
      jump(It->second);
      start(It->second);
    }
    return stmt(Case->getSubStmt());
  }
  case Stmt::AttributedStmtClass:
    return stmt(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CXXTryStmtClass:
    return tryStmt(cast<CXXTryStmt>(S));
  case Stmt::SEHTryStmtClass:
    return sehTry(cast<SEHTryStmt>(S));
  case Stmt::SEHLeaveStmtClass:
    if (!Leaves.empty()) {
      leaveTo(Leaves.back().Depth);
      jump(Leaves.back().To);
    }
    return;
  case Stmt::CoroutineBodyStmtClass:
    return coroutine(cast<CoroutineBodyStmt>(S));
  case Stmt::CapturedStmtClass:
    return stmt(cast<CapturedStmt>(S)->getCapturedStmt());
  case Stmt::OMPCanonicalLoopClass:
    return stmt(cast<OMPCanonicalLoop>(S)->getLoopStmt());
  default:
    if (const auto *D = dyn_cast<OMPExecutableDirective>(S))
      return openMP(D);
    if (isa<NullStmt>(S))
      return;
    for (const Stmt *Child : S->children())
      stmt(Child);
  }
}

/// A statement that is a scope even without braces.
void FunctionBuilder::scoped(const Stmt *S) {
  if (!S)
    return;
  int Depth = Top;
  stmt(S);
  popTo(Depth, S->getEndLoc());
}

/// An expression on its own: its temporaries die at its end.
void FunctionBuilder::fullExpr(const Expr *E) {
  int Depth = Top;
  discard(E);
  popTo(Depth, E->getEndLoc());
}

void FunctionBuilder::declStmt(const DeclStmt *S) {
  for (const auto *D : S->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V)
      continue;
    if (V->isStaticLocal() || V->hasGlobalStorage())
      staticLocal(V);
    else
      localVariable(V);
  }
}

Path FunctionBuilder::localPath(const VarDecl *V) {
  auto [It, New] = Locals.try_emplace(V, 0);
  Path P;
  if (New) {
    P = newLocal(variableOf(V));
    Locals[V] = P.Index;
    if (U.T.holder(V->getType()) && !V->getType()->isReferenceType())
      U.localHolder(V, F.Usr);
    return P;
  }
  P.R = Root::Local;
  P.Index = It->second;
  return P;
}

void FunctionBuilder::localVariable(const VarDecl *V) {
  Path P = localPath(V);
  QualType T = V->getType();
  SourceLocation L = V->getLocation();
  int Before = Top;
  if (const Expr *Init = V->getInit()) {
    if (T->isReferenceType()) {
      // A temporary bound to the reference lives as long as the variable does.
      Path To = asPlace(eval(Init, Use::Referred), Init);
      if (const Entry *In = entryAt(To); In && To.Steps.size() == 1)
        Entries[P.Index] = Entry(*In);
      store(P, address(To), L);
      if (const auto *Decomposed = dyn_cast<DecompositionDecl>(V))
        bindHoldingVariables(Decomposed, step(P, DerefSym));
      return;
    }
    construct(Init, P, L);
  }
  // Temporaries of the initialiser die before the variable starts its scope. Their ends may run a
  // little early here, which nobody can see.
  popTo(Before, {});
  registerLife(P, T, L, V->getInit());
  if (const auto *A = V->getAttr<CleanupAttr>()) {
    Cleanup C;
    C.K = Cleanup::Call;
    C.P = P;
    C.Function = A->getFunctionDecl();
    C.L = L;
    push(std::move(C));
    // pthread_cleanup_push in C: { routine, argument, 1 }.
    const auto *List = V->getInit() ? dyn_cast<InitListExpr>(V->getInit()->IgnoreImplicit()) : nullptr;
    if (List && List->getNumInits() >= 2 && A->getFunctionDecl()->getName() == "__pthread_cleanup_routine") {
      store(step(P, N.text("guard.callable")), rvalue(List->getInit(0), Use::Nothing), L);
      store(step(P, N.text("guard.saved")), rvalue(List->getInit(1), Use::Nothing), L);
    }
  }
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(V))
    bindHoldingVariables(Decomposed, P);
}

/// auto [a, b] of a pair or tuple: made-up references to the parts.
void FunctionBuilder::bindHoldingVariables(const DecompositionDecl *D, const Path &Whole) {
  unsigned Index = 0;
  for (const BindingDecl *B : D->bindings()) {
    Sym Part = partOf(D->getType().getNonReferenceType(), Index++);
    if (const VarDecl *Holding = B->getHoldingVar())
      store(localPath(Holding), address(step(Whole, Part)), D->getLocation());
  }
}

/// A static local is initialised by whoever comes first, a thread-local one once per thread: only if
/// nothing is in it yet.
void FunctionBuilder::staticLocal(const VarDecl *V) {
  Sym S = U.variable(V);
  const Expr *Init = V->getInit();
  if (!Init || V->hasExternalStorage() || V->isConstexpr())
    return;
  bool ThreadLocal = U.isThreadLocal(S);
  if (ThreadLocal && V->hasConstantInitialization() && !V->getType()->isRecordType())
    return;
  Path P;
  P.R = Root::Global;
  P.Index = S;
  NodeId Done = addNop(), First = addNop();
  if (ThreadLocal) {
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
        Made && Made->getNumArgs() == 0 &&
        (U.T.isSystem(Made->getConstructor()->getParent()) || !Made->getConstructor()->isUserProvided()))
      return; // begins empty
    test(P, V->getLocation());
    Cond C;
    C.Kind = CondKind::NonEmpty;
    C.P = P;
    C.Mentions = {P};
    C.Text = N.text(placeText(P));
    emitBranch(C, Done, First, V->getLocation());
  } else {
    fork({First, Done}, V->getLocation());
  }
  start(First);
  int Depth = Top;
  if (V->getType()->isReferenceType())
    store(P, address(place(Init)), V->getLocation());
  else
    construct(Init, P, V->getLocation());
  popTo(Depth, {});
  jump(Done);
  start(Done);
}

void FunctionBuilder::ifStmt(const IfStmt *S) {
  int Depth = Top;
  stmt(S->getInit());
  if (S->isConsteval()) {
    scoped(S->isNegatedConsteval() ? S->getThen() : S->getElse());
    return popTo(Depth, S->getEndLoc());
  }
  if (S->isConstexpr())
    if (std::optional<const Stmt *> Taken = S->getNondiscardedCase(U.Context)) {
      scoped(*Taken);
      return popTo(Depth, S->getEndLoc());
    }
  NodeId Then = addNop(), Else = addNop(), Join = addNop();
  if (const DeclStmt *D = S->getConditionVariableDeclStmt())
    declStmt(D);
  int Inner = Top;
  branch(S->getCond(), Then, Else);
  popTo(Inner, {});
  start(Then);
  scoped(S->getThen());
  leaveTo(Depth);
  jump(Join);
  start(Else);
  scoped(S->getElse());
  leaveTo(Depth);
  jump(Join);
  Top = Depth;
  start(Join);
}

void FunctionBuilder::switchStmt(const SwitchStmt *S) {
  int Depth = Top;
  stmt(S->getInit());
  if (const DeclStmt *D = S->getConditionVariableDeclStmt())
    declStmt(D);
  decides(rvalue(S->getCond(), Use::Used));
  NodeId End = addNop();
  llvm::SmallVector<const CaseStmt *, 8> Asked;
  llvm::SmallVector<NodeId, 8> To;
  NodeId Default = S->isAllEnumCasesCovered() ? None : End;
  for (const SwitchCase *C = S->getSwitchCaseList(); C; C = C->getNextSwitchCase()) {
    To.push_back(Cases[C] = addNop());
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      Asked.push_back(Case);
    else
      Default = To.back();
  }
  std::reverse(To.begin(), To.end());
  std::reverse(Asked.begin(), Asked.end());
  if (!caseBranches(S->getCond(), Asked, Default)) {
    if (Default == End)
      To.push_back(End);
    fork(To, S->getBeginLoc());
  }
  Breaks.push_back({End, Top});
  int Inner = Top;
  stmt(S->getBody());
  popTo(Inner, {});
  Breaks.pop_back();
  jump(End);
  start(End);
  popTo(Depth, S->getEndLoc());
}

/// A variable that is the result itself: neither moved nor destroyed.
Cleanup *FunctionBuilder::elided(const VarDecl *Returned) {
  if (!Returned || !Returned->isNRVOVariable() || Returned->getType()->isReferenceType())
    return nullptr;
  Role R = U.T.role(Returned->getType());
  if (R != Role::Other && R != Role::Container && R != Role::Pair)
    return nullptr;
  Path P = localPath(Returned);
  for (int I = Top; I >= 0; I = Cleanups[I].Parent)
    if (Cleanups[I].K == Cleanup::Destroy && Cleanups[I].P == P)
      return &Cleanups[I];
  return nullptr;
}

void FunctionBuilder::returnStmt(const Expr *Val, SourceLocation L, const VarDecl *Returned) {
  ValueId V = None;
  int Depth = Top;
  Cleanup *Kept = elided(Returned);
  if (Kept)
    V = load(Kept->P);
  else if (Val && Val->getType()->isVoidType())
    discard(Val);
  else if (Val && Val->isGLValue())
    V = address(asPlace(eval(Val, Use::Returned), Val));
  else if (Val)
    V = rvalue(Val, Use::Returned);
  NodeId Id = add(NodeKind::Return, L);
  at(Id).Val = V;
  size_t Index = Kept ? Kept - Cleanups.data() : 0; // leaving may add entries
  if (Kept)
    Kept->Cancelled = true;
  leaveTo(-1);
  if (Kept)
    Cleanups[Index].Cancelled = false;
  Top = Depth;
  jump(1);
}

void FunctionBuilder::gotoStmt(const LabelDecl *Label) {
  if (Cur == None)
    return;
  NodeId From = add(NodeKind::Nop, {});
  Gotos.push_back({From, Top, Label});
  Cur = None;
}

void FunctionBuilder::labelStmt(const LabelStmt *S) {
  NodeId Here = addNop();
  jump(Here);
  start(Here);
  Labels[S->getDecl()] = {Here, Top};
  stmt(S->getSubStmt());
}

/// Jumps are completed at the end, when every label's scope is known.
void FunctionBuilder::resolveGotos() {
  for (size_t I = 0; I < Gotos.size(); ++I) {
    PendingGoto G = Gotos[I];
    auto It = Labels.find(G.Label);
    if (It == Labels.end())
      continue;
    JumpTarget Target = It->second;
    start(G.From);
    Top = G.Depth;
    leaveTo(commonDepth(G.Depth, Target.Depth));
    jump(Target.To);
  }
}

} // namespace tidepool::summary::extraction
