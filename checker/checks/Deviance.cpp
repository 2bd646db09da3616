//===- Deviance.cpp - Judging entries that are not seen --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Deviance.h"

using namespace tidepool::solve;

namespace tidepool::checks {

std::vector<Deviation> deviations(Analysis &A, ExitKind Exit, bool WithLatent) {
  std::vector<Deviation> Result;
  for (CtxId C : A.UnseenEntries)
    for (auto &[Cell, Eff] : A.E.effect(C))
      for (const Outcome &O : Eff.Outcomes) {
        WriteId Left = A.E.left(O.S.Cur);
        if (O.Exit != Exit || Left == NoTerm || A.emptiedInParts(C, Cell, Left, Exit))
          continue;
        const WriteRec &W = A.E.write(Left);
        Deviation D{{NoTerm, C, Cell, Left, O.Exit, O.S.Exc}, std::nullopt};
        for (const Outcome &Other : Eff.Outcomes) {
          if (Other.Exit != ExitKind::Normal || A.E.left(Other.S.Cur) != NoTerm || Other.S.Cur.Last == NoTerm)
            continue;
          const WriteRec &Last = A.E.write(Other.S.Cur.Last);
          if (Last.sameSite(W))
            D.Cleaned = Last;
        }
        if (D.Cleaned || WithLatent)
          Result.push_back(std::move(D));
      }
  return Result;
}

} // namespace tidepool::checks
