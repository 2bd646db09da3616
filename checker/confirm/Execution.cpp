//===- Execution.cpp - Findings of the source, and a run ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Observed.h"

namespace tidepool::confirm {

static std::pair<std::string, uint32_t> lineOf(const checks::Location &At) { return {At.File, At.Line}; }

Execution::Execution(const Trace &T) {
  for (const checks::Finding &F : observedFindings(T)) {
    Happened.emplace(std::make_pair(F.Check, lineOf(F.Primary)), F.Message);
    if (F.Check == "tidepool-dropped-holder")
      for (const checks::Step &S : F.Steps)
        if (S.K == checks::Step::Kind::Write)
          HappenedAfter.emplace(std::make_pair(F.Check, lineOf(S.At)), F.Message);
  }
  for (const TraceLine &L : T.Lines) {
    // A holder is declared where its first operation says so.
    if (!L.HolderId.empty())
      ++Reached[lineOf(L.Declared)];
    if (!L.Where.Line)
      continue;
    if (lineOf(L.Where) != lineOf(L.Declared))
      ++Reached[lineOf(L.Where)];
    Holders[lineOf(L.Where)].insert(L.HolderId);
    Declared[lineOf(L.Where)].insert(lineOf(L.Declared));
  }
}

/// Whether all that was done at a line was done to what is one holder for the source.
bool Execution::unambiguous(const std::string &Check, const Line &At) const {
  if (Check == "tidepool-dropped-holder") {
    auto It = Declared.find(At);
    return It != Declared.end() && It->second.size() == 1;
  }
  auto It = Holders.find(At);
  return It != Holders.end() && It->second.size() == 1;
}

/// At the primary location, or where the finding's way sets or reads: a run knows the operation inside a wrapper
/// class instead of the wrapper's call, and a member's constructor instead of its declaration.
const std::string *Execution::find(const checks::Finding &F) const {
  if (auto It = Happened.find({F.Check, lineOf(F.Primary)}); It != Happened.end())
    return &It->second;
  const auto &Where = F.Check == "tidepool-dropped-holder" ? HappenedAfter : Happened;
  for (const checks::Step &S : F.Steps) {
    if (S.K != checks::Step::Kind::Write && S.K != checks::Step::Kind::Read)
      continue;
    auto It = Where.find({F.Check, lineOf(S.At)});
    if (It != Where.end() && unambiguous(F.Check, lineOf(S.At)))
      return &It->second;
  }
  return nullptr;
}

void Execution::judge(const checks::Finding &F, Proof &Out) const {
  if (!F.Replayable.MapLike) {
    Out.Run = Executed::NotTraced;
    Out.RunText = "a native variable, which no trace knows";
    return;
  }
  if (const std::string *Message = find(F)) {
    Out.Run = Executed::Confirmed;
    Out.RunText = *Message;
    return;
  }
  auto Times = Reached.find(lineOf(F.Primary));
  Out.Run = Times == Reached.end() ? Executed::NotReached : Executed::Reached;
  if (Out.Run == Executed::Reached)
    Out.RunText = "reached " + std::to_string(Times->second) + (Times->second == 1 ? " time" : " times") +
                  ", and never left behind, read or lost there";
  else
    Out.RunText = "the run did not come by";
}

} // namespace tidepool::confirm
