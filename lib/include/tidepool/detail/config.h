//===- config.h - What differs between compilers and builds ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_DETAIL_CONFIG_H
#define TIDEPOOL_DETAIL_CONFIG_H

#include <cstdint>

static_assert(sizeof(void *) == 8, "tidepool packs a pointer and a generation into 64 bits");

#define TIDEPOOL_API __attribute__((visibility("default")))
#define TIDEPOOL_LIKELY(X) __builtin_expect(!!(X), 1)

namespace tidepool {

/// Where an operation stands in the source: what the default arguments of `get` and `set` carry.
struct Site {
  const char *File = nullptr;
  std::uint32_t Line = 0;
};

} // namespace tidepool

#endif // TIDEPOOL_DETAIL_CONFIG_H
