//===- GuardedAction.cpp - A parse that starts with shared headers ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/GuardedAction.h"
#include "checker/headers/Guard.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace llvm;
using namespace clang;

namespace tidepool::headers {
namespace {

class Callbacks : public PPCallbacks {
public:
  explicit Callbacks(Guard &G) : G(G) {}

  void FileChanged(SourceLocation, FileChangeReason, SrcMgr::CharacteristicKind Kind,
                   clang::FileID) override {
    G.changedFile(Kind);
  }
  void InclusionDirective(SourceLocation L, const Token &, StringRef, bool, CharSourceRange,
                          OptionalFileEntryRef File, StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (File)
      G.included(L, *File);
  }
  void PragmaDirective(SourceLocation L, PragmaIntroducerKind Introducer) override {
    if (G.watching())
      G.pragma(L, Introducer);
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override { defined(Name); }
  void MacroUndefined(const Token &Name, const MacroDefinition &Before, const MacroDirective *) override {
    if (Before)
      defined(Name);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange, const MacroArgs *) override {
    asked(Name);
  }
  void Defined(const Token &Name, const MacroDefinition &, SourceRange) override { asked(Name); }
  void Ifdef(SourceLocation, const Token &Name, const MacroDefinition &) override { asked(Name); }
  void Ifndef(SourceLocation, const Token &Name, const MacroDefinition &) override { asked(Name); }
  void Elifdef(SourceLocation, const Token &Name, const MacroDefinition &) override { asked(Name); }
  void Elifndef(SourceLocation, const Token &Name, const MacroDefinition &) override { asked(Name); }
  using PPCallbacks::Elifdef;
  using PPCallbacks::Elifndef;

private:
  void defined(const Token &Name) {
    if (G.watching())
      G.defined(Name.getIdentifierInfo());
  }
  void asked(const Token &Name) {
    if (G.watching())
      G.asked(Name.getIdentifierInfo());
  }

  Guard &G;
};

class GuardedConsumer : public MultiplexConsumer {
public:
  GuardedConsumer(Guard &G, std::vector<std::unique_ptr<ASTConsumer>> Inner)
      : MultiplexConsumer(std::move(Inner)), G(G) {}

  bool HandleTopLevelDecl(DeclGroupRef D) override {
    G.declared(D);
    return !G.violated() && MultiplexConsumer::HandleTopLevelDecl(D);
  }
  void HandleTranslationUnit(ASTContext &Context) override {
    G.end();
    if (!G.violated())
      MultiplexConsumer::HandleTranslationUnit(Context);
  }

private:
  Guard &G;
};

class GuardedAction : public WrapperFrontendAction {
public:
  GuardedAction(std::unique_ptr<FrontendAction> Inner, const SharedHeaders &Shared, std::string &Why)
      : WrapperFrontendAction(std::move(Inner)), Shared(Shared), Why(Why) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef File) override {
    Preprocessor &PP = CI.getPreprocessor();
    G = std::make_unique<Guard>(Shared, CI, Why);
    PP.addPPCallbacks(std::make_unique<Callbacks>(*G));
    PP.setTokenWatcher([this](const Token &T) {
      if (G->watching())
        G->token(T);
    });
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    Consumers.push_back(WrapperFrontendAction::CreateASTConsumer(CI, File));
    return std::make_unique<GuardedConsumer>(*G, std::move(Consumers));
  }

private:
  const SharedHeaders &Shared;
  std::string &Why;
  std::unique_ptr<Guard> G;
};

} // namespace

std::unique_ptr<FrontendAction> makeGuardedAction(std::unique_ptr<FrontendAction> Inner,
                                                  const SharedHeaders &Shared, std::string &Why) {
  return std::make_unique<GuardedAction>(std::move(Inner), Shared, Why);
}

} // namespace tidepool::headers
