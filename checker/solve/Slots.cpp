//===- Slots.cpp - Which storage is a thread's slot of a holder -----------===//
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

static uint64_t key(FnId F, uint32_t I) { return uint64_t(F) << 32 | I; }

Slots::Slots(Values &V) : V(V), P(V.P) {
  size_t N = P.Functions.size();
  SlotThis.resize(N);
  SlotResult.resize(N);
  Relevant.resize(N);
  UsesThis.resize(N);
  findHolderClasses();
  propagateSlots();
  findWritten();
  findRelevant();
  findGuardClasses();
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

/// The holder's declaration and the first step inside it: the same for every object of a wrapper class.
std::pair<Sym, Sym> Slots::part(CellId C) const {
  const PlaceData &D = V.T[Cells[C].Place];
  Sym Part = D.Steps.size() > Cells[C].Steps ? D.Steps[Cells[C].Steps] : NoSym;
  return {Cells[C].Decl->Usr, Part < FirstFreeSym ? NoSym : Part};
}

void Slots::findWritten() {
  for (FnId F = 0; F != P.Functions.size(); ++F)
    for (const Node &N : P.Functions[F].Nodes) {
      bool Writes = N.Kind == NodeKind::Store && N.Val != None &&
                    P.Functions[F].Values[N.Val].Kind != ValueKind::Empty;
      if (N.Kind == NodeKind::Access)
        Writes = N.Op == AccessOp::Write || N.Op == AccessOp::SetEmpty ||
                 (N.Op == AccessOp::Append && N.Text == NoSym);
      if (!Writes || !mayBeSlot(F, N.P))
        continue;
      for (PlaceId Pl : V.places(F, N.P))
        if (auto C = cell(Pl))
          Written.insert(part(*C));
      // Through `this` or a reference the holder is not known here, but the part's name may be.
      for (Sym S : N.P.Steps)
        if (S >= FirstFreeSym)
          Written.insert({NoSym, S});
      if (N.P.Steps.empty() || N.P.Steps.back() == DerefSym)
        Written.insert({NoSym, NoSym});
    }
}

bool Slots::written(CellId C) const {
  auto [Holder, Part] = part(C);
  if (Written.count({Holder, NoSym}) || Written.count({NoSym, NoSym}))
    return true;
  if (Part != NoSym)
    return Written.count({Holder, Part}) || Written.count({NoSym, Part});
  // The whole is written where a part of it is: removing the whole removes that.
  auto It = Written.lower_bound({Holder, NoSym});
  return (It != Written.end() && It->first == Holder) || (!Written.empty() && Written.begin()->first == NoSym);
}

void Slots::findHolderClasses() {
  for (const Holder &H : P.Holders) {
    if (H.Life != Lifetime::Local)
      HolderSyms.insert(H.Usr);
    if (H.Owner != NoSym)
      HolderClasses.insert(H.Owner);
  }
  // Classes with such a class as a member or base have a holder inside, too.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[Usr, C] : P.classes()) {
      bool Has = any_of(C.Bases, [&](Sym B) { return HolderClasses.contains(B); }) ||
                 any_of(C.Fields, [&](Sym F) {
                   const Entity *E = P.entity(F);
                   return E && !E->Pointer && HolderClasses.contains(E->Class);
                 });
      if (Has)
        Changed |= HolderClasses.insert(Usr).second;
    }
  }
}

//===-- Cells ---------------------------------------------------------------===//

std::optional<CellId> Slots::cell(PlaceId Id) {
  if (auto It = ByPlace.find(Id); It != ByPlace.end())
    return It->second ? std::optional<CellId>(It->second - 1) : std::nullopt;
  ByPlace[Id] = 0;
  PlaceData D = V.T[Id];
  const Holder *Decl = nullptr;
  unsigned Named = 0; // steps up to and including the one that names the holder
  if (D.R == PlaceRoot::Global || D.R == PlaceRoot::Field)
    Decl = P.holder(D.A);
  if (D.R == PlaceRoot::Local && D.B < P.Functions[D.A].Locals.size()) {
    const Function &Fn = P.Functions[D.A];
    std::string Usr = (Twine(P.text(Fn.Usr)) + "#" + P.text(Fn.Locals[D.B].Name)).str();
    for (const Holder &H : P.Holders)
      if (H.Life == Lifetime::Local && P.text(H.Usr) == Usr)
        Decl = &H;
  }
  for (unsigned I = 0; !Decl && I != D.Steps.size(); ++I)
    if (D.Steps[I] >= FirstFreeSym)
      if ((Decl = P.holder(D.Steps[I])))
        Named = I + 1;
  if (!Decl)
    return std::nullopt;
  // Objects that are not known do not tell cells apart: start at the first field.
  if (D.R != PlaceRoot::Global && D.R != PlaceRoot::Field && D.R != PlaceRoot::Local) {
    unsigned First = 0;
    while (First < D.Steps.size() && D.Steps[First] < FirstFreeSym)
      ++First;
    if (First >= D.Steps.size())
      return std::nullopt;
    PlaceData New{.R = PlaceRoot::Field, .A = D.Steps[First]};
    New.Steps.assign(D.Steps.begin() + First + 1, D.Steps.end());
    PlaceId Canonical = V.T.place(New);
    auto Result = cell(Canonical);
    ByPlace[Id] = Result ? *Result + 1 : 0;
    return Result;
  }
  bool Owns = Decl->Value == Content::Owning || Decl->Kind == HolderKind::Class;
  ArrayRef<Sym> Part = ArrayRef<Sym>(D.Steps).drop_front(Named);
  if (is_contained(Part, DerefSym) && !Owns)
    return std::nullopt;
  // Elements and deeper parts are not told apart.
  size_t Keep = 0;
  while (Keep < Part.size() && Keep < 2 && Part[Keep] != ElementSym)
    ++Keep;
  PlaceData Canonical = D;
  Canonical.Steps.resize(Named + Keep);
  PlaceId At = V.T.place(Canonical);
  if (At != Id) {
    auto Result = cell(At);
    ByPlace[Id] = Result ? *Result + 1 : 0;
    return Result;
  }
  Cell C;
  C.Place = At;
  C.Decl = Decl;
  C.Steps = Named;
  PlaceData Whole = Canonical;
  Whole.Steps.resize(Named);
  C.Slot = SlotNumber.try_emplace(V.T.place(Whole), SlotNumber.size()).first->second;
  C.Life = D.R == PlaceRoot::Global ? Lifetime::Static : Decl->Life;
  if (D.R == PlaceRoot::Local)
    C.Life = Lifetime::Local;
  const Entity *RootEntity = D.R == PlaceRoot::Global ? P.entity(D.A) : nullptr;
  C.Name = P.text(Named && RootEntity ? RootEntity->Name : Decl->Name).str();
  Cells.push_back(std::move(C));
  ByPlace[Id] = Cells.size();
  return Cells.size() - 1;
}

bool Slots::covers(CellId Whole, CellId Part) const {
  if (Whole == Part)
    return true;
  if (Cells[Whole].Slot != Cells[Part].Slot)
    return false;
  const PlaceData &W = V.T[Cells[Whole].Place], &X = V.T[Cells[Part].Place];
  return W.Steps.size() < X.Steps.size() &&
         std::equal(W.Steps.begin(), W.Steps.end(), X.Steps.begin());
}

bool Slots::matters(PlaceId Id) const {
  const PlaceData &D = V.T[Id];
  return D.R == PlaceRoot::Local || D.R == PlaceRoot::Inside || holdsSlot(Id);
}

bool Slots::holdsSlot(PlaceId Id) const {
  const PlaceData &D = V.T[Id];
  auto holds = [&](Sym S) {
    if (isHolderStep(S) || SlotFields.contains(S))
      return true;
    const Entity *E = P.entity(S);
    return E && HolderClasses.contains(E->Class);
  };
  if ((D.R == PlaceRoot::Global || D.R == PlaceRoot::Field) && holds(D.A))
    return true;
  return any_of(D.Steps, [&](Sym S) { return S >= FirstFreeSym && holds(S); });
}

//===-- What may be a slot, by a cheap fixed point over all functions --------===//

bool Slots::mayBeSlot(FnId F, const Path &Pth) const {
  switch (Pth.R) {
  case Root::Global:
    if (isHolderStep(Pth.Index))
      return true;
    break;
  case Root::Param:
    if (SlotParams.contains(key(F, Pth.Index)))
      return true;
    break;
  case Root::Local:
    if (SlotLocals.contains(key(F, Pth.Index)))
      return true;
    break;
  case Root::This:
    if (SlotThis[F])
      return true;
    break;
  case Root::Result:
    if (Pth.Index < P.Functions[F].Nodes.size())
      for (FnId Callee : V.callees(P.Functions[F].Nodes[Pth.Index]))
        if (SlotResult[Callee])
          return true;
    break;
  case Root::Invalid:
    return false;
  }
  return any_of(Pth.Steps, [&](Sym S) { return isHolderStep(S) || SlotFields.contains(S); });
}

void Slots::propagateSlots() {
  for (FnId F = 0; F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    for (uint32_t L = 0; L != Fn.Locals.size(); ++L)
      if (cell(V.T.place({.R = PlaceRoot::Local, .A = F, .B = L})))
        SlotLocals.insert(key(F, L));
  }
  bool Changed = true;
  for (unsigned Round = 0; Changed && Round != 12; ++Round) {
    Changed = false;
    for (FnId F = 0; F != P.Functions.size(); ++F)
      Changed |= propagateIn(F);
  }
}

/// One step: addresses of slots flow from F into its callees' parameters, its locals, fields and result.
bool Slots::propagateIn(FnId F) {
  const Function &Fn = P.Functions[F];
  bool Changed = false;
  auto refers = [&](ValueId Id) {
    if (Id == None)
      return false;
    const Value &Val = Fn.Values[Id];
    if (Val.Kind == ValueKind::Result)
      return mayBeSlot(F, Path{Root::Result, Val.Node, {}});
    return (Val.Kind == ValueKind::Address || Val.Kind == ValueKind::Load) && mayBeSlot(F, Val.P);
  };
  auto addressOf = [&](ValueId Id) {
    if (Id == None || !refers(Id))
      return false;
    const Value &Val = Fn.Values[Id];
    if (Val.Kind != ValueKind::Load)
      return true;
    // A copy of a pointer or reference to a slot; a copy of the slot's content is none.
    if (Val.P.Steps.empty())
      return Val.P.R == Root::Param ? SlotParams.contains(key(F, Val.P.Index))
                                    : Val.P.R == Root::Local && Fn.Locals[Val.P.Index].Pointer &&
                                          SlotLocals.contains(key(F, Val.P.Index));
    return SlotFields.contains(Val.P.Steps.back());
  };
  auto captures = [&](const Value &Val) {
    for (size_t I = 0; I != Val.Operands.size() && I < Val.Fields.size(); ++I)
      if (addressOf(Val.Operands[I]))
        Changed |= SlotFields.insert(Val.Fields[I]).second;
  };
  for (const Value &Val : Fn.Values)
    if (Val.Kind == ValueKind::Closure || Val.Kind == ValueKind::Object)
      captures(Val);
  for (const Node &N : Fn.Nodes) {
    if (N.Kind == NodeKind::Store && addressOf(N.Val)) {
      if (!N.P.Steps.empty() && N.P.Steps.back() >= FirstFreeSym)
        Changed |= SlotFields.insert(N.P.Steps.back()).second;
      else if (N.P.R == Root::Local && N.P.Steps.empty())
        Changed |= SlotLocals.insert(key(F, N.P.Index)).second;
    }
    if (N.Kind == NodeKind::Return && addressOf(N.Val) && !SlotResult[F]) {
      SlotResult[F] = true;
      Changed = true;
    }
    if (N.Kind != NodeKind::Call)
      continue;
    for (FnId Callee : V.callees(N)) {
      if (refers(N.This) && !SlotThis[Callee]) {
        SlotThis[Callee] = true;
        Changed = true;
      }
      for (uint32_t A = 0; A != N.Args.size(); ++A)
        if (addressOf(N.Args[A]))
          Changed |= SlotParams.insert(key(Callee, A)).second;
    }
  }
  return Changed;
}

//===-- Which functions need analysing ---------------------------------------===//

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
      bool Touches = (N.Kind == NodeKind::Access || N.Kind == NodeKind::Store || N.Kind == NodeKind::Branch) &&
                     mayBeSlot(F, N.Kind == NodeKind::Branch && N.Cond != None ? Fn.Conds[N.Cond].P : N.P);
      if (Touches && N.Kind != NodeKind::Branch)
        mark(F);
      if (N.Kind == NodeKind::Store && N.Val != None && Fn.Values[N.Val].Kind == ValueKind::Load &&
          mayBeSlot(F, Fn.Values[N.Val].P))
        mark(F);
      if (N.P.R == Root::This)
        UsesThis[F] = true;
      if (N.Kind != NodeKind::Invoke)
        continue;
      auto Targets = V.targetsOf(F, N, /*WithHeap=*/true);
      for (const Target &T : Targets)
        InvokedBy[T.Fn].push_back(F);
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
    bool Writes = N.Kind == NodeKind::Store || (N.Kind == NodeKind::Access && N.Op == AccessOp::Write);
    if (Writes && N.Val != None && mayBeSlot(F, N.P))
      add(Fn.Values[N.Val].P);
  }
}

} // namespace tidepool::solve
