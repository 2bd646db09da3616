//===- solve_flow_test.cpp - What a task does to a slot -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/SolvedTask.h"

using namespace tidepool::build;

namespace {

class SolveFlow : public SolvedTask {};

//===-- Straight lines ----------------------------------------------------------===//

TEST_F(SolveFlow, AWriteStays) {
  task().at(7).write(Tl, Mine);
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, TheLastWriteStays) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).write(Tl, constant("1"));
  EXPECT_EQ(ends(), Strings{"end own:8"});
}

TEST_F(SolveFlow, ARemoveCleans) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).remove(Tl);
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolveFlow, OneWayMissesTheRemove) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.branch(toss(), [&] { F.at(8).ret(); });
  F.at(9).remove(Tl);
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:7"}));
}

TEST_F(SolveFlow, SettingEmptyIsKnownFromRemoving) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.at(8).setEmpty(Tl);
  EXPECT_EQ(ends(), Strings{"end emptied:8"});
}

TEST_F(SolveFlow, RemovingAfterSettingEmpty) {
  Fn &F = task();
  F.at(8).setEmpty(Tl);
  F.at(9).remove(Tl);
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolveFlow, PartsOfASlot) {
  Fn &F = task();
  F.at(7).write(Tl / "a", Mine);
  F.at(8).write(Tl / "b", Mine);
  F.at(9).write(Tl / "a", empty());
  F.at(10).remove(Tl / "a");
  // (The unit can be solved once: both cells are asked of one analysis.)
  Analysis A = solved();
  const CellEffect *PartA = effect(A, A.TaskContexts[0], "tl/a"),
                   *PartB = effect(A, A.TaskContexts[0], "tl/b");
  ASSERT_TRUE(PartA && PartB);
  EXPECT_EQ(state(A, PartA->Outcomes.begin()->S.Cur), "clean");
  EXPECT_EQ(state(A, PartB->Outcomes.begin()->S.Cur), "own:8");
}

TEST_F(SolveFlow, RemovingTheWholeCleansItsParts) {
  Fn &F = task();
  F.at(7).write(Tl / "a", Mine);
  F.at(8).remove(Tl);
  EXPECT_EQ(ends("tl/a"), Strings{"end clean"});
}

TEST_F(SolveFlow, RemovingAWholeOfWhichOnlyPartsAreWritten) {
  Fn &F = task();
  U.native("parts");
  U.fn("setUser", 2).at(20).store(param(0) / "*" / "user", load(param(1)));
  F.at(7).write(global("parts") / "a", Mine);
  F.at(8).call("setUser", {addr(global("parts")), Mine});
  F.at(9).remove(global("parts"));
  EXPECT_EQ(ends("parts/a"), Strings{"end clean"});
}

TEST_F(SolveFlow, WritingTheWholeThroughAReferenceWritesItsParts) {
  Fn &F = task();
  U.native("parts");
  U.fn("set", 2).at(20).store(param(0) / "*", load(param(1)));
  F.at(7).read(global("parts") / "a");
  F.at(8).call("set", {addr(global("parts")), Mine});
  EXPECT_EQ(reads("parts/a"), Lines{7});
}

TEST_F(SolveFlow, AnotherHolderIsAnother) {
  Fn &F = task();
  U.native("other");
  F.at(7).write(Tl, Mine);
  F.at(8).remove(global("other"));
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, AWriteThroughAReference) {
  Fn &F = task();
  F.store(local("r"), addr(Tl));
  F.at(7).store(local("r") / "*", Mine);
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, AnEmptyStoreThroughAReferenceRemoves) {
  Fn &F = task();
  F.store(local("r"), addr(Tl));
  F.at(7).store(local("r") / "*", Mine);
  F.at(8).store(local("r") / "*", empty());
  EXPECT_EQ(ends(), Strings{"end clean"});
}

//===-- Calls -------------------------------------------------------------------===//

TEST_F(SolveFlow, ASetterAndAClearer) {
  Fn &F = task();
  U.fn("set", 1).at(20).write(Tl, load(param(0)));
  U.fn("clear").remove(Tl);
  F.at(7).call("set", {Mine});
  F.branch(toss(), [&] { F.call("clear"); });
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:20"})) << "a variable is named where it is assigned";
}

TEST_F(SolveFlow, AWrapperIsNamedAtItsCaller) {
  Fn &F = task();
  U.member("W::h", "W");
  U.entity("w", "W");
  U.method("W", "W::set", 1).at(20).write(self() / "W::h", load(param(0)));
  U.method("W", "W::setTwice", 1).at(30).callOn(addr(self()), "W::set", {load(param(0))});
  F.at(7).callOn(addr(global("w")), "W::setTwice", {Mine});
  EXPECT_EQ(ends("w/W::h"), Strings{"end own:7"});
}

TEST_F(SolveFlow, AReferenceParameterIsNamedAtItsCaller) {
  Fn &F = task();
  U.fn("assign", 2).at(20).store(param(0) / "*", load(param(1)));
  F.at(7).call("assign", {addr(Tl), Mine});
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, OneFunctionForTwoSlots) {
  Fn &F = task();
  U.native("other");
  U.fn("assign", 2).at(20).store(param(0) / "*", load(param(1)));
  F.at(7).call("assign", {addr(Tl), Mine});
  F.at(8).call("assign", {addr(global("other")), empty()});
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, AnAccessorsResult) {
  Fn &F = task();
  U.fn("slot").ret(addr(Tl));
  NodeId C = F.call("slot");
  F.at(7).store(result(C) / "*", Mine);
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, ACallableGivenToAFunction) {
  Fn &F = task();
  U.lambda("inner").at(20).write(Tl, computed({load(self() / "cap(x)")}));
  U.fn("withLock", 1).invoke(load(param(0)));
  F.at(7).call("withLock", {closure("inner", {{"cap(x)", Mine}})});
  EXPECT_EQ(ends(), Strings{"end own:20"});
}

TEST_F(SolveFlow, CallablesOfDifferentCallersAreKeptApart) {
  Fn &F = task();
  U.lambda("sets").at(20).write(Tl, constant("1"));
  U.lambda("harmless");
  U.fn("withLock", 1).invoke(load(param(0)));
  U.fn("another").call("withLock", {closure("sets")});
  F.at(7).call("withLock", {closure("harmless")});
  for (const std::string &E : ends())
    EXPECT_EQ(E, "end incoming");
}

TEST_F(SolveFlow, AnAlgorithmMayNotCallItsCallable) {
  Fn &F = task();
  U.lambda("cleaner").remove(Tl);
  F.at(7).write(Tl, Mine);
  NodeId N = F.invoke(closure("cleaner"));
  F[N].MayNotRun = true;
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:7"}));
}

TEST_F(SolveFlow, AVirtualCallIsAnyOverride) {
  Fn &F = task();
  U.method("A", "A::done").flag(IsVirtual);
  U.method("B", "B::done").overrides("A::done").remove(Tl);
  F.at(7).write(Tl, Mine);
  F.callOn(load(self() / "cap(a)"), "A::done", {}, true);
  EXPECT_EQ(ends(), (Strings{"end clean", "end own:7"}));
}

TEST_F(SolveFlow, ACallWithoutABodyLeavesTheSlotAlone) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.call("extern");
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, RecursionComesToAnEnd) {
  Fn &F = task();
  Fn &R = U.fn("descend", 1);
  R.branch(
      ask("leaf", {param(0)}), [&] { R.at(20).write(Tl, load(param(0))); },
      [&] { R.call("descend", {load(param(0) / "*" / "child")}); });
  F.call("descend", {Mine});
  EXPECT_EQ(ends(), Strings{"end own:20"});
}

TEST_F(SolveFlow, MutualRecursionThatCleans) {
  Fn &F = task();
  Fn &A = U.fn("a");
  A.branch(
      toss(), [&] { A.call("b"); }, [&] { A.remove(Tl); });
  Fn &B = U.fn("b");
  B.branch(
      toss(), [&] { B.call("a"); }, [&] { B.remove(Tl); });
  F.at(7).write(Tl, Mine);
  F.call("a");
  EXPECT_EQ(ends(), Strings{"end clean"});
}

TEST_F(SolveFlow, RecursionOverTheSlotsOwnParts) {
  // void fill(Node &n, R *r) { n.x = r; fill(n.child, r); }  with a new place at every step.
  Fn &F = task();
  Fn &R = U.fn("fill", 2);
  R.at(20).store(param(0) / "*" / "x", load(param(1)));
  R.branch(toss(), [&] { R.call("fill", {addr(param(0) / "*" / "child"), load(param(1))}); });
  F.at(7).call("fill", {addr(Tl), Mine});
  EXPECT_EQ(ends("tl/x"), Strings{"end own:7"});
}

TEST_F(SolveFlow, RecursionOverClosuresAroundClosures) {
  // void retry(F f) { if (...) f(); else retry([f] { f(); }); }
  Fn &F = task();
  U.lambda("sets").at(20).write(Tl, constant("1"));
  U.lambda("around").invoke(load(self() / "cap(f)"));
  Fn &R = U.fn("retry", 1);
  R.branch(
      toss(), [&] { R.invoke(load(param(0))); },
      [&] {
        R.call("retry", {closure("around", {{"cap(f)", load(param(0))}})});
      });
  F.call("retry", {closure("sets")});
  Strings E = ends();
  EXPECT_TRUE(std::count(E.begin(), E.end(), "end own:20"));
}

//===-- Save and restore --------------------------------------------------------===//

TEST_F(SolveFlow, ASavedValueIsRestored) {
  Fn &F = task();
  F.read(Tl, "copy");
  F.store(local("saved"), load(Tl));
  F.at(7).write(Tl, Mine);
  F.at(8).write(Tl, load(local("saved")));
  Analysis A = solved();
  const CellEffect *Eff = effect(A, A.TaskContexts[0], "tl");
  ASSERT_TRUE(Eff);
  EXPECT_EQ(state(A, Eff->Outcomes.begin()->S.Cur), "incoming");
  EXPECT_TRUE(Eff->Exposures.empty()) << "saving in order to restore is no read";
}

TEST_F(SolveFlow, SavedTooLate) {
  Fn &F = task();
  F.at(7).write(Tl, Mine);
  F.store(local("saved"), load(Tl));
  F.at(8).write(Tl, computed({Mine}));
  F.at(9).write(Tl, load(local("saved")));
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, AnOverwrittenSaveRestoresNothing) {
  Fn &F = task();
  F.store(local("saved"), load(Tl));
  F.at(7).write(Tl, Mine);
  F.store(local("saved"), Mine);
  F.at(9).write(Tl, load(local("saved")));
  EXPECT_EQ(ends(), Strings{"end own:9"});
}

/// struct Guard { Guard(R *r) : old(tl) { tl = r; } ~Guard() { tl = old; } };
static void restoringGuard(Unit &U) {
  Fn &C = U.method("Guard", "Guard::Guard", 1).flag(IsConstructor);
  C.at(20).read(global("tl"), "copy");
  C.store(self() / "Guard::old", load(global("tl")));
  C.at(21).write(global("tl"), load(param(0)));
  Fn &D = U.method("Guard", "Guard::~Guard").flag(IsDestructor);
  D.at(22).write(global("tl"), load(self() / "Guard::old"));
}

TEST_F(SolveFlow, AGuardRestoresOnEveryWay) {
  Fn &F = task();
  restoringGuard(U);
  U.fn("work").raise({"E"});
  F.callOn(addr(local("g")), "Guard::Guard", {Mine});
  F.scope([&] { F.callOn(addr(local("g")), "Guard::~Guard"); },
          [&] {
            F.branch(toss(), [&] { F.ret(); });
            F.branch(toss(), [&] { F.call("work"); });
          });
  EXPECT_EQ(ends(), (Strings{"end incoming", "throws E incoming"}));
}

TEST_F(SolveFlow, GuardsNest) {
  Fn &F = task();
  restoringGuard(U);
  F.callOn(addr(local("g")), "Guard::Guard", {Mine});
  F.scope([&] { F.callOn(addr(local("g")), "Guard::~Guard"); },
          [&] {
            F.callOn(addr(local("h")), "Guard::Guard", {computed({Mine})});
            F.scope([&] { F.callOn(addr(local("h")), "Guard::~Guard"); }, [&] { F.at(9).read(Tl); });
          });
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, AGuardInAHelperThatTheTaskCalls) {
  Fn &F = task();
  restoringGuard(U);
  Fn &H = U.fn("helper", 1);
  H.callOn(addr(local("g")), "Guard::Guard", {load(param(0))});
  H.scope([&] { H.callOn(addr(local("g")), "Guard::~Guard"); }, [&] { H.call("extern"); });
  F.call("helper", {Mine});
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, AGuardMadeTooLateKeepsTheTasksOwnValue) {
  Fn &F = task();
  restoringGuard(U);
  F.at(7).write(Tl, Mine);
  F.at(8).callOn(addr(local("g")), "Guard::Guard", {computed({Mine})});
  F.scope([&] { F.callOn(addr(local("g")), "Guard::~Guard"); }, [] {});
  EXPECT_EQ(ends(), Strings{"end own:7"});
}

TEST_F(SolveFlow, AGuardWithTheSlotAsItsMember) {
  // struct Guard { R *&slot, *old; Guard(R *&s, R *r) : slot(s), old(s) { s = r; } ~Guard() { slot = old; }
  // };
  Fn &F = task();
  Fn &C = U.method("Guard", "Guard::Guard", 2).flag(IsConstructor);
  C.store(self() / "Guard::slot", addr(param(0) / "*"));
  C.store(self() / "Guard::old", load(param(0) / "*"));
  C.at(21).store(param(0) / "*", load(param(1)));
  Fn &D = U.method("Guard", "Guard::~Guard").flag(IsDestructor);
  D.at(22).store(self() / "Guard::slot" / "*", load(self() / "Guard::old"));
  F.at(7).callOn(addr(local("g")), "Guard::Guard", {addr(Tl), Mine});
  F.scope([&] { F.callOn(addr(local("g")), "Guard::~Guard"); }, [&] { F.call("extern"); });
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, AnOldValueThatASetterReturnedAndTakesBack) {
  // R *old = exchange(r); ... exchange(old);  where exchange writes its parameter and returns what was there.
  Fn &F = task();
  Fn &X = U.fn("exchange", 1);
  X.at(20).read(Tl, "copy");
  X.store(local("before"), load(Tl));
  X.at(21).write(Tl, load(param(0)));
  X.ret(load(local("before")));
  NodeId C = F.at(7).call("exchange", {Mine});
  F.store(local("old"), returned(C));
  F.at(8).call("exchange", {load(local("old"))});
  // The second call writes back what the first one found.
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, CountingUpAndDown) {
  Fn &F = task();
  F.at(7).append(Tl, constant("1"), "++");
  F.call("extern");
  F.at(8).append(Tl, constant("1"), "--");
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, CountingDepthThroughRecursion) {
  Fn &F = task();
  Fn &R = U.fn("descend");
  R.at(20).append(Tl, constant("1"), "++");
  R.branch(toss(), [&] { R.call("descend"); });
  R.at(21).append(Tl, constant("1"), "--");
  F.call("descend");
  EXPECT_EQ(ends(), Strings{"end incoming"});
}

TEST_F(SolveFlow, CountingUpOnly) {
  Fn &F = task();
  F.at(7).append(Tl, constant("1"), "++");
  F.branch(toss(), [&] { F.ret(); });
  F.at(8).append(Tl, constant("1"), "--");
  EXPECT_EQ(ends(), (Strings{"end incoming", "end own:7+"}));
}

} // namespace
