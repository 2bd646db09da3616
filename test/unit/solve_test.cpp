//===- solve_test.cpp - Linking, places, values, slots, exceptions --------===//
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

//===-- Linking ---------------------------------------------------------------===//

TEST(SolveProgram, NoUnits) {
  Program P({});
  EXPECT_EQ(P.UnitCount, 0u);
  EXPECT_TRUE(P.Functions.empty());
  EXPECT_EQ(P.text(DerefSym), "*");
}

TEST(SolveProgram, ReservedSymbolsKeepTheirNumbers) {
  Unit U;
  U.fn("f").store(global("x") / "[]" / "*" / "field", empty());
  Program P = link(U);
  const Path &At = P.Functions[0].Nodes[4].P;
  EXPECT_EQ(P.text(At.Index), "x");
  ASSERT_EQ(At.Steps.size(), 3u);
  EXPECT_EQ(At.Steps[0], ElementSym);
  EXPECT_EQ(At.Steps[1], DerefSym);
  EXPECT_EQ(P.text(At.Steps[2]), "field");
}

TEST(SolveProgram, FirstBodyInTheOrderOfMainFilesWins) {
  auto bodies = [](bool Swapped) {
    Unit A("/src/a.cpp"), B("/src/b.cpp");
    A.fn("inline").store(global("x"), constant("1"));
    B.fn("inline").store(global("x"), constant("2"));
    Program P = Swapped ? link(B, A) : link(A, B);
    EXPECT_EQ(P.Functions.size(), 1u);
    return P.text(P.Functions[0].Values[0].Symbol).str();
  };
  EXPECT_EQ(bodies(false), "1");
  EXPECT_EQ(bodies(true), "1");
}

TEST(SolveProgram, FlagsAndAnnotationsOfRepetitionsAreMerged) {
  Unit A("/src/a.cpp"), B("/src/b.cpp");
  A.fn("f");
  B.fn("f").flag(AddressTaken);
  A.native("tl");
  B.native("tl").Annotations = CacheAnnotation;
  Program P = link(A, B);
  EXPECT_TRUE(P.addressTaken(0));
  ASSERT_EQ(P.Holders.size(), 1u);
  EXPECT_EQ(P.Holders[0].Annotations, CacheAnnotation);
}

TEST(SolveProgram, SymbolsOfInternalLinkageDoNotMeet) {
  Unit A("/src/a.cpp"), B("/src/b.cpp");
  A.native("tl@/src/a.cpp");
  B.native("tl@/src/b.cpp");
  A.fn("f@/src/a.cpp");
  B.fn("f@/src/b.cpp");
  Program P = link(A, B);
  EXPECT_EQ(P.Holders.size(), 2u);
  EXPECT_EQ(P.Functions.size(), 2u);
}

TEST(SolveProgram, FilesOfSeveralUnitsShareOneTable) {
  Unit A("/src/a.cpp"), B("/src/b.cpp");
  for (Unit *U : {&A, &B})
    U->S.Files.push_back("/src/common.h");
  Holder &H = A.native("tl");
  H.L = {2, 4, 1};
  B.native("other").L = {2, 5, 1};
  Program P = link(A, B);
  EXPECT_EQ(P.Files.size(), 4u);
  EXPECT_EQ(P.Files[P.holder(P.intern("tl"))->L.File], "/src/common.h");
  EXPECT_EQ(P.Files[P.holder(P.intern("other"))->L.File], "/src/common.h");
}

TEST(SolveProgram, OverridersAreTransitive) {
  Unit U;
  U.method("A", "A::run");
  U.method("B", "B::run").overrides("A::run");
  U.method("C", "C::run").overrides("B::run");
  Program P = link(U);
  EXPECT_EQ(P.overriders(P.intern("A::run")).size(), 2u);
  EXPECT_EQ(P.overriders(P.intern("B::run")).size(), 1u);
  EXPECT_TRUE(P.overriders(P.intern("C::run")).empty());
}

TEST(SolveProgram, MsvcIsSeenInTheTarget) {
  Unit U;
  U.S.Target = "x86_64-pc-windows-msvc";
  EXPECT_TRUE(link(U).MsvcTarget);
}

//===-- Terms -----------------------------------------------------------------===//

TEST(SolveTerms, EqualTermsAreOneTerm) {
  Terms T;
  PlaceId G = T.place({.R = PlaceRoot::Global, .A = 7});
  EXPECT_EQ(G, T.place({.R = PlaceRoot::Global, .A = 7}));
  EXPECT_NE(G, T.place({.R = PlaceRoot::Field, .A = 7}));
  EXPECT_NE(G, T.step(G, 9));
  EXPECT_EQ(T.step(T.step(G, 9), 10), T.steps(G, {9, 10}));
  EXPECT_EQ(T.steps(G, {}), G);
  EXPECT_EQ(T.address(G), T.address(G));
  EXPECT_NE(T.address(G), T.content(G));
  EXPECT_EQ(T.get(T.unknown()).K, TermKind::Unknown);
}

TEST(SolveTerms, SymbolicIsWhatDependsOnTheCaller) {
  Terms T;
  PlaceId G = T.place({.R = PlaceRoot::Global, .A = 7});
  PlaceId Pa = T.place({.R = PlaceRoot::Param, .A = 1, .B = 0});
  EXPECT_FALSE(T.symbolic(T.content(G)));
  EXPECT_TRUE(T.symbolic(T.content(Pa)));
  TermId C = T.term({.K = TermKind::Closure, .Symbol = 3, .Ops = {T.content(Pa)}, .Fields = {4}});
  EXPECT_TRUE(T.symbolic(C));
  PlaceId In = T.place({.R = PlaceRoot::Inside, .A = C, .Steps = {4, DerefSym}});
  EXPECT_TRUE(T.symbolic(T.content(In)));
}

//===-- Values ----------------------------------------------------------------===//

TEST(SolveValues, ALocalIsAllThatIsStoredInIt) {
  Unit U;
  Fn &F = U.fn("f", 1);
  F.branch(
      toss(), [&] { F.store(local("x"), addr(global("g"))); }, [&] { F.store(local("x"), load(param(0))); });
  NodeId N = F.store(global("out"), load(local("x")));
  EXPECT_EQ(Linked(U).value("f", N), (Strings{"&g", "f(0)"}));
}

TEST(SolveValues, AReferenceIsItsReferent) {
  Unit U;
  Fn &F = U.fn("f");
  F.store(local("r"), addr(global("g")));
  F.store(local("s"), addr(local("r") / "*"));
  NodeId N = F.store(local("s") / "*" / "field", empty());
  EXPECT_EQ(Linked(U).place("f", N), Strings{"g/field"});
}

TEST(SolveValues, AFieldOfALocalStruct) {
  Unit U;
  Fn &F = U.fn("f", 1);
  F.store(local("item"), object("Item", {{"Item::fn", function("g")}, {"Item::arg", load(param(0))}}));
  NodeId N = F.store(global("out"), load(local("item") / "Item::fn"));
  F.store(local("other") / "Item::fn", function("h"));
  NodeId M = F.store(global("out"), load(local("other") / "Item::fn"));
  Linked L(U);
  EXPECT_EQ(L.value("f", N), Strings{"g"});
  EXPECT_EQ(L.value("f", M), Strings{"h"});
}

TEST(SolveValues, AParameterIsWhatTheCallPasses) {
  Unit U;
  Fn &F = U.fn("callee", 1);
  NodeId W = F.store(param(0) / "*" / "field", empty());
  Fn &G = U.fn("caller");
  NodeId C = G.call("callee", {addr(global("g"))});
  Linked L(U);
  Binding B = L.V.bind(L.fn("caller"), L.node("caller", C), L.fn("callee"));
  PlaceSet Here;
  for (PlaceId Pl : L.V.places(L.fn("callee"), L.node("callee", W).P))
    for (PlaceId Q : L.V.substitutePlace(Pl, B))
      Here.push_back(Q);
  EXPECT_EQ(L.place("callee", W), Strings{"callee(0)/*/field"});
  EXPECT_EQ(L.texts(Here, &Linked::text), Strings{"g/field"});
}

TEST(SolveValues, CapturesAreLookedUpInTheClosure) {
  Unit U;
  Fn &B = U.lambda("body");
  NodeId ByValue = B.store(global("out"), load(self() / "cap(v)"));
  NodeId ByReference = B.store(self() / "cap(r)" / "*", empty());
  Fn &F = U.fn("f", 1);
  NodeId I = F.invoke(closure("body", {{"cap(v)", load(param(0))}, {"cap(r)", addr(global("g"))}}));
  Linked L(U);
  auto Ts = L.V.targetsOf(L.fn("f"), L.node("f", I), false);
  ASSERT_EQ(Ts.size(), 1u);
  Binding Env = L.V.bind(Ts[0], {});
  Strings Values, Places;
  for (TermId X : L.V.eval(L.fn("body"), L.node("body", ByValue).Val))
    for (TermId Y : L.V.substitute(X, Env))
      Values.push_back(L.term(Y));
  for (PlaceId X : L.V.places(L.fn("body"), L.node("body", ByReference).P))
    for (PlaceId Y : L.V.substitutePlace(X, Env))
      Places.push_back(L.text(Y));
  EXPECT_EQ(Values, Strings{"f(0)"});
  EXPECT_EQ(Places, Strings{"g"});
}

TEST(SolveValues, OutParameters) {
  Unit U;
  Fn &F = U.fn("pop", 1);
  F.store(param(0) / "*", addr(global("g")));
  Fn &G = U.fn("caller");
  G.call("pop", {addr(local("x"))});
  NodeId N = G.store(global("out"), load(local("x")));
  EXPECT_EQ(Linked(U).value("caller", N), Strings{"&g"});
}

TEST(SolveValues, OutParametersThroughTwoCalls) {
  Unit U;
  U.fn("pop", 1).store(param(0) / "*", load(global("queue") / "[]"));
  U.fn("tryPop", 1).call("pop", {addr(param(0) / "*")});
  Fn &G = U.fn("caller");
  G.call("tryPop", {addr(local("x"))});
  NodeId N = G.store(global("out"), load(local("x")));
  EXPECT_EQ(Linked(U).value("caller", N), Strings{"queue/[]"});
}

TEST(SolveValues, AConstructorFillsItsObject) {
  Unit U;
  Fn &C = U.method("Guard", "Guard::Guard", 1).flag(IsConstructor);
  C.store(self() / "Guard::slot", load(param(0)));
  Fn &F = U.fn("f");
  F.callOn(addr(local("guard")), "Guard::Guard", {addr(global("tl"))});
  NodeId N = F.store(local("guard") / "Guard::slot" / "*", empty());
  EXPECT_EQ(Linked(U).place("f", N), Strings{"tl"});
}

TEST(SolveValues, AccessorsAreWhatTheyReturn) {
  Unit U;
  Fn &Get = U.fn("slot");
  Get.ret(addr(global("tl")));
  Fn &F = U.fn("f");
  NodeId C = F.call("slot");
  NodeId N = F.store(result(C) / "*", constant("1"));
  EXPECT_EQ(Linked(U).place("f", N), Strings{"tl"});
}

TEST(SolveValues, AnAccessorOfItsObject) {
  Unit U;
  Fn &Get = U.method("W", "W::slot");
  Get.ret(addr(self() / "W::h"));
  Fn &F = U.fn("f");
  NodeId C = F.callOn(addr(global("w")), "W::slot");
  NodeId N = F.store(result(C) / "*", constant("1"));
  EXPECT_EQ(Linked(U).place("f", N), Strings{"w/W::h"});
}

TEST(SolveValues, AResultWithoutABodyStaysAResult) {
  Unit U;
  Fn &F = U.fn("f");
  NodeId C = F.call("extern");
  NodeId N = F.store(result(C) / "*", constant("1"));
  EXPECT_EQ(Linked(U).place("f", N), Strings{"result f/*"});
}

TEST(SolveValues, BindFillsPlaceholdersInOrder) {
  Unit U;
  U.fn("target", 3);
  Fn &F = U.fn("f", 1);
  NodeId I = F.invoke(bound({function("target"), constant("1"), unknown(), constant("3")}), {load(param(0))});
  Linked L(U);
  auto Ts = L.V.targetsOf(L.fn("f"), L.node("f", I), false);
  ASSERT_EQ(Ts.size(), 1u);
  Binding B = L.V.bind(Ts[0], {L.V.eval(L.fn("f"), L.node("f", I).Args[0])});
  ASSERT_EQ(B.Params.size(), 3u);
  EXPECT_EQ(L.term(B.Params[0][0]), "1");
  EXPECT_EQ(L.term(B.Params[1][0]), "f(0)");
  EXPECT_EQ(L.term(B.Params[2][0]), "3");
}

TEST(SolveValues, APointerToMemberTakesItsObject) {
  Unit U;
  U.method("C", "C::run", 1);
  Fn &F = U.fn("f");
  NodeId I = F.invoke(bound({function("C::run"), addr(global("c")), constant("1")}));
  Linked L(U);
  auto Ts = L.V.targetsOf(L.fn("f"), L.node("f", I), false);
  ASSERT_EQ(Ts.size(), 1u);
  Binding B = L.V.bind(Ts[0], {});
  EXPECT_EQ(L.texts(B.This, &Linked::text), Strings{"c"});
  ASSERT_EQ(B.Params.size(), 1u);
  EXPECT_EQ(L.term(B.Params[0][0]), "1");
}

TEST(SolveValues, AFunctorIsItsCallOperator) {
  Unit U;
  U.method("Job", "c:@S@Job@F@operator()#");
  Fn &F = U.fn("f");
  F.declare("job", "Job");
  NodeId Known = F.invoke(object("Job"));
  NodeId ByClass = F.invoke(addr(local("job")));
  NodeId Bound = F.invoke(bound({function("c:@S@Job@F@operator()#"), load(local("job"))}));
  Linked L(U);
  for (NodeId N : {Known, ByClass, Bound})
    EXPECT_EQ(L.targets("f", N), Strings{"c:@S@Job@F@operator()#"}) << N;
}

TEST(SolveValues, AWrapperKeepsExceptions) {
  Unit U;
  U.lambda("body");
  Fn &F = U.fn("f");
  F.store(local("task"), wrapped(closure("body")));
  NodeId N = F.invoke(load(local("task")));
  EXPECT_EQ(Linked(U).targets("f", N), Strings{"body keeps"});
}

TEST(SolveValues, VirtualCallsReachOverriders) {
  Unit U;
  U.method("B", "B::run").overrides("A::run");
  U.method("C", "C::run").overrides("B::run");
  Fn &F = U.fn("f", 1);
  NodeId V = F.callOn(load(param(0)), "A::run", {}, true);
  NodeId D = F.callOn(load(param(0)), "B::run");
  Linked L(U);
  EXPECT_EQ(L.V.callees(L.node("f", V)).size(), 2u);
  EXPECT_EQ(L.V.callees(L.node("f", D)).size(), 1u);
}

TEST(SolveValues, CallablesInFieldsAreFoundByTheField) {
  Unit U;
  U.fn("onStart");
  U.fn("onStop");
  U.method("S", "S::set", 1).store(self() / "S::start", load(param(0)));
  Fn &Init = U.fn("init");
  Init.callOn(addr(global("s")), "S::set", {function("onStart")});
  Init.store(global("s") / "S::stop", function("onStop"));
  Fn &Run = U.method("S", "S::run");
  NodeId Start = Run.invoke(load(self() / "S::start"));
  NodeId Stop = Run.invoke(load(self() / "S::stop"));
  Linked L(U);
  EXPECT_EQ(L.targets("S::run", Start), Strings{"onStart"});
  EXPECT_EQ(L.targets("S::run", Stop), Strings{"onStop"});
  EXPECT_EQ(L.targets("S::run", Start, /*WithHeap=*/false), Strings{});
}

TEST(SolveValues, ElementsOfOneContainerAreNotThoseOfAnother) {
  Unit U;
  U.lambda("a");
  U.lambda("b");
  Fn &F = U.method("C", "C::fill");
  F.store(self() / "C::first" / "[]", closure("a"));
  F.store(self() / "C::second" / "[]", closure("b"));
  Fn &G = U.method("C", "C::drain");
  NodeId N = G.invoke(load(self() / "C::first" / "[]"));
  EXPECT_EQ(Linked(U).targets("C::drain", N), Strings{"a"});
}

TEST(SolveValues, AFieldOfAStructThatWasPushedAsAWhole) {
  Unit U;
  U.fn("work", 1);
  Fn &F = U.method("C", "C::add");
  F.store(local("item"), object("Item", {{"Item::fn", function("work")}, {"Item::arg", empty()}}));
  F.store(self() / "C::queue" / "[]", load(local("item")));
  Fn &G = U.method("C", "C::drain");
  G.store(local("it"), load(self() / "C::queue" / "[]"));
  NodeId N = G.invoke(load(local("it") / "Item::fn"), {load(local("it") / "Item::arg")});
  EXPECT_EQ(Linked(U).targets("C::drain", N), Strings{"work"});
}

TEST(SolveValues, SelfReferenceEnds) {
  Unit U;
  Fn &F = U.fn("f", 1);
  F.store(local("x"), load(local("y")));
  F.store(local("y"), load(local("x")));
  F.store(local("x"), load(local("x") / "next"));
  F.store(local("p"), addr(local("p") / "*" / "next"));
  NodeId N = F.store(local("p") / "*", load(local("x")));
  NodeId C = F.call("f", {load(local("x"))});
  F.ret(returned(C));
  Linked L(U);
  EXPECT_FALSE(L.value("f", N).empty());
  EXPECT_FALSE(L.place("f", N).empty());
}

} // namespace
