//===- Disturbed.cpp - A task's slot, while the task is on ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Claims.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tidepool::confirm {

/// The reads that find another task's value, or nothing where their own task has set something.
static std::vector<std::pair<Mark, std::optional<std::string>>> disturbed(const Replayed &Run) {
  std::vector<std::pair<Mark, std::optional<std::string>>> Result;
  for (const Mark &M : Run.S.Marks) {
    if (M.K != Mark::Kind::Read)
      continue;
    std::optional<std::string> Returned = Run.R.at(M.Operation).Returned;
    SmallVector<unsigned, 4> Tasks = tasksIn(Returned);
    if ((M.Touched && !Returned) || any_of(Tasks, [&](unsigned Task) { return Task != M.Task; }))
      Result.push_back({M, Returned});
  }
  return Result;
}

void judgeDisturbed(const Replayed &Run, Proof &Out) {
  auto All = disturbed(Run);
  Out.V = All.empty() ? Verdict::Refuted : Verdict::Confirmed;
  Out.Evidence = "every task reads what it has set itself";
  if (All.empty())
    return;
  auto &[M, Returned] = All.front();
  Out.Evidence = "task " + std::to_string(M.Task) + " reads " + quoted(Returned) +
                 (M.Touched ? ", though it has set its own and not taken it away"
                            : ", which a task set that is still on");
}

void countDisturbed(const Replayed &Run, Growth &Out) { Out.Reads = disturbed(Run).size(); }

std::string tellDisturbed(const Proof &P) {
  return "of a thousand such reads, " + std::to_string(P.Thousand.Reads) +
         " find nothing or another task's value";
}

} // namespace tidepool::confirm
