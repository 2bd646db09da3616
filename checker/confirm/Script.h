//===- Script.h - A witness as a script -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_SCRIPT_H
#define TIDEPOOL_CHECKER_CONFIRM_SCRIPT_H

#include "checker/checks/Finding.h"
#include <optional>
#include <string>
#include <vector>

namespace tidepool::confirm {

/// A moment of the script that a verdict looks at: the state after an operation, counted from 0.
struct Mark {
  enum class Kind : uint8_t {
    HandedOver,  ///< by the submitter, on its thread
    TaskEnded,
    HolderDied,
    Read,        ///< of what was in the slot before
    RoundEnded,  ///< of later use
    Back,        ///< the submitter's thread goes on
  } K;
  size_t Operation = 0;
  unsigned Task = 0;    ///< the task's number, from 1; 0: none has begun
  bool Touched = false; ///< Read: the task itself has done something to the slot before
};

/// What people want to see one after the other.
struct Moment {
  size_t Operation = 0; ///< the first of its operations; they go on to the next moment's
  std::optional<checks::Event::Kind> Of; ///< none: later use
  checks::Location At;
  std::string Text;
  unsigned Run = 0; ///< of the witness, from 1; 0: before the first one, and after the last
};

/// A script for `tidepool replay`. Line for line the same input for the recorder of real JDKs.
struct Script {
  std::string Text;
  std::string Holder; ///< the key's name; holders that are no static: its first part
  bool Inheritable = false; ///< which of a thread's tables the holder is in
  std::vector<Mark> Marks;
  std::vector<Moment> Moments;
  size_t Operations = 0;
};

struct ScriptOptions {
  unsigned Runs = 3;   ///< how often the witness happens
  unsigned Rounds = 4; ///< of later use, after the last run
  bool Between = true; ///< and a round between two tasks of one run
};

/// Task number N of the script sets "taskN", its submitter "requestN". docs/proof.md says what later use is. Linear in
/// runs, events and rounds.
Script script(const checks::Finding &F, const ScriptOptions &Options = {});

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_SCRIPT_H
