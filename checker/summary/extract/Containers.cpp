//===- Containers.cpp - Members of container classes ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// Elements are pairs of key and value.
static bool isMap(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->getName().ends_with("map") &&
         !Record->getName().starts_with("Q");
}

static bool isSet(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->getName().ends_with("set");
}

/// The constructor whose parameters are of the arguments' own types, among several of one arity.
static const CXXConstructorDecl *exactConstructor(const ASTContext &Context, QualType Element,
                                                    llvm::ArrayRef<const Expr *> Given) {
  const CXXRecordDecl *Record = Element->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return nullptr;
  for (const CXXConstructorDecl *C : Record->getDefinition()->ctors()) {
    if (C->getNumParams() != Given.size() || C->isCopyOrMoveConstructor())
      continue;
    auto Same = [&](auto Pair) {
      return Context.hasSameUnqualifiedType(std::get<0>(Pair)->getType().getNonReferenceType(),
                                            std::get<1>(Pair)->getType().getNonReferenceType());
    };
    if (llvm::all_of(llvm::zip(C->parameters(), Given), Same))
      return C;
  }
  return nullptr;
}

/// Something goes into the container at C.
void FunctionBuilder::addElement(const Path &C, const FunctionDecl *Callee, const Expr *Object, Args A,
                                 const Expr *E) {
  SourceLocation L = E->getBeginLoc();
  std::string Name = plainName(Callee);
  QualType ObjectType =
      Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  QualType Element = U.T.element(ObjectType);
  bool Map = isMap(ObjectType);
  bool Emplace = llvm::StringRef(Name).contains("emplace");
  unsigned Written = writtenArguments(A);
  Args Given = A.take_front(Written);
  if (!Element.isNull() && U.T.isThread(Element) && Emplace) {
    if (!Given.empty())
      spawn(Given, 0, E);
    return;
  }
  ValueId V = None, Key = None;
  if (Given.empty()) {
    V = empty();
  } else if (Emplace && !Element.isNull() && Element->isRecordType() && Given.size() >= 1 &&
             U.T.role(Element) == Role::Other && !U.T.isSystem(Element->getAsCXXRecordDecl()) &&
             U.Context.hasSameUnqualifiedType(Given.back()->getType().getNonReferenceType(), Element) ==
                 false) {
    // The element is made in place.
    const CXXConstructorDecl *Ctor = exactConstructor(U.Context, Element, Given);
    if (!Ctor)
      Ctor = guessConstructor(Element, Given.size());
    Value Made;
    Made.Kind = ValueKind::Object;
    Made.Symbol = N.usr(Element->getAsCXXRecordDecl());
    U.constructed(Element->getAsCXXRecordDecl());
    for (size_t I = 0; I < Given.size(); ++I) {
      bool Ref = Ctor && Ctor->getParamDecl(I)->getType()->isReferenceType();
      Made.Operands.push_back(Ref ? address(place(Given[I])) : bound(Given[I]));
    }
    if (Ctor && needsConstructorCall(Ctor)) {
      Path T = temporary(Element, L);
      Made.Node = callConstructor(Ctor, address(T), Made.Operands, L);
    }
    V = value(std::move(Made));
  } else if (Emplace && Given.size() > 1) {
    llvm::SmallVector<ValueId, 4> Parts;
    for (const Expr *Arg : Given)
      Parts.push_back(bound(Arg));
    Key = Parts.front();
    if (U.T.role(Element) == Role::Pair) {
      Value Made;
      Made.Kind = ValueKind::Object;
      Made.Symbol = N.usr(Element->getAsCXXRecordDecl());
      for (size_t I = 0; I < Parts.size(); ++I)
        Made.Fields.push_back(partOf(Element, I));
      Made.Operands.assign(Parts.begin(), Parts.end());
      V = value(std::move(Made));
    } else {
      V = Map ? Parts.back() : compute(Parts);
    }
  } else {
    for (const Expr *Arg : Given.drop_back())
      Key = rvalue(Arg);
    const Expr *Last = Given.back();
    V = isCallable(stripTemporaries(Last)->getType()) ? callable(Last) : contentOf(Last, Use::Used);
  }
  if (isSlot(C)) {
    NodeId Id = access(AccessOp::Append, C, nameLoc(Object), V, stackText(plainName(Callee), ObjectType));
    grows(Id, ObjectType);
    if (Map || isSet(ObjectType))
      at(Id).Args = {Key == None ? V : Key};
    return;
  }
  if (couldBeSlot(C))
    grows(access(AccessOp::Append, C, nameLoc(Object), V), ObjectType);
  // insert({key, value}) puts the pair itself.
  bool Mapped = Map && Given.size() > 1;
  store(Mapped ? step(step(C, ElementSym), N.text("second")) : step(C, ElementSym), V, L);
}

/// What is pushed last is popped first: the solver pairs them.
Sym FunctionBuilder::stackText(llvm::StringRef Method, QualType Container) {
  const CXXRecordDecl *Record = Container->getAsCXXRecordDecl();
  bool Stack = Record && Record->getIdentifier() && Record->getName() == "stack";
  if (Method == "push_back" || Method == "emplace_back" || (Stack && (Method == "push" || Method == "emplace")))
    return N.text("push");
  return Method == "pop_back" || (Stack && Method == "pop") ? N.text("pop") : NoSym;
}

std::optional<Result> FunctionBuilder::containerCall(const model::ContainerModel &C,
                                                     const FunctionDecl *Callee, const Expr *Object, Args A,
                                                     const Expr *E, Use Us) {
  std::string Name = plainName(Callee);
  SourceLocation L = nameLoc(Object);
  auto Is = [&](const std::vector<std::string> &Names) { return llvm::is_contained(Names, Name); };
  QualType Type =
      Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  bool Reference = Callee->getReturnType()->isReferenceType();
  if (auto R = keyedCall(Name, Callee, Object, A, E))
    return R;

  if (Callee->getOverloadedOperator() == OO_Equal && A.size() == 1) {
    ValueId V = movedFrom(A[0], Use::Copied);
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::place(P);
  }
  if (Name == "swap" && A.size() == 1) {
    Path P = objectOf(Object), Q = place(A[0]);
    swapPlaces(P, Q, Type, L);
    return Result::value(empty());
  }
  if (Name == "assign" || Name == "resize") {
    Path P = objectOf(Object);
    llvm::SmallVector<ValueId, 2> Values;
    for (const Expr *Arg : A)
      if (!isa<CXXDefaultArgExpr>(Arg))
        Values.push_back(contentOf(Arg));
    bool Empties = !Values.empty() && isEmpty(Values.front()) && (Name == "resize" || Values.size() == 1);
    if (Empties)
      clear(P, L);
    else if (isSlot(P)) // who resizes a buffer of plain data is about to fill it
      access(Name == "resize" && U.T.content(Type) != Content::Plain ? AccessOp::Append : AccessOp::Write, P, L,
             compute(Values));
    else
      store(step(P, ElementSym), compute(Values), L);
    return Result::value(empty());
  }
  if (Is(C.TakeInto) && A.size() >= 1 && A[0]->isGLValue() && !A[0]->getType().isConstQualified() &&
      writtenArguments(A) >= 1) {
    Path P = objectOf(Object);
    Path Out = place(A[0]);
    for (const Expr *Arg : A.drop_front())
      eval(Arg, Use::Nothing);
    at(add(NodeKind::Take, E->getBeginLoc())).P = P;
    assign(Out, load(step(P, ElementSym)), E->getBeginLoc());
    return Result::value(compute({load(step(P, ElementSym))}));
  }
  if (Is(C.Adds)) {
    Path P = objectOf(Object);
    addElement(P, Callee, Object, A, E);
    if (Reference)
      return Result::place(step(P, ElementSym));
    return Result::value(Callee->getReturnType()->isVoidType() ? empty() : address(step(P, ElementSym)));
  }
  bool IsTake = Is(C.Takes), IsClear = Is(C.Clears), IsTakeReturn = Is(C.TakeReturns);
  if (IsTake || IsClear || IsTakeReturn) {
    for (const Expr *Arg : A)
      contentOf(Arg, Use::Used);
    Path P = objectOf(Object);
    if (couldBeSlot(P))
      access(IsClear ? AccessOp::Remove : AccessOp::Erase, P, L,
             IsClear ? empty() : static_cast<ValueId>(None), IsClear ? NoSym : stackText(Name, Type));
    if (!isSlot(P)) {
      Node &Taken = at(add(NodeKind::Take, E->getBeginLoc()));
      Taken.P = P;
      if (IsClear)
        Taken.Text = N.text("clear");
    }
    if (IsTakeReturn)
      return Result::value(load(step(P, ElementSym)));
    return Result::value(Callee->getReturnType()->isVoidType() ? empty() : address(step(P, ElementSym)));
  }
  if (Is(C.Peeks)) {
    llvm::SmallVector<ValueId, 2> Keys;
    for (const Expr *Arg : A)
      Keys.push_back(contentOf(Arg));
    Path P = objectOf(Object);
    // operator[] of a map may insert.
    bool Inserts = Name == "operator[]" && !cast<CXXMethodDecl>(Callee)->isConst() &&
                   llvm::StringRef(C.Class).contains_insensitive("map");
    if (Inserts && couldBeSlot(P))
      grows(access(AccessOp::Append, P, L, compute(Keys), N.text("[]")), Type);
    else if (Us != Use::Nothing && !Reference)
      read(P, Use::Used, L);
    if (Reference && isMap(Type))
      return Result::place(step(step(P, ElementSym), N.text("second")));
    return Reference ? Result::place(step(P, ElementSym)) : Result::value(address(step(P, ElementSym)));
  }
  if (Is(C.Tests)) {
    llvm::SmallVector<ValueId, 2> Values;
    for (const Expr *Arg : A)
      Values.push_back(contentOf(Arg));
    Path P = objectOf(Object);
    if (A.empty())
      testBy(Name, P, L);
    else
      read(P, Use::Used, L);
    Values.push_back(load(P));
    return Result::value(compute(Values));
  }
  if (Name == "reserve" || Name == "shrink_to_fit" || Name == "capacity" || Name == "max_size") {
    for (const Expr *Arg : A)
      contentOf(Arg);
    eval(Object, Use::Nothing);
    return Result::value(compute({}));
  }
  return std::nullopt;
}

} // namespace tidepool::summary::extraction
