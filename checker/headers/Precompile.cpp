//===- Precompile.cpp - System headers, parsed once for many units --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/Precompile.h"
#include "checker/headers/Scan.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTWriter.h"

using namespace llvm;
using namespace clang;

namespace tidepool::headers {

/// No such file exists: it lives in the file system that use() makes.
static constexpr llvm::StringLiteral PathInMemory = "/tidepool-shared-headers.pch";

class HeadersRecorder {
public:
  HeadersRecorder(SharedHeaders &Out, const SourceManager &SM) : Out(Out), SM(SM) {}

  SharedHeaders::File file(FileEntryRef Entry) {
    auto [It, New] = Out.Files.try_emplace(Entry.getUniqueID(), static_cast<unsigned>(Out.Files.size()));
    return It->second;
  }

  std::optional<SharedHeaders::File> fileOf(SourceLocation L) {
    if (L.isInvalid())
      return std::nullopt;
    if (OptionalFileEntryRef Entry = SM.getFileEntryRefForID(SM.getFileID(SM.getExpansionLoc(L))))
      return file(*Entry);
    return std::nullopt;
  }

  void included(SourceLocation From, FileEntryRef Entry) {
    SharedHeaders::File To = file(Entry);
    if (std::optional<SharedHeaders::File> In = fileOf(From))
      Edges.emplace_back(*In, To);
  }

  void defined(StringRef Macro, SourceLocation L) {
    if (std::optional<SharedHeaders::File> In = fileOf(L))
      Out.Macros[Macro] = *In;
  }

  void undefined(StringRef Macro) { Out.Macros.erase(Macro); }

  void declarations(const DeclContext *Context, unsigned Scope) {
    for (const Decl *D : Context->decls())
      declaration(D, Scope);
  }

  void finish(const Preprocessor &PP) {
    for (const auto &Word : PP.getIdentifierTable())
      Out.Identifiers.insert(Word.getKey());
    Out.Includes.assign(Out.Files.size(), BitVector(Out.Files.size()));
    for (auto [From, To] : Edges)
      Out.Includes[From].set(To);
  }

private:
  void declaration(const Decl *D, unsigned Scope) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(D)) {
      if (Space->isInline() || Space->isAnonymousNamespace())
        return declarations(Space, Scope);
      name(Space, Scope, false);
      Out.Namespaces.insert(Space->getName());
      const NamespaceDecl *First = Space->getCanonicalDecl();
      return declarations(Space, Scopes.try_emplace(First, Scopes.size() + 1).first->second);
    }
    if (const auto *Linkage = dyn_cast<LinkageSpecDecl>(D))
      return declarations(Linkage, Scope);
    if (const auto *Enum = dyn_cast<EnumDecl>(D); Enum && !Enum->isScoped())
      for (const EnumConstantDecl *C : Enum->enumerators())
        name(C, Scope, false);
    // Members that are defined outside of their classes stand here, too.
    if (const auto *Named = dyn_cast<NamedDecl>(D);
        Named && D->getDeclContext()->getRedeclContext()->isFileContext())
      name(Named, Scope, isa<FunctionDecl, FunctionTemplateDecl, UsingDecl>(Named));
  }

  void name(const NamedDecl *D, unsigned Scope, bool IsFunction) {
    const IdentifierInfo *Id = D->getIdentifier();
    std::optional<SharedHeaders::File> In = fileOf(D->getLocation());
    if (Id && In)
      Out.Names[Id->getName()].push_back({Scope, *In, IsFunction});
  }

  SharedHeaders &Out;
  const SourceManager &SM;
  std::vector<std::pair<SharedHeaders::File, SharedHeaders::File>> Edges;
  DenseMap<const NamespaceDecl *, unsigned> Scopes;
};

namespace {

class Callbacks : public PPCallbacks {
public:
  explicit Callbacks(HeadersRecorder &R) : R(R) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &, StringRef, bool, CharSourceRange,
                          OptionalFileEntryRef File, StringRef, StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    if (File)
      R.included(HashLoc, *File);
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    R.defined(Name.getIdentifierInfo()->getName(), Name.getLocation());
  }

  void MacroUndefined(const Token &Name, const MacroDefinition &, const MacroDirective *) override {
    R.undefined(Name.getIdentifierInfo()->getName());
  }

private:
  HeadersRecorder &R;
};

/// Writes the header as Clang's own action does, but skips bodies on the way and keeps the bytes.
class Generator : public PCHGenerator {
public:
  Generator(CompilerInstance &CI, std::shared_ptr<PCHBuffer> Buffer)
      : PCHGenerator(CI.getPreprocessor(), CI.getModuleCache(), PathInMemory, /*isysroot=*/"",
                     std::move(Buffer), CI.getFrontendOpts().ModuleFileExtensions,
                     /*AllowASTWithErrors=*/false,
                     /*IncludeTimestamps=*/false) {}

  bool shouldSkipFunctionBody(Decl *) override { return true; }
};

class PrecompileAction : public ASTFrontendAction {
public:
  PrecompileAction(SharedHeaders &Out, std::shared_ptr<PCHBuffer> Buffer)
      : Out(Out), Buffer(std::move(Buffer)) {}

  bool usable() const { return Usable; }

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    CI.getLangOpts().CompilingPCH = true;
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    CI.getFrontendOpts().SkipFunctionBodies = true;
    Recorder = std::make_unique<HeadersRecorder>(Out, CI.getSourceManager());
    CI.getPreprocessor().addPPCallbacks(std::make_unique<Callbacks>(*Recorder));
    return std::make_unique<Generator>(CI, Buffer);
  }

  void EndSourceFileAction() override {
    CompilerInstance &CI = getCompilerInstance();
    if (CI.getDiagnostics().hasErrorOccurred() || !Buffer->IsComplete)
      return;
    // A unit's own uses would go on counting from here.
    if (CI.getPreprocessor().getCounterValue() != 0)
      return;
    Recorder->declarations(CI.getASTContext().getTranslationUnitDecl(), 0);
    Recorder->finish(CI.getPreprocessor());
    Usable = true;
  }

  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  bool hasASTFileSupport() const override { return false; }

private:
  SharedHeaders &Out;
  std::shared_ptr<PCHBuffer> Buffer;
  std::unique_ptr<HeadersRecorder> Recorder;
  bool Usable = false;
};

} // namespace

std::shared_ptr<const SharedHeaders> SharedHeaders::make(const CompilerInvocation &Unit,
                                                         ArrayRef<Root> Roots) {
  std::string Text;
  for (const Root &R : Roots)
    Text += "#include <" + R.Name + ">\n";
  std::shared_ptr<CompilerInvocation> Flags = systemFlags(Unit);
  FrontendOptions &Options = Flags->getFrontendOpts();
  InputKind Kind = Options.Inputs.front().getKind();
  Options.Inputs.front() = FrontendInputFile(MemoryBufferRef(Text, "tidepool-shared-headers.h"), Kind);

  CompilerInstance Compiler;
  Compiler.setInvocation(Flags);
  IgnoringDiagConsumer Silent; // in doubt every unit is parsed by itself, and says what is wrong
  Compiler.createDiagnostics(&Silent, /*ShouldOwnClient=*/false);
  Compiler.createFileManager(vfs::createPhysicalFileSystem());

  auto Result = std::make_shared<SharedHeaders>();
  auto Buffer = std::make_shared<PCHBuffer>();
  PrecompileAction Action(*Result, Buffer);
  if (!Compiler.ExecuteAction(Action) || !Action.usable())
    return nullptr;
  Result->Bytes = std::move(Buffer->Data);
  return Result;
}

IntrusiveRefCntPtr<vfs::FileSystem> SharedHeaders::use(CompilerInvocation &Unit,
                                                       IntrusiveRefCntPtr<vfs::FileSystem> Real) const {
  PreprocessorOptions &P = Unit.getPreprocessorOpts();
  P.ImplicitPCHInclude = PathInMemory;
  // The others are part of the shared headers, as they stand after these: defining them once more would undo
  // what the headers made of them.
  erase_if(P.Macros, [](const auto &M) { return isForSystem(M.first); });
  // Checked by the plan: flags that a system header could tell are equal.
  P.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  auto Memory = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Memory->addFileNoOwn(PathInMemory, /*ModificationTime=*/0,
                       MemoryBufferRef(StringRef(Bytes.data(), Bytes.size()), PathInMemory));
  auto Both = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(std::move(Real));
  Both->pushOverlay(std::move(Memory));
  return Both;
}

} // namespace tidepool::headers
