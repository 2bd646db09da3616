//===- summary_io_test.cpp - Summaries as bytes and back ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/summary/SummaryIO.h"
#include "checker/summary/Payload.h"
#include "checker/summary/Wire.h"
#include "random_summary.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include "gtest/gtest.h"
#include <functional>

using namespace llvm;
using namespace tidepool::summary;
using tidepool::test::RandomSummary;

namespace {

//===-- Equality, field by field ----------------------------------------===//
//
// Structured bindings, so that this does not compile any more when a record gets
// a field that nobody thought of here.

template <class T, class Fn> bool each(const std::vector<T> &A, const std::vector<T> &B, Fn Same) {
  return std::equal(A.begin(), A.end(), B.begin(), B.end(), Same);
}
bool same(const Cond &A, const Cond &B) {
  auto &[K, T, P, M, C] = A;
  auto &[K2, T2, P2, M2, C2] = B;
  return K == K2 && T == T2 && P == P2 && M == M2 && C == C2;
}
bool same(const Node &A, const Node &B) {
  auto &[K, O, V, I, Cl, De, May, L, Ca, T, P, Val, Th, Ar, Co, Ty, S, U] = A;
  auto &[K2, O2, V2, I2, Cl2, De2, May2, L2, Ca2, T2, P2, Val2, Th2, Ar2, Co2, Ty2, S2, U2] = B;
  return K == K2 && O == O2 && V == V2 && I == I2 && Cl == Cl2 && De == De2 && May == May2 && L == L2 && Ca == Ca2 &&
         T == T2 && P == P2 && Val == Val2 && Th == Th2 && Ar == Ar2 && Co == Co2 && Ty == Ty2 && S == S2 &&
         U == U2;
}
bool same(const Variable &A, const Variable &B) {
  auto &[N, C, P, K, L] = A;
  auto &[N2, C2, P2, K2, L2] = B;
  return N == N2 && C == C2 && P == P2 && K == K2 && L == L2;
}
bool same(const Function &A, const Function &B) {
  auto &[U, N, L, F, An, C, O, P, Lo, V, Q, No] = A;
  auto &[U2, N2, L2, F2, An2, C2, O2, P2, Lo2, V2, Q2, No2] = B;
  auto Variables = [](const Variable &X, const Variable &Y) { return same(X, Y); };
  return U == U2 && N == N2 && L == L2 && F == F2 && An == An2 && C == C2 && O == O2 &&
         each(P, P2, Variables) && each(Lo, Lo2, Variables) && V == V2 &&
         each(Q, Q2, [](auto &X, auto &Y) { return same(X, Y); }) &&
         each(No, No2, [](auto &X, auto &Y) { return same(X, Y); });
}
bool same(const Holder &A, const Holder &B) { return A == B; }
bool same(const Entity &A, const Entity &B) {
  auto &[U, N, L, C, S, P, K] = A;
  auto &[U2, N2, L2, C2, S2, P2, K2] = B;
  return U == U2 && N == N2 && L == L2 && C == C2 && S == S2 && P == P2 && K == K2;
}
bool same(const Class &A, const Class &B) {
  auto &[U, N, Ba, F] = A;
  auto &[U2, N2, Ba2, F2] = B;
  return U == U2 && N == N2 && Ba == Ba2 && F == F2;
}
bool same(const Suppression &A, const Suppression &B) {
  auto &[F, Fi, La, G] = A;
  auto &[F2, Fi2, La2, G2] = B;
  return F == F2 && Fi == Fi2 && La == La2 && G == G2;
}
bool same(const TUSummary &A, const TUSummary &B) {
  auto &[M, T, S, F, Fu, H, E, C, Su] = A;
  auto &[M2, T2, S2, F2, Fu2, H2, E2, C2, Su2] = B;
  auto Same = [](auto &X, auto &Y) { return same(X, Y); };
  return M == M2 && T == T2 && S == S2 && F == F2 && each(Fu, Fu2, Same) && each(H, H2, Same) &&
         each(E, E2, Same) && each(C, C2, Same) && each(Su, Su2, Same);
}

//===-- Helpers -------------------------------------------------------------===//

std::string messageOf(Expected<TUSummary> R) { return R ? "accepted" : toString(R.takeError()); }
std::string messageOf(StringRef Bytes) { return messageOf(deserialize(Bytes, "foo.tps")); }

std::string dumped(const TUSummary &S) {
  std::string Text;
  raw_string_ostream OS(Text);
  dump(S, OS);
  return Text;
}

/// A unit with one of everything that the readable twin shows in a way of its own.
class Small {
public:
  TUSummary S;
  Small() {
    S.MainFile = "/src/a.cpp";
    S.Target = "x86_64-pc-linux-gnu";
    S.Strings = {"", "[]", "*"};
    S.Files = {"", "/src/a.cpp", "/src/pool.h"};
    const Sym Holder = sym("c:a.cpp@aN@tlTenant@/src/a.cpp"), Tenant = sym("c:@S@Request@FI@tenant");
    S.Holders.push_back({Holder, sym("(anonymous)::tlTenant"), {1, 11, 26}});
    S.Holders.back().Type = sym("std::string");
    S.Entities.push_back({Tenant, sym("Request::tenant"), {1, 5, 15}, NoSym, false, false});
    S.Classes.push_back({sym("c:@S@Request"), sym("Request"), {}, {Tenant}});
    S.Suppressions.push_back({1, 30, 31, sym("tidepool-*")});
    S.Functions.push_back(handle(Holder, Tenant));
  }
  Sym sym(StringRef Text) {
    S.Strings.push_back(Text.str());
    return S.Strings.size() - 1;
  }

private:
  Function handle(Sym Holder, Sym Tenant) {
    Function F;
    F.Usr = sym("c:a.cpp@F@handle#&1$@S@Request#@/src/a.cpp");
    F.Name = sym("handle(const Request &)");
    F.L = {1, 18, 6};
    F.Flags = IsStatic;
    F.Params = {{sym("request"), sym("c:@S@Request"), true, Content::Pointing, {1, 18, 28}}};
    F.Locals = {{sym("scope"), NoSym, false, Content::Plain, {1, 19, 9}}};
    F.Values = {value(ValueKind::Load, {Root::Param, 0, {DerefSym, Tenant}}),
                value(ValueKind::Address, {Root::Local, 0, {}}), value(ValueKind::Compute, {}, {0, 1}),
                value(ValueKind::Empty, {})};
    F.Conds = {{CondKind::NonEmpty, sym("!request.user.empty()"), {Root::Param, 0, {DerefSym}}, {}, None}};
    F.Nodes.resize(12);
    for (NodeId I = 0; I != 12; ++I)
      F.Nodes[I].Kind = static_cast<NodeKind>(std::min(I, 4u));
    F.Nodes[0].Succs = {4};
    node(F, 4, NodeKind::Access, {5});
    F.Nodes[4].Op = AccessOp::Write;
    F.Nodes[4].P = {Root::Global, Holder, {}};
    F.Nodes[4].Val = 0;
    F.Nodes[4].Unwind = 2;
    node(F, 5, NodeKind::Branch, {6, 10});
    F.Nodes[5].Cond = 0;
    node(F, 6, NodeKind::Call, {10});
    F.Nodes[6].Callee = sym("c:@F@audit#*1C#");
    F.Nodes[6].Args = {2};
    F.Nodes[6].InLoop = true;
    F.Nodes[6].Unwind = 7;
    node(F, 7, NodeKind::Dispatch, {8, 9});
    F.Nodes[7].Types = {sym("c:@N@std@S@exception"), NoSym};
    node(F, 8, NodeKind::Rethrow, {});
    F.Nodes[8].Unwind = 2;
    node(F, 9, NodeKind::EndCatch, {10});
    node(F, 10, NodeKind::Access, {11});
    F.Nodes[10].Op = AccessOp::Remove;
    F.Nodes[10].P = {Root::Global, Holder, {}};
    node(F, 11, NodeKind::Return, {1});
    return F;
  }
  static Value value(ValueKind K, Path P, std::vector<ValueId> Operands = {}) {
    return {K, NoSym, None, std::move(P), std::move(Operands), {}};
  }
  static void node(Function &F, NodeId I, NodeKind K, std::vector<NodeId> Succs) {
    F.Nodes[I].Kind = K;
    F.Nodes[I].Succs = std::move(Succs);
    F.Nodes[I].L = {1, 15 + I, 3};
  }
};

//===-- Round trips ---------------------------------------------------------===//

TEST(SummaryIO, RoundTripOfASmallUnit) {
  TUSummary S = Small().S;
  Expected<TUSummary> Back = deserialize(serialize(S), "foo.tps");
  ASSERT_TRUE(bool(Back)) << toString(Back.takeError());
  EXPECT_TRUE(same(S, *Back));
  EXPECT_EQ(dumped(S), dumped(*Back));
}

TEST(SummaryIO, RoundTripOfTheEmptyUnit) {
  TUSummary S;
  S.Strings = {"", "[]", "*"};
  S.Files = {""};
  Expected<TUSummary> Back = deserialize(serialize(S), "foo.tps");
  ASSERT_TRUE(bool(Back)) << toString(Back.takeError());
  EXPECT_TRUE(same(S, *Back));
}

TEST(SummaryIO, RoundTripOfRandomUnits) {
  for (uint64_t Seed = 0; Seed != 400; ++Seed) {
    TUSummary S = RandomSummary(Seed).make(1 + Seed % 60);
    std::string Why, Bytes = serialize(S);
    ASSERT_TRUE(verify(S, Why)) << "seed " << Seed << ": " << Why;
    Expected<TUSummary> Back = deserialize(Bytes, "foo.tps");
    ASSERT_TRUE(bool(Back)) << "seed " << Seed << ": " << toString(Back.takeError());
    ASSERT_TRUE(same(S, *Back)) << "seed " << Seed;
    ASSERT_EQ(Bytes, serialize(*Back)) << "seed " << Seed;
    ASSERT_EQ(dumped(S), dumped(*Back)) << "seed " << Seed;
  }
}

TEST(SummaryIO, EqualSummariesGiveEqualBytes) {
  EXPECT_EQ(serialize(Small().S), serialize(Small().S));
  EXPECT_EQ(serialize(RandomSummary(7).make(50)), serialize(RandomSummary(7).make(50)));
}

TEST(SummaryIO, WhatShrinksSuspiciouslyWellIsStored) {
  TUSummary S = Small().S;
  S.Strings.push_back(std::string(8 << 20, 'x'));
  std::string Bytes = serialize(S);
  EXPECT_GT(Bytes.size(), size_t(8) << 20);
  Expected<TUSummary> Back = deserialize(Bytes, "foo.tps");
  ASSERT_TRUE(bool(Back)) << toString(Back.takeError());
  EXPECT_TRUE(same(S, *Back));
}

TEST(SummaryIO, IsCompressed) {
  TUSummary S = RandomSummary(3).make(400);
  EXPECT_LT(serialize(S).size(), encodePayload(S).size());
}

//===-- Files that are not right ----------------------------------------===//

TEST(SummaryIO, NotASummary) {
  EXPECT_EQ(messageOf(StringRef()), "foo.tps: not a Tidepool summary");
  EXPECT_EQ(messageOf("TIDE"), "foo.tps: not a Tidepool summary");
  EXPECT_EQ(messageOf("#include <thread>\nint main() {}\n"), "foo.tps: not a Tidepool summary");
}

TEST(SummaryIO, AnotherVersion) {
  std::string Bytes = serialize(Small().S);
  support::endian::write32le(&Bytes[8], FormatVersion + 6);
  std::string Want = "foo.tps: version " + std::to_string(FormatVersion + 6) + ", this tool reads " +
                     std::to_string(FormatVersion) + ": make it again";
  EXPECT_EQ(messageOf(Bytes), Want);
  EXPECT_EQ(messageOf(Bytes.substr(0, 12)), Want) << "a newer format may be shorter";
}

TEST(SummaryIO, NameInMessagesIsNotAFormat) {
  EXPECT_EQ(messageOf(deserialize("", "100%s%n.tps")), "100%s%n.tps: not a Tidepool summary");
}

TEST(SummaryIO, EveryTruncation) {
  std::string Bytes = serialize(Small().S);
  for (size_t N = 0; N != Bytes.size(); ++N)
    ASSERT_EQ(messageOf(Bytes.substr(0, N)), N < 8 ? "foo.tps: not a Tidepool summary" : "foo.tps: damaged")
        << N;
  EXPECT_EQ(messageOf(Bytes + '\0'), "foo.tps: damaged");
}

TEST(SummaryIO, EveryDamagedByte) {
  const std::string Bytes = serialize(Small().S);
  for (size_t At = 0; At != Bytes.size(); ++At)
    for (unsigned Flip = 1; Flip != 256; ++Flip) {
      std::string Bad = Bytes;
      Bad[At] ^= Flip;
      std::string Message = messageOf(Bad);
      if (At < 8)
        ASSERT_EQ(Message, "foo.tps: not a Tidepool summary") << At;
      else if (At < 12)
        ASSERT_TRUE(StringRef(Message).starts_with("foo.tps: version ")) << Message;
      else
        ASSERT_EQ(Message, "foo.tps: damaged") << At;
    }
}

TEST(SummaryIO, EveryTruncationOfThePayload) {
  std::string Bytes = encodePayload(Small().S);
  for (size_t N = 0; N != Bytes.size(); ++N) {
    TUSummary S;
    ASSERT_FALSE(decodePayload(StringRef(Bytes).take_front(N), S)) << N;
  }
  TUSummary S;
  EXPECT_FALSE(decodePayload(Bytes + '\0', S));
}

TEST(SummaryIO, EveryDamagedByteOfThePayload) {
  const std::string Bytes = encodePayload(Small().S);
  for (size_t At = 0; At != Bytes.size(); ++At)
    for (unsigned Flip : {1, 2, 3, 4, 8, 16, 32, 64, 128, 127, 255}) {
      std::string Bad = Bytes, Why;
      Bad[At] ^= Flip;
      TUSummary S;
      if (decodePayload(Bad, S)) // a digit of a line number, say: all is well as long as it can be used
        ASSERT_TRUE(verify(S, Why) && !dumped(S).empty()) << At << ": " << Why;
    }
}

//===-- Absurd sizes --------------------------------------------------------===//

/// A frame with a right checksum around anything.
std::string framed(uint8_t Compression, uint32_t Size, StringRef Payload) {
  std::string Out = "TIDEPOOL";
  Out.resize(25);
  support::endian::write32le(&Out[8], FormatVersion);
  Out[20] = static_cast<char>(Compression);
  support::endian::write32le(&Out[21], Size);
  Out += Payload;
  support::endian::write64le(&Out[12], xxh3_64bits(StringRef(Out).drop_front(20)));
  return Out;
}

TEST(SummaryIO, FrameIsWhatTheTestsThink) {
  std::string Payload = encodePayload(Small().S);
  EXPECT_EQ(messageOf(framed(0, Payload.size(), Payload)), "accepted");
}

TEST(SummaryIO, ClaimedSize) {
  std::string Payload = encodePayload(Small().S);
  EXPECT_EQ(messageOf(framed(0, Payload.size() + 1, Payload)), "foo.tps: damaged");
  EXPECT_EQ(messageOf(framed(0, ~0u, Payload)), "foo.tps: damaged");
  EXPECT_EQ(messageOf(framed(3, Payload.size(), Payload)), "foo.tps: damaged");
  for (uint8_t Compression : {1, 2}) {
    EXPECT_EQ(messageOf(framed(Compression, ~0u, Payload)), "foo.tps: damaged");
    EXPECT_EQ(messageOf(framed(Compression, 1u << 30, Payload)), "foo.tps: damaged");
    EXPECT_EQ(messageOf(framed(Compression, Payload.size(), Payload)), "foo.tps: damaged");
    EXPECT_EQ(messageOf(framed(Compression, 0, "")), "foo.tps: damaged");
  }
}

TEST(SummaryIO, DecompressionBomb) {
  if (!compression::zstd::isAvailable())
    GTEST_SKIP();
  std::string Zeros(64 << 20, '\0');
  SmallVector<uint8_t, 0> Bomb;
  compression::zstd::compress(arrayRefFromStringRef(Zeros), Bomb);
  for (uint32_t Claimed : {uint32_t(Zeros.size()), 1000u, 0u, ~0u})
    EXPECT_EQ(messageOf(framed(2, Claimed, toStringRef(Bomb))), "foo.tps: damaged") << Claimed;
}

TEST(SummaryIO, AbsurdCounts) {
  for (uint64_t Count : {uint64_t(1) << 20, uint64_t(1) << 32, ~uint64_t(0)}) {
    std::string Bytes;
    wire::Writer W(Bytes);
    W.text("/src/a.cpp");
    W.text("");
    W.wide(Count);
    Bytes.append(100, '\0');
    TUSummary S;
    EXPECT_FALSE(decodePayload(Bytes, S));
    EXPECT_LE(S.Strings.size(), 50u);
  }
}

TEST(SummaryIO, ReaderIsSticky) {
  wire::Reader R("\x85\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x07");
  uint32_t N = 1;
  R.num(N);
  EXPECT_EQ(N, 133u);
  R.num(N);
  EXPECT_TRUE(R.failed());
  EXPECT_EQ(N, 0u);
  std::string T = "before";
  R.text(T);
  EXPECT_EQ(T, "");
  std::vector<int> V;
  R.count(V, 1);
  EXPECT_TRUE(V.empty() && R.failed() && !R.finished());
}

TEST(SummaryIO, ZigzagOfEveryDistance) {
  for (uint32_t D : {0u, 1u, 2u, 0x7fffffffu, 0x80000000u, ~0u, ~0u - 1})
    EXPECT_EQ(wire::unzigzag(wire::zigzag(D)), D);
  EXPECT_EQ(wire::zigzag(~0u), 1u);
}

//===-- verify --------------------------------------------------------------===//

struct Wrong {
  const char *Why;
  std::function<void(TUSummary &)> Break;
};

/// verify() names the fault; a file with it is damaged.
TEST(SummaryIO, IndicesOutOfRange) {
  constexpr Sym Far = 1000;
  auto Fn = [](TUSummary &S) -> Function & { return S.Functions[0]; };
  const std::string In = "function handle(const Request &) (0), ";
  std::vector<Wrong> Wrongs = {
      {"the reserved strings are missing", [](auto &S) { S.Strings[1] = "[ ]"; }},
      {"the reserved strings are missing", [](auto &S) { S.Strings.clear(); }},
      {"the first file is not the empty one", [](auto &S) { S.Files.clear(); }},
      {"string 1000 of", [](auto &S) { S.Holders[0].Type = Far; }},
      {"lifetime 7 of 3", [](auto &S) { S.Holders[0].Life = Lifetime(7); }},
      {"file 1000 of 3", [](auto &S) { S.Entities[0].L.File = Far; }},
      {"string 1000 of", [](auto &S) { S.Classes[0].Fields = {Far}; }},
      {"file 9 of 3", [](auto &S) { S.Suppressions[0].File = 9; }},
      {"string 1000 of", [&](auto &S) { Fn(S).Overrides = {Far}; }},
      {"the four fixed nodes are missing", [&](auto &S) { Fn(S).Nodes.resize(3); }},
      {"node 2 is not the fixed one", [&](auto &S) { Fn(S).Nodes[2].Kind = NodeKind::Nop; }},
      {"parameter 0: string 1000 of", [&](auto &S) { Fn(S).Params[0].Class = Far; }},
      {"local 0: kind of content 3 of 3", [&](auto &S) { Fn(S).Locals[0].Kind = Content(3); }},
      {"value 0: parameter 1 of 1", [&](auto &S) { Fn(S).Values[0].P.Index = 1; }},
      {"value 0: string 1000 of", [&](auto &S) { Fn(S).Values[0].P.Steps = {Far}; }},
      {"value 1: local 5 of 1", [&](auto &S) { Fn(S).Values[1].P.Index = 5; }},
      {"value 1: node 12 of 12", [&](auto &S) { Fn(S).Values[1].P = {Root::Result, 12, {}}; }},
      {"value 1: kind of root 6 of 6", [&](auto &S) { Fn(S).Values[1].P.R = Root(6); }},
      {"value 2: operand 4 of 4", [&](auto &S) { Fn(S).Values[2].Operands = {4}; }},
      {"value 2: node 12 of 12", [&](auto &S) { Fn(S).Values[2].Node = 12; }},
      {"value 2: 1 fields for 2 operands", [&](auto &S) { Fn(S).Values[2].Fields = {0}; }},
      {"value 2: 0 fields for 2 operands", [&](auto &S) { Fn(S).Values[2].Kind = ValueKind::Closure; }},
      {"value 2: kind of value 14 of 14", [&](auto &S) { Fn(S).Values[2].Kind = ValueKind(14); }},
      {"value 3: a result of no call", [&](auto &S) { Fn(S).Values[3].Kind = ValueKind::Result; }},
      {"value 3: a wrapper around nothing", [&](auto &S) { Fn(S).Values[3].Kind = ValueKind::Wrap; }},
      {"value 2 is made of itself", [&](auto &S) { Fn(S).Values[2].Operands = {2}; }},
      {"value 1 is made of itself", [&](auto &S) { Fn(S).Values[1].Operands = {2}; }},
      {"condition 0: node 12 of 12", [&](auto &S) { Fn(S).Conds[0].Call = 12; }},
      {"condition 0: string 1000 of", [&](auto &S) { Fn(S).Conds[0].Mentions = {{Root::Global, Far, {}}}; }},
      {"node 4: operation 10 of 10", [&](auto &S) { Fn(S).Nodes[4].Op = AccessOp(10); }},
      {"node 4: value 4 of 4", [&](auto &S) { Fn(S).Nodes[4].Val = 4; }},
      {"node 4: node 12 of 12", [&](auto &S) { Fn(S).Nodes[4].Unwind = 12; }},
      {"node 4: successor 12 of 12", [&](auto &S) { Fn(S).Nodes[4].Succs = {12}; }},
      {"node 4: file 3 of 3", [&](auto &S) { Fn(S).Nodes[4].L.File = 3; }},
      {"node 5: condition 1 of 1", [&](auto &S) { Fn(S).Nodes[5].Cond = 1; }},
      {"node 5: a condition with 1 edges", [&](auto &S) { Fn(S).Nodes[5].Succs = {6}; }},
      {"node 6: argument 4 of 4", [&](auto &S) { Fn(S).Nodes[6].Args = {4}; }},
      {"node 6: string 1000 of", [&](auto &S) { Fn(S).Nodes[6].Callee = Far; }},
      {"node 7: 1 types for 2 handlers", [&](auto &S) { Fn(S).Nodes[7].Types.pop_back(); }},
      {"node 9: kind of node 22 of 22", [&](auto &S) { Fn(S).Nodes[9].Kind = NodeKind(22); }},
  };
  for (const Wrong &W : Wrongs) {
    TUSummary S = Small().S;
    std::string Why;
    ASSERT_TRUE(verify(S, Why)) << Why;
    W.Break(S);
    EXPECT_FALSE(verify(S, Why)) << W.Why;
    EXPECT_NE(Why.find(W.Why), std::string::npos) << "wanted " << W.Why << ", got " << Why;
    EXPECT_EQ(messageOf(serialize(S)), "foo.tps: damaged") << W.Why;
    EXPECT_FALSE(dumped(S).empty()) << "the readable twin is for looking at such things, too";
  }
  TUSummary S = Small().S;
  std::string Why;
  S.Functions[0].Nodes[4].Val = 4;
  verify(S, Why);
  EXPECT_EQ(Why, In + "node 4: value 4 of 4");
}

TEST(SummaryIO, OperandsMayComeLaterButNotInACircle) {
  TUSummary S = Small().S;
  std::vector<Value> &Values = S.Functions[0].Values;
  std::string Why;
  Values[0].Operands = {2};
  Values[2].Operands = {3};
  EXPECT_TRUE(verify(S, Why)) << Why;
  Values[3].Operands = {0};
  EXPECT_FALSE(verify(S, Why));
}

TEST(SummaryIO, AVeryLongChainOfValues) {
  TUSummary S = Small().S;
  std::vector<Value> &Values = S.Functions[0].Values;
  Values.resize(300000);
  for (ValueId V = 0; V + 1 != Values.size(); ++V) // each made of the next: the order for the long way round
    Values[V].Operands = {V + 1};
  std::string Why;
  EXPECT_TRUE(verify(S, Why)) << Why;
  S.Functions[0].Nodes[4].Val = 0;
  EXPECT_FALSE(dumped(S).empty());
}

//===-- The readable twin ---------------------------------------------------===//

TEST(SummaryDump, OneFactALine) {
  EXPECT_EQ(dumped(Small().S),
            R"(unit /src/a.cpp  target x86_64-pc-linux-gnu
holder (anonymous)::tlTenant  native static plain 'std::string'  a.cpp:11:26
class Request  fields tenant
entity Request::tenant  a.cpp:5:15
nolint a.cpp:30-31  tidepool-*
function handle(const Request &)  [internal static]  a.cpp:18:6
  param0 request  pointing pointer Request  a.cpp:18:28
  local0 scope  plain  a.cpp:19:9
  n4  write (anonymous)::tlTenant = load param0 request.*.tenant  a.cpp:19:3  unwind out
  n5  branch nonempty param0 request.* '!request.user.empty()'  a.cpp:20:3  true n6  false n10
  n6  call audit(compute(load param0 request.*.tenant, address local scope))  [loop]  a.cpp:21:3  -> n10  unwind n7
  n7  dispatch exception -> n8, anything -> n9  a.cpp:22:3
  n8  rethrow  a.cpp:23:3  unwind out
  n9  end-catch  a.cpp:24:3
  n10  remove (anonymous)::tlTenant  a.cpp:25:3
  n11  return  a.cpp:26:3  -> exit
)");
}

TEST(SummaryDump, TwoOfOneName) {
  Small Unit;
  TUSummary &S = Unit.S;
  Function Twin = S.Functions[0];
  Twin.Usr = Unit.sym("c:@F@handle#&1$@S@Request#");
  Twin.L = {2, 7, 1};
  S.Functions.push_back(Twin);
  S.Functions[1].Nodes[6].Callee = S.Functions[0].Usr;
  S.Functions[1].Locals.push_back(Twin.Locals[0]);
  std::string Text = dumped(S);
  EXPECT_NE(Text.find("function handle(const Request &)@pool.h:7:1  [static]"), std::string::npos) << Text;
  EXPECT_NE(Text.find("call handle(const Request &)@a.cpp:18:6(compute("), std::string::npos) << Text;
  EXPECT_NE(Text.find("address local0 scope"), std::string::npos) << Text;
}

TEST(SummaryDump, LongValuesGetLinesOfTheirOwn) {
  Small Unit;
  Function &F = Unit.S.Functions[0];
  for (ValueId V = 4; V != 20; ++V) // each from two of the one before: 2^16 leaves if written out
    F.Values.push_back({ValueKind::Compute, NoSym, None, {}, {V - 1, V - 1}, {}});
  F.Nodes[4].Val = 19;
  std::string Text = dumped(Unit.S);
  EXPECT_LT(Text.size(), 20000u);
  EXPECT_NE(Text.find("\n  v13  = compute("), std::string::npos) << Text;
}

TEST(SummaryDump, NoLineBreaksInNames) {
  Small Unit;
  Unit.S.Functions[0].Name = Unit.sym("two\nlines");
  EXPECT_NE(dumped(Unit.S).find("function two\\x0Alines  "), std::string::npos);
}

} // namespace
