//===- SummaryBuilder.h - Writes a unit's summary by hand -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For tests of the half that knows no Clang. Reads like the code it stands for:
//
//   Unit U;
//   U.native("tl");
//   Fn &F = U.fn("handle", 1);
//   F.at(7).write(global("tl"), load(param(0)));    // line 7: tl = request;
//   F.branch(ask("ok"), [&] { F.remove(global("tl")); });
//
// Names stand for USRs; "*" and "[]" are the reserved steps. A node's line is the
// one that at() gave last.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_UNIT_SUMMARYBUILDER_H
#define TIDEPOOL_TEST_UNIT_SUMMARYBUILDER_H

#include "checker/summary/SummaryIO.h"
#include <deque>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <utility>

namespace tidepool::build {

using namespace tidepool::summary;
using Block = std::function<void()>;

//===-- Paths ---------------------------------------------------------------===//

struct At {
  Root R = Root::Invalid;
  uint32_t Index = 0;
  std::string Name; ///< globals and locals
  std::vector<std::string> Steps;
};
inline At global(std::string Name) { return {Root::Global, 0, std::move(Name), {}}; }
inline At local(std::string Name) { return {Root::Local, 0, std::move(Name), {}}; }
inline At param(uint32_t I) { return {Root::Param, I, "", {}}; }
inline At self() { return {Root::This, 0, "", {}}; }
inline At result(NodeId Call) { return {Root::Result, Call, "", {}}; }
inline At operator/(At P, std::string Step) {
  P.Steps.push_back(std::move(Step));
  return P;
}

//===-- Values --------------------------------------------------------------===//

struct Val {
  ValueKind Kind = ValueKind::Unknown;
  std::string Symbol = {};
  NodeId Node = None;
  At P = {};
  std::vector<Val> Operands = {};
  std::vector<std::string> Fields = {};
};
using Fields = std::vector<std::pair<std::string, Val>>;

inline Val made(ValueKind K, std::string Symbol, std::vector<Val> Operands) {
  return {.Kind = K, .Symbol = std::move(Symbol), .Operands = std::move(Operands)};
}
inline Val made(ValueKind K, std::string Symbol, const Fields &Members) {
  Val V{.Kind = K, .Symbol = std::move(Symbol)};
  for (auto &[Name, Value] : Members) {
    V.Fields.push_back(Name);
    V.Operands.push_back(Value);
  }
  return V;
}
inline Val unknown() { return {}; }
inline Val empty() { return {.Kind = ValueKind::Empty}; }
inline Val constant(std::string Text) { return {.Kind = ValueKind::Const, .Symbol = std::move(Text)}; }
inline Val load(At P) { return {.Kind = ValueKind::Load, .P = std::move(P)}; }
inline Val addr(At P) { return {.Kind = ValueKind::Address, .P = std::move(P)}; }
inline Val function(std::string Usr) { return {.Kind = ValueKind::Function, .Symbol = std::move(Usr)}; }
inline Val returned(NodeId Call) { return {.Kind = ValueKind::Result, .Node = Call}; }
inline Val fresh(std::string Class = "", std::vector<Val> Args = {}) {
  return made(ValueKind::Fresh, std::move(Class), std::move(Args));
}
inline Val closure(std::string Usr, const Fields &Captures = {}) {
  return made(ValueKind::Closure, std::move(Usr), Captures);
}
inline Val object(std::string Class, const Fields &Members = {}) {
  return made(ValueKind::Object, std::move(Class), Members);
}
inline Val bound(std::vector<Val> Operands) { return made(ValueKind::Bind, "", std::move(Operands)); }
inline Val wrapped(Val V) { return made(ValueKind::Wrap, "", std::vector<Val>{std::move(V)}); }
inline Val computed(std::vector<Val> Operands) { return made(ValueKind::Compute, "", std::move(Operands)); }
inline Val either(std::vector<Val> Operands) { return made(ValueKind::Choice, "", std::move(Operands)); }

//===-- Conditions ----------------------------------------------------------===//

struct Question {
  CondKind Kind = CondKind::Opaque;
  std::string Text = {};
  At P = {};
  std::vector<At> Mentions = {};
  NodeId Call = None;
};
inline Question toss() { return {}; }
inline Question always() { return {.Kind = CondKind::ConstTrue}; }
inline Question never() { return {.Kind = CondKind::ConstFalse}; }
inline Question ask(std::string Text, std::vector<At> Mentions = {}) {
  return {.Kind = CondKind::Plain, .Text = std::move(Text), .Mentions = std::move(Mentions)};
}
inline Question nonEmpty(At P) {
  std::string Text = "set(" + P.Name + std::to_string(int(P.R)) + ":" + std::to_string(P.Index);
  for (const std::string &S : P.Steps)
    Text += "/" + S;
  return {.Kind = CondKind::NonEmpty, .Text = Text + ")", .P = P, .Mentions = {P}};
}
/// if (f())
inline Question truthOf(NodeId Call) {
  Question Q = nonEmpty(result(Call));
  Q.Call = Call;
  return Q;
}

//===-- Functions -----------------------------------------------------------===//

class Unit;

class Fn {
public:
  Fn(Unit &U, const std::string &Usr, uint32_t Params);
  Fn(const Fn &) = delete;

  Fn &flag(uint32_t Flags) { return F.Flags |= Flags, *this; }
  Fn &noFlag(uint32_t Flags) { return F.Flags &= ~Flags, *this; }
  Fn &memberOf(const std::string &Class);
  Fn &overrides(const std::string &Method);
  Fn &annotate(uint8_t A) { return F.Annotations |= A, *this; }
  /// A local of a class, by value or by pointer.
  Fn &declare(const std::string &Local, const std::string &Class, bool Pointer = false);
  Fn &at(uint32_t L) { return Line = L, *this; }

  NodeId access(AccessOp Op, const At &P, const Val &V = {}, const std::string &Text = "");
  NodeId write(const At &P, const Val &V) { return access(AccessOp::Write, P, V); }
  NodeId read(const At &P, const std::string &Text = "") { return access(AccessOp::Read, P, {}, Text); }
  NodeId remove(const At &P) { return access(AccessOp::Remove, P, empty()); }
  NodeId setEmpty(const At &P) { return access(AccessOp::SetEmpty, P, empty()); }
  NodeId append(const At &P, const Val &V, const std::string &Text = "") {
    return access(AccessOp::Append, P, V, Text);
  }
  NodeId store(const At &P, const Val &V);
  NodeId take(const At &P);
  NodeId call(const std::string &Callee, const std::vector<Val> &Args = {});
  NodeId callOn(const Val &This, const std::string &Callee, const std::vector<Val> &Args = {},
                bool Virtual = false);
  NodeId invoke(const Val &V, const std::vector<Val> &Args = {});
  NodeId spawn(const Val &V, const std::vector<Val> &Args = {});
  /// Ex as in the catalogue: "store" keeps exceptions in a future, "survive" swallows them, "" ends the
  /// process.
  NodeId submit(const Val &V, const std::string &Ex = "", const std::vector<Val> &Args = {},
                const std::string &Pool = "lib");
  NodeId escape(const Val &V, const std::string &Callee);
  void raise(const std::vector<std::string> &TypeAndBases);
  void reraise();
  /// A call that never comes back: exit().
  void leave();
  void ret();
  void ret(const Val &V);

  void branch(const Question &Q, const Block &Then, const Block &Else = {});
  void loop(const Question &Q, const Block &Body);
  void attempt(const Block &Body, const std::vector<std::pair<std::string, Block>> &Handlers);
  /// Body with something that is destroyed at its end, on every way out.
  void scope(const Block &Cleanup, const Block &Body);
  /// What ends the process if it throws: the body of a noexcept function.
  void noexcepts(const Block &Body);

  Node &operator[](NodeId N) { return F.Nodes[N]; }
  Function take();

  const Sym Usr;

private:
  Sym sym(const std::string &S);
  Path path(const At &P);
  ValueId value(const Val &V);
  uint32_t localIndex(const std::string &Name);
  NodeId add(NodeKind K, bool MayThrow = false, bool GoesOn = true);
  void link(NodeId To);
  void toExit();

  Unit &U;
  Function F;
  std::map<std::string, uint32_t> Locals;
  std::vector<std::pair<NodeId, size_t>> Open{{0, 0}}; ///< edges that lead to what comes next
  std::vector<Block> Cleanups;
  NodeId Unwind = 2;
  bool InLoop = false, InCleanup = false;
  uint32_t Line = 1;
};

//===-- Units ---------------------------------------------------------------===//

class Unit {
public:
  explicit Unit(const std::string &MainFile = "/src/a.cpp") {
    S.MainFile = MainFile;
    S.Target = "x86_64-pc-linux-gnu";
    S.Strings = {"", "[]", "*"};
    S.Files = {"", MainFile};
  }
  Unit(const Unit &) = delete;

  Sym sym(const std::string &Text) {
    for (Sym I = 0; I != S.Strings.size(); ++I)
      if (S.Strings[I] == Text)
        return I;
    S.Strings.push_back(Text);
    return S.Strings.size() - 1;
  }
  Fn &fn(const std::string &Usr, uint32_t Params = 0) {
    Fns.emplace_back(*this, Usr, Params);
    return Fns.back().flag(IsStatic);
  }
  Fn &method(const std::string &Class, const std::string &Usr, uint32_t Params = 0) {
    Fns.emplace_back(*this, Usr, Params);
    return Fns.back().memberOf(Class);
  }
  Fn &lambda(const std::string &Usr, uint32_t Params = 0) {
    Fns.emplace_back(*this, Usr, Params);
    return Fns.back().flag(IsLambda);
  }

  Holder &holder(const std::string &Usr, HolderKind K, Content C, uint32_t Line = 1) {
    Holder H;
    H.Usr = H.Name = sym(Usr);
    H.L = {1, Line, 1};
    H.Kind = K;
    H.Value = C;
    Holders.push_back(H);
    return Holders.back();
  }
  /// static thread_local
  Holder &native(const std::string &Usr, Content C = Content::Pointing) {
    return holder(Usr, HolderKind::Native, C);
  }
  /// An object of a holder class: has a separate remove.
  Holder &mapLike(const std::string &Usr, Content C = Content::Pointing, uint32_t Line = 1) {
    Holder &H = holder(Usr, HolderKind::Class, C, Line);
    H.Model = sym("tidepool::ThreadLocal");
    H.SeparateRemove = true;
    return H;
  }
  /// The same as a field of a class.
  Holder &member(const std::string &Usr, const std::string &Owner, uint32_t Line = 1) {
    Holder &H = mapLike(Usr, Content::Pointing, Line);
    H.Life = Lifetime::Member;
    H.Owner = sym(Owner);
    return H;
  }
  void entity(const std::string &Usr, const std::string &Class, bool Static = true, bool Pointer = false) {
    Entity E;
    E.Usr = E.Name = sym(Usr);
    E.Class = sym(Class);
    E.L = {1, 1, 1};
    E.Static = Static;
    E.Pointer = Pointer;
    S.Entities.push_back(E);
  }
  void klass(const std::string &Usr, const std::vector<std::string> &Bases = {},
             const std::vector<std::string> &Members = {}) {
    Class C;
    C.Usr = C.Name = sym(Usr);
    for (const std::string &B : Bases)
      C.Bases.push_back(sym(B));
    for (const std::string &M : Members)
      C.Fields.push_back(sym(M));
    S.Classes.push_back(C);
  }
  void nolint(uint32_t First, uint32_t Last, const std::string &Globs = "") {
    S.Suppressions.push_back({1, First, Last, sym(Globs)});
  }

  TUSummary take() {
    for (Fn &F : Fns)
      S.Functions.push_back(F.take());
    S.Holders.assign(Holders.begin(), Holders.end());
    std::string Why;
    EXPECT_TRUE(verify(S, Why)) << Why;
    return std::move(S);
  }

  TUSummary S;

private:
  std::deque<Fn> Fns;
  std::deque<Holder> Holders;
};

//===-- Fn ------------------------------------------------------------------===//

inline Sym Fn::sym(const std::string &S) { return U.sym(S); }

inline Fn::Fn(Unit &U, const std::string &Usr, uint32_t Params) : Usr(U.sym(Usr)), U(U) {
  F.Usr = F.Name = this->Usr;
  F.L = {1, 1, 1};
  for (uint32_t I = 0; I != Params; ++I) {
    Variable V;
    V.Name = sym("p" + std::to_string(I));
    F.Params.push_back(V);
  }
  for (NodeKind K : {NodeKind::Entry, NodeKind::Exit, NodeKind::Unwound, NodeKind::NoReturn}) {
    F.Nodes.emplace_back();
    F.Nodes.back().Kind = K;
  }
  F.Nodes[0].Succs = {None};
}

inline Fn &Fn::memberOf(const std::string &Class) { return F.Class = sym(Class), *this; }

inline Fn &Fn::overrides(const std::string &Method) {
  F.Flags |= IsVirtual;
  F.Overrides.push_back(sym(Method));
  return *this;
}

inline Fn &Fn::declare(const std::string &Local, const std::string &Class, bool Pointer) {
  Variable &V = F.Locals[localIndex(Local)];
  V.Class = sym(Class);
  V.Pointer = Pointer;
  return *this;
}

inline uint32_t Fn::localIndex(const std::string &Name) {
  auto [It, New] = Locals.try_emplace(Name, uint32_t(F.Locals.size()));
  if (New) {
    Variable V;
    V.Name = sym(Name);
    F.Locals.push_back(V);
  }
  return It->second;
}

inline Path Fn::path(const At &P) {
  Path R{P.R, P.Index, {}};
  if (P.R == Root::Global)
    R.Index = sym(P.Name);
  if (P.R == Root::Local)
    R.Index = localIndex(P.Name);
  for (const std::string &S : P.Steps)
    R.Steps.push_back(sym(S));
  return R;
}

inline ValueId Fn::value(const Val &V) {
  Value R;
  R.Kind = V.Kind;
  R.Symbol = sym(V.Symbol);
  R.Node = V.Node;
  R.P = path(V.P);
  for (const Val &Op : V.Operands)
    R.Operands.push_back(value(Op));
  for (const std::string &Field : V.Fields)
    R.Fields.push_back(sym(Field));
  F.Values.push_back(std::move(R));
  return F.Values.size() - 1;
}

inline void Fn::link(NodeId To) {
  for (auto [From, I] : Open)
    F.Nodes[From].Succs[I] = To;
  Open.clear();
}

inline NodeId Fn::add(NodeKind K, bool MayThrow, bool GoesOn) {
  NodeId Id = F.Nodes.size();
  link(Id);
  Node N;
  N.Kind = K;
  N.L = {1, Line, 1};
  N.InLoop = InLoop;
  N.Cleanup = InCleanup;
  if (MayThrow && !InCleanup)
    N.Unwind = Unwind;
  if (GoesOn) {
    N.Succs = {None};
    Open = {{Id, 0}};
  }
  F.Nodes.push_back(std::move(N));
  return Id;
}

inline NodeId Fn::access(AccessOp Op, const At &P, const Val &V, const std::string &Text) {
  NodeId Id = add(NodeKind::Access);
  F.Nodes[Id].Op = Op;
  F.Nodes[Id].P = path(P);
  if (Op != AccessOp::Read && Op != AccessOp::Test)
    F.Nodes[Id].Val = value(V);
  F.Nodes[Id].Text = sym(Text);
  return Id;
}

inline NodeId Fn::store(const At &P, const Val &V) {
  NodeId Id = add(NodeKind::Store);
  F.Nodes[Id].P = path(P);
  F.Nodes[Id].Val = value(V);
  return Id;
}

inline NodeId Fn::take(const At &P) {
  NodeId Id = add(NodeKind::Take);
  F.Nodes[Id].P = path(P);
  return Id;
}

inline NodeId Fn::call(const std::string &Callee, const std::vector<Val> &Args) {
  NodeId Id = add(NodeKind::Call, true);
  F.Nodes[Id].Callee = sym(Callee);
  for (const Val &A : Args)
    F.Nodes[Id].Args.push_back(value(A));
  return Id;
}

inline NodeId Fn::callOn(const Val &This, const std::string &Callee, const std::vector<Val> &Args,
                         bool Virtual) {
  NodeId Id = call(Callee, Args);
  F.Nodes[Id].This = value(This);
  F.Nodes[Id].Virtual = Virtual;
  return Id;
}

inline NodeId Fn::invoke(const Val &V, const std::vector<Val> &Args) {
  NodeId Id = add(NodeKind::Invoke, true);
  F.Nodes[Id].Val = value(V);
  for (const Val &A : Args)
    F.Nodes[Id].Args.push_back(value(A));
  return Id;
}

inline NodeId Fn::spawn(const Val &V, const std::vector<Val> &Args) {
  NodeId Id = add(NodeKind::Spawn);
  F.Nodes[Id].Val = value(V);
  for (const Val &A : Args)
    F.Nodes[Id].Args.push_back(value(A));
  return Id;
}

inline NodeId Fn::submit(const Val &V, const std::string &Ex, const std::vector<Val> &Args,
                         const std::string &Pool) {
  NodeId Id = add(NodeKind::Submit);
  F.Nodes[Id].Val = value(Ex == "store" ? wrapped(V) : V);
  F.Nodes[Id].Text = sym(Pool);
  if (Ex == "survive")
    F.Nodes[Id].Types = {sym(Ex)};
  for (const Val &A : Args)
    F.Nodes[Id].Args.push_back(value(A));
  return Id;
}

inline NodeId Fn::escape(const Val &V, const std::string &Callee) {
  NodeId Id = add(NodeKind::EscapeCall);
  F.Nodes[Id].Val = value(V);
  F.Nodes[Id].Callee = sym(Callee);
  return Id;
}

inline void Fn::raise(const std::vector<std::string> &TypeAndBases) {
  NodeId Id = add(NodeKind::Throw, true, false);
  for (const std::string &T : TypeAndBases)
    F.Nodes[Id].Types.push_back(sym(T));
}

inline void Fn::reraise() { add(NodeKind::Rethrow, true, false); }

inline void Fn::leave() {
  add(NodeKind::Call);
  link(3);
}

inline void Fn::toExit() {
  auto Outer = Cleanups;
  bool Before = std::exchange(InCleanup, true);
  while (!Cleanups.empty()) {
    Block C = Cleanups.back();
    Cleanups.pop_back();
    C();
  }
  Cleanups = std::move(Outer);
  InCleanup = Before;
  link(1);
}

inline void Fn::ret() {
  add(NodeKind::Return);
  toExit();
}

inline void Fn::ret(const Val &V) {
  ValueId Id = value(V);
  F.Nodes[add(NodeKind::Return)].Val = Id;
  toExit();
}

inline void Fn::branch(const Question &Q, const Block &Then, const Block &Else) {
  NodeId Id = add(NodeKind::Branch, false, false);
  summary::Cond C;
  C.Kind = Q.Kind;
  C.Text = sym(Q.Text);
  C.P = path(Q.P);
  for (const At &M : Q.Mentions)
    C.Mentions.push_back(path(M));
  C.Call = Q.Call;
  F.Nodes[Id].Cond = F.Conds.size();
  F.Conds.push_back(std::move(C));
  F.Nodes[Id].Succs = {None, None};
  Open = {{Id, 0}};
  if (Then)
    Then();
  auto AfterThen = std::exchange(Open, {{Id, 1}});
  if (Else)
    Else();
  Open.insert(Open.end(), AfterThen.begin(), AfterThen.end());
}

inline void Fn::loop(const Question &Q, const Block &Body) {
  bool Before = std::exchange(InLoop, true);
  NodeId Head = add(NodeKind::Nop);
  branch(Q, [&] {
    Body();
    link(Head);
  });
  InLoop = Before;
}

inline void Fn::attempt(const Block &Body, const std::vector<std::pair<std::string, Block>> &Handlers) {
  auto Entering = std::exchange(Open, {});
  NodeId Landing = add(NodeKind::Dispatch, true, false);
  F.Nodes[Landing].Succs.assign(Handlers.size(), None);
  for (auto &[Type, Handler] : Handlers)
    F.Nodes[Landing].Types.push_back(sym(Type));
  Open = std::move(Entering);
  NodeId Outer = std::exchange(Unwind, Landing);
  Body();
  Unwind = Outer;
  auto Leaving = std::exchange(Open, {});
  for (size_t I = 0; I != Handlers.size(); ++I) {
    Open = {{Landing, I}};
    add(NodeKind::Nop);
    Handlers[I].second();
    if (!Open.empty())
      add(NodeKind::EndCatch);
    Leaving.insert(Leaving.end(), Open.begin(), Open.end());
  }
  Open = std::move(Leaving);
}

inline void Fn::scope(const Block &Cleanup, const Block &Body) {
  auto Entering = std::exchange(Open, {});
  NodeId Outer = Unwind;
  bool Before = std::exchange(InCleanup, true);
  NodeId Landing = add(NodeKind::Nop);
  Cleanup();
  link(Outer);
  InCleanup = Before;
  Open = std::move(Entering);
  Unwind = Landing;
  Cleanups.push_back(Cleanup);
  Body();
  Cleanups.pop_back();
  Unwind = Outer;
  if (Open.empty())
    return;
  InCleanup = true;
  Cleanup();
  InCleanup = Before;
}

inline void Fn::noexcepts(const Block &Body) {
  NodeId Outer = std::exchange(Unwind, 3);
  Body();
  Unwind = Outer;
}

inline Function Fn::take() {
  if (!Open.empty())
    ret();
  return std::move(F);
}

} // namespace tidepool::build

#endif // TIDEPOOL_TEST_UNIT_SUMMARYBUILDER_H
