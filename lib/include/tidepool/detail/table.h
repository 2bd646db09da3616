//===- table.h - The memory of a ThreadLocalMap ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_TABLE_H
#define TIDEPOOL_DETAIL_TABLE_H

#include "tidepool/detail/key.h"
#include "tidepool/detail/value.h"
#include <cstddef>

namespace tidepool::detail {

/// An entry, or an empty slot where the key is 0.
struct Slot {
  Key K;
  Word Value = 0;
};

/// Who set an entry; kept beside the slots from the first operation on that was tracked.
struct Origin {
  const HolderInfo *Info = nullptr;
  Site Where;
  std::uint32_t Task = 0; ///< the thread's task, counted from 1; 0 = outside any
};

/// Header of the slots, which follow it in the same allocation. The length is a power of two.
struct Table {
  std::uint32_t Mask = 0; ///< length - 1
  std::uint32_t Size = 0; ///< entries, stale ones included
  std::uint32_t Threshold = 0;
  std::uint32_t Doubts = 0;  ///< sweeps since CleanAt was last looked after
  Origin *Origins = nullptr; ///< as many as slots, or null
  /// What `deaths` was when the table had no stale entry. As long as it is that, there is none to look for.
  std::uint64_t CleanAt = 0;
  /// At least as many as there are live entries away from home: a dead one's home is not known any more. While it
  /// is 0, and the table clean, emptying a slot moves nothing.
  std::uint32_t Displaced = 0;
  std::uint32_t Unused = 0;
  Key Sentinel; ///< always 0, in front of the first slot: see SlotOffset

  std::uint32_t length() const { return Mask + 1; }
  Slot *slots() { return reinterpret_cast<Slot *>(this + 1); }
  const Slot *slots() const { return reinterpret_cast<const Slot *>(this + 1); }
  std::uint32_t home(std::uint32_t Hash) const { return Hash & Mask; }
  /// The next slot on the ring, and the one before.
  std::uint32_t nextIndex(std::uint32_t I) const { return (I + 1) & Mask; }
  std::uint32_t prevIndex(std::uint32_t I) const { return (I - 1) & Mask; }
};
static_assert(sizeof(Slot) == 16 && sizeof(Table) % sizeof(Slot) == 0 && sizeof(Table) == 48);

/// A slot's distance from the table's Sentinel, in bytes, is (index * 16) | 8. So the home of a hash code is one
/// conjunction away: (hash * 16 | 8) & (mask * 16 | 8). With a mask of 0 every hash code leads to the Sentinel
/// itself, where no key is: that is how the inline parts of operations are led past themselves.
class SlotOffset {
public:
  static constexpr std::uint64_t ofHash(std::uint32_t Hash) { return std::uint64_t(Hash) << 4 | 8; }
  static constexpr std::uint64_t ofMask(std::uint32_t Mask) { return std::uint64_t(Mask) << 4 | 8; }
  static constexpr std::uint32_t hash(std::uint64_t OfHash) { return std::uint32_t(OfHash >> 4); } ///< bits above do not matter
};
static_assert(offsetof(Table, Sentinel) + sizeof(Key) == sizeof(Table));

/// The Sentinel of a thread that has no table.
TIDEPOOL_API extern Key NoTable;

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_TABLE_H
