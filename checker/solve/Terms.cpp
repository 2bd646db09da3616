//===- Terms.cpp - Places and abstract values of a whole program ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Terms.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace tidepool::solve {

static size_t hash(const PlaceData &P) {
  return hash_combine(uint8_t(P.R), P.A, P.B, hash_combine_range(P.Steps.begin(), P.Steps.end()));
}

static size_t hash(const TermData &T) {
  return hash_combine(uint8_t(T.K), T.Symbol, T.Place, T.Fn, T.Node,
                      hash_combine_range(T.Ops.begin(), T.Ops.end()),
                      hash_combine_range(T.Fields.begin(), T.Fields.end()));
}

Terms::Terms() { term({}); }

PlaceId Terms::place(PlaceData P) {
  size_t H = hash(P);
  auto [First, End] = PlaceIndex.equal_range(H);
  for (; First != End; ++First)
    if (Places[First->second] == P)
      return First->second;
  PlaceId Id = Places.size();
  Places.push_back(std::move(P));
  PlaceIndex.emplace(H, Id);
  return Id;
}

TermId Terms::term(TermData T) {
  size_t H = hash(T);
  auto [First, End] = TermIndex.equal_range(H);
  for (; First != End; ++First)
    if (Values[First->second] == T)
      return First->second;
  TermId Id = Values.size();
  bool Sym = any_of(T.Ops, [&](TermId Op) { return Symbolic[Op]; });
  if (T.Place != NoTerm) {
    const PlaceData &P = Places[T.Place];
    Sym |= P.symbolic() || (P.R == PlaceRoot::Inside && Symbolic[P.A]);
  }
  unsigned Depth = T.Place != NoTerm ? placeDepth(T.Place) : 0;
  for (TermId Op : T.Ops)
    Depth = std::max(Depth, Depths[Op]);
  Depths.push_back(Depth + 1);
  Values.push_back(std::move(T));
  Symbolic.push_back(Sym);
  TermIndex.emplace(H, Id);
  return Id;
}

unsigned Terms::placeDepth(PlaceId P) const {
  const PlaceData &D = Places[P];
  return D.Steps.size() + (D.R == PlaceRoot::Inside ? Depths[D.A] : 0);
}

PlaceId Terms::step(PlaceId P, Sym S) {
  PlaceData D = Places[P];
  D.Steps.push_back(S);
  return place(std::move(D));
}

PlaceId Terms::steps(PlaceId P, ArrayRef<Sym> S) {
  if (S.empty())
    return P;
  PlaceData D = Places[P];
  D.Steps.append(S.begin(), S.end());
  return place(std::move(D));
}

} // namespace tidepool::solve
