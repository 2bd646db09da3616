//===- Construct.cpp - Objects come into being ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// Initialises the object at Target.
void FunctionBuilder::construct(const Expr *E, const Path &Target, SourceLocation L) {
  const Expr *Bare = stripTemporaries(E);
  QualType T = Bare->getType();
  if (const auto *Made = dyn_cast<CXXConstructExpr>(Bare)) {
    if (constructInPlace(Made, Target))
      return;
  } else if (const auto *List = dyn_cast<InitListExpr>(Bare)) {
    return constructList(List, Target);
  } else if (const auto *Loop = dyn_cast<ArrayInitLoopExpr>(Bare)) {
    return assign(Target, load(place(Loop->getCommonExpr()->getSourceExpr())), L);
  } else if (T->isRecordType() && isa<CallExpr>(Bare) && U.T.role(T) == Role::SharedPointer &&
             Target.R == Root::Local && Target.Steps.empty()) {
    if (const FunctionDecl *Callee = cast<CallExpr>(Bare)->getDirectCallee();
        Callee && Callee->getIdentifier() && Callee->getName().starts_with("make_shared"))
      OwnedShares.try_emplace(Target.Index, false);
  }
  if (const model::GuardModel *G = U.T.guard(T)) {
    // A maker's result, constructed right here.
    if (const auto *Call = dyn_cast<CallExpr>(Bare)) {
      llvm::SmallVector<const Expr *, 4> As(Call->arguments());
      return armGuard(*G, Target, As, L, Call->getDirectCallee());
    }
  }
  ValueId V = rvalue(Bare, Use::Copied);
  assign(Target, V, L);
}

/// Aggregates are one value; arrays get their elements one by one.
void FunctionBuilder::constructList(const InitListExpr *E, const Path &Target) {
  if (E->isSemanticForm() == false && E->getSemanticForm())
    E = E->getSemanticForm();
  if (!E->getType()->isArrayType())
    return assign(Target, rvalue(E, Use::Copied), E->getBeginLoc());
  bool Any = false;
  llvm::SmallVector<ValueId, 8> Seen;
  for (const Expr *Init : E->inits()) {
    const Expr *Bare = stripTemporaries(Init);
    if (isa<InitListExpr>(Bare) && Bare->getType()->isArrayType()) {
      constructList(cast<InitListExpr>(Bare), step(Target, ElementSym));
      Any = true;
      continue;
    }
    ValueId V = rvalue(Init, Use::Copied);
    if (isConstant(V) || llvm::is_contained(Seen, V))
      continue;
    Seen.push_back(V);
    store(step(Target, ElementSym), V, Init->getBeginLoc());
    Any = true;
  }
  if (!Any)
    assign(Target, empty(), E->getBeginLoc());
}

Result FunctionBuilder::evalInitList(const InitListExpr *E) {
  if (!E->isSemanticForm() && E->getSemanticForm())
    E = E->getSemanticForm();
  if (E->isTransparent() && E->getNumInits() == 1)
    return eval(E->getInit(0));
  const RecordDecl *Record = E->getType()->isRecordType() ? E->getType()->getAsRecordDecl() : nullptr;
  if (!Record) {
    if (E->getNumInits() == 1 && !E->getType()->isArrayType())
      return eval(E->getInit(0));
    if (E->getNumInits() == 0)
      return Result::value(empty());
    return evalChildren(E);
  }
  Value V;
  V.Kind = ValueKind::Object;
  V.Symbol = N.usr(Record);
  bool AllEmpty = true;
  unsigned Index = 0;
  auto Add = [&](Sym Field, const Expr *Init) {
    ValueId Part = rvalue(Init, Use::Copied);
    AllEmpty &= isEmpty(Part);
    V.Fields.push_back(Field);
    V.Operands.push_back(Part);
  };
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record)) {
    U.constructed(Class);
    for (const CXXBaseSpecifier &B : Class->bases())
      if (Index < E->getNumInits()) {
        const Expr *Init = E->getInit(Index++);
        if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
          Add(N.usr(Base), Init);
      }
  }
  if (Record->isUnion()) {
    if (const FieldDecl *Field = E->getInitializedFieldInUnion(); Field && E->getNumInits() > 0)
      Add(U.field(Field), E->getInit(0));
  } else {
    for (const FieldDecl *Field : Record->fields()) {
      if (Field->isUnnamedBitField() || Index >= E->getNumInits())
        continue;
      Add(U.field(Field), E->getInit(Index++));
    }
  }
  return Result::value(AllEmpty ? empty() : value(std::move(V)));
}

bool FunctionBuilder::isCopyLike(const CXXConstructExpr *E) const {
  const CXXConstructorDecl *Ctor = E->getConstructor();
  if (!Ctor->isCopyOrMoveConstructor() || E->getNumArgs() == 0)
    return false;
  // A user's own copy constructor is a call like any other.
  return E->isElidable() || !Ctor->isUserProvided() || U.T.isSystem(Ctor->getParent());
}

/// Does the constructor run anything that the program wrote?
bool FunctionBuilder::needsConstructorCall(const CXXConstructorDecl *Ctor) const {
  const CXXRecordDecl *Record = Ctor->getParent();
  if (U.T.isSystem(Record))
    return false;
  if (Ctor->isUserProvided())
    return true;
  if (Ctor->isTrivial() || Ctor->isCopyOrMoveConstructor())
    return false;
  if (Record->isPolymorphic() || Record->hasInClassInitializer())
    return true;
  auto Runs = [](QualType T) {
    const CXXRecordDecl *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    return R && R->hasDefinition() && !R->hasTrivialDefaultConstructor();
  };
  for (const FieldDecl *Field : Record->fields())
    if (Runs(Field->getType()) &&
        !U.N.isSystem(Field->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl()))
      return true;
  for (const CXXBaseSpecifier &B : Record->bases())
    if (Runs(B.getType()))
      return true;
  return false;
}

/// True if the object at Target is initialised; false if its value is to be stored there.
bool FunctionBuilder::constructInPlace(const CXXConstructExpr *E, const Path &Target) {
  const CXXConstructorDecl *Ctor = E->getConstructor();
  const CXXRecordDecl *Record = Ctor->getParent();
  SourceLocation L = E->getBeginLoc();
  LastConstructor = None;
  if (constructLibrary(E, Target))
    return true;
  if (isCopyLike(E)) {
    const Expr *From = E->getArg(0);
    if (E->isElidable() && stripTemporaries(From)->isPRValue() && stripTemporaries(From) != E) {
      construct(From, Target, L);
      return true;
    }
    assign(Target, movedFrom(From, Use::Copied), L);
    return true;
  }
  if (U.T.isSystem(Record))
    return false;
  if (Ctor->isInheritingConstructor())
    if (const CXXConstructorDecl *Inherited = Ctor->getInheritedConstructor().getConstructor())
      Ctor = Inherited;
  U.constructed(Record);
  if (!needsConstructorCall(Ctor)) {
    assign(Target, empty(), L);
    return true;
  }
  // In a slot an object counts as one value, which is written there.
  if (isSlot(Target))
    return false;
  llvm::SmallVector<ValueId, 4> As;
  llvm::SmallVector<const Expr *, 4> Exprs(E->arguments());
  arguments(Ctor, Exprs, As);
  ValueId Object = address(Target);
  LastConstructor = callConstructor(Ctor, Object, As, L);
  return true;
}

NodeId FunctionBuilder::callConstructor(const CXXConstructorDecl *Ctor, ValueId Object,
                                        llvm::ArrayRef<ValueId> As, SourceLocation L) {
  Sym Callee = U.function(Ctor);
  NodeId Id = add(NodeKind::Call, L);
  at(Id).Callee = Callee;
  at(Id).This = Object;
  at(Id).Args.assign(As.begin(), As.end());
  if (mayThrow(Ctor))
    mayThrow(Id);
  return Id;
}

Result FunctionBuilder::evalConstruct(const CXXConstructExpr *E, Use Us) {
  const CXXConstructorDecl *Ctor = E->getConstructor();
  const CXXRecordDecl *Record = Ctor->getParent();
  if (isCopyLike(E)) {
    const Expr *From = E->getArg(0);
    if (E->isElidable())
      return eval(stripTemporaries(From), Us);
    return Result::value(movedFrom(From, Us));
  }
  bool System = U.T.isSystem(Record) && !U.T.guard(E->getType());
  if (System) {
    Role R = U.T.role(Record);
    bool Default = E->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(E->getArg(0));
    if (Default)
      return Result::value(empty());
    if (R == Role::SmartPointer || R == Role::SharedPointer || R == Role::Reference || R == Role::Atomic) {
      if (E->getNumArgs() == 1)
        return Result::value(R == Role::Reference ? address(place(E->getArg(0)))
                                                  : contentOf(E->getArg(0), Us));
    } else if (R == Role::Callable) {
      ValueId V = callable(E->getArg(0));
      return Result::value(N.qualified(Record).ends_with("packaged_task") ? compute({V}, ValueKind::Wrap)
                                                                          : V);
    } else if (R == Role::String) {
      llvm::SmallVector<ValueId, 3> Parts;
      for (const Expr *Arg : E->arguments())
        if (!isa<CXXDefaultArgExpr>(Arg))
          Parts.push_back(characters(Arg, contentOf(Arg)));
      return Result::value(Parts.size() == 1 ? Parts.front() : compute(Parts));
    } else if (R == Role::Coroutine) {
      return Result::value(contentOf(E->getArg(0), Us));
    }
  }
  Path T = temporary(E->getType(), E->getBeginLoc());
  Opaques[E] = T;
  if (!constructInPlace(E, T)) {
    llvm::SmallVector<const Expr *, 4> Exprs(E->arguments());
    return systemCall(Ctor, Exprs, E, Us);
  }
  if (System || U.T.guard(E->getType())) // what the roles stored there
    return Result::value(load(T));
  if (LastConstructor == None && !Record->isPolymorphic())
    return Result::value(empty());
  bool Default = Ctor->isDefaultConstructor() && E->getNumArgs() == 0;
  if (Default && !Record->isPolymorphic())
    return Result::value(empty());
  Value V;
  V.Kind = ValueKind::Object;
  V.Symbol = N.usr(Record);
  V.Node = LastConstructor;
  if (LastConstructor != None)
    for (ValueId A : std::vector<ValueId>(at(LastConstructor).Args))
      V.Operands.push_back(plainOperand(A));
  return Result::value(value(std::move(V)));
}

ValueId FunctionBuilder::freshObject(QualType T, const CXXConstructorDecl *Ctor, llvm::ArrayRef<ValueId> As,
                                     SourceLocation L) {
  Value V;
  V.Kind = ValueKind::Fresh;
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl()) {
    V.Symbol = N.usr(Record);
    U.constructed(Record);
  }
  for (ValueId A : As)
    V.Operands.push_back(plainOperand(A));
  ValueId Id = value(std::move(V));
  if (const model::HolderModel *M = U.T.holder(T); M && M->K == model::HolderModel::Kind::Class)
    FreshHolders[Id] = T;
  if (Ctor && needsConstructorCall(Ctor)) {
    NodeId Call = callConstructor(Ctor, Id, As, L);
    F.Values[Id].Node = Call;
  }
  return Id;
}

/// What an object is made of: a temporary bound to a reference parameter counts by its value.
ValueId FunctionBuilder::plainOperand(ValueId V) const {
  if (V == None || get(V).Kind != ValueKind::Address)
    return V;
  const Path &P = get(V).P;
  if (P.R != Root::Local || !P.Steps.empty() || F.Locals[P.Index].Name != NoSym)
    return V;
  ValueId Found = None;
  for (const Node &Nd : F.Nodes)
    if (Nd.Kind == NodeKind::Store && Nd.P == P) {
      if (Found != None)
        return V;
      Found = Nd.Val;
    }
  return Found == None ? V : Found;
}

/// make_unique<T>(args) hides which constructor it calls: the only one that fits by number.
const CXXConstructorDecl *FunctionBuilder::guessConstructor(QualType T, unsigned Args) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || U.T.isSystem(Record))
    return nullptr;
  const CXXConstructorDecl *Found = nullptr;
  for (const CXXConstructorDecl *Ctor : Record->getDefinition()->ctors()) {
    if (Ctor->isCopyOrMoveConstructor() || Ctor->isDeleted())
      continue;
    if (Args < Ctor->getMinRequiredArguments() || Args > Ctor->getNumParams())
      continue;
    if (Found)
      return nullptr;
    Found = Ctor;
  }
  return Found;
}

ValueId FunctionBuilder::makeOf(QualType T, llvm::ArrayRef<const Expr *> As, const Expr *Call) {
  if (U.T.isThread(T)) {
    if (!As.empty())
      spawn(As, 0, Call);
    return freshObject(T, nullptr, {}, Call->getBeginLoc());
  }
  if (U.T.role(T) == Role::Callable && !As.empty()) {
    ValueId V = callable(As.front());
    return N.qualified(T->getAsCXXRecordDecl()).ends_with("packaged_task") ? compute({V}, ValueKind::Wrap)
                                                                           : V;
  }
  llvm::SmallVector<ValueId, 4> Values;
  const CXXConstructorDecl *Ctor = guessConstructor(T, As.size());
  for (size_t I = 0; I < As.size(); ++I) {
    QualType Param = Ctor ? Ctor->getParamDecl(I)->getType() : QualType();
    // Forwarding: a parameter by value gets the content, a reference the place itself.
    if (!Param.isNull() && Param->isReferenceType())
      Values.push_back(address(place(As[I])));
    else
      Values.push_back(isCallable(As[I]->getType()) ? callable(As[I]) : contentOf(As[I]));
  }
  return freshObject(T, Ctor, Values, Call->getBeginLoc());
}

/// `new (where) T(...)`: nothing is allocated, the storage is somebody's own.
Result FunctionBuilder::constructAt(const CXXNewExpr *E) {
  ValueId Where = rvalue(E->getPlacementArg(0));
  if (const Expr *Init = E->getInitializer())
    construct(Init, deref(Where, E->getBeginLoc()), E->getBeginLoc());
  return Result::value(Where);
}

Result FunctionBuilder::evalNew(const CXXNewExpr *E) {
  if (const FunctionDecl *Operator = E->getOperatorNew(); Operator && Operator->isReservedGlobalPlacementOperator())
    if (!E->isArray())
      return constructAt(E);
  for (const Expr *Placement : E->placement_arguments())
    rvalue(Placement);
  if (E->isArray() && E->getArraySize())
    rvalue(*E->getArraySize());
  QualType T = E->getAllocatedType();
  SourceLocation L = E->getBeginLoc();
  const Expr *Init = E->getInitializer() ? stripTemporaries(E->getInitializer()) : nullptr;
  if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init); Made && T->isRecordType()) {
    llvm::SmallVector<const Expr *, 4> Exprs(Made->arguments());
    if (U.T.isThread(T) || U.T.role(T) == Role::Callable)
      return Result::value(makeOf(T, Exprs, E));
    if (isCopyLike(Made)) {
      ValueId From = movedFrom(Made->getArg(0), Use::Copied);
      return Result::value(freshObject(T, nullptr, {From}, L));
    }
    llvm::SmallVector<ValueId, 4> As;
    if (U.T.isSystem(Made->getConstructor()->getParent())) {
      for (const Expr *Arg : Exprs)
        As.push_back(contentOf(Arg));
      return Result::value(freshObject(T, nullptr, As, L));
    }
    arguments(Made->getConstructor(), Exprs, As);
    return Result::value(freshObject(T, Made->getConstructor(), As, L));
  }
  llvm::SmallVector<ValueId, 1> As;
  if (Init)
    As.push_back(rvalue(Init, Use::Copied));
  return Result::value(freshObject(T, nullptr, As, L));
}

Result FunctionBuilder::evalDelete(const CXXDeleteExpr *E) {
  ValueId Pointer = rvalue(E->getArgument());
  QualType T = E->getDestroyedType();
  const CXXRecordDecl *Record = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return Result::value(empty());
  const CXXDestructorDecl *D = Record->getDestructor();
  if (!U.T.endMatters(T) && !(D && D->isVirtual()))
    return Result::value(empty());
  Path P = deref(Pointer, E->getBeginLoc());
  if (U.T.isSystem(Record) || U.T.role(Record) != Role::Other)
    destroy(P, T, E->getBeginLoc(), false);
  else
    callDestructor(Record, P, D && D->isVirtual(), E->getBeginLoc());
  if (!F.Nodes.empty())
    F.Nodes.back().Cleanup = false;
  return Result::value(empty());
}

/// The content of an argument; if it is moved out of a slot, the slot is empty afterwards.
ValueId FunctionBuilder::movedFrom(const Expr *E, Use Us) {
  const Expr *Source = movedExpr(E);
  if (!Source)
    return asValue(eval(stripTemporaries(E), Us), Us, E);
  Path P = place(Source);
  QualType T = Source->getType();
  Role R = U.T.role(T);
  bool Empties = R == Role::SmartPointer || R == Role::SharedPointer || R == Role::Container ||
                 R == Role::String || R == Role::Callable;
  if (Empties && (isSlot(P) || refersToSlot(P)) && !llvm::is_contained(P.Steps, ElementSym)) {
    read(P, Us == Use::Nothing ? Use::Copied : Us, nameLoc(Source));
    ValueId Old = load(hold(load(P), T, E->getBeginLoc()));
    clear(P, nameLoc(Source));
    return Old;
  }
  if (R == Role::SmartPointer && P.R == Root::Local && P.Steps.empty() && U.T.endMatters(T)) {
    ValueId Old = load(hold(load(P), T, E->getBeginLoc()));
    store(P, empty(), E->getBeginLoc());
    store(step(P, N.text("deleter")), empty(), E->getBeginLoc());
    return Old;
  }
  // A class with a move constructor of its own tells what it leaves behind.
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
      Record && Record->hasDefinition() && !U.T.isSystem(Record) && Record->hasUserDeclaredMoveConstructor())
    for (const CXXConstructorDecl *Ctor : Record->getDefinition()->ctors())
      if (Ctor->isMoveConstructor() && Ctor->isUserProvided()) {
        Path To = temporary(T, E->getBeginLoc());
        callConstructor(Ctor, address(To), {address(P)}, E->getBeginLoc());
        return load(To);
      }
  return loadFrom(P, Us, nameLoc(Source));
}

/// A local (or temporary) that nothing was put into so far.
bool FunctionBuilder::knownEmpty(const Path &P) const {
  if (P.R != Root::Local || !P.Steps.empty())
    return false;
  bool Stored = false;
  for (const Node &Nd : F.Nodes) {
    if ((Nd.Kind != NodeKind::Store && Nd.Kind != NodeKind::Access) || Nd.P.R != Root::Local ||
        Nd.P.Index != P.Index)
      continue;
    if (Nd.Kind == NodeKind::Access || !isEmpty(Nd.Val) || !Nd.P.Steps.empty())
      return false;
    Stored = true;
  }
  return Stored;
}

void FunctionBuilder::swapPlaces(const Path &A, const Path &B, QualType T, SourceLocation L) {
  if (isSlot(B) && !isSlot(A))
    return swapPlaces(B, A, T, L);
  ValueId Old = knownEmpty(A) ? empty() : takeOld(A, T, L);
  ValueId New = knownEmpty(B) ? empty() : loadFrom(B, Use::Copied, L);
  bool Container = U.T.role(T) == Role::Container;
  for (auto [P, V] : {std::pair(A, New), std::pair(B, Old)}) {
    if (Container && !isSlot(P) && P.R != Root::Local)
      at(add(NodeKind::Take, L)).P = P;
    assign(P, V, L);
  }
}

} // namespace tidepool::summary::extraction
