//===- Linked.h - A small linked program, with readable places and values -===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_UNIT_LINKED_H
#define TIDEPOOL_TEST_UNIT_LINKED_H

#include "checker/solve/Analysis.h"
#include "test/unit/SummaryBuilder.h"

namespace tidepool::build {

using namespace tidepool::solve;
using Strings = std::vector<std::string>;

template <class... Us> Program link(Us &...Units) {
  std::vector<TUSummary> All;
  (All.push_back(Units.take()), ...);
  return Program(std::move(All));
}

/// A linked program and its values. Keeps the builders' names.
struct Linked {
  Program P;
  Terms T;
  Values V;
  explicit Linked(Unit &U) : P(link(U)), V(P, T) {}

  FnId fn(const std::string &Usr) { return *P.function(P.intern(Usr)); }
  const Node &node(const std::string &Usr, NodeId N) { return P.Functions[fn(Usr)].Nodes[N]; }
  /// "tl/field", "handle.x", "handle(0)/*", "this handle": what a place is, for people.
  std::string text(PlaceId Id) {
    const PlaceData D = T[Id];
    auto name = [&](uint32_t F) { return P.text(P.Functions[F].Usr).str(); };
    std::string R;
    switch (D.R) {
    case PlaceRoot::Global:
      R = P.text(D.A).str();
      break;
    case PlaceRoot::Field:
      R = "?/" + P.text(D.A).str();
      break;
    case PlaceRoot::Local:
      R = name(D.A) + "." + P.text(P.Functions[D.A].Locals[D.B].Name).str();
      break;
    case PlaceRoot::Param:
      R = name(D.A) + "(" + std::to_string(D.B) + ")";
      break;
    case PlaceRoot::This:
      R = "this " + name(D.A);
      break;
    case PlaceRoot::Inside:
      R = "<" + term(D.A) + ">";
      break;
    case PlaceRoot::Result:
      R = "result " + name(D.A);
      break;
    }
    for (Sym S : D.Steps)
      R += "/" + P.text(S).str();
    return R;
  }
  std::string term(TermId Id) {
    const TermData D = T.get(Id);
    switch (D.K) {
    case TermKind::Unknown:
      return "unknown";
    case TermKind::Const:
    case TermKind::Function:
      return P.text(D.Symbol).str();
    case TermKind::Empty:
      return "empty";
    case TermKind::Address:
      return "&" + text(D.Place);
    case TermKind::Content:
      return text(D.Place);
    case TermKind::Alloc:
      return "new " + P.text(D.Symbol).str();
    case TermKind::Closure:
      return "closure " + P.text(D.Symbol).str();
    case TermKind::Object:
      return "object " + P.text(D.Symbol).str();
    case TermKind::Bind:
      return "bind " + (D.Ops.empty() ? "" : term(D.Ops[0]));
    case TermKind::Wrap:
      return "wrap " + term(D.Ops[0]);
    case TermKind::Compute:
      return "computed";
    }
    return "";
  }
  template <class Set> std::vector<std::string> texts(const Set &S, std::string (Linked::*Text)(uint32_t)) {
    std::vector<std::string> R;
    for (uint32_t X : S)
      R.push_back((this->*Text)(X));
    std::sort(R.begin(), R.end());
    return R;
  }
  /// Values that node N of Usr may store, write or return.
  std::vector<std::string> value(const std::string &Usr, NodeId N) {
    return texts(V.eval(fn(Usr), node(Usr, N).Val), &Linked::term);
  }
  std::vector<std::string> place(const std::string &Usr, NodeId N) {
    return texts(V.places(fn(Usr), node(Usr, N).P), &Linked::text);
  }
  std::vector<std::string> targets(const std::string &Usr, NodeId N, bool WithHeap = true) {
    std::vector<std::string> R;
    for (const Target &Tg : V.targetsOf(fn(Usr), node(Usr, N), WithHeap))
      R.push_back(P.text(P.Functions[Tg.Fn].Usr).str() + (Tg.KeepsExceptions ? " keeps" : ""));
    std::sort(R.begin(), R.end());
    return R;
  }
};

} // namespace tidepool::build

#endif // TIDEPOOL_TEST_UNIT_LINKED_H
