//===- Knowledge.cpp - What the tool tells about itself -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
#include "checker/fronts/cli/ModelPages.h"
#include "checker/fronts/cli/Output.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace tidepool::fronts {

Expected<model::Catalogue> loadModels(const Request &R) {
  model::Catalogue Catalogue = model::Catalogue::builtin();
  for (const std::string &Path : R.Models) {
    auto Text = MemoryBuffer::getFile(Path);
    if (!Text)
      return createStringError(Text.getError(), "--models: " + Path + ": " + Text.getError().message());
    if (Error E = Catalogue.append((*Text)->getBuffer(), Path))
      return std::move(E);
  }
  return Catalogue;
}

Expected<int> explain(const Request &R, StringRef) {
  std::string Text;
  raw_string_ostream OS(Text);
  if (R.Inputs.empty()) {
    for (const checks::CheckInfo &C : checks::allChecks())
      OS << left_justify(C.Name, 32) << C.Summary << '\n';
  } else if (const checks::CheckInfo *C = checks::findCheck(R.Inputs.front())) {
    OS << C->Page << (C->Page.ends_with("\n") ? "" : "\n");
  } else {
    std::vector<StringRef> Names;
    for (const checks::CheckInfo &Known : checks::allChecks())
      Names.push_back(Known.Name);
    return createStringError("there is no check '" + R.Inputs.front() + "'" +
                             nearest(R.Inputs.front(), Names));
  }
  if (Error E = write("-", Text))
    return std::move(E);
  return NothingFound;
}

Expected<int> models(const Request &R, StringRef) {
  Expected<model::Catalogue> Catalogue = loadModels(R);
  if (!Catalogue)
    return Catalogue.takeError();
  std::string Text;
  raw_string_ostream OS(Text);
  if (R.Explained.empty())
    listModels(*Catalogue, OS);
  else if (Error E = explainModel(*Catalogue, R.Explained, OS))
    return std::move(E);
  if (Error E = write("-", Text))
    return std::move(E);
  return NothingFound;
}

} // namespace tidepool::fronts
