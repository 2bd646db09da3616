//===- Excerpts.cpp - The parts of the sources that go into the page ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/html/Excerpts.h"
#include "checker/report/Report.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tidepool::report::html {

/// Lines before and after each place, the widest first.
constexpr unsigned Widths[] = {~0u, 400, 100, 40, 12};
/// Generated code has lines of any length; nobody reads them.
constexpr size_t LongestLine = 2000;

unsigned Excerpts::add(const checks::Location &At) {
  auto [It, New] = Numbers.try_emplace(At.File, Files.size());
  if (New)
    Files.push_back({At.File, {}});
  if (At.Line)
    Files[It->second].Lines.insert(At.Line);
  return It->second;
}

std::vector<Excerpts::Part> Excerpts::parts(const File &F, Sources &Texts, unsigned Around) {
  std::vector<Part> Parts;
  unsigned Next = 1; // the first line that is not in a part yet
  for (unsigned Place : F.Lines) {
    if (!Texts.line(F.Path, Place))
      continue; // the file is another one, or not there
    unsigned From = std::max(Next, Place > Around ? Place - Around : 1);
    unsigned To = Place > ~0u - Around ? ~0u : Place + Around;
    if (From > To)
      continue;
    if (Parts.empty() || From != Next)
      Parts.push_back({From, {}});
    for (Next = From; Next <= To; ++Next) {
      std::optional<StringRef> Line = Texts.line(F.Path, Next);
      if (!Line)
        break;
      Parts.back().Lines.push_back(Line->take_front(LongestLine));
    }
  }
  return Parts;
}

size_t Excerpts::size(Sources &Texts, unsigned Around) const {
  size_t Bytes = 0;
  for (const File &F : Files)
    for (const Part &P : parts(F, Texts, Around))
      for (StringRef Line : P.Lines)
        Bytes += Line.size() + 1;
  return Bytes;
}

void Excerpts::write(json::OStream &J, Sources &Texts, StringRef Root) const {
  const unsigned *Around =
      llvm::find_if(Widths, [&](unsigned Width) { return size(Texts, Width) <= Budget; });
  if (Around == std::end(Widths))
    --Around;
  J.array([&] {
    for (const File &F : Files)
      J.object([&] {
        J.attribute("path", json::fixUTF8(shownPath(F.Path, Root)));
        J.attributeArray("parts", [&] {
          for (const Part &P : parts(F, Texts, *Around))
            J.value(json::Array{P.First, json::fixUTF8(join(P.Lines, "\n"))});
        });
      });
  });
}

} // namespace tidepool::report::html
