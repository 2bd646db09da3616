//===- Holders.cpp - Operations on holder classes and keys ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;
using tidepool::model::HolderOp;

namespace tidepool::summary::extraction {

/// The key itself, also where its address is given.
static const Expr *keyExpr(const Expr *Arg) {
  const Expr *Bare = stripTemporaries(Arg);
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Bare)) {
    if (Cast->getCastKind() != CK_LValueToRValue && Cast->getCastKind() != CK_IntegralCast &&
        Cast->getCastKind() != CK_BitCast)
      break;
    Bare = stripTemporaries(Cast->getSubExpr());
  }
  // A key that is a struct (bthread_key_t) is given by value.
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(Bare);
      Copy && Copy->getNumArgs() == 1 && Copy->getConstructor()->isCopyOrMoveConstructor())
    return keyExpr(Copy->getArg(0));
  return Bare;
}

/// The variable or field that is used as a key, whose type may be any number's (DWORD).
static const ValueDecl *keyVariable(const Expr *Key) {
  if (const auto *AddressOf = dyn_cast<UnaryOperator>(Key); AddressOf && AddressOf->getOpcode() == UO_AddrOf)
    Key = stripTemporaries(AddressOf->getSubExpr());
  const ValueDecl *D = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(Key))
    D = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Key))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->hasGlobalStorage())
      D = V;
  return D && D->getType()->isIntegerType() ? D : nullptr;
}

/// A variable or field that is a pointer to an opaque key is itself the holder.
bool FunctionBuilder::declaredHolder(const Expr *Key) {
  if (const auto *Member = dyn_cast<MemberExpr>(Key))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      return U.isHolder(U.field(Field));
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Key))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->hasGlobalStorage())
      return U.isHolder(U.variable(V));
  return false;
}

std::optional<Result> FunctionBuilder::holderCall(const model::HolderMethodRef &M, const FunctionDecl *Callee,
                                                  const Expr *Object, Args A, const Expr *E, Use Us) {
  using Kind = model::HolderModel::Kind;
  Path P;
  if (M.Holder->K == Kind::Key) {
    int Key = M.Method->Key;
    if (Key < 0 || static_cast<size_t>(Key) >= A.size()) {
      if (M.Method->Op != HolderOp::Create)
        return std::nullopt;
      // The new key is what the call returns: whoever it is assigned to.
      int D = M.Method->Destructor;
      ValueId Destructor = D >= 0 && static_cast<size_t>(D) < A.size() ? callable(A[D]) : empty();
      NodeId Marker = add(NodeKind::Nop, E->getBeginLoc());
      ValueId V = resultOf(Marker);
      CreatedKeys[V] = Destructor;
      return Result::value(V);
    }
    const Expr *KeyArg = keyExpr(A[Key]);
    if (const ValueDecl *D = keyVariable(KeyArg))
      U.keyVariable(D, *M.Holder);
    const auto *AddressOf = dyn_cast<UnaryOperator>(KeyArg);
    if (AddressOf && AddressOf->getOpcode() == UO_AddrOf)
      P = place(AddressOf->getSubExpr());
    else if (A[Key]->getType()->isPointerType() && !U.T.holder(A[Key]->getType()->getPointeeType()) &&
             U.T.holder(A[Key]->getType()))
      P = place(KeyArg); // an opaque pointer is the key
    else if (A[Key]->getType()->isPointerType() && !declaredHolder(KeyArg))
      P = deref(rvalue(A[Key], Use::Nothing), A[Key]->getBeginLoc());
    else
      P = KeyArg->isGLValue() ? place(KeyArg)
                              : hold(rvalue(KeyArg), KeyArg->getType(), KeyArg->getBeginLoc());
    if (const auto *Global = isa<DeclRefExpr>(KeyArg) ? cast<DeclRefExpr>(KeyArg)->getDecl() : nullptr)
      if (const auto *V = dyn_cast<VarDecl>(Global);
          V && V->isLocalVarDeclOrParm() && U.T.holder(V->getType()) && !V->getType()->isReferenceType())
        U.localHolder(V, F.Usr);
  } else if (M.Holder->K == Kind::Ambient || !Object) {
    if (Object)
      eval(Object, Use::Nothing);
    P.R = Root::Global;
    P.Index = U.ambient(*M.Holder);
  } else {
    P = objectOf(Object);
  }
  return holderEffect(M, Callee, P, A, E, Us);
}

Result FunctionBuilder::holderEffect(const model::HolderMethodRef &M, const FunctionDecl *Callee,
                                     const Path &P, Args A, const Expr *E, Use Us) {
  SourceLocation L = E->getBeginLoc();
  int Index = M.Method->Value == model::Last ? static_cast<int>(writtenArguments(A)) - 1 : M.Method->Value;
  bool HasValue = Index >= 0 && static_cast<size_t>(Index) < A.size();
  QualType Returned = Callee->getReturnType();
  bool Pointer = Returned->isPointerType();
  bool ContentIsPointer = false; // the slot holds a pointer that a method writes
  for (const model::HolderMethod &Other : M.Holder->Methods)
    ContentIsPointer |= Other.Op == HolderOp::Write || Other.Op == HolderOp::Swap;
  auto Write = [&](ValueId V) {
    bool Empty = isEmpty(V);
    AccessOp Op = !Empty                                                        ? AccessOp::Write
                  : M.Holder->SeparateRemove && M.Method->Op == HolderOp::Write ? AccessOp::SetEmpty
                                                                                : AccessOp::Remove;
    access(Op, P, L, V);
  };
  bool Asks =
      M.Method->Op == HolderOp::Read || M.Method->Op == HolderOp::Slot || M.Method->Op == HolderOp::Test;
  if (Asks && Us == Use::Nothing)
    TouchedHolder = P;
  switch (M.Method->Op) {
  case HolderOp::Write: {
    ValueId V = HasValue ? contentOf(A[Index], Use::Used) : empty();
    for (size_t I = 0; I < A.size(); ++I)
      if (static_cast<int>(I) != Index && static_cast<int>(I) != M.Method->Key &&
          static_cast<int>(I) != M.Method->Destructor)
        eval(A[I], Use::Nothing);
    if (int D = M.Method->Destructor; D >= 0 && static_cast<size_t>(D) < A.size()) {
      ValueId Destructor = callable(A[D]);
      Write(V);
      at(F.Nodes.size() - 1).This = Destructor;
    } else {
      Write(V);
    }
    return Result::value(M.Method->ReturnsTrue ? constant(N.text("1")) : empty());
  }
  case HolderOp::Read:
    for (const Expr *Arg : A)
      if (!M.Method || M.Method->Key == model::NoParam)
        eval(Arg, Use::Nothing);
    if (Us != Use::Nothing)
      access(AccessOp::Read, P, L, None,
             Us == Use::Copied     ? N.text("copy")
             : Us == Use::Returned ? N.text("return")
                                   : NoSym);
    if (Returned->isReferenceType())
      return Result::place(Callee->getOverloadedOperator() == OO_Star ? step(P, DerefSym) : P);
    return Result::value(load(P));
  case HolderOp::Slot:
    // Where the slot is a pointer, following it is a use of what is in the slot; a reference to that is none yet.
    if (ContentIsPointer && Callee->getOverloadedOperator() == OO_Star &&
        (Us == Use::Returned || Us == Use::Referred))
      return Result::place(step(P, DerefSym));
    if (ContentIsPointer && Us != Use::Nothing && (Pointer || Callee->getOverloadedOperator() == OO_Star))
      access(AccessOp::Read, P, L, None,
             Us == Use::Copied     ? N.text("copy")
             : Us == Use::Returned ? N.text("return")
                                   : NoSym);
    if (ContentIsPointer && Pointer)
      return Result::value(load(P));
    if (ContentIsPointer && Callee->getOverloadedOperator() == OO_Star)
      return Result::place(step(P, DerefSym));
    return Pointer ? Result::value(address(P)) : Result::place(P);
  case HolderOp::Remove:
    for (const Expr *Arg : A)
      eval(Arg, Use::Nothing);
    access(AccessOp::Remove, P, L, empty());
    return Result::value(empty());
  case HolderOp::Release:
  case HolderOp::Swap: {
    ValueId V = HasValue ? contentOf(A[Index], Use::Used) : empty();
    ValueId Old = None;
    if (Us != Use::Nothing) {
      access(AccessOp::Read, P, L, None, N.text("copy"));
      Old = load(hold(load(P), Returned, L));
    }
    if (M.Method->Op == HolderOp::Release)
      access(AccessOp::Remove, P, L, empty());
    else
      Write(V);
    return Result::value(Old == None ? empty() : Old);
  }
  case HolderOp::Test:
    if (Us != Use::Nothing)
      access(AccessOp::Test, P, L);
    return Result::value(compute({load(P)}));
  case HolderOp::Append: {
    ValueId V = HasValue ? contentOf(A[Index]) : unknown();
    access(AccessOp::Append, P, L, V, N.text("push"));
    return Result::value(empty());
  }
  case HolderOp::Erase:
    for (const Expr *Arg : A)
      eval(Arg, Use::Nothing);
    access(AccessOp::Erase, P, L, None, N.text("pop"));
    return Result::value(compute({load(P)}));
  case HolderOp::Create: {
    int D = M.Method->Destructor;
    ValueId Destructor = D >= 0 && static_cast<size_t>(D) < A.size() ? callable(A[D]) : empty();
    access(AccessOp::CreateKey, P, L, Destructor);
    return Result::value(compute({}));
  }
  case HolderOp::Delete:
    access(AccessOp::DeleteKey, P, L);
    return Result::value(compute({}));
  }
  return Result::value(unknown());
}

} // namespace tidepool::summary::extraction
