//===- thread_state.cpp - Threads: registered, walked, ended --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "thread_state.h"
#include "trace_start.h"
#include <linux/membarrier.h>
#include <new>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tidepool::detail {

std::atomic<std::uint32_t> attention{0};
__thread Current current;

namespace {

/// Constant-initialised and never destroyed: threads and static objects may outlive any order.
std::mutex RegistryLock;
ThreadState *Registered = nullptr;
std::atomic<std::uint64_t> NextThreadId{1};

/// The state lies in the thread's own native storage: the thread's memory comes and goes with it.
struct StateStorage {
  alignas(ThreadState) unsigned char Bytes[sizeof(ThreadState)];
};
__thread StateStorage Storage;

/// The maps of threads that a fork did not take along. They stay as they are, and reachable, so that leak checkers
/// do not mistake them for lost.
struct Orphan {
  Table *Tables[2];
  Orphan *Next;
};
Orphan *Orphans = nullptr;

bool membarrier(int Command) noexcept { return syscall(SYS_membarrier, Command, 0, 0) == 0; }

//===-- The thread's end ----------------------------------------------------------===//

/// A value's destructor may set holders again, which makes a new map. As POSIX does with keys, such rounds come
/// to an end.
constexpr int ClearRounds = 8;

/// A thread ends with this key: after its `thread_local` objects, whose destructors may still use holders. So may
/// those of other keys, in which case the key's turn comes once more.
pthread_key_t EndKey;

void forgetTables() noexcept {
  for (unsigned I : {PlainMap, InheritableMap})
    detail::current.Ring[I] = &NoTable, detail::current.ReadMask[I] = detail::current.WriteMask[I] = 0;
}

bool isMainThread() noexcept { return getpid() == static_cast<pid_t>(syscall(SYS_gettid)); }

void endThread(ThreadState *S) noexcept {
  S->clear();
  if (tracing()) {
    TraceEvent E;
    E.Operation = "thread-end";
    emitEvent(*S, E, PlainMap);
  }
  delist(*S);
  if (!isMainThread())
    pthread_setspecific(EndKey, nullptr);
  detail::current.State = nullptr;
  forgetTables();
  S->~ThreadState();
}

/// The main thread has no end that keys would notice: its values die with its `thread_local` objects, before
/// static ones. What static objects' destructors set then stays.
struct MainGuard {
  ~MainGuard() {
    Gone = true;
    if (ThreadState *S = ThreadState::currentOrNull())
      endThread(S);
  }
  void touch() {}
  static bool Gone;
};
bool MainGuard::Gone = false;
thread_local MainGuard Guard;

//===-- Once for the process --------------------------------------------------------===//

/// All locks of the runtime, in the order in which they are taken inside each other: the child must not find one
/// that a thread holds which it has not.
void beforeFork() {
  RegistryLock.lock();
  for (std::mutex *Lock : {&textsLock(), &cellsLock(), &tracerLock()})
    Lock->lock();
}
void unlockAfterFork() {
  for (std::mutex *Lock : {&tracerLock(), &cellsLock(), &textsLock()})
    Lock->unlock();
  RegistryLock.unlock();
}
void afterForkInChild() {
  ThreadState *Own = ThreadState::currentOrNull();
  for (ThreadState *S = Registered; S; S = S->Next)
    if (S != Own)
      if (auto *O = new (std::nothrow) Orphan{{S->Maps[0].table(), S->Maps[1].table()}, Orphans})
        Orphans = O;
  Registered = Own;
  if (Own)
    Own->Prev = Own->Next = nullptr;
  membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
  unlockAfterFork();
}

void startOnce() {
  static const bool Started = [] {
    if (!membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED))
      attention.fetch_or(FullFences);
    keepLoaded(reinterpret_cast<const void *>(&startOnce)); // the key's function
    pthread_key_create(&EndKey, [](void *S) { endThread(static_cast<ThreadState *>(S)); });
    pthread_atfork(beforeFork, unlockAfterFork, afterForkInChild);
    return true;
  }();
  (void)Started;
}

} // namespace

//===-- States ---------------------------------------------------------------------===//

std::uint64_t ThreadState::nextId() noexcept { return NextThreadId.fetch_add(1, std::memory_order_relaxed); }

void ThreadState::begin(Heritage H) noexcept {
  startOnce();
  auto *S = new (Storage.Bytes) ThreadState;
  S->Id = H.Id ? H.Id : nextId();
  S->GivenName = std::move(H.Name);
  S->Maps[InheritableMap] = std::move(H.Inheritable);
  S->Place = &detail::current;
  detail::current.State = S;
  enlist(*S);
  if (!isMainThread())
    pthread_setspecific(EndKey, S);
  else if (!MainGuard::Gone)
    Guard.touch();
  startTraceFromEnvironment();
}

ThreadState &ThreadState::current() noexcept {
  if (!currentOrNull())
    begin({});
  return *detail::current.State;
}

void enlist(ThreadState &S) noexcept {
  std::lock_guard<std::mutex> Lock(RegistryLock);
  S.Next = Registered;
  if (Registered)
    Registered->Prev = &S;
  Registered = &S;
  S.publish();
}

void delist(ThreadState &S) noexcept {
  std::lock_guard<std::mutex> Lock(RegistryLock);
  (S.Prev ? S.Prev->Next : Registered) = S.Next;
  if (S.Next)
    S.Next->Prev = S.Prev;
  S.Prev = S.Next = nullptr;
}

void ThreadState::publish() noexcept {
  if (!Place)
    return;
  bool Reads = !attentionTo(Tracing);
  bool Writes = Reads && !tracksOrigins() && !Journal && !Holding;
  for (unsigned I : {PlainMap, InheritableMap}) {
    Table *T = Maps[I].table();
    const std::uint64_t Mask = T ? SlotOffset::ofMask(T->Mask) : 0;
    Key *Ring = T ? &T->Sentinel : &NoTable;
    if (Place->Ring[I] != Ring) // never so where another thread calls this: it must not write
      Place->Ring[I] = Ring;
    __atomic_store_n(&Place->ReadMask[I], Reads ? Mask : 0, __ATOMIC_RELAXED);
    __atomic_store_n(&Place->WriteMask[I], Writes ? Mask : 0, __ATOMIC_RELAXED);
  }
}

void ThreadState::republish() noexcept {
  Mutation M(*this);
  publish();
}

void ThreadState::clear() noexcept {
  for (int Round = 0; Round != ClearRounds && (Maps[0].exists() || Maps[1].exists()); ++Round) {
    ThreadLocalMap Old[2];
    {
      Mutation M(*this);
      Old[0].swap(Maps[0]);
      Old[1].swap(Maps[1]);
      publish();
    }
    // Here the values are destroyed.
  }
  Held.empty();
}

//===-- Walking --------------------------------------------------------------------===//

void Mutation::wait() noexcept {
  if (!attentionTo(Walking)) {
    std::atomic_thread_fence(std::memory_order_seq_cst); // FullFences
    if (!attentionTo(Walking))
      return;
  }
  __atomic_store_n(&Place->Busy, 0, __ATOMIC_RELEASE);
  RegistryLock.lock();
  Locked = true;
}

void Mutation::unlock() noexcept { RegistryLock.unlock(); }

ThreadState *Walk::first() noexcept { return Registered; }

Walk::Walk() noexcept {
  startOnce();
  RegistryLock.lock();
  attention.fetch_or(Walking, std::memory_order_seq_cst);
  if (!attentionTo(FullFences))
    membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED);
  // Whoever did not see the flag has announced itself before; whoever comes now waits for the lock.
  forEach([](ThreadState &S) {
    while (S.Place && S.Place != &detail::current && __atomic_load_n(&S.Place->Busy, __ATOMIC_ACQUIRE))
      sched_yield();
  });
}

Walk::~Walk() {
  attention.fetch_and(~std::uint32_t(Walking), std::memory_order_seq_cst);
  RegistryLock.unlock();
}

void Walk::setAttention(std::uint32_t Reasons, bool On) noexcept {
  if (On)
    attention.fetch_or(Reasons, std::memory_order_seq_cst);
  else
    attention.fetch_and(~Reasons, std::memory_order_seq_cst);
  forEach([](ThreadState &S) { S.publish(); });
}

Installed::Installed(ThreadState &S) noexcept : Before(detail::current.State), Now(S) {
  if (Before) {
    Mutation M(*Before);
    Before->Place = nullptr;
  }
  S.Place = &detail::current;
  detail::current.State = &S;
  S.republish();
}

Installed::~Installed() {
  Now.Place = nullptr;
  detail::current.State = Before;
  if (Before) {
    std::lock_guard<std::mutex> Lock(RegistryLock); // a walk must not find it half installed
    Before->Place = &detail::current;
    Before->publish();
  } else {
    forgetTables();
  }
}

} // namespace tidepool::detail
