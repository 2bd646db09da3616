//===- Slots.cpp - Which storage is a thread's slot of a holder ------------===//
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

Slots::Slots(Values &V) : V(V), P(V.P), Numbers(V) {
  size_t N = P.Functions.size();
  ThisParts.resize(N);
  ResultParts.resize(N);
  Relevant.resize(N);
  UsesThis.resize(N);
  findHolderClasses();
  findMadeHolders();
  findOwnBlocks();
  propagateParts();
  findWritten();
  findRelevant();
  findGuardClasses();
}

void Slots::findHolderClasses() {
  for (const Holder &H : P.Holders) {
    if (H.Life != Lifetime::Local)
      HolderSyms.insert(H.Usr);
    else
      LocalHolderDecls.try_emplace(P.text(H.Usr), &H);
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

/// Where a holder that new has made is kept: the variable's or field's pointer, followed.
const PlaceData *Slots::keeper(TermId Object) {
  const TermData &Made = V.T.get(Object);
  auto It = Made.K == TermKind::Alloc ? MadeHolders.find({Made.Fn, Made.Node}) : MadeHolders.end();
  return It == MadeHolders.end() ? nullptr : &It->second;
}

/// Stores of new objects in what is declared as the pointer to a holder.
void Slots::findMadeHolders() {
  bool Any = any_of(P.Holders, [](const Holder &H) { return H.Indirect; });
  for (FnId F = 0; Any && F != P.Functions.size(); ++F) {
    const Function &Fn = P.Functions[F];
    for (const Node &N : Fn.Nodes) {
      if (N.Kind != NodeKind::Store || N.Val == None || Fn.Values[N.Val].Kind != ValueKind::Fresh)
        continue;
      PlaceData At;
      if (!N.P.Steps.empty())
        At = {.R = PlaceRoot::Field, .A = N.P.Steps.back()};
      else if (N.P.R == Root::Global)
        At = {.R = PlaceRoot::Global, .A = N.P.Index};
      else if (N.P.R == Root::Local)
        At = {.R = PlaceRoot::Local, .A = F, .B = N.P.Index};
      else
        continue;
      const Holder *H = At.R == PlaceRoot::Local ? localHolder(F, At.B) : P.holder(At.A);
      if (!H || !H->Indirect)
        continue;
      At.Steps.push_back(DerefSym);
      MadeHolders[{F, N.Val}] = At;
    }
  }
}

const Holder *Slots::localHolder(FnId F, uint32_t Local) const {
  const Function &Fn = P.Functions[F];
  if (Local >= Fn.Locals.size() || LocalHolderDecls.empty())
    return nullptr;
  return LocalHolderDecls.lookup((Twine(P.text(Fn.Usr)) + "#" + P.text(Fn.Locals[Local].Name)).str());
}

/// `if (!data) data = calloc(...)`: the block belongs to the thread as if it were the slot itself.
void Slots::findOwnBlocks() {
  DenseSet<Sym> Others;
  for (const Function &Fn : P.Functions)
    for (const Node &N : Fn.Nodes) {
      bool Writes = N.Kind == NodeKind::Access && (N.Op == AccessOp::Write || N.Op == AccessOp::Append);
      Sym Named = N.P.Steps.empty() && N.P.R == Root::Global ? N.P.Index : N.P.Steps.empty() ? NoSym : N.P.Steps.back();
      if (!Writes || !isHolderStep(Named))
        continue;
      auto fresh = [&](ValueId Id) { return Id != summary::None && Fn.Values[Id].Kind == ValueKind::Fresh; };
      bool Own = fresh(N.Val);
      // p = malloc(n); pthread_setspecific(key, p);
      if (!Own && N.Val != summary::None && Fn.Values[N.Val].Kind == ValueKind::Load &&
          Fn.Values[N.Val].P.R == Root::Local && Fn.Values[N.Val].P.Steps.empty())
        Own = any_of(Fn.Nodes, [&](const Node &St) {
          return St.Kind == NodeKind::Store && St.P == Fn.Values[N.Val].P && fresh(St.Val);
        });
      (Own ? OwnBlocks : Others).insert(Named);
    }
  for (Sym S : Others)
    OwnBlocks.erase(S);
}

/// Does storage behind the pointer in the slot belong to the slot?
bool Slots::owns(const Holder &H) const {
  return H.Value == Content::Owning || OwnBlocks.contains(H.Usr);
}

std::optional<CellId> Slots::cell(PlaceId Id) {
  if (auto It = ByPlace.find(Id); It != ByPlace.end())
    return It->second ? std::optional<CellId>(It->second - 1) : std::nullopt;
  ByPlace[Id] = 0;
  PlaceData D = V.T[Id];
  // A holder made by new is known by what keeps it.
  if (D.R == PlaceRoot::Inside)
    if (const PlaceData *Keeper = keeper(D.A)) {
      PlaceData New = *Keeper;
      New.Steps.append(D.Steps.begin(), D.Steps.end());
      auto Result = cell(V.T.place(std::move(New)));
      ByPlace[Id] = Result ? *Result + 1 : 0;
      return Result;
    }
  const Holder *Decl = nullptr;
  unsigned Named = 0; // steps up to and including the one that names the holder
  if (D.R == PlaceRoot::Global || D.R == PlaceRoot::Field)
    Decl = P.holder(D.A);
  if (D.R == PlaceRoot::Local)
    Decl = localHolder(D.A, D.B);
  for (unsigned I = 0; !Decl && I != D.Steps.size(); ++I)
    if (D.Steps[I] >= FirstFreeSym)
      if ((Decl = P.holder(D.Steps[I])))
        Named = I + 1;
  if (!Decl)
    return std::nullopt;
  if (Decl->Indirect) {
    if (Named == D.Steps.size() || D.Steps[Named] != DerefSym)
      return std::nullopt;
    ++Named;
  }
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
  bool Owns = owns(*Decl);
  ArrayRef<Sym> Part = ArrayRef<Sym>(D.Steps).drop_front(Named);
  if (is_contained(Part, DerefSym) && !Owns)
    return std::nullopt;
  // Buffers that are kept in a container to be used again: what is in them when they go back is no context.
  auto Element = find(Part, ElementSym);
  if (Decl->OwnsPlain && std::find(Element, Part.end(), DerefSym) != Part.end())
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
  C.Name = P.text(Decl->Name).str();
  C.L = Decl->L;
  const Entity *RootEntity = D.R == PlaceRoot::Global || D.R == PlaceRoot::Field ? P.entity(D.A) : nullptr;
  if (RootEntity && RootEntity->L.valid() && (D.R == PlaceRoot::Global || Decl->Wrapped)) {
    C.Name = P.text(RootEntity->Name).str();
    C.L = RootEntity->L;
  }
  if (D.R == PlaceRoot::Local && Decl->Wrapped) {
    C.Name = P.text(P.Functions[D.A].Locals[D.B].Name).str();
    C.L = P.Functions[D.A].Locals[D.B].L;
  }
  Cells.push_back(std::move(C));
  ByPlace[Id] = Cells.size();
  addAround(Cells.size() - 1);
  return Cells.size() - 1;
}

/// Cells are made one by one: this one may be around others that are known, as well as the other way about.
void Slots::addAround(CellId New) {
  auto size = [&](CellId C) { return V.T[Cells[C].Place].Steps.size(); };
  Around.emplace_back();
  for (CellId C = 0; C <= New; ++C) {
    if (covers(C, New))
      Around[New].push_back(C);
    if (C != New && covers(New, C))
      Around[C].push_back(New);
    if (C == New || covers(New, C))
      llvm::sort(Around[C], [&](CellId A, CellId B) { return size(A) > size(B); });
  }
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

bool Slots::behindPointer(CellId Whole, CellId Part) const {
  const PlaceData &W = V.T[Cells[Whole].Place], &X = V.T[Cells[Part].Place];
  return Whole != Part && W.Steps.size() < X.Steps.size() && X.Steps[W.Steps.size()] == DerefSym;
}

bool Slots::matters(PlaceId Id) const {
  const PlaceData &D = V.T[Id];
  return D.R == PlaceRoot::Local || D.R == PlaceRoot::Inside || holdsSlot(Id);
}

bool Slots::holdsSlot(PlaceId Id) const {
  const PlaceData &D = V.T[Id];
  auto holds = [&](Sym S) {
    if (isHolderStep(S) || FieldParts.count(S))
      return true;
    const Entity *E = P.entity(S);
    return E && HolderClasses.contains(E->Class);
  };
  if ((D.R == PlaceRoot::Global || D.R == PlaceRoot::Field) && holds(D.A))
    return true;
  return any_of(D.Steps, [&](Sym S) { return S >= FirstFreeSym && holds(S); });
}

} // namespace tidepool::solve
