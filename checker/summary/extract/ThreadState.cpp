//===- ThreadState.cpp - Calls that change a thread's own state ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The signal mask, the rounding mode, the error queue of a library: state that
// no variable of the program holds. A model says which call does what to it; in
// the summary it is a holder of its own, written, read and emptied like others.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using llvm::StringRef;
using tidepool::model::StateCall;

namespace tidepool::summary::extraction {

/// A number, or a null pointer as 0, also where it is cast: (locale_t)0.
static std::optional<int64_t> numberOf(const Expr *E, const ASTContext &Context) {
  E = E->IgnoreParenCasts();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return 0;
  Expr::EvalResult R;
  if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() || !E->EvaluateAsInt(R, Context))
    return std::nullopt;
  return R.Val.getInt().getExtValue();
}

static bool isNullPointer(const Expr *E, const ASTContext &Context) { return numberOf(E, Context) == 0; }

/// Is the expression the macro, enumerator or number that a model names?
static bool isNamed(const Expr *E, StringRef Name, const ASTContext &Context) {
  int64_t Number;
  if (!Name.getAsInteger(0, Number))
    return numberOf(E, Context) == Number;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()))
    if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(Ref->getDecl()))
      return Enumerator->getName() == Name;
  const SourceManager &Sources = Context.getSourceManager();
  for (SourceLocation L = E->getBeginLoc(); L.isMacroID(); L = Sources.getImmediateMacroCallerLoc(L))
    if (Lexer::getImmediateMacroName(L, Sources, Context.getLangOpts()) == Name)
      return true;
  return false;
}

/// 0, pthread_self(), gettid(), or a variable that was initialised so and is not written again.
static bool isCallingThread(const Expr *E, const ASTContext &Context) {
  if (numberOf(E, Context) == 0)
    return true;
  E = E->IgnoreParenCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return V && V->isLocalVarDecl() && V->getInit() && isCallingThread(V->getInit(), Context);
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return false;
  if (Callee->getName() == "syscall" && Call->getNumArgs() > 0)
    return isNamed(Call->getArg(0), "SYS_gettid", Context) ||
           isNamed(Call->getArg(0), "__NR_gettid", Context);
  return llvm::is_contained({"pthread_self", "thrd_current", "gettid", "GetCurrentThread"},
                            Callee->getName());
}

/// What the model says of this very call, with these arguments.
model::StateRef FunctionBuilder::stateRef(const FunctionDecl *Callee, Args A) const {
  if (!U.Models.mentions(plainName(Callee)) || (U.hasBody(Callee) && !U.N.isSystem(Callee)))
    return {};
  auto given = [&](int Param) { return Param >= 0 && static_cast<size_t>(Param) < A.size(); };
  for (const model::StateRef &Ref : U.Models.stateCalls(N.qualified(Callee))) {
    const StateCall &C = *Ref.Call;
    auto Is = [&](StringRef Name) { return isNamed(A[C.WhenParam], Name, U.Context); };
    if (C.WhenParam != model::NoParam && !(given(C.WhenParam) && llvm::any_of(C.WhenIs, Is)))
      continue;
    // Of another thread nothing is known.
    if (C.Thread != model::NoParam && !(given(C.Thread) && isCallingThread(A[C.Thread], U.Context)))
      return {};
    return Ref;
  }
  return {};
}

model::StateRef FunctionBuilder::stateRef(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || isa<CXXMethodDecl>(Callee))
    return {};
  llvm::SmallVector<const Expr *, 6> As(Call->arguments());
  return stateRef(Callee, As);
}

Path FunctionBuilder::statePath(const model::StateModel &M) {
  Path P;
  P.R = Root::Global;
  P.Index = U.state(M);
  return P;
}

/// `setcsr((getcsr() & ~mask) | saved)`: the bits that were saved are put back into what there is now.
ValueId FunctionBuilder::savedBits(ValueId V) const {
  ValueId Found = None;
  bool Now = false;
  llvm::SmallVector<ValueId, 8> Work{V};
  while (!Work.empty()) {
    ValueId Next = Work.pop_back_val();
    const Value &Val = get(Next);
    llvm::append_range(Work, Val.Operands);
    if (SavedStates.contains(Next)) {
      Now = true;
    } else if (Val.Kind == ValueKind::Load) {
      if (Found != None)
        return V;
      Found = Next;
    }
  }
  return Now && Found != None ? Found : V;
}

/// The state that an argument asks for: structures and names are given by pointer.
ValueId FunctionBuilder::newState(const FunctionDecl *Callee, const Expr *Arg, size_t Param) {
  ValueId V = rvalue(Arg);
  QualType T = Param < Callee->getNumParams() ? Callee->getParamDecl(Param)->getType() : Arg->getType();
  QualType Pointee = T->isPointerType() ? T->getPointeeType() : QualType();
  bool Given = !Pointee.isNull() && (Pointee->isRecordType() || Pointee->isAnyCharacterType()) &&
               (Pointee.isConstQualified() || Param >= Callee->getNumParams());
  bool Followed = get(V).Kind == ValueKind::Address || get(V).Kind == ValueKind::Load;
  if (Given && Followed)
    return load(deref(V, Arg->getBeginLoc()));
  return get(V).Kind == ValueKind::Compute ? savedBits(V) : V;
}

std::optional<Result> FunctionBuilder::stateCall(const FunctionDecl *Callee, Args A, const Expr *E, Use Us) {
  model::StateRef Ref = stateRef(Callee, A);
  if (!Ref.Call)
    return std::nullopt;
  const StateCall &C = *Ref.Call;
  Path P = statePath(*Ref.State);
  SourceLocation L = E->getBeginLoc();
  if (C.K == StateCall::Kind::Use)
    access(AccessOp::Read, P, L);
  if (C.K == StateCall::Kind::Use || C.K == StateCall::Kind::Fail)
    return std::nullopt; // what else it does, it does as any other function
  ValueId New = C.K == StateCall::Kind::Reset ? empty() : unknown();
  Path Old;
  for (size_t I = 0; I < A.size(); ++I) {
    if (C.K == StateCall::Kind::Set && static_cast<int>(I) == C.Value)
      New = newState(Callee, A[I], I);
    else if (static_cast<int>(I) != C.Old)
      eval(A[I]);
    else if (!isNullPointer(A[I], U.Context))
      Old = deref(rvalue(A[I]), A[I]->getBeginLoc());
  }
  ValueId Before = None;
  if (Old.valid() || (C.ReturnsOld && Us != Use::Nothing)) {
    access(AccessOp::Read, P, L, None, N.text("copy"));
    if (Old.valid())
      assign(Old, load(P), L);
    if (C.ReturnsOld) {
      Before = load(hold(load(P), Callee->getReturnType(), L));
      SavedStates.insert(Before);
    }
  }
  if (C.K != StateCall::Kind::Ask)
    access(isEmpty(New) ? AccessOp::Remove : AccessOp::Write, P, L, New);
  if (C.ReturnsOld)
    return Result::value(Before == None ? unknown() : Before);
  return Result::value(C.ReturnsTrue ? constant(N.text("1")) : empty());
}

/// Remembers what was called last, so that a variable that is given its result can be asked about it.
void FunctionBuilder::rememberResult(const Expr *Call) {
  model::StateRef Ref = stateRef(Call);
  if (Ref.Call && !Ref.Call->ReturnsOld && Ref.Call->K != StateCall::Kind::Use)
    JustReturned = {Ref, Call->getBeginLoc(), F.Nodes.size()};
}

static bool holds(int64_t Left, BinaryOperatorKind Op, int64_t Right) {
  switch (Op) {
  case BO_LT:
    return Left < Right;
  case BO_GT:
    return Left > Right;
  case BO_LE:
    return Left <= Right;
  case BO_GE:
    return Left >= Right;
  case BO_EQ:
    return Left == Right;
  default:
    return Left != Right;
  }
}

namespace {
/// "r <= 0", "NULL == p", "r": what is asked about which expression.
struct Question {
  const Expr *Subject;
  BinaryOperatorKind Op = BO_NE;
  int64_t Number = 0;
  bool ask(int64_t Value) const { return holds(Value, Op, Number); }
};
} // namespace

static std::optional<Question> questionOf(const Expr *E, const ASTContext &Context) {
  E = E->IgnoreParenImpCasts();
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || B->isAssignmentOp())
    return Question{E};
  if (!B->isComparisonOp() || B->getOpcode() == BO_Cmp)
    return std::nullopt;
  if (auto Number = numberOf(B->getRHS(), Context))
    return Question{B->getLHS()->IgnoreParenImpCasts(), B->getOpcode(), *Number};
  if (auto Number = numberOf(B->getLHS(), Context))
    return Question{B->getRHS()->IgnoreParenImpCasts(), BinaryOperator::reverseComparisonOp(B->getOpcode()),
                    *Number};
  return std::nullopt;
}

/// Did the call that a condition asks about fail? Where a state could not be set it is as it was: that way is
/// not looked at. Where a function that leaves its errors behind has failed, they are there.
bool FunctionBuilder::stateBranch(const Expr *E, NodeId True, NodeId False) {
  std::optional<Question> Q = questionOf(E, U.Context);
  if (!Q)
    return false;
  const Expr *Asked = Q->Subject;
  if (const auto *B = dyn_cast<BinaryOperator>(Asked); B && B->getOpcode() == BO_Assign)
    Asked = B->getRHS()->IgnoreParenImpCasts();
  StateResult R{stateRef(Asked), Asked->getBeginLoc()};
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Asked))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && Locals.count(V))
      R = StateResults.lookup(Locals.lookup(V));
  if (!R.Ref.Call || R.Ref.Call->ReturnsOld || R.Ref.Call->K == StateCall::Kind::Use)
    return false;
  if (R.Ref.Call->K != StateCall::Kind::Fail) {
    if (!isa<DeclRefExpr>(Asked))
      eval(Q->Subject, Use::Nothing);
    jump(Q->ask(R.Ref.Call->ReturnsTrue ? 1 : 0) ? True : False);
    return true;
  }
  NodeId Edges[] = {addNop(), addNop()};
  leafBranch(E, Edges[0], Edges[1]);
  for (bool Taken : {true, false}) {
    start(Edges[Taken ? 0 : 1]);
    auto takes = [&](int64_t Value) { return Q->ask(Value) == Taken; };
    bool Succeeded = takes(1) || takes(1024); // a count of bytes is a success, too
    if (!Succeeded && (takes(0) || takes(-1)))
      access(AccessOp::Append, statePath(*R.Ref.State), R.L, unknown());
    jump(Taken ? True : False);
  }
  return true;
}

} // namespace tidepool::summary::extraction
