//===- cells.cpp - Holders and what stays of them -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/collector.h"
#include "tidepool/detail/holder.h"
#include "trace_start.h"
#include <dlfcn.h>
#include <mutex>
#include <new>
#include <sched.h>
#include <stdexcept>
#include <utility>

namespace tidepool {
namespace detail {

std::atomic<std::uint64_t> deaths{0};

namespace {

/// Cells are handed out from blocks that are never given back: a weak key may be followed at any time. The
/// memory is that of the greatest number of holders alive at the same time.
struct CellPool {
  static constexpr std::size_t BlockSize = 128;
  struct Block {
    Block *Next;
    Cell Cells[BlockSize];
  };
  std::mutex Lock;
  Block *Blocks = nullptr;
  std::size_t Fresh = BlockSize; ///< the first unused cell of the newest block
  Cell *Free = nullptr;          ///< a list
  Cell *Dead = nullptr;          ///< waiting for Collector::collect()
  Collector::Mode Mode = Collector::Mode::Automatic;
};
CellPool Pool;

/// Cells without a holder are linked by Info, which nobody asks a dead holder for.
Cell *linked(const Cell *C) {
  return reinterpret_cast<Cell *>(const_cast<HolderInfo *>(C->Info.load(std::memory_order_relaxed)));
}
void link(Cell *C, Cell *&List) {
  C->Info.store(reinterpret_cast<const HolderInfo *>(List), std::memory_order_relaxed);
  List = C;
}

/// From now on the cell's entries are stale. The last generation is never used again.
void kill(Cell *C) {
  std::uint64_t State = C->State.load(std::memory_order_relaxed);
  C->State.store(State + 1, std::memory_order_seq_cst);
  deaths.fetch_add(1, std::memory_order_release);
  if (Key::generationOf(State) + 1 < Key::MaxGeneration)
    link(C, Pool.Free);
}

std::atomic<std::uint32_t> NextHash{0};

} // namespace

std::mutex &cellsLock() noexcept { return Pool.Lock; }

std::uint32_t nextHashCode() noexcept { return NextHash.fetch_add(HashIncrement, std::memory_order_relaxed); }

Cell *acquireCell(HolderBase *Owner, std::uint32_t Hash, const HolderAbout &About) {
  std::lock_guard<std::mutex> Lock(Pool.Lock);
  Cell *C = Pool.Free;
  if (C) {
    Pool.Free = linked(C);
  } else {
    if (Pool.Fresh == CellPool::BlockSize) {
      auto *B = new CellPool::Block;
      B->Next = Pool.Blocks;
      Pool.Blocks = B;
      Pool.Fresh = 0;
    }
    C = &Pool.Blocks->Cells[Pool.Fresh++];
  }
  std::uint32_t Generation = Key::generationOf(C->State.load(std::memory_order_relaxed));
  C->Transmittable.store(false, std::memory_order_relaxed);
  C->Info.store(nullptr, std::memory_order_relaxed);
  C->About = About;
  C->Owner.store(Owner, std::memory_order_relaxed);
  C->State.store(std::uint64_t(Hash) << 32 | Generation, std::memory_order_release);
  return C;
}

void releaseCell(Cell *C) noexcept {
  // With the owner gone, nobody begins to call it any more; whoever has begun is waited for.
  C->Owner.store(nullptr, std::memory_order_seq_cst);
  ThreadState *S = ThreadState::currentOrNull();
  std::uint32_t Own = S && S->Pinned == C ? 1 : 0;
  while (C->Pins.load(std::memory_order_seq_cst) > Own)
    sched_yield();
  std::lock_guard<std::mutex> Lock(Pool.Lock);
  if (Pool.Mode == Collector::Mode::Manual)
    link(C, Pool.Dead);
  else
    kill(C);
}

HolderBase::HolderBase(Traits T, std::uint32_t HashCode, const char *Name, Site Declared)
    : Offset(SlotOffset::ofHash(HashCode) | std::uint64_t(T.Kind) << KindBit | std::uint64_t(1) << AliveBit) {
  Cell *Own = acquireCell(this, HashCode, {Name ? Name : "", Declared, T.Type});
  Own->Transmittable.store(T.Transmittable, std::memory_order_relaxed);
  K = Key(Own, Key::generationOf(Own->State.load(std::memory_order_relaxed)), T.Type->Destroy != nullptr);
}

HolderBase::~HolderBase() { retire(); }

void HolderBase::retire() noexcept {
  constexpr std::uint64_t Alive = std::uint64_t(1) << AliveBit;
  if (!(std::exchange(Offset, Offset & ~Alive) & Alive))
    return;
  if (tracing()) {
    TraceEvent E;
    E.Operation = "holder-end";
    describe(E, *this);
    emitEvent(ThreadState::current(), E, kind());
  }
  releaseCell(K.cell());
}

Word HolderBase::childWord(Word) { throwLogicError("this holder is not inheritable"); }
Word HolderBase::copyWord(Word) { throwLogicError("this holder is not transmittable"); }
void HolderBase::beforeExecute() {}
void HolderBase::afterExecute() {}

void throwLogicError(const char *What) { throw std::logic_error(What); }

void keepLoaded(const void *Function) noexcept {
  Dl_info Where;
  if (dladdr(Function, &Where) && Where.dli_fname)
    dlopen(Where.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

} // namespace detail

Collector::Mode Collector::mode() noexcept {
  std::lock_guard<std::mutex> Lock(detail::Pool.Lock);
  return detail::Pool.Mode;
}

void Collector::set_mode(Mode M) noexcept {
  {
    std::lock_guard<std::mutex> Lock(detail::Pool.Lock);
    detail::Pool.Mode = M;
  }
  if (M == Mode::Automatic)
    collect();
}

std::size_t Collector::collect() noexcept {
  std::lock_guard<std::mutex> Lock(detail::Pool.Lock);
  std::size_t Count = 0;
  for (; detail::Cell *C = detail::Pool.Dead; ++Count) {
    detail::Pool.Dead = detail::linked(C);
    detail::kill(C);
  }
  return Count;
}

} // namespace tidepool
