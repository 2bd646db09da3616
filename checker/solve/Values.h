//===- Values.h - What an expression may be, program-wide -----------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A small demand-driven pointer analysis. Inside a function it is
// flow-insensitive for locals and symbolic in the parameters and `this`;
// across functions it substitutes a call's arguments. The heap is abstracted
// by fields (one abstract cell a field, whatever the object), and consulted
// only for callables. Sets are cut off at a small size: what is missing is an
// alias less, never a wrong one.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_VALUES_H
#define TIDEPOOL_CHECKER_SOLVE_VALUES_H

#include "checker/solve/Terms.h"
#include "llvm/ADT/DenseSet.h"
#include <map>

namespace tidepool::solve {

using summary::NodeId;
using summary::ValueId;

/// What a callee's `this` and parameters are at one call.
struct Binding {
  FnId Callee = NoTerm;
  PlaceSet This;
  llvm::SmallVector<TermSet, 4> Params;
};

/// A callable value resolved to a body: call Fn with This and Bound before the caller's own arguments.
struct Target {
  FnId Fn = NoTerm;
  TermId Self = NoTerm;               ///< closure or functor: the object that *this is
  llvm::SmallVector<TermId, 4> Bound; ///< arguments given by bind
  bool KeepsExceptions = false;
};

class Values {
public:
  Values(const Program &P, Terms &T);

  TermSet eval(FnId F, ValueId V);
  PlaceSet places(FnId F, const summary::Path &P);
  /// Values that may be in Place: locals by their stores, inside of value objects by projection; else
  /// Content(Place).
  TermSet load(PlaceId P);
  TermSet results(FnId F, NodeId Call);

  /// Direct callee and, for virtual calls, all overriders that have a body.
  llvm::SmallVector<FnId, 2> callees(const summary::Node &N) const;
  Binding bind(FnId Caller, const summary::Node &Call, FnId Callee);
  Binding bind(const Target &T, llvm::ArrayRef<TermSet> Args);

  TermSet substitute(TermId T, const Binding &B);
  PlaceSet substitutePlace(PlaceId P, const Binding &B);

  /// Bodies that a callable may be; heap and callers are searched where WithHeap is set.
  llvm::SmallVector<Target, 4> targets(TermId T, bool WithHeap);
  llvm::ArrayRef<Target> targetsOf(FnId F, const summary::Node &Invoke, bool WithHeap);
  /// Bodies beyond this number are not returned.
  static constexpr unsigned MaxTargets = 24;

  /// What a pointer value refers to.
  PlaceSet pointees(TermId T);
  /// The key under which the heap abstraction files a place: its last field (or global) and the steps after
  /// it. NoSym where it has none (locals, parameters).
  struct HeapKey {
    Sym Base = 0;
    llvm::SmallVector<Sym, 2> Suffix;
    auto operator<=>(const HeapKey &O) const {
      if (auto C = Base <=> O.Base; C != 0)
        return C;
      return std::lexicographical_compare_three_way(Suffix.begin(), Suffix.end(), O.Suffix.begin(),
                                                    O.Suffix.end());
    }
    bool operator==(const HeapKey &) const = default;
  };
  HeapKey heapKey(const PlaceData &P) const;
  struct HeapStore {
    FnId Fn;
    NodeId Node;
  };
  llvm::ArrayRef<HeapStore> heapStores(const HeapKey &K) const;
  /// One value that somebody stored where Place would be read, by the heap abstraction.
  struct HeapValue {
    TermId Value;
    HeapStore By;
  };
  /// Everything stored at a place or at what contains it: an element of a queue, a field of a struct that was
  /// pushed as a whole, the container of the pointer.
  std::vector<HeapValue> heapValues(PlaceId Place);

  struct CallSite {
    FnId Fn;
    NodeId Node;
  };
  llvm::ArrayRef<CallSite> callers(FnId F) const;

  Terms &T;
  const Program &P;

private:
  void indexFunction(FnId F);
  TermSet evalFresh(FnId F, ValueId V);
  TermSet loadLocal(PlaceId P);
  PlaceSet project(PlaceSet In);
  bool followLocal(PlaceId P, PlaceSet &Out);
  void heapValuesAt(const PlaceData &Prefix, llvm::ArrayRef<Sym> Rest, std::vector<HeapValue> &Out);
  TermSet stored(FnId F, summary::Root R, uint32_t Index, llvm::ArrayRef<Sym> Steps, unsigned Depth);
  void collectTargets(TermId T, bool WithHeap, unsigned Depth, llvm::SmallVectorImpl<Target> &Out,
                      llvm::DenseSet<TermId> &Seen);
  void heapTargets(TermId T, unsigned Depth, llvm::SmallVectorImpl<Target> &Out, llvm::DenseSet<TermId> &Seen);
  void indexCalledFields(const summary::Function &Fn);
  bool fillFrom(FnId F, const summary::Node &Store, TermData &Block);
  TermId filled(TermId Alloc);
  FnId callOperator(Sym Class) const;
  Sym classOfPlace(PlaceId P) const;

  struct Passed {
    NodeId Node;
    uint32_t Arg; ///< summary::None = This
    llvm::SmallVector<Sym, 2> Steps;
  };
  struct FunctionIndex {
    /// Stores and calls that reach storage by (root, index).
    std::map<std::pair<summary::Root, uint32_t>, llvm::SmallVector<NodeId, 4>> Stores;
    std::map<std::pair<summary::Root, uint32_t>, llvm::SmallVector<Passed, 4>> PassedTo;
    bool Built = false;
  };
  FunctionIndex &index(FnId F);

  std::vector<FunctionIndex> Indices;
  std::vector<std::vector<TermSet>> EvalCache;
  std::vector<std::vector<uint8_t>> EvalState; ///< 0 new, 1 running, 2 done
  llvm::DenseMap<PlaceId, TermSet> LocalCache;
  llvm::DenseSet<PlaceId> LocalRunning;
  unsigned Evaluating = 0; ///< depth; while it is not 0, results may be cut short by cycles
  llvm::DenseMap<PlaceId, std::vector<HeapValue>> HeapCache;
  /// (method, class of the object) → overriders: the same virtual calls are asked about for every context.
  mutable llvm::DenseMap<std::pair<Sym, Sym>, llvm::SmallVector<FnId, 2>> Dispatched;
  llvm::DenseMap<std::pair<TermId, unsigned>, llvm::SmallVector<Target, 4>> TermTargets; ///< with WithHeap
  llvm::DenseMap<Sym, FnId> CallOperators;
  llvm::DenseSet<Sym> CalledFields;        ///< of which the content is called, or given to such a call
  llvm::DenseMap<TermId, TermId> Filled;   ///< allocation → the same with what its function stores in it
  std::map<std::pair<const summary::Node *, bool>, llvm::SmallVector<Target, 4>> TargetCache;
  std::map<HeapKey, std::vector<HeapStore>> Heap;
  std::vector<std::vector<CallSite>> Callers;
  /// Values that captures and aggregates' fields are made with.
  llvm::DenseMap<Sym, llvm::SmallVector<std::pair<FnId, ValueId>, 2>> FieldValues;
};

/// Adds what is not there yet, up to the size at which sets are cut off.
template <class Set, class Id> void addTo(Set &S, Id I, unsigned Limit = 16) {
  if (S.size() < Limit && !llvm::is_contained(S, I))
    S.push_back(I);
}

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_VALUES_H
