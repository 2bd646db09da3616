//===- NoLint.cpp - NOLINT comments of a source text ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/NoLint.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace tidepool::summary {
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

class Reader {
public:
  std::vector<NoLint> Out;

  void take(const Comment &C) {
    switch (C.K) {
    case Comment::Line:
      Out.push_back({C.At, C.At, C.Globs});
      return;
    case Comment::NextLine:
      Out.push_back({C.At + 1, C.At + 1, C.Globs});
      return;
    case Comment::Begin:
      Open.push_back(C);
      return;
    case Comment::End:
      // The innermost BEGIN of the same list.
      for (size_t I = Open.size(); I-- > 0;)
        if (Open[I].Globs == C.Globs) {
          Out.push_back({Open[I].At, C.At, C.Globs});
          Open.erase(Open.begin() + I);
          return;
        }
      return;
    }
  }

private:
  llvm::SmallVector<Comment, 2> Open;
};

} // namespace

std::vector<NoLint> noLints(StringRef Text) {
  Reader R;
  uint32_t Line = 1;
  size_t Counted = 0;
  for (size_t Pos = Text.find("NOLINT"); Pos != StringRef::npos; Pos = Text.find("NOLINT", Pos + 6)) {
    Line += Text.slice(Counted, Pos).count('\n');
    Counted = Pos;
    Comment C;
    bool Word = Pos == 0 || !(llvm::isAlnum(Text[Pos - 1]) || Text[Pos - 1] == '_');
    if (Word && parse(Text.drop_front(Pos + 6), Line, C))
      R.take(C);
  }
  return std::move(R.Out);
}

} // namespace tidepool::summary
