//===- observed_test.cpp - From a trace to findings -----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Observed.h"
#include "checker/confirm/TraceFile.h"
#include "llvm/Support/FormatVariadic.h"
#include <gtest/gtest.h>
#include <set>

using namespace tidepool;
using namespace llvm;

namespace {

/// A trace line by line, on one holder unless said otherwise. Thread 1 submits.
struct Observed : testing::Test {
  std::string Text;
  unsigned Task = 0;

  Observed &event(StringRef Event, unsigned Thread, StringRef More = "") {
    Text +=
        formatv("{{\"event\":\"{0}\",\"thread\":{1}{2}{3}}\n", Event, Thread, More.empty() ? "" : ",", More);
    return *this;
  }
  /// An operation at a line; slot -1: there is no entry.
  Observed &op(StringRef Event, unsigned Thread, unsigned Line, int Slot = 5, StringRef More = "",
               StringRef Id = "a") {
    std::string Members = formatv("\"holder\":\"h\",\"holder_id\":\"{0}\",\"declared_file\":\"/src/a.cpp\","
                                  "\"declared_line\":3,\"slot\":{1},\"file\":\"/src/a.cpp\",\"line\":{2}",
                                  Id, Slot, Line);
    if (Thread != 1 && Task)
      Members += ",\"task\":" + std::to_string(Task);
    return event(Event, Thread, More.empty() ? Members : Members + "," + More.str());
  }
  Observed &submit(unsigned Number) { return event("submit", 1, "\"submission\":" + std::to_string(Number)); }
  Observed &begin(unsigned Submission = 0) {
    std::string Members = "\"task\":" + std::to_string(++Task);
    if (Submission)
      Members += ",\"submission\":" + std::to_string(Submission);
    return event("task-begin", 2, Members);
  }
  Observed &end(bool Unwound = false) {
    return event("task-end", 2, "\"task\":" + std::to_string(Task) + (Unwound ? ",\"unwound\":true" : ""));
  }
  /// "missing-remove:7"
  std::vector<std::string> found() {
    Expected<confirm::Trace> T = confirm::readTrace(Text, "trace", "/");
    std::vector<std::string> R;
    if (!T) {
      ADD_FAILURE() << toString(T.takeError());
      return R;
    }
    for (const checks::Finding &F : confirm::observedFindings(*T)) {
      R.push_back(F.Check.substr(9) + ":" + std::to_string(F.Primary.Line));
      Messages.push_back(F.Message);
    }
    return R;
  }
  std::vector<std::string> Messages;
  using Strings = std::vector<std::string>;
};

TEST_F(Observed, WhatATaskLeaves) {
  begin().op("set", 2, 7).end();
  begin().op("set", 2, 7).end();
  EXPECT_EQ(found(), Strings{"missing-remove:7"});
  EXPECT_EQ(Messages[0], "a task ended with what it set in 'h' here, twice on thread 2");
}

TEST_F(Observed, WhatIsRemovedClearedOrPutBackIsNot) {
  begin().op("set", 2, 7).op("remove", 2, 8).end();
  begin().op("set", 2, 7).event("clear", 2).end();
  begin().op("set", 2, 7).op("restore", 2, 0).end();
  begin().op("replay", 2, 0).end();
  EXPECT_EQ(found(), Strings());
}

TEST_F(Observed, WhatIsSetOutsideOfTasksIsTheThreadsOwn) {
  op("set", 2, 6);
  begin().op("get", 2, 7).end();
  EXPECT_EQ(found(), Strings());
}

TEST_F(Observed, AnExceptionsWayOut) {
  begin().op("set", 2, 7).end(/*Unwound=*/true);
  EXPECT_EQ(found(), Strings{"unsafe-remove:7"});
  begin().op("set", 2, 7).end();
  EXPECT_EQ(found(), Strings{"missing-remove:7"});
}

TEST_F(Observed, ReadingWhatAnotherTaskLeft) {
  begin().op("set", 2, 7).op("get", 2, 8).end();
  begin().op("test", 2, 9).op("get", 2, 10).op("set", 2, 11).op("get", 2, 12).op("remove", 2, 13).end();
  EXPECT_EQ(found(), (Strings{"missing-remove:7", "stale-read:10"}));
}

TEST_F(Observed, ReadingWhatAScopePutBack) {
  begin().op("set", 2, 7).end();
  begin().op("set", 2, 8).op("restore", 2, 0).end();
  begin().op("get", 2, 9).end();
  EXPECT_EQ(found(), (Strings{"missing-remove:7", "stale-read:9"}));
}

TEST_F(Observed, ACacheIsFilledOnce) {
  begin().op("test", 2, 6, -1).op("set", 2, 7).end();
  begin().op("test", 2, 6).op("get", 2, 8).end();
  EXPECT_EQ(found(), Strings());
}

StringRef digest(StringRef Value) {
  static std::set<std::string> Kept;
  return *Kept.insert(("\"digest\":\"" + Value + "\"").str()).first;
}

TEST_F(Observed, WhatTheFirstTaskOfAThreadHasChosen) {
  auto Fills = [&](unsigned Thread, StringRef Value, StringRef Again) {
    for (StringRef V : {Value, Again}) {
      std::string Number = "\"task\":" + std::to_string(++Task);
      event("task-begin", Thread, Number);
      if (V == Value)
        op("test", Thread, 6, -1).op("set", Thread, 7, 5, digest(V));
      op("get", Thread, 8).event("task-end", Thread, Number);
    }
  };
  Fills(2, "a", "b");
  Fills(3, "b", "c");
  EXPECT_EQ(found(), Strings()); // each its own: a number of the thread's
  Fills(4, "a", "d");
  EXPECT_EQ(found(), Strings{"stale-read:8"});
  Text.clear();
  Fills(2, "a", "b");
  Fills(3, "a", "c");
  EXPECT_EQ(found(), Strings()); // always the same
}

TEST_F(Observed, AValueIsSetAsItWas) {
  begin().op("get", 2, 6, -1).op("initial", 2, 6, 5, digest("none"));
  op("set", 2, 7, 5, digest("a")).op("set", 2, 8, 5, digest("none")).end();
  EXPECT_EQ(found(), Strings());
  begin().op("set", 2, 9, 5, digest("b")).end();
  begin().op("get", 2, 6, 5, digest("b")).op("set", 2, 7, 5, digest("c")).op("set", 2, 8, 5, digest("b")).end();
  EXPECT_EQ(found(), (Strings{"stale-read:6", "missing-remove:9"}));
  begin().op("get", 2, 6, 5, digest("b")).op("set", 2, 7, 5, digest("c")).end();
  EXPECT_EQ(found(), (Strings{"stale-read:6", "missing-remove:7", "missing-remove:9"}));
}

TEST_F(Observed, WhatTheSubmitterHad) {
  op("set", 1, 5);
  submit(1);
  op("remove", 1, 6);
  submit(2);
  begin(1).op("get", 2, 9, -1).op("initial", 2, 9).op("get", 2, 10).end();
  begin(2).op("get", 2, 11).end();
  EXPECT_EQ(found(), (Strings{"lost-context:9", "lost-context:10"}));
}

TEST_F(Observed, InheritedIsRightOnce) {
  op("set", 1, 5);
  submit(1);
  begin(1).op("get", 2, 9).end();
  EXPECT_EQ(found(), Strings());
  op("set", 1, 5);
  submit(2);
  begin(2).op("get", 2, 9).end();
  EXPECT_EQ(found(), Strings{"lost-context:9"});
}

TEST_F(Observed, AnEmptyValueStays) {
  begin().op("set", 2, 6).op("set", 2, 7, 5, "\"empty\":true").end();
  begin().op("get", 2, 8).end();
  EXPECT_EQ(found(), Strings{"set-null:7"});
}

TEST_F(Observed, AHolderThatDies) {
  begin().op("set", 2, 7).end();
  begin().op("get", 2, 8).end();
  op("holder-end", 1, 0);
  EXPECT_EQ(found(), Strings{"dropped-holder:3"});
}

TEST_F(Observed, AHolderThatDiesAfterTheThread) {
  begin().op("set", 2, 7).end();
  event("thread-end", 2).op("holder-end", 1, 0);
  EXPECT_EQ(found(), Strings());
}

TEST_F(Observed, EqualNamesAreToldApart) {
  begin().op("set", 2, 7, 5, "", "a").end();
  begin().op("get", 2, 8, 6, "", "b").end();
  EXPECT_EQ(found(), Strings{"missing-remove:7"});
}

TEST_F(Observed, PlacesAreAbsolute) {
  Text = "{\"event\":\"set\",\"thread\":1,\"file\":\"x/../a.cpp\",\"line\":4}\n";
  auto T = confirm::readTrace(Text, "trace", "/build");
  ASSERT_TRUE(bool(T));
  EXPECT_EQ(T->Lines[0].Where.File, "/build/a.cpp");
}

} // namespace
