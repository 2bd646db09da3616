//===- value.h - Values as tables keep them -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_VALUE_H
#define TIDEPOOL_DETAIL_VALUE_H

#include "tidepool/detail/config.h"
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tidepool::detail {

/// A value, or a pointer to its Box.
using Word = std::uint64_t;

/// Such values lie in the table itself and are copied bit by bit. All others lie in a Box of their own, so that
/// the reference that `get` returns stays good while the table moves its entries.
template <class T>
inline constexpr bool StoredInline = std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(Word);

/// The type's name as the compiler spells it; needs no run-time type information.
template <class T> constexpr std::string_view typeName() {
  std::string_view Text = __PRETTY_FUNCTION__;
  std::size_t Begin = Text.find("T = ") + 4;
  std::size_t End = Text.find_first_of(";]", Begin); // GCC adds "; std::string_view = ..."
  while (End != std::string_view::npos && Text[End] == ']' && End + 1 < Text.size())
    End = Text.find_first_of(";]", End + 1);
  return Text.substr(Begin, End - Begin);
}

struct Box;

struct ValueType {
  std::string_view Name;
  std::size_t Size;
  void (*Destroy)(Box *) noexcept; ///< null for values that are stored inline
  Box *(*Copy)(const Box *);       ///< null for those, and for types that cannot be copied
  bool (*Empty)(Word) noexcept;    ///< null pointers, empty optionals; null for types that have no such value
  std::uint64_t (*Digest)(Word) noexcept; ///< for traces; null for types that std::hash does not know
};

struct Box {
  Box *Next = nullptr; ///< in a Bin
  const ValueType *Type;
};

template <class T> struct BoxOf : Box {
  template <class... Args> explicit BoxOf(const ValueType *Of, Args &&...A)
      : Box{nullptr, Of}, Value(std::forward<Args>(A)...) {}
  T Value;
};

template <class T> void destroyBox(Box *B) noexcept { delete static_cast<BoxOf<T> *>(B); }

template <class T> Box *copyBox(const Box *B) {
  return new BoxOf<T>(B->Type, static_cast<const BoxOf<T> *>(B)->Value);
}

/// Pointers, and classes that can be asked whether they hold something: smart pointers, optionals, functions.
template <class T>
inline constexpr bool CanBeEmpty =
    std::is_pointer_v<T> || (std::is_class_v<T> && std::is_nothrow_constructible_v<bool, const T &> &&
                             !std::is_convertible_v<const T &, bool>);

template <class T> bool isEmptyWord(Word W) noexcept;

template <class T, class = void> inline constexpr bool CanBeHashed = false;
template <class T>
inline constexpr bool CanBeHashed<T, std::void_t<decltype(std::hash<T>()(std::declval<const T &>()))>> = true;

/// std::hash, through smart pointers: equal contents are equal values, wherever they lie.
template <class T> struct DigestOf {
  static constexpr bool Known = CanBeHashed<T>;
  static std::uint64_t of(const T &Value) { return std::hash<T>()(Value); }
};
/// What a shared_ptr<void> refers to is not known.
template <> struct DigestOf<void> {
  static constexpr bool Known = false;
};
template <class Pointer, class T> struct DigestOfPointee {
  static constexpr bool Known = DigestOf<T>::Known;
  static std::uint64_t of(const Pointer &P) { return P ? DigestOf<T>::of(*P) : 0; }
};
template <class T, class Deleter>
struct DigestOf<std::unique_ptr<T, Deleter>> : DigestOfPointee<std::unique_ptr<T, Deleter>, std::remove_const_t<T>> {};
template <class T> struct DigestOf<std::shared_ptr<T>> : DigestOfPointee<std::shared_ptr<T>, std::remove_const_t<T>> {};

template <class T> std::uint64_t digestWord(Word W) noexcept;

template <class T> constexpr ValueType makeValueType() {
  ValueType Type{typeName<T>(), sizeof(T), nullptr, nullptr, nullptr, nullptr};
  if constexpr (CanBeEmpty<T>)
    Type.Empty = isEmptyWord<T>;
  if constexpr (DigestOf<T>::Known)
    Type.Digest = digestWord<T>;
  if constexpr (!StoredInline<T>) {
    Type.Destroy = destroyBox<T>;
    if constexpr (std::is_copy_constructible_v<T>)
      Type.Copy = copyBox<T>;
  }
  return Type;
}

template <class T> inline constexpr ValueType TypeOf = makeValueType<T>();

/// Keeps the library loaded in which a function lies. A table may hold a value longer than anybody holds the
/// library with its destructor (the C++ runtime does the same for destructors of `thread_local` objects).
TIDEPOOL_API void keepLoaded(const void *Function) noexcept;

template <class T> Box *makeBox(T &&Value) {
  // Once for each type, not for each value.
  static const bool Kept = (keepLoaded(reinterpret_cast<const void *>(TypeOf<T>.Destroy)), true);
  (void)Kept;
  return new BoxOf<T>(&TypeOf<T>, std::move(Value));
}

inline Word toWord(Box *B) { return reinterpret_cast<Word>(B); }
inline Box *toBox(Word W) { return reinterpret_cast<Box *>(W); }

template <class T> Word toWord(const T &Value) {
  static_assert(StoredInline<T>);
  Word W = 0;
  std::memcpy(&W, &Value, sizeof(T));
  return W;
}

template <class T> T fromWord(Word W) {
  static_assert(StoredInline<T>);
  struct Bytes {
    unsigned char B[sizeof(T)];
  } Raw;
  std::memcpy(&Raw, &W, sizeof(T));
  return __builtin_bit_cast(T, Raw);
}

template <class T> T &unbox(Word W) { return static_cast<BoxOf<T> *>(toBox(W))->Value; }

template <class T> bool isEmptyWord(Word W) noexcept {
  if constexpr (StoredInline<T>)
    return !static_cast<bool>(fromWord<T>(W));
  else
    return !static_cast<bool>(static_cast<const T &>(unbox<T>(W)));
}

/// Never 0.
template <class T> std::uint64_t digestWord(Word W) noexcept {
  std::uint64_t Digest = 0;
  if constexpr (StoredInline<T>)
    Digest = DigestOf<T>::of(fromWord<T>(W));
  else
    Digest = DigestOf<T>::of(unbox<T>(W));
  return Digest ? Digest : 1;
}

/// Values that have left a table and are destroyed when the operation is over and the table consistent again:
/// their destructors may do with holders what they like. Allocates nothing.
class Bin {
public:
  Bin() = default;
  Bin(const Bin &) = delete;
  Bin &operator=(const Bin &) = delete;
  ~Bin() { empty(); }

  bool isEmpty() const { return !First; }
  void put(Box *B) noexcept {
    B->Next = First;
    First = B;
  }
  void put(Word W, bool Boxed) noexcept {
    if (Boxed && W)
      put(toBox(W));
  }
  /// Takes over what another bin holds.
  void take(Bin &Other) noexcept {
    while (Box *B = Other.pop())
      put(B);
  }
  /// Lets go of the values without destroying them: somebody else owns them.
  void release() noexcept { First = nullptr; }
  void empty() noexcept {
    while (Box *B = pop())
      B->Type->Destroy(B);
  }

private:
  Box *pop() noexcept {
    Box *B = First;
    if (B)
      First = B->Next;
    return B;
  }
  Box *First = nullptr;
};

} // namespace tidepool::detail

#endif // TIDEPOOL_DETAIL_VALUE_H
