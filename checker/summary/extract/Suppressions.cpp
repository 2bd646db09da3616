//===- Suppressions.cpp - NOLINT comments --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/NoLint.h"
#include "checker/summary/extract/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace tidepool::summary::extraction {

void addSuppressions(Unit &U) {
  std::vector<bool> Wanted(U.Out.Files.size(), false);
  for (const Holder &H : U.Out.Holders)
    Wanted[H.L.File] = true;
  for (const Function &F : U.Out.Functions)
    for (const Node &N : F.Nodes)
      if (N.Kind == NodeKind::Access || N.Kind == NodeKind::Call)
        Wanted[N.L.File] = true;
  SourceManager &SM = U.Context.getSourceManager();
  for (uint32_t File = 1; File < Wanted.size(); ++File) {
    if (!Wanted[File])
      continue;
    auto Entry = SM.getFileManager().getOptionalFileRef(U.Out.Files[File]);
    if (!Entry)
      continue;
    std::optional<llvm::MemoryBufferRef> Buffer = SM.getMemoryBufferForFileOrNone(*Entry);
    if (!Buffer)
      continue;
    for (const NoLint &N : noLints(Buffer->getBuffer())) {
      Suppression S;
      S.File = File;
      S.FirstLine = N.FirstLine;
      S.LastLine = N.LastLine;
      S.Globs = U.N.text(N.Globs);
      U.Out.Suppressions.push_back(S);
    }
  }
}

} // namespace tidepool::summary::extraction
