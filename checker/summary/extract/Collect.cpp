//===- Collect.cpp - Where lowering starts -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace tidepool::summary::extraction {

namespace {

/// Definitions of the main file, and what only this unit can define. Everything else is reached by
/// following references.
class Walk {
public:
  explicit Walk(Unit &U) : U(U) {}

  void context(const DeclContext *C) {
    for (const Decl *D : U.Options.SystemPrecompiled ? C->noload_decls() : C->decls())
      declaration(D);
  }

private:
  void declaration(const Decl *D) {
    if (D->isInvalidDecl() || (U.N.isSystem(D) && !isa<LinkageSpecDecl>(D)))
      return;
    switch (D->getKind()) {
    case Decl::Namespace:
    case Decl::LinkageSpec:
    case Decl::Export:
      return context(cast<DeclContext>(D));
    case Decl::Friend:
      if (const NamedDecl *Named = cast<FriendDecl>(D)->getFriendDecl())
        declaration(Named);
      return;
    case Decl::ClassTemplate:
      for (const ClassTemplateSpecializationDecl *S : cast<ClassTemplateDecl>(D)->specializations())
        if (U.N.inMainFile(D->getLocation()))
          record(S);
      return;
    case Decl::FunctionTemplate:
      if (U.N.inMainFile(D->getLocation()))
        for (const FunctionDecl *S : cast<FunctionTemplateDecl>(D)->specializations())
          function(S);
      return;
    default:
      break;
    }
    if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      bool Own = U.N.inMainFile(F->getLocation()) || !F->isInlined();
      if (Own)
        function(F);
    } else if (const auto *V = dyn_cast<VarDecl>(D)) {
      variable(V);
    } else if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(D)) {
      if (!isa<ClassTemplatePartialSpecializationDecl>(S) &&
          (U.N.inMainFile(S->getLocation()) ||
           S->getSpecializationKind() == TSK_ExplicitInstantiationDefinition))
        record(S);
    } else if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
      if (U.N.inMainFile(R->getLocation()))
        record(R);
    }
  }

  void function(const FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() && !F->isDependentContext() && !F->isDefaulted())
      U.function(F);
    else if (F->isTemplateInstantiation() && U.hasBody(F))
      U.function(F);
  }

  void variable(const VarDecl *V) {
    if (V->isThisDeclarationADefinition() == VarDecl::DeclarationOnly && !V->isStaticDataMember())
      return;
    if (V->isTemplated() || V->getType()->isDependentType())
      return;
    if (U.N.inMainFile(V->getLocation()))
      U.variable(V);
  }

  void record(const CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isDependentContext() || R->isLambda())
      return;
    for (const Decl *D : R->decls()) {
      if (D->isInvalidDecl() || D->isImplicit())
        continue;
      if (const auto *Field = dyn_cast<FieldDecl>(D)) {
        if (U.T.holder(Field->getType()))
          U.field(Field);
      } else if (const auto *F = dyn_cast<FunctionDecl>(D)) {
        function(F);
      } else {
        declaration(D);
      }
    }
  }

  Unit &U;
};

} // namespace

void collect(Unit &U) { Walk(U).context(U.Context.getTranslationUnitDecl()); }

} // namespace tidepool::summary::extraction
