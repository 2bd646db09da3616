//===- Library.cpp - Who knows what a library function does --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

static const CXXRecordDecl *classOf(const FunctionDecl *Callee, const Expr *Object) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee))
    return Method->getParent();
  return nullptr;
}

/// The static class of the object: where a method is inherited, a model may name either class.
const CXXRecordDecl *FunctionBuilder::objectClass(const Expr *Object) {
  if (!Object)
    return nullptr;
  const Expr *Bare = Object->IgnoreParens();
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(Bare)) {
    if (Cast->getCastKind() != CK_UncheckedDerivedToBase && Cast->getCastKind() != CK_DerivedToBase &&
        Cast->getCastKind() != CK_NoOp)
      break;
    Bare = Cast->getSubExpr()->IgnoreParens();
  }
  QualType T = Bare->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

bool FunctionBuilder::spawnsOn(const FunctionDecl *Callee) const {
  return U.Context.getTargetInfo().getTriple().isWindowsMSVCEnvironment() == false &&
         N.qualified(Callee) == "std::async";
}

std::optional<Result> FunctionBuilder::library(const FunctionDecl *Callee, const Expr *Object, Args A,
                                               const Expr *E, Use Us) {
  const CXXRecordDecl *Class = classOf(Callee, Object);
  const CXXRecordDecl *Static = objectClass(Object);
  bool System = U.N.isSystem(Callee);
  std::string Plain = plainName(Callee);
  if (Callee->hasAttr<AnnotateAttr>())
    annotatedSubmissions(Callee, Object, A, E);
  if (U.Models.mentions(Plain)) {
    llvm::StringRef Name = N.qualified(Callee);
    std::string Derived;
    auto Find = [&](auto Lookup) {
      auto Found = Lookup(Name);
      // "QThreadPool::start" may be found by the object's class where a base declares it.
      if (!static_cast<bool>(Found) && Static && Static != Class && Static->getIdentifier()) {
        Derived = (N.qualified(Static) + "::" + Plain).str();
        Found = Lookup(Derived);
      }
      return Found;
    };
    struct HolderHit : model::HolderMethodRef {
      explicit operator bool() const { return Method; }
    };
    if (auto H = Find([&](llvm::StringRef S) { return HolderHit{U.Models.holderMethod(S)}; }))
      if (std::optional<Result> R = holderCall(H, Callee, Object, A, E, Us))
        return R;
    if (std::optional<Result> R = stateCall(Callee, A, E, Us))
      return R;
    struct SubmitHit : model::SubmitRef {
      explicit operator bool() const { return Submit; }
    };
    if (auto S = Find([&](llvm::StringRef S) { return SubmitHit{U.Models.submit(S)}; })) {
      if (spawnsOn(Callee)) {
        spawn(A, 0, E);
        return Result::value(unknown());
      }
      if (std::optional<Result> R = submitCall(S, Callee, Object, A, E)) {
        if (const auto *M = U.Models.function(Name); M && M->Waits)
          serve(*M, E, /*Mentioned=*/false);
        if (System)
          return R;
        return std::nullopt; // and called: the library's own sources may be in the program
      }
    }
    if (const auto *G = U.Models.guardMaker(Name); G && System) {
      Path P = temporary(E->getType(), E->getBeginLoc());
      armGuard(*G, P, A, E->getBeginLoc(), Callee);
      return Result::value(load(P));
    }
    if (const auto *C = Find([&](llvm::StringRef S) { return U.Models.callable(S); }))
      if (std::optional<Result> R = callableCall(*C, Callee, Object, A, E, Us))
        return R;
    if (const auto *M = U.Models.function(Name)) {
      if (!M->Serves.empty())
        serve(*M, E, /*Mentioned=*/false);
      if (M->Throws) {
        for (const Expr *Arg : A)
          eval(Arg);
        NodeId Id = add(NodeKind::Throw, E->getBeginLoc());
        NodeId To = unwindTarget(Top);
        at(Id).Unwind = To;
        Cur = None;
        return Result::value(empty());
      }
      if (M->NoReturn) {
        for (const Expr *Arg : A)
          eval(Arg);
        jump(3);
        return Result::value(empty());
      }
      if (M->Switches) {
        for (const Expr *Arg : A)
          eval(Arg);
        at(add(NodeKind::Suspend, E->getBeginLoc())).Text = N.text(Name);
        return Result::value(unknown());
      }
    }
  }
  if (Object && Class && System && Class->getIdentifier() && !isa<CXXConstructorDecl>(Callee)) {
    QualType T = U.Context.getRecordType(Static ? Static : Class);
    if (const model::GuardModel *G = U.T.guard(T))
      return guardCall(*G, Callee, Object, A, E);
    if (Class->getName() == "__pthread_cleanup_class" && Plain == "__setdoit") {
      // pthread_cleanup_pop(0) takes the handler back.
      Path P = objectOf(Object);
      if (isEmpty(rvalue(A.front())))
        cancel(P);
      return Result::value(empty());
    }
  }
  if (Object && Class) {
    Role R = U.T.role(Class);
    if (R == Role::Other && Static)
      R = U.T.role(Static);
    if (R == Role::Container) {
      const model::ContainerModel *C = U.T.container(Class);
      if (!C && Static)
        C = U.T.container(Static);
      if (C)
        if (std::optional<Result> Done = containerCall(*C, Callee, Object, A, E, Us))
          return Done;
    } else if (R != Role::Other) {
      if (std::optional<Result> Done = roleCall(R, Callee, Object, A, E, Us))
        return Done;
    }
  }
  if (!Object && System && !isa<CXXConstructorDecl>(Callee))
    return freeCall(Plain, Callee, A, E, Us);
  return std::nullopt;
}

} // namespace tidepool::summary::extraction
