//===- Sharing.h - Shared headers for the units of one run ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_SHARING_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_SHARING_H

#include "checker/fronts/cli/Database.h"
#include "checker/headers/Precompile.h"
#include "llvm/Support/ThreadPool.h"
#include <functional>

namespace tidepool::fronts {

/// What is done with a unit, and the headers that it may start with (null: none).
using UnitWork = std::function<void(size_t Unit, const headers::SharedHeaders *Shared)>;

/// Finds out which system headers the units include, and runs Work for each of them in Pool, batch by batch:
/// headers are made while the batch before is parsed, and live until the last of their own units is done.
/// Returns when the scan is over and everything else is under way.
void shareHeaders(llvm::ArrayRef<Unit> Units, llvm::ThreadPoolInterface &Pool, const UnitWork &Work);

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_SHARING_H
