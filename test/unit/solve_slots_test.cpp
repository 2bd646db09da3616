//===- solve_slots_test.cpp - Slots, and which exceptions leave a function ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/Linked.h"

using namespace tidepool;
using namespace tidepool::build;
using namespace tidepool::solve;

namespace {

//===-- Slots -----------------------------------------------------------------===//

struct Slotted : Linked {
  Slots S;
  explicit Slotted(Unit &U) : Linked(U), S(V) {}
  std::optional<CellId> cell(const std::string &Usr, NodeId N) {
    auto Pl = V.places(fn(Usr), node(Usr, N).P);
    return Pl.size() == 1 ? S.cell(Pl[0]) : std::nullopt;
  }
  bool may(const std::string &Usr, NodeId N) { return S.mayBeSlot(fn(Usr), node(Usr, N).P); }
};

TEST(SolveSlots, AGlobalAndItsParts) {
  Unit U;
  U.native("tl", Content::Plain);
  Fn &F = U.fn("f");
  NodeId Whole = F.write(global("tl"), empty());
  NodeId A = F.write(global("tl") / "a", empty());
  NodeId B = F.write(global("tl") / "b", empty());
  NodeId Element = F.write(global("tl") / "[]", empty());
  NodeId Other = F.write(global("plain"), empty());
  Slotted L(U);
  auto W = L.cell("f", Whole), PA = L.cell("f", A), PB = L.cell("f", B);
  ASSERT_TRUE(W && PA && PB);
  EXPECT_NE(*PA, *PB);
  EXPECT_TRUE(L.S.covers(*W, *PA));
  EXPECT_FALSE(L.S.covers(*PA, *W));
  EXPECT_FALSE(L.S.covers(*PA, *PB));
  EXPECT_EQ(L.S[*PA].Slot, L.S[*W].Slot);
  EXPECT_EQ(L.cell("f", Element), W) << "elements are not told apart from their container";
  EXPECT_FALSE(L.cell("f", Other));
}

TEST(SolveSlots, WhatARawPointerPointsToIsNoSlot) {
  Unit U;
  U.native("raw", Content::Pointing);
  U.native("owning", Content::Owning);
  Fn &F = U.fn("f");
  NodeId Raw = F.store(global("raw") / "*" / "x", empty());
  NodeId Owned = F.store(global("owning") / "*" / "x", empty());
  Slotted L(U);
  EXPECT_FALSE(L.cell("f", Raw));
  EXPECT_TRUE(L.cell("f", Owned));
}

TEST(SolveSlots, EveryWrapperObjectHasItsOwn) {
  Unit U;
  U.member("W::h", "W");
  for (const char *Name : {"first", "second"})
    U.entity(Name, "W");
  Fn &F = U.fn("f");
  NodeId A = F.write(global("first") / "W::h", empty());
  NodeId B = F.write(global("second") / "W::h", empty());
  Fn &G = U.method("X", "X::f");
  NodeId C = G.write(self() / "X::w" / "*" / "W::h", empty());
  NodeId D = G.write(self() / "X::v" / "*" / "W::h", empty());
  Slotted L(U);
  auto CA = L.cell("f", A), CB = L.cell("f", B);
  ASSERT_TRUE(CA && CB);
  EXPECT_NE(*CA, *CB);
  EXPECT_EQ(L.S[*CA].Name, "first");
  EXPECT_EQ(L.S[*CB].Name, "second");
  EXPECT_EQ(L.S[*CA].Life, Lifetime::Static);
  ASSERT_TRUE(L.cell("X::f", C));
  EXPECT_EQ(L.S[*L.cell("X::f", C)].Life, Lifetime::Member);
  EXPECT_NE(L.cell("X::f", C), L.cell("X::f", D));
}

TEST(SolveSlots, ALocalHolder) {
  Unit U;
  Holder &H = U.mapLike("f#h");
  H.Life = Lifetime::Local;
  Fn &F = U.fn("f");
  NodeId N = F.write(local("h"), constant("1"));
  NodeId M = F.store(local("other"), constant("1"));
  Slotted L(U);
  ASSERT_TRUE(L.cell("f", N));
  EXPECT_EQ(L.S[*L.cell("f", N)].Life, Lifetime::Local);
  EXPECT_FALSE(L.cell("f", M));
}

TEST(SolveSlots, AddressesOfSlotsAreFollowed) {
  Unit U;
  U.native("tl");
  Fn &ByParam = U.fn("setParam", 1);
  NodeId P1 = ByParam.store(param(0) / "*", constant("1"));
  Fn &Twice = U.fn("setTwice", 1);
  Twice.call("setParam", {addr(param(0) / "*")});
  Fn &F = U.fn("f");
  F.call("setTwice", {addr(global("tl"))});
  F.store(local("r"), addr(global("tl")));
  NodeId R = F.store(local("r") / "*", constant("1"));
  NodeId C = F.call("slot");
  NodeId A = F.store(result(C) / "*", constant("1"));
  U.fn("slot").ret(addr(global("tl")));
  Fn &B = U.lambda("body");
  NodeId Cap = B.store(self() / "cap(r)" / "*", constant("1"));
  F.invoke(closure("body", {{"cap(r)", addr(global("tl"))}}));
  Fn &None = U.fn("unrelated", 1);
  NodeId P2 = None.store(param(0) / "*", constant("1"));
  Slotted L(U);
  EXPECT_TRUE(L.may("setParam", P1));
  EXPECT_TRUE(L.may("f", R));
  EXPECT_TRUE(L.may("f", A));
  EXPECT_TRUE(L.may("body", Cap));
  EXPECT_FALSE(L.may("unrelated", P2));
  EXPECT_TRUE(L.S.relevant(L.fn("setTwice")));
  EXPECT_FALSE(L.S.relevant(L.fn("unrelated")));
}

TEST(SolveSlots, RelevanceClimbsCallsAndInvocations) {
  Unit U;
  U.native("tl");
  U.lambda("body").write(global("tl"), constant("1"));
  U.fn("outer").call("runner");
  U.fn("runner").invoke(closure("body"));
  U.fn("bystander").call("leaf");
  U.fn("leaf");
  Slotted L(U);
  for (const char *Name : {"body", "runner", "outer"})
    EXPECT_TRUE(L.S.relevant(L.fn(Name))) << Name;
  for (const char *Name : {"bystander", "leaf"})
    EXPECT_FALSE(L.S.relevant(L.fn(Name))) << Name;
}

//===-- Exceptions ------------------------------------------------------------===//

struct Throwing : Linked {
  Throws Th;
  explicit Throwing(Unit &U) : Linked(U), Th(V) {}
  Strings of(const std::string &Usr) {
    Strings R;
    for (ExcId E : Th.of(fn(Usr)))
      R.push_back(P.text(Th.typeOf(E)).str());
    std::sort(R.begin(), R.end());
    return R;
  }
};

TEST(SolveThrows, ThroughCallsUpToTheHandler) {
  Unit U;
  U.fn("a").raise({"IoError", "Error"});
  U.fn("b").call("a");
  Fn &C = U.fn("c");
  C.attempt([&] { C.call("b"); }, {{"Error", [] {}}});
  Fn &D = U.fn("d");
  D.attempt([&] { D.call("b"); }, {{"Other", [] {}}});
  Throwing L(U);
  EXPECT_EQ(L.of("b"), Strings{"IoError"});
  EXPECT_EQ(L.of("c"), Strings{});
  EXPECT_EQ(L.of("d"), Strings{"IoError"});
}

TEST(SolveThrows, RethrowKeepsTheType) {
  Unit U;
  U.fn("a").raise({"IoError", "Error"});
  Fn &B = U.fn("b");
  B.attempt([&] { B.call("a"); }, {{"", [&] { B.reraise(); }}});
  EXPECT_EQ(Throwing(U).of("b"), Strings{"IoError"});
}

TEST(SolveThrows, ADestructorOnTheWayStopsNothing) {
  Unit U;
  U.fn("a").raise({"E"});
  U.method("G", "G::~G").flag(IsDestructor);
  Fn &B = U.fn("b");
  B.scope([&] { B.callOn(addr(local("g")), "G::~G"); }, [&] { B.call("a"); });
  EXPECT_EQ(Throwing(U).of("b"), Strings{"E"});
}

TEST(SolveThrows, NoexceptEndsTheProcess) {
  Unit U;
  U.fn("a").raise({"E"});
  Fn &B = U.fn("b").flag(IsNoExcept);
  B.noexcepts([&] { B.call("a"); });
  Throwing L(U);
  EXPECT_EQ(L.of("b"), Strings{});
}

TEST(SolveThrows, RecursionAndSeveralTypes) {
  Unit U;
  Fn &A = U.fn("a");
  A.branch(
      toss(), [&] { A.raise({"X"}); }, [&] { A.call("b"); });
  Fn &B = U.fn("b");
  B.branch(
      toss(), [&] { B.raise({"Y"}); }, [&] { B.call("a"); });
  Throwing L(U);
  EXPECT_EQ(L.of("a"), (Strings{"X", "Y"}));
  EXPECT_EQ(L.of("b"), (Strings{"X", "Y"}));
  EXPECT_TRUE(L.Th.mayReturn(L.fn("a")));
}

TEST(SolveThrows, InvokedCallables) {
  Unit U;
  U.lambda("body").raise({"E"});
  U.fn("f").invoke(closure("body"));
  U.fn("g").call("f");
  EXPECT_EQ(Throwing(U).of("g"), Strings{"E"});
}

TEST(SolveThrows, FunctionsThatNeverReturn) {
  Unit U;
  U.fn("die").leave();
  U.fn("caller").call("die");
  U.fn("always").raise({"E"});
  U.fn("outer").call("always");
  Fn &May = U.fn("may");
  May.branch(toss(), [&] { May.call("die"); });
  Throwing L(U);
  EXPECT_FALSE(L.Th.mayReturn(L.fn("die")));
  EXPECT_FALSE(L.Th.mayReturn(L.fn("caller")));
  EXPECT_FALSE(L.Th.mayReturn(L.fn("always")));
  EXPECT_FALSE(L.Th.mayReturn(L.fn("outer")));
  EXPECT_TRUE(L.Th.mayReturn(L.fn("may")));
}

TEST(SolveThrows, AHandlerSeesTheMostDerivedTypeFirst) {
  Unit U;
  Fn &A = U.fn("a");
  A.attempt(
      [&] {
        A.raise({"IoError", "Error"});
      },
      {{"IoError", [&] { A.raise({"Handled"}); }}, {"Error", [] {}}});
  EXPECT_EQ(Throwing(U).of("a"), Strings{"Handled"});
}

TEST(SolveThrows, AHandlerMakesARecursiveFunctionReturn) {
  // The handler is reached only once it is known that the callee throws: the answer may not be given before.
  Unit U;
  Fn &F = U.fn("f");
  F.attempt(
      [&] {
        F.branch(toss(), [&] { F.call("f"); });
        F.call("g");
        F.call("die");
      },
      {{"", [] {}}});
  U.fn("g").call("h");
  U.fn("h").raise({"E"});
  U.fn("die").leave();
  Throwing L(U);
  EXPECT_EQ(L.of("g"), Strings{"E"});
  EXPECT_TRUE(L.Th.mayReturn(L.fn("f")));
}

} // namespace
