//===- Verify.cpp - Is every index of a summary in range? -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the solver relies on and never asks again: indices, enumerators, the four
// fixed nodes, as many Types as Succs in a Dispatch, a true and a false edge on
// a conditional Branch, and values that are not made of themselves.
//
//===----------------------------------------------------------------------===//

#include "checker/summary/SummaryIO.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace tidepool::summary {
namespace {

/// Each check answers true if all is well; the first that does not says why.
class Verifier {
public:
  Verifier(const TUSummary &S, std::string &Why) : S(S), Why(Why) {}

  bool unit() {
    return tables() && all(S.Functions, &Verifier::function) && all(S.Holders, &Verifier::holder) &&
           all(S.Entities, &Verifier::entity) && all(S.Classes, &Verifier::klass) &&
           all(S.Suppressions, &Verifier::suppression);
  }

private:
  const TUSummary &S;
  std::string &Why;
  const Function *F = nullptr;  ///< the function being looked at
  const char *Part = "";        ///< "node", "value", ... with PartNo
  size_t PartNo = 0;

  bool fail(const Twine &What) {
    Why.clear();
    if (F) {
      Why = "function ";
      if (F->Name < S.Strings.size())
        Why += S.Strings[F->Name];
      Why += " (" + std::to_string(F - S.Functions.data()) + "), ";
    }
    if (*Part)
      Why += std::string(Part) + " " + std::to_string(PartNo) + ": ";
    Why += What.str();
    return false;
  }

  bool below(uint64_t Index, size_t Size, const char *What) {
    return LLVM_LIKELY(Index < Size) || fail(Twine(What) + " " + Twine(Index) + " of " + Twine(Size));
  }
  bool optional(uint32_t Index, size_t Size, const char *What) {
    return Index == None || below(Index, Size, What);
  }
  bool sym(Sym Symbol) { return below(Symbol, S.Strings.size(), "string"); }
  bool syms(ArrayRef<Sym> Symbols) {
    for (Sym Symbol : Symbols)
      if (!sym(Symbol))
        return false;
    return true;
  }
  bool nodeId(NodeId N) { return optional(N, F->Nodes.size(), "node"); }
  bool valueId(ValueId V) { return optional(V, F->Values.size(), "value"); }
  bool loc(const Loc &L) { return below(L.File, S.Files.size(), "file"); }
  template <class Enum> bool enumerator(Enum E, Enum Greatest, const char *What) {
    return below(static_cast<uint64_t>(E), static_cast<size_t>(Greatest) + 1, What);
  }

  template <class T> bool all(const std::vector<T> &V, bool (Verifier::*Check)(const T &)) {
    for (const T &E : V)
      if (!(this->*Check)(E))
        return false;
    return true;
  }
  /// The same for the parts of a function, which a message can name.
  template <class T>
  bool parts(const std::vector<T> &V, const char *Name, bool (Verifier::*Check)(const T &)) {
    Part = Name;
    PartNo = 0;
    for (const T &E : V) {
      if (!(this->*Check)(E))
        return false;
      ++PartNo;
    }
    Part = "";
    return true;
  }

  bool tables() {
    if (S.Strings.size() < FirstFreeSym || !S.Strings[NoSym].empty() || S.Strings[ElementSym] != "[]" ||
        S.Strings[DerefSym] != "*")
      return fail("the reserved strings are missing");
    if (S.Files.empty() || !S.Files[0].empty())
      return fail("the first file is not the empty one");
    return true;
  }

  bool path(const Path &P) {
    switch (P.R) {
    case Root::Invalid:
    case Root::This:
      break;
    case Root::Global:
      if (!sym(P.Index))
        return false;
      break;
    case Root::Param:
      if (!below(P.Index, F->Params.size(), "parameter"))
        return false;
      break;
    case Root::Local:
      if (!below(P.Index, F->Locals.size(), "local"))
        return false;
      break;
    case Root::Result:
      if (!below(P.Index, F->Nodes.size(), "node"))
        return false;
      break;
    default:
      return enumerator(P.R, Root::Result, "kind of root");
    }
    return syms(P.Steps);
  }

  bool variable(const Variable &V) {
    return sym(V.Name) && sym(V.Class) && loc(V.L) &&
           enumerator(V.Kind, Content::Owning, "kind of content");
  }

  bool value(const Value &V) {
    if (!enumerator(V.Kind, ValueKind::Choice, "kind of value") || !sym(V.Symbol) || !nodeId(V.Node) ||
        !path(V.P) || !syms(V.Fields))
      return false;
    for (ValueId O : V.Operands)
      if (!below(O, F->Values.size(), "operand"))
        return false;
    if (V.Kind == ValueKind::Result && V.Node == None)
      return fail("a result of no call");
    if ((V.Kind == ValueKind::Bind || V.Kind == ValueKind::Wrap) && V.Operands.empty())
      return fail("a wrapper around nothing");
    bool NeedsFields = V.Kind == ValueKind::Closure || !V.Fields.empty();
    if (NeedsFields && V.Fields.size() != V.Operands.size())
      return fail(Twine(V.Fields.size()) + " fields for " + Twine(V.Operands.size()) + " operands");
    return true;
  }

  bool cond(const Cond &C) {
    return enumerator(C.Kind, CondKind::ConstFalse, "kind of condition") && sym(C.Text) && path(C.P) &&
           all(C.Mentions, &Verifier::path) && nodeId(C.Call);
  }

  bool node(const Node &N) {
    if (!enumerator(N.Kind, NodeKind::Help, "kind of node") ||
        !enumerator(N.Op, AccessOp::DeleteKey, "operation") || !loc(N.L) || !sym(N.Callee) || !sym(N.Text) ||
        !path(N.P) || !valueId(N.Val) || !valueId(N.This) || !syms(N.Types) || !nodeId(N.Unwind))
      return false;
    for (ValueId A : N.Args)
      if (!below(A, F->Values.size(), "argument"))
        return false;
    for (NodeId T : N.Succs)
      if (!below(T, F->Nodes.size(), "successor"))
        return false;
    if (N.Kind == NodeKind::Dispatch && N.Types.size() != N.Succs.size())
      return fail(Twine(N.Types.size()) + " types for " + Twine(N.Succs.size()) + " handlers");
    if (N.Cond == None)
      return true;
    if (N.Kind == NodeKind::Branch && N.Succs.size() != 2)
      return fail("a condition with " + Twine(N.Succs.size()) + " edges");
    return below(N.Cond, F->Conds.size(), "condition");
  }

  bool fixedNodes() {
    const NodeKind Fixed[] = {NodeKind::Entry, NodeKind::Exit, NodeKind::Unwound, NodeKind::NoReturn};
    if (F->Nodes.size() < std::size(Fixed))
      return fail("the four fixed nodes are missing");
    for (size_t I = 0; I != std::size(Fixed); ++I)
      if (F->Nodes[I].Kind != Fixed[I])
        return fail("node " + Twine(I) + " is not the fixed one");
    return true;
  }

  bool acyclicValues();

  bool function(const Function &Func) {
    F = &Func;
    bool Good = sym(F->Usr) && sym(F->Name) && sym(F->Class) && loc(F->L) && syms(F->Overrides) &&
                fixedNodes() &&
                parts(F->Params, "parameter", &Verifier::variable) &&
                parts(F->Locals, "local", &Verifier::variable) &&
                parts(F->Values, "value", &Verifier::value) && acyclicValues() &&
                parts(F->Conds, "condition", &Verifier::cond) && parts(F->Nodes, "node", &Verifier::node);
    F = nullptr;
    return Good;
  }

  bool holder(const Holder &H) {
    return sym(H.Usr) && sym(H.Name) && sym(H.Model) && sym(H.Type) && sym(H.Initial) && sym(H.Owner) &&
           loc(H.L) && enumerator(H.Kind, HolderKind::State, "kind of holder") &&
           enumerator(H.Life, Lifetime::Local, "lifetime") &&
           enumerator(H.Value, Content::Owning, "kind of content");
  }
  bool entity(const Entity &E) {
    return sym(E.Usr) && sym(E.Name) && sym(E.Class) && loc(E.L) &&
           enumerator(E.Kind, Content::Owning, "kind of content");
  }
  bool klass(const Class &C) { return sym(C.Usr) && sym(C.Name) && syms(C.Bases) && syms(C.Fields); }
  bool suppression(const Suppression &N) {
    return below(N.File, S.Files.size(), "file") && sym(N.Globs);
  }
};

/// Whoever walks a value's operands must come to an end. Extraction makes operands before what is
/// made of them, so the walk below is for damaged files only.
bool Verifier::acyclicValues() {
  const std::vector<Value> &Values = F->Values;
  auto Ordered = [&] {
    for (ValueId V = 0; V != Values.size(); ++V)
      for (ValueId O : Values[V].Operands)
        if (O >= V)
          return false;
    return true;
  };
  if (Ordered())
    return true;

  enum : uint8_t { New, Open, Done };
  std::vector<uint8_t> State(Values.size(), New);
  std::vector<std::pair<ValueId, size_t>> Stack; // a value and which operand is next
  for (ValueId Top = 0; Top != Values.size(); ++Top) {
    if (State[Top] == New)
      Stack.push_back({Top, 0});
    while (!Stack.empty()) {
      auto &[V, Next] = Stack.back();
      State[V] = Open;
      if (Next == Values[V].Operands.size()) {
        State[V] = Done;
        Stack.pop_back();
        continue;
      }
      ValueId O = Values[V].Operands[Next++];
      if (State[O] == Open)
        return fail("value " + Twine(O) + " is made of itself");
      if (State[O] == New)
        Stack.push_back({O, 0});
    }
  }
  return true;
}

} // namespace

bool verify(const TUSummary &S, std::string &Why) {
  return Verifier(S, Why).unit();
}

} // namespace tidepool::summary
