//===- Elsewhere.cpp - One thread sets, another one goes on -----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Claims.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tidepool::confirm {

static bool reads(const Replayed &Run) {
  return any_of(Run.S.Marks, [](const Mark &M) { return M.K == Mark::Kind::Read; });
}

/// What the first thread still has when it goes on, after the other one has taken away what it found in its
/// own table.
static std::vector<Entry> kept(const Replayed &Run) {
  std::vector<Entry> Result;
  for (const Mark &M : Run.S.Marks)
    if (M.K == Mark::Kind::Back)
      for (const Entry &E : Run.tableAt(M.Operation).Entries)
        if (E.Key == Run.S.Holder && E.Value)
          Result.push_back(E);
  return Result;
}

void judgeElsewhere(const Replayed &Run, Proof &Out) {
  if (reads(Run)) {
    judgeLost(Run, Out);
    return;
  }
  std::vector<Entry> All = kept(Run);
  Out.V = All.empty() ? Verdict::Refuted : Verdict::Confirmed;
  Out.Evidence = "the first thread has nothing left when it goes on";
  if (!All.empty())
    Out.Evidence = "the first thread's table has " + quoted(All.front().Value) + " in slot " +
                   std::to_string(All.front().Slot) +
                   " when it goes on: what took it back did so on another thread";
}

void countElsewhere(const Replayed &Run, Growth &Out) {
  if (reads(Run))
    return countLost(Run, Out);
  Out.Reads = kept(Run).size();
}

std::string tellElsewhere(const Proof &P) {
  return "of a thousand times, " + std::to_string(P.Thousand.Reads) + " leave or find another thread's state";
}

} // namespace tidepool::confirm
