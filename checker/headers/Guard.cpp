//===- Guard.cpp - May this unit start with shared headers? -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/Guard.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang;

namespace tidepool::headers {

void Guard::included(SourceLocation L, FileEntryRef File) {
  auto It = S.Files.find(File.getUniqueID());
  if (AllEntered || It == S.Files.end() || Entered.test(It->second))
    return;
  if (InProject && Depth > 0)
    violation("'" + sys::path::filename(File.getName()) + "' is included within braces");
  Steps.push_back({L, Entered});
  Entered.set(It->second);
  for (SmallVector<unsigned> Todo{It->second}; !Todo.empty();) {
    BitVector New = S.Includes[Todo.pop_back_val()];
    New.reset(Entered);
    Entered |= New;
    append_range(Todo, New.set_bits());
  }
  AllEntered = Entered.all();
}

const BitVector &Guard::enteredAt(SourceLocation L) const {
  const BitVector *State = &Entered;
  for (const Step &S : reverse(Steps)) {
    if (!SM.isBeforeInTranslationUnit(L, S.At))
      break;
    State = &S.Before;
  }
  return *State;
}

void Guard::defined(const IdentifierInfo *Macro) {
  if (S.Identifiers.contains(Macro->getName()))
    violation("'" + Macro->getName() + "' is defined before the headers that mention it");
}

void Guard::asked(const IdentifierInfo *Macro) {
  auto It = S.Macros.find(Macro->getName());
  if (It != S.Macros.end() && !Entered.test(It->second))
    violation("macro '" + Macro->getName() + "' is asked for before the header that defines it");
}

void Guard::pragma(SourceLocation L, PragmaIntroducerKind Introducer) {
  StringRef Text = Introducer == PIK_HashPragma && L.isFileID() ? SM.getCharacterData(L) : "";
  Text = Text.take_until([](char C) { return C == '\n'; }).ltrim("# \t");
  Text.consume_front("pragma");
  auto [Space, Rest] = Text.ltrim().split(' ');
  static constexpr llvm::StringLiteral Harmless[] = {"once",      "message", "warning", "region",
                                                     "endregion", "mark",    "comment"};
  static constexpr llvm::StringLiteral HarmlessInSpace[] = {"diagnostic", "system_header", "warning",
                                                            "error"};
  if (is_contained(Harmless, Space.rtrim()))
    return;
  if ((Space == "GCC" || Space == "clang") &&
      is_contained(HarmlessInSpace, Rest.ltrim().split(' ').first.rtrim()))
    return;
  violation("'#pragma " + Text.trim() + "' stands before headers");
}

const Guard::Declarations *Guard::declarations(const IdentifierInfo *Id) {
  auto [It, New] = Known.try_emplace(Id, nullptr);
  if (New)
    if (auto Found = S.Names.find(Id->getName()); Found != S.Names.end())
      It->second = &Found->second;
  return It->second;
}

void Guard::complain(const IdentifierInfo *Id, const Declarations &All, const BitVector &Entered,
                     function_ref<bool(const SharedHeaders::Declaration &)> Concerns) {
  for (const SharedHeaders::Declaration &D : All) {
    if (Entered.test(D.In) || !Concerns(D))
      continue;
    if (none_of(All, [&](const auto &E) { return E.Scope == D.Scope && Entered.test(E.In); }))
      return violation("'" + Id->getName() + "' is also a name of a header that comes later");
  }
}

/// The unit compiles without the headers that are still to come, so its lookups found something else. Their
/// names get in the way only where they are found in addition.
void Guard::name(const Token &T, const IdentifierInfo *Id) {
  using Declaration = SharedHeaders::Declaration;
  const Declarations *All = declarations(Id);
  if (!All || Last == tok::period || Last == tok::arrow || Last == tok::coloncolon)
    return;
  if (T.getLocation().isMacroID() && SM.isInSystemHeader(SM.getSpellingLoc(T.getLocation())))
    return; // a system macro's own words
  // `struct stat *` names the system's if there is one, and declares the project's own otherwise.
  bool IsTag = is_contained({tok::kw_struct, tok::kw_class, tok::kw_union, tok::kw_enum}, Last);
  bool InNamespace = UsesNamespace || ReopenedAt > 0;
  if (IsTag || InNamespace)
    complain(Id, *All, Entered, [&](const Declaration &D) { return D.Scope == 0 ? IsTag : InNamespace; });
  Called = Id;
}

/// Keeps track of what stands around names.
void Guard::follow(const Token &T) {
  if (T.is(tok::l_brace)) {
    ++Depth;
  } else if (T.is(tok::r_brace)) {
    if (Depth == ReopenedAt)
      ReopenedAt = 0;
    Depth -= Depth > 0;
  } else if (T.is(tok::kw_namespace) && Last == tok::kw_using) {
    UsesNamespace = true;
  } else if (const IdentifierInfo *Id = T.getIdentifierInfo(); Id && Last == tok::kw_namespace &&
                                                               !UsesNamespace && !ReopenedAt &&
                                                               S.Namespaces.contains(Id->getName())) {
    ReopenedAt = Depth + 1;
  }
}

void Guard::token(const Token &T) {
  const IdentifierInfo *Id = T.isAnnotation() ? nullptr : T.getIdentifierInfo();
  // In C a call may declare what it calls.
  if (const IdentifierInfo *Name = std::exchange(Called, nullptr); Name && IsC && T.is(tok::l_paren))
    complain(Name, *Known.lookup(Name), Entered, [](const auto &D) { return D.IsFunction; });
  follow(T);
  if (Id && T.is(tok::identifier))
    name(T, Id);
  Last = T.getKind();
}

/// What the project declares where a header to come declares the same: in the global namespace, in one of the
/// system's; or a function anywhere, whose calls would find the header's functions by their arguments' types.
void Guard::declared(const Decl *D, Where In) {
  const auto *Named = dyn_cast<NamedDecl>(D);
  const auto *Space = dyn_cast<NamespaceDecl>(D);
  if (isa<LinkageSpecDecl>(D) || Space) {
    if (Space && Space->getIdentifier())
      In = S.Namespaces.contains(Space->getName()) ? Where::System : Where::Project;
    for (const Decl *Inner : cast<DeclContext>(D)->noload_decls())
      declared(Inner, In);
  }
  const IdentifierInfo *Id = Named ? Named->getIdentifier() : nullptr;
  const Declarations *All =
      Id && !Space && !SM.isInSystemHeader(D->getLocation()) ? declarations(Id) : nullptr;
  if (!All || !D->getDeclContext()->getRedeclContext()->isFileContext())
    return;
  bool IsFunction = isa<FunctionDecl, FunctionTemplateDecl, UsingDecl>(D);
  complain(Id, *All, enteredAt(D->getLocation()), [&](const SharedHeaders::Declaration &Other) {
    if (Other.Scope == 0)
      return In == Where::Global;
    return In == Where::System || (IsFunction && Other.IsFunction);
  });
}

/// Comes when the parser has read the next token, which may stand behind the next inclusion.
void Guard::declared(DeclGroupRef Group) {
  if (violated() || DeclarationsDone || Group.isNull())
    return;
  DeclarationsDone =
      AllEntered && !SM.isBeforeInTranslationUnit((*Group.begin())->getBeginLoc(), Steps.back().At);
  for (const Decl *D : Group)
    declared(D, Where::Global);
}

void Guard::end() {
  if (!done())
    violation("it includes less than what is shared");
}

} // namespace tidepool::headers
