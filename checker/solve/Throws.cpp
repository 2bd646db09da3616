//===- Throws.cpp - Which exceptions leave a function ---------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Throws.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

Throws::Throws(Values &V) : V(V) {
  size_t N = V.P.Functions.size();
  Types.push_back({});
  Leaving.resize(N);
  Returns.assign(N, true);
  for (FnId F = 0; F != N; ++F)
    for (NodeId Id = 0; Id != V.P.Functions[F].Nodes.size(); ++Id)
      if (V.P.Functions[F].Nodes[Id].Kind == NodeKind::Invoke)
        for (const Target &T : invoked(F, V.P.Functions[F].Nodes[Id])) {
          Invoked[{F, Id}].push_back(T.Fn);
          InvokedBy[T.Fn].push_back(F);
        }
  // What leaves, as if every call came back; then which calls do not; then what leaves in spite of that.
  // Done in one go, a function could be taken to never return while its callee's exceptions are not known.
  settle(Question::Leaves);
  settle(Question::ComesBack);
  Leaving.assign(N, {});
  settle(Question::Leaves);
}

/// Callables that the function has itself or finds in fields and globals; not those of many callers, whose
/// exceptions would be laid at each other's doors.
ArrayRef<Target> Throws::invoked(FnId F, const Node &Invoke) {
  auto Own = V.targetsOf(F, Invoke, /*WithHeap=*/false);
  if (!Own.empty() || Invoke.Val == None || V.P.Functions[F].Values[Invoke.Val].P.R == Root::Param)
    return Own;
  auto Found = V.targetsOf(F, Invoke, /*WithHeap=*/true);
  return Found.size() > 8 ? ArrayRef<Target>() : Found;
}

void Throws::settle(Question Q) {
  size_t N = V.P.Functions.size();
  std::vector<FnId> Work;
  std::vector<bool> Queued(N);
  auto queue = [&](FnId F) {
    if (!Queued[F]) {
      Queued[F] = true;
      Work.push_back(F);
    }
  };
  for (FnId F = 0; F != N; ++F) {
    bool Starts = any_of(V.P.Functions[F].Nodes,
                         [](const Node &Nd) { return Nd.Kind == NodeKind::Throw || Nd.Kind == NodeKind::Invoke; });
    bool Ends = any_of(V.P.Functions[F].Nodes, [](const Node &Nd) { return is_contained(Nd.Succs, 3u); });
    if (Starts || Ends)
      queue(F);
  }
  while (!Work.empty()) {
    FnId F = Work.back();
    Work.pop_back();
    Queued[F] = false;
    if (!analyse(F, Q))
      continue;
    for (const Values::CallSite &C : V.callers(F))
      queue(C.Fn);
    for (FnId G : InvokedBy.lookup(F))
      queue(G);
  }
}

ExcId Throws::id(ArrayRef<Sym> TypeAndBases) {
  auto [It, New] = Ids.try_emplace(TypeAndBases.vec(), ExcId(Types.size()));
  if (New)
    Types.push_back(TypeAndBases.vec());
  return It->second;
}

bool Throws::catches(Sym Type, ExcId E) const { return Type == NoSym || is_contained(Types[E], Type); }

/// Reachability over (node, exception in flight). True if the answer changed.
bool Throws::analyse(FnId F, Question Q) {
  const Function &Fn = V.P.Functions[F];
  std::set<std::pair<NodeId, ExcId>> Seen;
  std::vector<std::pair<NodeId, ExcId>> Work;
  auto push = [&](NodeId N, ExcId E) {
    if (N != None && Seen.insert({N, E}).second)
      Work.push_back({N, E});
  };
  push(0, 0);
  std::set<ExcId> Out = Leaving[F];
  bool Normal = false;
  while (!Work.empty()) {
    auto [N, E] = Work.back();
    Work.pop_back();
    const Node &Nd = Fn.Nodes[N];
    if (N == 1)
      Normal = true;
    if (N == 2 && E)
      Out.insert(E);
    switch (Nd.Kind) {
    case NodeKind::Throw:
      push(Nd.Unwind, id(Nd.Types));
      continue;
    case NodeKind::Rethrow:
      push(Nd.Unwind, E);
      continue;
    case NodeKind::Dispatch: {
      bool Caught = false;
      for (size_t I = 0; I != Nd.Types.size() && I != Nd.Succs.size() && !Caught; ++I)
        if ((Caught = catches(Nd.Types[I], E)))
          push(Nd.Succs[I], E);
      if (!Caught)
        push(Nd.Unwind, E);
      continue;
    }
    case NodeKind::EndCatch:
      E = 0;
      break;
    case NodeKind::Call: {
      auto Callees = V.callees(Nd);
      bool Comes = Callees.empty();
      for (FnId C : Callees) {
        Comes |= Returns[C];
        for (ExcId X : Leaving[C])
          push(Nd.Unwind, X);
      }
      if (!Comes)
        continue;
      break;
    }
    case NodeKind::Invoke:
      if (auto It = Invoked.find({F, N}); It != Invoked.end())
        for (FnId C : It->second)
          for (ExcId X : Leaving[C])
            push(Nd.Unwind, X);
      break;
    default:
      break;
    }
    for (NodeId S : Nd.Succs)
      push(S, E);
  }
  if (Q == Question::ComesBack) {
    bool Changed = Returns[F] && !Normal;
    Returns[F] = Returns[F] && Normal;
    return Changed;
  }
  bool Changed = Out.size() != Leaving[F].size();
  Leaving[F] = std::move(Out);
  return Changed;
}

} // namespace tidepool::solve
