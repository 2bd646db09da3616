//===- journal.h - What a task has changed --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_JOURNAL_H
#define TIDEPOOL_DETAIL_JOURNAL_H

#include "tidepool/detail/holder.h"
#include "tidepool/thread_local_map.h"
#include <unordered_set>
#include <vector>

namespace tidepool::detail {

/// The first change of each holder within a scope, with what was there before. Cost and memory are in proportion
/// to the number of holders that are changed.
class TIDEPOOL_API TaskJournal {
public:
  TaskJournal() = default;
  TaskJournal(const TaskJournal &) = delete;
  TaskJournal &operator=(const TaskJournal &) = delete;
  ~TaskJournal();

  /// Makes room for a change of this holder; true if it is the first one, and `note` or `forget` has to follow.
  /// Throws std::bad_alloc, with nothing changed.
  bool prepare(Key K);
  /// The change failed.
  void forget(Key K) noexcept { Known.erase(K.bits()); }
  /// Takes over the value that was replaced.
  void note(MapKind Kind, Key K, std::uint32_t Hash, ThreadLocalMap::Replaced Old, Origin From) noexcept;
  /// Puts everything back as it was.
  void undo(ThreadState &S) noexcept;

private:
  struct Change {
    Key K;
    std::uint32_t Hash;
    MapKind Kind;
    ThreadLocalMap::Replaced Old;
    Origin From;
  };
  std::vector<Change> Changes;
  std::unordered_set<std::uint64_t> Known; ///< used once there are more than a few
};

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_JOURNAL_H
