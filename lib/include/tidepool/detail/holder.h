//===- holder.h - What all holders have in common -------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_HOLDER_H
#define TIDEPOOL_DETAIL_HOLDER_H

#include "tidepool/detail/table.h"
#include <string>

namespace tidepool::detail {

struct ThreadState;

/// A thread has two maps: `Thread.threadLocals` and `Thread.inheritableThreadLocals` of the original.
enum MapKind : std::uint8_t { PlainMap = 0, InheritableMap = 1 };

/// Of a holder's declaration, for reports: outlives the holder.
struct HolderInfo {
  std::string Name;
  std::string File;
  std::uint32_t Line;
  std::string Type;
  std::size_t Size;
};

/// What the inline parts of the operations look at: this thread's tables.
///
/// Native storage with constant initialisation and the initial-exec model: an access is one instruction. Where a
/// thread has no map, and while its operations are traced or logged, the masks are 0, with which nothing is ever
/// found: so the inline parts need no branch for either. Other threads may change the masks, and nothing else.
struct alignas(64) Current {
  Key *Ring[2] = {&NoTable, &NoTable}; ///< the tables' Sentinels
  std::uint64_t ReadMask[2] = {0, 0};  ///< SlotOffset::ofMask, or 0: for `get`
  std::uint64_t WriteMask[2] = {0, 0}; ///< the same for `set` and `remove`
  ThreadState *State = nullptr;
  std::uint32_t Busy = 0; ///< 1: an operation is under way that changes a table

  /// Where the inline parts look for a holder: its home slot, or the Sentinel.
  Slot &readSlot(MapKind Kind, std::uint64_t Offset) noexcept {
    return slotAt(Kind, Offset & __atomic_load_n(&ReadMask[Kind], __ATOMIC_RELAXED));
  }
  Slot &writeSlot(MapKind Kind, std::uint64_t Offset) noexcept {
    return slotAt(Kind, Offset & __atomic_load_n(&WriteMask[Kind], __ATOMIC_RELAXED));
  }

private:
  Slot &slotAt(MapKind Kind, std::uint64_t Bytes) noexcept {
    return *reinterpret_cast<Slot *>(reinterpret_cast<char *>(Ring[Kind]) + Bytes);
  }
};
TIDEPOOL_API extern __thread Current current __attribute__((tls_model("initial-exec")));

/// Small, so that many fit into the cache: what no operation needs lies in the cell.
class TIDEPOOL_API HolderBase {
public:
  HolderBase(const HolderBase &) = delete;
  HolderBase &operator=(const HolderBase &) = delete;

  /// The hash code by which tables place the holder's entries.
  std::uint32_t hash_code() const noexcept { return SlotOffset::hash(Offset); }
  /// The name given at construction; empty if none was.
  const char *name() const noexcept { return K.cell()->About.Name; }
  Site declared() const noexcept { return K.cell()->About.Declared; }

  // What follows is for the runtime itself.

  Key key() const noexcept { return K; }
  MapKind kind() const noexcept { return MapKind(Offset >> KindBit & 1); }
  const ValueType *type() const noexcept { return K.cell()->About.Type; }

  /// The child's value for a thread that is being constructed; see InheritableThreadLocal::child_value.
  virtual Word childWord(Word Parent);
  /// See TransmittableThreadLocal::copy, before_execute, after_execute.
  virtual Word copyWord(Word Value);
  virtual void beforeExecute();
  virtual void afterExecute();

protected:
  struct Traits {
    MapKind Kind;
    const ValueType *Type;
    bool Transmittable = false;
  };
  HolderBase(Traits T, std::uint32_t HashCode, const char *Name, Site Declared);
  virtual ~HolderBase();

  /// Ends the holder before its destructor does. A class that overrides a virtual function has to call this in
  /// its own destructor if other threads may be using the holder just then: they are waited for.
  void retire() noexcept;

  Key K;
  /// SlotOffset::ofHash; and above it, where no mask reaches, the kind and whether the holder is alive.
  std::uint64_t Offset;

private:
  friend class Unobserved;
  static constexpr unsigned KindBit = 40, AliveBit = 41;
};

/// What stands behind the inline parts. `Value` of store() is owned by the callee, also when it throws.
enum class Why : std::uint8_t { Set, Initial };
enum class Look : std::uint8_t { Get, Test };
TIDEPOOL_API bool lookup(HolderBase &H, Site Where, Word &Value, Look For = Look::Get);
TIDEPOOL_API bool peek(const HolderBase &H, Word &Value) noexcept;
TIDEPOOL_API void store(HolderBase &H, Word Value, Site Where, Why Reason);
TIDEPOOL_API void erase(HolderBase &H, Site Where);
/// The usual cases, for which nobody needs to know where they stand. Null or false: it is another case, and nothing
/// has been done. The entry, in a table without stale ones; for `get`, and for an overwriting `set`:
TIDEPOOL_API Slot *findToRead(const HolderBase &H) noexcept;
TIDEPOOL_API Slot *findToWrite(const HolderBase &H) noexcept;
/// An entry is new, and nothing has to be swept or to grow; one at home goes, and behind it there is nothing to do:
TIDEPOOL_API bool insert(HolderBase &H, Word Value) noexcept;
TIDEPOOL_API bool eraseAtHome(HolderBase &H) noexcept;

[[noreturn]] TIDEPOOL_API void throwLogicError(const char *What);

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_HOLDER_H
