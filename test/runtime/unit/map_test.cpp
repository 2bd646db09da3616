//===- map_test.cpp - The table itself, against a model -------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread_local.h"
#include "tidepool/thread_local_map.h"
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace tidepool {
namespace {

/// A table, its holders, and what should be in it.
class Modelled {
public:
  explicit Modelled(unsigned Seed) : Random(Seed), Homes(1 + Seed % 9) { Keys.resize(1 + Seed % 37); }

  void step() {
    ++Steps;
    std::size_t I = Random() % Keys.size();
    if (!Keys[I])
      Keys[I] = std::make_unique<ThreadLocal<int>>(HashCode{std::uint32_t(Random() % Homes * 5)});
    ThreadLocal<int> &H = *Keys[I];
    detail::Bin Dead;
    switch (Random() % 8) {
    case 0:
    case 1:
    case 2:
    case 3: {
      ThreadLocalMap::Word Value = Random();
      auto Old = Map.set(H.key(), H.hash_code(), Value, Dead);
      EXPECT_EQ(Old.Had, Model.count(I) != 0);
      Model[I] = Value;
      break;
    }
    case 4: {
      auto Old = Map.remove(H.key(), H.hash_code(), Dead);
      EXPECT_EQ(Old.Had, Model.erase(I) != 0);
      break;
    }
    case 5:
      Keys[I].reset();
      Model.erase(I);
      break;
    default: {
      auto *E = Map.getEntry(H.key(), H.hash_code(), Dead);
      ASSERT_EQ(E != nullptr, Model.count(I) != 0);
      if (E)
        EXPECT_EQ(E->Value, Model[I]);
    }
    }
  }

  void check() const {
    for (std::size_t I = 0; I != Keys.size(); ++I) {
      const auto *E = Keys[I] ? Map.find(Keys[I]->key(), Keys[I]->hash_code()) : nullptr;
      ASSERT_EQ(E != nullptr, Model.count(I) != 0);
    }
    std::uint32_t Entries = 0, Live = 0, Displaced = 0;
    for (std::uint32_t I = 0; I != Map.length(); ++I) {
      const detail::Slot &S = Map.table()->slots()[I];
      Entries += bool(S.K);
      if (!S.K || S.K.stale())
        continue;
      ++Live;
      Displaced += Map.table()->home(detail::Key::hashOf(S.K.state())) != I;
    }
    if (Map.exists()) {
      EXPECT_GE(Map.table()->Displaced, Displaced);
      EXPECT_LE(Map.table()->Displaced, std::uint32_t(Steps)); // has not run below 0
    }
    EXPECT_EQ(Entries, Map.size());
    EXPECT_EQ(Live, Model.size());
    EXPECT_LT(Map.size(), std::max(Map.length(), 1u)); // a search ends
  }

private:
  std::mt19937 Random;
  unsigned Steps = 0;
  std::uint32_t Homes;
  std::vector<std::unique_ptr<ThreadLocal<int>>> Keys;
  std::map<std::size_t, ThreadLocalMap::Word> Model;
  ThreadLocalMap Map;
};

TEST(ThreadLocalMap, AgreesWithAModel) {
  for (unsigned Seed = 0; Seed != 60; ++Seed) {
    Modelled M(Seed);
    for (int I = 0; I != 400; ++I) {
      M.step();
      M.check();
      if (HasFatalFailure() || HasNonfatalFailure())
        FAIL() << "seed " << Seed << ", step " << I;
    }
  }
}

TEST(ThreadLocalMap, IsMadeByTheFirstSet) {
  ThreadLocalMap Map;
  ThreadLocal<int> A;
  detail::Bin Dead;
  EXPECT_FALSE(Map.exists());
  EXPECT_EQ(Map.getEntry(A.key(), A.hash_code(), Dead), nullptr);
  EXPECT_FALSE(Map.remove(A.key(), A.hash_code(), Dead).Had);
  EXPECT_FALSE(Map.exists());
  Map.set(A.key(), A.hash_code(), 1, Dead);
  EXPECT_EQ(Map.length(), 16u);
  EXPECT_EQ(Map.threshold(), 10u);
}

TEST(ThreadLocalMap, CountsWhatItMeets) {
  ThreadLocalMap Map;
  ThreadLocal<int> B(HashCode{5}), C(HashCode{5});
  auto A = std::make_unique<ThreadLocal<int>>(HashCode{5});
  detail::Bin Dead;
  Map.set(A->key(), 5, 1, Dead);
  Map.set(B.key(), 5, 2, Dead);
  Map.set(C.key(), 5, 3, Dead);
  A.reset();
  OperationCounts Counts;
  ASSERT_NE(Map.getEntry(C.key(), 5, Dead, &Counts), nullptr);
  // 5 is stale: expunged, and B moves there; B; then C, which has moved to 6.
  EXPECT_EQ(Counts.Probes, 3u);
  EXPECT_EQ(Counts.Met, 1u);
  EXPECT_EQ(Counts.Swept, 1u);
  EXPECT_EQ(Counts.Slot, 6);
  OperationCounts Removed;
  Map.remove(B.key(), 5, Dead, &Removed);
  EXPECT_EQ(Removed.Swept, 0u); // its own entry is no stale one
  EXPECT_EQ(Removed.Slot, 5);
}

} // namespace
} // namespace tidepool
