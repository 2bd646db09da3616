//===- table_memory.cpp - Memory for tables -------------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "table_memory.h"
#include <memory>

namespace tidepool::detail {

Key NoTable;

Table *newTable(std::uint32_t Length, std::nothrow_t) noexcept {
  void *Memory = ::operator new(sizeof(Table) + std::size_t(Length) * sizeof(Slot), std::nothrow);
  if (!Memory)
    return nullptr;
  auto *T = new (Memory) Table;
  T->Mask = Length - 1;
  T->CleanAt = deaths.load(std::memory_order_acquire);
  T->Threshold = static_cast<std::uint32_t>(std::uint64_t(Length) * 2 / 3);
  std::uninitialized_default_construct_n(T->slots(), Length);
  return T;
}

Table *newTable(std::uint32_t Length) {
  Table *T = newTable(Length, std::nothrow);
  if (!T)
    throw std::bad_alloc();
  return T;
}

void freeTable(Table *T) noexcept {
  delete[] T->Origins;
  ::operator delete(T);
}

Origin *newOrigins(std::uint32_t Length) noexcept { return new (std::nothrow) Origin[Length]; }

} // namespace tidepool::detail
