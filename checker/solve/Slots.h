//===- Slots.h - Which storage is a thread's slot of a holder -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cell is a holder's slot or a named part of it (one field of a thread_local
// struct). Cells are canonical places: an object that is not known is left out,
// so that `this->key_` of any object is the cell Field(key_), while
// `currentRequest.key_` is Global(currentRequest).key_.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_SLOTS_H
#define TIDEPOOL_CHECKER_SOLVE_SLOTS_H

#include "checker/solve/Values.h"
#include <set>

namespace tidepool::solve {

using CellId = uint32_t;

struct Cell {
  PlaceId Place = NoTerm;
  const summary::Holder *Decl = nullptr;
  uint32_t Slot = 0;      ///< number of the whole slot that this is (a part of); equal for all parts
  unsigned Steps = 0;     ///< how many steps of Place name the slot itself
  summary::Lifetime Life = summary::Lifetime::Static;
  std::string Name;       ///< of the holder, for people
};

class Slots {
public:
  explicit Slots(Values &V);

  /// The cell at a place, if it is one. Behind a raw pointer's dereference there is none: that storage
  /// belongs to the pointee.
  std::optional<CellId> cell(PlaceId P);
  const Cell &operator[](CellId C) const { return Cells[C]; }
  size_t size() const { return Cells.size(); }
  /// Does anything in the program put data there, other than adding to a number? Where nothing does, nothing can be
  /// left behind.
  bool written(CellId C) const;
  /// True if operations on Whole reach Part (Whole is the same cell or contains it).
  bool covers(CellId Whole, CellId Part) const;

  /// Could this path lead to a slot, whoever calls F? Cheap, no evaluation.
  bool mayBeSlot(FnId F, const summary::Path &P) const;
  /// Functions that can touch a slot, directly or through calls.
  bool relevant(FnId F) const { return Relevant[F]; }
  /// Does the object at P matter to a callee: it is, contains or refers to a slot, or is local to a function.
  bool matters(PlaceId P) const;
  bool usesThis(FnId F) const { return UsesThis[F]; }
  /// Classes whose destructor touches slots, and classes with a holder inside.
  bool guardClass(Sym Class) const { return GuardClasses.contains(Class) || HolderClasses.contains(Class); }
  /// A holder, or a reference to a slot, is named on the way to the place.
  bool holdsSlot(PlaceId P) const;
  bool slotParam(FnId F, uint32_t Param) const { return SlotParams.contains(uint64_t(F) << 32 | Param); }
  /// The parameter is (or refers to) a guard.
  bool guardParam(FnId F, uint32_t Param) const {
    const auto &Params = P.Functions[F].Params;
    return Param < Params.size() && guardClass(Params[Param].Class);
  }

private:
  void findHolderClasses();
  void findWritten();
  std::pair<Sym, Sym> part(CellId C) const;
  void propagateSlots();
  bool propagateIn(FnId F);
  void findRelevant();
  void findGuardClasses();
  void keptMembers(FnId F, llvm::DenseSet<Sym> &Kept) const;
  bool isHolderStep(Sym S) const { return HolderSyms.contains(S); }

  Values &V;
  const Program &P;
  std::vector<Cell> Cells;
  llvm::DenseMap<PlaceId, uint32_t> ByPlace; ///< CellId + 1; 0 = known to be none
  llvm::DenseMap<PlaceId, uint32_t> SlotNumber;
  std::set<std::pair<Sym, Sym>> Written; ///< (holder, its part or NoSym)
  llvm::DenseSet<Sym> HolderSyms;    ///< globals and fields that are holders
  llvm::DenseSet<Sym> GuardClasses;
  llvm::DenseSet<Sym> HolderClasses; ///< classes with holders inside
  llvm::DenseSet<Sym> SlotFields;    ///< fields that refer to a slot
  llvm::DenseSet<uint64_t> SlotParams, SlotLocals;
  std::vector<bool> SlotThis, SlotResult, Relevant, UsesThis;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SLOTS_H
