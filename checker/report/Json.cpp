//===- Json.cpp - Findings for scripts ------------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One JSON document, described in docs/output.md. Every finding and every failed
// unit stands on a line of its own, so that line tools can work with it, too.
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "checker/report/ProofJson.h"
#include "checker/report/Report.h"

using namespace llvm;

namespace tidepool::report {
namespace {

/// Raised when a field changes its meaning or goes; new fields do not count.
constexpr int DocumentVersion = 1;

class JsonFormat : public Format {
public:
  void write(const Run &R, Sources &Texts, raw_ostream &OS) const override;
};

std::string utf8(StringRef Text) { return json::fixUTF8(Text); }

void place(json::OStream &J, const checks::Location &At) {
  J.attribute("file", utf8(At.File));
  J.attribute("line", At.Line);
  J.attribute("column", At.Col);
}

void step(json::OStream &J, const checks::Step &S) {
  J.object([&] {
    J.attribute("kind", name(S.K));
    place(J, S.At);
    J.attribute("message", utf8(S.Text));
  });
}

void finding(json::OStream &J, const checks::Finding &F, const confirm::Proof *P) {
  J.object([&] {
    J.attribute("check", F.Check);
    J.attribute("confidence", name(F.Conf));
    place(J, F.Primary);
    J.attribute("message", utf8(F.Message));
    J.attribute("holder", utf8(F.Holder));
    J.attribute("function", utf8(F.Function));
    J.attribute("fingerprint", utf8(F.Fingerprint));
    J.attributeArray("steps", [&] {
      for (const checks::Step &S : F.Steps)
        step(J, S);
    });
    if (P)
      J.attributeObject("proof", [&] { writeProof(J, *P); });
  });
}

void summary(json::OStream &J, const Run &R) {
  const checks::Statistics &S = R.Outcome.Stats;
  J.object([&] {
    J.attribute("units", S.Units);
    J.attribute("functions", S.Functions);
    J.attribute("holders", S.Holders);
    J.attribute("pools", S.Pools);
    J.attribute("submissions", S.Submissions);
    J.attribute("findings", int64_t(R.Outcome.Findings.size()));
    J.attribute("suppressed", S.Suppressed);
    J.attribute("failed", int64_t(R.Failed.size()));
    J.attributeObject("skipped", [&] {
      for (const SkippedUnits &Skipped : R.Skipped)
        J.attribute(Skipped.Why, Skipped.Count);
    });
    J.attribute("exitCode", R.ExitCode);
  });
}

template <typename Range, typename Fn> void lines(raw_ostream &OS, const Range &Items, Fn Write) {
  OS << '[';
  StringRef Separator = "\n";
  for (auto &&Item : Items) {
    OS << Separator;
    Separator = ",\n";
    json::OStream J(OS);
    Write(J, Item);
  }
  OS << "\n]";
}

void JsonFormat::write(const Run &R, Sources &, raw_ostream &OS) const {
  OS << "{\"tool\":\"tidepool\",\"version\":" << DocumentVersion << ",\n\"findings\":";
  lines(OS, enumerate(R.Outcome.Findings), [&](json::OStream &J, const auto &Each) {
    finding(J, Each.value(), R.Proofs.empty() ? nullptr : &R.Proofs[Each.index()]);
  });
  OS << ",\n\"failed\":";
  lines(OS, R.Failed, [](json::OStream &J, const FailedUnit &F) {
    J.object([&] {
      J.attribute("file", utf8(F.File));
      J.attribute("message", utf8(F.Why));
    });
  });
  OS << ",\n\"summary\":";
  json::OStream J(OS);
  summary(J, R);
  OS << "}\n";
}

Formats::Add<JsonFormat> Registration("json", "for scripts: see docs/output.md");

} // namespace
} // namespace tidepool::report
