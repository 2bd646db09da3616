//===- thread_state.h - What the runtime keeps of a thread ----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_THREAD_STATE_H
#define TIDEPOOL_SRC_THREAD_STATE_H

#include "tidepool/detail/holder.h"
#include "tidepool/thread_local_map.h"
#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace tidepool::detail {

class TaskJournal;

/// Reasons for which operations must not go the short way. One word for the process, read by each operation that
/// changes a table, and nearly always 0.
enum Attention : std::uint32_t {
  Tracing = 1,        ///< every operation is an event
  TrackingOrigins = 2, ///< entries get to know who set them
  Walking = 4,        ///< somebody reads all threads' tables: changes wait
  FullFences = 8,     ///< the kernel has no membarrier: changes announce themselves with a fence
};
extern std::atomic<std::uint32_t> attention;
inline bool attentionTo(std::uint32_t Reasons) {
  return attention.load(std::memory_order_relaxed) & Reasons;
}

/// What a new thread begins with.
struct Heritage {
  std::uint64_t Id = 0;
  std::unique_ptr<const std::string> Name;
  ThreadLocalMap Inheritable;
};

/// A thread's two maps and the task that it runs. Made by the first operation that needs it, in the thread's own
/// native storage; ends with the thread. A scenario can have states of its own and put them in a thread's place for
/// a while (Installed).
struct ThreadState {
  ThreadLocalMap Maps[2];
  Current *Place = nullptr; ///< of the thread on which it is installed
  std::uint64_t Id = 0;     ///< counted from 1; for traces and reports
  std::unique_ptr<const std::string> GivenName; ///< of few threads
  std::uint32_t Task = 0;   ///< tasks begun so far
  bool InTask = false;
  std::uint64_t Submission = 0; ///< of the pool's task that it runs, for traces
  bool Tracked = false;     ///< origins are kept for this thread alone
  TaskJournal *Journal = nullptr;
  unsigned Holding = 0;     ///< above 0, values that leave the maps wait in Held
  Bin Held;
  const Cell *Pinned = nullptr; ///< of the holder that this thread is calling
  ThreadState *Prev = nullptr, *Next = nullptr;

  /// This thread's; made if there is none.
  static ThreadState &current() noexcept;
  /// Makes the state of a thread that has none yet.
  static void begin(Heritage H) noexcept;
  static std::uint64_t nextId() noexcept;
  static ThreadState *currentOrNull() noexcept { return detail::current.State; }

  std::string_view name() const noexcept { return GivenName ? std::string_view(*GivenName) : std::string_view(); }
  std::uint32_t task() const noexcept { return InTask ? Task : 0; }
  bool tracksOrigins() const noexcept { return Tracked || attentionTo(TrackingOrigins); }
  /// Leads the inline parts to the tables, or past them. Inside a Mutation or a Walk only.
  void publish() noexcept;
  /// The same for changes of this thread's own switches (Journal, Tracked).
  void republish() noexcept;
  /// Takes the maps away and destroys the values, whose destructors may make new ones.
  void clear() noexcept;
};

/// Registers a state so that walks see it.
void enlist(ThreadState &S) noexcept;
void delist(ThreadState &S) noexcept;

/// Locks that a fork has to hold.
std::mutex &textsLock() noexcept;
std::mutex &cellsLock() noexcept;
std::mutex &tracerLock() noexcept;

/// An operation that changes a table of this thread. Costs two plain stores and a load: the expensive half of the
/// synchronisation is the walker's (an asymmetric fence, by way of the system call membarrier).
/// They do not nest, and no user code may run inside.
class Mutation {
public:
  explicit Mutation(ThreadState &S) noexcept : Place(S.Place) {
    if (Place)
      enter();
  }
  ~Mutation() {
    if (Locked)
      unlock();
    else if (Place)
      __atomic_store_n(&Place->Busy, 0, __ATOMIC_RELEASE);
  }
  Mutation(const Mutation &) = delete;
  Mutation &operator=(const Mutation &) = delete;

private:
  void enter() noexcept {
    __atomic_store_n(&Place->Busy, 1, __ATOMIC_RELAXED);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    if (__builtin_expect(attention.load(std::memory_order_acquire) & (Walking | FullFences), 0))
      wait();
  }
  void wait() noexcept;
  void unlock() noexcept;

  Current *Place;
  bool Locked = false;
};

/// All threads' tables, at rest: as long as it lives, no registered thread changes its own, threads that come and
/// go wait, and so do forks. Linear in the number of threads. No user code may run inside.
class Walk {
public:
  Walk() noexcept;
  ~Walk();
  Walk(const Walk &) = delete;
  Walk &operator=(const Walk &) = delete;

  template <class F> void forEach(F Visit) {
    for (ThreadState *S = first(); S; S = S->Next)
      Visit(*S);
  }
  /// Changes reasons for attention, and what the inline parts of all threads see.
  void setAttention(std::uint32_t Reasons, bool On) noexcept;

private:
  static ThreadState *first() noexcept;
};

/// Puts a state in the place of the thread's own, for scenarios of many threads on one.
class Installed {
public:
  explicit Installed(ThreadState &S) noexcept;
  ~Installed();
  Installed(const Installed &) = delete;
  Installed &operator=(const Installed &) = delete;

private:
  ThreadState *Before;
  ThreadState &Now;
};

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_THREAD_STATE_H
