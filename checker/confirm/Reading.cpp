//===- Reading.cpp - Reading verdicts off the tables ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/confirm/Reading.h"
#include "checker/confirm/Claims.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace tidepool::confirm {

const Claim *findClaim(StringRef Check) {
  static constexpr Claim Claims[] = {
      {"tidepool-missing-remove", judgeResidue, countResidue, tellResidue},
      {"tidepool-unsafe-remove", judgeResidue, countResidue, tellResidue},
      {"tidepool-set-null", judgeEmpty, countEmpty, tellResidue},
      {"tidepool-dropped-holder", judgeStranded, countStranded, tellResidue},
      {"tidepool-stale-read", judgeStaleRead, countStaleReads, tellStaleReads},
      {"tidepool-lost-context", judgeLost, countLost, tellLost},
  };
  const Claim *Found = find_if(Claims, [&](const Claim &C) { return C.Check == Check; });
  return Found == std::end(Claims) ? nullptr : Found;
}

static SmallVector<StringRef, 4> parts(const std::optional<std::string> &Value) {
  SmallVector<StringRef, 4> Parts;
  if (Value)
    SplitString(*Value, Parts, "+");
  return Parts;
}

bool isOfTask(const std::optional<std::string> &Value, unsigned Task) {
  return is_contained(parts(Value), "task" + std::to_string(Task));
}

unsigned tasksIn(const std::optional<std::string> &Value) {
  return count_if(parts(Value), [](StringRef P) { return P.starts_with("task"); });
}

std::string quoted(const std::optional<std::string> &Value) { return Value ? "'" + *Value + "'" : "null"; }

} // namespace tidepool::confirm
