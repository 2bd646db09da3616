//===- Action.cpp - The front-end action of one unit ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/Extract.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"

using namespace clang;

namespace tidepool::summary {

namespace {

class Consumer : public ASTConsumer {
public:
  Consumer(const SourceManager &SM, const model::Index &Models, TUSummary &Out, const ExtractOptions &Options)
      : SM(SM), Models(Models), Out(Out), Options(Options) {}

  /// The bodies of system functions are the models' business: not parsing them saves half the time.
  bool shouldSkipFunctionBody(Decl *D) override { return SM.isInSystemHeader(D->getLocation()); }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasUncompilableErrorOccurred())
      Out = extract(Context, Models, Options);
  }

private:
  const SourceManager &SM;
  const model::Index &Models;
  TUSummary &Out;
  ExtractOptions Options;
};

class Action : public ASTFrontendAction {
public:
  Action(const model::Index &Models, TUSummary &Out, const ExtractOptions &Options)
      : Models(Models), Out(Out), Options(Options) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, llvm::StringRef) override {
    CI.getFrontendOpts().SkipFunctionBodies = true;
    return std::make_unique<Consumer>(CI.getSourceManager(), Models, Out, Options);
  }

private:
  const model::Index &Models;
  TUSummary &Out;
  ExtractOptions Options;
};

} // namespace

std::unique_ptr<FrontendAction> makeExtractAction(const model::Index &Models, TUSummary &Out,
                                                  const ExtractOptions &Options) {
  return std::make_unique<Action>(Models, Out, Options);
}

} // namespace tidepool::summary
