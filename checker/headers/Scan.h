//===- Scan.h - Which system headers a unit includes ----------------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_HEADERS_SCAN_H
#define TIDEPOOL_CHECKER_HEADERS_SCAN_H

#include "checker/headers/Plan.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Tooling/DependencyScanning/DependencyScanningFilesystem.h"
#include <map>
#include <mutex>

namespace tidepool::headers {

/// Runs the preprocessor's directives only, on files that are read and cut down to their directives once
/// for all units (Clang's dependency scanner): about a hundredth of what parsing costs.
class Scanner {
public:
  /// The unit's includes. Has an empty key where there is nothing to share: the file cannot be read, or its
  /// flags ask for something that a precompiled header does not go with. Thread-safe.
  UnitIncludes scan(const clang::CompilerInvocation &Unit, llvm::StringRef Directory);

private:
  friend class IncludeRecorder;
  FileId id(clang::FileEntryRef File);

  clang::tooling::dependencies::DependencyScanningFilesystemSharedCache Cache;
  std::mutex Lock; ///< guards Ids
  std::map<llvm::sys::fs::UniqueID, FileId> Ids;
};

/// The unit's flags as far as system headers can tell: language, target, options, where system headers are
/// looked for, macros with reserved names. Without the file, the project's folders and its own macros.
std::shared_ptr<clang::CompilerInvocation> systemFlags(const clang::CompilerInvocation &Unit);

/// Is this macro of a command line ("NAME" or "NAME=VALUE") meant for system headers? Those with reserved
/// names are the system's switches (_GNU_SOURCE, _FILE_OFFSET_BITS); NDEBUG is the standard's own. Headers
/// may ask for others, too: the guard looks for that.
bool isForSystem(llvm::StringRef Macro);

} // namespace tidepool::headers

#endif // TIDEPOOL_CHECKER_HEADERS_SCAN_H
