//===- Counters.cpp - What becomes of a counter's value -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Counters.h"
#include "checker/summary/FunctionGraph.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Calls are followed this far.
static constexpr unsigned MaxDepth = 4;

static bool puts(const Node &N) {
  return N.Val != None && (N.puts() || (N.Kind == NodeKind::Access && N.Op == AccessOp::Append));
}

bool Counters::weighs(FnId F, NodeId N) { return V.P.Functions[F].Nodes[N].Decides || readings(F)[N]; }

const std::vector<bool> &Counters::readings(FnId F) {
  auto [It, New] = Readings.try_emplace(F);
  if (!New)
    return It->second;
  const Function &Fn = V.P.Functions[F];
  std::vector<bool> Out(Fn.Nodes.size());
  auto mark = [&](ValueId Id, NodeId Before) { forEachReading(Fn, Id, Before, [&](NodeId R) { Out[R] = true; }); };
  for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id) {
    const Node &N = Fn.Nodes[Id];
    if (puts(N) && owned(F, N.P))
      mark(N.Val, Id);
    if (N.Kind != NodeKind::Call)
      continue;
    for (FnId Callee : V.callees(N))
      for (uint32_t A = 0; A != N.Args.size(); ++A) {
        Sink S = sink(Callee, A, 0);
        if ((S.K == Sink::This && ownedObject(F, N.This)) ||
            (S.K == Sink::Param && S.Index < N.Args.size() && ownedObject(F, N.Args[S.Index])))
          mark(N.Args[A], Id);
      }
  }
  return Readings[F] = std::move(Out);
}

bool Counters::contains(const Function &Fn, ValueId Id, function_ref<bool(const Value &)> Is) const {
  if (Id == None)
    return false;
  const Value &Val = Fn.Values[Id];
  if (Val.Kind == ValueKind::Compute || Val.Kind == ValueKind::Choice)
    return Val.Symbol == NoSym && any_of(Val.Operands, [&](ValueId Op) { return contains(Fn, Op, Is); });
  return Is(Val);
}

Counters::Sink Counters::sink(FnId F, uint32_t Param, unsigned Depth) {
  auto [It, New] = Sinks.try_emplace({F, Param});
  if (!New || Depth > MaxDepth)
    return It->second;
  const Function &Fn = V.P.Functions[F];
  auto given = [&](const Value &Val) {
    return Val.Kind == ValueKind::Load && Val.P.R == Root::Param && Val.P.Index == Param &&
           (Val.P.Steps.empty() || (Val.P.Steps.size() == 1 && Val.P.Steps[0] == DerefSym));
  };
  auto target = [&](const Path &P) -> Sink {
    if (P.R == Root::This && !(Fn.Flags & IsLambda))
      return {Sink::This};
    if (P.R == Root::Param && P.Index != Param)
      return {Sink::Param, P.Index};
    return {};
  };
  auto through = [&](const Node &N, Sink S) -> Sink {
    ValueId Object = S.K == Sink::This ? N.This : S.Index < N.Args.size() ? N.Args[S.Index] : None;
    return S.K == Sink::None || Object == None ? Sink() : target(Fn.Values[Object].P);
  };
  Sink Found;
  for (const Node &N : Fn.Nodes) {
    if (Found.K != Sink::None)
      break;
    if (puts(N) && contains(Fn, N.Val, given))
      Found = target(N.P);
    if (N.Kind == NodeKind::Call)
      for (uint32_t A = 0; A != N.Args.size(); ++A)
        if (contains(Fn, N.Args[A], given))
          for (FnId Callee : V.callees(N))
            if (Found.K == Sink::None)
              Found = through(N, sink(Callee, A, Depth + 1));
  }
  return Sinks[{F, Param}] = Found;
}

/// Storage that a task brought along: behind a parameter or a captured pointer, or in the object that it runs on.
bool Counters::owned(FnId F, const Path &P) {
  const Function &Fn = V.P.Functions[F];
  switch (P.R) {
  case Root::Param:
    return is_contained(P.Steps, DerefSym);
  case Root::This:
    if (!(Fn.Flags & IsLambda))
      return !shared(Fn.Class);
    // What many tasks' closures share: the submitter's own object, and a variable that is captured itself.
    return P.Steps.size() > 2 && is_contained(P.Steps, DerefSym) &&
           !V.P.text(P.Steps[0]).ends_with("#cap(this)");
  case Root::Local:
    return !P.Steps.empty() && P.Steps[0] == DerefSym && any_of(V.places(F, P), [&](PlaceId X) {
             const PlaceData &D = V.T[X];
             Root R = D.R == PlaceRoot::Param ? Root::Param : Root::This;
             return D.symbolic() && D.A == F && owned(F, Path{R, D.B, {D.Steps.begin(), D.Steps.end()}});
           });
  default:
    return false;
  }
}

bool Counters::ownedObject(FnId F, ValueId Id) {
  if (Id == None)
    return false;
  const Function &Fn = V.P.Functions[F];
  const Value &Val = Fn.Values[Id];
  if (Val.Kind != ValueKind::Load && Val.Kind != ValueKind::Address)
    return false;
  Path P = Val.P;
  if (P.R == Root::This && !(Fn.Flags & IsLambda))
    return !shared(Fn.Class);
  if (P.R == Root::This)
    return !P.Steps.empty() && !V.P.text(P.Steps[0]).ends_with("#cap(this)");
  if (Val.Kind == ValueKind::Load)
    P.Steps.push_back(DerefSym);
  return owned(F, P);
}

bool Counters::shared(Sym Class) {
  if (!SharedKnown) {
    SharedKnown = true;
    for (const Function &Fn : V.P.Functions)
      for (const Value &Val : Fn.Values) {
        bool Captured = Val.Kind == ValueKind::Closure &&
                        any_of(Val.Fields, [&](Sym S) { return V.P.text(S).ends_with("#cap(this)"); });
        bool Bound = Val.Kind == ValueKind::Bind && any_of(Val.Operands, [&](ValueId Op) {
                       const Value &X = Fn.Values[Op];
                       return X.Kind == ValueKind::Address && X.P.R == Root::This && X.P.Steps.empty();
                     });
        if (Captured || Bound)
          Shared.insert(Fn.Class);
      }
  }
  return Shared.contains(Class);
}

} // namespace tidepool::solve
