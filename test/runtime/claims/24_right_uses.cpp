//===- 24_right_uses.cpp - Claims 24 to 26: right uses, guards, transmission ===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

// RUN: %clangxx %s -o %t %runtime_flags && %t | FileCheck %s
// RUN: %tidepool check %s -- -std=c++17 -I%source/lib/include | FileCheck %s --check-prefix=SILENT
// SILENT: 0 findings

#include "tidepool/annotations.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <cstdio>
#include <map>
#include <string>

// 24: a formatter that is not thread-safe, one for each thread.
TIDEPOOL_CACHE static tidepool::ThreadLocal<std::string> Formatter("formatter");
// 24: a transaction's connections, held for one transaction.
static tidepool::ThreadLocal<std::map<std::string, int>> Connections("connections");
// 26: goes with the task.
static tidepool::TransmittableThreadLocal<std::string> Tenant("tenant");

static int transaction(int Number) {
  auto Cleanup = tidepool::remove_on_exit(Connections); // 25: in all cases, whoever forgets what
  Connections.set({{"orders", Number}});
  if (Number == 2)
    throw Number;
  return Connections.get().at("orders");
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (int I = 1; I != 4; ++I) {
    try {
      std::printf("transaction %d\n", Pool.submit(transaction, I).get());
    } catch (int N) {
      std::printf("transaction %d failed\n", N);
    }
    std::printf("left: %d\n", Pool.submit([] { return Connections.is_present(); }).get());
  }
  // CHECK: transaction 1
  // CHECK-NEXT: left: 0
  // CHECK-NEXT: transaction 2 failed
  // CHECK-NEXT: left: 0
  // CHECK-NEXT: transaction 3
  // CHECK-NEXT: left: 0

  for (const char *Name : {"first", "second"}) {
    Tenant.set(Name);
    std::printf("task of %s\n", Pool.submit([] { return Tenant.get(); }).get().c_str());
  }
  // CHECK-NEXT: task of first
  // CHECK-NEXT: task of second
}
