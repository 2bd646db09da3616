//===- Deviance.cpp - Judging entries that are not seen --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Deviance.h"

using namespace tidepool::solve;

namespace tidepool::checks {

std::vector<Deviation> deviations(Analysis &A, ExitKind Exit, bool WithLatent, bool OfState) {
  std::vector<Deviation> Result;
  for (CtxId C : A.UnseenEntries)
    for (auto &[Cell, Eff] : A.E.effect(C))
      for (const Outcome &O : Eff.Outcomes) {
        WriteId Left = A.E.left(O.S.Cur);
        if (O.Exit != Exit || A.isState(Cell) != OfState || Left == NoTerm || A.emptiedInParts(C, Cell, Left, Exit))
          continue;
        Deviation D{{NoTerm, C, Cell, Left, O.Exit, O.S.Exc}, A.cleanedElsewhere(C, Cell, Left)};
        if (D.Cleaned || WithLatent)
          Result.push_back(std::move(D));
      }
  return Result;
}

} // namespace tidepool::checks
