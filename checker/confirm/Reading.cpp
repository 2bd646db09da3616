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
      {"tidepool-ambient-state", judgeState, countResidue, tellState},
      {"tidepool-key-misuse", judgeKey, countKey, tellResidue,
       "a thread's table does not show this: who frees a value when its thread ends, or how many keys there can be"},
      {"tidepool-escaped-slot", nullptr, nullptr, nullptr,
       "a thread's table does not show this: it says what is in a slot, not who has its address"},
      {"tidepool-unbounded-growth", judgeGrowth, countResidue, tellResidue},
      {"tidepool-stale-read", judgeStaleRead, countStaleReads, tellStaleReads},
      {"tidepool-lost-context", judgeLost, countLost, tellLost},
      {"tidepool-across-suspension", judgeElsewhere, countElsewhere, tellElsewhere},
      {"tidepool-wrong-thread", judgeElsewhere, countElsewhere, tellElsewhere},
      {"tidepool-nested-execution", judgeDisturbed, countDisturbed, tellDisturbed},
      {"tidepool-clobbering-reset", judgeDisturbed, countDisturbed, tellDisturbed},
  };
  const Claim *Found = find_if(Claims, [&](const Claim &C) { return C.Check == Check; });
  return Found == std::end(Claims) ? nullptr : Found;
}

SmallVector<unsigned, 4> tasksIn(const std::optional<std::string> &Value) {
  SmallVector<unsigned, 4> Tasks;
  SmallVector<StringRef, 4> Parts;
  SplitString(Value ? StringRef(*Value) : "", Parts, "+");
  for (StringRef Part : Parts)
    if (unsigned Task; Part.consume_front("task") && !Part.getAsInteger(10, Task))
      Tasks.push_back(Task);
  return Tasks;
}

std::string quoted(const std::optional<std::string> &Value) { return Value ? "'" + *Value + "'" : "null"; }

} // namespace tidepool::confirm
