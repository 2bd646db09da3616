//===- html_test.cpp - What goes into the page ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Playback.h"
#include "checker/report/html/Excerpts.h"
#include "checker/report/html/Scenarios.h"
#include "checker/report/html/Timeline.h"
#include <gtest/gtest.h>

using namespace tidepool;
using namespace llvm;
using checks::Event;
using checks::Step;
using confirm::Moment;
using confirm::Playback;
using confirm::SlotChange;

namespace {

Playback played(StringRef Script) {
  Expected<Playback> P = Playback::of(Script);
  if (P)
    return std::move(*P);
  ADD_FAILURE() << toString(P.takeError());
  return {};
}

//===-- Playback --------------------------------------------------------------------===//

TEST(HtmlPlayback, RecordsWhatAnOperationChanges) {
  Playback P = played("new a 5\nset a 1\nget a\nremove a\n");
  ASSERT_EQ(P.Operations.size(), 4u);
  ASSERT_EQ(P.Operations[1].Changes.size(), 1u);
  const confirm::TableChange &Made = P.Operations[1].Changes[0];
  EXPECT_EQ(Made.Length, 16u);
  EXPECT_EQ(Made.Threshold, 10u);
  ASSERT_EQ(Made.Slots.size(), 1u);
  EXPECT_EQ(Made.Slots[0].Slot, 5u);
  EXPECT_EQ(Made.Slots[0].Key, 0);
  EXPECT_EQ(Made.Slots[0].Value, "1");
  EXPECT_TRUE(P.Operations[2].Changes.empty());
  EXPECT_TRUE(P.Operations[2].Returns);
  EXPECT_EQ(P.Operations[2].Returned, "1");
  ASSERT_EQ(P.Operations[3].Changes.size(), 1u);
  EXPECT_FALSE(P.Operations[3].Changes[0].Length);
  EXPECT_EQ(P.Operations[3].Changes[0].Slots[0].Key, SlotChange::Empty);
}

TEST(HtmlPlayback, TellsTheSlotsThatASearchLookedAt) {
  Playback P = played("new a 5\nnew b 5\nnew c 5\nset a 1\nset b 2\nset c 3\nget c\nremove b\nget b\n");
  auto looked = [&](size_t I) { return P.Operations[I].Looked.value_or(confirm::Search()); };
  EXPECT_EQ(looked(3).Looked, 1u);
  EXPECT_EQ(looked(5).Home, 5u);
  EXPECT_EQ(looked(5).Looked, 3u);
  EXPECT_EQ(looked(5).Slot, 7);
  EXPECT_EQ(looked(6).Looked, 3u);
  EXPECT_EQ(looked(7).Slot, 6);
  // b is made anew with null, in slot 7, for c has moved to 6.
  EXPECT_EQ(looked(8).Looked, 3u);
}

TEST(HtmlPlayback, ADroppedHolderIsStaleInAllTables) {
  Playback P = played("new a 5\nset a 1\nthread 1\nset a 2\ndrop a\nnew a 5\nset a 3\n");
  std::vector<unsigned> Tables;
  for (const confirm::TableChange &C : P.Operations[4].Changes)
    for (const SlotChange &S : C.Slots) {
      EXPECT_EQ(S.Key, SlotChange::Stale);
      EXPECT_EQ(S.Slot, 5u);
      Tables.push_back(C.Table);
    }
  ASSERT_EQ(Tables.size(), 2u);
  EXPECT_NE(Tables[0], Tables[1]);
  // Another holder of the same name, in the place of the stale one.
  EXPECT_EQ(P.Operations[6].Key, 1);
  EXPECT_EQ(P.Operations[6].Changes[0].Slots[0].Key, 1);
}

TEST(HtmlPlayback, ATableThatGrowsIsTakenDownAnew) {
  std::string Script;
  for (unsigned I = 0; I != 11; ++I)
    Script += "new k" + std::to_string(I) + "\nset k" + std::to_string(I) + " v\n";
  Playback P = played(Script);
  const confirm::PlayedOperation *Grows = nullptr;
  for (const confirm::PlayedOperation &Op : P.Operations)
    for (const confirm::TableChange &C : Op.Changes)
      if (C.Length == 32u)
        Grows = &Op;
  ASSERT_TRUE(Grows);
  EXPECT_EQ(Grows->Changes[0].Slots.size(), 10u);
  EXPECT_FALSE(Grows->Looked); // that was in the smaller table
}

TEST(HtmlPlayback, AThreadTakesItsTablesWithIt) {
  Playback P = played("inew a 5\nset a 1\ninherit 1 0\nexit 1\nthread 2\nexit 2\nthread 0\nget a\n");
  ASSERT_EQ(P.Operations[3].Changes.size(), 1u);
  EXPECT_EQ(P.Operations[3].Changes[0].Length, 0u);
  EXPECT_TRUE(P.Tables[P.Operations[3].Changes[0].Table].Inheritable);
  EXPECT_EQ(P.Operations[7].Returned, "1");
}

TEST(HtmlPlayback, ABadScriptIsAnError) {
  Expected<Playback> P = Playback::of("new a\nsett a 1\n");
  ASSERT_FALSE(P);
  EXPECT_EQ(toString(P.takeError()).substr(0, 7), "line 2:");
}

//===-- Scenarios -------------------------------------------------------------------===//

std::string json(function_ref<void(json::OStream &)> Write) {
  std::string Text;
  raw_string_ostream OS(Text);
  json::OStream J(OS);
  Write(J);
  return Text;
}

TEST(HtmlScenarios, NamesMakeNoDifference) {
  report::html::Scenarios All;
  EXPECT_EQ(All.add(played("new a 5\nset a 1\n")), 0u);
  EXPECT_EQ(All.add(played("new other 5\nset other 1\n")), 0u);
  EXPECT_EQ(All.add(played("new a 5\nset a 2\n")), 1u);
}

TEST(HtmlScenarios, NotesStandWhereTheyStood) {
  StringRef Script = "# one\nnew a 5\n\n# two\nset a 1\n# three\n";
  Playback P = played(Script);
  EXPECT_EQ(json([&](json::OStream &J) { report::html::writeScript(J, Script, P, 3); }),
            R"({"scenario":3,"names":["a"],"notes":[[0,"# one"],[1,""],[1,"# two"],[2,"# three"]]})");
}

//===-- Excerpts --------------------------------------------------------------------===//

struct HtmlExcerpts : testing::Test {
  IntrusiveRefCntPtr<vfs::InMemoryFileSystem> Files{new vfs::InMemoryFileSystem};
  report::html::Excerpts All;

  void text(StringRef Path, size_t Lines, StringRef Line) {
    std::string Text;
    for (size_t I = 0; I != Lines; ++I)
      (Text += Line) += '\n';
    Files->addFile(Path, 0, MemoryBuffer::getMemBufferCopy(Text));
  }
  /// Of each file, the first lines and numbers of lines of its parts.
  std::vector<std::vector<std::pair<int64_t, size_t>>> parts() {
    report::Sources Texts(Files);
    Expected<json::Value> V = json::parse(json([&](json::OStream &J) { All.write(J, Texts, "/w"); }));
    std::vector<std::vector<std::pair<int64_t, size_t>>> Result;
    if (!V) {
      ADD_FAILURE() << toString(V.takeError());
      return {};
    }
    for (const json::Value &File : *V->getAsArray()) {
      Result.emplace_back();
      for (const json::Value &Part : *File.getAsObject()->getArray("parts"))
        Result.back().emplace_back(*(*Part.getAsArray())[0].getAsInteger(),
                                   (*Part.getAsArray())[1].getAsString()->count('\n') + 1);
    }
    return Result;
  }
};

using Parts = std::vector<std::pair<int64_t, size_t>>;

TEST_F(HtmlExcerpts, SmallFilesAreWhole) {
  text("/w/a.cpp", 500, "int x;");
  EXPECT_EQ(All.add({"/w/a.cpp", 20, 1}), 0u);
  EXPECT_EQ(All.add({"/w/a.cpp", 400, 1}), 0u);
  EXPECT_EQ(parts(), std::vector<Parts>{Parts({{1, 500}})});
}

TEST_F(HtmlExcerpts, LargeOnesAreCutAroundThePlaces) {
  text("/w/a.cpp", 400000, "int some_name = 0;");
  All.add({"/w/a.cpp", 1, 1});
  All.add({"/w/a.cpp", 5000, 1});
  All.add({"/w/a.cpp", 5600, 1});
  EXPECT_EQ(parts(), std::vector<Parts>{Parts({{1, 401}, {4600, 1401}})});
}

TEST_F(HtmlExcerpts, WhatIsNotThereHasNoText) {
  text("/w/short.cpp", 3, "int x;");
  All.add({"/w/none.cpp", 3, 1});
  All.add({"/w/short.cpp", 4, 1});
  EXPECT_EQ(parts(), (std::vector<Parts>{{}, {}}));
}

//===-- Timeline --------------------------------------------------------------------===//

std::string told(const checks::Finding &F, ArrayRef<Moment> Moments, size_t Operations) {
  std::string Text;
  for (const report::html::TimelineStep &S : report::html::timeline(F, Moments, Operations))
    Text += (S.Kind + (S.OnPath ? "!" : "") + "@" + Twine(S.Operations) + " ").str();
  return Text;
}

TEST(HtmlTimeline, StepsStandAtTheirMoments) {
  checks::Location Holder{"a.cpp", 1, 1}, Post{"a.cpp", 30, 1}, Call{"a.cpp", 31, 1}, Write{"a.cpp", 10, 3},
      Exit{"a.cpp", 12, 1};
  checks::Finding F;
  F.Steps = {{Step::Kind::Holder, Holder, ""},
             {Step::Kind::Submission, Post, ""},
             {Step::Kind::Call, Call, ""},
             {Step::Kind::Write, Write, ""},
             {Step::Kind::Exit, Exit, ""}};
  using Kind = Event::Kind;
  Moment Moments[] = {{4, std::nullopt, {}, "before", 0},  {12, Kind::TaskBegins, Post, "", 1},
                      {12, Kind::Set, Write, "", 1},       {13, Kind::TaskEnds, Exit, "", 1},
                      {13, Kind::TaskBegins, Post, "", 2}, {13, Kind::Set, Write, "", 2},
                      {14, Kind::TaskEnds, Exit, "", 2},   {14, std::nullopt, {}, "later", 0}};
  EXPECT_EQ(told(F, Moments, 22), "holder!@4 later@12 submission!@12 begin@12 call!@12 write!@13 exit!@13 "
                                  "begin@13 write@14 end@14 later@22 ");
}

TEST(HtmlTimeline, TheSecondTasksCallsAreItsOwn) {
  checks::Location Post{"a.cpp", 30, 1}, Write{"a.cpp", 10, 3}, Read{"a.cpp", 20, 3};
  checks::Finding F;
  F.Steps = {{Step::Kind::Write, Write, ""},
             {Step::Kind::Exit, Post, ""},
             {Step::Kind::Call, Post, ""},
             {Step::Kind::Read, Read, ""}};
  using Kind = Event::Kind;
  Moment Moments[] = {{0, Kind::TaskBegins, Post, "", 1}, {0, Kind::Set, Write, "", 1},
                      {1, Kind::TaskEnds, Post, "", 1},   {1, std::nullopt, {}, "between", 1},
                      {9, Kind::TaskBegins, Post, "", 1}, {9, Kind::Get, Read, "", 1}};
  EXPECT_EQ(told(F, Moments, 10), "begin@0 write!@1 exit!@1 later@9 begin@9 call!@9 read!@10 ");
}

TEST(HtmlTimeline, WhatToDoComesLast) {
  checks::Finding F;
  F.Steps = {{Step::Kind::Write, {"a.cpp", 1, 1}, ""}, {Step::Kind::Advice, {"a.cpp", 2, 1}, ""}};
  Moment Moments[] = {{0, Event::Kind::Set, {"a.cpp", 1, 1}, "", 1}, {1, std::nullopt, {}, "later", 0}};
  EXPECT_EQ(told(F, Moments, 9), "write!@1 later@9 advice!@9 ");
}

TEST(HtmlTimeline, WithoutAScenarioThereAreTheSteps) {
  checks::Finding F;
  F.Steps = {{Step::Kind::Write, {"a.cpp", 1, 1}, ""}, {Step::Kind::Exit, {"a.cpp", 2, 1}, ""}};
  EXPECT_EQ(told(F, {}, 0), "write!@0 exit!@0 ");
}

} // namespace
