//===- Handlers.cpp - Servers' handlers: tasks without a submission --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A server calls what its user has overridden: a method of a class of its library, or one of an interface that was
// generated from a description (.proto, .thrift). Such an override is a task, and gets a function that submits it.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace tidepool::summary::extraction {

/// The service model whose base class Record is or derives from.
static model::ServiceRef serviceOf(Unit &U, const CXXRecordDecl *Record) {
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Record->isDependentContext())
    return {};
  if (Record->getIdentifier() && U.Models.mentions(Record->getName()))
    if (model::ServiceRef Found = U.Models.service(U.N.qualified(Record)); Found.Service)
      return Found;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (model::ServiceRef Found = serviceOf(U, Base.getType()->getAsCXXRecordDecl()); Found.Service)
      return Found;
  return {};
}

static const CXXRecordDecl *classBehind(QualType T) {
  T = T.getNonReferenceType();
  return T->isPointerType() ? T->getPointeeCXXRecordDecl() : T->getAsCXXRecordDecl();
}

/// Is one of the method's parameters of a class that only handlers get?
static bool takesOneOf(Unit &U, const CXXMethodDecl *Method, llvm::ArrayRef<std::string> Classes) {
  return llvm::any_of(Method->parameters(), [&](const ParmVarDecl *P) {
    const CXXRecordDecl *Class = classBehind(P->getType());
    return Class && llvm::is_contained(Classes, U.N.qualified(Class));
  });
}

/// A generated interface and the class that calls it stand in one namespace: the latter is constructed with the former.
static const model::PoolModel *servedInterface(Unit &U, const CXXRecordDecl *Interface) {
  auto [It, New] = U.ServedInterfaces.try_emplace(Interface->getCanonicalDecl(), nullptr);
  if (!New || U.N.isSystem(Interface))
    return It->second;
  const model::PoolModel *Pool = nullptr;
  for (const Decl *D : Interface->getDeclContext()->decls()) {
    const auto *Record = dyn_cast<CXXRecordDecl>(D);
    if (!Record || !Record->isThisDeclarationADefinition() || Record->isDependentContext() || !Record->getNumBases())
      continue;
    model::ServiceRef S = serviceOf(U, Record);
    if (!S.Service || !S.Service->OfConstructor)
      continue;
    for (const CXXConstructorDecl *C : Record->ctors())
      for (const ParmVarDecl *P : C->parameters()) {
        QualType Made = U.T.isPointerLike(P->getType().getNonReferenceType())
                            ? U.T.element(P->getType().getNonReferenceType())
                            : QualType();
        if (!Made.isNull() && Made->getAsCXXRecordDecl() &&
            Made->getAsCXXRecordDecl()->getCanonicalDecl() == Interface->getCanonicalDecl())
          Pool = S.Pool;
      }
  }
  return U.ServedInterfaces[Interface->getCanonicalDecl()] = Pool;
}

/// The pool that calls an override of the method.
static const model::PoolModel *calledBy(Unit &U, const CXXMethodDecl *Overridden) {
  if (isa<CXXDestructorDecl>(Overridden))
    return nullptr;
  if (U.Models.mentions(Overridden->getNameAsString())) // also operator()
    if (const model::PoolModel *Pool = U.Models.handler(U.N.qualified(Overridden)))
      return Pool;
  const CXXRecordDecl *Class = Overridden->getParent();
  if (model::ServiceRef S = serviceOf(U, Class); S.Service && takesOneOf(U, Overridden, S.Service->Parameters))
    return S.Pool;
  return servedInterface(U, Class);
}

/// The pool that calls the method of a class's own heirs, though it has it from a base further up (TCPServerConnection
/// does not declare Runnable's run again).
static const model::PoolModel *calledThroughBase(Unit &U, const CXXMethodDecl *Method) {
  if (Method->size_overridden_methods() == 0 || isa<CXXDestructorDecl>(Method) ||
      !U.Models.mentions(Method->getNameAsString()))
    return nullptr;
  const model::PoolModel *Pool = nullptr;
  Method->getParent()->forallBases([&](const CXXRecordDecl *Base) {
    Pool = Pool ? Pool : U.Models.handler((U.N.qualified(Base) + "::" + Method->getNameAsString()).str());
    return true;
  });
  return Pool;
}

static const model::PoolModel *poolOf(Unit &U, const CXXMethodDecl *Method) {
  if (const model::PoolModel *Pool = calledThroughBase(U, Method))
    return Pool;
  llvm::SmallVector<const CXXMethodDecl *, 4> Todo(Method->overridden_methods());
  while (!Todo.empty()) {
    const CXXMethodDecl *Overridden = Todo.pop_back_val();
    Todo.append(Overridden->begin_overridden_methods(), Overridden->end_overridden_methods());
    if (const model::PoolModel *Pool = calledBy(U, Overridden))
      return Pool;
  }
  return nullptr;
}

void addHandler(Unit &U, const CXXMethodDecl *Method, Sym Usr) {
  const model::PoolModel *Pool = poolOf(U, Method);
  if (!Pool)
    return;
  Function F;
  F.Usr = U.N.derived(Usr, "#handler");
  F.Name = U.N.text("handler " + U.N.qualified(Method).str());
  F.L = U.N.loc(Method->getLocation());
  F.Flags = IsStatic | IsImplicit;
  F.Nodes.resize(5);
  F.Nodes[1].Kind = NodeKind::Exit;
  F.Nodes[2].Kind = NodeKind::Unwound;
  F.Nodes[3].Kind = NodeKind::NoReturn;
  F.Nodes[0].Kind = NodeKind::Entry;
  F.Nodes[0].Succs = {4};
  Value V;
  V.Kind = ValueKind::Function;
  V.Symbol = Usr;
  F.Values.push_back(V);
  if (Pool->Ex == model::Exceptions::Store) {
    Value Wrapped;
    Wrapped.Kind = ValueKind::Wrap;
    Wrapped.Operands = {0};
    F.Values.push_back(Wrapped);
  }
  Node &Submit = F.Nodes[4];
  Submit.Kind = NodeKind::Submit;
  Submit.L = F.L;
  Submit.Text = U.N.text(Pool->Name);
  Submit.Val = static_cast<ValueId>(F.Values.size() - 1);
  if (Pool->Ex == model::Exceptions::Survive)
    Submit.Types = {U.N.text("survive")};
  Submit.Succs = {1};
  U.addressTaken(Usr);
  U.Out.Functions.push_back(std::move(F));
}

} // namespace tidepool::summary::extraction
