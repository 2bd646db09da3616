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

/// Pointers that are followed from one object to the next before the first of them no longer matters.
static constexpr unsigned MaxPointers = 2;

/// Of a way with more pointers only the last Keep stay, unless a holder is named before. The first of these is known by
/// the field that it is in.
void Terms::shorten(PlaceData &P, unsigned Keep) const {
  size_t From = P.Steps.size();
  for (unsigned Met = 0; Met != Keep; Met += P.Steps[From] == summary::DerefSym)
    if (From-- == 0)
      return;
  do {
    if (From-- == 0)
      return;
  } while (P.Steps[From] < summary::FirstFreeSym);
  bool Named = (P.R == PlaceRoot::Global || P.R == PlaceRoot::Field) && Names.contains(P.A);
  if (Named || any_of(ArrayRef<Sym>(P.Steps).take_front(From), [&](Sym S) { return Names.contains(S); }))
    return;
  PlaceData Short{.R = PlaceRoot::Field, .A = P.Steps[From]};
  Short.Steps.assign(P.Steps.begin() + From + 1, P.Steps.end());
  P = std::move(Short);
}

PlaceId Terms::nearest(PlaceId Id) {
  if (Id < Nearest.size() && Nearest[Id] != NoTerm)
    return Nearest[Id];
  PlaceData D = Places[Id];
  // Of an object that is not known, a single pointer tells no more than the field it is in.
  if (D.symbolic() || count(D.Steps, summary::DerefSym) > 1)
    shorten(D, 1);
  PlaceId Near = place(std::move(D));
  if (Id >= Nearest.size())
    Nearest.resize(Places.size(), NoTerm);
  return Nearest[Id] = Near;
}

PlaceId Terms::place(PlaceData P) {
  if (count(P.Steps, summary::DerefSym) > MaxPointers)
    shorten(P, MaxPointers);
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
