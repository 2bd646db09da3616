//===- Guards.cpp - Scope guards of libraries ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// A guard at P is made from the arguments, by its constructor or a function.
void FunctionBuilder::armGuard(const model::GuardModel &G, const Path &P, Args A, SourceLocation L,
                               const FunctionDecl *Maker) {
  unsigned Written = writtenArguments(A);
  auto Param = [&](int I) -> const Expr * {
    if (I == model::Last)
      I = static_cast<int>(Written) - 1;
    return I >= 0 && static_cast<unsigned>(I) < Written ? A[I] : nullptr;
  };
  if (G.K == model::GuardModel::Kind::SaveRestore) {
    const Expr *Saved = Param(G.Param);
    if (!Saved)
      return;
    const Expr *Bare = stripTemporaries(Saved);
    // By reference it is the place itself, also where a pointer is in it.
    Path Place = Saved->isGLValue() ? place(Bare) : deref(rvalue(Bare), Bare->getBeginLoc());
    read(Place, Use::Copied, L);
    store(step(P, N.text("guard.saved")), load(Place), L);
    store(step(P, N.text("guard.place")), address(Place), L);
    if (P.R == Root::Local && P.Steps.empty())
      SavedPlaces[P.Index] = Place;
    if (const Expr *New = Param(G.Restored))
      assign(Place, contentOf(New), L);
    return;
  }
  if (G.K == model::GuardModel::Kind::Clears)
    return;
  const Expr *Callable = Param(G.Param);
  if (Callable && !isCallable(stripTemporaries(Callable)->getType())) {
    Callable = nullptr;
    for (unsigned I = 0; I < Written && !Callable; ++I)
      if (isCallable(stripTemporaries(A[I])->getType()))
        Callable = A[I];
  }
  if (!Callable)
    return;
  const Expr *Armed = Param(G.Armed);
  bool Disarmed = Maker && llvm::is_contained(G.DisarmedMakers, N.qualified(Maker));
  if (Disarmed || (Armed && isEmpty(contentOf(Armed)))) {
    store(step(P, N.text("guard.disarmed")), callable(Callable), L);
    store(step(P, N.text("guard.callable")), empty(), L);
    return;
  }
  store(step(P, N.text("guard.callable")), callable(Callable), L);
}

void FunctionBuilder::disarm(const model::GuardModel &G, const Path &P, SourceLocation L) {
  Path Callable = step(P, N.text("guard.callable"));
  if (!G.Rearms.empty())
    store(step(P, N.text("guard.disarmed")), load(Callable), L);
  store(Callable, empty(), L);
  if (G.K != model::GuardModel::Kind::SaveRestore || P.R != Root::Local)
    return;
  auto It = SavedPlaces.find(P.Index);
  if (It != SavedPlaces.end())
    store(step(P, N.text("guard.saved")), load(Path(It->second)), L);
}

std::optional<Result> FunctionBuilder::guardCall(const model::GuardModel &G, const FunctionDecl *Callee,
                                                 const Expr *Object, Args A, const Expr *E) {
  std::string Name = plainName(Callee);
  SourceLocation L = E->getBeginLoc();
  // std::move(guard).Cancel()
  const Expr *Moved = movedExpr(stripTemporaries(Object));
  if (llvm::is_contained(G.Assigns, Name) && !A.empty()) {
    Path P = objectOf(Object);
    // FOLLY's SCOPE_EXIT: tag + [&] {...} makes a guard.
    if (Callee->getOverloadedOperator() == OO_Plus)
      P = temporary(E->getType(), L);
    armGuard(G, P, A.take_back(1), L);
    return Result::value(load(P));
  }
  Path P = Moved ? place(Moved) : objectOf(Object);
  if (llvm::is_contained(G.Invokes, Name)) {
    invoke(load(step(P, N.text("guard.callable"))), {}, E, QualType());
    store(step(P, N.text("guard.callable")), empty(), L);
    return Result::value(empty());
  }
  bool Cancels = llvm::is_contained(G.Cancels, Name), Rearms = llvm::is_contained(G.Rearms, Name);
  if (Cancels || Rearms) {
    // set_active(true) and set_active(false).
    bool Truth = !A.empty() && get(contentOf(A.front())).Kind == ValueKind::Const;
    if (Cancels && !Truth)
      disarm(G, P, L);
    else if (Rearms)
      store(step(P, N.text("guard.callable")), load(step(P, N.text("guard.disarmed"))), L);
    return Result::value(empty());
  }
  for (const Expr *Arg : A)
    eval(Arg, Use::Nothing);
  return Result::value(unknown());
}

} // namespace tidepool::summary::extraction
