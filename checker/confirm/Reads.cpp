//===- Reads.cpp - Does a task read what is not its own ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Claims.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tidepool::confirm {

//===-- stale-read ---------------------------------------------------------------===//

/// The tasks of whom a read finds something, other than itself.
static SmallVector<unsigned, 4> othersSeen(const std::optional<std::string> &Returned, unsigned Task) {
  SmallVector<unsigned, 4> Seen = tasksIn(Returned);
  llvm::erase(Seen, Task);
  return Seen;
}

static std::string inSlot(const Replayed &Run, const Mark &M, const std::optional<std::string> &Value) {
  for (const Entry &E : Run.tableAt(M.Operation).Entries)
    if (E.Value == Value && E.Key)
      return "slot " + std::to_string(E.Slot);
  return "its slot";
}

/// How long what a task left was there, where the next one does not find it.
static unsigned sweptAfter(const Replayed &Run, const Mark &Ended, size_t Until) {
  auto there = [&](size_t Operation) {
    return any_of(Run.tableAt(Operation).Entries,
                  [&](const Entry &E) { return is_contained(tasksIn(E.Value), Ended.Task); });
  };
  if (!there(Ended.Operation))
    return 0;
  size_t At = Ended.Operation;
  while (At != Until && there(At))
    ++At;
  return At - Ended.Operation;
}

void judgeStaleRead(const Replayed &Run, Proof &Out) {
  Out.V = Verdict::Refuted;
  Out.Evidence = "the task reads nothing of another task";
  const Mark *Ended = nullptr;
  for (const Mark &M : Run.S.Marks) {
    if (M.K == Mark::Kind::TaskEnded)
      Ended = &M;
    if (M.K != Mark::Kind::Read)
      continue;
    std::optional<std::string> Returned = Run.R.at(M.Operation).Returned;
    if (auto Seen = othersSeen(Returned, M.Task); !Seen.empty()) {
      Out.V = Verdict::Confirmed;
      Out.Evidence = "task " + std::to_string(M.Task) + " reads " + quoted(Returned) + " in " +
                     inSlot(Run, M, Returned) + " of the thread's table, which task " +
                     std::to_string(Seen.back()) + " left there";
      return;
    }
    unsigned Later = Ended && !M.Touched ? sweptAfter(Run, *Ended, M.Operation) : 0;
    if (Later && Out.V == Verdict::Refuted) {
      Out.V = Verdict::Transient;
      Out.Later = Later;
      Out.Evidence = "what the first task left is gone after " + std::to_string(Later) + " operation" +
                     (Later == 1 ? "" : "s") + ", before the next one reads";
    }
  }
}

void countStaleReads(const Replayed &Run, Growth &Out) {
  for (const Mark &M : Run.S.Marks)
    if (M.K == Mark::Kind::Read && !othersSeen(Run.R.at(M.Operation).Returned, M.Task).empty())
      ++Out.Reads;
}

std::string tellStaleReads(const Proof &P) {
  return "of a thousand such reads, " + std::to_string(P.Thousand.Reads) + " find another task's value";
}

//===-- lost-context -------------------------------------------------------------===//

namespace {
/// A read that finds something else than what the submitter had.
struct Lost {
  Entry Submitters;
  Mark Read;
  std::optional<std::string> Returned;
};
} // namespace

static std::vector<Lost> lostReads(const Replayed &Run) {
  std::vector<Lost> Result;
  std::optional<Entry> Had;
  for (const Mark &M : Run.S.Marks) {
    if (M.K == Mark::Kind::HandedOver) {
      Had.reset();
      for (const Entry &E : Run.tableAt(M.Operation).Entries)
        if (E.Key == Run.S.Holder && E.Value)
          Had = E;
    }
    // What the task has put there or taken away itself was not lost on the way.
    if (M.K != Mark::Kind::Read || M.Touched || !Had)
      continue;
    if (auto Returned = Run.R.at(M.Operation).Returned; Returned != Had->Value)
      Result.push_back({*Had, M, Returned});
  }
  return Result;
}

void judgeLost(const Replayed &Run, Proof &Out) {
  std::vector<Lost> All = lostReads(Run);
  Out.V = All.empty() ? Verdict::Refuted : Verdict::Confirmed;
  Out.Evidence = "the task reads what its submitter has, or there is nothing to read";
  if (All.empty())
    return;
  const Lost &L = All.front();
  Out.Evidence = "the submitter's table has " + quoted(L.Submitters.Value) + " in slot " +
                 std::to_string(L.Submitters.Slot) + "; task " + std::to_string(L.Read.Task) + " reads " +
                 quoted(L.Returned) + " on the pool's thread";
}

void countLost(const Replayed &Run, Growth &Out) { Out.Reads = lostReads(Run).size(); }

std::string tellLost(const Proof &P) {
  return "of a thousand such reads, " + std::to_string(P.Thousand.Reads) +
         " find nothing or somebody else's value";
}

} // namespace tidepool::confirm
