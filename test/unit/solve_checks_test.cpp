//===- solve_checks_test.cpp - The six checks on programs made by hand ----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/CheckedProgram.h"
#include <algorithm>

using namespace tidepool;
using namespace tidepool::build;

namespace {
class SolveChecks : public CheckedProgram {};

//===-- missing-remove ----------------------------------------------------------===//

TEST_F(SolveChecks, MissingRemove) {
  U.native("tl").L = {1, 3, 1};
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(9).ret();
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
  EXPECT_TRUE(has(Kind::Holder, 3));
  EXPECT_TRUE(has(Kind::Submission, 100));
  EXPECT_TRUE(has(Kind::Write, 7));
  EXPECT_TRUE(has(Kind::Exit, 9));
  EXPECT_EQ(Last.Findings[0].Conf, checks::Confidence::Likely);
  EXPECT_EQ(Last.Findings[0].Function, "task");
  EXPECT_EQ(Last.Stats.Submissions, 1u);
  EXPECT_EQ(Last.Stats.Holders, 1u);
}

TEST_F(SolveChecks, MissingRemoveInASetterOfAnotherUnit) {
  Unit B("/src/b.cpp");
  U.native("tl");
  B.native("tl");
  B.fn("set", 1).at(20).write(Tl, load(param(0)));
  task().at(7).call("set", {Mine});
  EXPECT_EQ(found(U, B), Strings{"missing-remove tl:20"});
  EXPECT_EQ(Last.Findings[0].Primary.File, "/src/b.cpp");
  EXPECT_TRUE(has(Kind::Call, 7));
}

TEST_F(SolveChecks, HalfAProgramIsSilent) {
  U.native("tl");
  U.fn("set", 1).at(20).write(Tl, load(param(0)));
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, TheOrderOfUnitsDoesNotMatter) {
  auto findings = [&](std::array<int, 3> Order) {
    std::vector<TUSummary> Units(3);
    {
      Unit A("/src/a.cpp"), B("/src/b.cpp"), C("/src/c.cpp");
      for (Unit *X : {&A, &B, &C})
        X->native("tl");
      A.fn("handle", 1).submit(closure("job", {{"cap(r)", load(param(0))}}), "store");
      Fn &J = A.lambda("job");
      J.at(7).call("set", {Mine});
      J.at(8).call("work");
      J.at(9).call("clear");
      B.fn("set", 1).at(20).write(Tl, load(param(0)));
      B.fn("clear").remove(Tl);
      Fn &W = C.fn("work");
      W.branch(toss(), [&] { W.at(30).raise({"E"}); });
      W.at(31).read(Tl);
      C.fn("early", 1).submit(closure("reader"), "store");
      C.lambda("reader").at(40).read(Tl);
      Units[Order[0]] = A.take();
      Units[Order[1]] = B.take();
      Units[Order[2]] = C.take();
    }
    model::Index Index(Models);
    std::string Text;
    for (const checks::Finding &F : checks::run(Units, Index, Opts).Findings) {
      Text += F.Check + F.Primary.File + std::to_string(F.Primary.Line) + F.Message + F.Fingerprint + "\n";
      for (const checks::Step &S : F.Steps)
        Text += "  " + S.At.File + std::to_string(S.At.Line) + S.Text + "\n";
    }
    return Text;
  };
  std::array<int, 3> Order{0, 1, 2};
  std::string First = findings(Order);
  EXPECT_NE(First, "");
  while (std::next_permutation(Order.begin(), Order.end()))
    EXPECT_EQ(findings(Order), First);
}

TEST_F(SolveChecks, ALocalsAddressIsCertain) {
  U.native("tl");
  task().at(7).write(Tl, addr(local("request")));
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
  EXPECT_EQ(Last.Findings[0].Conf, checks::Confidence::Certain);
}

TEST_F(SolveChecks, TwoTasksOneFinding) {
  U.native("tl");
  U.fn("set", 1).at(20).write(Tl, load(param(0)));
  task().call("set", {Mine});
  anotherTask().call("set", {Mine});
  EXPECT_EQ(found(), Strings{"missing-remove tl:20"});
}

TEST_F(SolveChecks, SeveralFieldsOneFinding) {
  U.native("tl");
  Fn &F = task();
  F.at(7).write(Tl / "user", Mine);
  F.at(8).write(Tl / "tenant", Mine);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
  EXPECT_TRUE(has(Kind::Note, 8));
}

TEST_F(SolveChecks, AWrapperIsReportedAtItsUse) {
  U.member("W::h", "W");
  U.entity("current", "W");
  U.method("W", "W::set", 1).at(20).write(self() / "W::h", load(param(0)));
  task().at(7).callOn(addr(global("current")), "W::set", {Mine});
  EXPECT_EQ(found(), Strings{"missing-remove current:7"});
}

TEST_F(SolveChecks, SilentWhereNothingOfTheTaskStays) {
  for (const Val &V : {constant("1"), load(global("config")), computed({load(Tl), constant("1")})}) {
    Unit Other;
    Other.native("tl");
    Other.fn("main", 1).submit(closure("task", {{"cap(r)", load(param(0))}}), "store");
    Other.lambda("task").at(7).write(Tl, V);
    EXPECT_EQ(found(Other), None) << int(V.Kind);
  }
}

TEST_F(SolveChecks, SilentWhereEveryPathRemoves) {
  U.native("tl");
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.branch(toss(), [&] {
    F.remove(Tl);
    F.ret();
  });
  F.remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, SilentForACache) {
  U.native("tl", Content::Owning);
  Fn &F = task();
  F.branch(
      nonEmpty(Tl), [] {}, [&] { F.at(7).write(Tl, fresh("Parser")); });
  F.at(8).read(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, SilentForScratch) {
  U.native("tl", Content::Plain);
  Fn &F = task();
  F.at(6).remove(Tl);
  F.at(7).append(Tl, Mine);
  F.at(8).read(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, ScratchOnRequest) {
  Opts.ReportScratch = true;
  U.native("tl", Content::Plain);
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).read(Tl);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolveChecks, APointerIsNeverScratch) {
  U.native("tl", Content::Pointing);
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).read(Tl);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolveChecks, SilentForACounter) {
  U.native("tl", Content::Plain);
  task().at(7).append(Tl, Mine, "+=");
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, GrowthIsAnothersBusiness) {
  U.native("tl", Content::Owning);
  task().at(7).append(Tl, Mine);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, AppendingToWhatIsElsewhereCleared) {
  U.native("tl", Content::Owning);
  task().at(7).append(Tl, Mine);
  anotherTask().remove(Tl);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolveChecks, SilentWhereTheHolderIsAnnotatedAsCache) {
  U.native("tl").Annotations = CacheAnnotation;
  task().at(7).write(Tl, Mine);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, SilentWhereTheLibraryCleans) {
  U.mapLike("tl");
  U.native("other");
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).write(global("other"), Mine);
  model::PoolModel Lib;
  Lib.Name = "lib";
  Lib.Cleans = {"tidepool::ThreadLocal"};
  Models.Pools.push_back(Lib);
  EXPECT_EQ(found(), Strings{"missing-remove other:8"});
}

TEST_F(SolveChecks, SilentWhereNoTaskComes) {
  U.native("tl");
  U.fn("main", 1).flag(IsMain).at(7).write(Tl, load(param(0)));
  U.lambda("body").at(8).write(Tl, load(self() / "cap(r)"));
  U.fn("start", 1).spawn(closure("body", {{"cap(r)", load(param(0))}}));
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, SilentWhereRuledOut) {
  U.native("tl");
  U.nolint(7, 7, "tidepool-*");
  task().at(7).write(Tl, Mine);
  EXPECT_EQ(found(), None);
  EXPECT_EQ(Last.Stats.Suppressed, 1u);
}

TEST_F(SolveChecks, RuledOutForAnotherCheckOrLine) {
  U.native("tl");
  U.nolint(7, 7, "tidepool-stale-read");
  U.nolint(8, 8, "");
  task().at(7).write(Tl, Mine);
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

TEST_F(SolveChecks, OnlyTheChecksThatAreAskedFor) {
  Opts.Checks = "*,-tidepool-missing-remove";
  U.native("tl");
  task().at(7).write(Tl, Mine);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, ALocalHolderIsNotThisChecks) {
  Holder &H = U.mapLike("task#h");
  H.Life = Lifetime::Local;
  Opts.Checks = "*,-tidepool-dropped-holder";
  task().at(7).write(local("h"), Mine);
  EXPECT_EQ(found(), None);
}

//===-- unsafe-remove -----------------------------------------------------------===//

TEST_F(SolveChecks, UnsafeRemove) {
  U.native("tl");
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.at(20).raise({"c:@S@IoError"}); });
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).call("work");
  F.at(9).remove(Tl);
  EXPECT_EQ(found(), Strings{"unsafe-remove tl:7"});
  EXPECT_TRUE(has(Kind::Exit, 8));
  EXPECT_NE(Last.Findings[0].Message.find("IoError"), std::string::npos);
}

TEST_F(SolveChecks, SilentWhereTheExceptionEndsTheProcess) {
  U.native("tl");
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"E"}); });
  Fn &F = task("");
  F.at(7).write(Tl, Mine);
  F.call("work");
  F.remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, SilentWhereAGuardOrAHandlerRemoves) {
  U.native("tl");
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"E"}); });
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.scope([&] { F.remove(Tl); }, [&] { F.call("work"); });
  Fn &G = anotherTask();
  G.at(8).write(Tl, Mine);
  G.attempt([&] { G.call("work"); }, {{"", [&] {
                                         G.remove(Tl);
                                         G.reraise();
                                       }}});
  G.remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, OneWriteOneFinding) {
  // The write stays on a normal way as well: that is missing-remove and has to be mended first.
  U.native("tl");
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"E"}); });
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.call("work");
  EXPECT_EQ(found(), Strings{"missing-remove tl:7"});
}

//===-- stale-read --------------------------------------------------------------===//

TEST_F(SolveChecks, StaleRead) {
  U.native("tl");
  Opts.Checks = "tidepool-stale-read";
  Fn &F = task();
  F.branch(toss(), [&] { F.at(7).write(Tl, Mine); });
  F.at(8).read(Tl);
  EXPECT_EQ(found(), Strings{"stale-read tl:8"});
  EXPECT_TRUE(has(Kind::Write, 7));
  EXPECT_TRUE(has(Kind::Read, 8));
}

TEST_F(SolveChecks, StaleReadOfAnotherTasksResidue) {
  U.native("tl");
  task().at(7).write(Tl, Mine);
  anotherTask().at(8).read(Tl);
  EXPECT_EQ(found(), (Strings{"missing-remove tl:7", "stale-read tl:8"}));
}

TEST_F(SolveChecks, AStickyCacheIsStaleWhereItIsUsed) {
  U.native("tl", Content::Owning);
  Fn &F = task();
  F.at(6).access(AccessOp::Test, Tl);
  F.branch(
      nonEmpty(Tl), [] {}, [&] { F.at(7).write(Tl, fresh("Connection", {Mine})); });
  F.at(8).read(Tl);
  EXPECT_EQ(found(), Strings{"stale-read tl:8"});
}

TEST_F(SolveChecks, NoStaleReadWhereNobodyLeavesAnything) {
  U.native("tl");
  Fn &F = task();
  F.at(6).read(Tl);
  F.at(7).write(Tl, Mine);
  F.at(8).remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoStaleReadOfAnotherHolderOrField) {
  U.native("tl");
  U.native("other");
  Opts.Checks = "tidepool-stale-read";
  task().at(7).write(Tl / "a", Mine);
  Fn &G = anotherTask();
  G.at(8).read(Tl / "b");
  G.at(9).read(global("other"));
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoStaleReadBySavingAndRestoring) {
  U.native("tl");
  Opts.Checks = "tidepool-stale-read";
  task().at(7).write(Tl, Mine);
  Fn &G = anotherTask();
  G.at(8).read(Tl, "copy");
  G.store(local("saved"), load(Tl));
  G.write(Tl, Mine);
  G.at(9).read(Tl);
  G.write(Tl, load(local("saved")));
  EXPECT_EQ(found(), None);
}

//===-- lost-context ------------------------------------------------------------===//

TEST_F(SolveChecks, LostContext) {
  U.native("tl");
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.at(6).submit(closure("task"), "store");
  M.at(7).remove(Tl);
  U.lambda("task").at(20).read(Tl);
  EXPECT_EQ(found(), Strings{"lost-context tl:20"});
  EXPECT_TRUE(has(Kind::Write, 5));
  EXPECT_TRUE(has(Kind::Submission, 6));
}

TEST_F(SolveChecks, LostContextThatACallerHasSet) {
  U.native("tl");
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.call("start");
  M.remove(Tl);
  U.fn("start").at(6).submit(closure("task"), "store");
  U.lambda("task").call("log");
  U.fn("log").at(20).read(Tl);
  EXPECT_EQ(found(), Strings{"lost-context tl:20"});
}

TEST_F(SolveChecks, NoLostContextForAFlag) {
  U.native("tl", Content::Plain);
  Fn &M = U.fn("main").flag(IsMain);
  M.at(5).write(Tl, constant("true"));
  M.submit(closure("task"), "store");
  U.lambda("task").at(20).read(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoLostContextWhereItWasRemovedBefore) {
  U.native("tl");
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.remove(Tl);
  M.submit(closure("task"), "store");
  U.lambda("task").at(20).read(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoLostContextWhereTheTaskSetsIt) {
  U.native("tl");
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.submit(closure("task", {{"cap(r)", load(param(0))}}), "store");
  M.remove(Tl);
  Fn &F = U.lambda("task");
  F.at(20).write(Tl, Mine);
  F.at(21).read(Tl);
  F.remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoLostContextForATransmittableHolder) {
  U.mapLike("tl").Transmittable = true;
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.submit(closure("task"), "store");
  M.remove(Tl);
  U.lambda("task").at(20).read(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, AnInheritableHolderIsNoCure) {
  U.mapLike("tl").Inheritable = true;
  Fn &M = U.fn("handle", 1);
  M.at(5).write(Tl, load(param(0)));
  M.submit(closure("task"), "store");
  M.remove(Tl);
  U.lambda("task").at(20).read(Tl);
  EXPECT_EQ(found(), Strings{"lost-context tl:20"});
  EXPECT_NE(Last.Findings[0].Message.find("inherit"), std::string::npos);
}

//===-- set-null ----------------------------------------------------------------===//

TEST_F(SolveChecks, SetNull) {
  U.mapLike("tl");
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).setEmpty(Tl);
  EXPECT_EQ(found(), Strings{"set-null tl:8"});
}

TEST_F(SolveChecks, NoSetNullWhereARemoveFollows) {
  U.mapLike("tl");
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).setEmpty(Tl);
  F.at(9).remove(Tl);
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoSetNullOutsideTasks) {
  U.mapLike("tl");
  U.fn("main").flag(IsMain).setEmpty(Tl);
  EXPECT_EQ(found(), None);
}

//===-- dropped-holder ----------------------------------------------------------===//

/// Session's holder, written by a task that is handed to a global pool.
static void session(Unit &U) {
  U.member("Session::h", "Session", 4);
  U.entity("pool", "Pool");
  U.klass("Session", {}, {"Session::h"});
  Fn &S = U.method("Session", "Session::start", 1);
  NodeId N =
      S.at(10).submit(closure("task", {{"cap(this)", addr(self())}, {"cap(r)", load(param(0))}}), "store");
  (void)N;
  Fn &F = U.lambda("task");
  F.at(7).write(self() / "cap(this)" / "*" / "Session::h", load(self() / "cap(r)"));
}

TEST_F(SolveChecks, DroppedHolder) {
  session(U);
  Fn &M = U.fn("handle", 1);
  M.store(local("s"), fresh("Session"));
  M.callOn(load(local("s")), "Session::start", {load(param(0))});
  EXPECT_EQ(found(), Strings{"dropped-holder Session::h:4"});
}

TEST_F(SolveChecks, NoDroppedHolderInAStaticObject) {
  session(U);
  U.entity("theSession", "Session");
  U.fn("handle", 1).callOn(addr(global("theSession")), "Session::start", {load(param(0))});
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, NoDroppedHolderThatEveryTaskRemoves) {
  U.member("Session::h", "Session", 4);
  Fn &S = U.method("Session", "Session::start", 1);
  S.submit(closure("task", {{"cap(this)", addr(self())}, {"cap(r)", load(param(0))}}), "store");
  Fn &F = U.lambda("task");
  F.at(7).write(self() / "cap(this)" / "*" / "Session::h", Mine);
  F.remove(self() / "cap(this)" / "*" / "Session::h");
  Fn &M = U.fn("handle", 1);
  M.store(local("s"), fresh("Session"));
  M.callOn(load(local("s")), "Session::start", {load(param(0))});
  EXPECT_EQ(found(), None);
}

TEST_F(SolveChecks, ALocalHolderIsDropped) {
  Holder &H = U.mapLike("handle#h", Content::Pointing, 4);
  H.Life = Lifetime::Local;
  Fn &M = U.fn("handle", 1);
  M.at(6).submit(closure("task", {{"cap(h)", addr(local("h"))}, {"cap(r)", load(param(0))}}), "store");
  U.lambda("task").at(7).write(self() / "cap(h)" / "*", Mine);
  EXPECT_EQ(found(), Strings{"dropped-holder handle#h:4"});
}

} // namespace
