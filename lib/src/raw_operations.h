//===- raw_operations.h - Changes of a thread's maps that no holder asks for ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_RAW_OPERATIONS_H
#define TIDEPOOL_SRC_RAW_OPERATIONS_H

#include "thread_state.h"

namespace tidepool::detail {

/// An entry and its value, outside of any map. Whoever has one owns the value.
struct LooseEntry {
  Key K;
  std::uint32_t Hash = 0;
  MapKind Kind = PlainMap;
  ThreadLocalMap::Replaced Old;
  Origin From;
};

/// Puts a value in the place of what the holder has on this thread, and gives that back. Journals do not see it;
/// traces do, under the given name. On std::bad_alloc nothing has changed, and the value is still the caller's.
LooseEntry putIn(ThreadState &S, const LooseEntry &E, const char *Operation);
/// The same without a new value.
LooseEntry takeOut(ThreadState &S, const LooseEntry &E, const char *Operation) noexcept;

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_RAW_OPERATIONS_H
