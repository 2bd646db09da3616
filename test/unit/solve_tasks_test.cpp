//===- solve_tasks_test.cpp - Pools, and the tasks that are handed to them ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "test/unit/Linked.h"

using namespace tidepool::build;

namespace {

class SolveTasks : public testing::Test {
protected:
  Unit U;
  const At Queue = self() / "Pool::q";

  /// Pool() { std::thread([this] { run(); }); }
  void threads() {
    U.fn("start").callOn(addr(global("pool")), "Pool::Pool");
    U.entity("pool", "Pool");
    Fn &C = U.method("Pool", "Pool::Pool").flag(IsConstructor);
    C.spawn(closure("Pool::Pool#lambda", {{"cap(this)", addr(self())}}));
    U.lambda("Pool::Pool#lambda").callOn(addr(self() / "cap(this)" / "*"), "Pool::run");
  }
  /// void run() { for (;;) { F f = q.front(); q.pop(); f(); } }
  Fn &run() {
    Fn &R = U.method("Pool", "Pool::run");
    R.loop(always(), [&] {
      R.store(local("f"), load(Queue / "[]"));
      R.take(Queue);
      R.invoke(load(local("f")));
    });
    return R;
  }
  /// void submit(F f) { q.push(f); }
  Fn &submit() {
    Fn &S = U.method("Pool", "Pool::submit", 1);
    S.store(Queue / "[]", load(param(0)));
    return S;
  }
  /// A function that hands the value to the pool.
  Fn &submitter(const std::string &Usr, const Val &V) {
    Fn &F = U.fn(Usr, 1);
    F.callOn(addr(global("pool")), "Pool::submit", {V});
    return F;
  }

  struct Found {
    Linked L;
    TaskSet Set;
    explicit Found(Unit &U) : L(U), Set(findTasks(L.V)) {}
    /// "task by submitter keeps"
    Strings tasks() {
      Strings R;
      for (const Task &T : Set.Tasks)
        R.push_back(name(T.Body.Fn) + (T.SubmitFn == NoTerm ? "" : " by " + name(T.SubmitFn)) +
                    (T.KeepsExceptions ? " keeps" : ""));
      std::sort(R.begin(), R.end());
      return R;
    }
    std::string name(FnId F) { return L.P.text(L.P.Functions[F].Usr).str(); }
  };
  Strings tasks() { return Found(U).tasks(); }
};

//===-- Home-made pools ---------------------------------------------------------===//

TEST_F(SolveTasks, AQueueOfFunctions) {
  threads();
  run();
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  Found F(U);
  EXPECT_EQ(F.tasks(), Strings{"task by client"});
  ASSERT_EQ(F.Set.Pools.size(), 1u);
  EXPECT_EQ(F.Set.Pools[0].Name, "Pool::run");
  EXPECT_FALSE(F.Set.Pools[0].Survives);
  EXPECT_EQ(F.Set.Submissions, 1u);
  EXPECT_TRUE(F.Set.WorkerFunctions.contains(F.L.fn("Pool::run")));
  EXPECT_FALSE(F.Set.WorkerFunctions.contains(F.L.fn("task")));
}

TEST_F(SolveTasks, SeveralSubmittersSeveralTasks) {
  threads();
  run();
  submit();
  for (const char *Name : {"a", "b"})
    U.lambda(Name);
  submitter("one", closure("a"));
  submitter("two", closure("b"));
  submitter("three", closure("b"));
  EXPECT_EQ(tasks(), (Strings{"a by one", "b by three", "b by two"}));
}

TEST_F(SolveTasks, AConstantMemberRunIsTheThreadsEntry) {
  // std::thread(&Pool::run, this)
  U.entity("pool", "Pool");
  U.method("Pool", "Pool::Pool").spawn(bound({function("Pool::run"), addr(self())}));
  run();
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, AFreeWorkerFunctionWithThePoolAsArgument) {
  U.fn("boot").spawn(function("worker"), {addr(global("pool"))});
  Fn &W = U.fn("worker", 1);
  W.loop(always(), [&] {
    W.store(local("f"), load(param(0) / "*" / "Pool::q" / "[]"));
    W.take(param(0) / "*" / "Pool::q");
    W.invoke(load(local("f")));
  });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, TheElementComesOutOfAHelper) {
  threads();
  Fn &Pop = U.method("Pool", "Pool::pop");
  Pop.store(local("f"), load(Queue / "[]"));
  Pop.take(Queue);
  Pop.ret(load(local("f")));
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    NodeId C = R.callOn(addr(self()), "Pool::pop");
    R.store(local("f"), returned(C));
    R.invoke(load(local("f")));
  });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, TheElementComesOutOfAQueueClass) {
  // bool BlockingQueue::pop(F &out) of a member object.
  threads();
  const At Items = self() / "BQ::items";
  U.method("BQ", "BQ::push", 1).store(Items / "[]", load(param(0)));
  Fn &Pop = U.method("BQ", "BQ::pop", 1);
  Pop.store(param(0) / "*", load(Items / "[]"));
  Pop.take(Items);
  Pop.ret(constant("true"));
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    NodeId C = R.callOn(addr(self() / "Pool::bq"), "BQ::pop", {addr(local("f"))});
    R.branch(truthOf(C), [&] { R.invoke(load(local("f"))); });
  });
  U.method("Pool", "Pool::submit", 1).callOn(addr(self() / "Pool::bq"), "BQ::push", {load(param(0))});
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, AWholeBatchIsSwappedOut) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("batch"), load(Queue));
    R.take(Queue);
    R.loop(toss(), [&] { R.invoke(load(local("batch") / "[]")); });
  });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, ASingleFieldThatIsEmptied) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("f"), load(self() / "Pool::next"));
    R.store(self() / "Pool::next", empty());
    R.invoke(load(local("f")));
  });
  U.method("Pool", "Pool::submit", 1).store(self() / "Pool::next", load(param(0)));
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, AVirtualRunOfTheTakenObject) {
  threads();
  U.klass("Job");
  U.klass("Mail", {"Job"});
  U.klass("Other", {"Job"});
  U.method("Mail", "Mail::run").overrides("Job::run");
  U.method("Other", "Other::run").overrides("Job::run");
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("j"), load(Queue / "[]"));
    R.take(Queue);
    R.callOn(load(local("j")), "Job::run", {}, true);
  });
  submit();
  submitter("client", fresh("Mail"));
  EXPECT_EQ(tasks(), Strings{"Mail::run by client"});
}

TEST_F(SolveTasks, AVirtualRunOfWhoKnowsWhich) {
  threads();
  U.klass("Job");
  U.klass("Mail", {"Job"});
  U.klass("Unused", {"Job"});
  U.method("Mail", "Mail::run").overrides("Job::run");
  U.method("Unused", "Unused::run").overrides("Job::run");
  U.fn("make").ret(fresh("Mail"));
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("j"), load(Queue / "[]"));
    R.take(Queue);
    R.callOn(load(local("j")), "Job::run", {}, true);
  });
  submit();
  submitter("client", load(global("someJob")));
  EXPECT_EQ(tasks(), Strings{"Mail::run by client"}) << "only classes of which there are objects";
}

TEST_F(SolveTasks, AFunctionPointerAndItsArgument) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("it"), load(Queue / "[]"));
    R.take(Queue);
    R.invoke(load(local("it") / "Item::fn"), {load(local("it") / "Item::arg")});
  });
  Fn &S = U.method("Pool", "Pool::submit", 2);
  S.store(local("it") / "Item::fn", load(param(0)));
  S.store(local("it") / "Item::arg", load(param(1)));
  S.store(Queue / "[]", load(local("it")));
  U.fn("work", 1);
  U.fn("client", 1).callOn(addr(global("pool")), "Pool::submit", {function("work"), load(param(0))});
  EXPECT_EQ(tasks(), Strings{"work by client"});
}

TEST_F(SolveTasks, AnAggregateOfFunctionAndArgument) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("it"), load(Queue / "[]"));
    R.take(Queue);
    R.invoke(load(local("it") / "Item::fn"), {load(local("it") / "Item::arg")});
  });
  Fn &S = U.method("Pool", "Pool::submit", 2);
  S.store(Queue / "[]", object("Item", {{"Item::fn", load(param(0))}, {"Item::arg", load(param(1))}}));
  U.fn("work", 1);
  U.fn("client", 1).callOn(addr(global("pool")), "Pool::submit", {function("work"), load(param(0))});
  EXPECT_EQ(tasks(), Strings{"work by client"});
}

TEST_F(SolveTasks, AFixedFunctionOnQueuedData) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("item"), load(Queue / "[]"));
    R.take(Queue);
    R.invoke(load(self() / "Pool::work"), {load(local("item"))});
  });
  submit();
  U.fn("handle", 1);
  U.fn("init").store(global("pool") / "Pool::work", function("handle"));
  U.fn("client", 1).callOn(addr(global("pool")), "Pool::submit", {load(param(0))});
  EXPECT_EQ(tasks(), Strings{"handle by init"});
}

TEST_F(SolveTasks, AWrapperClosureAroundTheTask) {
  threads();
  run();
  U.method("Pool", "Pool::submit", 1)
      .store(Queue / "[]", closure("Pool::submit#lambda", {{"cap(f)", load(param(0))}}));
  U.lambda("Pool::submit#lambda").invoke(load(self() / "cap(f)"));
  U.lambda("task");
  submitter("client", closure("task"));
  Found F(U);
  ASSERT_EQ(F.Set.Tasks.size(), 1u);
  EXPECT_EQ(F.tasks(), Strings{"Pool::submit#lambda by client"})
      << "handed over by the client, not by submit()";
}

TEST_F(SolveTasks, APackagedTaskKeepsExceptions) {
  // auto t = make_shared<packaged_task<R()>>(f); q.push([t] { (*t)(); });
  threads();
  run();
  Fn &S = U.method("Pool", "Pool::submit", 1);
  S.store(local("t"), fresh("std::packaged_task", {wrapped(load(param(0)))}));
  S.store(Queue / "[]", closure("Pool::submit#lambda", {{"cap(t)", load(local("t"))}}));
  U.lambda("Pool::submit#lambda").invoke(load(self() / "cap(t)" / "*"));
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"Pool::submit#lambda by client"});
}

TEST_F(SolveTasks, APackagedTaskInTheQueueItself) {
  threads();
  run();
  U.method("Pool", "Pool::submit", 1).store(Queue / "[]", wrapped(load(param(0))));
  U.lambda("task");
  submitter("client", closure("task"));
  EXPECT_EQ(tasks(), Strings{"task by client keeps"});
}

TEST_F(SolveTasks, ForwardedThroughThreeFunctions) {
  threads();
  run();
  submit();
  U.fn("a", 1).callOn(addr(global("pool")), "Pool::submit", {load(param(0))});
  U.fn("b", 1).call("a", {load(param(0))});
  U.fn("c", 1).call("b", {load(param(0))});
  U.lambda("task");
  U.fn("client").call("c", {closure("task")});
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, ForwardingThatGoesInCirclesEnds) {
  threads();
  run();
  submit();
  U.fn("a", 1).call("b", {load(param(0))});
  Fn &B = U.fn("b", 1);
  B.branch(toss(), [&] { B.call("a", {load(param(0))}); });
  B.callOn(addr(global("pool")), "Pool::submit", {load(param(0))});
  U.lambda("task");
  U.fn("client").call("a", {closure("task")});
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, TwoQueuesAreTwoPools) {
  threads();
  run();
  submit();
  U.fn("boot").spawn(function("other"));
  Fn &W = U.fn("other");
  W.loop(always(), [&] {
    W.store(local("f"), load(global("queue2") / "[]"));
    W.take(global("queue2"));
    W.invoke(load(local("f")));
  });
  U.lambda("a");
  U.lambda("b");
  submitter("one", closure("a"));
  U.fn("two").store(global("queue2") / "[]", closure("b"));
  Found F(U);
  EXPECT_EQ(F.tasks(), (Strings{"a by one", "b by two"}));
  ASSERT_EQ(F.Set.Tasks.size(), 2u);
  EXPECT_NE(F.Set.Tasks[0].Pool, F.Set.Tasks[1].Pool);
}

TEST_F(SolveTasks, WhatTheLoopCatchesIsWhatItSurvives) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("f"), load(Queue / "[]"));
    R.take(Queue);
    R.attempt([&] { R.invoke(load(local("f"))); }, {{"Error", [] {}}});
  });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  Found F(U);
  ASSERT_EQ(F.Set.Pools.size(), 1u);
  EXPECT_TRUE(F.Set.Pools[0].Survives);
  ASSERT_EQ(F.Set.Pools[0].Caught.size(), 1u);
  EXPECT_EQ(F.L.P.text(F.Set.Pools[0].Caught[0]), "Error");
}

TEST_F(SolveTasks, CatchingInTheFunctionThatRunsOneTask) {
  threads();
  Fn &One = U.method("Pool", "Pool::one");
  One.store(local("f"), load(Queue / "[]"));
  One.take(Queue);
  One.attempt([&] { One.invoke(load(local("f"))); }, {{"", [] {}}});
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] { R.callOn(addr(self()), "Pool::one"); });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  Found F(U);
  EXPECT_EQ(F.tasks(), Strings{"task by client"});
  ASSERT_EQ(F.Set.Pools.size(), 1u);
  EXPECT_TRUE(F.Set.Pools[0].Survives);
}

TEST_F(SolveTasks, AHandlerThatEndsTheThreadDoesNotSurvive) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("f"), load(Queue / "[]"));
    R.take(Queue);
    R.attempt([&] { R.invoke(load(local("f"))); }, {{"", [&] { R.leave(); }}});
  });
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  Found F(U);
  ASSERT_EQ(F.Set.Pools.size(), 1u);
  EXPECT_FALSE(F.Set.Pools[0].Survives);
}

//===-- What is no pool ---------------------------------------------------------===//

TEST_F(SolveTasks, AThreadThatRunsOneFunction) {
  U.lambda("body");
  U.fn("client").spawn(closure("body"));
  EXPECT_EQ(tasks(), Strings{});
}

TEST_F(SolveTasks, AThreadForEveryCall) {
  Fn &F = U.fn("client", 1);
  F.loop(always(), [&] { F.spawn(load(param(0))); });
  U.lambda("body");
  U.fn("main").call("client", {closure("body")});
  EXPECT_EQ(tasks(), Strings{});
}

TEST_F(SolveTasks, ALoopThatCallsTheSameFunctionAgainAndAgain) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] { R.invoke(load(self() / "Pool::tick")); });
  U.lambda("tick");
  U.fn("init").store(global("pool") / "Pool::tick", closure("tick"));
  EXPECT_EQ(tasks(), Strings{});
}

TEST_F(SolveTasks, AQueueThatNoThreadDrains) {
  run();
  submit();
  U.lambda("task");
  submitter("client", closure("task"));
  U.fn("main").callOn(addr(global("pool")), "Pool::run");
  EXPECT_EQ(tasks(), Strings{});
}

TEST_F(SolveTasks, AQueueOfData) {
  threads();
  Fn &R = U.method("Pool", "Pool::run");
  R.loop(always(), [&] {
    R.store(local("x"), load(Queue / "[]"));
    R.take(Queue);
    R.call("process", {load(local("x"))});
  });
  U.fn("process", 1);
  submit();
  submitter("client", load(param(0)));
  EXPECT_EQ(tasks(), Strings{});
}

//===-- Library pools and annotations -------------------------------------------===//

TEST_F(SolveTasks, ALibraryPool) {
  U.lambda("task");
  U.fn("client").submit(closure("task"));
  Found F(U);
  EXPECT_EQ(F.tasks(), Strings{"task by client"});
  EXPECT_EQ(F.Set.Pools[0].Name, "lib");
  EXPECT_FALSE(F.Set.Pools[0].Survives);
}

TEST_F(SolveTasks, ALibraryPoolThatStoresExceptions) {
  U.lambda("task");
  U.fn("client").submit(closure("task"), "store");
  EXPECT_EQ(tasks(), Strings{"task by client keeps"});
}

TEST_F(SolveTasks, ALibraryPoolThatSurvivesExceptions) {
  U.lambda("task");
  U.fn("client").submit(closure("task"), "survive");
  Found F(U);
  ASSERT_EQ(F.Set.Pools.size(), 1u);
  EXPECT_TRUE(F.Set.Pools[0].Survives);
}

TEST_F(SolveTasks, ALibraryPoolBehindAFacade) {
  U.lambda("task");
  U.fn("async", 1).submit(load(param(0)));
  U.fn("client").call("async", {closure("task")});
  EXPECT_EQ(tasks(), Strings{"task by client"});
}

TEST_F(SolveTasks, ArgumentsOfASubmissionAreTheTasks) {
  U.fn("work", 2);
  U.fn("client").submit(function("work"), "", {addr(global("slot")), constant("1")});
  Found F(U);
  ASSERT_EQ(F.Set.Tasks.size(), 1u);
  const Binding &B = F.Set.Tasks[0].Env;
  ASSERT_EQ(B.Params.size(), 2u);
  EXPECT_EQ(F.L.term(B.Params[0][0]), "&slot");
}

TEST_F(SolveTasks, AnObjectsMethodOnALibraryPool) {
  U.klass("Runnable");
  U.klass("Job", {"Runnable"});
  U.method("Job", "Job::run").overrides("Runnable::run");
  Fn &F = U.fn("client");
  NodeId N = F.submit(fresh("Job"));
  F[N].Callee = U.sym("Runnable::run");
  F[N].Virtual = true;
  EXPECT_EQ(tasks(), Strings{"Job::run by client"});
}

TEST_F(SolveTasks, AnAnnotatedTask) {
  U.fn("handler", 1).annotate(TaskAnnotation);
  EXPECT_EQ(tasks(), Strings{"handler"});
}

TEST_F(SolveTasks, BodiesOfTasksInOtherUnits) {
  Unit A("/src/a.cpp"), B("/src/b.cpp");
  A.fn("client").submit(function("work"));
  B.fn("work");
  Program P = link(A, B);
  Terms T;
  Values V(P, T);
  EXPECT_EQ(findTasks(V).Tasks.size(), 1u);
}

} // namespace
