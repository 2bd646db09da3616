//===- StandardTypes.cpp - Members of smart pointers, optionals, strings, atomics -===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace tidepool::summary::extraction {

std::optional<Result> FunctionBuilder::pointerCall(Role R, llvm::StringRef Name, const Expr *Object, Args A,
                                                   const Expr *E, Use Us) {
  SourceLocation L = nameLoc(Object);
  Sym Deleter = N.text("deleter");
  QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  if (Name == "get" || Name == "data" || Name == "getReference" || Name == "load") {
    Path P = objectOf(Object);
    return Result::value(loadFrom(P, Us, L));
  }
  if (Name == "operator->") {
    Path P = objectOf(Object);
    return Result::value(loadFrom(P, Use::Used, L));
  }
  if (Name == "operator*" || Name == "operator[]") {
    for (const Expr *Arg : A)
      rvalue(Arg);
    Path P = objectOf(Object);
    // What a smart pointer in a slot owns is part of the slot: to refer to it is no use of it yet.
    if ((Us == Use::Returned || Us == Use::Referred) && isSlot(P))
      return Result::place(step(P, DerefSym));
    ValueId V = loadFrom(P, Use::Used, L);
    return Result::place(deref(V, L));
  }
  if (Name == "operator=" && A.size() == 1) {
    ValueId V = movedFrom(A[0], Use::Copied);
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::place(P);
  }
  if (Name == "reset") {
    bool Default = A.empty() || isa<CXXDefaultArgExpr>(A[0]);
    ValueId V = Default ? empty() : contentOf(A[0], Use::Copied);
    Path P = objectOf(Object);
    if (A.size() > 1 && isCallable(A[1]->getType())) {
      store(step(P, Deleter), callable(A[1]), L);
      if (R == Role::SharedPointer && P.R == Root::Local && P.Steps.empty())
        OwnedShares[P.Index] = true;
    }
    // What it held until now ends here.
    if (R == Role::SmartPointer && !isSlot(P) && U.T.endMatters(T))
      ifSet(P, E->getBeginLoc(), [&] { destroySmart(P, T, E->getBeginLoc()); });
    assign(P, V, L);
    return Result::value(empty());
  }
  if (Name == "release" || Name == "take") {
    Path P = objectOf(Object);
    ValueId Old = takeOld(P, T, L);
    assign(P, empty(), L);
    if (P.R == Root::Local)
      store(step(P, Deleter), empty(), L);
    return Result::value(Old);
  }
  if (Name == "operator bool" || Name == "isNull") {
    Path P = objectOf(Object);
    test(P, L);
    return Result::value(compute({load(P)}));
  }
  if (Name == "lock") { // weak_ptr
    Path P = objectOf(Object);
    return Result::value(loadFrom(P, Us, L));
  }
  if (Name == "swap" && A.size() == 1) {
    Path P = objectOf(Object), Q = place(A[0]);
    swapPlaces(P, Q, T, L);
    return Result::value(empty());
  }
  return std::nullopt;
}

std::optional<Result> FunctionBuilder::optionalCall(llvm::StringRef Name, const Expr *Object, Args A,
                                                    const Expr *E, Use Us) {
  SourceLocation L = nameLoc(Object);
  QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  if (Name == "value" || Name == "operator*" || Name == "get") {
    Path P = objectOf(Object);
    return Result::place(step(P, ElementSym));
  }
  if (Name == "operator->" || Name == "get_ptr") {
    Path P = objectOf(Object);
    read(P, Use::Used, L);
    return Result::value(address(step(P, ElementSym)));
  }
  if (Name == "has_value" || Name == "operator bool" || Name == "is_initialized") {
    Path P = objectOf(Object);
    test(P, L);
    return Result::value(compute({load(P)}));
  }
  if (Name == "value_or" && A.size() == 1) {
    ValueId Other = contentOf(A[0]);
    Path P = objectOf(Object);
    ValueId V = loadFrom(step(P, ElementSym), Us, L);
    return Result::value(compute({V, Other}, ValueKind::Choice));
  }
  if (Name == "reset") {
    Path P = objectOf(Object);
    QualType Element = U.T.element(T);
    if (!isSlot(P) && !Element.isNull() && U.T.endMatters(Element)) {
      destroy(step(P, ElementSym), Element, E->getBeginLoc(), false);
      store(step(P, ElementSym), empty(), L);
    }
    clear(P, L);
    return Result::value(empty());
  }
  if (Name == "emplace") {
    Path P = objectOf(Object);
    QualType Element = U.T.element(T);
    const CXXConstructorDecl *Ctor =
        Element.isNull() ? nullptr : guessConstructor(Element, writtenArguments(A));
    llvm::SmallVector<ValueId, 4> Values;
    for (size_t I = 0; I < A.size(); ++I) {
      bool Ref = Ctor && I < Ctor->getNumParams() && Ctor->getParamDecl(I)->getType()->isReferenceType();
      Values.push_back(Ref ? address(place(A[I])) : bound(A[I]));
    }
    if (!isSlot(P))
      store(P, constant(N.text("{}")), L);
    if (Ctor && needsConstructorCall(Ctor) && !isSlot(P)) {
      callConstructor(Ctor, address(step(P, ElementSym)), Values, E->getBeginLoc());
    } else if (const model::GuardModel *G = Element.isNull() ? nullptr : U.T.guard(Element)) {
      armGuard(*G, step(P, ElementSym), A, L);
    } else {
      ValueId V = Values.size() == 1 ? Values.front() : compute(Values);
      if (isSlot(P))
        assign(P, isEmpty(V) ? constant(N.text("{}")) : V, L);
      else
        store(step(P, ElementSym), V, L);
    }
    return Result::place(step(P, ElementSym));
  }
  if (Name == "operator=" && A.size() == 1) {
    const Expr *Bare = stripTemporaries(A[0]);
    bool None = Bare->getType().getAsString().find("nullopt_t") != std::string::npos ||
                Bare->getType().getAsString().find("none_t") != std::string::npos;
    bool Whole = U.T.role(Bare->getType()) == Role::Optional;
    ValueId V = None ? empty() : movedFrom(A[0], Use::Copied);
    Path P = objectOf(Object);
    if (None || Whole || isSlot(P))
      // A set optional is not the empty one, whatever is in it.
      assign(P, !None && !Whole && isEmpty(V) ? constant(N.text("{}")) : V, L);
    else
      store(step(P, ElementSym), V, L);
    return Result::place(P);
  }
  if (Name == "swap" && A.size() == 1) {
    Path P = objectOf(Object), Q = place(A[0]);
    swapPlaces(P, Q, T, L);
    return Result::value(empty());
  }
  return std::nullopt;
}

std::optional<Result> FunctionBuilder::stringCall(llvm::StringRef Name, const FunctionDecl *Callee,
                                                  const Expr *Object, Args A, const Expr *E, Use Us) {
  SourceLocation L = nameLoc(Object);
  QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  bool Const = cast<CXXMethodDecl>(Callee)->isConst();
  if (Name == "swap" && A.size() == 1) {
    Path P = objectOf(Object), Q = place(A[0]);
    swapPlaces(P, Q, T, L);
    return Result::value(empty());
  }
  llvm::SmallVector<ValueId, 3> Values;
  if (Name == "operator=" && A.size() == 1) {
    ValueId V = characters(A[0], movedFrom(A[0], Use::Copied));
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::place(P);
  }
  for (const Expr *Arg : A)
    if (!isa<CXXDefaultArgExpr>(Arg))
      Values.push_back(characters(Arg, contentOf(Arg)));
  Path P = objectOf(Object);
  if (Name == "clear" || (Name == "resize" && !Values.empty() && isEmpty(Values.front()))) {
    clear(P, L);
    return Result::value(empty());
  }
  if (Name == "assign" || Name == "replace") {
    ValueId V = Values.size() == 1 ? Values.front() : compute(Values);
    if (Name == "replace" && isSlot(P))
      access(AccessOp::Append, P, L, V);
    else
      assign(P, V, L);
    return Result::place(P);
  }
  bool Adds = llvm::StringSwitch<bool>(Name)
                  .Cases("append", "push_back", "operator+=", "insert", "prepend", "resize", true)
                  .Default(false);
  if (Adds) {
    ValueId V = compute(Values);
    if (couldBeSlot(P)) {
      NodeId Id = access(AccessOp::Append, P, L, V);
      if (Name != "resize")
        at(Id).Types = {N.text(GrowsEach)};
    }
    if (!isSlot(P)) {
      Values.push_back(load(P));
      store(P, compute(Values), L);
    }
    return Result::place(P);
  }
  if (Name == "erase" || Name == "pop_back" || Name == "chop" || Name == "truncate" || Name == "remove") {
    if (couldBeSlot(P))
      access(AccessOp::Erase, P, L);
    return Result::place(P);
  }
  if (Name == "empty" || Name == "isEmpty" || Name == "isNull") {
    test(P, L);
    return Result::value(compute({load(P)}));
  }
  if (Name == "reserve" || Name == "shrink_to_fit" || Name == "capacity")
    return Result::value(compute({}));
  if (!Const && Callee->getReturnType()->isReferenceType())
    return Result::place(step(P, ElementSym)); // s[i], s.front(), s.back()
  // c_str(), data(), size(), substr(), compare(), iterators ...
  if (Name == "size" || Name == "length")
    testBy(Name, P, L);
  if (Us != Use::Nothing)
    read(P, Use::Used, L);
  Values.push_back(load(P));
  return Result::value(compute(Values));
}

std::optional<Result> FunctionBuilder::atomicCall(llvm::StringRef Name, const Expr *Object, Args A,
                                                  const Expr *E, Use Us) {
  SourceLocation L = nameLoc(Object);
  QualType T = E->getType();
  bool Conversion = Name.starts_with("operator ");
  if (Name == "load" || Conversion || Name == "test") {
    Path P = objectOf(Object);
    return Result::value(loadFrom(P, Us, L));
  }
  if (Name == "store" || Name == "operator=") {
    ValueId V = contentOf(A[0], Use::Copied);
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::value(V);
  }
  if (Name == "exchange" || Name == "test_and_set") {
    ValueId V = A.empty() || Name == "test_and_set" ? constant(N.text("true")) : contentOf(A[0], Use::Copied);
    Path P = objectOf(Object);
    ValueId Old = takeOld(P, T, L);
    assign(P, V, L);
    return Result::value(Old);
  }
  if (Name.starts_with("compare_exchange") && A.size() >= 2) {
    Path Expected = place(A[0]);
    ValueId V = contentOf(A[1], Use::Copied);
    Path P = objectOf(Object);
    ValueId Old = load(P);
    assign(P, compute({Old, V}, ValueKind::Choice), L);
    store(Expected, Old, L);
    return Result::value(compute({Old}));
  }
  if (Name.starts_with("fetch_") || Name == "operator++" || Name == "operator--" || Name == "operator+=" ||
      Name == "operator-=") {
    llvm::SmallVector<ValueId, 2> Values;
    if (!A.empty() && Name != "operator++" && Name != "operator--")
      Values.push_back(contentOf(A[0]));
    Path P = objectOf(Object);
    Values.push_back(load(P));
    assign(P, compute(Values), L);
    return Result::value(compute(Values));
  }
  return std::nullopt;
}

std::optional<Result> FunctionBuilder::roleCall(Role R, const FunctionDecl *Callee, const Expr *Object,
                                                Args A, const Expr *E, Use Us) {
  std::string Plain = plainName(Callee);
  llvm::StringRef Name = Plain;
  SourceLocation L = nameLoc(Object);
  QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  switch (R) {
  case Role::SmartPointer:
  case Role::SharedPointer:
  case Role::WeakPointer:
    return pointerCall(R, Name, Object, A, E, Us);
  case Role::Optional:
    return optionalCall(Name, Object, A, E, Us);
  case Role::String:
    return stringCall(Name, Callee, Object, A, E, Us);
  case Role::Atomic:
    return atomicCall(Name, Object, A, E, Us);
  case Role::Callable: {
    if (Callee->getOverloadedOperator() == OO_Call) {
      // std::move(task)() and (*task)() alike.
      const Expr *Bare = stripTemporaries(Object);
      const Expr *Moved = movedExpr(Bare);
      Path P = Moved ? place(Moved) : objectOf(Object);
      read(P, Use::Used, L);
      llvm::SmallVector<ValueId, 4> Values;
      arguments(Callee, A, Values);
      return invoke(load(P), Values, E, E->getType());
    }
    if (Name == "operator=" && A.size() == 1) {
      ValueId V = callable(A[0]);
      Path P = objectOf(Object);
      assign(P, V, L);
      return Result::place(P);
    }
    Path P = objectOf(Object);
    if (Name == "operator bool" || Name == "valid" || Name == "empty") {
      test(P, L);
      return Result::value(compute({load(P)}));
    }
    if (Name == "swap" && A.size() == 1) {
      Path Q = place(A[0]);
      swapPlaces(P, Q, T, L);
      return Result::value(empty());
    }
    if (Name == "clear" || Name == "reset")
      clear(P, L);
    return Result::value(unknown());
  }
  case Role::Reference: {
    Path P = objectOf(Object);
    if (Callee->getOverloadedOperator() == OO_Call) {
      llvm::SmallVector<ValueId, 4> Values;
      for (const Expr *Arg : A)
        Values.push_back(Arg->isGLValue() ? address(place(Arg)) : rvalue(Arg));
      return invoke(load(step(P, DerefSym)), Values, E, E->getType());
    }
    return Result::place(deref(load(P), L));
  }
  case Role::Pair:
    if (Name == "operator=" && A.size() == 1) {
      ValueId V = movedFrom(A[0], Use::Copied);
      Path P = objectOf(Object);
      assign(P, V, L);
      return Result::place(P);
    }
    return std::nullopt;
  case Role::Coroutine:
    if (Name == "resume" || Name == "operator()") {
      Path P = objectOf(Object);
      return invoke(load(P), {}, E, QualType());
    }
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

} // namespace tidepool::summary::extraction
