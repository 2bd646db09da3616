//===- inherit.h - A new thread's inheritable map -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_INHERIT_H
#define TIDEPOOL_SRC_INHERIT_H

#include "thread_state.h"

namespace tidepool::detail {

/// A living holder, kept alive while one of its virtual functions is called: its destructor waits.
class PinnedHolder {
public:
  PinnedHolder(ThreadState &S, Key K) noexcept;
  ~PinnedHolder();
  PinnedHolder(const PinnedHolder &) = delete;
  PinnedHolder &operator=(const PinnedHolder &) = delete;
  /// Null if it has died.
  HolderBase *get() const noexcept { return Owner; }

private:
  ThreadState &S;
  Cell *C;
  const Cell *Before;
  HolderBase *Owner;
};

/// Values that leave the thread's maps are not destroyed while this lives: somebody has references to them.
class HoldValues {
public:
  explicit HoldValues(ThreadState &S) noexcept : S(S) {
    if (S.Holding++ == 0)
      S.republish();
  }
  ~HoldValues() {
    if (--S.Holding != 0)
      return;
    S.republish();
    S.Held.empty();
  }
  HoldValues(const HoldValues &) = delete;
  HoldValues &operator=(const HoldValues &) = delete;

private:
  ThreadState &S;
};

/// The inheritable map for a thread that `Parent`, the current thread, constructs. JDK 25 gives none where the
/// parent's is empty, JDK 17 an empty one of its length. Throws what childValue() does.
ThreadLocalMap inheritMap(ThreadState &Parent, bool EmptyGivesNone);

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_INHERIT_H
