//===- Flags.h - A compiler's flags made fit for Clang's front end --------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_FRONTS_CLI_FLAGS_H
#define TIDEPOOL_CHECKER_FRONTS_CLI_FLAGS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace tidepool::fronts {

struct AdjustedFlags {
  std::vector<std::string> Arguments; ///< the compiler first, then flags and the file
  std::vector<std::string> Dropped;   ///< what the user should know was left out: Clang does not know it
  std::string Skip;                   ///< why the run is no unit of C or C++ to analyse; empty = it is one
};

/// Takes away what only another compiler knows (as clang-tidy and clangd do), what writes files, loads
/// plugins or precompiled headers, and all warnings. Adds Clang's own headers.
AdjustedFlags adjustFlags(const std::vector<std::string> &Arguments, llvm::StringRef File,
                          llvm::StringRef Directory);

/// The same for equal analyses: flags that choose only what machine code comes out are not in it, so
/// that a file compiled for a static and for a shared library is one unit.
std::string analysisKey(const AdjustedFlags &Flags, llvm::StringRef File, llvm::StringRef Directory);

/// The folder with Clang's own headers; empty if there is none on this machine.
std::string resourceFolder();

} // namespace tidepool::fronts

#endif // TIDEPOOL_CHECKER_FRONTS_CLI_FLAGS_H
