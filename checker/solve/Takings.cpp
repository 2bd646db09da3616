//===- Takings.cpp - Out of which storage functions take ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Takings.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Calls between the loop and the helper that takes.
static constexpr unsigned TakeDepth = 2;

/// What F itself takes out of somewhere. A single hand-over field counts as a container where the worker's own frame
/// empties it by a null store.
void Takings::collect(FnId F, bool Own, Taken &Out) {
  for (NodeId Id = 0; Id != P.Functions[F].Nodes.size(); ++Id) {
    const Node &N = P.Functions[F].Nodes[Id];
    bool NullStore = Own && N.Kind == NodeKind::Store && N.Val != None && N.P.R != Root::Local &&
                     P.Functions[F].Values[N.Val].Kind == ValueKind::Empty &&
                     !(P.Functions[F].Flags & (IsConstructor | IsDestructor));
    if (N.Kind != NodeKind::Take && !NullStore)
      continue;
    // Whoever clears a container forgets what was in it, unless each round of the loop does after it has walked over it.
    if (!(Own && N.InLoop) && N.Kind == NodeKind::Take && P.text(N.Text) == "clear")
      continue;
    // The container may be reached through a local reference or a parameter.
    for (PlaceId Pl : V.places(F, N.P))
      if (Sym S = V.heapKey(V.T[Pl]).Base) {
        if (!NullStore && P.text(N.Text) == "ring")
          Out.Lists.insert(S);
        else if (!NullStore)
          Out.takenAt(S, Own && !N.InLoop ? Id : 0);
        else if (Out.HandOvers.insert(S).second && Out.Containers.contains(S))
          Out.Grabbed.insert(S);
      }
  }
}

/// A worker takes in its loop or in a helper of it.
const Taken &Takings::in(FnId F) {
  auto [It, New] = Known.try_emplace(F);
  if (!New)
    return *It->second;
  It->second = std::make_unique<Taken>();
  Taken &Out = *It->second;
  struct Helper {
    FnId Fn;
    unsigned Depth;
    bool Unlinks; ///< a node that it unlinks is one that the loop gets
  };
  SmallVector<Helper, 8> Work{{F, 0, true}};
  SmallSet<FnId, 16> Seen;
  while (!Work.empty()) {
    auto [G, Depth, Unlinks] = Work.pop_back_val();
    if (!Seen.insert(G).second)
      continue;
    collect(G, /*Own=*/Depth == 0, Out);
    if (Unlinks)
      collectAdvanced(G, Out);
    if (Depth == TakeDepth)
      continue;
    // What a helper's own helper unlinks, and the helper does not hand out, is no longer wanted.
    bool HandsOut = Depth == 0 || any_of(P.Functions[G].Nodes, [](const Node &N) {
                      return N.Kind == NodeKind::Return && N.Val != None;
                    });
    for (const Node &N : P.Functions[G].Nodes) {
      // Helpers of the loop; what may be one of many implementations is work, not a helper.
      if (N.Kind == NodeKind::Call && !N.Cleanup && (Depth || N.InLoop)) {
        auto Callees = V.callees(N);
        if (!N.Virtual || Callees.size() <= 2)
          for (FnId Callee : Callees)
            Work.push_back({Callee, Depth + 1, HandsOut});
      }
      if (N.Kind == NodeKind::Invoke) // a wait's predicate that pops
        for (const Target &T : V.targetsOf(G, N, /*WithHeap=*/false))
          Work.push_back({T.Fn, Depth + 1, true});
    }
  }
  return *Known[F];
}

/// Queues without a container class: a list whose head moves on (head = head->next), or out of which a node is linked
/// (n->prev->next = n->next).
void Takings::collectAdvanced(FnId F, Taken &Out) {
  const Function &Fn = P.Functions[F];
  auto shared = [](const Path &Pth) {
    return Pth.R == Root::Global || Pth.R == Root::This || (Pth.R == Root::Param && !Pth.Steps.empty()) ||
           (Pth.R == Root::Local && !Pth.Steps.empty() && Pth.Steps.front() == DerefSym);
  };
  auto lastName = [](const Path &Pth) -> Sym {
    for (size_t I = Pth.Steps.size(); I--;)
      if (Pth.Steps[I] >= FirstFreeSym)
        return Pth.Steps[I];
    return Pth.R == Root::Global ? Pth.Index : NoSym;
  };
  for (const Node &N : Fn.Nodes) {
    if (N.Kind != NodeKind::Store || N.Val == None || !shared(N.P))
      continue;
    const Value &Val = Fn.Values[N.Val];
    Sym Head = lastName(N.P);
    // n->prev->next = n->next
    ArrayRef<Sym> To(N.P.Steps), From(Val.P.Steps);
    if (Val.Kind == ValueKind::Load && Val.P.R == N.P.R && Val.P.Index == N.P.Index && To.size() == From.size() + 2 &&
        To.size() >= 4 && From.back() == To.back() && To.drop_back(3) == From.drop_back(1) &&
        To[To.size() - 2] == DerefSym) {
      Out.Lists.insert(Head);
      continue;
    }
    if (Val.Kind != ValueKind::Load || Val.P.Steps.empty() || Head == NoSym)
      continue;
    for (PlaceId Pl : V.places(F, Val.P)) {
      const PlaceData &D = V.T[Pl];
      ArrayRef<Sym> Steps(D.Steps);
      // head->next, head->links.next
      size_t Fields = 0;
      while (Fields < Steps.size() && Steps[Steps.size() - 1 - Fields] >= FirstFreeSym)
        ++Fields;
      if (Fields == 0 || Fields == Steps.size() || Steps[Steps.size() - 1 - Fields] != DerefSym)
        continue;
      Steps = Steps.drop_back(Fields + 1);
      bool Behind = Steps.empty() ? D.R == PlaceRoot::Global && D.A == Head : Steps.back() == Head;
      if (Behind)
        Out.Lists.insert(Head);
    }
  }
}

/// What only the loop's own function puts into the field was not handed over by anybody: a cursor that it opens anew.
bool Takings::feedsItself(FnId F, Sym Field) const {
  bool Own = false;
  for (ArrayRef<Sym> Suffix : {ArrayRef<Sym>(), ArrayRef<Sym>(DerefSym)}) {
    Values::HeapKey K{.Base = Field, .Suffix = SmallVector<Sym, 2>(Suffix)};
    for (const Values::HeapStore &S : V.heapStores(K)) {
      const Node &N = V.P.Functions[S.Fn].Nodes[S.Node];
      if (N.Val == None || V.P.Functions[S.Fn].Values[N.Val].Kind == ValueKind::Empty)
        continue;
      if (S.Fn != F)
        return false;
      Own = true;
    }
  }
  return Own;
}

} // namespace tidepool::solve
