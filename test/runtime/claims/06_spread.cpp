//===- 06_spread.cpp - Claim 6: hash codes spread evenly ------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: %clangxx %s -o %t %runtime_flags && %t | FileCheck %s
//
// Multiples of 0x61c88647 hit each slot of any power of two exactly once. Nine keys by remainder, as the notes show
// them: with chains in a table of 8, and by probing in a table of 16.

#include "tidepool/thread_local.h"
#include <cstdio>
#include <vector>

int main() {
  for (unsigned Length : {16u, 32u, 64u, 1024u}) {
    std::vector<int> Used(Length);
    for (unsigned I = 0; I != Length; ++I)
      ++Used[I * tidepool::detail::HashIncrement & (Length - 1)];
    int Most = 0;
    for (int N : Used)
      Most = N > Most ? N : Most;
    std::printf("%u keys in %u slots: at most %d in one\n", Length, Length, Most);
  }
  // CHECK: 16 keys in 16 slots: at most 1 in one
  // CHECK: 1024 keys in 1024 slots: at most 1 in one

  const unsigned Keys[] = {28, 93, 90, 3, 21, 11, 19, 31, 18};
  std::vector<std::vector<unsigned>> Chains(8);
  std::vector<unsigned> Ring(16);
  for (unsigned K : Keys) {
    Chains[K % 8].push_back(K);
    unsigned I = K % 16;
    while (Ring[I])
      I = (I + 1) % 16;
    Ring[I] = K;
  }
  for (unsigned I = 0; I != 8; ++I) {
    std::printf("chain %u:", I);
    for (unsigned K : Chains[I])
      std::printf(" %u", K);
    std::printf("\n");
  }
  // CHECK: chain 2: 90 18
  // CHECK: chain 3: 3 11 19
  // CHECK: chain 5: 93 21
  for (unsigned I = 0; I != 16; ++I)
    if (Ring[I])
      std::printf("slot %u: %u, home %u\n", I, Ring[I], Ring[I] % 16);
  // CHECK: slot 2: 18, home 2
  // CHECK: slot 3: 3, home 3
  // CHECK: slot 4: 19, home 3
  // CHECK: slot 13: 93, home 13
  // CHECK: slot 15: 31, home 15
}
