//===- leak_entries.h - From slots to entries of a report -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_LEAK_ENTRIES_H
#define TIDEPOOL_SRC_LEAK_ENTRIES_H

#include "thread_state.h"
#include "tidepool/leak_report.h"

namespace tidepool::detail {

/// Appends what one thread holds. Inside a Walk, or for the current thread. `Own` is the current thread's state.
void appendLeaks(std::vector<LeakEntry> &To, ThreadState &S, ThreadState &Own);

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_LEAK_ENTRIES_H
