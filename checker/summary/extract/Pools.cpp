//===- Pools.cpp - Tasks handed to library pools -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The virtual method that a pool calls on a task object, as the static class sees it.
static const CXXMethodDecl *findMethod(const CXXRecordDecl *Record, llvm::StringRef Name) {
  if (!Record || !Record->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : Record->getDefinition()->methods())
    if (M->isVirtual() && M->getNameAsString() == Name)
      return M;
  for (const CXXBaseSpecifier &B : Record->getDefinition()->bases())
    if (const CXXMethodDecl *M = findMethod(B.getType()->getAsCXXRecordDecl(), Name))
      return M;
  return nullptr;
}

/// One argument of a submission; false if it is no task.
bool FunctionBuilder::submitTask(const model::SubmitRef &S, const FunctionDecl *Callee, const Expr *Task,
                                 Args A, const Expr *E) {
  const Expr *Bare = stripTemporaries(Task);
  // bind_executor(ex, f) is of a class of the library's own, and as good as f.
  auto PassedOn = [&] {
    const auto *Call = dyn_cast<CallExpr>(Bare);
    const FunctionDecl *Maker = Call ? Call->getDirectCallee() : nullptr;
    if (!Maker || !U.Models.mentions(plainName(Maker)))
      return false;
    using Kind = model::CallableModel::Kind;
    const model::CallableModel *M = U.Models.callable(N.qualified(Maker));
    return M && (M->K == Kind::Identity || M->K == Kind::KeepsExceptions || M->K == Kind::Bind);
  };
  bool Callable = isCallable(Bare->getType()) || PassedOn();
  const CXXMethodDecl *Method = nullptr;
  // A coroutine that was called with its arguments, and runs when the pool resumes it.
  const FunctionDecl *Coroutine = Callable ? nullptr : coroutineOf(Bare);
  if (!Callable && !Coroutine) {
    if (S.Submit->Method.empty())
      return false;
    // Of what is handed over, not of the interface that it is converted to.
    Method = findMethod(U.T.classOf(Bare->IgnoreParenBaseCasts()->IgnoreParenImpCasts()->getType()), S.Submit->Method);
    if (!Method)
      return false;
  }
  ValueId V = None;
  if (Callable) {
    V = callable(Bare);
  } else if (Coroutine) {
    // Its body runs later: here there are only the arguments.
    if (const auto *Call = dyn_cast<CallExpr>(Bare))
      for (const Expr *Arg : Call->arguments())
        eval(Arg);
    V = functionValue(U.function(Coroutine));
  } else if (Bare->isGLValue() && !U.T.isPointerLike(Bare->getType())) {
    V = address(place(Bare)); // Poco::Runnable &
  } else {
    V = contentOf(Bare);
  }
  llvm::SmallVector<ValueId, 2> Values;
  if (int D = S.Submit->Data; D >= 0 && static_cast<size_t>(D) < A.size())
    Values.push_back(contentOf(A[D]));
  if (Bare->getType()->isMemberFunctionPointerType() || Callable) {
    // Further arguments are the task's own: QtConcurrent::run(f, x), std::async(&C::m, obj, x).
    auto It = llvm::find(A, Task);
    bool Member = Bare->getType()->isMemberFunctionPointerType();
    if (S.Submit->FirstCallable || Member)
      for (const Expr *Rest : A.drop_front(It - A.begin() + (It == A.end() ? 0 : 1)))
        if (!isa<CXXDefaultArgExpr>(Rest))
          Values.push_back(bound(Rest));
    if (Member && !Values.empty()) {
      Value B;
      B.Kind = ValueKind::Bind;
      B.Operands = {V, Values.front()};
      V = value(std::move(B));
      Values.erase(Values.begin());
    }
  }
  model::Exceptions Ex = S.Submit->Ex.value_or(S.Pool->Ex);
  if (Ex == model::Exceptions::Store)
    V = compute({V}, ValueKind::Wrap);
  Sym Run = Method ? U.function(Method) : NoSym;
  NodeId Id = add(NodeKind::Submit, E->getBeginLoc());
  at(Id).Val = V;
  at(Id).Args.assign(Values.begin(), Values.end());
  at(Id).Text = N.text(S.Pool->Name);
  at(Id).Callee = Run;
  at(Id).Virtual = Method != nullptr;
  // Which pool it is, where that is an object by value: it may be known to end before something else does.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    if (const Expr *Object = Call->getImplicitObjectArgument(); !Object->getType()->isPointerType())
      if (std::optional<Path> P = quietPlace(Object)) {
        ValueId This = address(*P);
        at(Id).This = This;
      }
  if (const model::FunctionModel *M = U.Models.function(N.qualified(Callee)))
    at(Id).Cleanup = M->Isolates;
  if (Ex == model::Exceptions::Survive)
    at(Id).Types = {N.text("survive")};
  return true;
}

std::optional<Result> FunctionBuilder::submitCall(const model::SubmitRef &S, const FunctionDecl *Callee,
                                                  const Expr *Object, Args A, const Expr *E) {
  unsigned Written = writtenArguments(A);
  bool Done = false;
  llvm::SmallVector<const Expr *, 4> Tasks;
  auto Candidate = [&](int I) {
    if (I >= 0 && static_cast<unsigned>(I) < Written)
      Tasks.push_back(A[I]);
  };
  bool All = false;
  if (S.Submit->FirstCallable) {
    for (unsigned I = 0; I < Written; ++I)
      if (isCallable(stripTemporaries(A[I])->getType())) {
        Candidate(I);
        break;
      }
  }
  for (int I : S.Submit->Tasks) {
    if (I == model::All) {
      All = true;
      for (unsigned K = 0; K < Written; ++K)
        Candidate(K);
    } else {
      Candidate(I == model::Last ? static_cast<int>(Written) - 1 : I);
    }
  }
  if (Object && !isa<CXXConstructorDecl>(Callee))
    eval(Object, Use::Nothing);
  for (const Expr *Task : Tasks) {
    Done |= submitTask(S, Callee, Task, A, E);
    if (Done && !All)
      break;
  }
  if (!Done)
    return std::nullopt;
  if (S.Submit->Waits)
    waits(E->getBeginLoc());
  return Result::value(unknown());
}

/// The thread goes on when somebody else has done something: ended a task, more often than not.
void FunctionBuilder::waits(SourceLocation L) { at(add(NodeKind::Call, L)).Text = N.text(WaitsText); }

static bool waitsForOthers(const FunctionDecl *Callee) {
  if (!Callee->getIdentifier())
    return false;
  llvm::StringRef Name = Callee->getName();
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (!Method)
    return llvm::is_contained({"pthread_join", "pthread_cond_wait", "pthread_cond_timedwait", "pthread_barrier_wait",
                               "sem_wait", "thrd_join", "cnd_wait", "g_thread_join", "g_cond_wait", "uv_thread_join",
                               "uv_sem_wait", "uv_cond_wait", "uv_barrier_wait", "wait_for_all"},
                              Name);
  if (!llvm::is_contained({"wait", "get", "join", "wait_for", "wait_until", "arrive_and_wait", "acquire", "waitForDone",
                           "waitForFinished", "join_all", "joinAll", "wait_and_join", "result"},
                          Name) ||
      !Method->getParent()->getIdentifier())
    return false;
  llvm::StringRef Class = Method->getParent()->getName();
  return llvm::any_of(llvm::ArrayRef<llvm::StringRef>{"future", "latch", "barrier", "condition", "thread", "task_group",
                                                      "semaphore", "pool"},
                      [&](llvm::StringRef Word) { return Class.contains_insensitive(Word); });
}

void FunctionBuilder::waitsIn(const FunctionDecl *Callee, SourceLocation L) {
  if (waitsForOthers(Callee))
    waits(L);
}

bool FunctionBuilder::annotated(const FunctionDecl *Callee, llvm::StringRef Text) {
  return llvm::any_of(Callee->specific_attrs<AnnotateAttr>(),
                      [&](const AnnotateAttr *A) { return A->getAnnotation() == Text; });
}

/// TIDEPOOL_SUBMITS(n): argument n is handed to a pool of the function's name. The function is called all the same,
/// since its body may be in the program.
void FunctionBuilder::annotatedSubmissions(const FunctionDecl *Callee, const Expr *Object, Args A, const Expr *E) {
  for (const auto *At : Callee->specific_attrs<AnnotateAttr>()) {
    if (At->getAnnotation() != "tidepool::submits" || At->args_size() == 0)
      continue;
    std::optional<llvm::APSInt> Index = (*At->args_begin())->getIntegerConstantExpr(U.Context);
    if (!Index || Index->isNegative() || Index->getActiveBits() > 16)
      continue;
    model::PoolModel Pool;
    Pool.Name = N.qualified(Callee).str();
    model::SubmitModel Submit;
    Submit.Tasks = {static_cast<int>(Index->getZExtValue())};
    submitCall({&Pool, &Submit}, Callee, Object, A, E);
  }
}

/// io.run(): the calling thread runs the pool's tasks. task_group.wait(): it may, until it is done.
void FunctionBuilder::serve(const model::FunctionModel &M, const Expr *E, bool Mentioned) {
  if (M.Waits) {
    at(add(NodeKind::Help, E->getBeginLoc())).Text = N.text(M.Serves);
    return;
  }
  NodeId Id = add(NodeKind::Serve, E->getBeginLoc());
  at(Id).Text = N.text(M.Serves);
  at(Id).Virtual = Mentioned;
  at(Id).MayNotRun = M.OwnThreads;
  if (!Mentioned && !M.OwnThreads)
    mayThrow(Id);
}

/// bind(&io_context::run, &io): the thread that is started with it will.
void FunctionBuilder::mentionsServer(const FunctionDecl *Function, const Expr *E) {
  if (!Function->getIdentifier() || !U.Models.mentions(Function->getName()))
    return;
  if (const model::FunctionModel *M = U.Models.function(N.qualified(Function)); M && !M->Serves.empty() && !M->Waits)
    serve(*M, E, /*Mentioned=*/true);
}

} // namespace tidepool::summary::extraction
