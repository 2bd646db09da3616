//===- Html.cpp - Findings as a page to step through ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs no server and no network. What it looks like is web/'s to say;
// here is what it knows. web/src/data.ts describes the members.
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Confirm.h"
#include "checker/report/Report.h"
#include "checker/report/html/Excerpts.h"
#include "checker/report/html/Page.h"
#include "checker/report/html/Scenarios.h"
#include "checker/report/html/Timeline.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tidepool::report::html {
namespace {

class HtmlFormat : public Format {
public:
  bool forPeople() const override { return true; }
  StringRef fileInFolder() const override { return FileName; }
  StringRef missing() const override { return pageMissing(); }
  void write(const Run &R, Sources &Texts, raw_ostream &OS) const override;
};

std::string utf8(StringRef Text) { return json::fixUTF8(Text); }

class Writer {
public:
  Writer(const Run &R, Sources &Texts) : R(R), Texts(Texts) {}
  void run(json::OStream &J);

private:
  void checks(json::OStream &J) const;
  void finding(json::OStream &J, size_t I, StringRef Name);
  void step(json::OStream &J, const TimelineStep &S);
  void proof(json::OStream &J, const confirm::Proof &P, const confirm::Playback *Played);

  const Run &R;
  Sources &Texts;
  Excerpts Files;
  Scenarios Scripts;
};

void Writer::checks(json::OStream &J) const {
  J.attributeObject("checks", [&] {
    for (const checks::CheckInfo &C : R.Checks)
      J.attribute(C.Name, json::Object{{"title", utf8(C.Summary)}, {"page", utf8(C.Page)}});
  });
}

/// [kind, file, line, column, text, operations, 1 if it is one of the finding's steps]
void Writer::step(json::OStream &J, const TimelineStep &S) {
  int64_t File = S.At.Line ? int64_t(Files.add(S.At)) : -1;
  J.value(json::Array{S.Kind, File, S.At.Line, S.At.Col, utf8(S.Text), int64_t(S.Operations), int(S.OnPath)});
}

void Writer::proof(json::OStream &J, const confirm::Proof &P, const confirm::Playback *Played) {
  J.object([&] {
    J.attribute("verdict", name(P.V));
    J.attribute("evidence", utf8(P.Evidence));
    if (!P.GrowthText.empty())
      J.attribute("growth", utf8(P.GrowthText));
    if (P.Run != confirm::Executed::NotAsked)
      J.attribute("execution", json::Object{{"verdict", name(P.Run)}, {"evidence", utf8(P.RunText)}});
    if (!Played)
      return;
    J.attributeBegin("script");
    writeScript(J, P.Script, *Played, Scripts.add(*Played));
    J.attributeEnd();
  });
}

void Writer::finding(json::OStream &J, size_t I, StringRef Name) {
  const checks::Finding &F = R.Outcome.Findings[I];
  const confirm::Proof *P = R.Proofs.empty() ? nullptr : &R.Proofs[I];
  std::optional<confirm::Playback> Played;
  if (P && !P->Script.empty()) {
    Expected<confirm::Playback> Again = confirm::Playback::of(P->Script);
    if (Again)
      Played = std::move(*Again);
    else
      consumeError(Again.takeError()); // it has just run
  }
  ArrayRef<confirm::Moment> Moments;
  if (Played)
    Moments = P->Moments;
  J.object([&] {
    J.attribute("id", utf8(Name));
    J.attribute("check", F.Check);
    J.attribute("confidence", name(F.Conf));
    J.attribute("file", Files.add(F.Primary));
    J.attribute("line", F.Primary.Line);
    J.attribute("column", F.Primary.Col);
    J.attribute("message", utf8(F.Message));
    J.attribute("holder", utf8(F.Holder));
    J.attribute("function", utf8(F.Function));
    J.attributeArray("steps", [&] {
      for (const TimelineStep &S : timeline(F, Moments, Played ? Played->Operations.size() : 0))
        step(J, S);
    });
    if (P) {
      J.attributeBegin("proof");
      proof(J, *P, Played ? &*Played : nullptr);
      J.attributeEnd();
    }
  });
}

void Writer::run(json::OStream &J) {
  J.attribute("kind", "report");
  J.attribute("title", utf8(sys::path::filename(R.Root)));
  J.attribute("counted", utf8(summaryLine(R)));
  J.attributeArray("failed", [&] {
    for (const FailedUnit &F : R.Failed)
      J.value(json::Object{{"file", utf8(shownPath(F.File, R.Root))}, {"message", utf8(F.Why)}});
  });
  checks(J);
  std::vector<std::string> Names = confirm::scenarioNames(R.Outcome.Findings);
  J.attributeArray("findings", [&] {
    for (size_t I = 0; I != R.Outcome.Findings.size(); ++I)
      finding(J, I, Names[I]);
  });
  J.attributeBegin("scenarios");
  Scripts.write(J);
  J.attributeEnd();
  J.attributeBegin("files");
  Files.write(J, Texts, R.Root);
  J.attributeEnd();
}

void HtmlFormat::write(const Run &R, Sources &Texts, raw_ostream &OS) const {
  Writer W(R, Texts);
  writePage(OS, [&](json::OStream &J) { W.run(J); });
}

Formats::Add<HtmlFormat> Registration("html", "for people: a page to step through");

} // namespace
} // namespace tidepool::report::html
