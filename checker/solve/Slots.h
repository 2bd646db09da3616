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

#include "checker/solve/Counters.h"
#include "llvm/ADT/SparseBitVector.h"
#include "llvm/ADT/StringMap.h"
#include <set>

namespace tidepool::solve {

using CellId = uint32_t;
/// A holder, or the first field in it: what is told apart before contexts are known.
using PartId = uint32_t;
using Parts = llvm::SparseBitVector<>;

struct Cell {
  PlaceId Place = NoTerm;
  const summary::Holder *Decl = nullptr;
  uint32_t Slot = 0;      ///< number of the whole slot that this is (a part of); equal for all parts
  unsigned Steps = 0;     ///< how many steps of Place name the slot itself
  summary::Lifetime Life = summary::Lifetime::Static;
  std::string Name;       ///< of the holder, for people
  summary::Loc L;         ///< its declaration: of the object, where that is a wrapper around the holder
};

class Slots {
public:
  explicit Slots(Values &V);

  /// The cell at a place, if it is one. Behind a raw pointer's dereference there is none: that storage
  /// belongs to the pointee.
  std::optional<CellId> cell(PlaceId P);
  const Cell &operator[](CellId C) const { return Cells[C]; }
  size_t size() const { return Cells.size(); }
  /// Does anything in the program put data there, other than adding to a number that is only a statistic? Where
  /// nothing does, nothing can be left behind.
  bool cellWritten(CellId C) const { return written(part(C)); }
  /// Does anything empty the cell again that can run between two runs of F? For what tasks reach that is a task, or
  /// what the worker does in its loop.
  bool takenBack(CellId C, FnId F) const {
    return (F < Repeated.size() && Repeated[F] ? RemovedAgain : RemovedHolders).contains(Cells[C].Decl->Usr);
  }
  /// Names the functions that tasks and workers' loops call, and those with such a loop.
  void setRepeated(std::vector<bool> Called, const llvm::DenseSet<FnId> &Workers);
  /// A pointer that nobody sets to anything but a block allocated for the thread.
  bool ownBlock(const summary::Holder &H) const { return OwnBlocks.contains(H.Usr); }
  /// True if operations on Whole reach Part (Whole is the same cell or contains it).
  bool covers(CellId Whole, CellId Part) const;
  /// The cells that cover C, itself included: the smallest first.
  llvm::ArrayRef<CellId> around(CellId C) const { return Around[C]; }

  /// Part is what a pointer in Whole (or Whole itself) refers to: reading the one is not yet reading the other.
  bool behindPointer(CellId Whole, CellId Part) const;

  /// Could this path be the cell, a part of it or what it is a part of, whoever calls F? Never false where it is.
  bool mayBe(FnId F, const summary::Path &P, CellId C) const;
  /// The holders that it may be, whoever calls F.
  llvm::SmallVector<const summary::Holder *, 2> holders(FnId F, const summary::Path &P) const;
  /// Could it be any holder's slot, or a part of one?
  bool mayBeHolder(FnId F, const summary::Path &P) const { return !at(F, P, false).empty(); }
  /// Could the value be the address of the cell, of a part of it or of what it is a part of?
  bool mayRefer(FnId F, summary::ValueId V, CellId C) const;
  /// Could this path lead to a slot that is written, whoever calls F? Cheap, no evaluation.
  bool mayBeSlot(FnId F, const summary::Path &P) const;
  /// Functions that can touch a written slot, directly or through calls.
  bool relevant(FnId F) const { return Relevant[F]; }
  /// Does the object at P matter to a callee: it is, contains or refers to a slot, or is local to a function.
  bool matters(PlaceId P) const;
  bool usesThis(FnId F) const { return UsesThis[F]; }
  /// Classes whose destructor touches slots, and classes with a holder inside.
  bool guardClass(Sym Class) const { return GuardClasses.contains(Class) || HolderClasses.contains(Class); }
  Counters &counters() { return Numbers; }
  /// Objects of the class keep the address of a slot, or of an object with one.
  bool refersToSlot(Sym Class) const {
    const summary::Class *C = P.classOf(Class);
    return C && llvm::any_of(C->Fields, [&](Sym Field) { return FieldParts.contains(Field); });
  }
  /// A holder, or a reference to a slot, is named on the way to the place.
  bool holdsSlot(PlaceId P) const;
  bool slotParam(FnId F, uint32_t Param) const {
    auto It = ParamParts.find(uint64_t(F) << 32 | Param);
    return It != ParamParts.end() && anyWritten(It->second);
  }
  /// The parameter is (or refers to) a guard.
  bool guardParam(FnId F, uint32_t Param) const {
    const auto &Params = P.Functions[F].Params;
    return Param < Params.size() && guardClass(Params[Param].Class);
  }

private:
  /// Parts that a path is in, and those whose address is there.
  struct Reach {
    Parts At, To;
  };
  /// What became larger: other functions have to look again.
  struct Changes {
    llvm::SmallVector<FnId, 4> Functions;
    llvm::SmallVector<Sym, 4> Fields;
    bool Result = false;
  };
  void addAround(CellId New);
  void findHolderClasses();
  void findMadeHolders();
  const PlaceData *keeper(TermId Object);
  const summary::Holder *localHolder(FnId F, uint32_t Local) const;
  void findOwnBlocks();
  bool owns(const summary::Holder &H) const;
  void findWritten();
  Parts removedBy(FnId F, const summary::Node &N) const;
  Parts weighed(const Parts &Counted);
  bool written(PartId Id) const;
  bool anyWritten(const Parts &Ids) const;
  bool overlap(const Parts &Ids, CellId C) const;
  PartId part(CellId C) const;
  PartId partOf(Sym Holder, Sym Part) const;
  Reach reach(FnId F, const summary::Path &P) const;
  void take(Reach &R, Sym Step) const;
  Parts stepInto(const Parts &In, Sym Step) const;
  /// Parts that storage may be. Handle: or that it may name, as a key does.
  Parts at(FnId F, const summary::Path &P, bool Handle) const;
  /// Parts whose address a value may be.
  Parts addressed(FnId F, ValueId V) const;
  void propagateParts();
  Changes propagateIn(FnId F);
  void findRelevant();
  void findGuardClasses();
  void keptMembers(FnId F, llvm::DenseSet<Sym> &Kept) const;
  bool isHolderStep(Sym S) const { return HolderSyms.contains(S); }

  Values &V;
  const Program &P;
  Counters Numbers;
  std::vector<Cell> Cells;
  std::vector<llvm::SmallVector<CellId, 2>> Around; ///< parallel
  llvm::DenseMap<PlaceId, uint32_t> ByPlace; ///< CellId + 1; 0 = known to be none
  llvm::DenseMap<PlaceId, uint32_t> SlotNumber;
  std::map<std::pair<FnId, summary::ValueId>, PlaceData> MadeHolders; ///< where new holders are kept
  llvm::StringMap<const summary::Holder *> LocalHolderDecls; ///< by USR: no symbol of the program names them
  llvm::DenseSet<Sym> HolderSyms;    ///< globals and fields that are holders
  llvm::DenseSet<Sym> GuardClasses;
  llvm::DenseSet<Sym> HolderClasses; ///< classes with holders inside
  llvm::DenseSet<Sym> OwnBlocks;     ///< raw pointers that nobody sets to anything but a block of their own
  mutable std::map<std::pair<Sym, Sym>, PartId> PartIds;
  mutable std::vector<std::pair<Sym, Sym>> PartNames; ///< holder; NoSym, ElementSym or a field
  Parts WrittenParts;
  llvm::DenseSet<Sym> RemovedHolders, RemovedAgain;
  std::vector<bool> Repeated; ///< called by tasks and by workers between them
  llvm::DenseMap<Sym, bool> WrittenHolders; ///< and whether somebody writes them as a whole
  llvm::DenseMap<Sym, Parts> FieldParts; ///< slots whose address is kept in a field or global
  llvm::DenseMap<uint64_t, Parts> ParamParts, LocalParts;
  llvm::DenseMap<uint64_t, Sym> LocalHolders;
  std::vector<Parts> ThisParts, ResultParts;
  std::vector<bool> Relevant, UsesThis;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_SLOTS_H
