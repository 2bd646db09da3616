//===- Registry.cpp - The checks, and the one way to run them --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Registry.h"
#include "checker/checks/Check.h"
#include "checker/checks/Pages.h"
#include "checker/checks/Suppress.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/thread.h"
#include <map>

using namespace llvm;

namespace tidepool::checks {

#define CHECK(Name) extern const Check Name;
#include "checker/checks/AllChecks.inc"
#undef CHECK

static const Check *const Registered[] = {
#define CHECK(Name) &Name,
#include "checker/checks/AllChecks.inc"
#undef CHECK
};

ArrayRef<CheckInfo> allChecks() {
  static const std::vector<CheckInfo> Infos = [] {
    std::vector<CheckInfo> Result;
    for (const Check *C : Registered)
      Result.push_back({C->Name, C->Summary, page(C->Name)});
    return Result;
  }();
  return Infos;
}

const CheckInfo *findCheck(StringRef Name) {
  for (const CheckInfo &I : allChecks())
    if (I.Name == Name || I.Name == ("tidepool-" + Name).str())
      return &I;
  return nullptr;
}

bool checkEnabled(StringRef Globs, StringRef Name) {
  bool On = false;
  SmallVector<StringRef, 8> Parts;
  Globs.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef G : Parts) {
    G = G.trim();
    bool Positive = !G.consume_front("-");
    auto Pattern = GlobPattern::create(G);
    if (!Pattern) {
      consumeError(Pattern.takeError());
      continue;
    }
    if (Pattern->match(Name))
      On = Positive;
  }
  return On;
}

/// The solver recurses along calls; programs of real size need more than a thread's usual stack.
static constexpr std::optional<unsigned> SolverStack = 512u << 20;

static Outcome runHere(std::vector<summary::TUSummary> Units, const model::Index &Models, const Options &Opts) {
  Outcome Result;
  solve::Analysis A(std::move(Units));
  Leftovers Left(A, Models, Opts);
  for (const Check *C : Registered) {
    if (!checkEnabled(Opts.Checks, C->Name))
      continue;
    std::vector<Finding> Found;
    Query Q{A, Models, Opts, Left, Found};
    C->Run(Q);
    Result.Findings.insert(Result.Findings.end(), std::make_move_iterator(Found.begin()),
                           std::make_move_iterator(Found.end()));
  }
  Result.Stats.Units = A.P.UnitCount;
  Result.Stats.Functions = A.P.Functions.size();
  Result.Stats.Holders = count_if(A.P.Holders, [](const summary::Holder &H) {
    return H.Kind != summary::HolderKind::State; // no declaration of the program's
  });
  Result.Stats.Pools = A.Tasks.Pools.size();
  Result.Stats.Submissions = A.Tasks.Submissions;
  tidyUp(A.P, Opts, Result);
  return Result;
}

Outcome run(std::vector<summary::TUSummary> Units, const model::Index &Models, const Options &Opts) {
  Outcome Result;
  llvm::thread Solver(SolverStack, [&] { Result = runHere(std::move(Units), Models, Opts); });
  Solver.join();
  return Result;
}

} // namespace tidepool::checks
