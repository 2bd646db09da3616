//===- Suppressions.cpp - NOLINT comments --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/extract/Unit.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using llvm::StringRef;

namespace tidepool::summary::extraction {

namespace {

struct Comment {
  enum Kind { Line, NextLine, Begin, End } K = Line;
  uint32_t At = 0;
  StringRef Globs;
};

/// Reads what follows the word NOLINT; as in clang-tidy, "NOLINT" alone means every check.
bool parse(StringRef Rest, uint32_t At, Comment &C) {
  C.At = At;
  C.K = Rest.consume_front("NEXTLINE") ? Comment::NextLine
        : Rest.consume_front("BEGIN")  ? Comment::Begin
        : Rest.consume_front("END")    ? Comment::End
                                       : Comment::Line;
  if (!Rest.empty() && (llvm::isAlnum(Rest.front()) || Rest.front() == '_'))
    return false;
  if (Rest.consume_front("(")) {
    size_t Close = Rest.find_first_of(")\n");
    if (Close == StringRef::npos || Rest[Close] != ')')
      return false;
    C.Globs = Rest.take_front(Close).trim();
    // "()" rules out nothing.
    if (C.Globs.empty())
      return false;
    if (C.Globs == "*")
      C.Globs = "";
  }
  return true;
}

class Scanner {
public:
  Scanner(Unit &U, uint32_t File) : U(U), File(File) {}

  void scan(StringRef Buffer) {
    uint32_t Line = 1;
    size_t Counted = 0;
    for (size_t Pos = Buffer.find("NOLINT"); Pos != StringRef::npos; Pos = Buffer.find("NOLINT", Pos + 6)) {
      Line += Buffer.slice(Counted, Pos).count('\n');
      Counted = Pos;
      Comment C;
      bool Word = Pos == 0 || !(llvm::isAlnum(Buffer[Pos - 1]) || Buffer[Pos - 1] == '_');
      if (Word && parse(Buffer.drop_front(Pos + 6), Line, C))
        take(C);
    }
  }

private:
  void add(uint32_t First, uint32_t Last, StringRef Globs) {
    Suppression S;
    S.File = File;
    S.FirstLine = First;
    S.LastLine = Last;
    S.Globs = U.N.text(Globs);
    U.Out.Suppressions.push_back(S);
  }

  void take(const Comment &C) {
    switch (C.K) {
    case Comment::Line:
      return add(C.At, C.At, C.Globs);
    case Comment::NextLine:
      return add(C.At + 1, C.At + 1, C.Globs);
    case Comment::Begin:
      Open.push_back(C);
      return;
    case Comment::End:
      // The innermost BEGIN of the same list.
      for (size_t I = Open.size(); I-- > 0;)
        if (Open[I].Globs == C.Globs) {
          add(Open[I].At, C.At, C.Globs);
          Open.erase(Open.begin() + I);
          return;
        }
      return;
    }
  }

  Unit &U;
  uint32_t File;
  llvm::SmallVector<Comment, 2> Open;
};

} // namespace

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
    if (std::optional<llvm::MemoryBufferRef> Buffer = SM.getMemoryBufferForFileOrNone(*Entry))
      Scanner(U, File).scan(Buffer->getBuffer());
  }
}

} // namespace tidepool::summary::extraction
