//===- Precompile.h - System headers, parsed once for many units ----------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_CHECKER_HEADERS_PRECOMPILE_H
#define TIDEPOOL_CHECKER_HEADERS_PRECOMPILE_H

#include "checker/headers/Plan.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <memory>

namespace tidepool::headers {

/// A precompiled header in memory, and what has to be known about it to tell whether a unit that starts
/// with it means the same as one that includes its headers one by one. Immutable: many threads use it.
class SharedHeaders {
public:
  /// Number of a header in here.
  using File = unsigned;

  /// Where a name is declared.
  struct Declaration {
    unsigned Scope; ///< 0 = the global namespace, else a namespace's number
    File In;
    bool IsFunction; ///< found by its arguments' types, without a qualifier
  };

  /// Parses the roots, without function bodies, with the flags of one of the units that want them. Null if
  /// the headers do not fit together (an error) or cannot be told apart afterwards (__COUNTER__).
  static std::shared_ptr<const SharedHeaders> make(const clang::CompilerInvocation &Unit,
                                                   llvm::ArrayRef<Root> Roots);

  /// Makes the unit start with these headers: sets its options and puts the bytes into the file system.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  use(clang::CompilerInvocation &Unit, llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) const;

private:
  friend class HeadersRecorder;
  friend class Guard;

  llvm::SmallVector<char, 0> Bytes;
  std::map<llvm::sys::fs::UniqueID, File> Files;
  std::vector<llvm::BitVector> Includes; ///< directly, by file
  llvm::StringMap<llvm::SmallVector<Declaration, 1>> Names;
  llvm::StringMap<File> Macros; ///< where it is defined; not those that the headers undefine again
  llvm::StringSet<> Namespaces;
  llvm::StringSet<> Identifiers; ///< every word of the headers
};

} // namespace tidepool::headers

#endif // TIDEPOOL_CHECKER_HEADERS_PRECOMPILE_H
