//===- table_memory.h - Memory for tables ---------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_SRC_TABLE_MEMORY_H
#define TIDEPOOL_SRC_TABLE_MEMORY_H

#include "tidepool/detail/table.h"
#include <new>

namespace tidepool::detail {

/// A table of empty slots. Throws std::bad_alloc.
Table *newTable(std::uint32_t Length);
/// Null where memory is short.
Table *newTable(std::uint32_t Length, std::nothrow_t) noexcept;
/// Not the values in it.
void freeTable(Table *T) noexcept;
/// Null where memory is short.
Origin *newOrigins(std::uint32_t Length) noexcept;

} // namespace tidepool::detail

#endif // TIDEPOOL_SRC_TABLE_MEMORY_H
