//===- Excerpts.h - The parts of the sources that go into the page --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_REPORT_HTML_EXCERPTS_H
#define TIDEPOOL_CHECKER_REPORT_HTML_EXCERPTS_H

#include "checker/checks/Witness.h"
#include "checker/report/Sources.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include <set>

namespace tidepool::report::html {

/// The files that are spoken of, with their text as far as there is room for it: whole files in a small
/// report, a few lines around each place in a large one.
class Excerpts {
public:
  /// Bytes of source text in one page, unless the narrowest excerpts need more.
  static constexpr size_t Budget = 6 << 20;

  /// The file's number in the page; the place's surroundings will be in it.
  unsigned add(const checks::Location &At);
  /// An array of {path, parts: [[first line, text]...]}. Files that cannot be read have no parts. Linear in
  /// the files.
  void write(llvm::json::OStream &J, Sources &Texts, llvm::StringRef Root) const;

private:
  struct File {
    std::string Path;
    std::set<unsigned> Lines;
  };
  struct Part {
    unsigned First;
    std::vector<llvm::StringRef> Lines;
  };
  static std::vector<Part> parts(const File &F, Sources &Texts, unsigned Around);
  size_t size(Sources &Texts, unsigned Around) const;

  std::vector<File> Files;
  llvm::StringMap<unsigned> Numbers;
};

} // namespace tidepool::report::html

#endif // TIDEPOOL_CHECKER_REPORT_HTML_EXCERPTS_H
