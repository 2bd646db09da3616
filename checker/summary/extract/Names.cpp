//===- Names.cpp - Symbols, files and names of one unit ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Names.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/LambdaCapture.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using llvm::StringRef;

namespace tidepool::summary::extraction {

Names::Names(ASTContext &Context, TUSummary &Out)
    : Context(Context), SM(Context.getSourceManager()), Out(Out) {
  Out.Strings = {"", "[]", "*"};
  Interned[""] = NoSym;
  Interned["[]"] = ElementSym;
  Interned["*"] = DerefSym;
  Out.Files = {""};
  if (OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID()))
    Out.MainFile = absolute(Main->getName());
  Out.Target = Context.getTargetInfo().getTriple().str();
}

Sym Names::text(StringRef Text) {
  auto [It, New] = Interned.try_emplace(Text, static_cast<Sym>(Out.Strings.size()));
  if (New)
    Out.Strings.push_back(Text.str());
  return It->second;
}

std::string Names::absolute(StringRef Path) const {
  llvm::SmallString<256> Full(Path);
  SM.getFileManager().makeAbsolutePath(Full);
  llvm::sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
  return std::string(Full);
}

uint32_t Names::file(FileID Id) {
  auto [It, New] = FileIds.try_emplace(Id, 0);
  if (!New)
    return It->second;
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(Id);
  if (!Entry)
    return 0;
  std::string Path = absolute(Entry->getName());
  // One file may have several FileIDs (a header without guard): they share an entry.
  for (uint32_t I = 1; I < Out.Files.size(); ++I)
    if (Out.Files[I] == Path)
      return It->second = I;
  Out.Files.push_back(std::move(Path));
  return It->second = static_cast<uint32_t>(Out.Files.size() - 1);
}

Loc Names::loc(SourceLocation L) {
  if (L.isInvalid())
    return {};
  auto [Id, Offset] = SM.getDecomposedExpansionLoc(L);
  uint32_t File = file(Id);
  if (!File)
    return {};
  return {File, SM.getLineNumber(Id, Offset), SM.getColumnNumber(Id, Offset)};
}

/// Distinguishes everything in one file, two expansions in one macro's body too.
std::string Names::lineCol(SourceLocation L) {
  Loc At = loc(L);
  std::string Text = std::to_string(At.Line) + ":" + std::to_string(At.Col);
  if (L.isMacroID()) {
    auto [Id, Offset] = SM.getDecomposedSpellingLoc(L);
    Text += "+" + std::to_string(Offset);
  }
  return Text;
}

bool Names::isSystem(SourceLocation L) const { return L.isInvalid() || SM.isInSystemHeader(L); }

bool Names::isSystem(const Decl *D) const {
  // Clang declares a builtin wherever it is first used.
  const auto *F = dyn_cast<FunctionDecl>(D);
  return (F && F->isImplicit() && F->getBuiltinID() != 0) || isSystem(D->getLocation());
}

bool Names::inMainFile(SourceLocation L) const {
  return L.isValid() && SM.getFileID(SM.getExpansionLoc(L)) == SM.getMainFileID();
}

Sym Names::derived(Sym Base, const llvm::Twine &Suffix) { return text((Out.Strings[Base] + Suffix).str()); }

Sym Names::usr(const Decl *D) {
  D = D->getCanonicalDecl();
  auto It = Usrs.find(D);
  if (It != Usrs.end())
    return It->second;
  Sym S = makeUsr(D);
  // Clang's USRs of some local entities clash (two lambdas' local classes): number them.
  for (unsigned N = 2; !Owners.try_emplace(S, D).second; ++N)
    S = derived(S, "'" + llvm::Twine(N));
  return Usrs[D] = S;
}

Sym Names::makeUsr(const Decl *D) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(D); Method && Method->getParent()->isLambda()) {
    Sym Closure = lambda(Method->getParent());
    if (Method->getOverloadedOperator() != OO_Call)
      return derived(Closure, "#" + Method->getNameAsString());
    const TemplateArgumentList *Args = Method->getTemplateSpecializationArgs();
    if (!Args)
      return Closure;
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    for (const TemplateArgument &A : Args->asArray()) {
      OS << (Text.empty() ? "<" : ",");
      A.print(Context.getPrintingPolicy(), OS, /*IncludeType=*/true);
    }
    return derived(Closure, Text + ">");
  }
  if (const auto *Record = dyn_cast<CXXRecordDecl>(D); Record && Record->isLambda())
    return derived(lambda(Record), "#class");

  const DeclContext *Parent = D->getDeclContext();
  if (const auto *Var = dyn_cast<VarDecl>(D); Var && Parent->isFunctionOrMethod())
    if (const auto *In = dyn_cast_or_null<FunctionDecl>(Var->getParentFunctionOrMethod()))
      return derived(usr(In), "#" + Var->getName() + "@" + lineCol(Var->getLocation()));

  llvm::SmallString<128> Text;
  if (index::generateUSRForDecl(D, Text) || Text.empty())
    Text = ("c:@" + llvm::Twine(D->getDeclKindName()) + "@" + lineCol(D->getLocation())).str();
  if (const auto *Named = dyn_cast<NamedDecl>(D); !Named || !Named->isExternallyVisible())
    if (!isa<FieldDecl>(D) || !cast<FieldDecl>(D)->getParent()->isExternallyVisible())
      (Text += "@") += Out.MainFile;
  return text(Text);
}

Sym Names::lambda(const CXXRecordDecl *Closure) {
  Closure = Closure->getCanonicalDecl();
  auto It = Usrs.find(Closure);
  if (It != Usrs.end())
    return It->second;
  const DeclContext *Parent = Closure->getDeclContext();
  while (Parent && !isa<FunctionDecl>(Parent) && !Parent->isFileContext())
    Parent = Parent->getParent();
  std::string Place = "#lambda@" + lineCol(Closure->getBeginLoc());
  Sym S = NoSym;
  if (const auto *In = dyn_cast_or_null<FunctionDecl>(Parent))
    S = derived(usr(In), Place);
  else
    S = text(Out.Files[loc(Closure->getBeginLoc()).File] + Place);
  for (unsigned N = 2; !Owners.try_emplace(S, Closure).second; ++N)
    S = derived(S, "'" + llvm::Twine(N));
  // The call operator shares the symbol; it is found by way of the class.
  if (const CXXMethodDecl *Call = Closure->getLambdaCallOperator(); Call && !Closure->isGenericLambda())
    Usrs[Call->getCanonicalDecl()] = S;
  return Usrs[Closure] = S;
}

Sym Names::capture(Sym Closure, StringRef Name) { return derived(Closure, "#cap(" + Name + ")"); }

Sym Names::capture(Sym Closure, const LambdaCapture &C) {
  return capture(Closure, C.capturesVariable() ? C.getCapturedVar()->getName() : StringRef("this"));
}

Sym Names::implicitDestructor(const CXXRecordDecl *Record) {
  if (const CXXDestructorDecl *D = Record->getDestructor())
    return usr(D);
  Sym Base = usr(Record);
  StringRef Text = Out.Strings[Base], Suffix;
  // Keep "@<main file>" last, as it is for declared destructors.
  if (size_t At = Text.rfind("@" + Out.MainFile); !Out.MainFile.empty() && At != StringRef::npos) {
    Suffix = Text.substr(At);
    Text = Text.take_front(At);
  }
  return text((Text + "@F@~" + Record->getName() + "#" + Suffix).str());
}

StringRef Names::qualified(const NamedDecl *D) {
  const Decl *Key = D->getCanonicalDecl();
  auto It = QualifiedNames.find(Key);
  if (It != QualifiedNames.end())
    return It->second;
  llvm::SmallVector<std::string, 6> Parts{isa<CXXConstructorDecl>(D)
                                              ? cast<CXXConstructorDecl>(D)->getParent()->getName().str()
                                              : D->getNameAsString()};
  for (const DeclContext *C = D->getDeclContext(); C && !C->isTranslationUnit(); C = C->getParent()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(C)) {
      if (Space->isInline() || Space->isAnonymousNamespace())
        continue;
      Parts.push_back(Space->getNameAsString());
    } else if (const auto *Tag = dyn_cast<TagDecl>(C)) {
      Parts.push_back(Tag->getNameAsString());
    }
  }
  std::string Text;
  for (const std::string &Part : llvm::reverse(Parts))
    (Text += Text.empty() ? "" : "::") += Part;
  return QualifiedNames[Key] = QualifiedTexts.try_emplace(Text).first->getKey();
}

Sym Names::lambdaDisplay(SourceLocation L) {
  Loc At = loc(L);
  return text("lambda at " + llvm::sys::path::filename(Out.Files[At.File]).str() + ":" +
              std::to_string(At.Line));
}

Sym Names::display(const NamedDecl *D) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(D); Method && Method->getParent()->isLambda())
    return lambdaDisplay(Method->getParent()->getBeginLoc());
  std::string Name = qualified(D).str();
  const auto *Function = dyn_cast<FunctionDecl>(D);
  if (!Function)
    return text(Name);
  llvm::raw_string_ostream OS(Name);
  OS << "(";
  for (const ParmVarDecl *P : Function->parameters()) {
    if (P != Function->getParamDecl(0))
      OS << ", ";
    P->getType().getUnqualifiedType().print(OS, Context.getPrintingPolicy());
  }
  OS << ")";
  return text(Name);
}

Sym Names::typeName(QualType T) { return text(T.getAsString(Context.getPrintingPolicy())); }

} // namespace tidepool::summary::extraction
