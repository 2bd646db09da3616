//===- confirm_test.cpp - From a witness to a verdict ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Confirm.h"
#include "checker/confirm/Script.h"
#include "checker/fronts/cli/Confirmation.h"
#include "test/unit/CheckedProgram.h"
#include "llvm/ADT/STLExtras.h"

using namespace tidepool;
using namespace tidepool::build;
using checks::Event;
using confirm::Proof;
using confirm::Verdict;
using Happens = checks::Event::Kind;

namespace {

/// The witness of a program's finding, and the same with something changed.
class Confirm : public CheckedProgram {
protected:
  /// The finding "check holder:line", which must be there.
  checks::Finding finding(const std::string &What) {
    Strings All = found();
    for (size_t I = 0; I != All.size(); ++I)
      if (All[I] == What)
        return Last.Findings[I];
    ADD_FAILURE() << What << " is not found";
    return {};
  }
  static std::vector<Happens> kinds(const checks::Finding &F) {
    std::vector<Happens> Kinds;
    for (const Event &E : F.Replayable.Events)
      Kinds.push_back(E.K);
    return Kinds;
  }
  /// With one more event behind the last one of a kind.
  static checks::Finding with(Happens New, Happens Behind, checks::Finding F) {
    std::vector<Event> &Events = F.Replayable.Events;
    auto At = std::find_if(Events.rbegin(), Events.rend(), [&](const Event &E) { return E.K == Behind; });
    EXPECT_NE(At, Events.rend());
    Events.insert(At.base(), Event{New, {"/src/a.cpp", 99, 1}});
    return F;
  }
  /// Confirmed as it is, refuted once it is cleaned behind the last event of that kind.
  static void cleaned(const checks::Finding &F, Happens Behind) {
    EXPECT_EQ(confirm::confirm(F).V, Verdict::Confirmed) << confirm::confirm(F).Evidence;
    for (Happens Cleans : {Happens::Remove, Happens::Restore}) {
      Proof P = confirm::confirm(with(Cleans, Behind, F));
      EXPECT_EQ(P.V, Verdict::Refuted) << P.Evidence << "\n" << P.Script;
      EXPECT_EQ(P.GrowthText, "");
    }
  }
  static bool holds(const confirm::Table &T, std::optional<std::string> Key,
                    std::optional<std::string> Value) {
    return llvm::any_of(T.Entries, [&](const confirm::Entry &E) { return E.Key == Key && E.Value == Value; });
  }

  checks::Finding missing() {
    U.native("tl");
    task().at(7).write(Tl, Mine);
    return finding("missing-remove tl:7");
  }
  checks::Finding unsafe() {
    U.native("tl");
    Fn &F = task();
    F.at(7).write(Tl, Mine);
    F.at(8).branch(toss(), [&] { F.at(9).raise({"E"}); });
    F.at(10).remove(Tl);
    return finding("unsafe-remove tl:7");
  }
  checks::Finding changed() {
    U.native("tl").Kind = summary::HolderKind::State;
    Fn &F = task();
    F.at(7).write(Tl, Mine);
    F.at(8).branch(toss(), [&] { F.at(9).remove(Tl); });
    return finding("ambient-state tl:7");
  }
  checks::Finding stale() {
    U.native("tl");
    Fn &F = task();
    F.at(5).read(Tl);
    F.at(7).write(Tl, Mine);
    return finding("stale-read tl:5");
  }
  checks::Finding lost(bool Inheritable) {
    U.mapLike("tl").Inheritable = Inheritable;
    Fn &M = U.fn("handle", 1);
    M.at(5).write(Tl, load(param(0)));
    M.at(6).submit(closure("task"), "store");
    M.at(7).remove(Tl);
    U.lambda("task").at(20).read(Tl);
    return finding("lost-context tl:20");
  }
  checks::Finding setNull() {
    U.mapLike("tl");
    Fn &F = task();
    F.at(7).write(Tl, Mine);
    F.at(8).setEmpty(Tl);
    return finding("set-null tl:8");
  }
  checks::Finding dropped() {
    U.member("Session::h", "Session", 4);
    U.entity("pool", "Pool");
    U.klass("Session", {}, {"Session::h"});
    Fn &S = U.method("Session", "Session::start", 1);
    S.at(10).submit(closure("task", {{"cap(this)", addr(self())}, {"cap(r)", load(param(0))}}), "store");
    Fn &F = U.lambda("task");
    F.at(7).write(self() / "cap(this)" / "*" / "Session::h", load(self() / "cap(r)"));
    Fn &M = U.fn("handle", 1);
    M.store(local("s"), fresh("Session"));
    M.callOn(load(local("s")), "Session::start", {load(param(0))});
    return finding("dropped-holder Session::h:4");
  }
};

//===-- missing-remove, unsafe-remove -------------------------------------------===//

TEST_F(Confirm, AWitnessIsTheWayThroughTheTask) {
  EXPECT_EQ(kinds(missing()), (std::vector{Happens::TaskBegins, Happens::Set, Happens::TaskEnds}));
}

TEST_F(Confirm, MissingRemove) {
  checks::Finding F = missing();
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Confirmed);
  EXPECT_TRUE(holds(P.Final, "tl", "task3")) << P.Script;
  EXPECT_NE(P.Evidence.find("slot 5"), std::string::npos) << P.Evidence;
  EXPECT_NE(P.Evidence.find(":7"), std::string::npos) << P.Evidence;
  EXPECT_EQ(P.Left, (std::vector<unsigned>{1, 1, 1}));
  EXPECT_EQ(P.Thousand.Entries, 1u);
  EXPECT_EQ(P.Thousand.Values, 1u);
  EXPECT_EQ(P.Thousand.Stale, 0u);
  EXPECT_EQ(P.Thousand.Bytes, 256u);
  cleaned(F, Happens::Set);
}

TEST_F(Confirm, AStateIsShownByAnEntryInItsPlace) {
  checks::Finding F = changed();
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Confirmed) << P.Evidence;
  EXPECT_NE(P.Evidence.find("the state is in no table"), std::string::npos) << P.Evidence;
  EXPECT_EQ(P.GrowthText, "changed after 3 of the first 3 tasks, and after the last of a thousand");
  cleaned(F, Happens::Set);
}

TEST_F(Confirm, WhatIsRemovedAndSetAgainIsThere) {
  U.native("tl");
  Fn &F = task();
  F.at(6).write(Tl, Mine);
  F.at(7).remove(Tl);
  F.at(8).write(Tl, Mine);
  checks::Finding Found = finding("missing-remove tl:8");
  EXPECT_EQ(kinds(Found), (std::vector{Happens::TaskBegins, Happens::Set, Happens::Remove, Happens::Set,
                                       Happens::TaskEnds}));
  cleaned(Found, Happens::Set);
}

TEST_F(Confirm, WhatACalleeDoesCounts) {
  U.native("tl");
  Fn &F = task();
  F.at(6).call("clear");
  F.at(7).call("set", {Mine});
  U.fn("clear").at(30).remove(Tl);
  U.fn("set", 1).at(20).write(Tl, load(param(0)));
  checks::Finding Found = finding("missing-remove tl:20");
  EXPECT_EQ(kinds(Found),
            (std::vector{Happens::TaskBegins, Happens::Remove, Happens::Set, Happens::TaskEnds}));
  EXPECT_EQ(Found.Replayable.Events[2].At.Line, 20u);
  cleaned(Found, Happens::Set);
}

TEST_F(Confirm, AddingTasksGrow) {
  U.native("tl");
  Fn &F = task();
  F.at(5).read(Tl);
  F.at(7).append(Tl, Mine);
  Proof P = confirm::confirm(finding("stale-read tl:5"));
  EXPECT_EQ(P.V, Verdict::Confirmed) << P.Evidence;
  EXPECT_NE(P.Script.find("set tl task1+task3"), std::string::npos) << P.Script;
  EXPECT_EQ(P.Thousand.Reads, 1000u);
}

TEST_F(Confirm, UnsafeRemove) {
  checks::Finding F = unsafe();
  EXPECT_EQ(kinds(F), (std::vector{Happens::TaskBegins, Happens::Set, Happens::TaskUnwinds}));
  cleaned(F, Happens::Set);
}

//===-- stale-read --------------------------------------------------------------===//

TEST_F(Confirm, StaleRead) {
  checks::Finding F = stale();
  EXPECT_EQ(kinds(F), (std::vector{Happens::TaskBegins, Happens::Set, Happens::TaskEnds, Happens::TaskBegins,
                                   Happens::Get, Happens::TaskEnds}));
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.Evidence, "task 2 reads 'task1' in slot 5 of the thread's table, which task 1 left there");
  EXPECT_EQ(P.Thousand.Reads, 1000u);
  cleaned(F, Happens::Set);
}

TEST_F(Confirm, ATaskThatSetsItBeforeItReadsIsNoStaleRead) {
  checks::Finding F = stale();
  F = with(Happens::Set, Happens::TaskBegins, F);
  EXPECT_EQ(confirm::confirm(F).V, Verdict::Refuted);
}

TEST_F(Confirm, AStickyCacheKeepsTheFirst) {
  checks::Finding F = stale();
  F.Replayable.Events[1].K = Happens::Fill;
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Confirmed);
  EXPECT_TRUE(holds(P.Final, "tl", "task1")) << P.Script;
}

TEST_F(Confirm, WhatIsSweptBeforeTheNextTaskReadsIsTransient) {
  checks::Finding F = stale();
  // The holder dies with the first task, another one of its kind is read; the others are many.
  F.Replayable.Others.assign(8, "other");
  F.Replayable.Events = {{Happens::HolderMade, {}},
                         {Happens::TaskBegins, {}, "a"},
                         {Happens::Set, {}},
                         {Happens::TaskEnds, {}},
                         {Happens::HolderDies, {}},
                         {Happens::HolderMade, {}},
                         {Happens::TaskBegins, {}, "b"},
                         {Happens::Get, {}},
                         {Happens::TaskEnds, {}}};
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Transient) << P.Evidence << P.Script;
  EXPECT_GT(P.Later, 0u);
}

//===-- lost-context ------------------------------------------------------------===//

TEST_F(Confirm, LostContext) {
  checks::Finding F = lost(false);
  EXPECT_EQ(kinds(F), (std::vector{Happens::Set, Happens::Submit, Happens::TaskBegins, Happens::Get,
                                   Happens::TaskEnds}));
  Proof P = confirm::confirm(F);
  EXPECT_NE(P.Evidence.find("'request1' in slot 5; task 1 reads null"), std::string::npos) << P.Evidence;
  EXPECT_EQ(P.Thousand.Reads, 1000u);
  cleaned(F, Happens::Set);
}

TEST_F(Confirm, ATaskThatSetsItsOwnHasLostNothing) {
  EXPECT_EQ(confirm::confirm(with(Happens::Set, Happens::TaskBegins, lost(false))).V, Verdict::Refuted);
}

TEST_F(Confirm, InheritedOnce) {
  checks::Finding F = lost(true);
  Proof P = confirm::confirm(F);
  EXPECT_NE(P.Evidence.find("task 2 reads 'request1'"), std::string::npos) << P.Evidence;
  EXPECT_EQ(P.Thousand.Reads, 999u); // whoever came first made the thread
  cleaned(F, Happens::Set);
}

//===-- across-suspension, wrong-thread -------------------------------------------===//

/// A finding of another check, with that way.
static checks::Finding along(checks::Finding F, llvm::StringRef Check, std::vector<Event> Events) {
  F.Check = Check.str();
  F.Replayable.Events = std::move(Events);
  return F;
}

TEST_F(Confirm, SetOnOneThreadAndTakenBackOnAnother) {
  const checks::Finding Lost = lost(false);
  for (llvm::StringRef Check : {"tidepool-across-suspension", "tidepool-wrong-thread"}) {
    checks::Finding F = along(Lost, Check,
                              {{Happens::Set, {}},
                               {Happens::Submit, {}},
                               {Happens::TaskBegins, {}, "a"},
                               {Happens::Remove, {}},
                               {Happens::TaskEnds, {}},
                               {Happens::Back, {}}});
    Proof P = confirm::confirm(F);
    EXPECT_NE(P.Evidence.find("the first thread's table has 'request1' in slot 5"), std::string::npos) << P.Evidence;
    EXPECT_EQ(P.Thousand.Reads, 1000u);
    cleaned(F, Happens::Set);
    EXPECT_EQ(confirm::confirm(with(Happens::Remove, Happens::Set, F)).V, Verdict::Refuted);
  }
}

TEST_F(Confirm, ReadBehindASuspension) {
  checks::Finding F = along(lost(false), "tidepool-across-suspension",
                            {{Happens::Set, {}},
                             {Happens::Submit, {}},
                             {Happens::TaskBegins, {}, "a"},
                             {Happens::Get, {}},
                             {Happens::TaskEnds, {}}});
  cleaned(F, Happens::Set);
  EXPECT_EQ(confirm::confirm(with(Happens::Set, Happens::TaskBegins, F)).V, Verdict::Refuted);
}

TEST_F(Confirm, PointersAreNotInTables) {
  checks::Finding F = along(lost(false), "tidepool-across-suspension", {{Happens::NotShown, {}, "it is so"}});
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::NotReplayed);
  EXPECT_EQ(P.Evidence, "it is so");
}

//===-- nested-execution, clobbering-reset ----------------------------------------===//

TEST_F(Confirm, AnotherTaskOnTheThreadOfOneThatWaits) {
  checks::Finding F = along(stale(), "tidepool-nested-execution",
                            {{Happens::TaskBegins, {}, "a"},
                             {Happens::Set, {}},
                             {Happens::TaskBegins, {}, "b"},
                             {Happens::Get, {}},
                             {Happens::TaskEnds, {}},
                             {Happens::TaskEnds, {}}});
  EXPECT_EQ(confirm::confirm(F).Evidence, "task 2 reads 'task1', which a task set that is still on");
  cleaned(F, Happens::Set);
}

TEST_F(Confirm, AnotherTaskTakesAwayWhatTheOneThatWaitsHas) {
  const checks::Finding Stale = stale();
  auto nested = [&](Happens End) {
    return along(Stale, "tidepool-nested-execution",
                 {{Happens::TaskBegins, {}, "a"},
                  {Happens::Set, {}},
                  {Happens::TaskBegins, {}, "b"},
                  {Happens::Set, {}},
                  {End, {}},
                  {Happens::TaskEnds, {}},
                  {Happens::Get, {}},
                  {Happens::TaskEnds, {}}});
  };
  Proof P = confirm::confirm(nested(Happens::Remove));
  EXPECT_EQ(P.V, Verdict::Confirmed) << P.Evidence;
  EXPECT_EQ(P.Evidence, "task 1 reads null, though it has set its own and not taken it away");
  EXPECT_EQ(P.Thousand.Reads, 1000u);
  EXPECT_EQ(confirm::confirm(nested(Happens::Restore)).V, Verdict::Refuted);
}

TEST_F(Confirm, ClobberingReset) {
  checks::Finding F = along(stale(), "tidepool-clobbering-reset",
                            {{Happens::TaskBegins, {}, "a"},
                             {Happens::Set, {}},
                             {Happens::Set, {}},
                             {Happens::Remove, {}},
                             {Happens::Get, {}},
                             {Happens::TaskEnds, {}}});
  EXPECT_EQ(confirm::confirm(F).V, Verdict::Confirmed);
  EXPECT_EQ(confirm::confirm(with(Happens::Set, Happens::Remove, F)).V, Verdict::Refuted);
}

//===-- set-null ----------------------------------------------------------------===//

TEST_F(Confirm, SetNull) {
  checks::Finding F = setNull();
  EXPECT_EQ(kinds(F), (std::vector{Happens::TaskBegins, Happens::Set, Happens::SetEmpty, Happens::TaskEnds}));
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Confirmed) << P.Evidence;
  EXPECT_TRUE(holds(P.Final, "tl", std::nullopt));
  EXPECT_EQ(confirm::confirm(with(Happens::Remove, Happens::SetEmpty, F)).V, Verdict::Refuted);
  EXPECT_EQ(confirm::confirm(with(Happens::Set, Happens::SetEmpty, F)).V, Verdict::Refuted);
}

//===-- dropped-holder ----------------------------------------------------------===//

TEST_F(Confirm, DroppedHolder) {
  checks::Finding F = dropped();
  EXPECT_EQ(kinds(F), (std::vector{Happens::HolderMade, Happens::TaskBegins, Happens::Set, Happens::TaskEnds,
                                   Happens::HolderDies}));
  Proof P = confirm::confirm(F);
  EXPECT_TRUE(holds(P.Final, std::nullopt, "task3")) << P.Script;
  EXPECT_EQ(P.Left, (std::vector<unsigned>{1, 2, 2}));
  EXPECT_GT(P.Thousand.Stale, 0u);
  EXPECT_EQ(confirm::confirm(with(Happens::Remove, Happens::Set, F)).V, Verdict::Refuted);
}

TEST_F(Confirm, AHolderThatLivesStrandsNothing) {
  checks::Finding F = dropped();
  F.Replayable.Events.pop_back();
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Refuted);
  EXPECT_NE(P.Evidence.find("its holder lives"), std::string::npos) << P.Evidence;
}

TEST_F(Confirm, ManyOtherHoldersSweepItAway) {
  checks::Finding F = dropped();
  F.Replayable.Others.assign(8, "context");
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::Transient) << P.Evidence;
  EXPECT_GT(P.Later, 1u);
  EXPECT_NE(P.Evidence.find("gone after " + std::to_string(P.Later)), std::string::npos) << P.Evidence;
  EXPECT_FALSE(holds(P.Final, std::nullopt, "task3"));
}

TEST_F(Confirm, HoldersOfTheProgramAreTheOthers) {
  U.mapLike("tenant");
  U.native("plain");
  EXPECT_EQ(dropped().Replayable.Others, Strings{"tenant"});
}

//===-- What the command line does with it ---------------------------------------===//

TEST_F(Confirm, WhatIsRefutedIsDroppedAndCounted) {
  checks::Finding F = missing(), Clean = with(Happens::Remove, Happens::Set, F);
  fronts::Request R;
  R.Confirm = true;
  std::vector<checks::Finding> Findings{Clean, F, Clean};
  auto C = fronts::confirmFindings(R, Findings, std::nullopt);
  ASSERT_TRUE(bool(C));
  EXPECT_EQ(Findings.size(), 1u);
  EXPECT_EQ(C->Proofs.size(), 1u);
  EXPECT_EQ(C->Proofs[0].V, Verdict::Confirmed);
  EXPECT_EQ(C->Refuted, 2u);

  R.ShowRefuted = true;
  Findings = {Clean, F};
  C = fronts::confirmFindings(R, Findings, std::nullopt);
  ASSERT_TRUE(bool(C));
  EXPECT_EQ(Findings.size(), 2u);
  EXPECT_EQ(C->Proofs[0].V, Verdict::Refuted);
  EXPECT_EQ(C->Refuted, 0u);
}

TEST_F(Confirm, WithoutBeingAskedNothingHappens) {
  std::vector<checks::Finding> Findings{missing()};
  auto C = fronts::confirmFindings(fronts::Request(), Findings, std::nullopt);
  ASSERT_TRUE(bool(C));
  EXPECT_TRUE(C->Proofs.empty());
  EXPECT_EQ(Findings.size(), 1u);
}

//===-- Scripts -----------------------------------------------------------------===//

TEST_F(Confirm, WithoutAWitnessThereIsNoVerdict) {
  checks::Finding F = missing();
  F.Replayable.Events.clear();
  EXPECT_EQ(confirm::confirm(F).V, Verdict::NotReplayed);
}

TEST_F(Confirm, AWitnessWithoutSenseGetsNoVerdict) {
  checks::Finding F = dropped();
  F.Replayable.Events.insert(F.Replayable.Events.begin(), {Happens::Set, {}}); // before its holder is made
  Proof P = confirm::confirm(F);
  EXPECT_EQ(P.V, Verdict::NotReplayed);
  EXPECT_NE(P.Evidence.find("does not run"), std::string::npos) << P.Evidence;
}

TEST_F(Confirm, NamesOfAllKindsAreWordsOfTheScript) {
  checks::Finding F = missing();
  for (std::string Name :
       {"Slot<int, char *>::t l", "\xC3\xA9t\xC3\xA9", "", "a\nset b c", "other1", "garbage"}) {
    F.Holder = Name;
    Proof P = confirm::confirm(F);
    EXPECT_EQ(P.V, Verdict::Confirmed) << Name << P.Evidence << P.Script;
  }
}

TEST_F(Confirm, ScenariosOfEqualFingerprintsAreToldApart) {
  checks::Finding F = missing();
  F.Fingerprint = "00ff";
  EXPECT_EQ(confirm::scenarioNames({F, F, F}),
            (Strings{"missing-remove-00ff", "missing-remove-00ff-2", "missing-remove-00ff-3"}));
}

} // namespace
