//===- Terms.h - Places and abstract values of a whole program ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A Path of a summary means something only inside its function. A Place means
// the same in the whole program; where it depends on how a function was called
// it has a symbolic root (Param, This), which substitution replaces. Both kinds
// of term are interned: equal terms have equal ids.
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SOLVE_TERMS_H
#define TIDEPOOL_CHECKER_SOLVE_TERMS_H

#include "checker/solve/Program.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>
#include <unordered_map>

namespace tidepool::solve {

using PlaceId = uint32_t;
using TermId = uint32_t;
inline constexpr uint32_t NoTerm = ~0u;

enum class PlaceRoot : uint8_t {
  Global, ///< A = symbol
  Field,  ///< A = field's symbol, in an object that is not known
  Local,  ///< A = function, B = index
  Param,  ///< symbolic: storage of parameter B of function A
  This,   ///< symbolic: *this of function A
  Inside, ///< A = term: inside an object that is a value (closure, aggregate)
  Result, ///< A = function, B = call node: what could not be resolved further
};

struct PlaceData {
  PlaceRoot R;
  uint32_t A = 0, B = 0;
  llvm::SmallVector<Sym, 4> Steps = {};
  bool operator==(const PlaceData &) const = default;
  bool symbolic() const { return R == PlaceRoot::Param || R == PlaceRoot::This; }
};

enum class TermKind : uint8_t {
  Unknown,
  Const,   ///< Symbol = spelling
  Empty,
  Address, ///< of Place
  Content, ///< of Place: some value that was in it
  Alloc,   ///< object made by new in Fn at Node; Symbol = class; Ops = constructor arguments
  Function,///< Symbol
  Closure, ///< Symbol = call operator; Fields/Ops = captures
  Bind,    ///< Ops[0] callable, then bound arguments
  Object,  ///< Symbol = class; Fields/Ops
  Wrap,    ///< Ops[0]: exceptions are kept
  Compute, ///< from Ops
};

struct TermData {
  TermKind K = TermKind::Unknown;
  Sym Symbol = 0;
  PlaceId Place = NoTerm;
  uint32_t Fn = NoTerm, Node = NoTerm;
  llvm::SmallVector<TermId, 4> Ops = {};
  llvm::SmallVector<Sym, 4> Fields = {};
  bool operator==(const TermData &) const = default;
};

using TermSet = llvm::SmallVector<TermId, 4>;
using PlaceSet = llvm::SmallVector<PlaceId, 2>;

/// The table of all terms. Ids are dense; references stay valid.
class Terms {
public:
  Terms();
  /// What is further than a few pointers away is known by the last of them: the field they are kept in, whatever
  /// object that is in. Storage may be recursive, so that ways through it have no end otherwise.
  PlaceId place(PlaceData P);
  /// These are never left out of a way.
  void setNames(llvm::DenseSet<Sym> Holders) { Names = std::move(Holders); }
  TermId term(TermData T);
  const PlaceData &operator[](PlaceId P) const { return Places[P]; }
  const TermData &get(TermId T) const { return Values[T]; }
  TermId unknown() const { return 0; }
  TermId address(PlaceId P) { return term({.K = TermKind::Address, .Place = P}); }
  TermId content(PlaceId P) { return term({.K = TermKind::Content, .Place = P}); }
  /// The same storage, known by the last pointer on the way to it. What is told apart by that is enough to follow a
  /// slot's value; contexts that differ in more would be as many as there are ways.
  PlaceId nearest(PlaceId P);
  PlaceId step(PlaceId P, Sym S);
  PlaceId steps(PlaceId P, llvm::ArrayRef<Sym> S);
  /// True where a symbolic root occurs anywhere in the term.
  bool symbolic(TermId T) const { return Symbolic[T]; }
  /// How deeply a term or place is nested. What recursion makes of itself grows without end.
  unsigned depth(TermId T) const { return Depths[T]; }
  unsigned placeDepth(PlaceId P) const;
  size_t placeCount() const { return Places.size(); }

private:
  void shorten(PlaceData &P, unsigned Keep) const;
  llvm::DenseSet<Sym> Names;
  std::deque<PlaceData> Places;
  std::vector<PlaceId> Nearest; ///< what nearest() has found
  std::deque<TermData> Values;
  std::vector<bool> Symbolic;
  std::vector<unsigned> Depths;
  std::unordered_multimap<size_t, PlaceId> PlaceIndex;
  std::unordered_multimap<size_t, TermId> TermIndex;
};

} // namespace tidepool::solve

#endif // TIDEPOOL_CHECKER_SOLVE_TERMS_H
