//===- Entities.cpp - Variables, fields, classes, holders ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace tidepool::summary::extraction {

static bool isThreadLocalDecl(const VarDecl *V) {
  return V->getTLSKind() != VarDecl::TLS_None || V->hasAttr<ThreadAttr>() ||
         V->hasAttr<OMPThreadPrivateDeclAttr>();
}

/// Would the initialiser put anything into the variable that matters to anybody?
static bool initialiserMatters(const VarDecl *V, const Unit &U) {
  const Expr *Init = V->getInit();
  if (!Init || V->isStaticLocal() || Init->isValueDependent() || U.N.isSystem(V) || V->isInvalidDecl())
    return false;
  QualType T = U.Context.getBaseElementType(V->getType());
  if (T->isArithmeticType() || T->isEnumeralType())
    return false;
  return !isa<StringLiteral>(Init->IgnoreParenImpCasts());
}

void Unit::addHolder(const DeclaratorDecl *D, Sym Usr, Lifetime Life, const model::HolderModel *M,
                     QualType Pointee) {
  Holder H;
  H.Usr = Usr;
  H.Name = Life == Lifetime::Local ? N.text(D->getName()) : N.text(N.qualified(D));
  H.L = N.loc(D->getLocation());
  H.Life = Life;
  QualType T = D->getType();
  H.Type = N.typeName(T);
  H.Annotations = annotations(D);
  if (!M) {
    H.Kind = HolderKind::Native;
    H.Value = this->T.content(T);
    H.OwnsPlain = this->T.ownsPlain(T);
    H.Initial = initialOf(Usr);
    // Of templates, inline variables and variables in functions the order is not known.
    const auto *V = cast<VarDecl>(D);
    H.Destroyed = T.isDestructedType() == QualType::DK_cxx_destructor && !V->isStaticLocal() && !V->isInline() &&
                  V->getTemplateSpecializationKind() == TSK_Undeclared;
  } else {
    H.Kind = M->K == model::HolderModel::Kind::Key ? HolderKind::Key : HolderKind::Class;
    H.Model = N.text(M->Name);
    H.SeparateRemove = M->SeparateRemove;
    H.FreedWithHolder = M->AtHolderEnd == model::HolderEnd::AllThreads;
    H.Inheritable = M->Inheritable;
    H.Transmittable = M->Transmittable;
    H.Indirect = !Pointee.isNull();
    QualType Element = this->T.element(H.Indirect ? Pointee : T);
    bool KeepsPointer = M->K == model::HolderModel::Kind::Key || Element.isNull(), Owns = false;
    for (const model::HolderMethod &Method : M->Methods)
      Owns |= Method.Op == model::HolderOp::Write && Method.Name == "reset";
    // Keys keep a pointer to something of somebody else's, smart-pointer-like holders one of their own.
    H.Value = Owns ? Content::Owning : KeepsPointer ? Content::Pointing : this->T.content(Element);
  }
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    H.Owner = N.usr(Field->getParent());
    H.Wrapped = isa<ClassTemplateSpecializationDecl>(Field->getParent()) && llvm::all_of(Field->getParent()->fields(), [&](const FieldDecl *Other) {
      return Other == Field || this->T.role(Other->getType()) == Role::Callable ||
             Other->getType()->isFunctionPointerType();
    });
  }
  HolderSyms.insert(Usr);
  if (H.Kind == HolderKind::Class && !H.Indirect)
    HolderObjects.insert(Usr);
  if (H.Value == Content::Owning)
    OwningHolders.insert(Usr);
  Out.Holders.push_back(H);
}

Sym Unit::variable(const VarDecl *V) {
  V = V->getCanonicalDecl();
  Sym S = N.usr(V);
  const VarDecl *Definition = V->getDefinition();
  if (!Mentioned.try_emplace(S, Definition ? Definition : V).second)
    return S;
  const VarDecl *Best = Definition ? Definition : V;
  if (isThreadLocalDecl(Best) || isThreadLocalDecl(V)) {
    ThreadLocals.insert(S);
    if (const Expr *Init = Best->getInit(); Init && !Init->isValueDependent())
      if (Sym Spelling = constantSpelling(Init))
        Initials[S] = Spelling;
    addHolder(Best, S, Lifetime::Static, nullptr);
    return S;
  }
  if (const model::HolderModel *M = T.holder(Best->getType()); M && !Best->getType()->isReferenceType())
    addHolder(Best, S, Lifetime::Static, M);
  if (initialiserMatters(Best, *this)) {
    Job J;
    J.Initialiser = Best;
    enqueue(std::move(J));
  }
  return S;
}

Sym Unit::field(const FieldDecl *F) {
  // All pairs share their fields' names: m[k] = v and it->second meet.
  if (const auto *Pair = dyn_cast<CXXRecordDecl>(F->getParent());
      Pair && Pair->getIdentifier() && Pair->getName() == "pair" && Pair->isInStdNamespace())
    return N.text(F->getName());
  Sym S = N.usr(F);
  if (!Mentioned.try_emplace(S, F).second)
    return S;
  if (const model::HolderModel *M = T.holder(F->getType()); M && !F->getType()->isReferenceType())
    addHolder(F, S, Lifetime::Member, M);
  return S;
}

Sym Unit::ambient(const model::HolderModel &M) {
  Sym S = N.text(M.Name);
  if (!HolderSyms.insert(S).second)
    return S;
  Holder H;
  H.Usr = H.Name = H.Model = H.Type = S;
  H.Kind = HolderKind::Class;
  H.SeparateRemove = M.SeparateRemove;
  H.FreedWithHolder = M.AtHolderEnd == model::HolderEnd::AllThreads;
  H.Inheritable = M.Inheritable;
  H.Transmittable = M.Transmittable;
  Out.Holders.push_back(H);
  return S;
}

Sym Unit::state(const model::StateModel &M) {
  Sym S = N.text(M.Name);
  if (!HolderSyms.insert(S).second)
    return S;
  Holder H;
  H.Usr = H.Name = H.Model = H.Type = S;
  H.Kind = HolderKind::State;
  Out.Holders.push_back(H);
  return S;
}

void Unit::localHolder(const VarDecl *V, Sym Function) {
  Sym S = N.derived(Function, "#" + V->getName());
  if (HolderSyms.contains(S))
    return;
  addHolder(V, S, Lifetime::Local, T.holder(V->getType()));
}

/// A holder made by new is the one of the variable or field that it is made for.
void Unit::ownedHolder(const DeclaratorDecl *D, Sym Usr, Lifetime Life, QualType Made) {
  if (const model::HolderModel *M = T.holder(Made); M && !HolderSyms.contains(Usr))
    addHolder(D, Usr, Life, M, Made);
}

void Unit::ownedHolder(Sym FieldOrGlobal, QualType Made) {
  const auto *D = dyn_cast_or_null<DeclaratorDecl>(Mentioned.lookup(FieldOrGlobal));
  if (D)
    ownedHolder(D, FieldOrGlobal, isa<FieldDecl>(D) ? Lifetime::Member : Lifetime::Static, Made);
}

void Unit::keyVariable(const ValueDecl *D, const model::HolderModel &M) {
  const auto *V = dyn_cast<VarDecl>(D);
  Sym S = V ? variable(V) : field(cast<FieldDecl>(D));
  if (!HolderSyms.contains(S))
    addHolder(cast<DeclaratorDecl>(D), S, V ? Lifetime::Static : Lifetime::Member, &M);
}

void Unit::addEntities() {
  llvm::DenseSet<Sym> Seen;
  auto Add = [&](Sym S) {
    auto It = Mentioned.find(S);
    if (It == Mentioned.end() || !Seen.insert(S).second)
      return;
    const ValueDecl *D = It->second;
    Entity E;
    E.Usr = S;
    E.Name = N.text(N.qualified(D));
    E.L = N.loc(D->getLocation());
    E.Static = isa<VarDecl>(D);
    E.Pointer = T.isPointerLike(D->getType());
    E.Kind = T.content(D->getType());
    if (const CXXRecordDecl *Record = T.classOf(D->getType()); Record && !T.isSystem(Record))
      E.Class = N.usr(Record);
    Out.Entities.push_back(E);
  };
  auto AddPath = [&](const Path &P) {
    if (P.R == Root::Global)
      Add(P.Index);
    for (Sym S : P.Steps)
      Add(S);
  };
  for (const Function &F : Out.Functions) {
    for (const Node &Nd : F.Nodes)
      AddPath(Nd.P);
    for (const Value &V : F.Values)
      AddPath(V.P);
    for (const Cond &C : F.Conds)
      for (const Path &P : C.Mentions)
        AddPath(P);
  }
}

void Unit::addClasses() {
  for (size_t I = 0; I < Classes.size(); ++I) // grows: bases are added as well
    addClass(Classes[I]);
}

void Unit::addClass(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record || Record->isDependentContext() || !ClassSyms.insert(N.usr(Record)).second)
    return;
  Class C;
  C.Usr = N.usr(Record);
  C.Name = N.text(N.qualified(Record));
  for (const CXXBaseSpecifier &B : Record->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl()) {
      C.Bases.push_back(N.usr(Base));
      if (!N.isSystem(Base))
        Classes.insert(Base->getCanonicalDecl());
    }
  for (const FieldDecl *F : Record->fields())
    if (!F->isUnnamedBitField())
      C.Fields.push_back(N.usr(F));
  Out.Classes.push_back(std::move(C));
}

} // namespace tidepool::summary::extraction
