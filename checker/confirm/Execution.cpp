//===- Execution.cpp - Findings of the source, and a run ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Observed.h"

namespace tidepool::confirm {

Execution::Execution(const Trace &T) {
  for (const checks::Finding &F : observedFindings(T))
    Happened.emplace(std::make_tuple(F.Check, F.Primary.File, F.Primary.Line), F.Message);
  for (const TraceLine &L : T.Lines) {
    // A holder is declared where its first operation says so.
    if (!L.HolderId.empty())
      ++Reached[{L.Declared.File, L.Declared.Line}];
    if (L.Where.Line && (L.Where.File != L.Declared.File || L.Where.Line != L.Declared.Line))
      ++Reached[{L.Where.File, L.Where.Line}];
  }
}

void Execution::judge(const checks::Finding &F, Proof &Out) const {
  if (!F.Replayable.MapLike) {
    Out.Run = Executed::NotTraced;
    Out.RunText = "a native variable, which no trace knows";
    return;
  }
  auto It = Happened.find({F.Check, F.Primary.File, F.Primary.Line});
  if (It != Happened.end()) {
    Out.Run = Executed::Confirmed;
    Out.RunText = It->second;
    return;
  }
  auto Times = Reached.find({F.Primary.File, F.Primary.Line});
  Out.Run = Times == Reached.end() ? Executed::NotReached : Executed::Reached;
  if (Out.Run == Executed::Reached)
    Out.RunText = "reached " + std::to_string(Times->second) + (Times->second == 1 ? " time" : " times") +
                  ", and never left behind, read or lost there";
  else
    Out.RunText = "the run did not come by";
}

} // namespace tidepool::confirm
