//===- Callables.cpp - Which bodies a callable value may be ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Values.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Heap look-ups and steps to callers that one search may take in sequence.
static constexpr unsigned MaxDepth = 8;

FnId Values::callOperator(Sym Class) const {
  auto It = CallOperators.find(Class);
  return It == CallOperators.end() ? NoTerm : It->second;
}

/// The static class of the object at a place, where a declaration tells it.
Sym Values::classOfPlace(PlaceId Id) const {
  const PlaceData &D = T[Id];
  for (size_t I = D.Steps.size(); I--;)
    if (D.Steps[I] >= FirstFreeSym) {
      const Entity *E = P.entity(D.Steps[I]);
      return E ? E->Class : NoSym;
    }
  switch (D.R) {
  case PlaceRoot::Local:
    return D.B < P.Functions[D.A].Locals.size() ? P.Functions[D.A].Locals[D.B].Class : NoSym;
  case PlaceRoot::Param:
    return D.B < P.Functions[D.A].Params.size() ? P.Functions[D.A].Params[D.B].Class : NoSym;
  case PlaceRoot::Global:
  case PlaceRoot::Field: {
    const Entity *E = P.entity(D.A);
    return E ? E->Class : NoSym;
  }
  case PlaceRoot::This:
    return P.Functions[D.A].Class;
  case PlaceRoot::Inside:
    return T.get(D.A).Symbol;
  case PlaceRoot::Result:
    return NoSym;
  }
  return NoSym;
}

ArrayRef<Target> Values::targetsOf(FnId F, const Node &Invoke, bool WithHeap) {
  auto [It, New] = TargetCache.try_emplace({&Invoke, WithHeap});
  SmallVector<Target, 4> &Out = It->second;
  if (!New)
    return Out;
  DenseSet<TermId> Seen;
  for (TermId V : eval(F, Invoke.Val))
    collectTargets(V, WithHeap, 0, Out, Seen);
  return Out;
}

SmallVector<Target, 4> Values::targets(TermId Id, bool WithHeap) {
  if (auto It = TermTargets.find({Id, WithHeap}); It != TermTargets.end())
    return It->second;
  SmallVector<Target, 4> Out;
  DenseSet<TermId> Seen;
  collectTargets(Id, WithHeap, 0, Out, Seen);
  if (!Evaluating && LocalRunning.empty())
    TermTargets[{Id, WithHeap}] = Out;
  return Out;
}

void Values::collectTargets(TermId Id, bool WithHeap, unsigned Depth, SmallVectorImpl<Target> &Out,
                            DenseSet<TermId> &Seen) {
  if (Depth > MaxDepth || Out.size() >= MaxTargets || !Seen.insert(Id).second)
    return;
  const TermData D = T.get(Id);
  switch (D.K) {
  case TermKind::Function:
    if (auto F = P.function(D.Symbol))
      Out.push_back({.Fn = *F, .Bound = {}});
    return;
  case TermKind::Closure:
    if (auto F = P.function(D.Symbol))
      Out.push_back({.Fn = *F, .Self = Id, .Bound = {}});
    return;
  case TermKind::Bind:
  case TermKind::Wrap: {
    SmallVector<Target, 4> Inner;
    if (!D.Ops.empty())
      collectTargets(D.Ops[0], WithHeap, Depth + 1, Inner, Seen);
    for (Target &I : Inner) {
      if (D.K == TermKind::Wrap)
        I.KeepsExceptions = true;
      else
        I.Bound.append(D.Ops.begin() + 1, D.Ops.end());
      Out.push_back(std::move(I));
    }
    return;
  }
  case TermKind::Object:
  case TermKind::Alloc:
    if (FnId F = callOperator(D.Symbol); F != NoTerm) {
      Out.push_back({.Fn = F, .Self = Id, .Bound = {}});
      return;
    }
    // std::function allocated on the heap and the like: the callable is an operand.
    for (TermId Op : D.Ops)
      collectTargets(Op, WithHeap, Depth + 1, Out, Seen);
    return;
  case TermKind::Address:
  case TermKind::Content: {
    size_t Before = Out.size();
    for (TermId X : load(D.Place))
      if (X != Id)
        collectTargets(X, WithHeap, Depth + 1, Out, Seen);
    if (Out.size() != Before)
      return;
    // A functor known by its class alone.
    if (FnId F = callOperator(classOfPlace(D.Place)); F != NoTerm) {
      TermId Self = D.K == TermKind::Address ? Id : T.address(D.Place);
      Out.push_back({.Fn = F, .Self = Self, .Bound = {}});
      return;
    }
    if (WithHeap)
      heapTargets(Id, Depth, Out, Seen);
    return;
  }
  default:
    return;
  }
}

/// Callables that somebody stored where this value was loaded from: in a field, a global or a container of
/// that name, or passed as this parameter by some caller.
void Values::heapTargets(TermId Id, unsigned Depth, SmallVectorImpl<Target> &Out, DenseSet<TermId> &Seen) {
  const PlaceData D = T[T.get(Id).Place];
  if (D.R == PlaceRoot::Param && D.Steps.size() <= 1) {
    for (const CallSite &C : Callers[D.A]) {
      const Node &Call = P.Functions[C.Fn].Nodes[C.Node];
      if (D.B >= Call.Args.size())
        continue;
      for (TermId X : eval(C.Fn, Call.Args[D.B]))
        collectTargets(X, true, Depth + 1, Out, Seen);
    }
    return;
  }
  for (const HeapValue &H : heapValues(T.get(Id).Place))
    collectTargets(H.Value, true, Depth + 1, Out, Seen);
  HeapKey K = heapKey(D);
  if (auto It = FieldValues.find(K.Base); It != FieldValues.end())
    for (auto [F, Id] : It->second)
      for (TermId X : eval(F, Id))
        collectTargets(X, true, Depth + 1, Out, Seen);
}

/// Values stored at Prefix, with the field steps of Rest looked up in them.
void Values::heapValuesAt(const PlaceData &Prefix, ArrayRef<Sym> Rest, std::vector<HeapValue> &Out) {
  HeapKey K = heapKey(Prefix);
  if (K.Base == NoSym)
    return;
  bool Same = all_of(Rest, [](Sym S) { return S < FirstFreeSym; });
  for (const HeapStore &S : heapStores(K)) {
    // A block that the function has filled through its own pointer before it stored that.
    const Value &Stored = P.Functions[S.Fn].Values[P.Functions[S.Fn].Nodes[S.Node].Val];
    if (!Same && Stored.Kind == ValueKind::Load && Stored.P.R == Root::Local) {
      PlaceData Filled{.R = PlaceRoot::Local, .A = S.Fn, .B = Stored.P.Index};
      Filled.Steps.assign(Stored.P.Steps.begin(), Stored.P.Steps.end());
      Filled.Steps.append(Rest.begin(), Rest.end());
      for (TermId Y : load(T.place(Filled)))
        if (T.get(Y).K != TermKind::Content || T[T.get(Y).Place].R == PlaceRoot::Param)
          Out.push_back({Y, S});
    }
    for (TermId X : eval(S.Fn, P.Functions[S.Fn].Nodes[S.Node].Val)) {
      if (Same) {
        Out.push_back({X, S});
        continue;
      }
      const TermData &D = T.get(X);
      PlaceSet At;
      if (D.K == TermKind::Content)
        At.push_back(D.Place);
      else if (D.K == TermKind::Object || D.K == TermKind::Closure || D.K == TermKind::Alloc)
        At = pointees(X);
      ArrayRef<Sym> Fields = Rest;
      while (!Fields.empty() && Fields.front() < FirstFreeSym)
        Fields = Fields.drop_front();
      for (PlaceId Q : At)
        for (PlaceId R : project({T.steps(Q, Fields)}))
          for (TermId Y : load(R))
            if (T.get(Y).K != TermKind::Content || T[T.get(Y).Place].R != PlaceRoot::Inside)
              Out.push_back({Y, S});
    }
  }
}

std::vector<Values::HeapValue> Values::heapValues(PlaceId Place) {
  if (auto It = HeapCache.find(Place); It != HeapCache.end())
    return It->second;
  std::vector<HeapValue> Out;
  const PlaceData D = T[Place];
  PlaceData Element = D;
  Element.Steps.push_back(ElementSym);
  heapValuesAt(Element, {}, Out);
  for (size_t N = D.Steps.size() + 1; N--;) {
    PlaceData Prefix = D;
    Prefix.Steps.resize(N);
    heapValuesAt(Prefix, ArrayRef<Sym>(D.Steps).drop_front(N), Out);
  }
  if (!Evaluating && LocalRunning.empty())
    HeapCache[Place] = Out;
  return Out;
}

} // namespace tidepool::solve
