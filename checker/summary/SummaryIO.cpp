//===- SummaryIO.cpp - Summaries as bytes ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file is a frame (25 bytes, little-endian) and a payload:
//
//   8 magic   4 version   8 checksum of all that follows
//   1 how the payload is compressed   4 size of the payload, uncompressed
//
// The payload is a stream of LEB128 numbers: strings first, each without the
// beginning it shares with the one before; then records. A record begins with
// flags that say which of its optional fields follow; numbers that tend to be
// near one another (lines, nodes, values) are written as differences.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/SummaryIO.h"
#include "checker/summary/Payload.h"
#include "checker/summary/Wire.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <type_traits>

using namespace llvm;

namespace tidepool::summary {
namespace {

//===-- Records -------------------------------------------------------------===//

/// Lists the fields of every record, once for both directions: IO is wire::Writer or wire::Reader,
/// and the records are const for the former. The numbers remembered between records are the bases
/// of the differences.
template <class IO> class Records {
public:
  explicit Records(IO &Io) : Io(Io) {}

  template <class Unit> void unit(Unit &S) {
    Io.text(S.MainFile);
    Io.text(S.Target);
    texts(S.Strings);
    texts(S.Files);
    each(S.Functions, 11, [&](auto &F, uint32_t) { function(F); });
    each(S.Holders, 7, [&](auto &H, uint32_t) { holder(H); });
    each(S.Entities, 3, [&](auto &E, uint32_t) { entity(E); });
    each(S.Classes, 4, [&](auto &C, uint32_t) { klass(C); });
    each(S.Suppressions, 4, [&](auto &N, uint32_t) { suppression(N); });
  }

private:
  IO &Io;
  Loc LastLoc;
  uint32_t LastValue = 0, LastNode = 0, LastUnwind = 0;

  /// A vector whose elements take at least MinBytes each.
  template <class Vector, class Fn> void each(Vector &V, size_t MinBytes, Fn Element) {
    Io.count(V, MinBytes);
    uint32_t I = 0;
    for (auto &E : V)
      Element(E, I++);
  }
  template <class Vector> void texts(Vector &V) {
    StringRef Before;
    each(V, 2, [&](auto &S, uint32_t) {
      Io.textAfter(S, Before);
      Before = S;
    });
  }
  template <class Vector> void syms(Vector &V) {
    each(V, 1, [&](auto &S, uint32_t) { Io.num(S); });
  }
  template <class Bool> static void set(Bool &B, bool Value) {
    if constexpr (IO::Reading)
      B = Value;
  }
  template <class Id> void near(Id &V, uint32_t &Last) {
    Io.delta(V, Last);
    Last = V;
  }

  template <class L> void loc(L &At) {
    // The file rarely changes from one place to the next: one bit beside the line says whether.
    uint64_t Packed = uint64_t(wire::zigzag(At.Line - LastLoc.Line)) << 1 | (At.File != LastLoc.File);
    if constexpr (IO::Reading) {
      Packed = Io.wide();
      At.File = LastLoc.File;
      At.Line = LastLoc.Line + wire::unzigzag(static_cast<uint32_t>(Packed >> 1));
    } else {
      Io.wide(Packed);
    }
    if (Packed & 1)
      Io.num(At.File);
    Io.num(At.Col);
    LastLoc = At;
  }

  template <class PathT> void path(PathT &P) {
    // One byte: root, whether there is an index, and the number of steps (15: it follows).
    constexpr unsigned Many = 15;
    uint8_t Head = static_cast<uint8_t>(P.R) | (P.Index != 0) << 3 |
                   static_cast<uint8_t>(std::min<size_t>(P.Steps.size(), Many)) << 4;
    Io.byte(Head);
    if constexpr (IO::Reading)
      P.R = static_cast<Root>(Head & 7);
    if (Head & 8) {
      if (P.R == Root::Result)
        near(P.Index, LastNode);
      else
        Io.num(P.Index);
    }
    unsigned Steps = Head >> 4;
    if (Steps == Many)
      return syms(P.Steps);
    if constexpr (IO::Reading)
      P.Steps.resize(Steps);
    for (auto &S : P.Steps)
      Io.num(S);
  }

  template <class V> void value(V &Val, uint32_t Self) {
    Io.byte(Val.Kind);
    uint32_t Has = Io.flags([&] {
      return wire::bits(Val.Symbol != NoSym, Val.Node != None, !(Val.P == Path()), !Val.Operands.empty(),
                        !Val.Fields.empty());
    });
    if (Has & 1)
      Io.num(Val.Symbol);
    if (Has & 2)
      near(Val.Node, LastNode);
    if (Has & 4)
      path(Val.P);
    if (Has & 8)
      each(Val.Operands, 1, [&](auto &O, uint32_t) { Io.delta(O, Self); });
    if (Has & 16)
      syms(Val.Fields);
  }

  template <class C> void cond(C &Q) {
    Io.byte(Q.Kind);
    uint32_t Has = Io.flags([&] {
      return wire::bits(Q.Text != NoSym, !(Q.P == Path()), !Q.Mentions.empty(), Q.Call != None);
    });
    if (Has & 1)
      Io.num(Q.Text);
    if (Has & 2)
      path(Q.P);
    if (Has & 4)
      each(Q.Mentions, 1, [&](auto &P, uint32_t) { path(P); });
    if (Has & 8)
      near(Q.Call, LastNode);
  }

  enum NodeHas : uint32_t {
    HasLoc = 1, FallsThrough = 2, HasCallee = 4, HasPath = 8, HasVal = 16, HasUnwind = 32, HasArgs = 64,
    HasThis = 128, HasSuccs = 256, IsInLoop = 512, IsCleanup = 1024, HasCond = 2048, HasOp = 4096,
    HasText = 8192, HasTypes = 16384, IsVirtualCall = 32768, IsMayNotRun = 65536,
    IsDeciding = 131072,
  };
  /// In the order of NodeHas. FallsThrough: the only successor is the next node.
  static uint32_t nodeFlags(const Node &N, uint32_t Self) {
    bool Falls = N.Succs.size() == 1 && N.Succs[0] == Self + 1;
    return wire::bits(!(N.L == Loc()), Falls, N.Callee != NoSym, !(N.P == Path()), N.Val != None,
                      N.Unwind != None, !N.Args.empty(), N.This != None, !Falls && !N.Succs.empty(), N.InLoop,
                      N.Cleanup, N.Cond != None, N.Op != AccessOp::Read, N.Text != NoSym, !N.Types.empty(),
                      N.Virtual, N.MayNotRun, N.Decides);
  }
  template <class NodeT> void node(NodeT &N, uint32_t Self) {
    Io.byte(N.Kind);
    uint32_t Has = Io.flags([&] { return nodeFlags(N, Self); });
    set(N.Virtual, Has & IsVirtualCall);
    set(N.InLoop, Has & IsInLoop);
    set(N.Cleanup, Has & IsCleanup);
    set(N.MayNotRun, Has & IsMayNotRun);
    set(N.Decides, Has & IsDeciding);
    if (Has & HasOp)
      Io.byte(N.Op);
    if (Has & HasLoc)
      loc(N.L);
    if (Has & HasCallee)
      Io.num(N.Callee);
    if (Has & HasText)
      Io.num(N.Text);
    operands(N, Has);
    edges(N, Self, Has);
  }
  template <class NodeT> void operands(NodeT &N, uint32_t Has) {
    if (Has & HasPath)
      path(N.P);
    if (Has & HasVal)
      near(N.Val, LastValue);
    if (Has & HasThis)
      near(N.This, LastValue);
    if (Has & HasArgs)
      each(N.Args, 1, [&](auto &A, uint32_t) { near(A, LastValue); });
    if (Has & HasCond)
      Io.num(N.Cond);
    if (Has & HasTypes)
      syms(N.Types);
  }
  template <class NodeT> void edges(NodeT &N, uint32_t Self, uint32_t Has) {
    if (Has & HasSuccs)
      each(N.Succs, 1, [&](auto &S, uint32_t) { Io.delta(S, Self + 1); });
    else if constexpr (IO::Reading) {
      if (Has & FallsThrough)
        N.Succs.assign(1, Self + 1);
    }
    if (Has & HasUnwind)
      near(N.Unwind, LastUnwind);
  }

  template <class Var> void variable(Var &V) {
    uint32_t Has = Io.flags([&] {
      return wire::bits(V.Class != NoSym, V.Pointer, V.Kind != Content::Plain, !(V.L == Loc()));
    });
    set(V.Pointer, Has & 2);
    Io.num(V.Name);
    if (Has & 1)
      Io.num(V.Class);
    if (Has & 4)
      Io.byte(V.Kind);
    if (Has & 8)
      loc(V.L);
  }

  template <class Func> void function(Func &F) {
    LastValue = LastNode = LastUnwind = 0;
    uint32_t Has = Io.flags([&] {
      return wire::bits(F.Annotations != 0, F.Class != NoSym, !F.Overrides.empty());
    });
    Io.num(F.Usr);
    Io.num(F.Name);
    loc(F.L);
    Io.num(F.Flags);
    if (Has & 1)
      Io.byte(F.Annotations);
    if (Has & 2)
      Io.num(F.Class);
    if (Has & 4)
      syms(F.Overrides);
    each(F.Params, 2, [&](auto &V, uint32_t) { variable(V); });
    each(F.Locals, 2, [&](auto &V, uint32_t) { variable(V); });
    each(F.Values, 2, [&](auto &V, uint32_t I) { value(V, I); });
    each(F.Conds, 2, [&](auto &C, uint32_t) { cond(C); });
    each(F.Nodes, 2, [&](auto &N, uint32_t I) { node(N, I); });
  }

  template <class H> void holder(H &D) {
    uint32_t Has = Io.flags([&] {
      return wire::bits(D.Model != NoSym, D.Type != NoSym, D.Initial != NoSym, D.Owner != NoSym,
                        D.SeparateRemove, D.Inheritable, D.Transmittable, D.Annotations != 0,
                        D.Value != Content::Plain, D.Indirect, D.Wrapped, D.OwnsPlain, D.FreedWithHolder,
                        D.Destroyed);
    });
    set(D.Indirect, Has & 512);
    set(D.Wrapped, Has & 1024);
    set(D.SeparateRemove, Has & 16);
    set(D.Inheritable, Has & 32);
    set(D.Transmittable, Has & 64);
    set(D.OwnsPlain, Has & 2048);
    set(D.FreedWithHolder, Has & 4096);
    set(D.Destroyed, Has & 8192);
    Io.num(D.Usr);
    Io.num(D.Name);
    loc(D.L);
    Io.byte(D.Kind);
    Io.byte(D.Life);
    if (Has & 1)
      Io.num(D.Model);
    if (Has & 2)
      Io.num(D.Type);
    if (Has & 4)
      Io.num(D.Initial);
    if (Has & 8)
      Io.num(D.Owner);
    if (Has & 128)
      Io.byte(D.Annotations);
    if (Has & 256)
      Io.byte(D.Value);
  }

  template <class Ent> void entity(Ent &E) {
    uint32_t Has =
        Io.flags([&] {
          return wire::bits(E.Class != NoSym, E.Static, E.Pointer, !(E.L == Loc()), E.Kind != Content::Plain);
        });
    set(E.Static, Has & 2);
    set(E.Pointer, Has & 4);
    Io.num(E.Usr);
    Io.num(E.Name);
    if (Has & 1)
      Io.num(E.Class);
    if (Has & 8)
      loc(E.L);
    if (Has & 16)
      Io.byte(E.Kind);
  }

  template <class C> void klass(C &D) {
    Io.num(D.Usr);
    Io.num(D.Name);
    syms(D.Bases);
    syms(D.Fields);
  }

  template <class N> void suppression(N &D) {
    Io.num(D.File);
    Io.num(D.FirstLine);
    Io.delta(D.LastLine, D.FirstLine);
    Io.num(D.Globs);
  }
};

//===-- Frame ---------------------------------------------------------------===//

constexpr StringLiteral Magic = "TIDEPOOL";
constexpr size_t VersionAt = 8, ChecksumAt = 12, CheckedFrom = 20, CompressionAt = 20, SizeAt = 21,
                 PayloadAt = 25;

enum class Compression : uint8_t { Stored, Zlib, Zstd };

bool available(Compression C) {
  return C == Compression::Stored || (C == Compression::Zlib && compression::zlib::isAvailable()) ||
         (C == Compression::Zstd && compression::zstd::isAvailable());
}

Compression preferred() {
  for (Compression C : {Compression::Zstd, Compression::Zlib})
    if (available(C))
      return C;
  return Compression::Stored;
}

std::string frame(Compression C, size_t PayloadSize, ArrayRef<uint8_t> Bytes) {
  std::string Out(PayloadAt, '\0');
  Out.append(Bytes.begin(), Bytes.end());
  Out.replace(0, Magic.size(), Magic.data(), Magic.size());
  support::endian::write32le(&Out[VersionAt], FormatVersion);
  Out[CompressionAt] = static_cast<char>(C);
  support::endian::write32le(&Out[SizeAt], static_cast<uint32_t>(PayloadSize));
  support::endian::write64le(&Out[ChecksumAt], xxh3_64bits(StringRef(Out).drop_front(CheckedFrom)));
  return Out;
}

bool decompress(Compression C, ArrayRef<uint8_t> Bytes, size_t Size, SmallVectorImpl<uint8_t> &Out) {
  Error E = C == Compression::Zstd ? compression::zstd::decompress(Bytes, Out, Size)
                                   : compression::zlib::decompress(Bytes, Out, Size);
  bool Good = !E;
  consumeError(std::move(E));
  return Good && Out.size() == Size;
}

template <class... Ts> Error error(const char *Format, const Ts &...Args) {
  return createStringError(std::errc::illegal_byte_sequence, Format, Args...);
}

} // namespace

uint64_t largestPayload(uint64_t FileSize) {
  // Real summaries shrink to a fifth or so; what claims to shrink to less than a thirty-second is
  // more likely made to exhaust memory.
  constexpr uint64_t Most = uint64_t(1) << 30, Allowance = 1 << 20, Ratio = 32;
  return std::min(Most, Allowance + Ratio * FileSize);
}

std::string encodePayload(const TUSummary &S) {
  std::string Out;
  wire::Writer W(Out);
  Records(W).unit(S);
  return Out;
}

bool decodePayload(StringRef Bytes, TUSummary &S) {
  wire::Reader R(Bytes);
  Records(R).unit(S);
  std::string Why;
  return R.finished() && verify(S, Why);
}

std::string framePayload(StringRef Payload) {
  ArrayRef<uint8_t> Bytes = arrayRefFromStringRef(Payload);
  SmallVector<uint8_t, 0> Small;
  Compression C = preferred();
  if (C == Compression::Zstd)
    compression::zstd::compress(Bytes, Small);
  else if (C == Compression::Zlib)
    compression::zlib::compress(Bytes, Small);
  bool Worth = C != Compression::Stored && Small.size() < Bytes.size() &&
               Bytes.size() <= largestPayload(PayloadAt + Small.size());
  return Worth ? frame(C, Bytes.size(), Small) : frame(Compression::Stored, Bytes.size(), Bytes);
}

std::string serialize(const TUSummary &S) { return framePayload(encodePayload(S)); }

Expected<TUSummary> deserialize(StringRef Bytes, StringRef Name) {
  std::string File = Name.str();
  if (!Bytes.starts_with(Magic))
    return error("%s: not a Tidepool summary", File.c_str());
  auto Damaged = [&] { return error("%s: damaged", File.c_str()); };
  if (Bytes.size() < ChecksumAt)
    return Damaged();
  uint32_t Version = support::endian::read32le(Bytes.data() + VersionAt);
  if (Version != FormatVersion)
    return error("%s: version %u, this tool reads %u: make it again", File.c_str(), Version, FormatVersion);
  if (Bytes.size() < PayloadAt ||
      support::endian::read64le(Bytes.data() + ChecksumAt) != xxh3_64bits(Bytes.drop_front(CheckedFrom)))
    return Damaged();

  uint8_t How = Bytes[CompressionAt];
  uint32_t Size = support::endian::read32le(Bytes.data() + SizeAt);
  StringRef Payload = Bytes.drop_front(PayloadAt);
  if (How > static_cast<uint8_t>(Compression::Zstd))
    return Damaged();
  if (!available(Compression(How)))
    return error("%s: compressed in a way that this build cannot read: make it again", File.c_str());

  TUSummary S;
  SmallVector<uint8_t, 0> Large;
  if (Compression(How) == Compression::Stored) {
    if (Size != Payload.size())
      return Damaged();
  } else {
    if (Size > largestPayload(Bytes.size()) ||
        !decompress(Compression(How), arrayRefFromStringRef(Payload), Size, Large))
      return Damaged();
    Payload = toStringRef(Large);
  }
  if (!decodePayload(Payload, S))
    return Damaged();
  return S;
}

} // namespace tidepool::summary
