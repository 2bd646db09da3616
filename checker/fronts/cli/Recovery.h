//===- Recovery.h - One unit's crash is not the tool's --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_RECOVERY_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_RECOVERY_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace tidepool::fronts {

/// Call once, before the first runRecovering.
void enableRecovery();

/// Runs Work on a thread of its own with a large stack, and waits. False if it crashed, be it by running
/// out of stack; what it had in memory is lost then, the rest of the process goes on.
bool runRecovering(llvm::function_ref<void()> Work);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_RECOVERY_H
