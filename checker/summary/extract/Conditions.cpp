//===- Conditions.cpp - What branches ask --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using llvm::StringRef;

namespace tidepool::summary::extraction {

void FunctionBuilder::fork(llvm::ArrayRef<NodeId> To, SourceLocation L) {
  if (Cur == None)
    return;
  NodeId Id = add(NodeKind::Branch, L);
  at(Id).Succs.assign(To.begin(), To.end());
  Cur = None;
}

void FunctionBuilder::emitBranch(Cond C, NodeId True, NodeId False, SourceLocation L) {
  NodeId Id = add(NodeKind::Branch, L);
  F.Conds.push_back(std::move(C));
  at(Id).Cond = static_cast<uint32_t>(F.Conds.size() - 1);
  at(Id).Succs = {True, False};
  Cur = None;
}

/// thrd_success, APR_SUCCESS
static bool isZeroConstant(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Constant = Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Constant && Constant->getInitVal() == 0;
}

/// What __builtin_expect asks, or null.
static const Expr *likelihoodHint(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  if (!Call || Call->getNumArgs() == 0)
    return nullptr;
  unsigned Id = Call->getBuiltinCallee();
  bool Hint = Id == Builtin::BI__builtin_expect || Id == Builtin::BI__builtin_expect_with_probability;
  return Hint ? Call->getArg(0)->IgnoreParenImpCasts() : nullptr;
}

void FunctionBuilder::branch(const Expr *E, NodeId True, NodeId False) {
  E = E->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(E)) {
    // Temporaries of the condition die on both edges.
    int Depth = Top;
    NodeId T = addNop(), Fa = addNop();
    branch(Full->getSubExpr(), T, Fa);
    for (auto [From, To] : {std::pair(T, True), std::pair(Fa, False)}) {
      start(From);
      leaveTo(Depth);
      jump(To);
    }
    Top = Depth;
    return;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
      Cast && (Cast->getCastKind() == CK_IntegralToBoolean || Cast->getCastKind() == CK_NoOp) &&
      (isa<UnaryOperator>(Cast->getSubExpr()->IgnoreParens()) ||
       isa<BinaryOperator>(Cast->getSubExpr()->IgnoreParens()) || likelihoodHint(Cast->getSubExpr())))
    return branch(Cast->getSubExpr(), True, False);
  if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot)
    return branch(Not->getSubExpr(), False, True);
  if (const auto *Op = dyn_cast<BinaryOperator>(E); Op && Op->isLogicalOp()) {
    NodeId Next = addNop();
    int Depth = Top;
    if (Op->getOpcode() == BO_LAnd)
      branch(Op->getLHS(), Next, False);
    else
      branch(Op->getLHS(), True, Next);
    Top = Depth;
    start(Next);
    branch(Op->getRHS(), True, False);
    Top = Depth;
    return;
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(E); Op && Op->getOpcode() == BO_Comma) {
    discard(Op->getLHS());
    return branch(Op->getRHS(), True, False);
  }
  if (const Expr *Question = likelihoodHint(E))
    return branch(Question, True, False);
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(Bare))
    return jump(Bool->getValue() ? True : False);
  if (const auto *Int = dyn_cast<IntegerLiteral>(Bare))
    return jump(Int->getValue() != 0 ? True : False);
  if (!stateBranch(E, True, False))
    leafBranch(E, True, False);
}

/// What is asked of the object: 1 = is it set, -1 = is it empty, 0 = something else.
static int emptinessMethod(const CXXMethodDecl *M) {
  if (isa<CXXConversionDecl>(M))
    return cast<CXXConversionDecl>(M)->getConversionType()->isBooleanType() ? 1 : 0;
  if (!M->getIdentifier() || M->getNumParams() != 0)
    return 0;
  return llvm::StringSwitch<int>(M->getName())
      .Cases("has_value", "is_initialized", "size", "length", "hasLocalData", "hasValue", 1)
      .Cases("empty", "isEmpty", "isNull", -1)
      .Cases("get", "load", "data", 1)
      .Default(0);
}

/// get(), hasLocalData(), pthread_getspecific(k): asks a modelled holder.
bool FunctionBuilder::isHolderCall(const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return false;
  std::string Plain = plainName(Callee);
  if (!U.Models.mentions(Plain))
    return false;
  model::HolderMethodRef M = U.Models.holderMethod(N.qualified(Callee));
  return M.Method && (M.Method->Op == model::HolderOp::Read || M.Method->Op == model::HolderOp::Slot ||
                      M.Method->Op == model::HolderOp::Test);
}

/// The model of a function that sets a key and says whether it could, or null.
const model::HolderMethod *FunctionBuilder::keySetter(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getReturnType()->isIntegerType() || !U.Models.mentions(plainName(Callee)))
    return nullptr;
  model::HolderMethodRef M = U.Models.holderMethod(N.qualified(Callee));
  bool Sets = M.Method && M.Method->Op == model::HolderOp::Write && M.Holder->K == model::HolderModel::Kind::Key;
  return Sets ? M.Method : nullptr;
}

/// Questions that only ask whether something is there. False: nothing was emitted.
bool FunctionBuilder::emptinessBranch(const Expr *E, bool Negate, NodeId True, NodeId False) {
  const Expr *Whole = E;
  E = E->IgnoreParenImpCasts();
  if (Negate)
    std::swap(True, False);
  // Where a key could not be set nothing was written; that way is not looked at.
  if (const model::HolderMethod *Setter = keySetter(E)) {
    eval(E, Use::Nothing);
    jump(Setter->ReturnsTrue ? True : False);
    return true;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && isHolderCall(Call)) {
    TouchedHolder = Path();
    Result R = eval(E, Use::Nothing);
    if (TouchedHolder.valid()) {
      Cond C;
      C.Kind = CondKind::NonEmpty;
      C.P = TouchedHolder;
      C.Text = N.text(placeText(C.P));
      C.Mentions = {C.P};
      access(AccessOp::Test, C.P, E->getBeginLoc());
      emitBranch(std::move(C), True, False, Whole->getExprLoc());
      return true;
    }
    Cond C;
    ValueId V = asValue(R, Use::Used, E);
    C.P = hold(V, E->getType(), E->getBeginLoc());
    C.Kind = CondKind::NonEmpty;
    C.Text = N.text(placeText(C.P));
    C.Mentions = {C.P};
    emitBranch(std::move(C), True, False, Whole->getExprLoc());
    return true;
  }
  const Expr *Object = nullptr;
  int Sense = 1;
  bool Dereferenced = false;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    Role R = M ? U.T.role(Call->getRecordDecl()) : Role::Other;
    bool Known = R == Role::SmartPointer || R == Role::SharedPointer || R == Role::Optional ||
                 R == Role::Container || R == Role::String || R == Role::Callable || R == Role::View ||
                 (R == Role::Atomic && M && M->getIdentifier() && M->getName() == "load");
    // User classes that offer the same question are asked by a call.
    Sense = Known ? emptinessMethod(M) : 0;
    if (!Sense)
      return false;
    if (M->getIdentifier() && M->getName() == "data")
      return false;
    Object = Call->getImplicitObjectArgument();
    Dereferenced = Object->getType()->isPointerType();
  } else {
    QualType T = E->getType();
    bool Pointer = T->isAnyPointerType() || T->isMemberPointerType() || T->isNullPtrType();
    Role R = U.T.role(T);
    bool Class =
        R == Role::SmartPointer || R == Role::SharedPointer || R == Role::Optional || R == Role::Callable;
    if (!Pointer && !Class && !T->isArithmeticType() && !T->isEnumeralType())
      return false;
    Object = E;
  }
  std::optional<Path> Quiet = quietPlace(Object);
  if (Quiet && Dereferenced)
    Quiet = step(*Quiet, DerefSym);
  Cond C;
  C.Kind = CondKind::NonEmpty;
  bool Number = E->getType()->isArithmeticType() && !isa<CXXMemberCallExpr>(E);
  if (Quiet) {
    C.P = *Quiet;
    C.Text = N.text(placeText(C.P));
    C.Mentions = {C.P};
    // The way to the object is used, its content is only tested.
    for (size_t I = 0; I < C.P.Steps.size(); ++I)
      if (C.P.Steps[I] == DerefSym) {
        Path Prefix = C.P;
        Prefix.Steps.resize(I);
        read(Prefix, Use::Used, nameLoc(E));
      }
  } else {
    Result R = eval(Object, Use::Nothing);
    if (R.P.valid()) {
      C.P = Dereferenced ? step(R.P, DerefSym) : R.P;
    } else {
      const Value V = get(R.V);
      if (V.Kind == ValueKind::Load)
        C.P = V.P;
      else if (V.Kind == ValueKind::Result) {
        C.P.R = Root::Result;
        C.P.Index = V.Node;
      } else
        C.P = hold(R.V, Object->getType(), Object->getBeginLoc());
      if (Dereferenced)
        C.P = step(C.P, DerefSym);
    }
    C.Text = N.text(placeText(C.P));
    C.Mentions = {C.P};
  }
  bool PlainResult = C.P.R == Root::Result && C.P.Steps.empty();
  if (PlainResult)
    decides(resultOf(C.P.Index)); // asks the call, not a place
  else if (Number) {
    read(C.P, Use::Used, nameLoc(E));
    decides(load(C.P));
  } else
    test(C.P, nameLoc(E));
  C.Call = callBehind(C.P);
  if (Sense < 0)
    std::swap(True, False);
  emitBranch(std::move(C), True, False, Whole->getExprLoc());
  return true;
}

/// A switch asks one question after the other, so that a later `if (mode == Fast)` is known to be the same. False if
/// nobody else can ask about its subject, or there are too many cases.
bool FunctionBuilder::caseBranches(const Expr *Subject, llvm::ArrayRef<const CaseStmt *> Asked, NodeId Default) {
  constexpr size_t MaxCases = 12;
  std::string Name;
  std::vector<Path> Mentions;
  if (Cur == None || Asked.empty() || Asked.size() > MaxCases || !describe(Subject, Name, Mentions))
    return false;
  llvm::SmallVector<std::string, 8> Values(Asked.size());
  for (size_t I = 0; I != Asked.size(); ++I) {
    std::vector<Path> Others;
    if (Asked[I]->getRHS() || !describe(Asked[I]->getLHS(), Values[I], Others) || !Others.empty())
      Values[I].clear(); // GNU's ranges: a question that nobody else asks
  }
  std::optional<Path> P = quietPlace(Subject);
  for (size_t I = 0; I != Asked.size(); ++I) {
    NodeId Case = Cases[Asked[I]];
    SourceLocation L = Asked[I]->getBeginLoc();
    if (I + 1 == Asked.size() && Default == None) {
      jump(Case); // what is left of an enumeration
      break;
    }
    NodeId Next = I + 1 == Asked.size() ? Default : addNop();
    Cond C;
    C.Mentions = Mentions;
    bool Zero = P && !Asked[I]->getRHS() && isNull(Asked[I]->getLHS());
    if (Zero) {
      C.Kind = CondKind::NonEmpty;
      C.P = *P;
      C.Text = N.text(placeText(*P));
    } else if (!Values[I].empty()) {
      C.Kind = CondKind::Plain;
      C.Text = N.text("(" + Name + " == " + Values[I] + ")");
    }
    emitBranch(std::move(C), Zero ? Next : Case, Zero ? Case : Next, L);
    if (I + 1 != Asked.size())
      start(Next);
  }
  return true;
}

void FunctionBuilder::leafBranch(const Expr *E, NodeId True, NodeId False) {
  const Expr *Bare = E->IgnoreParenImpCasts();
  // p == nullptr, nullptr != p, n == 0, size() > 0; also the rewritten forms of class types.
  const Expr *LHS = nullptr, *RHS = nullptr;
  BinaryOperatorKind Op = BO_Comma;
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Bare)) {
    auto Parts = Rewritten->getDecomposedForm();
    LHS = Parts.LHS, RHS = Parts.RHS, Op = Parts.Opcode;
  } else if (const auto *B = dyn_cast<BinaryOperator>(Bare)) {
    LHS = B->getLHS(), RHS = B->getRHS(), Op = B->getOpcode();
  } else if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Bare); C && C->getNumArgs() == 2) {
    LHS = C->getArg(0), RHS = C->getArg(1);
    Op = C->getOperator() == OO_EqualEqual ? BO_EQ : C->getOperator() == OO_ExclaimEqual ? BO_NE : BO_Comma;
  }
  // b == true
  if (LHS && (Op == BO_EQ || Op == BO_NE))
    if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(RHS->IgnoreParenImpCasts());
        B && B->getValue() && LHS->IgnoreParenImpCasts()->getType()->isBooleanType())
      if (emptinessBranch(LHS, Op == BO_NE, True, False))
        return;
  if (LHS && (Op == BO_EQ || Op == BO_NE || Op == BO_GT)) {
    if ((isNull(LHS) || keySetter(RHS)) && Op != BO_GT)
      std::swap(LHS, RHS);
    if ((isNull(RHS) || (keySetter(LHS) && isZeroConstant(RHS))) && (Op != BO_GT || LHS->getType()->isUnsignedIntegerType()))
      if (emptinessBranch(LHS, Op == BO_EQ, True, False))
        return;
  }
  if (!isa<BinaryOperator>(Bare) && (keyedBranch(E, True, False) || emptinessBranch(Bare, false, True, False)))
    return;

  Cond C;
  std::string Text;
  std::vector<Path> Mentions;
  bool Flip = false;
  bool Simple = describe(Bare, Text, Mentions);
  if (!compareWithConstant(Bare)) {
    llvm::SaveAndRestore Once(Leaf, Bare);
    Result R = eval(E, Use::Used);
    ValueId V = asValue(R, Use::Used, E);
    decides(V);
    if (const Value &Tested = get(V); Tested.Kind == ValueKind::Result)
      C.Call = Tested.Node;
  }
  if (Simple) {
    C.Kind = CondKind::Plain;
    if (const auto *B = dyn_cast<BinaryOperator>(Bare); B && B->getOpcode() == BO_NE) {
      // a != b is a == b the other way round.
      size_t At = Text.find(" != ");
      Text.replace(At, 4, " == ");
      Flip = true;
    }
    C.Text = N.text(Text);
    C.Mentions = std::move(Mentions);
  } else if (C.Call != None) {
    C.Kind = CondKind::NonEmpty;
    C.P.R = Root::Result;
    C.P.Index = C.Call;
  }
  if (Flip)
    std::swap(True, False);
  emitBranch(std::move(C), True, False, E->getExprLoc());
}

} // namespace tidepool::summary::extraction
