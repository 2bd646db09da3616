//===- Endings.cpp - What happens when objects with a part in it die ------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Endings.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Endings::Endings(Analysis &A) : A(A) {
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    if (const Function &Fn = A.P.Functions[F];
        (Fn.Flags & IsDestructor) && Fn.Class != NoSym && A.S.relevant(F))
      Destructors.try_emplace(Fn.Class, F);
}

std::optional<FnId> Endings::destructorOf(Sym Class) const {
  auto It = Destructors.find(Class);
  return It == Destructors.end() ? std::nullopt : std::optional(It->second);
}

CtxId Endings::ending(FnId Destructor) {
  CtxId C =
      A.E.context(Destructor, Binding{.Callee = Destructor, .This = {}, .Params = {}}, /*Shallow=*/true);
  A.E.solve(C);
  return C;
}

/// The body empties its copy, or moves from it: then it dies somewhere else.
bool Endings::givenAway(FnId Body, Sym Capture) const {
  return any_of(A.P.Functions[Body].Nodes, [&](const Node &N) {
    bool Changes =
        N.puts() || N.Kind == NodeKind::Take || (N.Kind == NodeKind::Access && N.Op == AccessOp::Remove);
    return Changes && N.P.R == Root::This && N.P.Steps.size() == 1 && N.P.Steps[0] == Capture;
  });
}

/// The variable that a made-up local was copied from; the local itself where there is none.
static Path sourceOf(const Function &Fn, Path P) {
  if (P.R != Root::Local || !P.Steps.empty() || Fn.Locals[P.Index].Name != NoSym)
    return P;
  for (const Node &N : Fn.Nodes)
    if (N.Kind == NodeKind::Store && N.P == P && N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Load)
      return Fn.Values[N.Val].P;
  return P;
}

void Endings::capturedIn(uint32_t Task, FnId F, const Value &Closure,
                         std::vector<CapturedObject> &Out) const {
  const Function &Fn = A.P.Functions[F];
  const solve::Task &Tk = A.Tasks.Tasks[Task];
  for (size_t I = 0; I != Closure.Operands.size() && I != Closure.Fields.size(); ++I) {
    if (Closure.Operands[I] == None || givenAway(Tk.Body.Fn, Closure.Fields[I]))
      continue;
    const Value &Held = Fn.Values[Closure.Operands[I]];
    CapturedObject Object{.Task = Task};
    if (Held.Kind == ValueKind::Fresh || Held.Kind == ValueKind::Object) {
      Object.Class = Held.Symbol;
      Object.L = Held.Node != None ? Fn.Nodes[Held.Node].L : A.P.Functions[Tk.Body.Fn].L;
    } else if (Held.Kind == ValueKind::Load) {
      Path From = sourceOf(Fn, Held.P);
      if (From.R != Root::Local && From.R != Root::Param)
        continue;
      const Variable &V = From.R == Root::Local ? Fn.Locals[From.Index] : Fn.Params[From.Index];
      bool Behind =
          From.Steps.size() == 1 && From.Steps[0] == DerefSym; // a copy of what a reference refers to
      bool Borrowed = V.Pointer && V.Kind == Content::Pointing;
      if ((!From.Steps.empty() && !Behind) || (Borrowed && !Behind))
        continue;
      Object.Class = V.Class;
      Object.Name = V.Name;
      Object.L = V.L;
    }
    if (auto D = destructorOf(Object.Class)) {
      Object.Destructor = *D;
      Out.push_back(Object);
    }
  }
}

std::vector<CapturedObject> Endings::captures() {
  DenseMap<Sym, SmallVector<uint32_t, 1>> Bodies;
  for (uint32_t I = 0; I != A.Tasks.Tasks.size(); ++I)
    if (const Function &Body = A.P.Functions[A.Tasks.Tasks[I].Body.Fn]; Body.Flags & IsLambda)
      Bodies[Body.Usr].push_back(I);
  std::vector<CapturedObject> Out;
  for (FnId F = 0; F != A.P.Functions.size(); ++F)
    for (const Value &Val : A.P.Functions[F].Values)
      if (Val.Kind == ValueKind::Closure)
        if (auto It = Bodies.find(Val.Symbol); It != Bodies.end())
          for (uint32_t Task : It->second)
            capturedIn(Task, F, Val, Out);
  return Out;
}

/// The local whose address a value of the function is.
static std::optional<uint32_t> addressed(const Function &Fn, ValueId Id) {
  if (Id == None || Fn.Values[Id].Kind != ValueKind::Address || Fn.Values[Id].P.R != Root::Local)
    return std::nullopt;
  return Fn.Values[Id].P.Index;
}

std::optional<uint32_t> Endings::deadLocal(const LateUse &L) const {
  const Function &Fn = A.P.Functions[L.Fn];
  auto Guard = addressed(Fn, Fn.Nodes[L.Node].This);
  const WriteRec &W = A.E.write(L.W);
  if (!Guard || L.Cleaned)
    return std::nullopt;
  std::optional<uint32_t> Target;
  for (NodeId Id = 0; Id != Fn.Nodes.size(); ++Id) {
    const Node &N = Fn.Nodes[Id];
    bool Sets =
        N.Kind == NodeKind::Call && is_contained(A.V.callees(N), W.Fn); // a setter, or a guard's constructor
    if (!Sets && !(W.Fn == L.Fn && W.Node == Id))
      continue;
    SmallVector<ValueId, 4> Given(N.Args.begin(), N.Args.end());
    Given.push_back(N.Val);
    for (ValueId Arg : Given) {
      auto Local = addressed(Fn, Arg);
      if (!Local)
        continue;
      // Variables are numbered as they are declared: a later one dies earlier, in the same scope or in one
      // within it.
      if (*Local <= *Guard || Fn.Locals[*Local].Name == NoSym)
        return std::nullopt;
      Target = Local;
    }
  }
  return Target;
}

bool Endings::follows(FnId F, CellId C) {
  const Function &Fn = A.P.Functions[F];
  auto Through = [&](const Path &P) {
    for (size_t I = 1; I <= P.Steps.size(); ++I) {
      if (P.Steps[I - 1] != DerefSym)
        continue;
      Path Pointer = P;
      Pointer.Steps.resize(I - 1);
      for (PlaceId Place : A.V.places(F, Pointer))
        if (auto Cell = A.S.cell(Place); Cell && *Cell == C)
          return true;
    }
    return false;
  };
  return any_of(Fn.Nodes, [&](const Node &N) {
    if (N.P.valid() && Through(N.P))
      return true;
    if (N.This != None && Through(Fn.Values[N.This].P))
      return true;
    return any_of(N.Args, [&](ValueId Arg) { return Arg != None && Through(Fn.Values[Arg].P); }) ||
           (N.Val != None && Through(Fn.Values[N.Val].P));
  });
}

} // namespace tidepool::solve
