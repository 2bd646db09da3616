//===- Claims.h - What each check claims ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_CONFIRM_CLAIMS_H
#define TIDEPOOL_CHECKER_CONFIRM_CLAIMS_H

#include "checker/confirm/Reading.h"

namespace tidepool::confirm {

// Residue.cpp: an entry is left. missing-remove and unsafe-remove; set-null; dropped-holder; key-misuse (a key that is
// deleted leaves stale entries, one that is not an entry for each key); unbounded-growth.
void judgeResidue(const Replayed &Run, Proof &Out);
void judgeEmpty(const Replayed &Run, Proof &Out);
void judgeStranded(const Replayed &Run, Proof &Out);
void judgeKey(const Replayed &Run, Proof &Out);
void judgeGrowth(const Replayed &Run, Proof &Out);
void countKey(const Replayed &Run, Growth &Out);
void countResidue(const Replayed &Run, Growth &Out);
void countEmpty(const Replayed &Run, Growth &Out);
void countStranded(const Replayed &Run, Growth &Out);
std::string tellResidue(const Proof &P);

/// ambient-state: an entry stands for the state, for it is in no table.
void judgeState(const Replayed &Run, Proof &Out);
std::string tellState(const Proof &P);

// Reads.cpp: a task reads what is not its own. stale-read; lost-context.
void judgeStaleRead(const Replayed &Run, Proof &Out);
void judgeLost(const Replayed &Run, Proof &Out);
void countStaleReads(const Replayed &Run, Growth &Out);
void countLost(const Replayed &Run, Growth &Out);
std::string tellStaleReads(const Proof &P);
std::string tellLost(const Proof &P);

// Elsewhere.cpp: what one thread sets, another one takes back or reads. across-suspension, wrong-thread.
void judgeElsewhere(const Replayed &Run, Proof &Out);
void countElsewhere(const Replayed &Run, Growth &Out);
std::string tellElsewhere(const Proof &P);

// Disturbed.cpp: while a task is on, something else changes or sees its slot. nested-execution, clobbering-reset.
void judgeDisturbed(const Replayed &Run, Proof &Out);
void countDisturbed(const Replayed &Run, Growth &Out);
std::string tellDisturbed(const Proof &P);

} // namespace tidepool::confirm

#endif // TIDEPOOL_CHECKER_CONFIRM_CLAIMS_H
