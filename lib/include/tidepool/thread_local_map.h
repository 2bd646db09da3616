//===- thread_local_map.h - The table of one thread's values --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_THREAD_LOCAL_MAP_H
#define TIDEPOOL_THREAD_LOCAL_MAP_H

#include "tidepool/detail/table.h"

namespace tidepool {

namespace detail {
class Unobserved;
}

/// What an operation has met on its way: for traces and tests.
struct OperationCounts {
  std::uint32_t Probes = 0; ///< slots looked at while searching the key
  std::uint32_t Met = 0;    ///< stale entries among all slots looked at
  std::uint32_t Swept = 0;  ///< stale entries that were expunged
  std::int32_t Slot = -1;   ///< where the key's entry is, or was, -1 = nowhere
};

/// The hash table that a thread has for its holders' values: a reimplementation, slot by slot, of the nested
/// class ThreadLocalMap of java.lang.ThreadLocal (JDK 17 and 25; Doug Lea and Josh Bloch, java.base module). The
/// methods have the names of the original; docs/runtime.md describes the algorithm.
///
/// A ring of slots with open addressing and linear probing. Length 16 at first, doubled at two thirds; keys are
/// weak: when a holder dies its entries become *stale*, and are expunged by whichever later operation on this
/// table happens to meet them. Values are held strongly until then.
///
/// Where no holder at all has died since the table was last seen to be without stale entries, sweeps are skipped:
/// they would find nothing. So is the walk behind a removed entry while, besides, no entry is away from home. The slots
/// are always those that the original's operations would leave.
///
/// Complexity: expected constant time for all operations on evenly spread hash codes, linear in the length of
/// the run of occupied slots in any case; `set` can rehash, which is linear in the table.
///
/// Thread safety: one thread at a time. Holders may die on other threads meanwhile: an entry then counts as live
/// or as stale, in each look at it.
///
/// Exceptions: `set` throws std::bad_alloc, and has changed nothing then. Where only the growth of a table fails,
/// `set` succeeds, and growth is tried again with the next insertion. All else throws nothing.
///
/// Values that leave the table go to a detail::Bin: no destructor runs in the middle of an operation.
class TIDEPOOL_API ThreadLocalMap {
public:
  using Key = detail::Key;
  using Slot = detail::Slot;
  using Word = detail::Word;
  using Bin = detail::Bin;

  static constexpr std::uint32_t InitialCapacity = 16;

  /// A thread without a map. The table is made by the first `set`.
  ThreadLocalMap() noexcept = default;
  ThreadLocalMap(ThreadLocalMap &&Other) noexcept { swap(Other); }
  ThreadLocalMap &operator=(ThreadLocalMap &&Other) noexcept;
  /// Destroys the values.
  ~ThreadLocalMap();
  void swap(ThreadLocalMap &Other) noexcept;

  bool exists() const noexcept { return Data; }
  std::uint32_t length() const noexcept { return Data ? Data->length() : 0; }
  std::uint32_t size() const noexcept { return Data ? Data->Size : 0; }
  std::uint32_t threshold() const noexcept { return Data ? Data->Threshold : 0; }
  const detail::Table *table() const noexcept { return Data; }
  detail::Table *table() noexcept { return Data; }

  /// The entry of a holder, or null. A hit at home cleans nothing; on the way of a longer search, stale entries
  /// are expunged.
  Slot *getEntry(Key K, std::uint32_t Hash, Bin &Dead, OperationCounts *Counts = nullptr) noexcept;

  /// The same without cleaning.
  Slot *find(Key K, std::uint32_t Hash) noexcept;
  const Slot *find(Key K, std::uint32_t Hash) const noexcept;

  /// What was in an entry before.
  struct Replaced {
    bool Had = false;
    Word Value = 0;
  };
  /// Inserts or overwrites; the old value goes to the caller. Throws std::bad_alloc if there is no room, with
  /// nothing changed.
  Replaced set(Key K, std::uint32_t Hash, Word Value, Bin &Dead, OperationCounts *Counts = nullptr);

  /// Takes the holder's entry out, and the stale ones between it and the end of the run. The old value goes to the
  /// caller.
  Replaced remove(Key K, std::uint32_t Hash, Bin &Dead, OperationCounts *Counts = nullptr) noexcept;

  /// Where a new table's entries come from: called for each live entry in slot order.
  class ChildValues {
  public:
    virtual ~ChildValues() = default;
    /// The child's value, or false to leave the entry out. May throw; may use the parent's map.
    virtual bool childValue(Key K, Word Parent, Word &Child) = 0;
  };
  /// The map that a thread gets from the one that constructs it: of the parent's length, with the live entries
  /// in slot order, each from its home. If `Values` throws, so does this, and all child values are destroyed.
  static ThreadLocalMap createInheritedMap(ThreadLocalMap &Parent, ChildValues &Values);

  /// Expunges all stale entries, and doubles the table if it is still three quarters of the threshold full.
  /// Called by `set`.
  void rehash(Bin &Dead) noexcept;

  /// The origins of entries, made at the first call; null if there is no table or no memory.
  detail::Origin *origins() noexcept;

private:
  friend class detail::Unobserved;
  struct NoCounts;
  struct Counts;
  template <class Counter> Slot *getEntryAfterMiss(Key K, std::uint32_t I, Bin &Dead, Counter C) noexcept;
  template <class Counter>
  Replaced setCounted(Key K, std::uint32_t Hash, Word Value, Bin &Dead, Counter C);
  template <class Counter> Replaced removeCounted(Key K, std::uint32_t Hash, Bin &Dead, Counter C) noexcept;
  template <class Counter>
  Replaced replaceStaleEntry(Key K, std::uint32_t Home, Word Value, std::uint32_t StaleSlot, Bin &Dead,
                             Counter C) noexcept;
  template <class Counter> std::uint32_t expungeStaleEntry(std::uint32_t StaleSlot, Bin &Dead, Counter C) noexcept;
  template <class Counter>
  bool cleanSomeSlots(std::uint32_t I, std::uint32_t N, Bin &Dead, Counter C) noexcept;
  template <class Counter> void expungeStaleEntries(Bin &Dead, Counter C) noexcept;
  template <class Counter> void rehashCounted(Bin &Dead, Counter C) noexcept;
  void resize(Bin &Dead) noexcept;
  bool knownClean() const noexcept { return Data->CleanAt == detail::deaths.load(std::memory_order_acquire); }
  void lookForStaleEntries() noexcept;
  void move(std::uint32_t From, std::uint32_t To) noexcept;

  detail::Table *Data = nullptr;
};

} // namespace tidepool

#endif // TIDEPOOL_THREAD_LOCAL_MAP_H
