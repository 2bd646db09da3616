//===- headers_plan_test.cpp - Which units share which headers ------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checker/headers/Plan.h"
#include "llvm/ADT/STLExtras.h"
#include <gtest/gtest.h>
#include <set>

using namespace tidepool::headers;

namespace {

constexpr uint64_t Large = 1'000'000;

/// A header of that number that includes no other.
void include(UnitIncludes &U, FileId File, uint64_t Size = Large) {
  U.Roots.push_back({"h" + std::to_string(File), File});
  U.System.emplace_back(File, Size);
}

/// One that brings another, which the project does not include by itself.
void include(UnitIncludes &U, FileId File, FileId Inner) {
  include(U, File);
  U.System.emplace_back(Inner, Large);
  U.Edges.emplace_back(File, Inner);
}

std::vector<UnitIncludes> units(size_t Count, const char *Key = "c++17") {
  std::vector<UnitIncludes> Units(Count);
  for (UnitIncludes &U : Units)
    U.Key = Key;
  return Units;
}

std::vector<FileId> files(const Batch &B) {
  std::vector<FileId> Files;
  for (const Root &R : B.Roots)
    Files.push_back(R.File);
  return Files;
}

TEST(HeadersPlan, UnitsWithTheSameHeadersShareThemInTheOrderOfTheFirst) {
  auto Units = units(4);
  for (size_t I = 0; I != Units.size(); ++I)
    for (FileId F : I == 0 ? std::vector<FileId>{3, 1, 2} : std::vector<FileId>{1, 2, 3})
      include(Units[I], F);
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 1u);
  EXPECT_EQ(Batches[0].Units, (std::vector<size_t>{0, 1, 2, 3}));
  EXPECT_EQ(files(Batches[0]), (std::vector<FileId>{3, 1, 2}));
}

TEST(HeadersPlan, TwoUnitsDoNotPayForAHeader) {
  auto Units = units(2);
  for (UnitIncludes &U : Units)
    include(U, 1);
  EXPECT_TRUE(plan(Units).empty());
}

TEST(HeadersPlan, SmallHeadersAreNotWorthIt) {
  auto Units = units(50);
  for (UnitIncludes &U : Units)
    include(U, 1, /*Size=*/uint64_t(1000));
  EXPECT_TRUE(plan(Units).empty());
}

TEST(HeadersPlan, OtherFlagsAreOtherHeaders) {
  auto Units = units(8);
  for (size_t I = 0; I != Units.size(); ++I) {
    Units[I].Key = I % 2 ? "c++17" : "c++20";
    include(Units[I], 1);
  }
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 2u);
  EXPECT_EQ(Batches[0].Units, (std::vector<size_t>{1, 3, 5, 7}));
  EXPECT_EQ(Batches[1].Units, (std::vector<size_t>{0, 2, 4, 6}));
}

TEST(HeadersPlan, WithoutAKeyAUnitStaysAlone) {
  auto Units = units(5);
  for (UnitIncludes &U : Units)
    include(U, 1);
  Units[2].Key.clear();
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 1u);
  EXPECT_EQ(Batches[0].Units, (std::vector<size_t>{0, 1, 3, 4}));
}

TEST(HeadersPlan, WhatOneUnitDoesNotIncludeIsNotShared) {
  auto Units = units(4);
  for (size_t I = 0; I != Units.size(); ++I) {
    include(Units[I], 1);
    if (I != 3)
      include(Units[I], 2, /*Size=*/uint64_t(100));
  }
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 1u);
  EXPECT_EQ(Batches[0].Units.size(), 4u);
  EXPECT_EQ(files(Batches[0]), std::vector<FileId>{1});
}

TEST(HeadersPlan, AHeaderThatAlwaysBringsWhatAUnitHasNotIsNotShared) {
  // The last unit has header 1, but not what it brings everywhere else.
  auto Units = units(4);
  for (size_t I = 0; I != Units.size(); ++I) {
    include(Units[I], 1, FileId(7));
    include(Units[I], 2);
  }
  Units[3].System.erase(Units[3].System.begin());
  Units[3].Roots.erase(Units[3].Roots.begin());
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 1u);
  EXPECT_EQ(files(Batches[0]),
            Batches[0].Units.size() == 4 ? std::vector<FileId>{2} : (std::vector<FileId>{1, 2}));
}

TEST(HeadersPlan, UnitsWithMoreInCommonGoByThemselves) {
  auto Units = units(20);
  for (size_t I = 0; I != Units.size(); ++I) {
    include(Units[I], 1);
    if (I >= 10)
      for (FileId F = 2; F != 10; ++F)
        include(Units[I], F);
  }
  auto Batches = plan(Units);
  ASSERT_EQ(Batches.size(), 2u);
  EXPECT_EQ(Batches[0].Units.front(), 10u);
  EXPECT_EQ(files(Batches[0]).size(), 9u);
  EXPECT_EQ(Batches[1].Units.front(), 0u);
  EXPECT_EQ(files(Batches[1]), std::vector<FileId>{1});
}

TEST(HeadersPlan, NoUnitIsInTwoBatches) {
  auto Units = units(60);
  for (size_t I = 0; I != Units.size(); ++I)
    for (FileId F = 1; F != 12; ++F)
      if ((I * 7 + F * 5) % 11 < 8)
        include(Units[I], F);
  std::set<size_t> Seen;
  for (const Batch &B : plan(Units))
    for (size_t U : B.Units) {
      EXPECT_TRUE(Seen.insert(U).second);
      for (const Root &R : B.Roots)
        EXPECT_TRUE(llvm::is_contained(Units[U].System, std::pair(R.File, Large)));
    }
  EXPECT_FALSE(Seen.empty());
}

} // namespace
