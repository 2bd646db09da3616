//===- Proof.h - What the replay of a witness shows -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_PROOF_H
#define TIDEPOOL_CHECKER_CONFIRM_PROOF_H

#include "checker/confirm/Recording.h"
#include "checker/confirm/Script.h"
#include <cstdint>
#include <string>
#include <vector>

namespace tidepool::confirm {

enum class Verdict : uint8_t {
  Confirmed,   ///< it is there, and no later use takes it away
  Transient,   ///< it is there when the task ends; ordinary later use removes it
  Refuted,     ///< the witness does not leave it
  NotReplayed, ///< there is no witness to replay
};

/// What is there after a thousand runs of the witness.
struct Growth {
  unsigned Entries = 0; ///< left by the tasks
  unsigned Stale = 0;   ///< of them
  unsigned Values = 0;  ///< of tasks, that these entries hold: more than entries where tasks only add
  unsigned Reads = 0;   ///< that saw another task's value, or nothing where the submitter had a value
  unsigned Slots = 0;   ///< length of the thread's table
  uint64_t Bytes = 0;   ///< of the table; what the values themselves need comes on top
  static constexpr unsigned Tasks = 1000; ///< runs
};

/// What a run that was traced says of a finding.
enum class Executed : uint8_t {
  NotAsked,
  Confirmed,  ///< it happened
  Reached,    ///< its place was reached, and it did not happen
  NotReached,
  NotTraced,  ///< the holder is none of those that a trace knows
};

struct Proof {
  Verdict V = Verdict::NotReplayed;
  std::string Evidence;   ///< one sentence, for people
  std::string GrowthText; ///< the same for the thousand runs; empty where nothing is left
  std::string Script;     ///< the scenario, for `tidepool replay` and for the recorder of real JDKs
  std::vector<Moment> Moments; ///< of the scenario
  Table Final;            ///< the thread's table at the scenario's end
  unsigned Later = 0;     ///< operations of later use; Transient: as many as it took to remove it
  std::vector<unsigned> Left; ///< entries that each of the first tasks leaves, with those before it
  Executed Run = Executed::NotAsked;
  std::string RunText;        ///< for people
  Growth Thousand;        ///< zero where nothing is left
};

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_PROOF_H
