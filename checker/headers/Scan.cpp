//===- Scan.cpp - Which system headers a unit includes --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/Scan.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace clang;
namespace scanning = clang::tooling::dependencies;

namespace tidepool::headers {

FileId Scanner::id(FileEntryRef File) {
  std::lock_guard<std::mutex> Guard(Lock);
  return Ids.try_emplace(File.getUniqueID(), static_cast<FileId>(Ids.size())).first->second;
}

class IncludeRecorder : public PPCallbacks {
public:
  IncludeRecorder(Scanner &S, const SourceManager &SM, UnitIncludes &Out) : S(S), SM(SM), Out(Out) {}

  void InclusionDirective(SourceLocation HashLoc, const Token &, StringRef Name, bool IsAngled,
                          CharSourceRange, OptionalFileEntryRef File, StringRef, StringRef, const Module *,
                          bool, SrcMgr::CharacteristicKind Kind) override {
    if (!File)
      return;
    FileId To = S.id(*File);
    if (!SM.isInSystemHeader(HashLoc)) {
      // Whether the name is in quotes says where the search begins; the precompiled header has no folders
      // but the system's.
      if (SrcMgr::isSystem(Kind) && Known.insert(To).second)
        Out.Roots.push_back({Name.str(), To});
    } else if (OptionalFileEntryRef From = SM.getFileEntryRefForID(SM.getFileID(HashLoc))) {
      if (std::pair Edge(S.id(*From), To); Edges.insert(Edge).second)
        Out.Edges.push_back(Edge);
    }
  }

  void LexedFileChanged(clang::FileID Id, LexedFileChangeReason Reason, SrcMgr::CharacteristicKind Kind,
                        clang::FileID, SourceLocation) override {
    if (Reason != LexedFileChangeReason::EnterFile || !SrcMgr::isSystem(Kind))
      return;
    OptionalFileEntryRef File = SM.getFileEntryRefForID(Id);
    if (File && Read.insert(S.id(*File)).second)
      Out.System.emplace_back(S.id(*File), static_cast<uint64_t>(File->getSize()));
  }

private:
  Scanner &S;
  const SourceManager &SM;
  UnitIncludes &Out;
  DenseSet<FileId> Known, Read;
  DenseSet<std::pair<FileId, FileId>> Edges;
};

namespace {

class ScanAction : public PreprocessOnlyAction {
public:
  ScanAction(Scanner &S, UnitIncludes &Out) : S(S), Out(Out) {}
  bool BeginSourceFileAction(CompilerInstance &CI) override {
    CI.getPreprocessor().addPPCallbacks(std::make_unique<IncludeRecorder>(S, CI.getSourceManager(), Out));
    return true;
  }

private:
  Scanner &S;
  UnitIncludes &Out;
};

bool canShare(const CompilerInvocation &Unit) {
  const PreprocessorOptions &P = Unit.getPreprocessorOpts();
  const LangOptions &L = Unit.getLangOpts();
  return P.ImplicitPCHInclude.empty() && P.MacroIncludes.empty() && P.ChainedIncludes.empty() &&
         P.RemappedFiles.empty() && !L.Modules && !L.ObjC && !L.isCompilingModule() &&
         Unit.getFrontendOpts().Inputs.size() == 1;
}

} // namespace

bool isForSystem(StringRef Macro) { return Macro.starts_with("_") || Macro.split('=').first == "NDEBUG"; }

std::shared_ptr<CompilerInvocation> systemFlags(const CompilerInvocation &Unit) {
  auto Flags = std::make_shared<CompilerInvocation>(Unit);
  FrontendOptions &F = Flags->getFrontendOpts();
  InputKind Kind = F.Inputs.front().getKind();
  F = FrontendOptions();
  F.DashX = Kind;
  F.Inputs.emplace_back("", Kind);
  PreprocessorOptions &P = Flags->getPreprocessorOpts();
  P.Includes.clear();
  erase_if(P.Macros, [](const auto &M) { return !isForSystem(M.first); });
  erase_if(Flags->getHeaderSearchOpts().UserEntries, [](const HeaderSearchOptions::Entry &E) {
    return E.Group == frontend::Quoted || E.Group == frontend::Angled;
  });
  Flags->getFileSystemOpts() = FileSystemOptions();
  Flags->getCodeGenOpts() = CodeGenOptions();
  Flags->getDependencyOutputOpts() = DependencyOutputOptions();
  return Flags;
}

UnitIncludes Scanner::scan(const CompilerInvocation &Unit, StringRef Directory) {
  UnitIncludes Out;
  if (!canShare(Unit))
    return Out;
  IntrusiveRefCntPtr<vfs::FileSystem> Real = vfs::createPhysicalFileSystem();
  if (Real->setCurrentWorkingDirectory(Directory))
    return Out;
  auto Files = makeIntrusiveRefCnt<scanning::DependencyScanningWorkerFilesystem>(Cache, Real);

  CompilerInstance Compiler;
  Compiler.setInvocation(std::make_shared<CompilerInvocation>(Unit));
  IgnoringDiagConsumer Silent; // what is wrong with a unit is said when it is parsed
  Compiler.createDiagnostics(&Silent, /*ShouldOwnClient=*/false);
  Compiler.createFileManager(Files);
  Compiler.getPreprocessorOpts().DependencyDirectivesForFile =
      [Files](FileEntryRef File) -> std::optional<ArrayRef<dependency_directives_scan::Directive>> {
    ErrorOr<scanning::EntryRef> Entry = Files->getOrCreateFileSystemEntry(File.getName());
    if (Entry && Files->ensureDirectiveTokensArePopulated(*Entry))
      return Entry->getDirectiveTokens();
    return std::nullopt;
  };
  ScanAction Action(*this, Out);
  if (!Compiler.ExecuteAction(Action) || Compiler.getDiagnostics().hasErrorOccurred())
    return {};

  for (const std::string &Argument : systemFlags(Unit)->getCC1CommandLine())
    (Out.Key += Argument) += '\n';
  return Out;
}

} // namespace tidepool::headers
