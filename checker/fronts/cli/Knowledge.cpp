//===- Knowledge.cpp - What the tool tells about itself -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/fronts/cli/Commands.h"
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
  // Where the catalogue does not name the library, the outermost namespace is its name to people.
  auto Line = [&](StringRef Kind, StringRef Name, StringRef Library = "") {
    if (Library.empty())
      Library = Name.contains("::") ? Name.split("::").first : "C";
    OS << left_justify(Kind, 12) << left_justify(Name, 60) << ' ' << Library << '\n';
  };
  for (const model::HolderModel &H : Catalogue->Holders)
    Line("holder", H.Name);
  for (const model::PoolModel &P : Catalogue->Pools) {
    for (const model::SubmitModel &S : P.Submits)
      Line("submission", S.Function, P.Name);
    for (const std::string &Handler : P.Handlers)
      Line("handler", Handler, P.Name);
  }
  for (const model::GuardModel &G : Catalogue->Guards)
    Line("guard", G.Class);
  for (const model::CallableModel &C : Catalogue->Callables)
    Line("callable", C.Name);
  for (const model::ContainerModel &C : Catalogue->Containers)
    Line("container", C.Class);
  for (const model::FunctionModel &F : Catalogue->Functions)
    Line("function", F.Name);
  if (Error E = write("-", Text))
    return std::move(E);
  return NothingFound;
}

} // namespace tidepool::fronts
