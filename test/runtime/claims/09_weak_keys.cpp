//===- 09_weak_keys.cpp - Claims 9 and 10: what a weak key gives ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: %clangxx %s -o %t %runtime_flags && %t | FileCheck %s
//
// With a weak key the holder dies when its owner lets go of it, and the entry knows. With a strong one (here: the
// value holds the holder) it lives as long as the thread, whatever anybody does. C++ has no soft or phantom
// references; the nearest to the first would be the strong key, to the second the weak one.

#include "tidepool/leak_report.h"
#include "tidepool/thread_local.h"
#include <cstdio>
#include <memory>
#include <thread>

struct Watched : tidepool::ThreadLocal<std::shared_ptr<void>> {
  ~Watched() override { std::puts("holder destroyed"); }
};

int main() {
  std::thread([] {
    auto Weak = std::make_shared<Watched>();
    Weak->set(std::make_shared<int>(1));
    Weak.reset();
    std::printf("stale entries: %zu\n", tidepool::LeakReport::collect().Entries.size());
    std::puts("thread ends");
  }).join();
  // CHECK: holder destroyed
  // CHECK-NEXT: stale entries: 1
  // CHECK-NEXT: thread ends

  std::thread([] {
    auto Strong = std::make_shared<Watched>();
    Strong->set(Strong);
    Strong.reset();
    std::printf("stale entries: %zu\n", tidepool::LeakReport::collect().Entries.size());
    std::puts("thread ends");
  }).join();
  // CHECK-NEXT: stale entries: 0
  // CHECK-NEXT: thread ends
  // CHECK-NEXT: holder destroyed
}
