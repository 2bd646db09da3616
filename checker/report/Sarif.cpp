//===- Sarif.cpp - Findings for code scanning services and editors --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0. The section numbers in the comments are those of the standard.
//
//===----------------------------------------------------------------------===//

#include "checker/report/ProofJson.h"
#include "checker/report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace tidepool::report {
namespace {

constexpr StringLiteral Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                                 "sarif-schema-2.1.0.json";
constexpr StringLiteral RootName = "SRCROOT";

class SarifFormat : public Format {
public:
  void write(const Run &R, Sources &Texts, raw_ostream &OS) const override;
};

std::string utf8(StringRef Text) { return json::fixUTF8(Text); }

/// A message string doubles the braces that are not placeholders (3.11.5).
std::string message(StringRef Text) {
  std::string Out;
  for (char C : utf8(Text)) {
    Out += C;
    if (C == '{' || C == '}')
      Out += C;
  }
  return Out;
}

std::string percentEncoded(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("/-._~+@,=!$()").contains(C))
      Out += C;
    else
      (Out += '%') += {hexdigit(C >> 4), hexdigit(C & 15)};
  }
  return Out;
}

std::string fileUri(StringRef AbsolutePath) { return "file://" + percentEncoded(AbsolutePath); }

std::string folderUri(StringRef AbsolutePath) {
  std::string Uri = fileUri(AbsolutePath);
  return StringRef(Uri).ends_with("/") ? Uri : Uri + "/";
}

StringRef level(checks::Confidence C) { return C == checks::Confidence::Audit ? "note" : "warning"; }

/// The text of a check's page up to the end of its first paragraph, without the title.
std::string firstParagraph(StringRef Page) {
  std::string Text;
  while (!Page.empty()) {
    StringRef Line;
    std::tie(Line, Page) = Page.split('\n');
    Line = Line.trim();
    if (Line.empty() && !Text.empty())
      break;
    if (Line.empty() || Line.starts_with("#"))
      continue;
    Text += (Text.empty() ? "" : " ") + Line.str();
  }
  return Text;
}

class Writer {
public:
  Writer(const Run &R, Sources &Texts, raw_ostream &OS) : R(R), Texts(Texts), J(OS, /*IndentSize=*/2) {}
  void log();

private:
  void text(StringRef Key, StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  }
  void driver();
  void rule(const checks::CheckInfo &C);
  void invocation();
  void artifact(StringRef File);
  void region(const checks::Location &At);
  /// The members of a location object; Function and Id may be missing.
  void location(const checks::Location &At, StringRef Message, StringRef Function,
                std::optional<unsigned> Id);
  void codeFlow(const checks::Finding &F);
  void result(const checks::Finding &F, const confirm::Proof *P);

  const Run &R;
  Sources &Texts;
  json::OStream J;
};

void Writer::rule(const checks::CheckInfo &C) {
  std::string Paragraph = utf8(firstParagraph(C.Page));
  J.object([&] {
    J.attribute("id", C.Name);
    J.attribute("name", C.Name);
    text("shortDescription", utf8(C.Summary));
    text("fullDescription", Paragraph.empty() ? utf8(C.Summary) : Paragraph);
    J.attributeObject("help", [&] {
      J.attribute("text", utf8(C.Page.empty() ? C.Summary : C.Page));
      J.attribute("markdown", utf8(C.Page.empty() ? C.Summary : C.Page));
    });
    StringRef Bare = C.Name;
    Bare.consume_front("tidepool-");
    J.attribute("helpUri", (Twine(TIDEPOOL_HOME_URL "/docs/checks/") + Bare + ".md").str());
    J.attributeObject("defaultConfiguration", [&] { J.attribute("level", "warning"); });
    J.attributeObject("properties", [&] {
      J.attributeArray("tags", [&] {
        for (StringRef Tag : {"concurrency", "thread-local", "thread-pool"})
          J.value(Tag);
      });
    });
  });
}

void Writer::driver() {
  J.attributeObject("tool", [&] {
    J.attributeObject("driver", [&] {
      J.attribute("name", "tidepool");
      J.attribute("version", TIDEPOOL_VERSION);
      J.attribute("semanticVersion", TIDEPOOL_VERSION);
      J.attribute("informationUri", TIDEPOOL_HOME_URL);
      J.attributeArray("rules", [&] {
        for (const checks::CheckInfo &C : R.Checks)
          rule(C);
      });
      J.attributeArray("notifications", [&] {
        J.object([&] {
          J.attribute("id", "unit-failed");
          text("shortDescription", "A unit could not be analysed.");
        });
      });
    });
  });
}

void Writer::artifact(StringRef File) {
  J.attributeObject("artifactLocation", [&] {
    StringRef Shown = shownPath(File, R.Root);
    if (sys::path::is_absolute(Shown)) {
      J.attribute("uri", fileUri(Shown));
      return;
    }
    J.attribute("uri", percentEncoded(Shown));
    J.attribute("uriBaseId", RootName);
  });
}

/// Findings count columns in bytes, SARIF in characters. Without the line's text bytes must do.
void Writer::region(const checks::Location &At) {
  J.attributeObject("region", [&] {
    J.attribute("startLine", At.Line);
    if (At.Col == 0)
      return;
    unsigned Column = At.Col;
    if (std::optional<StringRef> Line = Texts.line(At.File, At.Line); Line && At.Col <= Line->size() + 1)
      Column = 1 + count_if(Line->take_front(At.Col - 1), [](unsigned char C) { return (C & 0xC0) != 0x80; });
    J.attribute("startColumn", Column);
  });
}

void Writer::location(const checks::Location &At, StringRef Message, StringRef Function,
                      std::optional<unsigned> Id) {
  if (Id)
    J.attribute("id", *Id);
  if (!At.File.empty()) {
    J.attributeObject("physicalLocation", [&] {
      artifact(At.File);
      if (At.Line != 0)
        region(At);
    });
  }
  if (!Function.empty()) {
    J.attributeArray("logicalLocations", [&] {
      J.object([&] {
        J.attribute("fullyQualifiedName", utf8(Function));
        J.attribute("kind", "function");
      });
    });
  }
  if (!Message.empty())
    text("message", message(Message));
}

void Writer::codeFlow(const checks::Finding &F) {
  auto Locations = [&] {
    unsigned Order = 0;
    for (const checks::Step &S : F.Steps) {
      J.object([&] {
        J.attributeObject("location", [&] { location(S.At, S.Text, "", std::nullopt); });
        J.attributeArray("kinds", [&] { J.value(name(S.K)); });
        J.attribute("executionOrder", ++Order);
      });
    }
  };
  auto ThreadFlow = [&] { J.object([&] { J.attributeArray("locations", Locations); }); };
  J.attributeArray("codeFlows", [&] { J.object([&] { J.attributeArray("threadFlows", ThreadFlow); }); });
}

void Writer::result(const checks::Finding &F, const confirm::Proof *P) {
  J.object([&] {
    J.attribute("ruleId", F.Check);
    const auto *Rule = find_if(R.Checks, [&](const checks::CheckInfo &C) { return C.Name == F.Check; });
    if (Rule != R.Checks.end())
      J.attribute("ruleIndex", int64_t(Rule - R.Checks.begin()));
    J.attribute("level", level(F.Conf));
    text("message", message(F.Message));
    J.attributeArray("locations",
                     [&] { J.object([&] { location(F.Primary, "", F.Function, std::nullopt); }); });
    if (!F.Steps.empty()) {
      J.attributeArray("relatedLocations", [&] {
        for (auto [Id, S] : enumerate(F.Steps))
          J.object([&] { location(S.At, S.Text, "", Id + 1); });
      });
      codeFlow(F);
    }
    J.attributeObject("partialFingerprints", [&] { J.attribute("tidepool/v1", utf8(F.Fingerprint)); });
    J.attributeObject("properties", [&] {
      J.attribute("confidence", name(F.Conf));
      J.attribute("holder", utf8(F.Holder));
      if (P)
        J.attributeObject("proof", [&] { writeProof(J, *P); });
    });
  });
}

void Writer::invocation() {
  J.object([&] {
    J.attribute("executionSuccessful", R.Failed.empty());
    J.attribute("exitCode", R.ExitCode);
    J.attributeObject("workingDirectory", [&] { J.attribute("uri", folderUri(R.Root)); });
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const FailedUnit &F : R.Failed) {
        J.object([&] {
          J.attributeObject("descriptor", [&] { J.attribute("id", "unit-failed"); });
          J.attribute("level", "error");
          text("message", message(F.Why));
          J.attributeArray("locations", [&] {
            J.object([&] { location({F.File, 0, 0}, "", "", std::nullopt); });
          });
        });
      }
    });
  });
}

void Writer::log() {
  auto TheRun = [&] {
    driver();
    J.attributeArray("invocations", [&] { invocation(); });
    J.attributeObject("originalUriBaseIds",
                      [&] { J.attributeObject(RootName, [&] { J.attribute("uri", folderUri(R.Root)); }); });
    J.attribute("columnKind", "unicodeCodePoints");
    J.attributeArray("results", [&] {
      for (auto [I, F] : enumerate(R.Outcome.Findings))
        result(F, R.Proofs.empty() ? nullptr : &R.Proofs[I]);
    });
  };
  J.object([&] {
    J.attribute("$schema", Schema);
    J.attribute("version", "2.1.0");
    J.attributeArray("runs", [&] { J.object(TheRun); });
  });
}

void SarifFormat::write(const Run &R, Sources &Texts, raw_ostream &OS) const {
  Writer(R, Texts, OS).log();
  OS << '\n';
}

Formats::Add<SarifFormat> Registration("sarif", "for code scanning and editors: SARIF 2.1.0");

} // namespace
} // namespace tidepool::report
