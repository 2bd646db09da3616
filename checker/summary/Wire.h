//===- Wire.h - Numbers, strings and flags as bytes and back --------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to SummaryIO. Writer and Reader have the same members, so that one
// description of a record's fields serves both directions and cannot drift.
//
// The Reader's error is sticky: after the first fault it stands at the end of
// the bytes and answers zero and "no elements", so that every loop over what it
// reads ends by itself and one look at failed() at the end is enough.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_WIRE_H
#define TIDEPOOL_CHECKER_SUMMARY_WIRE_H

#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace tidepool::summary::wire {

/// A difference modulo 2^32 with small numbers for small differences of either sign. None (~0u) is
/// one below zero and needs no case of its own.
inline uint32_t zigzag(uint32_t Difference) { return (Difference << 1) ^ (0u - (Difference >> 31)); }
inline uint32_t unzigzag(uint32_t Z) { return (Z >> 1) ^ (0u - (Z & 1)); }

/// Bit I of the result is argument I.
template <class... Bools> constexpr uint32_t bits(Bools... B) {
  uint32_t Mask = 0, Bit = 1;
  ((Mask |= B ? Bit : 0, Bit <<= 1), ...);
  return Mask;
}

/// How much of the string before it a string may take over. A bound, because without one a few
/// bytes could stand for any amount of text.
inline constexpr size_t MaxShared = 127;

class Writer {
public:
  static constexpr bool Reading = false;
  explicit Writer(std::string &Out) : Out(Out) {}

  void wide(uint64_t V) {
    for (; V >= 0x80; V >>= 7)
      Out.push_back(static_cast<char>(V | 0x80));
    Out.push_back(static_cast<char>(V));
  }
  void num(uint32_t V) { wide(V); }
  /// V as its distance from Base, which both sides know.
  void delta(uint32_t V, uint32_t Base) { wide(zigzag(V - Base)); }
  template <class T> void byte(T V) { Out.push_back(static_cast<char>(V)); }
  /// Says which optional fields follow. Only the writer asks Compute for it.
  template <class Fn> uint32_t flags(Fn Compute) {
    uint32_t Mask = Compute();
    num(Mask);
    return Mask;
  }
  /// Writes the number of elements. MinBytes: what one takes at least (see Reader).
  template <class T> void count(const std::vector<T> &V, size_t MinBytes) { wide(V.size()); }
  void text(llvm::StringRef S) {
    wide(S.size());
    Out.append(S.begin(), S.end());
  }
  /// S without the beginning that it has in common with Before.
  void textAfter(llvm::StringRef S, llvm::StringRef Before) {
    size_t Limit = std::min({S.size(), Before.size(), MaxShared});
    size_t Shared = std::mismatch(S.begin(), S.begin() + Limit, Before.begin()).first - S.begin();
    byte(Shared);
    text(S.drop_front(Shared));
  }

private:
  std::string &Out;
};

class Reader {
public:
  static constexpr bool Reading = true;
  explicit Reader(llvm::StringRef Bytes) : Cur(Bytes.bytes_begin()), End(Bytes.bytes_end()) {}

  bool failed() const { return Failed; }
  /// True if nothing went wrong and nothing is left.
  bool finished() const { return !Failed && Cur == End; }

  uint64_t wide() {
    if (Cur != End && *Cur < 0x80)
      return *Cur++;
    uint64_t V = 0;
    for (unsigned Shift = 0; Shift < 64 && Cur != End; Shift += 7) {
      uint8_t B = *Cur++;
      V |= static_cast<uint64_t>(B & 0x7f) << Shift;
      if (B < 0x80)
        return V;
    }
    return fail();
  }
  uint32_t narrow() {
    uint64_t V = wide();
    return V <= std::numeric_limits<uint32_t>::max() ? static_cast<uint32_t>(V) : fail();
  }
  void num(uint32_t &V) { V = narrow(); }
  void delta(uint32_t &V, uint32_t Base) { V = Base + unzigzag(narrow()); }
  template <class T> void byte(T &V) { V = static_cast<T>(Cur != End ? *Cur++ : fail()); }
  template <class Fn> uint32_t flags(Fn) { return narrow(); }

  /// Makes room for as many elements as the bytes announce, unless the bytes that are left cannot
  /// hold that many.
  template <class T> void count(std::vector<T> &V, size_t MinBytes) {
    uint64_t N = wide();
    if (N > left() / MinBytes)
      N = fail();
    V.resize(N);
  }
  void text(std::string &S) {
    S.clear();
    append(S);
  }
  void textAfter(std::string &S, llvm::StringRef Before) {
    uint8_t Shared = 0;
    byte(Shared);
    if (Shared > MaxShared || Shared > Before.size())
      Shared = fail();
    S.assign(Before.data(), Shared);
    append(S);
  }

private:
  const uint8_t *Cur, *End;
  bool Failed = false;

  size_t left() const { return End - Cur; }
  uint32_t fail() {
    Failed = true;
    Cur = End;
    return 0;
  }
  void append(std::string &S) {
    uint64_t N = wide();
    if (N > left())
      N = fail();
    S.append(reinterpret_cast<const char *>(Cur), N);
    Cur += N;
  }
};

} // namespace tidepool::summary::wire

#endif // TIDEPOOL_CHECKER_SUMMARY_WIRE_H
