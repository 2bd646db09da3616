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
enum MapKind : std::uint32_t { PlainMap = 0, InheritableMap = 1 };

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
/// thread has no map, and while its operations are traced or logged, the pointers lead to NoTable, in which
/// nothing is ever found: so the inline parts need no branch for either.
struct Current {
  Table *Read[2] = {&NoTable.Header, &NoTable.Header};  ///< for `get`
  Table *Write[2] = {&NoTable.Header, &NoTable.Header}; ///< for `set`
  ThreadState *State = nullptr;
  std::uint32_t Busy = 0; ///< 1: an operation is under way that changes a table
};
TIDEPOOL_API extern __thread Current current __attribute__((tls_model("initial-exec")));

class TIDEPOOL_API HolderBase {
public:
  HolderBase(const HolderBase &) = delete;
  HolderBase &operator=(const HolderBase &) = delete;

  /// The hash code by which tables place the holder's entries.
  std::uint32_t hash_code() const noexcept { return Hash; }
  /// The name given at construction; empty if none was.
  const char *name() const noexcept { return Name; }
  Site declared() const noexcept { return Declared; }

  Key key() const noexcept { return K; }
  MapKind kind() const noexcept { return Kind; }
  const ValueType *type() const noexcept { return Type; }

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

  Table *readTable() const noexcept { return __atomic_load_n(&current.Read[Kind], __ATOMIC_RELAXED); }
  Table *writeTable() const noexcept { return __atomic_load_n(&current.Write[Kind], __ATOMIC_RELAXED); }

  Key K;
  std::uint32_t Hash;
  MapKind Kind;

private:
  Cell *Own;
  const ValueType *Type;
  const char *Name;
  Site Declared;
};

/// What stands behind the inline parts. `Value` of store() is owned by the callee, also when it throws.
enum class Why : std::uint8_t { Set, Initial };
enum class Look : std::uint8_t { Get, Test };
TIDEPOOL_API bool lookup(HolderBase &H, Site Where, Word &Value, Look For = Look::Get);
TIDEPOOL_API bool peek(const HolderBase &H, Word &Value) noexcept;
TIDEPOOL_API void store(HolderBase &H, Word Value, Site Where, Why Reason);
TIDEPOOL_API void erase(HolderBase &H, Site Where);

[[noreturn]] TIDEPOOL_API void throwLogicError(const char *What);

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_HOLDER_H
