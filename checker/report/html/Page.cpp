//===- Page.cpp - The page that shows a report or a script ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/html/Page.h"
#include "checker/report/html/Scenarios.h"
#include "web/Page.h"

using namespace llvm;

namespace tidepool::report::html {

/// In web/index.html, where the data goes.
constexpr StringLiteral Placeholder = "TIDEPOOL_DATA";

StringRef pageMissing() { return web::page().contains(Placeholder) ? "" : web::whyMissing(); }

/// Markup in the data must not end the element that it stands in. In JSON, '<' occurs in strings only.
static void writeEscaped(raw_ostream &OS, StringRef Json) {
  while (!Json.empty()) {
    auto [Plain, Rest] = Json.split('<');
    OS << Plain;
    if (Plain.size() < Json.size())
      OS << "\\u003c";
    Json = Rest;
  }
}

void writePage(raw_ostream &OS, function_ref<void(json::OStream &)> Write) {
  std::string Data;
  raw_string_ostream To(Data);
  {
    json::OStream J(To);
    J.object([&] {
      J.attribute("tool", "tidepool");
      J.attribute("version", DataVersion);
      Write(J);
    });
  }
  auto [Before, After] = web::page().split(Placeholder);
  OS << Before;
  writeEscaped(OS, Data);
  OS << After;
}

Expected<std::string> replayPage(StringRef Script, StringRef Name, int Jdk) {
  Expected<confirm::Playback> P = confirm::Playback::of(Script, Jdk);
  if (!P)
    return P.takeError();
  Scenarios All;
  unsigned Number = All.add(*P);
  std::string Text;
  raw_string_ostream OS(Text);
  writePage(OS, [&](json::OStream &J) {
    J.attribute("kind", "replay");
    J.attribute("title", json::fixUTF8(Name));
    J.attributeBegin("scenarios");
    All.write(J);
    J.attributeEnd();
    J.attributeBegin("script");
    writeScript(J, Script, *P, Number);
    J.attributeEnd();
  });
  return Text;
}

} // namespace tidepool::report::html
