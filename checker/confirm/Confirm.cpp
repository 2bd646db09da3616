//===- Confirm.cpp - Findings are shown happening, or not -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Confirm.h"
#include "checker/confirm/Reading.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"

using namespace llvm;

namespace tidepool::confirm {

static Proof notReplayed(std::string Why) {
  Proof P;
  P.Evidence = std::move(Why);
  return P;
}

/// A thousand times the same without a pause, then a round of later use.
static void grow(const checks::Finding &F, const Claim &C, Proof &P) {
  Script Many = script(F, {.Runs = Growth::Tasks, .Rounds = 1, .Between = false});
  DenseSet<size_t> Looked{Many.Operations - 1};
  for (const Mark &M : Many.Marks)
    Looked.insert(M.Operation);
  Expected<Recording> R = Recording::replay(Many.Text, [&](size_t Op) { return Looked.contains(Op); });
  if (!R)
    return consumeError(R.takeError()); // the same operations as in the script that has just run
  C.Count({F, Many, *R}, P.Thousand);
  P.GrowthText = C.Tell(P);
}

Proof confirm(const checks::Finding &F) {
  const Claim *C = findClaim(F.Check);
  if (!C)
    return notReplayed("this check says nothing about a thread's table");
  if (F.Replayable.Events.empty() && !C->NotShown.empty())
    return notReplayed(C->NotShown.str());
  if (F.Replayable.Events.empty())
    return notReplayed("the way through the program was not found again");
  if (F.Replayable.Events.front().K == checks::Event::Kind::NotShown)
    return notReplayed(F.Replayable.Events.front().Task);
  Script S = script(F);
  Expected<Recording> R = Recording::replay(S.Text);
  if (!R)
    return notReplayed("the scenario does not run: " + toString(R.takeError()));
  Replayed Run{F, S, *R};
  Proof P;
  P.Final = Run.tableAt(S.Operations - 1);
  C->Judge(Run, P);
  if (P.V != Verdict::Refuted)
    grow(F, *C, P);
  P.Moments = std::move(S.Moments);
  P.Script = std::move(S.Text);
  return P;
}

std::vector<std::string> scenarioNames(ArrayRef<checks::Finding> Findings) {
  StringMap<unsigned> Used;
  std::vector<std::string> Names;
  for (const checks::Finding &F : Findings) {
    StringRef Check = F.Check;
    Check.consume_front("tidepool-");
    std::string Name = (Check + "-" + F.Fingerprint).str();
    if (unsigned N = ++Used[Name]; N > 1)
      Name += "-" + std::to_string(N);
    Names.push_back(std::move(Name));
  }
  return Names;
}

} // namespace tidepool::confirm
