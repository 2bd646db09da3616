//===- Reading.h - Reading verdicts off the tables --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_READING_H
#define TIDEPOOL_CHECKER_CONFIRM_READING_H

#include "checker/confirm/Proof.h"
#include "checker/confirm/Script.h"
#include "llvm/ADT/SmallVector.h"

namespace tidepool::confirm {

/// A script and what it did.
struct Replayed {
  const checks::Finding &F;
  const Script &S;
  const Recording &R;
  Table tableAt(size_t Operation) const { return R.at(Operation).table(S.Inheritable); }
};

/// What a check claims, as a question to the tables.
struct Claim {
  llvm::StringRef Check;
  /// Verdict, evidence and the number of later operations.
  void (*Judge)(const Replayed &Run, Proof &Out);
  /// Of a script of many runs.
  void (*Count)(const Replayed &Run, Growth &Out);
  /// Both together, for people.
  std::string (*Tell)(const Proof &P);
  /// Why a finding without events cannot be replayed, where a table could show nothing of it.
  llvm::StringRef NotShown = {};
};

/// Null for a check that has no claim about tables.
const Claim *findClaim(llvm::StringRef Check);

/// The tasks that a value is of: 1 and 3 for "task1+task3".
llvm::SmallVector<unsigned, 4> tasksIn(const std::optional<std::string> &Value);
/// "'task3'", "null".
std::string quoted(const std::optional<std::string> &Value);

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_READING_H
