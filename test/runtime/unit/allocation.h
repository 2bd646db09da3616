//===- allocation.h - Allocations, counted and made to fail ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_TEST_RUNTIME_ALLOCATION_H
#define TIDEPOOL_TEST_RUNTIME_ALLOCATION_H

#include <cstddef>

namespace tidepool::test {

/// Calls of operator new on this thread so far.
std::size_t allocations();

/// From here on, on this thread, the Nth allocation (counted from 0) and all later ones fail, until it dies.
class FailingAllocations {
public:
  explicit FailingAllocations(std::size_t N);
  ~FailingAllocations();
  FailingAllocations(const FailingAllocations &) = delete;
  FailingAllocations &operator=(const FailingAllocations &) = delete;
  /// Whether one has failed.
  static bool failed();
};

} // namespace tidepool::test

#endif // TIDEPOOL_TEST_RUNTIME_ALLOCATION_H
