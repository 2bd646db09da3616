//===- Relevance.cpp - Which functions need to be analysed -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Slots.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;
using namespace tidepool::summary;

namespace tidepool::solve {

/// Counters of one holder whose values decide something, beyond which they are statistics.
static constexpr unsigned MaxWeighed = 4;

static bool constant(const Function &Fn, ValueId Id) {
  return Id == None || Fn.Values[Id].Kind == ValueKind::Const || Fn.Values[Id].Kind == ValueKind::Empty;
}

/// Numbers of which somebody does more than count.
Parts Slots::weighed(const Parts &Counted) {
  Parts Out;
  for (FnId F = 0; !Counted.empty() && F != P.Functions.size(); ++F)
    for (NodeId Id = 0; Id != P.Functions[F].Nodes.size(); ++Id) {
      const Node &N = P.Functions[F].Nodes[Id];
      if (N.Kind != NodeKind::Access || N.Op != AccessOp::Read)
        continue;
      Parts Here = at(F, N.P, true);
      Here &= Counted;
      if (Here.empty())
        continue;
      auto weighs = [&](const Values::CallSite &C) { return Numbers.weighs(C.Fn, C.Node); };
      if (weighs({F, Id}) || (P.text(N.Text) == "return" && any_of(V.callers(F), weighs)))
        Out |= Here;
    }
  // A struct with many such numbers is a report of statistics, looked at as a whole (printed, summed up).
  DenseMap<Sym, unsigned> OfHolder;
  for (PartId Id : Out)
    ++OfHolder[PartNames[Id].first];
  Parts Few;
  for (PartId Id : Out)
    if (OfHolder[PartNames[Id].first] <= MaxWeighed)
      Few.set(Id);
  return Few;
}

/// Parts into which somebody puts data, other than by adding to a number that is only a statistic.
void Slots::findWritten() {
  // hits[user]++ makes an entry for every user.
  auto counts = [&](const Node &N) { return N.Text != NoSym && P.text(N.Text) != "push" && N.Types.empty(); };
  Parts Direct, Removed, Counted;
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (const Node &N : P.Functions[F].Nodes) {
      if (N.Kind == NodeKind::Store && N.Val != None && P.Functions[F].Values[N.Val].Kind != ValueKind::Empty)
        Direct |= at(F, N.P, false);
      if (N.Kind == NodeKind::Access && (N.Op == AccessOp::Write || N.Op == AccessOp::SetEmpty ||
                                         (N.Op == AccessOp::Append && !counts(N))))
        Direct |= at(F, N.P, true);
      if (N.Kind == NodeKind::Access && N.Op == AccessOp::Append && counts(N) && !constant(P.Functions[F], N.Val))
        Counted |= at(F, N.P, true);
      Removed |= removedBy(F, N);
    }
  Counted.intersectWithComplement(Direct);
  Direct |= weighed(Counted);
  for (PartId Id : Removed)
    RemovedHolders.insert(PartNames[Id].first);
  for (PartId Id : Direct)
    WrittenHolders[PartNames[Id].first] |= PartNames[Id].second < FirstFreeSym;
  WrittenParts = std::move(Direct);
}

Parts Slots::removedBy(FnId F, const Node &N) const {
  bool Stores = N.Kind == NodeKind::Store && N.Val != None && P.Functions[F].Values[N.Val].Kind == ValueKind::Empty;
  bool Removes = N.Kind == NodeKind::Access && (N.Op == AccessOp::Remove || N.Op == AccessOp::SetEmpty);
  return Stores || Removes ? at(F, N.P, Removes) : Parts();
}

void Slots::setRepeated(std::vector<bool> Called, const DenseSet<FnId> &Workers) {
  Repeated = std::move(Called);
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (const Node &N : P.Functions[F].Nodes)
      if (Repeated[F] || (N.InLoop && Workers.contains(F)))
        for (PartId Id : removedBy(F, N))
          RemovedAgain.insert(PartNames[Id].first);
}

/// A write of the whole is one of each part, and a part's write is one of the whole.
bool Slots::written(PartId Id) const {
  auto [Usr, Part] = PartNames[Id];
  auto It = WrittenHolders.find(Usr);
  return It != WrittenHolders.end() && (It->second || Part < FirstFreeSym || WrittenParts.test(Id));
}

bool Slots::anyWritten(const Parts &Ids) const {
  for (PartId Id : Ids)
    if (written(Id))
      return true;
  return false;
}

void Slots::findRelevant() {
  std::vector<FnId> Work;
  auto mark = [&](FnId F) {
    if (!Relevant[F]) {
      Relevant[F] = true;
      Work.push_back(F);
    }
  };
  DenseMap<FnId, SmallVector<FnId, 2>> InvokedBy; // callable's body → functions that invoke it
  for (FnId F = 0; F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    UsesThis[F] = any_of(Fn.Values, [](const Value &Val) { return Val.P.R == Root::This; });
    for (const Node &N : Fn.Nodes) {
      if (N.Kind == NodeKind::Access || N.Kind == NodeKind::Store)
        if (anyWritten(at(F, N.P, N.Kind == NodeKind::Access)))
          mark(F);
      if (N.Kind == NodeKind::Store && N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Load &&
          mayBeSlot(F, Fn.Values[N.Val].P))
        mark(F);
      if (N.P.R == Root::This)
        UsesThis[F] = true;
      if (N.Kind == NodeKind::Call && N.Op == AccessOp::Remove)
        mark(F);
      if (N.Kind != NodeKind::Invoke)
        continue;
      auto Targets = V.targetsOf(F, N, /*WithHeap=*/true);
      for (const Target &T : Targets)
        InvokedBy[T.Fn].push_back(F);
      // What it calls, and what that throws, only the context knows.
      if (N.Val != None && Fn.Values[N.Val].P.R == Root::Param)
        mark(F);
    }
  }
  auto spread = [&] {
    while (!Work.empty()) {
      FnId F = Work.back();
      Work.pop_back();
      for (const Values::CallSite &C : V.callers(F))
        mark(C.Fn);
      for (FnId G : InvokedBy.lookup(F))
        mark(G);
    }
  };
  spread();
  // Members in which relevant functions keep flags and saved values: whoever sets these matters, too.
  for (unsigned Round = 0; Round != 3; ++Round) {
    DenseSet<Sym> Kept;
    for (FnId F = 0; F != P.Functions.size(); ++F)
      if (Relevant[F])
        keptMembers(F, Kept);
    for (FnId F = 0; F != P.Functions.size(); ++F)
      if (!Relevant[F] && any_of(P.Functions[F].Nodes, [&](const Node &N) {
            return N.Kind == NodeKind::Store && N.P.Steps.size() == 1 && N.P.R == Root::This &&
                   Kept.contains(N.P.Steps[0]);
          }))
        mark(F);
    if (Work.empty())
      return;
    spread();
  }
}

/// Members of the function's own object that it branches on, or writes back to a slot.
void Slots::keptMembers(FnId F, DenseSet<Sym> &Kept) const {
  const Function &Fn = P.Functions[F];
  auto add = [&](const Path &Pth) {
    if (Pth.R == Root::This && Pth.Steps.size() == 1 && Pth.Steps[0] >= FirstFreeSym)
      Kept.insert(Pth.Steps[0]);
  };
  if (Fn.Flags & IsDestructor)
    for (const Cond &C : Fn.Conds)
      if (C.Kind == CondKind::NonEmpty)
        add(C.P);
  for (const Node &N : Fn.Nodes) {
    if (N.puts() && N.Val != None && mayBeSlot(F, N.P))
      add(Fn.Values[N.Val].P);
  }
}

/// Guards: classes whose destructor itself touches a slot (or a helper that it calls does), or calls what it was
/// given; and classes with such a member. A destructor that reaches a slot from afar (a lock that counts) is none.
void Slots::findGuardClasses() {
  auto touches = [&](FnId F) {
    return any_of(P.Functions[F].Nodes, [&](const Node &N) {
      return (N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && N.Op != AccessOp::Read)) &&
             mayBeSlot(F, N.P);
    });
  };
  auto guards = [&](FnId F) {
    if (touches(F))
      return true;
    return any_of(P.Functions[F].Nodes, [&](const Node &N) {
      if (N.Kind == NodeKind::Invoke)
        return N.Val != None && P.Functions[F].Values[N.Val].P.R == Root::This;
      if (N.Kind != NodeKind::Call)
        return false;
      bool OwnCallable = N.This != None && P.Functions[F].Values[N.This].P.R == Root::This;
      return any_of(V.callees(N), [&](FnId C) {
        const Function &Callee = P.Functions[C];
        if (Callee.Flags & IsDestructor)
          return GuardClasses.contains(Callee.Class);
        return touches(C) || (OwnCallable && Relevant[C] && (Callee.Flags & IsLambda));
      });
    });
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (FnId F = 0; F != P.Functions.size(); ++F) {
      const Function &Fn = P.Functions[F];
      if (Relevant[F] && (Fn.Flags & IsDestructor) && Fn.Class != NoSym && !GuardClasses.contains(Fn.Class) &&
          guards(F))
        Changed |= GuardClasses.insert(Fn.Class).second;
    }
  }
}

} // namespace tidepool::solve
