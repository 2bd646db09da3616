//===- solve_entries_test.cpp - Pools that clean up, and entries not seen -===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/CheckedProgram.h"
#include <set>

using namespace tidepool;
using namespace tidepool::build;

namespace {

//===-- Cleaned by the pool -----------------------------------------------------===//

class SolvePoolCleans : public CheckedProgram {
protected:
  const At Queue = self() / "Pool::q";
  void SetUp() override {
    U.native("tl");
    U.entity("pool", "Pool");
    U.fn("start").callOn(addr(global("pool")), "Pool::Pool");
    U.method("Pool", "Pool::Pool").flag(IsConstructor).spawn(bound({function("Pool::run"), addr(self())}));
    U.method("Pool", "Pool::submit", 1).store(Queue / "[]", load(param(0)));
    U.fn("client", 1)
        .at(100)
        .callOn(addr(global("pool")), "Pool::submit", {closure("task", {{"cap(r)", load(param(0))}})});
  }
  void body() { U.lambda("task").at(7).write(Tl, Mine); }
  void throwingBody() {
    Fn &F = U.lambda("task");
    F.at(7).write(Tl, Mine);
    F.branch(toss(), [&] { F.at(8).raise({"E"}); });
    F.at(9).remove(Tl);
  }
  void run(const std::function<void(Fn &, const Block &)> &Each) {
    Fn &R = U.method("Pool", "Pool::run");
    R.loop(always(), [&] {
      R.store(local("f"), load(Queue / "[]"));
      R.take(Queue);
      Each(R, [&] { R.invoke(load(local("f"))); });
    });
  }
};

TEST_F(SolvePoolCleans, ItDoesNot) {
  body();
  run([](Fn &R, const Block &Task) { Task(); });
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
  EXPECT_TRUE(has(Kind::Submission, 100));
}

TEST_F(SolvePoolCleans, AfterEveryTask) {
  body();
  run([&](Fn &R, const Block &Task) {
    Task();
    R.remove(Tl);
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, BeforeEveryTask) {
  body();
  run([&](Fn &R, const Block &Task) {
    R.remove(Tl);
    Task();
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, InACallee) {
  body();
  U.fn("cleanThread").remove(Tl);
  run([&](Fn &R, const Block &Task) {
    Task();
    R.call("cleanThread");
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, OnOneWayOnly) {
  body();
  run([&](Fn &R, const Block &Task) {
    Task();
    R.branch(toss(), [&] { R.remove(Tl); });
  });
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolvePoolCleans, SetsItItselfBeforeEveryTask) {
  body();
  run([&](Fn &R, const Block &Task) {
    R.at(50).write(Tl, load(global("config")));
    Task();
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, TheWrapperAroundEveryTask) {
  body();
  run([&](Fn &R, const Block &Task) {
    R.scope([&] { R.remove(Tl); }, [&] { R.attempt(Task, {{"", [] {}}}); });
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, AfterAnExceptionToo) {
  throwingBody();
  run([&](Fn &R, const Block &Task) {
    R.attempt(Task, {{"", [] {}}});
    R.remove(Tl);
  });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, NotAfterAnException) {
  throwingBody();
  run([&](Fn &R, const Block &Task) {
    R.attempt(
        [&] {
          Task();
          R.remove(Tl);
        },
        {{"", [] {}}});
  });
  EXPECT_EQ(found(), Strings{"unsafe-remove tl:7"});
}

TEST_F(SolvePoolCleans, WhatTheLoopDoesNotCatchEndsTheProcess) {
  throwingBody();
  run([&](Fn &R, const Block &Task) { R.attempt(Task, {{"Other", [] {}}}); });
  EXPECT_EQ(found(), None);
}

TEST_F(SolvePoolCleans, TheThreadsOwnNameIsNoTasksData) {
  U.native("name", Content::Owning);
  U.lambda("task").at(7).read(global("name"));
  Fn &R = U.method("Pool", "Pool::run");
  R.at(50).write(global("name"), fresh("std::string", {load(self() / "Pool::id")}));
  R.loop(always(), [&] {
    R.store(local("f"), load(Queue / "[]"));
    R.take(Queue);
    R.invoke(load(local("f")));
  });
  EXPECT_EQ(found(), None);
}

class SolveUnseen : public CheckedProgram {};

//===-- Unseen entries ----------------------------------------------------------===//

TEST_F(SolveUnseen, ADeviantPathOfAnExportedFunction) {
  U.native("tl");
  Fn &F = U.fn("callback", 1).flag(IsExternal);
  F.at(7).write(Tl, load(param(0)));
  F.branch(toss(), [&] { F.at(8).ret(); });
  F.at(9).remove(Tl);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
  EXPECT_NE(Last.Findings[0].Message.find("another path"), std::string::npos);
  EXPECT_EQ(Last.Findings[0].Conf, checks::Confidence::Likely);
}

TEST_F(SolveUnseen, ADeviantExceptionalPath) {
  U.native("tl");
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"E"}); });
  Fn &F = U.fn("callback", 1).flag(IsExternal);
  F.at(7).write(Tl, load(param(0)));
  F.call("work");
  F.remove(Tl);
  EXPECT_EQ(found(), Strings{"unsafe-remove tl:7"});
}

TEST_F(SolveUnseen, NoEvidenceIsLatent) {
  auto unit = [&](Unit &X) {
    X.native("tl");
    X.fn("callback", 1).flag(IsExternal).at(7).write(Tl, load(param(0)));
  };
  Unit A, B;
  unit(A);
  unit(B);
  EXPECT_EQ(found(A), None);
  Opts.Latent = true;
  EXPECT_EQ(found(B), Strings{"missing-remove tl:7"});
}

TEST_F(SolveUnseen, ACallbackGivenToCodeThatIsNotThere) {
  U.native("tl");
  Fn &F = U.fn("onEvent", 1);
  F.at(7).write(Tl, load(param(0)));
  F.branch(toss(), [&] { F.at(8).ret(); });
  F.at(9).remove(Tl);
  U.fn("main").flag(IsMain).escape(function("onEvent"), "library_set_callback");
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolveUnseen, SilentWhereEveryEntryIsSeen) {
  U.native("tl");
  Fn &F = U.fn("helper", 1).flag(IsExternal);
  F.at(7).write(Tl, load(param(0)));
  F.branch(toss(), [&] { F.at(8).ret(); });
  F.at(9).remove(Tl);
  U.fn("main", 1).flag(IsMain).call("helper", {load(param(0))});
  EXPECT_EQ(found(), None);
}

TEST_F(SolveUnseen, SilentForASetterAndItsClearer) {
  U.native("tl");
  U.fn("set", 1).flag(IsExternal).at(7).write(Tl, load(param(0)));
  U.fn("clear").flag(IsExternal).at(8).remove(Tl);
  EXPECT_EQ(found(), None);
}

//===-- Registry ----------------------------------------------------------------===//

TEST(SolveRegistry, ChecksAreNamedAndDescribed) {
  std::set<std::string> Names;
  for (const checks::CheckInfo &I : checks::allChecks()) {
    EXPECT_TRUE(I.Name.starts_with("tidepool-"));
    EXPECT_FALSE(I.Summary.empty());
    EXPECT_FALSE(I.Page.empty()) << I.Name.str();
    Names.insert(I.Name.str());
  }
  EXPECT_EQ(Names.size(), 15u);
  ASSERT_TRUE(checks::findCheck("stale-read"));
  EXPECT_EQ(checks::findCheck("stale-read"), checks::findCheck("tidepool-stale-read"));
  EXPECT_FALSE(checks::findCheck("nonsense"));
}

TEST(SolveRegistry, TheLastGlobThatMatchesWins) {
  EXPECT_TRUE(checks::checkEnabled("*", "tidepool-set-null"));
  EXPECT_FALSE(checks::checkEnabled("", "tidepool-set-null"));
  EXPECT_FALSE(checks::checkEnabled("*,-tidepool-set-*", "tidepool-set-null"));
  EXPECT_TRUE(checks::checkEnabled("-*, tidepool-set-null", "tidepool-set-null"));
  EXPECT_FALSE(checks::checkEnabled("tidepool-*,-*", "tidepool-set-null"));
}

} // namespace
