//===- task_scope.h - Guards around a task --------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TASK_SCOPE_H
#define TIDEPOOL_TASK_SCOPE_H

#include "tidepool/detail/journal.h"
#include <type_traits>
#include <utility>

namespace tidepool {

/// Undoes what a task does to this thread's holders: at its end, entries that were added are removed, and values
/// that were set or removed are put back. Put it first into any pool's task:
///
///     pool.post([&] {
///       tidepool::TaskScope Scope;
///       Tenant.set(Request.tenant());
///       handle(Request);
///     });
///
/// It is also a task for traces and leak reports. Scopes nest. What a task does to a value through the reference
/// that `get` returned is not undone, and values whose holder died meanwhile are destroyed.
///
/// Complexity: a constant, and expected constant time for each holder that the task changes, at the first change
/// and at the end. `get` of present values costs what it does elsewhere; `set` loses its inline part.
///
/// Thread safety: begins and ends on one thread. Exceptions: std::bad_alloc from the constructor; inside, `set`,
/// `remove` and a `get` that makes an initial value may throw it, with nothing changed.
class TIDEPOOL_API TaskScope {
public:
  TaskScope();
  ~TaskScope();
  TaskScope(const TaskScope &) = delete;
  TaskScope &operator=(const TaskScope &) = delete;

private:
  detail::ThreadState &State;
  detail::TaskJournal Journal;
  detail::TaskJournal *Outer;
  bool OuterTask;
  int Exceptions;
};

/// Removes one holder's entry at the end of a block, whichever way it is left.
///
///     auto Cleanup = tidepool::remove_on_exit(Tenant);
template <class Holder> class [[nodiscard]] remove_on_exit {
public:
  explicit remove_on_exit(Holder &Of) noexcept : H(Of) {}
  ~remove_on_exit() { H.remove(); }
  remove_on_exit(const remove_on_exit &) = delete;
  remove_on_exit &operator=(const remove_on_exit &) = delete;

private:
  Holder &H;
};

/// For native `thread_local` variables: gives back at the end of a block what the variable had at its beginning.
///
///     thread_local const Request *Current;
///     auto Restore = tidepool::restore_on_exit(Current);
///     Current = &request;
///
/// The value is copied at the beginning (moved, if it cannot be copied: the variable is then empty as its type's
/// move constructor leaves it) and moved back at the end; both must not throw in the end.
template <class T> class [[nodiscard]] restore_on_exit {
public:
  explicit restore_on_exit(T &Of) : Variable(Of), Old(saved(Of)) {}
  ~restore_on_exit() { Variable = std::move(Old); }
  restore_on_exit(const restore_on_exit &) = delete;
  restore_on_exit &operator=(const restore_on_exit &) = delete;

private:
  static decltype(auto) saved(T &V) {
    if constexpr (std::is_copy_constructible_v<T>)
      return static_cast<const T &>(V);
    else
      return std::move(V);
  }
  T &Variable;
  T Old;
};

} // namespace tidepool

#endif // TIDEPOOL_TASK_SCOPE_H
