//===- Coroutines.cpp - Suspensions, and a coroutine's body -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include <utility>

using namespace clang;

namespace tidepool::summary::extraction {

/// The awaiter's method of that name, in what Clang made of an await.
static const CXXMethodDecl *awaiterMethod(const Stmt *E, llvm::StringRef Name) {
  if (!E)
    return nullptr;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    if (const CXXMethodDecl *Method = Call->getMethodDecl();
        Method && Method->getIdentifier() && Method->getName() == Name)
      return Method;
  for (const Stmt *Child : E->children())
    if (const CXXMethodDecl *Method = awaiterMethod(Child, Name))
      return Method;
  return nullptr;
}

/// std::suspend_never, or an awaiter whose await_ready() does nothing but return true: the coroutine goes on
/// at once.
bool FunctionBuilder::neverSuspends(const CoroutineSuspendExpr *E) const {
  const CXXMethodDecl *Ready = awaiterMethod(E->getReadyExpr(), "await_ready");
  if (!Ready)
    return false;
  if (llvm::StringRef Class = N.qualified(Ready->getParent());
      Class == "std::suspend_never" || Class == "std::experimental::suspend_never")
    return true;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Ready->getBody());
  const auto *Only = Body && Body->size() == 1 ? dyn_cast<ReturnStmt>(Body->body_front()) : nullptr;
  bool Value = false;
  return Only && Only->getRetValue() && !Only->getRetValue()->isValueDependent() &&
         Only->getRetValue()->EvaluateAsBooleanCondition(Value, U.Context) && Value;
}

/// The function that made what is awaited: co_await f(x), or a variable that was initialised with it.
static const FunctionDecl *maker(const Expr *Awaited) {
  const Expr *E = stripTemporaries(Awaited)->IgnoreImplicit();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && Var->hasLocalStorage() && Var->getInit() ? maker(Var->getInit()) : nullptr;
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E); Made && Made->getNumArgs() == 1)
    return maker(Made->getArg(0));
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return nullptr;
  if (Call->isCallToStdMove())
    return maker(Call->getArg(0));
  return Call->getDirectCallee();
}

/// The coroutine whose frame the expression's value stands for.
const FunctionDecl *coroutineOf(const Expr *E) {
  const FunctionDecl *Made = maker(E);
  const FunctionDecl *Body = nullptr;
  return Made && Made->getBody(Body) && isa<CoroutineBodyStmt>(Body->getBody()) ? Made : nullptr;
}

/// What the awaiter does with the coroutine's handle decides where the rest of it runs. The handle stands for
/// the function itself.
Result FunctionBuilder::evalAwait(const CoroutineSuspendExpr *E, const Expr *Operand) {
  F.Flags |= IsCoroutine;
  if (neverSuspends(E))
    return Result::value(compute({rvalue(Operand)}));
  const CXXMethodDecl *Suspend = awaiterMethod(E->getSuspendExpr(), "await_suspend");
  if (!Suspend || U.N.isSystem(Suspend) || !E->getCommonExpr())
    return evalSuspend(Operand, E);
  Path Awaiter = place(E->getCommonExpr());
  Sym Switch = takeSwitch();
  emitCall(Suspend, address(Awaiter), {functionValue(F.Usr)}, Suspend->isVirtual(), E);
  suspend(Operand, E, Switch);
  if (const CXXMethodDecl *Resume = awaiterMethod(E->getResumeExpr(), "await_resume");
      Resume && !U.N.isSystem(Resume))
    emitCall(Resume, address(Awaiter), {}, Resume->isVirtual(), E);
  return Result::value(compute({load(Awaiter)}));
}

Result FunctionBuilder::evalSuspend(const Expr *Operand, const Expr *E) {
  ValueId V = rvalue(Operand);
  suspend(Operand, E, takeSwitch());
  return Result::value(compute({V}));
}

/// The operand was the call of a function that a model says to switch threads: it is the await that does.
Sym FunctionBuilder::takeSwitch() {
  if (Cur == None || at(Cur).Kind != NodeKind::Suspend)
    return NoSym;
  at(Cur).Kind = NodeKind::Nop;
  return std::exchange(at(Cur).Text, NoSym);
}

void FunctionBuilder::suspend(const Expr *Operand, const Expr *E, Sym Switch) {
  F.Flags |= IsCoroutine;
  NodeId Id = add(NodeKind::Suspend, E->getBeginLoc());
  at(Id).Text = Switch;
  const auto *Await = dyn_cast<CoroutineSuspendExpr>(E);
  const CXXMethodDecl *Ready = Await ? awaiterMethod(Await->getReadyExpr(), "await_ready") : nullptr;
  if (isa<CoyieldExpr>(E) || (Ready && N.qualified(Ready->getParent()) == "std::suspend_always"))
    at(Id).Text = N.text("co_yield");
  else if (const FunctionDecl *Made = maker(Operand))
    at(Id).Callee = U.function(Made);
}

void FunctionBuilder::coroutine(const CoroutineBodyStmt *S) {
  F.Flags |= IsCoroutine;
  // An exception goes to the promise, not to the caller.
  int Depth = Top;
  NodeId Landing = makeNode(NodeKind::Dispatch, S->getBeginLoc());
  NodeId Head = addNop();
  at(Landing).Types = {NoSym};
  at(Landing).Succs = {Head};
  Cleanup C;
  C.K = Cleanup::Landing;
  C.Unwind = Landing;
  push(std::move(C));
  if (const auto *Init = dyn_cast_or_null<DeclStmt>(S->getPromiseDeclStmt()); Init && Init->isSingleDecl())
    if (const auto *Promise = dyn_cast<VarDecl>(Init->getSingleDecl()))
      localPath(Promise);
  stmt(S->getBody());
  NodeId Saved = Cur;
  Top = Depth;
  start(Head);
  if (S->getExceptionHandler())
    stmt(S->getExceptionHandler());
  if (Cur != None)
    add(NodeKind::EndCatch, S->getEndLoc());
  leaveTo(-1);
  jump(1);
  start(Saved);
  Cur = Saved;
}

} // namespace tidepool::summary::extraction
