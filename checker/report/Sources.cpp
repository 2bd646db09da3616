//===- Sources.cpp - The source lines that a report shows -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/Sources.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tidepool::report {

const Sources::Text &Sources::load(StringRef File) {
  auto [It, New] = Texts.try_emplace(File);
  Text &T = It->second;
  if (!New)
    return T;
  auto Buffer = Files->getBufferForFile(File);
  if (!Buffer)
    return T;
  T.Buffer = std::move(*Buffer);
  StringRef Rest = T.Buffer->getBuffer();
  while (!Rest.empty()) {
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    T.Lines.push_back(Line.ends_with("\r") ? Line.drop_back() : Line);
  }
  return T;
}

std::optional<StringRef> Sources::line(StringRef File, unsigned Line) {
  const Text &T = load(File);
  if (Line == 0 || Line > T.Lines.size())
    return std::nullopt;
  return T.Lines[Line - 1];
}

} // namespace tidepool::report
