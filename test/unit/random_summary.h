//===- random_summary.h - Summaries that use every field ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Meaningless, but accepted by verify(): for the tests of SummaryIO and as seeds
// of its fuzzer. The same seed gives the same summary on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_UNIT_RANDOM_SUMMARY_H
#define TIDEPOOL_TEST_UNIT_RANDOM_SUMMARY_H

#include "checker/summary/Summary.h"
#include <string>

namespace tidepool::test {

class RandomSummary {
public:
  explicit RandomSummary(uint64_t Seed) : State(Seed * 2 + 1) {}

  /// Size is roughly the number of things in each list.
  summary::TUSummary make(uint32_t Size) {
    using namespace summary;
    TUSummary S;
    S.MainFile = "/src/unit" + std::to_string(Size) + ".cpp";
    S.Target = "x86_64-unknown-linux-gnu";
    S.Strings = {"", "[]", "*"};
    for (uint32_t I = 0; I != 2 * Size; ++I)
      S.Strings.push_back(name());
    Syms = S.Strings.size();
    S.Files = {""};
    for (uint32_t I = 0; I != 1 + Size / 8; ++I)
      S.Files.push_back("/src/dir/" + name());
    Files = S.Files.size();
    fill(S.Functions, Size / 2 + 1, [&] { return function(Size); });
    fill(S.Holders, Size, [&] { return holder(); });
    fill(S.Entities, Size, [&] {
      return Entity{sym(), sym(), loc(), maybe() ? sym() : NoSym, maybe(), maybe(), one(Content::Owning)};
    });
    fill(S.Classes, Size, [&] { return Class{sym(), sym(), syms(3), syms(3)}; });
    fill(S.Suppressions, Size / 4, [&] { return Suppression{below(Files), number(), number(), sym()}; });
    return S;
  }

private:
  uint64_t State;
  uint32_t Syms = 3, Files = 1;
  uint32_t Params = 0, Locals = 0, Values = 0, Conds = 0, Nodes = 4; ///< of the function being made

  uint32_t next() { // an LCG, because the standard's distributions differ between libraries
    State = State * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(State >> 33);
  }
  uint32_t below(uint32_t N) { return next() % N; }
  bool maybe() { return below(2); }
  template <class Enum> Enum one(Enum Greatest) {
    return static_cast<Enum>(below(static_cast<uint32_t>(Greatest) + 1));
  }
  /// Mostly small, sometimes as large as can be.
  uint32_t number() { return maybe() ? below(100) : maybe() ? below(100000) : next() * 2 + below(2); }
  template <class T, class Fn> void fill(std::vector<T> &V, uint32_t Most, Fn Make) {
    for (uint32_t I = below(Most + 1); I != 0; --I)
      V.push_back(Make());
  }

  std::string name() {
    static const char *const Parts[] = {"c:@N@srv",    "@S@Scanner", "@F@scan#", "$@S@Segment",
                                        "@FI@pool_", "\n",         "ü"};
    std::string Out;
    for (uint32_t I = below(40); I != 0; --I)
      Out += Parts[below(std::size(Parts))];
    return Out;
  }
  summary::Sym sym() { return below(Syms); }
  std::vector<summary::Sym> syms(uint32_t Most) {
    std::vector<summary::Sym> V;
    fill(V, Most, [&] { return sym(); });
    return V;
  }
  summary::Loc loc() {
    return maybe() ? summary::Loc{below(Files), number(), number()} : summary::Loc();
  }

  summary::Path path() {
    using namespace summary;
    Path P;
    P.R = one(Root::Result);
    switch (P.R) {
    case Root::Global:
      P.Index = sym();
      break;
    case Root::Param:
      Params ? void(P.Index = below(Params)) : void(P.R = Root::This);
      break;
    case Root::Local:
      Locals ? void(P.Index = below(Locals)) : void(P.R = Root::This);
      break;
    case Root::Result:
      P.Index = below(Nodes);
      break;
    default:
      P.Index = maybe() ? 0 : number();
    }
    P.Steps = syms(maybe() ? 3 : 20);
    return P;
  }
  uint32_t valueId() { return Values && maybe() ? below(Values) : summary::None; }

  summary::Value value(uint32_t Self) {
    using namespace summary;
    Value V;
    V.Kind = one(ValueKind::Choice);
    V.Symbol = maybe() ? sym() : NoSym;
    if (V.Kind == ValueKind::Result || maybe())
      V.Node = below(Nodes);
    if (maybe())
      V.P = path();
    if (Self != 0)
      fill(V.Operands, 4, [&] { return below(Self); });
    if ((V.Kind == ValueKind::Bind || V.Kind == ValueKind::Wrap) && V.Operands.empty())
      V.Kind = ValueKind::Unknown;
    if (V.Kind == ValueKind::Closure || maybe())
      for (size_t I = 0; I != V.Operands.size(); ++I)
        V.Fields.push_back(sym());
    return V;
  }

  summary::Node node() {
    using namespace summary;
    Node N;
    N.Kind = one(NodeKind::Return);
    N.Op = one(AccessOp::DeleteKey);
    N.Virtual = maybe();
    N.InLoop = maybe();
    N.Cleanup = maybe();
    N.MayNotRun = maybe();
    N.L = loc();
    N.Callee = maybe() ? sym() : NoSym;
    N.Text = maybe() ? sym() : NoSym;
    if (maybe())
      N.P = path();
    N.Val = valueId();
    N.This = valueId();
    if (Values)
      fill(N.Args, 4, [&] { return below(Values); });
    fill(N.Succs, 3, [&] { return below(Nodes); });
    if (maybe())
      N.Unwind = below(Nodes);
    N.Types = syms(3);
    if (N.Kind == NodeKind::Dispatch)
      N.Types.resize(N.Succs.size());
    if (Conds && maybe()) {
      N.Cond = below(Conds);
      if (N.Kind == NodeKind::Branch)
        N.Succs.assign(2, below(Nodes));
    }
    return N;
  }

  summary::Function function(uint32_t Size) {
    using namespace summary;
    Function F;
    auto Variables = [&](std::vector<Variable> &V) {
      fill(V, Size / 4, [&] { return Variable{sym(), sym(), maybe(), one(Content::Owning), loc()}; });
    };
    F.Usr = sym();
    F.Name = sym();
    F.L = loc();
    F.Flags = number();
    F.Annotations = maybe() ? 0 : static_cast<uint8_t>(next());
    F.Class = maybe() ? sym() : NoSym;
    F.Overrides = syms(2);
    Variables(F.Params);
    Variables(F.Locals);
    Params = F.Params.size();
    Locals = F.Locals.size();
    Nodes = 4 + below(Size + 1);
    Conds = below(Size + 1);
    Values = below(Size + 1);
    for (uint32_t I = 0; I != Values; ++I)
      F.Values.push_back(value(I));
    for (uint32_t I = 0; I != Conds; ++I)
      F.Conds.push_back(cond());
    for (uint32_t I = 0; I != Nodes; ++I) {
      F.Nodes.push_back(node());
      if (I < 4)
        F.Nodes.back().Kind = static_cast<NodeKind>(I);
      else if (maybe())
        F.Nodes.back().Succs.assign(1, I + 1 < Nodes ? I + 1 : 1);
      finish(F.Nodes.back());
    }
    return F;
  }
  summary::Cond cond() {
    summary::Cond C{one(summary::CondKind::ConstFalse), sym(), path(), {}, summary::None};
    fill(C.Mentions, 3, [&] { return path(); });
    if (maybe())
      C.Call = below(Nodes);
    return C;
  }
  /// Mends what a change of Succs broke.
  void finish(summary::Node &N) {
    if (N.Kind == summary::NodeKind::Dispatch)
      N.Types.resize(N.Succs.size());
    if (N.Kind == summary::NodeKind::Branch && N.Cond != summary::None && N.Succs.size() != 2)
      N.Cond = summary::None;
  }

  summary::Holder holder() {
    using namespace summary;
    Holder H{sym(), sym(), loc(), one(HolderKind::Class), one(Lifetime::Local), one(Content::Owning)};
    if (maybe()) {
      H.Model = sym();
      H.Type = sym();
      H.Initial = sym();
      H.Owner = sym();
    }
    H.SeparateRemove = maybe();
    H.Inheritable = maybe();
    H.Transmittable = maybe();
    H.Annotations = maybe() ? 0 : static_cast<uint8_t>(next());
    return H;
  }
};

} // namespace tidepool::test

#endif // TIDEPOOL_TEST_UNIT_RANDOM_SUMMARY_H
