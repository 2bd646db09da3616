//===- solve_paths_test.cpp - Conditions, exceptions, and what is read ----===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/SolvedTask.h"

using namespace tidepool::build;

namespace {

class SolvePaths : public SolvedTask {};

//===-- Conditions --------------------------------------------------------------===//

TEST_F(SolvePaths, EqualConditionsAgree) {
  Fn &F = task();
  F.branch(ask("x", {local("x")}), [&] { F.at(7).write(Tl, Mine); });
  F.call("extern");
  F.branch(ask("x", {local("x")}), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming"}));
}

TEST_F(SolvePaths, AConditionWhoseVariableChangedIsAskedAnew) {
  Fn &F = task();
  F.branch(ask("x", {local("x")}), [&] { F.at(7).write(Tl, Mine); });
  F.store(local("x"), unknown());
  F.branch(ask("x", {local("x")}), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming", "end own:7"}));
}

TEST_F(SolvePaths, AConditionWhoseVariableWasGivenAwayByAddress) {
  Fn &F = task();
  F.branch(ask("x", {local("x")}), [&] { F.at(7).write(Tl, Mine); });
  F.call("change", {addr(local("x"))});
  F.branch(ask("x", {local("x")}), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming", "end own:7"}));
}

TEST_F(SolvePaths, AFlagSetBesideTheWrite) {
  Fn &F = task();
  F.store(local("armed"), empty());
  F.branch(toss(), [&] {
    F.at(7).write(Tl, Mine);
    F.store(local("armed"), constant("true"));
  });
  F.branch(nonEmpty(local("armed")), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming"}));
}

TEST_F(SolvePaths, AResultThatTellsWhetherItWasSet) {
  Fn &F = task();
  Fn &B = U.fn("begin", 1);
  B.branch(toss(), [&] { B.ret(empty()); });
  B.at(20).write(Tl, load(param(0)));
  B.ret(constant("true"));
  NodeId C = F.call("begin", {Mine});
  F.branch(truthOf(C), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming"}));
}

TEST_F(SolvePaths, TheSameThroughAVariable) {
  Fn &F = task();
  Fn &B = U.fn("begin", 1);
  B.branch(toss(), [&] { B.ret(empty()); });
  B.at(20).write(Tl, load(param(0)));
  B.ret(constant("true"));
  NodeId C = F.call("begin", {Mine});
  F.store(local("ok"), returned(C));
  F.branch(nonEmpty(local("ok")), [&] { F.at(8).remove(Tl); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end incoming"}));
}

TEST_F(SolvePaths, ConstantConditionsHaveOneWay) {
  Fn &F = task();
  F.branch(never(), [&] { F.at(7).write(Tl, Mine); });
  F.branch(always(), [&] { F.remove(Tl); });
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolvePaths, ALoopMayNotRun) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.loop(ask("more", {local("i")}), [&] {
    F.remove(Tl);
    F.store(local("i"), unknown());
  });
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:7"}));
}

TEST_F(SolvePaths, FillingAnEmptySlot) {
  Fn &F = task();
  F.branch(
      nonEmpty(Tl), [] {}, [&] { F.at(7).write(Tl, fresh("Parser")); });
  EXPECT_EQ(ends(), (Strings{"end filled:7 if empty", "end incoming if set"}));
}

TEST_F(SolvePaths, FillingThroughACopy) {
  Fn &F = task();
  F.read(Tl, "copy");
  F.store(local("p"), load(Tl));
  F.branch(
      nonEmpty(local("p")), [] {},
      [&] {
        F.store(local("p"), fresh("Parser"));
        F.at(7).write(Tl, load(local("p")));
      });
  EXPECT_EQ(ends(), (Strings{"end filled:7 if empty", "end incoming if set"}));
}

TEST_F(SolvePaths, FillingInAnAccessor) {
  Fn &F = task();
  Fn &G = U.fn("parser");
  G.branch(
      nonEmpty(Tl), [] {}, [&] { G.at(20).write(Tl, fresh("Parser")); });
  G.at(21).read(Tl, "return");
  G.ret(load(Tl));
  NodeId C = F.at(7).call("parser");
  F.at(8).callOn(returned(C), "Parser::parse", {Mine});
  EXPECT_EQ(ends(), (Strings{"end filled:20 if empty", "end incoming if set"}));
}

TEST_F(SolvePaths, WhatIsWrittenIsSetAfterwards) {
  Fn &F = task();
  F.at(7).write(Tl, fresh("R"));
  F.branch(nonEmpty(Tl), [&] { F.remove(Tl); });
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolvePaths, AnEmptySlotNeedsNoRemove) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.branch(nonEmpty(Tl), [&] { F.remove(Tl); });
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolvePaths, RemovingInsideTheEmptinessTestOfAResult) {
  Fn &F = task();
  Fn &G = U.fn("current");
  G.at(20).read(Tl, "return");
  G.ret(load(Tl));
  F.at(7).write(Tl, fresh("R"));
  NodeId C = F.call("current");
  F.branch(truthOf(C), [&] { F.remove(Tl); });
  EXPECT_EQ(ends(), Strings{"end clean"});
}

//===-- Exceptions --------------------------------------------------------------===//

TEST_F(SolvePaths, AnExceptionSkipsTheRemove) {
  Fn &F = task();
  U.fn("work").raise({"E"});
  F.at(7).write(Tl, Mine);
  F.branch(toss(), [&] { F.call("work"); });
  F.remove(Tl);
  EXPECT_EQ(ends(), (Strings{"end clean", "throws E own:7"}));
}

TEST_F(SolvePaths, CatchAllRemovesAndRethrows) {
  Fn &F = task();
  U.fn("work").raise({"E"});
  F.at(7).write(Tl, Mine);
  F.attempt([&] { F.call("work"); }, {{"", [&] {
                                         F.remove(Tl);
                                         F.reraise();
                                       }}});
  EXPECT_EQ(ends(), Strings{"throws E clean"});
}

TEST_F(SolvePaths, ATypedHandlerCatchesItsType) {
  Fn &F = task();
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"A", "Base"}); });
  W.branch(toss(), [&] { W.raise({"B"}); });
  F.at(7).write(Tl, Mine);
  F.attempt([&] { F.call("work"); }, {{"Base", [] {}}});
  F.remove(Tl);
  EXPECT_EQ(ends(), (Strings{"end clean", "throws B own:7"}));
}

TEST_F(SolvePaths, AHandlerThatReturnsMissesTheRemove) {
  Fn &F = task();
  Fn &W = U.fn("work");
  W.branch(toss(), [&] { W.raise({"A"}); });
  F.at(7).write(Tl, Mine);
  F.attempt([&] { F.call("work"); }, {{"", [&] { F.ret(); }}});
  F.remove(Tl);
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:7"}));
}

TEST_F(SolvePaths, NoexceptHasNoExceptionalEnd) {
  Fn &F = task();
  U.fn("work").raise({"E"});
  F.at(7).write(Tl, Mine);
  F.noexcepts([&] { F.branch(toss(), [&] { F.call("work"); }); });
  F.remove(Tl);
  EXPECT_EQ(ends(), (Strings{"dies own:7", "end clean"}));
}

TEST_F(SolvePaths, ACalleeThatLeavesWithTheSlotSet) {
  Fn &F = task();
  Fn &W = U.fn("work", 1);
  W.at(20).write(Tl, load(param(0)));
  W.raise({"E"});
  F.attempt([&] { F.call("work", {Mine}); }, {{"", [] {}}});
  EXPECT_EQ(ends(), Strings{"end own:20"});
}

TEST_F(SolvePaths, ExitEndsTheProcess) {
  Fn &F = task();
  U.fn("die").leave();
  F.at(7).write(Tl, Mine);
  F.branch(toss(), [&] { F.call("die"); });
  F.remove(Tl);
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolvePaths, ACallableThatThrowsInAHelper) {
  Fn &F = task();
  U.lambda("inner").raise({"E"});
  U.fn("withLock", 1).invoke(load(param(0)));
  F.at(7).write(Tl, Mine);
  F.branch(toss(), [&] { F.call("withLock", {closure("inner")}); });
  F.remove(Tl);
  EXPECT_EQ(ends(), (Strings{"end clean", "throws E own:7"}));
}

TEST_F(SolvePaths, AnothersThrowingCallableIsNotThisOnes) {
  Fn &F = task();
  U.lambda("throws").raise({"E"});
  U.lambda("harmless");
  U.fn("withLock", 1).invoke(load(param(0)));
  U.fn("another").call("withLock", {closure("throws")});
  F.at(7).write(Tl, Mine);
  F.call("withLock", {closure("harmless")});
  F.remove(Tl);
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolvePaths, AThrowingCallableInAField) {
  Fn &F = task();
  U.lambda("callback").raise({"E"});
  U.fn("init").store(global("onDone"), closure("callback"));
  U.fn("notify").invoke(load(global("onDone")));
  F.at(7).write(Tl, Mine);
  F.call("notify");
  F.remove(Tl);
  Strings E = ends();
  EXPECT_TRUE(std::count(E.begin(), E.end(), "throws E own:7"));
}

//===-- Reads -------------------------------------------------------------------===//

TEST_F(SolvePaths, AReadBeforeTheWrite) {
  Fn &F = task();
  F.at(6).read(Tl);
  F.at(7).write(Tl, Mine);
  F.at(8).read(Tl);
  EXPECT_EQ(reads(), Lines{6});
}

TEST_F(SolvePaths, AReadAfterARemove) {
  Fn &F = task();
  F.at(5).remove(Tl);
  F.at(6).read(Tl);
  EXPECT_EQ(reads(), Lines{});
}

TEST_F(SolvePaths, AReadOnOneWayOnly) {
  Fn &F = task();
  F.branch(toss(), [&] { F.write(Tl, Mine); });
  F.at(6).read(Tl);
  EXPECT_EQ(reads(), Lines{6});
}

TEST_F(SolvePaths, ATestIsNoRead) {
  Fn &F = task();
  F.at(5).access(AccessOp::Test, Tl);
  F.branch(
      nonEmpty(Tl), [&] { F.at(6).read(Tl); }, [&] { F.at(7).read(Tl); });
  EXPECT_EQ(reads(), Lines{6});
}

TEST_F(SolvePaths, AnAccessorsReadIsWhereItsResultIsUsed) {
  Fn &F = task();
  Fn &G = U.fn("current");
  G.at(20).read(Tl, "return");
  G.ret(load(Tl));
  F.at(6).call("current");
  NodeId C = F.at(7).call("current");
  F.at(8).callOn(returned(C), "R::use");
  Analysis A = solved();
  const CellEffect *Eff = effect(A, A.TaskContexts[0], "tl");
  ASSERT_TRUE(Eff);
  std::set<bool> Returned;
  for (const Exposure &X : Eff->Exposures)
    Returned.insert(X.Returned);
  EXPECT_EQ(Eff->Exposures.size(), 1u);
  EXPECT_EQ(Returned, std::set<bool>{false});
}

TEST_F(SolvePaths, AppendingMixes) {
  Fn &F = task();
  F.at(6).append(Tl, Mine);
  F.at(7).read(Tl);
  EXPECT_EQ(reads(), Lines{7});
}

TEST_F(SolvePaths, AppendingAfterClearing) {
  Fn &F = task();
  F.remove(Tl);
  F.at(6).append(Tl, Mine);
  F.at(7).read(Tl);
  EXPECT_EQ(reads(), Lines{});
}

TEST_F(SolvePaths, AReadInACallee) {
  Fn &F = task();
  U.fn("log").at(20).read(Tl);
  F.call("log");
  F.write(Tl, Mine);
  F.call("log");
  EXPECT_EQ(reads(), Lines{20});
}

} // namespace
