//===- solve_terms_test.cpp - Places: how far they are told apart ---------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/solve/Terms.h"
#include "gtest/gtest.h"

using namespace tidepool::solve;
using namespace tidepool::summary;

namespace {

constexpr Sym Next = FirstFreeSym, Data = FirstFreeSym + 1, Owner = FirstFreeSym + 2, Root = FirstFreeSym + 3;

PlaceData at(PlaceRoot R, Sym A, std::initializer_list<Sym> Steps) {
  PlaceData D{.R = R, .A = A};
  D.Steps.assign(Steps.begin(), Steps.end());
  return D;
}

TEST(Terms, WhatIsFarAwayIsKnownByItsLastTwoPointers) {
  Terms T;
  PlaceId Far = T.place(at(PlaceRoot::Global, Root, {Owner, DerefSym, Next, DerefSym, Next, DerefSym, Data}));
  EXPECT_EQ(T[Far], at(PlaceRoot::Field, Next, {DerefSym, Next, DerefSym, Data}));
}

TEST(Terms, ARecursiveStructureHasFewPlaces) {
  Terms T;
  PlaceId P = T.place(at(PlaceRoot::Global, Root, {Next, DerefSym}));
  for (int I = 0; I != 100; ++I)
    P = T.steps(P, {Next, DerefSym});
  EXPECT_LE(T.placeCount(), 4u);
}

TEST(Terms, TwoPointersAreToldApart) {
  Terms T;
  PlaceData Near = at(PlaceRoot::Global, Root, {Owner, DerefSym, Next, DerefSym, Data});
  EXPECT_EQ(T[T.place(Near)], Near);
}

TEST(Terms, MembersByValueAreToldApartAtAnyDepth) {
  Terms T;
  PlaceData Deep = at(PlaceRoot::Global, Root, {Owner, Next, Data, Owner, Next, Data});
  EXPECT_EQ(T[T.place(Deep)], Deep);
  EXPECT_EQ(T[T.nearest(T.place(Deep))], Deep);
}

TEST(Terms, AHolderOnTheWayIsNeverLeftOut) {
  Terms T;
  T.setNames({Root});
  PlaceData Block = at(PlaceRoot::Global, Root, {DerefSym, Next, DerefSym, Next, DerefSym, Data});
  EXPECT_EQ(T[T.place(Block)], Block);
  EXPECT_EQ(T[T.nearest(T.place(Block))], Block);
}

TEST(Terms, NearestKeepsOnePointer) {
  Terms T;
  PlaceId Two = T.place(at(PlaceRoot::Global, Root, {Owner, DerefSym, Next, DerefSym, Data}));
  EXPECT_EQ(T[T.nearest(Two)], at(PlaceRoot::Field, Next, {DerefSym, Data}));
  PlaceId One = T.place(at(PlaceRoot::Global, Root, {Owner, DerefSym, Data}));
  EXPECT_EQ(T.nearest(One), One);
}

TEST(Terms, OfAnObjectThatIsNotKnownNearestKeepsTheField) {
  Terms T;
  PlaceId Mine = T.place(at(PlaceRoot::This, 7, {Owner, DerefSym, Data}));
  EXPECT_EQ(T[T.nearest(Mine)], at(PlaceRoot::Field, Owner, {DerefSym, Data}));
  PlaceId Own = T.place(at(PlaceRoot::This, 7, {Data}));
  EXPECT_EQ(T.nearest(Own), Own);
  // A pointer that was passed in stands in no field.
  PlaceId Given = T.place(at(PlaceRoot::Param, 7, {DerefSym, Data}));
  EXPECT_EQ(T.nearest(Given), Given);
}

} // namespace
