//===- KeyedContainers.cpp - Thread-local maps and sets, asked by a key ---===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A map has a slot for every key. What is read, added and erased under a key
// carries that key in the node's arguments: whether it tells tasks apart (an
// id that came with the task) or not ("user"), only the callers know.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace tidepool::summary::extraction {

static bool isKeyed(QualType T) {
  if (T->isPointerType())
    T = T->getPointeeType();
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record && Record->getIdentifier() && (Record->getName().ends_with("map") || Record->getName().ends_with("set"));
}

/// Keys of which there are few, whatever tasks come: enumerations, characters, types, functions, literals.
static bool isClosed(QualType Key) {
  Key = Key.getCanonicalType();
  if (Key->isEnumeralType() || Key->isBooleanType() || Key->isAnyCharacterType() || Key->isMemberPointerType() ||
      Key->isFunctionPointerType())
    return true;
  if (Key->isPointerType())
    Key = Key->getPointeeType().getCanonicalType();
  if (Key->isAnyCharacterType())
    return true;
  const CXXRecordDecl *Record = Key->getAsCXXRecordDecl();
  if (!Record || !Record->getIdentifier())
    return false;
  const auto *Outer = dyn_cast<CXXRecordDecl>(Record->getParent()); // std::thread::id
  return Record->getName() == "type_index" || Record->getName() == "type_info" ||
         (Outer && Outer->getIdentifier() && Outer->getName() == "thread");
}

/// What an addition does to the number of entries.
Sym FunctionBuilder::growthOf(QualType Container) {
  if (Container->isPointerType())
    Container = Container->getPointeeType();
  Container = Container.getNonReferenceType();
  const CXXRecordDecl *Record = Container->getAsCXXRecordDecl();
  if (Record && Record->isInStdNamespace() && Record->getName() == "array")
    return NoSym; // filled, and never larger
  if (!isKeyed(Container) || Record->getName().contains("multi"))
    return N.text(GrowsEach);
  QualType Key;
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    if (const TemplateArgumentList &Ts = Instance->getTemplateArgs();
        Ts.size() > 0 && Ts[0].getKind() == TemplateArgument::Type)
      Key = Ts[0].getAsType();
  if (Key.isNull())
    return N.text(GrowsByKey);
  if (isClosed(Key))
    return N.text(GrowsClosed);
  return N.text(Key->isPointerType() ? GrowsByAddress : GrowsByKey);
}

void FunctionBuilder::grows(NodeId Append, QualType Container) {
  if (Sym How = growthOf(Container))
    at(Append).Types = {How};
}

/// The container whose end() this is.
static const Expr *endOf(const Expr *E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(stripTemporaries(E)->IgnoreParenImpCasts());
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  if (!M || !M->getIdentifier() || (M->getName() != "end" && M->getName() != "cend"))
    return nullptr;
  return Call->getImplicitObjectArgument();
}

/// `it != map.end()` and `map.contains(key)`: is there an entry of this key? False: nothing was emitted.
bool FunctionBuilder::keyedBranch(const Expr *E, NodeId True, NodeId False) {
  const Expr *Container = nullptr, *Other = nullptr;
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Bare)) {
    auto Parts = Rewritten->getDecomposedForm();
    Container = endOf(Parts.RHS), Other = Parts.LHS;
    if (Parts.Opcode == BO_EQ)
      std::swap(True, False);
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(Bare);
             Op && Op->getNumArgs() == 2 && (Op->getOperator() == OO_EqualEqual || Op->getOperator() == OO_ExclaimEqual)) {
    Container = endOf(Op->getArg(1)), Other = Op->getArg(0);
    if (Op->getOperator() == OO_EqualEqual)
      std::swap(True, False);
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Bare); Call && Call->getNumArgs() == 1) {
    const CXXMethodDecl *M = Call->getMethodDecl();
    if (M && M->getIdentifier() && (M->getName() == "contains" || M->getName() == "count"))
      Container = Call->getImplicitObjectArgument(), Other = Call->getArg(0);
  }
  if (!Container || !isKeyed(Container->getType()))
    return false;
  std::optional<Path> P = quietPlace(Container);
  if (P && Container->getType()->isPointerType())
    P = step(*P, DerefSym);
  if (!P || !isSlot(*P))
    return false;
  // find() on the other side is a reading of its own.
  ValueId Key = contentOf(Other, Use::Copied);
  if (isa<CXXMemberCallExpr>(Bare))
    at(access(AccessOp::Read, *P, nameLoc(Container))).Args = {Key};
  Cond C;
  C.Kind = CondKind::NonEmpty;
  C.P = *P;
  C.Mentions = {*P};
  emitBranch(std::move(C), True, False, E->getExprLoc());
  return true;
}

/// A member of a thread-local map or set, called with a key.
std::optional<Result> FunctionBuilder::keyedCall(llvm::StringRef Name, const FunctionDecl *Callee,
                                                 const Expr *Object, Args A, const Expr *E) {
  enum What { Other, Finds, Counts, Refers, Erases };
  What W = llvm::StringSwitch<What>(Name)
               .Cases("find", "lower_bound", "upper_bound", "equal_range", Finds)
               .Cases("count", "contains", Counts)
               .Cases("at", "operator[]", Refers)
               .Cases("erase", "extract", Erases)
               .Default(Other);
  if (W == Other || writtenArguments(A) != 1 || !isKeyed(Object->getType()) || Object->getType()->isPointerType())
    return std::nullopt;
  std::optional<Path> Named = quietPlace(Object);
  if (!Named || !isSlot(*Named))
    return std::nullopt;
  ValueId Key = contentOf(A[0]);
  Path P = objectOf(Object);
  SourceLocation L = nameLoc(Object);
  auto keyed = [&](AccessOp Op) {
    at(access(Op, P, L)).Args = {Key};
  };
  switch (W) {
  case Finds:
    keyed(AccessOp::Read);
    return Result::value(address(step(P, ElementSym)));
  case Counts:
    keyed(AccessOp::Read);
    return Result::value(compute({load(P), Key}));
  case Refers: {
    Path Entry = step(step(P, ElementSym), N.text("second"));
    Path Reference = hold(address(Entry), {}, E->getBeginLoc());
    Entries[Reference.Index] = {Entry, Key, Name == "at" ? NoSym : growthOf(Object->getType())};
    return Result::place(step(Reference, DerefSym));
  }
  default:
    keyed(AccessOp::Erase);
    return Result::value(Callee->getReturnType()->isVoidType() ? empty() : compute({load(P), Key}));
  }
}

/// The entry that a local reference stands for.
const FunctionBuilder::Entry *FunctionBuilder::entryAt(const Path &P) const {
  if (P.R != Root::Local || P.Steps.empty() || P.Steps.front() != DerefSym)
    return nullptr;
  auto It = Entries.find(P.Index);
  return It == Entries.end() ? nullptr : &It->second;
}

} // namespace tidepool::summary::extraction
