//===- Plan.h - Which units share which headers ---------------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_HEADERS_PLAN_H
#define TIDEPOOL_CHECKER_HEADERS_PLAN_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tidepool::headers {

/// A file, numbered across all units.
using FileId = uint32_t;

/// A system header that the project's own text includes: `#include <Name>`.
struct Root {
  std::string Name;
  FileId File;
};

/// What one unit includes. There may be many thousands of these in memory.
struct UnitIncludes {
  std::string Key;                                 ///< units with equal keys may share; empty = not this one
  std::vector<Root> Roots;                         ///< in the order of their first inclusion
  std::vector<std::pair<FileId, uint64_t>> System; ///< every system header that is read, and its bytes
  std::vector<std::pair<FileId, FileId>> Edges; ///< from a system header to what it includes, guarded or not
};

/// Units that share one precompiled header, and what it includes.
struct Batch {
  std::vector<size_t> Units; ///< indices, ascending
  std::vector<Root> Roots;
};

/// Puts units together that have many headers in common. A batch holds only what every one of its units
/// includes by itself, so that no unit sees a name that it did not ask for. Units for which sharing does
/// not pay are in none. Cost: units times distinct headers, times the depth of the splits (bounded).
std::vector<Batch> plan(llvm::ArrayRef<UnitIncludes> Units);

} // namespace tidepool::headers

#endif // TIDEPOOL_CHECKER_HEADERS_PLAN_H
