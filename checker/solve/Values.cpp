//===- Values.cpp - What an expression may be, inside one function --------===//
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

/// How many calls deep an object passed by address is searched for stores into it.
static constexpr unsigned StoreDepth = 3;

/// Lists and trees are followed this far from a local, and loads of locals nest this deep.
static constexpr size_t MaxSteps = 5;
static constexpr size_t MaxNesting = 16;

Values::Values(const Program &P, Terms &T) : T(T), P(P) {
  DenseSet<Sym> Holders;
  for (const Holder &H : P.Holders)
    Holders.insert(H.Usr);
  T.setNames(std::move(Holders));
  size_t N = P.Functions.size();
  Indices.resize(N);
  EvalCache.resize(N);
  EvalState.resize(N);
  Callers.resize(N);
  for (FnId F = 0; F != N; ++F)
    indexFunction(F);
}

void Values::indexFunction(FnId F) {
  const Function &Fn = P.Functions[F];
  indexCalledFields(Fn);
  if (Fn.Class != NoSym && P.text(Fn.Usr).contains("@F@operator()"))
    CallOperators.try_emplace(Fn.Class, F);
  for (const Value &Val : Fn.Values)
    for (size_t I = 0; I != Val.Fields.size() && I != Val.Operands.size(); ++I)
      if (Val.Fields[I] != NoSym)
        FieldValues[Val.Fields[I]].push_back({F, Val.Operands[I]});
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    if (Nd.Kind == NodeKind::Call)
      for (FnId Callee : callees(Nd))
        Callers[Callee].push_back({F, N});
    if (!Nd.puts() || !Nd.P.valid() || Nd.Val == None)
      continue;
    PlaceData D;
    D.R = Nd.P.R == Root::Global ? PlaceRoot::Global : PlaceRoot::Local;
    D.A = Nd.P.Index;
    D.Steps.assign(Nd.P.Steps.begin(), Nd.P.Steps.end());
    HeapKey K = heapKey(D);
    if (K.Base != NoSym)
      Heap[K].push_back({F, N});
  }
}

Values::FunctionIndex &Values::index(FnId F) {
  FunctionIndex &I = Indices[F];
  if (I.Built)
    return I;
  I.Built = true;
  const Function &Fn = P.Functions[F];
  auto passed = [&](NodeId N, uint32_t Arg, ValueId V) {
    if (V == None)
      return;
    const Value &Val = Fn.Values[V];
    if (Val.Kind == ValueKind::Address)
      I.PassedTo[{Val.P.R, Val.P.Index}].push_back(
          {N, Arg, SmallVector<Sym, 2>(Val.P.Steps.begin(), Val.P.Steps.end())});
  };
  for (NodeId N = 0; N != Fn.Nodes.size(); ++N) {
    const Node &Nd = Fn.Nodes[N];
    if (Nd.Kind == NodeKind::Store)
      I.Stores[{Nd.P.R, Nd.P.Index}].push_back(N);
    if (Nd.Kind != NodeKind::Call)
      continue;
    passed(N, None, Nd.This);
    for (uint32_t A = 0; A != Nd.Args.size(); ++A)
      passed(N, A, Nd.Args[A]);
  }
  return I;
}

Values::HeapKey Values::heapKey(const PlaceData &D) const {
  HeapKey K;
  size_t From = 0;
  if (D.R == PlaceRoot::Global || D.R == PlaceRoot::Field)
    K.Base = D.A;
  for (size_t I = 0; I != D.Steps.size(); ++I)
    if (D.Steps[I] >= FirstFreeSym) {
      K.Base = D.Steps[I];
      From = I + 1;
    }
  if (K.Base != NoSym)
    K.Suffix.assign(D.Steps.begin() + From, D.Steps.end());
  return K;
}

ArrayRef<Values::HeapStore> Values::heapStores(const HeapKey &K) const {
  auto It = Heap.find(K);
  return It == Heap.end() ? ArrayRef<HeapStore>() : ArrayRef<HeapStore>(It->second);
}

ArrayRef<Values::CallSite> Values::callers(FnId F) const { return Callers[F]; }

SmallVector<FnId, 2> Values::callees(const Node &N) const {
  SmallVector<FnId, 2> Result;
  if (auto F = P.function(N.Callee))
    Result.push_back(*F);
  if (!N.Virtual)
    return Result;
  // The object's own class may be nearer than the one that declares the method.
  Sym Object = N.Types.empty() ? NoSym : N.Types.front();
  auto [It, New] = Dispatched.try_emplace({N.Callee, Object});
  if (New)
    for (Sym O : P.overriders(N.Callee))
      if (auto F = P.function(O); F && (Object == NoSym || P.related(Object, P.Functions[*F].Class)))
        It->second.push_back(*F);
  Result.append(It->second.begin(), It->second.end());
  return Result;
}

//===-- Places --------------------------------------------------------------===//

PlaceSet Values::pointees(TermId Id) {
  const TermData &D = T.get(Id);
  switch (D.K) {
  case TermKind::Address:
    return {D.Place};
  case TermKind::Content:
    return {T.step(D.Place, DerefSym)};
  case TermKind::Alloc:
  case TermKind::Closure:
  case TermKind::Object:
  case TermKind::Bind:
  case TermKind::Wrap:
    return {T.place({.R = PlaceRoot::Inside, .A = Id})};
  default:
    return {};
  }
}

/// [guard slot *], for a local guard, is what was stored in guard's slot. False if nothing is known about it.
bool Values::followLocal(PlaceId Id, PlaceSet &Out) {
  const PlaceData D = T[Id];
  bool Followed = false;
  for (size_t I = 0; I != D.Steps.size() && !Followed; ++I) {
    if (D.Steps[I] != DerefSym)
      continue;
    ArrayRef<Sym> Steps(D.Steps);
    PlaceId Pointer = T.steps(T.place({.R = PlaceRoot::Local, .A = D.A, .B = D.B}), Steps.take_front(I));
    PlaceId Unknown = T.step(Pointer, DerefSym);
    for (TermId V : load(Pointer))
      for (PlaceId Q : pointees(V))
        if (Q != Unknown) {
          addTo(Out, T.steps(Q, Steps.drop_front(I + 1)), 8);
          Followed = true;
        }
  }
  return Followed;
}

/// Inside a value object, a step is a look-up: [closure cap *] is what the capture refers to.
PlaceSet Values::project(PlaceSet In) {
  PlaceSet Out;
  for (unsigned Round = 0; !In.empty() && Round != 8; ++Round) {
    PlaceSet Next;
    for (PlaceId Pl : In) {
      const PlaceData D = T[Pl];
      if (D.R == PlaceRoot::Local) {
        if (!followLocal(Pl, Next))
          addTo(Out, Pl, 8);
        continue;
      }
      const TermData *Obj = D.R == PlaceRoot::Inside ? &T.get(D.A) : nullptr;
      if (!Obj || D.Steps.size() < 2) {
        addTo(Out, Pl, 8);
        continue;
      }
      auto It = find(Obj->Fields, D.Steps[0]);
      if (It == Obj->Fields.end()) {
        addTo(Out, Pl, 8);
        continue;
      }
      TermId Member = Obj->Ops[It - Obj->Fields.begin()];
      ArrayRef<Sym> Rest = ArrayRef<Sym>(D.Steps).drop_front();
      if (Rest[0] == DerefSym) {
        for (PlaceId Q : pointees(Member))
          addTo(Next, T.steps(Q, Rest.drop_front()), 8);
      } else if (const TermData &M = T.get(Member); M.K == TermKind::Content) {
        addTo(Next, T.steps(M.Place, Rest), 8);
      } else {
        addTo(Next, T.steps(T.place({.R = PlaceRoot::Inside, .A = Member}), Rest), 8);
      }
    }
    In = std::move(Next);
  }
  for (PlaceId Pl : In) // references that lead to themselves
    addTo(Out, Pl, 8);
  return Out;
}

PlaceSet Values::places(FnId F, const Path &Pth) {
  const Function &Fn = P.Functions[F];
  PlaceSet Cur;
  auto steps = ArrayRef<Sym>(Pth.Steps);
  switch (Pth.R) {
  case Root::Invalid:
    return {};
  case Root::Global:
    return {T.place({.R = PlaceRoot::Global, .A = Pth.Index,
                     .Steps = SmallVector<Sym, 4>(steps.begin(), steps.end())})};
  case Root::Param:
    Cur = {T.place({.R = PlaceRoot::Param, .A = F, .B = Pth.Index})};
    return {T.steps(Cur[0], steps)};
  case Root::This:
    return {T.steps(T.place({.R = PlaceRoot::This, .A = F}), steps)};
  case Root::Local:
    Cur = {T.place({.R = PlaceRoot::Local, .A = F, .B = Pth.Index})};
    break;
  case Root::Result: {
    if (!steps.empty() && steps[0] == DerefSym) {
      for (TermId R : results(F, Pth.Index))
        for (PlaceId Q : pointees(R))
          addTo(Cur, Q, 4);
      steps = steps.drop_front();
    }
    if (Cur.empty())
      return {T.steps(T.place({.R = PlaceRoot::Result, .A = F, .B = Pth.Index}), Pth.Steps)};
    break;
  }
  }
  for (Sym S : steps) {
    PlaceSet Next;
    for (PlaceId Pl : Cur) {
      const PlaceData D = T[Pl];
      bool Followed = false;
      if (S == DerefSym && D.R == PlaceRoot::Local && D.A == F && Fn.Locals.size() > D.B)
        for (TermId V : load(Pl))
          for (PlaceId Q : pointees(V))
            if (Q != T.step(Pl, DerefSym)) {
              addTo(Next, Q, 4);
              Followed = true;
            }
      if (!Followed)
        addTo(Next, T.step(Pl, S), 4);
    }
    Cur = project(std::move(Next));
  }
  return Cur;
}

//===-- Values --------------------------------------------------------------===//

TermSet Values::eval(FnId F, ValueId V) {
  if (V == None)
    return {T.unknown()};
  auto &Cache = EvalCache[F];
  auto &State = EvalState[F];
  if (Cache.empty()) {
    Cache.resize(P.Functions[F].Values.size());
    State.resize(Cache.size());
  }
  if (State[V] == 2)
    return Cache[V];
  if (State[V] == 1)
    return {};
  State[V] = 1;
  ++Evaluating;
  TermSet R = evalFresh(F, V);
  --Evaluating;
  if (R.empty())
    R.push_back(T.unknown());
  EvalCache[F][V] = R;
  EvalState[F][V] = 2;
  return R;
}

TermSet Values::evalFresh(FnId F, ValueId V) {
  const Value &Val = P.Functions[F].Values[V];
  auto operands = [&] {
    SmallVector<TermId, 4> Ops;
    for (ValueId Op : Val.Operands) {
      TermSet S = eval(F, Op);
      Ops.push_back(S.empty() ? T.unknown() : S.front());
    }
    return Ops;
  };
  SmallVector<Sym, 4> Fields(Val.Fields.begin(), Val.Fields.end());
  switch (Val.Kind) {
  case ValueKind::Unknown:
    return {T.unknown()};
  case ValueKind::Const:
    return {T.term({.K = TermKind::Const, .Symbol = Val.Symbol})};
  case ValueKind::Empty:
    return {T.term({.K = TermKind::Empty})};
  case ValueKind::Load: {
    TermSet R;
    for (PlaceId Pl : places(F, Val.P))
      for (TermId X : load(Pl))
        addTo(R, X);
    return R;
  }
  case ValueKind::Address: {
    TermSet R;
    for (PlaceId Pl : places(F, Val.P))
      addTo(R, T.address(Pl));
    return R;
  }
  case ValueKind::Fresh:
    return {T.term({.K = TermKind::Alloc, .Symbol = Val.Symbol, .Fn = F, .Node = V, .Ops = operands()})};
  case ValueKind::Function:
    return {T.term({.K = TermKind::Function, .Symbol = Val.Symbol})};
  case ValueKind::Closure:
    return {T.term({.K = TermKind::Closure, .Symbol = Val.Symbol, .Ops = operands(), .Fields = Fields})};
  case ValueKind::Bind:
    return {T.term({.K = TermKind::Bind, .Ops = operands()})};
  case ValueKind::Object:
    return {T.term({.K = TermKind::Object, .Symbol = Val.Symbol, .Ops = operands(), .Fields = Fields})};
  case ValueKind::Wrap:
    return {T.term({.K = TermKind::Wrap, .Ops = operands()})};
  case ValueKind::Result:
    return results(F, Val.Node);
  case ValueKind::Compute:
    return {T.term({.K = TermKind::Compute, .Ops = operands()})};
  case ValueKind::Choice: {
    TermSet R;
    for (ValueId Op : Val.Operands)
      for (TermId X : eval(F, Op))
        addTo(R, X);
    return R;
  }
  }
  return {T.unknown()};
}

TermSet Values::load(PlaceId Id) {
  const PlaceData &D = T[Id];
  if (D.R == PlaceRoot::Local)
    return loadLocal(Id);
  if (D.R == PlaceRoot::Inside) {
    const TermData &Obj = T.get(D.A);
    if (D.Steps.empty())
      return {D.A};
    if (D.Steps.size() == 1)
      if (auto It = find(Obj.Fields, D.Steps[0]); It != Obj.Fields.end())
        return {Obj.Ops[It - Obj.Fields.begin()]};
  }
  return {T.content(Id)};
}

TermSet Values::loadLocal(PlaceId Id) {
  if (auto It = LocalCache.find(Id); It != LocalCache.end())
    return It->second;
  const PlaceData D = T[Id];
  if (D.Steps.size() > MaxSteps || LocalRunning.size() > MaxNesting)
    return {T.content(Id)};
  if (!LocalRunning.insert(Id).second)
    return {};
  TermSet R = stored(D.A, Root::Local, D.B, D.Steps, 0);
  if (R.empty())
    R.push_back(T.content(Id));
  LocalRunning.erase(Id);
  LocalCache[Id] = R;
  return R;
}

/// Everything stored to the object at Root/Index, seen from F: by F itself, and by callees that get its
/// address.
TermSet Values::stored(FnId F, Root R, uint32_t Index, ArrayRef<Sym> Steps, unsigned Depth) {
  TermSet Result;
  FunctionIndex &I = index(F);
  const Function &Fn = P.Functions[F];
  if (auto It = I.Stores.find({R, Index}); It != I.Stores.end())
    for (NodeId N : It->second) {
      const Node &Nd = Fn.Nodes[N];
      ArrayRef<Sym> At(Nd.P.Steps);
      if (At.size() > Steps.size() || Steps.take_front(At.size()) != At)
        continue;
      ArrayRef<Sym> Rest = Steps.drop_front(At.size());
      for (TermId V : eval(F, Nd.Val)) {
        if (Rest.empty()) {
          addTo(Result, V);
          continue;
        }
        const TermData &VD = T.get(V);
        PlaceId From = VD.K == TermKind::Content ? VD.Place : T.place({.R = PlaceRoot::Inside, .A = V});
        if (VD.K == TermKind::Content || VD.K == TermKind::Object || VD.K == TermKind::Closure)
          for (PlaceId Q : project({T.steps(From, Rest)}))
            for (TermId X : load(Q))
              addTo(Result, X);
      }
    }
  if (Depth == StoreDepth)
    return Result;
  // Closures that captured it by reference.
  for (ValueId Id = 0; Id != Fn.Values.size(); ++Id) {
    const Value &Val = Fn.Values[Id];
    if (Val.Kind != ValueKind::Closure)
      continue;
    auto Body = P.function(Val.Symbol);
    for (size_t K = 0; Body && K != Val.Operands.size() && K < Val.Fields.size(); ++K) {
      const Value &Captured = Fn.Values[Val.Operands[K]];
      if (Captured.Kind != ValueKind::Address || Captured.P.R != R || Captured.P.Index != Index ||
          !Captured.P.Steps.empty())
        continue;
      SmallVector<Sym, 4> In{Val.Fields[K], DerefSym};
      In.append(Steps.begin(), Steps.end());
      Binding B{.Callee = *Body, .This = {}, .Params = {}};
      for (TermId X : eval(F, Id))
        B.This = pointees(X);
      for (TermId X : stored(*Body, Root::This, 0, In, Depth + 1))
        for (TermId Y : substitute(X, B))
          addTo(Result, Y);
    }
  }
  if (auto It = I.PassedTo.find({R, Index}); It != I.PassedTo.end())
    for (const Passed &Pa : It->second) {
      ArrayRef<Sym> At(Pa.Steps);
      if (At.size() > Steps.size() || Steps.take_front(At.size()) != At)
        continue;
      const Node &Call = Fn.Nodes[Pa.Node];
      SmallVector<Sym, 4> Rest;
      if (Pa.Arg != None)
        Rest.push_back(DerefSym);
      Rest.append(Steps.begin() + At.size(), Steps.end());
      for (FnId Callee : callees(Call)) {
        TermSet In = Pa.Arg == None ? stored(Callee, Root::This, 0, Rest, Depth + 1)
                                    : stored(Callee, Root::Param, Pa.Arg, Rest, Depth + 1);
        if (In.empty())
          continue;
        Binding B = bind(F, Call, Callee);
        for (TermId X : In)
          for (TermId Y : substitute(X, B))
            addTo(Result, Y);
      }
    }
  return Result;
}

TermSet Values::results(FnId F, NodeId N) {
  TermSet R;
  const Function &Fn = P.Functions[F];
  if (N >= Fn.Nodes.size())
    return {T.unknown()};
  const Node &Call = Fn.Nodes[N];
  auto from = [&](FnId Callee, const Binding &B) {
    const Function &Body = P.Functions[Callee];
    auto returns = [&](ValueId Id) {
      for (TermId X : eval(Callee, Id))
        for (TermId Y : substitute(filled(X), B))
          addTo(R, Y);
    };
    for (const Node &Nd : Body.Nodes) {
      if (Nd.Kind != NodeKind::Return || Nd.Val == None)
        continue;
      returns(Nd.Val);
      // slot.swap(next); return next;
      const Value &Val = Body.Values[Nd.Val];
      if (Val.Kind == ValueKind::Load && Val.P.R == Root::Param && Val.P.Steps.empty())
        for (const Node &St : Body.Nodes)
          if (St.Kind == NodeKind::Store && St.P == Val.P && St.Val != None)
            returns(St.Val);
    }
  };
  if (Call.Kind == NodeKind::Call) {
    for (FnId Callee : callees(Call))
      from(Callee, bind(F, Call, Callee));
  } else if (Call.Kind == NodeKind::Invoke) {
    SmallVector<TermSet, 4> Args;
    for (ValueId A : Call.Args)
      Args.push_back(eval(F, A));
    for (const Target &Tg : targetsOf(F, Call, /*WithHeap=*/false))
      from(Tg.Fn, bind(Tg, Args));
  }
  if (R.empty())
    R.push_back(T.content(T.place({.R = PlaceRoot::Result, .A = F, .B = N})));
  return R;
}

} // namespace tidepool::solve
