//===- SystemCalls.cpp - Library code that no model describes ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// Locks, threads and the like: their state is nobody's data.
static bool isSynchronisation(const CXXRecordDecl *Record) {
  if (!Record || !Record->getIdentifier())
    return false;
  llvm::StringRef Name = Record->getName();
  return Name.contains_insensitive("mutex") || Name.contains_insensitive("condition") ||
         Name.contains_insensitive("lock") || Name.contains_insensitive("thread") || Name == "latch" ||
         Name == "barrier" || Name.contains_insensitive("semaphore");
}

/// A stream that keeps what is written to it, rather than handing it on to a file or terminal.
static bool keepsText(QualType Stream) {
  Stream = Stream->isPointerType() ? Stream->getPointeeType() : Stream.getNonReferenceType();
  const CXXRecordDecl *Record = Stream->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && Record->getName().contains("stringstream");
}

/// What a call may have written through an argument: data, not locks and handles.
static bool isDataTarget(QualType T, Types &Ts, bool Own) {
  if (T.isConstQualified() || T->isFunctionType())
    return false;
  if (T->isVoidType() || T->isArithmeticType() || T->isAnyPointerType() || T->isArrayType() ||
      T->isEnumeralType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!T->isRecordType() || isSynchronisation(Record))
    return false;
  return Own || Ts.role(Record) != Role::Other;
}

/// F && bound to an lvalue looks like a non-const reference, but is handed on, not written.
static bool isForwarded(const FunctionDecl *Callee, size_t Param) {
  const FunctionTemplateDecl *Template = Callee->getPrimaryTemplate();
  if (!Template)
    return false;
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (Pattern->getNumParams() == 0)
    return false;
  // Behind a parameter pack, the pack's type counts.
  size_t I = std::min<size_t>(Param, Pattern->getNumParams() - 1);
  QualType T = Pattern->getParamDecl(I)->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  return T->isRValueReferenceType();
}

/// Does the function write what the argument leads to, without looking at it first? C functions do with what they get
/// by a pointer to something that is not const, except for a few; algorithms have their ranges and destinations.
static bool onlyWritten(const FunctionDecl *Callee, size_t I, llvm::ArrayRef<const Expr *> A) {
  if (!Callee->getIdentifier())
    return false;
  StringRef Name = Callee->getName();
  if (Callee->isInStdNamespace() && Callee->isTemplateInstantiation()) {
    if (Name == "fill" || Name == "fill_n" || Name == "iota" || Name == "generate" || Name == "generate_n")
      return true;
    bool Copies = Name.starts_with("copy") || Name.starts_with("uninitialized_copy") || Name == "move" ||
                  Name.starts_with("reverse_copy") || Name.starts_with("rotate_copy");
    return Copies ? I + 1 == A.size() : Name.starts_with("format_to") && I == 0;
  }
  if (I >= Callee->getNumParams() || Callee->isTemplateInstantiation())
    return false;
  QualType T = Callee->getParamDecl(I)->getType();
  return T->isPointerType() && !T->getPointeeType().isConstQualified() &&
         !llvm::is_contained({"strcat", "strncat", "qsort", "strtok", "strtok_r", "strsep", "realloc", "free"}, Name);
}

/// Library code without a model leaves no node. What the program's own functions have returned to it is used all the
/// same.
void FunctionBuilder::useResults(llvm::ArrayRef<ValueId> Values, SourceLocation L) {
  for (ValueId V : Values)
    if (V != None && get(V).Kind == ValueKind::Result) {
      Path P;
      P.R = Root::Result;
      P.Index = get(V).Node;
      access(AccessOp::Read, P, L);
    }
}

/// Evaluates the arguments; then what is given by non-const reference or pointer has been written.
ValueId FunctionBuilder::outArguments(const FunctionDecl *Callee, Args A,
                                      llvm::SmallVectorImpl<ValueId> &Values, const Expr *E) {
  struct Target {
    Path P;
    SourceLocation L;
    bool Object;
  };
  llvm::SmallVector<Target, 2> Out;
  for (size_t I = 0; I < A.size(); ++I) {
    if (isa<CXXDefaultArgExpr>(A[I]))
      continue;
    QualType Param = I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType() : A[I]->getType();
    QualType Pointee =
        Param->isReferenceType() || Param->isPointerType() ? Param->getPointeeType() : QualType();
    bool Moved =
        movedExpr(stripTemporaries(A[I])) || isa<CXXConstructorDecl>(Callee) || isForwarded(Callee, I);
    if (Param->isLValueReferenceType() && !Pointee.isConstQualified() && A[I]->isLValue() && !Moved) {
      Path P = place(A[I]);
      bool Slot = isSlot(P);
      if (Slot || isDataTarget(Pointee, U.T, P.R == Root::Local)) {
        Out.push_back({P, nameLoc(A[I]), Pointee->isRecordType() && U.T.role(Pointee) == Role::Other});
        if (!Slot)
          Values.push_back(load(P));
      }
      continue;
    }
    if (isSynchronisation(A[I]->getType()->getAsCXXRecordDecl())) {
      eval(A[I], Use::Nothing); // lock_guard lock(mutex_)
      continue;
    }
    // snprintf(buffer.data(), ...): to say where the buffer is, is not to read it.
    bool Only = onlyWritten(Callee, I, A) && isa<CXXMemberCallExpr>(A[I]->IgnoreParenImpCasts());
    ValueId V = contentOf(A[I], Only ? Use::Nothing : Use::Used);
    bool Pointer = (Param->isPointerType() && !Pointee.isConstQualified()) || Only;
    if (Pointer && (get(V).Kind == ValueKind::Address || get(V).Kind == ValueKind::Load)) {
      Path P = get(V).Kind == ValueKind::Address ? get(V).P : step(get(V).P, DerefSym);
      bool Direct = get(V).Kind == ValueKind::Address;
      QualType Real = A[I]->IgnoreParenImpCasts()->getType();
      QualType To = Real->isPointerType() ? Real->getPointeeType() : Real;
      if (isSlot(P) || (Direct && isDataTarget(To, U.T, P.R == Root::Local && To->isRecordType() == false)))
        Out.push_back({P, nameLoc(A[I]), false});
    }
    Values.push_back(V);
  }
  useResults(Values, E->getBeginLoc());
  ValueId Made = compute(Values);
  for (Target &T : Out) {
    // An object with a life of its own (a random engine) is used, not filled.
    if (isSlot(T.P) && T.Object) {
      read(T.P, Use::Used, T.L);
      continue;
    }
    // A whole native array is given by its first element.
    if (isSlot(T.P) && !T.P.Steps.empty() && T.P.Steps.back() == ElementSym)
      T.P.Steps.pop_back();
    bool Global = T.P.R == Root::Global && !U.isThreadLocal(T.P.Index);
    if (!Global)
      overwritten(T.P, Made, T.L);
  }
  return Made;
}

/// A function whose body is not read: its result is made of its arguments.
Result FunctionBuilder::systemCall(const FunctionDecl *Callee, Args A, const Expr *E, Use Us) {
  llvm::SmallVector<ValueId, 4> Callables;
  llvm::SmallVector<const Expr *, 6> Others;
  bool Constructor = isa<CXXConstructorDecl>(Callee);
  for (const Expr *Arg : A) {
    if (isCallable(stripTemporaries(Arg)->getType()) && !isa<CXXDefaultArgExpr>(Arg))
      Callables.push_back(callable(Arg));
    else
      Others.push_back(Arg);
  }
  llvm::SmallVector<ValueId, 6> Values;
  Path FirstPlace;
  QualType ReturnType = Callee->getReturnType();
  // operator<<(stream, x) returns the stream.
  if (!Constructor && ReturnType->isReferenceType() && !A.empty() && A[0]->isGLValue() &&
      Others.size() == A.size() && Callee->getNumParams() > 0 &&
      Callee->getParamDecl(0)->getType()->isReferenceType() &&
      !ReturnType->getPointeeType().isConstQualified() &&
      U.Context.hasSameUnqualifiedType(Callee->getParamDecl(0)->getType().getNonReferenceType(),
                                       ReturnType.getNonReferenceType())) {
    FirstPlace = place(A[0]);
  }
  ValueId Made = None;
  if (Others.size() == A.size() && !FirstPlace.valid()) {
    Made = outArguments(Callee, A, Values, E);
  } else if (FirstPlace.valid()) {
    bool Own = FirstPlace.R == Root::Local || isSlot(FirstPlace);
    for (const Expr *Arg : A.drop_front())
      if (!isa<CXXDefaultArgExpr>(Arg))
        Values.push_back(contentOf(Arg));
    useResults(Values, E->getBeginLoc());
    if (!Callee->getParamDecl(0)->getType()->getPointeeType().isConstQualified() && Own) {
      if (!isSlot(FirstPlace))
        Values.push_back(load(FirstPlace));
      Made = compute(Values);
      if (isSlot(FirstPlace)) {
        NodeId Id = access(AccessOp::Append, FirstPlace, nameLoc(A[0]), Made);
        if (keepsText(A[0]->IgnoreParenImpCasts()->getType()))
          at(Id).Types = {N.text(GrowsEach)};
      }
      else
        store(FirstPlace, Made, E->getBeginLoc());
    } else {
      read(FirstPlace, Use::Used, nameLoc(A[0]));
    }
    return Result::place(FirstPlace);
  } else {
    for (const Expr *Arg : Others)
      Values.push_back(contentOf(Arg));
    Made = compute(Values);
  }
  for (ValueId C : Callables) {
    if (isEmpty(C))
      continue;
    bool Std = Callee->isInStdNamespace();
    NodeId Id = add(Std && !Constructor ? NodeKind::Invoke : NodeKind::EscapeCall, E->getBeginLoc());
    at(Id).Val = C;
    at(Id).MayNotRun = Std && !Constructor;
    if (Std && !Constructor)
      mayThrow(Id);
    else
      at(Id).Callee = U.function(Callee);
    at(Id).Args.assign(Values.begin(), Values.end());
  }
  if (noReturn(Callee)) {
    jump(3);
    return Result::value(empty());
  }
  if (!Callables.empty()) {
    Values.append(Callables.begin(), Callables.end());
    Made = compute(Values);
  }
  if (!Constructor && E->isGLValue())
    return Result::place(deref(Made, E->getBeginLoc()));
  return Result::value(Made);
}

Result FunctionBuilder::systemMember(const FunctionDecl *Callee, const Expr *Object, Args A, const Expr *E,
                                     Use Us) {
  const auto *Method = cast<CXXMethodDecl>(Callee);
  const CXXRecordDecl *Class = Method->getParent();
  SourceLocation L = nameLoc(Object);
  OverloadedOperatorKind Op = Callee->getOverloadedOperator();
  llvm::SmallVector<const Expr *, 4> Written;
  for (const Expr *Arg : A)
    if (!isa<CXXDefaultArgExpr>(Arg))
      Written.push_back(Arg);
  if (Op == OO_Equal && Written.size() == 1) {
    ValueId V = movedFrom(Written[0], Use::Copied);
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::place(P);
  }
  bool Void = Callee->getReturnType()->isVoidType();
  if (Callee->getIdentifier() && Callee->getName() == "str" && Void && Written.size() == 1) { // of a string stream
    ValueId V = characters(Written[0], movedFrom(Written[0], Use::Copied));
    Path P = objectOf(Object);
    assign(P, V, L);
    return Result::value(empty());
  }
  if (Method->isVirtual() && Written.empty() && isa<CXXDestructorDecl>(Method)) {
    eval(Object, Use::Nothing);
    return Result::value(empty());
  }
  // Iterators stand for what they point to.
  if (Op == OO_Star && Written.empty()) {
    Path P = objectOf(Object);
    return Result::place(deref(loadFrom(P, Use::Used, L), L));
  }
  if (Op == OO_Arrow) {
    Path P = objectOf(Object);
    return Result::value(loadFrom(P, Use::Used, L));
  }
  if ((Op == OO_PlusPlus || Op == OO_MinusMinus) && Class->getIdentifier() &&
      Class->getName().contains_insensitive("iter")) {
    Path P = objectOf(Object);
    return Callee->getReturnType()->isReferenceType() ? Result::place(P) : Result::value(load(P));
  }
  // A system class whose virtual function the program overrides: the call may come back.
  bool Dispatches = Method->isVirtual();
  llvm::SmallVector<ValueId, 4> Values;
  llvm::SmallVector<const Expr *, 4> Callables, Plain;
  for (const Expr *Arg : Written)
    (isCallable(stripTemporaries(Arg)->getType()) ? Callables : Plain).push_back(Arg);
  if (Callables.empty())
    outArguments(Callee, Written, Values, E);
  else
    for (const Expr *Arg : Plain)
      Values.push_back(contentOf(Arg));
  Path P = objectOf(Object);
  for (const Expr *C : Callables) {
    ValueId V = callable(C);
    bool Std = Callee->isInStdNamespace();
    NodeId Id = add(Std ? NodeKind::Invoke : NodeKind::EscapeCall, E->getBeginLoc());
    at(Id).Val = V;
    at(Id).MayNotRun = Std;
    if (Std)
      mayThrow(Id);
    else
      at(Id).Callee = U.function(Callee);
    Values.push_back(V);
  }
  if (Dispatches && !Class->isEffectivelyFinal() && !Method->isConst() && !Callee->isInStdNamespace()) {
    llvm::SmallVector<ValueId, 4> As(Values);
    return emitCall(Callee, address(P), As, true, E);
  }
  if (isSynchronisation(Class))
    return Result::value(Callee->getReturnType()->isVoidType() ? empty() : unknown());
  bool Own = P.R == Root::Local && P.Steps.empty();
  bool Self = E->isGLValue() && U.Context.hasSameUnqualifiedType(E->getType(), U.Context.getRecordType(Class));
  if (Method->isConst()) {
    if (Us != Use::Nothing || Own)
      read(P, Use::Used, L);
    Values.push_back(load(P));
  } else if (isSlot(P)) {
    // Its new content comes from its old one (a random number generator) and the arguments. What returns the
    // object itself (a stream, a builder) tells nothing of it.
    bool Inserts = Op == OO_LessLess;
    if (!Void && !Self && Us != Use::Nothing)
      read(P, Use::Used, L);
    Values.push_back(load(P));
    if (!Written.empty()) {
      NodeId Id = access(Inserts ? AccessOp::Append : AccessOp::Write, P, L, compute(Values));
      if (Inserts && keepsText(Object->IgnoreParenImpCasts()->getType()))
        at(Id).Types = {N.text(GrowsEach)};
    }
    else if (Void)
      access(AccessOp::Erase, P, L);
  } else {
    bool Changes = !Written.empty();
    Values.push_back(load(P));
    if (Changes && (Own || couldBeSlot(P)))
      store(P, compute(Values), L);
  }
  ValueId Made = compute(Values);
  if (!E->isGLValue())
    return Result::value(Made);
  // `return *this` for streams and builders; else a part of the object.
  if (Self)
    return Result::place(P);
  return Result::place(step(P, ElementSym));
}

std::optional<Result> FunctionBuilder::freeCall(llvm::StringRef Name, const FunctionDecl *Callee, Args A,
                                                const Expr *E, Use Us) {
  enum What {
    Nothing,
    Move,
    AddressOf,
    Swap,
    Exchange,
    Get,
    Allocate,
    Duplicate,
    Set,
    Copy,
    Pair,
    Begin,
    Free,
    Expect,
    Iterate,
    Same
  };
  bool Std = Callee->isInStdNamespace();
  What W =
      llvm::StringSwitch<What>(Name)
          .Cases("move", "forward", "as_const", "move_if_noexcept", Std && A.size() == 1 ? Move : Nothing)
          .Cases("addressof", "__addressof", "__builtin_addressof", AddressOf)
          .Cases("swap", "iter_swap", A.size() == 2 ? Swap : Nothing)
          .Cases("exchange", "__exchange", "qExchange", A.size() == 2 ? Exchange : Nothing)
          .Cases("get", "get_if", "any_cast", "dynamic_pointer_cast", "static_pointer_cast",
                 Std ? Get : Nothing)
          .Cases("malloc", "calloc", "aligned_alloc", "mmap", "g_malloc", "g_malloc0", "valloc", Allocate)
          .Cases("strdup", "strndup", "g_strdup", "realloc", Duplicate)
          .Cases("memset", "bzero", "explicit_bzero", "__builtin_memset", Set)
          .Cases("memcpy", "memmove", "strcpy", "strncpy", "__builtin_memcpy", "__builtin_memmove", Copy)
          .Cases("strlcpy", "stpcpy", "mempcpy", Copy)
          .Cases("make_pair", "make_tuple", "tie", "forward_as_tuple", Std ? Pair : Nothing)
          .Cases("begin", "end", "cbegin", "cend", "data", Std && A.size() == 1 ? Begin : Nothing)
          .Cases("free", "__builtin_prefetch", "operator delete", Free)
          .Cases("next", "prev", "make_move_iterator", "advance", Std ? Iterate : Nothing)
          .Cases("make_optional", "to_underlying", Std && A.size() == 1 ? Same : Nothing)
          .Case("__builtin_expect", Expect)
          .Default(Nothing);
  SourceLocation L = E->getBeginLoc();
  switch (W) {
  case Nothing:
    return std::nullopt;
  case Move:
  case Get:
    if (A.empty())
      return std::nullopt;
    if (W == Get && E->isGLValue()) {
      const TemplateArgumentList *Ts = Callee->getTemplateSpecializationArgs();
      bool Indexed = Ts && Ts->size() > 0 && Ts->get(0).getKind() == TemplateArgument::Integral;
      Sym Part = Indexed ? partOf(A[0]->getType(), Ts->get(0).getAsIntegral().getZExtValue())
                         : static_cast<Sym>(ElementSym);
      return Result::place(step(place(A[0]), Part));
    }
    if (W == Get)
      return Result::value(contentOf(A[0], Us));
    return eval(A[0], Us);
  case AddressOf:
    return Result::value(address(place(A[0])));
  case Swap: {
    bool Iterators = Name == "iter_swap";
    if (Iterators)
      return std::nullopt;
    Path P = place(A[0]), Q = place(A[1]);
    swapPlaces(P, Q, A[0]->getType(), L);
    return Result::value(empty());
  }
  case Exchange: {
    Path P = place(A[0]);
    ValueId V = contentOf(A[1], Use::Copied);
    ValueId Old = Us == Use::Nothing ? empty() : takeOld(P, A[0]->getType(), nameLoc(A[0]));
    assign(P, V, nameLoc(A[0]));
    return Result::value(Old);
  }
  case Allocate:
  case Duplicate: {
    Value V;
    V.Kind = ValueKind::Fresh;
    for (const Expr *Arg : A) {
      ValueId Part = rvalue(Arg);
      if (W == Duplicate)
        V.Operands.push_back(Part);
    }
    return Result::value(value(std::move(V)));
  }
  case Set:
  case Copy: {
    bool Buffer = isa<CXXMemberCallExpr>(A[0]->IgnoreParenImpCasts()); // memset(buffer.data(), ...)
    ValueId To = rvalue(A[0], Buffer ? Use::Nothing : Use::Copied);
    llvm::SmallVector<ValueId, 3> Values;
    for (const Expr *Arg : A.drop_front())
      Values.push_back(rvalue(Arg));
    Path P = deref(To, L);
    if (isSlot(P) && !P.Steps.empty() && P.Steps.back() == ElementSym)
      P.Steps.pop_back();
    if (W == Set) {
      assign(P, Values.empty() || Values.size() == 1 || isEmpty(Values.front()) ? empty() : compute(Values),
             nameLoc(A[0]));
    } else {
      Path From = deref(Values.front(), L);
      ValueId V = get(Values.front()).Kind == ValueKind::Const || isEmpty(Values.front())
                      ? Values.front()
                      : loadFrom(From, Use::Used, nameLoc(A[1]));
      overwritten(P, V, nameLoc(A[0]));
    }
    return Result::value(To);
  }
  case Pair: {
    Value V;
    V.Kind = ValueKind::Object;
    if (E->getType()->isRecordType())
      V.Symbol = N.usr(E->getType()->getAsCXXRecordDecl());
    for (size_t I = 0; I < A.size(); ++I) {
      V.Fields.push_back(partOf(E->getType(), I));
      V.Operands.push_back(Name == "tie" ? address(place(A[I])) : bound(A[I]));
    }
    return Result::value(value(std::move(V)));
  }
  case Begin: {
    Path P = place(A[0]);
    return Result::value(address(step(P, ElementSym)));
  }
  case Iterate:
  case Expect:
  case Same:
    for (const Expr *Arg : A.drop_front())
      rvalue(Arg);
    return Result::value(contentOf(A[0], Us));
  case Free:
    for (const Expr *Arg : A)
      rvalue(Arg, Use::Copied);
    return Result::value(empty());
  }
  return std::nullopt;
}

} // namespace tidepool::summary::extraction
