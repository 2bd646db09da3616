//===- Unit.cpp - One unit on its way to a summary -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"
#include "checker/summary/SummaryIO.h"
#include "checker/summary/extract/FunctionBuilder.h"
#include "checker/summary/extract/Syntax.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Diagnostic.h"

using namespace clang;

namespace tidepool::summary {

TUSummary extract(ASTContext &Context, const model::Index &Models, const ExtractOptions &Options) {
  TUSummary Out;
  extraction::Unit(Context, Models, Options, Out).run();
#ifndef NDEBUG
  std::string Why;
  assert(verify(Out, Why) && "extraction made an inconsistent summary");
#endif
  return Out;
}

namespace extraction {

Unit::Unit(ASTContext &Context, const model::Index &Models, const ExtractOptions &Options, TUSummary &Out)
    : Context(Context), Models(Models), Options(Options), Out(Out), N(Context, Out), T(Context, N, Models),
      Unwinds(Context.getLangOpts().CXXExceptions) {}

void Unit::run() {
  collect(*this);
  while (!Jobs.empty()) {
    Job J = std::move(Jobs.front());
    Jobs.pop_front();
    lower(J);
  }
  for (Function &F : Out.Functions)
    if (Taken.contains(F.Usr))
      F.Flags |= FunctionFlags::AddressTaken;
  if (Options.Prune)
    pruneFunctions(Out);
  addEntities();
  addClasses();
  addSuppressions(*this);
  compact(Out);
}

void Unit::lower(const Job &J) {
  Function F = FunctionBuilder(*this).build(J);
  if (Options.Prune)
    prune(Out, F);
  Sym Usr = F.Usr;
  Out.Functions.push_back(std::move(F));
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(J.Function)) {
    if (!Method->getParent()->isLambda())
      Classes.insert(Method->getParent()->getCanonicalDecl());
    if (Method->size_overridden_methods() > 0)
      addHandler(*this, Method, Usr);
  }
}

bool Unit::hasBody(const FunctionDecl *F) const {
  const FunctionDecl *Definition = nullptr;
  if (!F->isDefined(Definition) || Definition->isDeleted() || Definition->hasSkippedBody() ||
      Definition->isDependentContext() || Definition->isInvalidDecl() || N.isSystem(Definition))
    return false;
  if (Definition->isDefaulted())
    return isa<CXXConstructorDecl>(Definition) ? cast<CXXConstructorDecl>(Definition)->isDefaultConstructor()
                                               : isa<CXXDestructorDecl>(Definition);
  return Definition->getBody() != nullptr;
}

Sym Unit::function(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (const auto *D = dyn_cast<CXXDestructorDecl>(F); D && !D->isUserProvided())
    return destructor(D->getParent());
  Sym S = N.usr(F);
  if (!Requested.insert(F).second || !hasBody(F))
    return S;
  const FunctionDecl *Definition = nullptr;
  F->isDefined(Definition);
  Job J;
  J.Function = Definition;
  enqueue(std::move(J));
  // A class that the unit works with but does not make (a pool passed by reference): what its constructors start
  // belongs to the picture.
  if (const auto *M = dyn_cast<CXXMethodDecl>(Definition); M && !M->getParent()->isLambda())
    for (const CXXConstructorDecl *C : M->getParent()->ctors())
      if (C->isUserProvided())
        function(C);
  return S;
}

Sym Unit::destructor(const CXXRecordDecl *Record) {
  if (const CXXDestructorDecl *D = Record->getDestructor(); D && D->isUserProvided())
    return function(D);
  Sym S = N.implicitDestructor(Record);
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition || N.isSystem(Definition) || Definition->isDependentContext() ||
      !Requested.insert(Definition->getCanonicalDecl()).second)
    return S;
  bool Virtual = Definition->getDestructor() && Definition->getDestructor()->isVirtual();
  if (!Virtual && !T.endMatters(Context.getRecordType(Definition)))
    return S;
  Job J;
  J.Destructor = Definition;
  enqueue(std::move(J));
  return S;
}

void Unit::constructed(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record || N.isSystem(Record) || !Constructed.insert(Record->getCanonicalDecl()).second)
    return;
  if (!Record->isLambda())
    Classes.insert(Record->getCanonicalDecl());
  if (Record->isPolymorphic()) {
    for (const CXXMethodDecl *M : Record->methods())
      if (M->isVirtual() && !isa<CXXDestructorDecl>(M))
        function(M);
    if (const CXXDestructorDecl *D = Record->getDestructor(); D && D->isVirtual())
      destructor(Record);
  }
  for (const CXXBaseSpecifier &B : Record->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
      constructed(Base);
}

std::string Unit::shortName(Sym S) {
  auto It = Mentioned.find(S);
  if (It == Mentioned.end()) {
    llvm::StringRef Text = Out.Strings[S];
    size_t Hash = Text.rfind('#');
    return Text.substr(Hash == llvm::StringRef::npos ? 0 : Hash + 1).str();
  }
  return isa<VarDecl>(It->second) ? N.qualified(It->second).str() : It->second->getNameAsString();
}

uint8_t Unit::annotations(const Decl *D) const {
  uint8_t Found = NoAnnotation;
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    llvm::StringRef Text = A->getAnnotation();
    Found |= Text == "tidepool::cache"  ? CacheAnnotation
             : Text == "tidepool::task" ? TaskAnnotation
                                        : NoAnnotation;
  }
  return Found;
}

/// The spelling that the builder gives to the same constant in an assignment; NoSym if E is none, or
/// the empty value.
Sym Unit::constantSpelling(const Expr *E) {
  E = stripTemporaries(E)->IgnoreParenImpCasts();
  E = stripTemporaries(E);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return Made->getNumArgs() > 0 ? constantSpelling(Made->getArg(0)) : static_cast<Sym>(NoSym);
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 ? constantSpelling(List->getInit(0)) : static_cast<Sym>(NoSym);
  if (const auto *I = dyn_cast<IntegerLiteral>(E)) {
    llvm::SmallString<24> Digits;
    I->getValue().toStringUnsigned(Digits);
    return I->getValue() == 0 ? static_cast<Sym>(NoSym) : N.text(Digits);
  }
  if (const auto *Minus = dyn_cast<UnaryOperator>(E); Minus && Minus->getOpcode() == UO_Minus) {
    Sym Sub = constantSpelling(Minus->getSubExpr());
    return Sub == NoSym ? static_cast<Sym>(NoSym) : N.text("-" + Out.Strings[Sub]);
  }
  if (const auto *B = dyn_cast<CXXBoolLiteralExpr>(E))
    return B->getValue() ? N.text("true") : static_cast<Sym>(NoSym);
  if (const auto *C = dyn_cast<CharacterLiteral>(E))
    return C->getValue() ? N.text("'" + std::to_string(C->getValue()) + "'") : static_cast<Sym>(NoSym);
  if (const auto *F = dyn_cast<FloatingLiteral>(E)) {
    llvm::SmallString<32> Digits;
    F->getValue().toString(Digits);
    return F->getValue().isZero() ? static_cast<Sym>(NoSym) : N.text(Digits);
  }
  if (const auto *S = dyn_cast<StringLiteral>(E)) {
    if (S->getLength() == 0)
      return NoSym;
    // Equality is all that counts; long texts would only swell the summary.
    llvm::StringRef Bytes = S->getBytes();
    std::string Text = "\"" + Bytes.take_front(24).str() + "\"";
    if (Bytes.size() > 24)
      Text += "+" + std::to_string(Bytes.size());
    return N.text(Text);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Constant = dyn_cast<EnumConstantDecl>(Ref->getDecl()))
      return Constant->getInitVal() == 0 ? static_cast<Sym>(NoSym) : N.text(Constant->getName());
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->isConstexpr())
      return N.text(V->getName());
  }
  return NoSym;
}

} // namespace extraction
} // namespace tidepool::summary
