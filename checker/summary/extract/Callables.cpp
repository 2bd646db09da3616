//===- Callables.cpp - Functions that hand through, bind or call callables -===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// First type argument of a function template: the T of make_unique<T>.
static QualType firstTypeArgument(const FunctionDecl *Callee) {
  const TemplateArgumentList *Args = Callee->getTemplateSpecializationArgs();
  if (!Args || Args->size() == 0 || Args->get(0).getKind() != TemplateArgument::Type)
    return {};
  return Args->get(0).getAsType();
}

std::optional<Result> FunctionBuilder::callableCall(const model::CallableModel &M, const FunctionDecl *Callee,
                                                    const Expr *Object, Args A, const Expr *E, Use Us) {
  using Kind = model::CallableModel::Kind;
  unsigned Written = writtenArguments(A);
  int Param = M.Param == model::Last ? static_cast<int>(Written) - 1 : M.Param;
  bool HasParam = Param >= 0 && static_cast<size_t>(Param) < A.size();
  bool Constructor = isa<CXXConstructorDecl>(Callee);
  switch (M.K) {
  case Kind::Identity:
  case Kind::KeepsExceptions: {
    if (Constructor || !HasParam)
      return std::nullopt; // roles know the classes
    if (Object) // strand.wrap(handler)
      eval(Object, Use::Nothing);
    const Expr *Arg = A[Param];
    if (U.T.role(E->getType()) == Role::Reference) {
      for (const Expr *Other : A)
        if (Other != Arg)
          eval(Other, Use::Nothing);
      return Result::value(address(place(Arg)));
    }
    if (Callee->getReturnType()->isPointerType() && Arg->isGLValue())
      return Result::value(address(place(Arg))); // addressof
    Result R = eval(Arg, Us);
    if (M.K == Kind::KeepsExceptions)
      return Result::value(compute({asValue(R, Us, Arg)}, ValueKind::Wrap));
    return R;
  }
  case Kind::Bind:
    return Constructor ? std::nullopt : std::optional(Result::value(bind(A)));
  case Kind::Fresh: {
    QualType T = firstTypeArgument(Callee);
    if (T.isNull())
      return std::nullopt;
    // allocate_shared<T>(allocator, args)
    bool Allocator = Callee->getIdentifier() && Callee->getName().starts_with("allocate");
    return Result::value(makeOf(T, Allocator && !A.empty() ? A.drop_front() : A, E));
  }
  case Kind::Spawns:
    if (!Written)
      return std::nullopt;
    if (Constructor && Written == 1 && !isCallable(A[0]->getType()))
      return std::nullopt;
    if (Object && !Constructor)
      eval(Object, Use::Nothing);
    spawn(A, M.Param == model::Last ? static_cast<int>(Written) - 1 : std::max(M.Param, 0), E);
    return Result::value(unknown());
  case Kind::Calls:
  case Kind::CallsMany:
    break;
  }
  llvm::SmallVector<const Expr *, 2> Callables;
  if (M.Param == model::All) {
    for (unsigned I = 0; I < Written; ++I)
      if (isCallable(stripTemporaries(A[I])->getType()))
        Callables.push_back(A[I]);
  } else if (HasParam && isCallable(stripTemporaries(A[Param])->getType())) {
    Callables.push_back(A[Param]);
  }
  if (Callables.empty())
    return std::nullopt;
  if (Object && !Constructor)
    eval(Object, Use::Nothing);
  bool Many = M.K == Kind::CallsMany;
  llvm::SmallVector<ValueId, 4> Values;
  llvm::SmallVector<ValueId, 4> Contents;
  bool After = false;
  for (unsigned I = 0; I < Written; ++I) {
    if (llvm::is_contained(Callables, A[I])) {
      After = true;
      continue;
    }
    ValueId V = A[I]->isGLValue() && !Many ? address(place(A[I])) : contentOf(A[I]);
    Contents.push_back(V);
    if (After != Many)
      Values.push_back(V);
  }
  // An algorithm's function gets elements: by reference if it takes references.
  if (Many && !Values.empty()) {
    ValueId First = Values.front();
    Values.assign({First});
    const CXXMethodDecl *Op = callOperator(stripTemporaries(Callables.front())->getType());
    bool ByReference = !Op || Op->getNumParams() == 0 || Op->getParamDecl(0)->getType()->isReferenceType();
    if (!ByReference && get(First).Kind == ValueKind::Address) {
      Path P = get(First).P;
      Values[0] = load(P);
    }
  }
  Result R;
  for (const Expr *C : Callables) {
    ValueId Callable = callable(C);
    if (!Many && stripTemporaries(C)->getType()->isMemberFunctionPointerType() && !Values.empty()) {
      Value B;
      B.Kind = ValueKind::Bind;
      B.Operands = {Callable, Values.front()};
      Callable = value(std::move(B));
      Values.erase(Values.begin());
    }
    R = invoke(Callable, Values, E, Many ? QualType() : E->getType());
    for (NodeId Id = F.Nodes.size(); Id-- > 0;)
      if (F.Nodes[Id].Kind == NodeKind::Invoke) {
        F.Nodes[Id].MayNotRun = Many;
        if (M.Once)
          F.Nodes[Id].Text = N.text("once");
        break;
      }
  }
  if (!Many)
    return R;
  return Result::value(compute(Contents));
}

} // namespace tidepool::summary::extraction
