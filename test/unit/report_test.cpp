//===- report_test.cpp - Findings made by hand, in every format -----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/report/Report.h"
#include "llvm/Support/JSON.h"
#include <gtest/gtest.h>

using namespace tidepool;
using namespace llvm;

namespace {

constexpr checks::CheckInfo Checks[] = {
    {"tidepool-missing-remove", "a task leaves its data",
     "# tidepool-missing-remove\n\nA task writes\nand goes.\n\nMore.\n"},
    {"tidepool-stale-read", "a task reads another's", ""},
};

/// One finding, with everything in it, and a source text in memory.
struct Report : testing::Test {
  IntrusiveRefCntPtr<vfs::InMemoryFileSystem> Files{new vfs::InMemoryFileSystem};
  checks::Outcome Outcome;
  std::vector<report::FailedUnit> Failed;
  std::vector<report::SkippedUnits> Skipped;
  bool Colours = false;
  std::vector<confirm::Proof> Proofs;
  unsigned Refuted = 0;

  void SetUp() override {
    text("/work/src/a.cpp", "int a;\n\ttlUser = user; // \xC3\xA9t\xC3\xA9\n/* \xC3\xA9 */ done();\r\n");
    checks::Finding F;
    F.Check = "tidepool-missing-remove";
    F.Conf = checks::Confidence::Certain;
    F.Primary = {"/work/src/a.cpp", 2, 2};
    F.Message = "'tlUser' is still {user} at the end";
    F.Holder = "tlUser";
    F.Function = "run()";
    F.Fingerprint = "0123abcd";
    F.Steps = {{checks::Step::Kind::Holder, {"/other/h & t.h", 7, 3}, "holder 'tlUser' is declared here"},
               {checks::Step::Kind::Exit, {"/work/src/a.cpp", 3, 10}, "the task ends here"}};
    Outcome.Findings = {F};
    Outcome.Stats = {8, 61, 4, 1, 5, 0};
  }

  void text(StringRef Path, StringRef Text) { Files->addFile(Path, 0, MemoryBuffer::getMemBufferCopy(Text)); }

  report::Run run(int ExitCode = 1) { return {Outcome, Checks, Failed, Skipped, "/work", ExitCode, Colours, Proofs, Refuted, {}}; }

  std::string written(StringRef Format) {
    std::string Text;
    raw_string_ostream OS(Text);
    report::Sources Sources(Files);
    report::findFormat(Format)->write(run(), Sources, OS);
    return Text;
  }

  json::Object parsed(StringRef Format) {
    Expected<json::Value> Value = json::parse(written(Format));
    if (!Value) {
      ADD_FAILURE() << toString(Value.takeError());
      return {};
    }
    return std::move(*Value->getAsObject());
  }
};

/// Object or array members, by path: "runs.0.results".
const json::Value *at(const json::Value *V, StringRef Path) {
  while (V && !Path.empty()) {
    auto [Key, Rest] = Path.split('.');
    Path = Rest;
    size_t Number;
    if (const json::Object *O = V->getAsObject())
      V = O->get(Key);
    else if (const json::Array *A = V->getAsArray(); A && !Key.getAsInteger(10, Number) && Number < A->size())
      V = &(*A)[Number];
    else
      V = nullptr;
  }
  return V;
}

std::string shown(const json::Value &Document, StringRef Path) {
  const json::Value *V = at(&Document, Path);
  return V ? formatv("{0}", *V).str() : "missing";
}

TEST_F(Report, FormatsAreFoundByName) {
  EXPECT_EQ(report::formatNames(), (std::vector<StringRef>{"html", "json", "sarif", "text"}));
  EXPECT_EQ(report::findFormat("xml"), nullptr);
  EXPECT_TRUE(report::findFormat("text")->forPeople());
  EXPECT_FALSE(report::findFormat("sarif")->forPeople());
}

TEST_F(Report, TextIsLikeACompilers) {
  EXPECT_EQ(written("text"),
            "src/a.cpp:2:2: warning: 'tlUser' is still {user} at the end [tidepool-missing-remove]\n"
            "    2 | \ttlUser = user; // \xC3\xA9t\xC3\xA9\n"
            "      | \t^\n"
            "/other/h & t.h:7:3: note: holder 'tlUser' is declared here\n"
            "src/a.cpp:3:10: note: the task ends here\n"
            "    3 | /* \xC3\xA9 */ done();\n"
            "      |         ^\n");
}

TEST_F(Report, TextWithoutFindingsIsEmpty) {
  Outcome.Findings.clear();
  EXPECT_EQ(written("text"), "");
}

TEST_F(Report, TextSurvivesSourcesThatChanged) {
  Outcome.Findings[0].Primary = {"/work/src/a.cpp", 99, 1};
  Outcome.Findings[0].Steps = {{checks::Step::Kind::Note, {"/work/src/a.cpp", 1, 80}, "beyond the line"},
                               {checks::Step::Kind::Note, {}, "nowhere"}};
  EXPECT_EQ(written("text"),
            "src/a.cpp:99:1: warning: 'tlUser' is still {user} at the end [tidepool-missing-remove]\n"
            "src/a.cpp:1:80: note: beyond the line\n"
            "    1 | int a;\n"
            "note: nowhere\n");
}

TEST_F(Report, TextDoesNotShowEndlessLines) {
  text("/work/long.cpp", std::string(5000, 'x'));
  Outcome.Findings[0].Primary = {"/work/long.cpp", 1, 4000};
  Outcome.Findings[0].Steps.clear();
  EXPECT_EQ(StringRef(written("text")).count('\n'), 1u);
}

TEST_F(Report, ColoursOnlyWhenAskedFor) {
  EXPECT_FALSE(StringRef(written("text")).contains('\x1b'));
  Colours = true;
  EXPECT_TRUE(StringRef(written("text")).contains("\x1b["));
}

TEST_F(Report, PathsBelowTheRootAreShort) {
  EXPECT_EQ(report::shownPath("/work/a.cpp", "/work"), "a.cpp");
  EXPECT_EQ(report::shownPath("/work/a.cpp", "/work/"), "a.cpp");
  EXPECT_EQ(report::shownPath("/workshop/a.cpp", "/work"), "/workshop/a.cpp");
  EXPECT_EQ(report::shownPath("/work", "/work"), "/work");
  EXPECT_EQ(report::shownPath("/a.cpp", "/"), "/a.cpp");
  EXPECT_EQ(report::shownPath("a.cpp", ""), "a.cpp");
}

TEST_F(Report, SummaryLineCounts) {
  EXPECT_EQ(report::summaryLine(run()), "8 units, 61 functions, 4 holders, 1 pool, 5 submissions: 1 finding");
  Outcome.Stats.Suppressed = 2;
  Failed = {{"/work/a.cpp", ""}};
  Skipped = {{2, "assembly"}};
  EXPECT_EQ(report::summaryLine(run()),
            "8 units, 61 functions, 4 holders, 1 pool, 5 submissions: 1 finding and 2 "
            "suppressed (1 unit failed: a.cpp; 2 units skipped: assembly)");
  Refuted = 3;
  EXPECT_TRUE(StringRef(report::summaryLine(run())).contains(": 1 finding and 2 suppressed and 3 refuted by replay ("));
  Failed.assign(9, {"/b.cpp", ""});
  EXPECT_TRUE(StringRef(report::summaryLine(run()))
                  .contains("9 units failed: /b.cpp, /b.cpp, /b.cpp, /b.cpp, /b.cpp and 4 more"));
}

/// The replay of the one finding.
confirm::Proof proof() {
  confirm::Proof P;
  P.V = confirm::Verdict::Confirmed;
  P.Evidence = "slot 5 holds 'task3'";
  P.GrowthText = "after a thousand: 1 entry";
  P.Script = "new tlUser\nset tlUser task3\n";
  P.Final = {16, 2, 10, {{5, "tlUser", "task3"}, {12, std::nullopt, std::nullopt}}};
  P.Later = 34;
  P.Left = {1, 2};
  P.Thousand.Entries = 1;
  return P;
}

TEST_F(Report, TextHasTheVerdict) {
  Outcome.Findings[0].Steps.clear();
  Proofs = {proof()};
  StringRef Notes = "note: confirmed by replay: slot 5 holds 'task3'\n"
                    "note: after a thousand: 1 entry; the table at the end of the replay: 16 slots, "
                    "[5] tlUser = task3, [12] stale = null\n";
  EXPECT_TRUE(StringRef(written("text")).ends_with(Notes)) << written("text");
  Proofs[0].V = confirm::Verdict::NotReplayed;
  EXPECT_TRUE(StringRef(written("text")).ends_with("note: not replayed: slot 5 holds 'task3'\n")) << written("text");
}

TEST_F(Report, JsonAndSarifHaveTheProof) {
  Proofs = {proof()};
  for (auto [Format, Path] : {std::pair("json", "findings.0.proof"), {"sarif", "runs.0.results.0.properties.proof"}}) {
    json::Value D(parsed(Format));
    std::string P = Path;
    EXPECT_EQ(shown(D, P + ".verdict"), "\"confirmed\"");
    EXPECT_EQ(shown(D, P + ".later"), "34");
    EXPECT_EQ(shown(D, P + ".left"), "[1,2]");
    EXPECT_EQ(shown(D, P + ".scenario"), "\"new tlUser\\nset tlUser task3\\n\"");
    EXPECT_EQ(shown(D, P + ".table.slots"), "[[5,\"tlUser\",\"task3\"],[12,null,null]]");
    EXPECT_EQ(shown(D, P + ".thousand.entries"), "1");
  }
  Proofs[0].V = confirm::Verdict::Refuted;
  json::Value D(parsed("json"));
  EXPECT_EQ(shown(D, "findings.0.proof.verdict"), "\"refuted\"");
  EXPECT_EQ(shown(D, "findings.0.proof.thousand"), "missing");
}

TEST_F(Report, JsonHasOneFindingALine) {
  Outcome.Findings.push_back(Outcome.Findings.front());
  Failed = {{"/work/b.cpp", "error: x\n"}};
  std::string Text = written("json");
  SmallVector<StringRef> Lines;
  StringRef(Text).split(Lines, '\n');
  EXPECT_EQ(llvm::count_if(Lines, [](StringRef L) { return L.starts_with("{\"check\":"); }), 2);
  json::Value Document = parsed("json");
  EXPECT_EQ(shown(Document, "findings.1.file"), "\"/work/src/a.cpp\"");
  EXPECT_EQ(shown(Document, "findings.1.line"), "2");
  EXPECT_EQ(shown(Document, "findings.1.confidence"), "\"certain\"");
  EXPECT_EQ(shown(Document, "findings.1.steps.1.kind"), "\"exit\"");
  EXPECT_EQ(shown(Document, "failed.0.file"), "\"/work/b.cpp\"");
  EXPECT_EQ(shown(Document, "summary.findings"), "2");
  EXPECT_EQ(shown(Document, "summary.submissions"), "5");
}

TEST_F(Report, JsonAndSarifAreUtf8WhateverTheSourcesAre) {
  Outcome.Findings[0].Message = "caf\xE9 \"quoted\"";
  Outcome.Findings[0].Function = "f\xFF()";
  Outcome.Findings[0].Primary.File = "/work/src/\xE9.cpp";
  EXPECT_EQ(shown(parsed("json"), "findings.0.message"), "\"caf\xEF\xBF\xBD \\\"quoted\\\"\"");
  EXPECT_EQ(shown(parsed("sarif"), "runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri"),
            "\"src/%E9.cpp\"");
}

TEST_F(Report, SarifResult) {
  json::Value Log = parsed("sarif");
  EXPECT_EQ(shown(Log, "version"), "\"2.1.0\"");
  EXPECT_EQ(shown(Log, "runs.0.results.0.ruleId"), "\"tidepool-missing-remove\"");
  EXPECT_EQ(shown(Log, "runs.0.results.0.ruleIndex"), "0");
  EXPECT_EQ(shown(Log, "runs.0.results.0.level"), "\"warning\"");
  EXPECT_EQ(shown(Log, "runs.0.results.0.properties.confidence"), "\"certain\"");
  EXPECT_EQ(shown(Log, "runs.0.results.0.partialFingerprints"), "{\"tidepool/v1\":\"0123abcd\"}");
  EXPECT_EQ(shown(Log, "runs.0.results.0.locations.0.logicalLocations.0.fullyQualifiedName"), "\"run()\"");
  EXPECT_EQ(shown(Log, "runs.0.results.0.locations.0.physicalLocation.artifactLocation"),
            "{\"uri\":\"src/a.cpp\",\"uriBaseId\":\"SRCROOT\"}");
  // Braces would be placeholders.
  EXPECT_EQ(shown(Log, "runs.0.results.0.message.text"), "\"'tlUser' is still {{user}} at the end\"");
}

TEST_F(Report, SarifSteps) {
  json::Value Log = parsed("sarif");
  StringRef Steps = "runs.0.results.0.codeFlows.0.threadFlows.0.locations";
  EXPECT_EQ(shown(Log, (Steps + ".0.kinds").str()), "[\"holder\"]");
  EXPECT_EQ(shown(Log, (Steps + ".1.executionOrder").str()), "2");
  EXPECT_EQ(shown(Log, "runs.0.results.0.relatedLocations.0.physicalLocation.artifactLocation"),
            "{\"uri\":\"file:///other/h%20%26%20t.h\"}");
  // Characters, not bytes: there is a letter of two bytes before it.
  EXPECT_EQ(shown(Log, "runs.0.results.0.relatedLocations.1.physicalLocation.region"),
            "{\"startColumn\":9,\"startLine\":3}");
}

TEST_F(Report, SarifRules) {
  json::Value Log = parsed("sarif");
  StringRef Rule = "runs.0.tool.driver.rules.0";
  EXPECT_EQ(shown(Log, (Rule + ".fullDescription.text").str()), "\"A task writes and goes.\"");
  EXPECT_EQ(shown(Log, (Rule + ".shortDescription.text").str()), "\"a task leaves its data\"");
  EXPECT_TRUE(StringRef(shown(Log, (Rule + ".helpUri").str())).ends_with("/docs/checks/missing-remove.md\""));
  EXPECT_EQ(shown(Log, (Rule + ".defaultConfiguration.level").str()), "\"warning\"");
  EXPECT_EQ(shown(Log, "runs.0.tool.driver.rules.1.help.text"), "\"a task reads another's\"");
}

TEST_F(Report, SarifSaysWhichUnitsFailed) {
  EXPECT_EQ(shown(parsed("sarif"), "runs.0.invocations.0.executionSuccessful"), "true");
  Failed = {{"/work/b.cpp", "b.cpp:1:1: error: {\n"}};
  json::Value Log = parsed("sarif");
  EXPECT_EQ(shown(Log, "runs.0.invocations.0.executionSuccessful"), "false");
  StringRef Notification = "runs.0.invocations.0.toolExecutionNotifications.0";
  EXPECT_EQ(shown(Log, (Notification + ".message.text").str()), "\"b.cpp:1:1: error: {{\\n\"");
  EXPECT_EQ(shown(Log, (Notification + ".locations.0.physicalLocation.artifactLocation.uri").str()),
            "\"b.cpp\"");
}

TEST_F(Report, AuditFindingsAreNotesInSarif) {
  Outcome.Findings[0].Conf = checks::Confidence::Audit;
  EXPECT_EQ(shown(parsed("sarif"), "runs.0.results.0.level"), "\"note\"");
}

} // namespace
