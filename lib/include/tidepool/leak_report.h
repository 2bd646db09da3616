//===- leak_report.h - What threads still hold ----------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_LEAK_REPORT_H
#define TIDEPOOL_LEAK_REPORT_H

#include "tidepool/detail/config.h"
#include <string>
#include <vector>

namespace tidepool {

/// An entry that somebody should know of.
struct LeakEntry {
  enum class Kind {
    Stale,    ///< the holder is dead: nobody can reach the value, and it stays until something sweeps it
    LeftOver, ///< a task that has ended set it: the thread's next task finds it
  };
  Kind What;
  std::uint64_t Thread;   ///< counted from 1
  std::string ThreadName;
  std::string Holder;     ///< name, or "file:line" of the declaration; empty if unknown
  std::string Type;       ///< of the value; empty if unknown
  std::size_t Size = 0;   ///< sizeof the value, in bytes, without what it owns
  std::string SetAt;      ///< "file:line"; empty if origins were not tracked when it was set
  std::uint32_t TasksAgo = 0; ///< 1 = by the last task that ended; 0 = unknown
  bool Inheritable = false;
  std::uint32_t Slot = 0;
};

struct LeakReport {
  std::vector<LeakEntry> Entries;

  /// Looks at all threads that have a map, while they go on: each stands still only if it wants to change its own
  /// map. Linear in the number of threads and the length of their tables. Thread-safe. Throws std::bad_alloc.
  TIDEPOOL_API static LeakReport collect();
  /// A line for each entry, for people.
  TIDEPOOL_API std::string text() const;
};

/// From now on entries know who set them. `set` costs some hundred nanoseconds then, and 24 bytes a slot are
/// needed; `get` costs the same. Pools with the policy AfterTask::report switch it on for their own threads.
TIDEPOOL_API void track_origins(bool On) noexcept;

} // namespace tidepool

#endif // TIDEPOOL_LEAK_REPORT_H
