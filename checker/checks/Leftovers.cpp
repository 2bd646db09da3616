//===- Leftovers.cpp - Which residue matters ------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/checks/Leftovers.h"
#include "checker/model/Model.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace tidepool::solve;
using tidepool::summary::AccessOp;
using tidepool::summary::Content;
using tidepool::summary::HolderKind;
using tidepool::summary::NodeKind;

namespace tidepool::checks {

Leftovers::Leftovers(Analysis &A, const model::Index &Models, const Options &Opts)
    : A(A), Models(Models), Opts(Opts) {}

/// Values that tell tasks apart. Sums and counts are statistics; what fills an empty slot once and is made of
/// nothing that a task brought along is a cache.
bool Leftovers::perTask(const WriteRec &W) const {
  // What was taken from the thread's free list goes back to it.
  if (W.Counter || (W.Append && W.From.Recycled != summary::NoSym))
    return false;
  if (W.Keyed && W.Key.taskData())
    return true;
  return W.Fill ? W.From.Params || W.From.This || W.From.LocalAddress : W.From.taskData();
}

/// Goes back to where it was taken from, or was made new because there was nothing to take: a free list.
bool Leftovers::recycled(const Residue &R) const {
  const Origins &From = A.E.write(R.W).From;
  return From.Recycled == A.S[R.Cell].Decl->Usr && !From.Params && !From.This && !From.LocalAddress;
}

bool Leftovers::keptOnPurpose(CellId C) const {
  const summary::Holder *H = A.S[C].Decl;
  if ((H->Annotations & summary::CacheAnnotation) || A.isState(C))
    return true;
  const PlaceData &Root = A.T[A.S[C].Place];
  if (Root.R != PlaceRoot::Global)
    return false;
  const summary::Holder *RootDecl = A.P.holder(Root.A);
  return RootDecl && (RootDecl->Annotations & summary::CacheAnnotation);
}

bool Leftovers::cleanedByLibrary(const Residue &R) const {
  if (R.Task == NoTerm)
    return false;
  const solve::Pool &Runs = A.Tasks.Pools[A.Tasks.Tasks[R.Task].Pool];
  const std::string &Pool = Runs.Library.empty() ? Runs.Name : Runs.Library;
  StringRef Holder = A.P.text(A.S[R.Cell].Decl->Model);
  if (Holder.empty())
    return false;
  return any_of(Models.catalogue().Pools, [&](const model::PoolModel &P) {
    return P.Name == Pool && any_of(P.Cleans, [&](const std::string &C) { return Holder == C; });
  });
}

/// Is the cell something that the slot's smart pointers own?
bool Leftovers::owned(CellId C) const {
  const Cell &Cl = A.S[C];
  return is_contained(ArrayRef(A.T[Cl.Place].Steps).drop_front(Cl.Steps), summary::DerefSym);
}

/// Some task that can come next reads the cell before it writes it. To take the pointer to a buffer is not to read
/// the buffer.
bool Leftovers::exposed(const Residue &Left) const {
  bool Buffer = owned(Left.Cell);
  return any_of(A.Reads, [&](const StaleRead &R) {
    return A.related(R.Cell, Left.Cell) && (!Buffer || owned(R.Cell)) &&
           (Left.Task == NoTerm || A.sameThreads(R.Task, Left.Task));
  });
}

/// A thread's own buffer or number, which every task overwrites before it reads it: the holder, or a field of the
/// struct that it is (or that is behind it, where that is the thread's own).
bool Leftovers::scratch(const Residue &R) const {
  const summary::Holder *H = A.S[R.Cell].Decl;
  if (Opts.ReportScratch || (H->Kind != HolderKind::Native && !A.S.ownBlock(*H)) || exposed(R))
    return false;
  if (H->Kind == HolderKind::Native && (H->Value == Content::Plain || (H->OwnsPlain && owned(R.Cell))))
    return true;
  if (!plainField(R.Cell))
    return false;
  // Fields that are written together are left together. A pointer into the slot's own content keeps nothing of the task.
  return none_of(A.Residues, [&](const Residue &Other) {
    const WriteRec &W = A.E.write(Other.W);
    return Other.Task == R.Task && A.S[Other.Cell].Decl == H && !plainField(Other.Cell) &&
           W.SiteFn == A.E.write(R.W).SiteFn && perTask(W);
  });
}

/// A field, of a struct that is not plain itself, that owns at most its own memory.
bool Leftovers::plainField(CellId C) const {
  Content Kind = Content::Pointing;
  for (summary::Sym Step : ArrayRef(A.T[A.S[C].Place].Steps).drop_front(A.S[C].Steps))
    if (const summary::Entity *Field = A.P.entity(Step))
      Kind = Field->Kind;
  return Kind == Content::Plain;
}

/// `buffer_.clear()` in a method: a member of the name that the cell has is emptied, whoever's it is.
bool Leftovers::clears(FnId F, const summary::Node &N, CellId C) const {
  const std::vector<summary::Value> &Values = A.P.Functions[F].Values;
  if (N.Kind != NodeKind::Store || N.Val == summary::None || Values[N.Val].Kind != summary::ValueKind::Empty)
    return false;
  const PlaceData &At = A.T[A.S[C].Place];
  return !N.P.Steps.empty() && !At.Steps.empty() && N.P.Steps.back() == At.Steps.back() && A.S.mayBeSlot(F, N.P);
}

/// Nothing in any task ever takes away from the container: that is growth, another check's business. A library's
/// context per thread is no container.
bool Leftovers::onlyGrows(CellId C) const {
  if (const summary::Holder *H = A.S[C].Decl; H->Model != summary::NoSym && H->Model == H->Usr)
    return false;
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    if (!A.reachedByTask(F))
      continue;
    for (const summary::Node &N : A.P.Functions[F].Nodes) {
      if (clears(F, N, C))
        return false;
      bool Shrinks = (N.Kind == NodeKind::Access && N.Op != AccessOp::Append && N.Op != AccessOp::Read &&
                      N.Op != AccessOp::Test) ||
                     N.Kind == NodeKind::Take;
      if (!Shrinks)
        continue;
      for (PlaceId Pl : A.V.places(F, N.P))
        if (auto Cell = A.S.cell(Pl); Cell && A.related(*Cell, C))
          return false;
    }
  }
  return true;
}

/// Some task takes the entry of its own key away: so should all.
bool Leftovers::erasedByKey(CellId C) const {
  for (FnId F = 0; F != A.P.Functions.size(); ++F) {
    if (!A.reachedByTask(F))
      continue;
    for (const summary::Node &N : A.P.Functions[F].Nodes) {
      if (N.Kind != NodeKind::Access || N.Op != AccessOp::Erase || N.Args.empty())
        continue;
      if (Origins O = A.E.origins(F, N.Args[0]); !O.taskData() || O.Own)
        continue;
      for (PlaceId Pl : A.V.places(F, N.P))
        if (auto Cell = A.S.cell(Pl); Cell && A.related(*Cell, C))
          return true;
    }
  }
  return false;
}

bool Leftovers::counted(const Residue &R) {
  const WriteRec &W = A.E.write(R.W);
  return W.Counter && W.From.taskData() && !keptOnPurpose(R.Cell) && !cleanedByLibrary(R) && !A.cleanedByPool(R);
}

bool Leftovers::visibleLater(const Residue &R) {
  const WriteRec &W = A.E.write(R.W);
  return perTask(W) && !recycled(R) && !keptOnPurpose(R.Cell) && !cleanedByLibrary(R) && !A.cleanedByPool(R) &&
         !(W.Fill && A.filledByPool(R));
}

bool Leftovers::shouldBeRemoved(const Residue &R) {
  const WriteRec &W = A.E.write(R.W);
  if (W.Fill || A.S[R.Cell].Life != summary::Lifetime::Static || !visibleLater(R))
    return false;
  if (W.Append && (onlyGrows(R.Cell) || (W.Keyed && W.Key.tellsApart() && !erasedByKey(R.Cell))))
    return false;
  return (W.Keyed && W.Key.tellsApart()) || !scratch(R);
}

bool Leftovers::notOfTasks(CellId C) {
  auto [It, New] = NotOfTasks.try_emplace(C, false);
  if (New)
    It->second = keptOnPurpose(C) || A.S[C].Decl->Transmittable || A.writtenByWorker(C);
  return It->second;
}

bool Leftovers::dangling(const Residue &R) const {
  const Origins &O = A.E.write(R.W).From;
  return O.LocalAddress && !O.Unknown && !O.Global && !O.Constant && !O.Own && !O.Fresh &&
         (A.S[R.Cell].Decl->Value == Content::Pointing || A.S[R.Cell].Decl->Kind == HolderKind::Class);
}

} // namespace tidepool::checks
