//===- NoLint.h - NOLINT comments of a source text --------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_SUMMARY_NOLINT_H
#define TIDEPOOL_CHECKER_SUMMARY_NOLINT_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace tidepool::summary {

/// Lines for which a comment rules checks out.
struct NoLint {
  uint32_t FirstLine = 0, LastLine = 0; ///< counted from 1, inclusive
  llvm::StringRef Globs;                ///< of checks, in the text that was read; empty = every check
};

/// NOLINT, NOLINTNEXTLINE and closed NOLINTBEGIN/NOLINTEND, as clang-tidy understands them. Linear in the text.
std::vector<NoLint> noLints(llvm::StringRef Text);

} // namespace tidepool::summary

#endif // TIDEPOOL_CHECKER_SUMMARY_NOLINT_H
