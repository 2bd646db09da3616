//===- key.h - Weak references to holders ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_KEY_H
#define TIDEPOOL_DETAIL_KEY_H

#include "tidepool/detail/config.h"
#include <atomic>

namespace tidepool::detail {

class HolderBase;
struct HolderInfo;
struct ValueType;

/// What a holder was given at its construction.
struct HolderAbout {
  const char *Name = "";
  Site Declared;
  const ValueType *Type = nullptr;
};

/// What tables know of a holder. A cell outlives its holder and is used again for another one, with the next
/// generation: an entry is stale when the generation in its key is not the cell's. That is why a weak key needs
/// no reference count, and why `set` and `remove` touch no memory that other threads write.
struct alignas(64) Cell {
  /// Generation in the lower half, hash code in the upper: one load gives both of the same holder.
  std::atomic<std::uint64_t> State{1};
  /// Threads that are about to call, or are calling, a virtual function of the holder.
  std::atomic<std::uint32_t> Pins{0};
  std::atomic<bool> Transmittable{false};
  std::atomic<HolderBase *> Owner{nullptr};
  std::atomic<const HolderInfo *> Info{nullptr};
  HolderAbout About; ///< for the living holder only
};

/// A weak reference to a holder, and whether its values are boxed: 44 bits of the cell's address (a multiple of
/// 16 below 2^48), 19 bits of generation, 1 bit. 0 is an empty slot.
class Key {
public:
  static constexpr std::uint32_t MaxGeneration = (1u << 19) - 1;

  Key() = default;
  Key(const Cell *C, std::uint32_t Generation, bool Boxed)
      : Bits((reinterpret_cast<std::uintptr_t>(C) << 16) | (std::uint64_t(Generation) << 1) | unsigned(Boxed)) {}

  explicit operator bool() const { return Bits != 0; }
  friend bool operator==(Key A, Key B) { return A.Bits == B.Bits; }
  friend bool operator!=(Key A, Key B) { return A.Bits != B.Bits; }

  Cell *cell() const { return reinterpret_cast<Cell *>((Bits >> 20) << 4); }
  std::uint32_t generation() const { return std::uint32_t(Bits >> 1) & MaxGeneration; }
  bool boxed() const { return Bits & 1; }
  std::uint64_t bits() const { return Bits; }

  /// Once true, true for ever.
  bool stale() const { return generationOf(state()) != generation(); }
  std::uint64_t state() const { return cell()->State.load(std::memory_order_acquire); }

  static std::uint32_t generationOf(std::uint64_t State) { return std::uint32_t(State); }
  static std::uint32_t hashOf(std::uint64_t State) { return std::uint32_t(State >> 32); }

private:
  std::uint64_t Bits = 0;
};

/// Holders whose entries have become stale so far, in the whole process. Counted after the cell has changed: who
/// sees the number sees the death.
TIDEPOOL_API extern std::atomic<std::uint64_t> deaths;

/// The cell of a new holder. Throws std::bad_alloc; constant time but for the allocation of a new block.
TIDEPOOL_API Cell *acquireCell(HolderBase *Owner, std::uint32_t Hash, const HolderAbout &About);

/// Ends the holder: its entries become stale now, or at the next Collector::collect() in manual mode. Waits for
/// other threads that are inside a virtual function of the holder.
TIDEPOOL_API void releaseCell(Cell *C) noexcept;

/// The step between consecutive hash codes, 2^32 divided by the golden ratio, rounded to odd: multiples of it
/// spread evenly over tables of any power of two.
constexpr std::uint32_t HashIncrement = 0x61c88647;

TIDEPOOL_API std::uint32_t nextHashCode() noexcept;

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_KEY_H
